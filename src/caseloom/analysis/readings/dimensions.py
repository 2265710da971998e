"""The things a matrix can have as rows and columns: how each is read off a place, and its headings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, FromClause, Integer, Text, column, func, literal, values

from caseloom.analysis.model import Heading, MatrixRequest
from caseloom.analysis.readings.frames import Frame, by_source
from caseloom.coding.readings import Code, codes
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import cases, frameworks, participants, settings
from caseloom.language import spoken
from caseloom.team.model import Viewer
from caseloom.team.readings import seen as seen_people


@dataclass(frozen=True)
class Axis:
    """One dimension of a matrix.

    `read(place, extra)` gives the column that tells a place's value; `keys` turns that value into a
    heading's key (values without a heading are left out).
    """

    name: str
    headings: tuple[Heading, ...]
    keys: dict[Any, str]
    read: Callable[[Any, "Extra"], Any]
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Extra:
    """Small tables beside the places: time frames, and participants' voices."""

    frame: Any = None
    voice: Any = None


def axis(
    db: Connection, viewer: Viewer, name: str, request: MatrixRequest, found: Sequence[Frame], language: str
) -> Axis:
    """The axis of that name; constructs are named in the language."""
    if name in ("construct", "code"):
        chosen = chosen_codes(db, viewer, request, name, language)
        return code_axis(name, chosen, _titles(db, viewer))
    if name in ("wave", "phase", "interval"):
        headings = tuple(dict.fromkeys(each.heading for each in found))
        if by_source(request):
            numbers = {each.wave_n: each.heading.key for each in found}
            return Axis(name, headings, numbers, lambda place, extra: place.c.wave_n)
        return Axis(
            name, headings, {each.key: each.key for each in headings}, lambda place, extra: extra.frame.c.key
        )
    return _MAKERS[name](db, viewer)


def chosen_codes(
    db: Connection, viewer: Viewer, request: MatrixRequest, name: str, language: str = "en"
) -> list[Code]:
    """The codes that rows or columns stand for: those of constructs (of one framework, if asked), or all."""
    known = codes(db, viewer, language=language, with_use=False)
    if request.framework is not None:
        wanted = {each.id for each in frameworks(db, viewer) if each.pack == request.framework}
        return [each for each in known if each.framework in wanted]
    return [each for each in known if each.construct is not None] if name == "construct" else known


def _titles(db: Connection, viewer: Viewer) -> dict[UUID | None, str]:
    return {each.id: each.title for each in frameworks(db, viewer)}


def code_axis(name: str, chosen: Sequence[Code], titles: Mapping[UUID | None, str]) -> Axis:
    """Codes as a tree: each under its parent, in the codebook's order."""
    present = {each.id for each in chosen}
    children: dict[Any, list[Code]] = {}
    for each in chosen:
        children.setdefault(each.parent if each.parent in present else None, []).append(each)
    headings: list[Heading] = []

    left = [(each, 0) for each in reversed(children.get(None, []))]
    while left:
        each, depth = left.pop()
        countable = each.construct is None or each.construct.measure != "parent" or bool(each.n)
        above = each.parent.hex if each.parent is not None and each.parent in present else ""
        group = titles.get(each.framework, "")
        headings.append(
            Heading(each.id.hex, each.label, each.number, above, depth, countable, name, group, each.language)
        )
        left += [(below, depth + 1) for below in reversed(children.get(each.id, []))]
    keys = {each.n: each.id.hex for each in chosen if each.n}
    return Axis(name, tuple(headings), keys, lambda place, extra: place.c.code_n, tuple(chosen))


def is_role(code: Code) -> bool:
    """Whether a code is a CFIR role, which codings carry beside a characteristic."""
    return code.construct is not None and code.construct.construct_kind == "role"


@dataclass(frozen=True)
class Family:
    """Which rows a coding counts in, by the local numbers of its code and role (0: no role)."""

    code_at: Mapping[int, UUID]
    role_at: Mapping[int, UUID]
    parents: Mapping[UUID, UUID | None]

    def own(self, code_n: int, role_n: int) -> set[UUID]:
        """The rows of the code and of the role themselves."""
        return {id for id in (self.code_at.get(code_n), self.role_at.get(role_n)) if id is not None}

    def whole(self, code_n: int, role_n: int) -> set[UUID]:
        """Those rows and all above them, each once."""
        found: set[UUID] = set()
        for each in self.own(code_n, role_n):
            at: UUID | None = each
            while at is not None and at in self.parents and at not in found:
                found.add(at)
                at = self.parents[at]
        return found


def family(chosen: Sequence[Code]) -> Family:
    """The family of the codes that are rows."""
    return Family(
        {each.n: each.id for each in chosen if each.n},
        {each.construct.n: each.id for each in chosen if each.construct and is_role(each)},
        {each.id: each.parent for each in chosen},
    )


def voice_table(db: Connection, viewer: Viewer) -> FromClause:
    """Every participant's voices: (participant_n, voice); one without has the voice ""."""
    people = participants(db, viewer)
    rows = [(each.n, voice) for each in people for voice in dict.fromkeys(each.voices) or ("",)]
    return (
        values(column("participant_n", Integer), column("voice", Text), name="voice")
        .data(rows or [(0, "")])
        .cte("voice")
    )


def _entities(name: str, rows: Sequence[tuple[int, Any, str]], none: str, column_name: str) -> Axis:
    headings = [Heading(id.hex, label, dimension=name) for _, id, label in rows]
    keys: dict[Any, str] = {n: id.hex for n, id, _ in rows}
    return Axis(
        name,
        (*headings, Heading("", none, dimension=name)),
        {**keys, 0: ""},
        lambda place, extra: place.c[column_name] if column_name in place.c else literal(0),
    )


def _cases(db: Connection, viewer: Viewer) -> Axis:
    return _entities(
        "case", [(each.n, each.id, each.name) for each in cases(db, viewer)], spoken("no case"), "case_n"
    )


def _settings(db: Connection, viewer: Viewer) -> Axis:
    rows = [(each.n, each.id, each.name) for each in settings(db, viewer)]
    return _entities("setting", rows, spoken("no setting"), "setting_n")


def _participants(db: Connection, viewer: Viewer) -> Axis:
    rows = [(each.n, each.id, each.name) for each in participants(db, viewer)]
    return _entities("participant", rows, spoken("nobody named"), "participant_n")


def _coders(db: Connection, viewer: Viewer) -> Axis:
    rows = [(each.n, each.id, each.name) for each in db.execute(seen_people(viewer))]
    return _entities("coder", rows, spoken("nobody"), "coder_n")


def _kinds(_db: Connection, viewer: Viewer) -> Axis:
    headings = tuple(Heading(kind, kind.replace("_", " "), dimension="source_kind") for kind in SOURCE_KINDS)
    return Axis(
        "source_kind",
        headings,
        {kind: kind for kind in SOURCE_KINDS},
        lambda place, extra: place.c.source_kind,
    )


def _voices(db: Connection, viewer: Viewer) -> Axis:
    known = dict.fromkeys(voice for each in participants(db, viewer) for voice in each.voices)
    headings = tuple(Heading(voice, voice, dimension="voice") for voice in known)
    none = replace(Heading("", spoken("no voice stated")), dimension="voice")
    keys = {voice: voice for voice in known} | {"": ""}
    # Words of nobody named have no voice either.
    return Axis("voice", (*headings, none), keys, lambda place, extra: func.coalesce(extra.voice.c.voice, ""))


_MAKERS: dict[str, Callable[[Connection, Viewer], Axis]] = {
    "case": _cases,
    "setting": _settings,
    "participant": _participants,
    "coder": _coders,
    "source_kind": _kinds,
    "voice": _voices,
}
