"""What an address asks of the matrix, and the controls that write such addresses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseloom.analysis.model import CLOCKS, COUNTED, DIMENSIONS, REACHES, MatrixRequest
from caseloom.dates import from_words
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import cases, frameworks, participants, phases, waves
from caseloom.team.readings import people
from caseloom.web.addresses import short
from caseloom.web.components.controls import Control, control
from caseloom.web.languages import page_language
from caseloom.web.naming import columns_words
from caseloom.web.page import Page
from caseloom.web.pages.marks import pack_label
from caseloom.web.words import kind_words

NAMES = (
    "rows",
    "columns",
    "cell",
    "clock",
    "reach",
    "intervals",
    "case",
    "wave",
    "kind",
    "coder",
    "voice",
    "only",
)
_BETWEEN_INTERVALS = re.compile("[,;，；、]")


@dataclass(frozen=True)
class Asked:
    """A request with the query that wrote it; `query` holds only what differs from nothing."""

    request: MatrixRequest
    query: Mapping[str, str]


def asked(page: Page) -> Asked:
    """The matrix that the address asks for; what it leaves out is chosen from what the study has.

    Raises `MatrixProblem` where the parts do not go together, `NotATime` for an interval that is none.
    """
    query = page.request.GET
    said = {name: query[name] for name in NAMES if query.get(name)}
    said.setdefault("rows", _usual_rows(page))
    said.setdefault("columns", _usual_columns(page))
    return Asked(_request(page, query, said), said)


def _usual_rows(page: Page) -> str:
    adopted = frameworks(page.db, page.viewer)
    return adopted[0].pack if adopted else "code"


def _usual_columns(page: Page) -> str:
    return "case,wave" if waves(page.db, page.viewer) else "case"


def _request(page: Page, query: QueryDict, said: Mapping[str, str]) -> MatrixRequest:
    rows = said["rows"]
    pack = "" if rows in DIMENSIONS else rows
    return MatrixRequest(
        rows="construct" if pack else rows,
        columns=tuple(said["columns"].split(",")),
        cell=said.get("cell", COUNTED[0]),
        clock=said.get("clock", CLOCKS[0]),
        reach=said.get("reach", REACHES[0]),
        intervals=_intervals(said.get("intervals", "")),
        framework=pack or None,
        case=_one(said, "case", (each.id for each in cases(page.db, page.viewer))),
        wave=_one(said, "wave", (each.id for each in waves(page.db, page.viewer))),
        coder=_one(said, "coder", (each.id for each in people(page.db, page.viewer))),
        source_kind=said.get("kind") if said.get("kind") in SOURCE_KINDS else None,
        voice=said.get("voice"),
        only_used=bool(query.get("only")),
    )


def _intervals(written: str) -> tuple[str, ...]:
    parts = filter(None, map(str.strip, _BETWEEN_INTERVALS.split(written)))
    return tuple(from_words(part, page_language()) for part in parts)


def _one(said: Mapping[str, str], name: str, ids: Iterable[UUID]) -> UUID | None:
    return next((id for id in ids if short(id) == said.get(name)), None)


def controls(page: Page, said: Mapping[str, str]) -> tuple[Control, ...]:
    """The controls that say what the matrix is of, showing what was asked."""
    return (
        control("rows", _("Rows"), _row_choices(page), said.get("rows", "")),
        control("columns", _("Columns"), _column_choices(page, said), said.get("columns", "")),
        control("cell", _("Cells show"), _cell_choices(), said.get("cell", "")),
        control("clock", _("Placed by when"), _clock_choices(), said.get("clock", "")),
        control("reach", _("Counting"), _reach_choices(), said.get("reach", "")),
        control(
            "only",
            _("Rows without candidates") if said.get("cell") == "candidates" else _("Rows without evidence"),
            [("", _("shown")), ("used", _("left out"))],
            said.get("only", ""),
        ),
    )


def narrowings(page: Page, said: Mapping[str, str]) -> tuple[Control, ...]:
    """The controls that leave a part of the evidence out; none where there would be no choice."""
    return tuple(_narrowings(page, said))


def _row_choices(page: Page) -> list[tuple[str, str]]:
    adopted = [(each.pack, pack_label(each)) for each in frameworks(page.db, page.viewer)]
    every = [("construct", _("all frameworks"))] if len(adopted) > 1 else []
    return [
        *adopted,
        *every,
        ("code", _("the whole codebook")),
        ("case", _("cases")),
        ("setting", _("settings")),
        ("participant", _("participants")),
        ("voice", _("voices")),
        ("source_kind", _("kinds of source")),
        ("coder", _("coders")),
    ]


def _column_choices(page: Page, said: Mapping[str, str]) -> list[tuple[str, str]]:
    offered = [("case", _("case"))]
    if waves(page.db, page.viewer):
        offered += [
            ("case,wave", _("case, then wave")),
            ("wave", _("wave")),
            ("wave,case", _("wave, then case")),
        ]
    if phases(page.db, page.viewer):
        offered += [("case,phase", _("case, then phase")), ("phase", _("phase"))]
    if said.get("intervals"):
        offered += [("case,interval", _("case, then interval")), ("interval", _("interval"))]
    offered += [
        ("case,source_kind", _("case, then kind of source")),
        ("source_kind", _("kind of source")),
        ("participant", _("participant")),
        ("case,voice", _("case, then voice")),
        ("voice", _("voice")),
        ("case,coder", _("case, then coder")),
        ("coder", _("coder")),
        ("setting", _("setting")),
    ]
    known = {value for value, _label in offered}
    chosen = said.get("columns", "")
    return offered if chosen in known or not chosen else [*offered, (chosen, columns_words(chosen))]


def _cell_choices() -> list[tuple[str, str]]:
    return [
        ("", _("informants")),
        ("codings", _("codings")),
        ("sources", _("sources")),
        ("words", _("words")),
        ("candidates", _("candidates")),
    ]


def _clock_choices() -> list[tuple[str, str]]:
    return [("", _("it was said or written")), ("about", _("it speaks about"))]


def _reach_choices() -> list[tuple[str, str]]:
    return [("", _("this time frame only")), ("up_to", _("all up to its end"))]


def _narrowings(page: Page, said: Mapping[str, str]) -> Iterable[Control]:
    in_cases = [(short(each.id), each.name) for each in cases(page.db, page.viewer)]
    kinds = [(kind, kind_words(kind)) for kind in SOURCE_KINDS]
    coders = [(short(each.id), each.name) for each in people(page.db, page.viewer)]
    known = dict.fromkeys(voice for each in participants(page.db, page.viewer) for voice in each.voices)
    every = ("", _("all"))
    offered = (
        ("case", _("Case"), in_cases),
        ("kind", _("Kind of source"), kinds),
        ("coder", _("Coder"), coders),
        ("voice", _("Voice"), [(voice, voice) for voice in known]),
    )
    return (
        control(name, label, [every, *choices], said.get(name, ""))
        for name, label, choices in offered
        if len(choices) > 1
    )
