"""What one matrix is woven from: its axes, its time frames, and what is counted for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, FromClause, or_
from sqlalchemy.sql.expression import ColumnElement

from caseloom.analysis.model import MatrixRequest, UnknownFramework, UnknownVoice
from caseloom.analysis.readings.dimensions import Axis, Extra, axis, chosen_codes, family, voice_table
from caseloom.analysis.readings.frames import Frame, belongs, by_source, frame_table, frames
from caseloom.coding.readings import seen, seen_candidates
from caseloom.design.readings import frameworks, number_by_id, participants
from caseloom.language import Phrase
from caseloom.sources.readings import heard_in, standing, translated
from caseloom.team.model import Viewer
from caseloom.team.readings import number_of_person


@dataclass(frozen=True)
class Loom:
    """Everything one matrix is woven from."""

    db: Connection
    viewer: Viewer
    request: MatrixRequest
    frames: Sequence[Frame]
    extra: Extra
    rows: Axis
    columns: tuple[Axis, ...]
    # What is counted (codings' places, or candidates), and the sources and people it comes from.
    table: Any
    standing: Any
    heard: Any
    translated: Any

    @property
    def candidates(self) -> bool:
        """Whether candidates are shown instead of evidence."""
        return self.request.cell == "candidates"


def loom_for(db: Connection, viewer: Viewer, request: MatrixRequest, language: str = "en") -> Loom:
    """Set a request up on a study; raises `UnknownFramework` or `UnknownVoice`."""
    _check_names(db, viewer, request)
    found = frames(db, viewer, request)
    names = (request.rows, *request.columns)
    extra = Extra(
        frame=frame_table(found) if found and not by_source(request) else None,
        voice=voice_table(db, viewer) if "voice" in names or request.voice else None,
    )
    rows, *columns = (axis(db, viewer, name, request, found, language) for name in names)
    counted = seen_candidates(viewer) if request.cell == "candidates" else seen(viewer)
    return Loom(
        db,
        viewer,
        request,
        found,
        extra,
        rows,
        tuple(columns),
        counted.subquery("place"),
        standing(viewer).subquery("standing"),
        heard_in(viewer).subquery("heard"),
        translated(viewer).subquery("translated"),
    )


def _check_names(db: Connection, viewer: Viewer, request: MatrixRequest) -> None:
    """Refuse a framework or a voice that the study does not have."""
    packs = [each.pack for each in frameworks(db, viewer)] if request.framework is not None else []
    if request.framework is not None and request.framework not in packs:
        raise UnknownFramework(name=request.framework, known=_known(packs))
    people = participants(db, viewer) if request.voice is not None else []
    voices = sorted({voice for each in people for voice in each.voices})
    if request.voice is not None and request.voice not in voices:
        raise UnknownVoice(name=request.voice, known=_known(voices))


def _known(names: Sequence[str]) -> Phrase:
    if not names:
        return Phrase("It has none yet.")
    return Phrase("It has {names}.", names=", ".join(f"“{each}”" for each in names))


def narrowings(loom: Loom, table: Any) -> list[ColumnElement[bool]]:
    """The request's narrowings that a table can answer."""
    request = loom.request
    found: list[ColumnElement[bool]] = []
    for kind, value in (("case", request.case), ("wave", request.wave)):
        if value is not None:
            found.append(table.c[f"{kind}_n"] == number_by_id(kind, value))
    if request.coder is not None and "coder_n" in table.c:
        found.append(table.c.coder_n == number_of_person(request.coder))
    if request.source_kind is not None:
        found.append(table.c.source_kind == request.source_kind)
    if request.voice is not None and loom.extra.voice is not None:
        found.append(loom.extra.voice.c.voice == request.voice)
    return found


def joined(loom: Loom, table: Any, participant: Any) -> FromClause:
    """A table joined to the time frames and voices that the request asks for."""
    tables: Any = table
    if loom.extra.frame is not None:
        tables = tables.join(loom.extra.frame, belongs(loom.request, table, loom.extra.frame, loom.frames))
    if loom.extra.voice is not None:
        tables = tables.outerjoin(loom.extra.voice, loom.extra.voice.c.participant_n == participant)
    return tables  # type: ignore[no-any-return]


def evidence(loom: Loom) -> list[ColumnElement[bool]]:
    """The conditions under which a row counts."""
    table = loom.table
    undecided = [table.c.decision == ""] if loom.candidates else []
    return [table.c.evidence == 1, *undecided, *_of_framework(loom), *narrowings(loom, table)]


def _of_framework(loom: Loom) -> list[ColumnElement[bool]]:
    """What is coded with the framework asked for; rows or columns that are its codes say so already."""
    if loom.request.framework is None or {"construct", "code"} & {loom.rows.name, *_names(loom.columns)}:
        return []
    kin = family(chosen_codes(loom.db, loom.viewer, loom.request, "construct"))
    coded: ColumnElement[bool] = loom.table.c.code_n.in_(list(kin.code_at))
    return [coded if loom.candidates else or_(coded, loom.table.c.role_n.in_(list(kin.role_at)))]


def _names(axes: Sequence[Axis]) -> list[str]:
    return [each.name for each in axes]


def roles(loom: Loom) -> list[tuple[Any, str]]:
    """CFIR roles among the rows: (construct, heading's key)."""
    shown = {each.key for each in loom.rows.headings}
    return [
        (each.construct, each.id.hex)
        for each in loom.rows.codes
        if each.construct is not None and each.construct.construct_kind == "role" and each.id.hex in shown
    ]
