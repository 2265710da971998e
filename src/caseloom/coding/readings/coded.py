"""Codings with their passages, and where they stand."""

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Connection, Select, bindparam, func, select, type_coerce

from caseloom.coding import tables
from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.readings.rows import filled
from caseloom.coding.tables import code, coding, passage, place
from caseloom.design.readings import label_of_construct, name_of
from caseloom.sources.readings import number_of_source, standing, texts, turn_at
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class CodedPassage:
    """A coding at its present place, with its words and everything that says where they come from.

    `stamp` is that of the change it was made in.
    """

    id: UUID
    n: int
    source: UUID
    source_title: str
    source_kind: str
    language: str
    case_name: str
    wave_name: str
    participant_name: str
    speaker: str
    turn_number: int
    revision: UUID
    start: int
    end: int
    quote: str
    code: UUID
    code_n: int
    code_label: str
    role_label: str
    coder: UUID
    coder_name: str
    valence: str | None
    example: str | None
    about: str | None
    memo: str
    score: float | None
    words: int
    evidence: bool
    coded_at: str | None
    stamp: int

    @property
    def about_stated(self) -> bool:
        """Whether its coder said what time it speaks of."""
        return self.about is not None


def seen(viewer: Viewer) -> Select[Any]:
    """The places of codings that the viewer may see, to be joined by other rooms."""
    return select(place)


def passages(
    db: Connection,
    viewer: Viewer,
    *,
    among: Select[Any] | None = None,
    source: UUID | None = None,
    code: UUID | None = None,
    coding: UUID | None = None,
    offset: int = 0,
    limit: int | None = 50,
    language: str = "en",
) -> list[CodedPassage]:
    """Codings with their words, in the order of the texts; `among` selects local numbers of codings.

    Codes and roles are named in the language, else in English.
    `limit` None gives all. A coding that lost its place on the current revision is not among them.
    """
    wanted = _narrowed(seen(viewer), among, source, code, coding).where(place.c.part == 0)
    wanted = wanted.order_by(place.c.source_n, place.c.start, place.c.coding_n).offset(offset)
    return _worded(db, viewer, wanted.limit(limit) if limit is not None else wanted, language)


def passages_numbered(
    db: Connection, viewer: Viewer, numbers: Collection[int], *, language: str = "en"
) -> dict[int, CodedPassage]:
    """The codings of these local numbers with their words."""
    wanted = seen(viewer).where(place.c.part == 0, place.c.coding_n.in_(sorted(numbers)))
    return {each.n: each for each in _worded(db, viewer, wanted, language)}


def passages_at(
    db: Connection, viewer: Viewer, source_n: int, start: int, end: int, *, language: str = "en"
) -> list[CodedPassage]:
    """The codings of a source that touch a place (code points, end exclusive), in text order."""
    touching = (place.c.source_n == source_n, place.c.start < end, place.c.end > start, place.c.part == 0)
    return _worded(db, viewer, seen(viewer).where(*touching), language)


def _narrowed(
    wanted: Select[Any],
    among: Select[Any] | None,
    source_id: UUID | None,
    code_id: UUID | None,
    coding_id: UUID | None,
) -> Select[Any]:
    if among is not None:
        wanted = wanted.where(place.c.coding_n.in_(among))
    if source_id is not None:
        wanted = wanted.where(place.c.source_n == number_of_source(source_id))
    if code_id is not None:
        wanted = wanted.where(
            place.c.code_n == select(code.c.n).where(code.c.id == code_id).scalar_subquery()
        )
    if coding_id is not None:
        number = select(coding.c.n).where(coding.c.id == coding_id).scalar_subquery()
        wanted = wanted.where(place.c.coding_n == number)
    return wanted


def _worded(db: Connection, viewer: Viewer, wanted: Select[Any], language: str) -> list[CodedPassage]:
    at, now = wanted.subquery("at"), texts(viewer).subquery("now")
    rows = db.execute(
        select(
            coding.c.id,
            coding.c.n,
            now.c.source,
            words_of(now.c.title).label("source_title"),
            at.c.source_kind,
            now.c.language,
            name_of("case", at.c.case_n).label("case_name"),
            name_of("wave", at.c.wave_n).label("wave_name"),
            name_of("participant", at.c.participant_n).label("participant_name"),
            turn_at("label", at.c.source_n, at.c.start).label("speaker"),
            turn_at("number", at.c.source_n, at.c.start).label("turn_number"),
            now.c.revision,
            at.c.start,
            at.c.end,
            func.substr(now.c.content, at.c.start + 1, at.c.end - at.c.start).label("quote"),
            code.c.id.label("code"),
            at.c.code_n,
            label_of_code(at.c.code_n, language).label("code_label"),
            label_of_construct(at.c.role_n, language).label("role_label"),
            coding.c.coder,
            name_of_person(coding.c.coder).label("coder_name"),
            coding.c.valence,
            coding.c.example,
            coding.c.about,
            words_of(coding.c.memo).label("memo"),
            coding.c.score,
            at.c.words,
            at.c.evidence,
            change.c.at.label("coded_at"),
            change.c.stamp,
        )
        .join(coding, coding.c.n == at.c.coding_n)
        .join(code, code.c.n == at.c.code_n)
        .join(change, change.c.n == coding.c.born)
        .join(now, now.c.source_n == at.c.source_n)
        .order_by(at.c.source_n, at.c.start, at.c.coding_n)
    )
    return [CodedPassage(**filled(row._mapping)) for row in rows]


# A tuple with names, as all that a dense source has thousands of: it is made in a third of the time.
class Highlight(NamedTuple):
    """A coding as a page paints it: place, code and coder, without the words."""

    coding: UUID
    n: int
    start: int
    end: int
    code: UUID
    code_n: int
    coder: UUID
    valence: str | None
    example: str | None
    about_stated: bool
    evidence: bool


# Made once: building a statement costs more than running it, and every coding that is made asks both.
_PAINTED = (
    select(
        coding.c.id.label("coding"), coding.c.n, place.c.start, place.c.end, code.c.id.label("code"),
        place.c.code_n, coding.c.coder, place.c.valence, place.c.example,
        type_coerce(place.c.about_stated, Boolean), type_coerce(place.c.evidence, Boolean),
    )
    .join_from(place, coding, coding.c.n == place.c.coding_n)
    .join(code, code.c.id == coding.c.code)
    .where(place.c.part == 0)
    .order_by(place.c.start, place.c.end.desc(), place.c.coding_n)
)  # fmt: skip
_STRETCH = _PAINTED.where(
    place.c.source_n == bindparam("source_n"),
    place.c.start < bindparam("stop"),
    place.c.end > bindparam("start"),
)
_NAMED = _PAINTED.where(coding.c.id.in_(bindparam("ids", expanding=True)))


def highlights(
    db: Connection, viewer: Viewer, source_n: int, *, between: tuple[int, int] | None = None
) -> list[Highlight]:
    """Every coding of a source's current revision, or those that touch a stretch of it, in text order."""
    start, stop = between or (0, sys.maxsize)
    return _painted(db.execute(_STRETCH, {"source_n": source_n, "start": start, "stop": stop}))


def highlights_of(db: Connection, viewer: Viewer, codings: Sequence[UUID]) -> list[Highlight]:
    """These codings where they stand now; one that lost its place is not among them."""
    return _painted(db.execute(_NAMED, {"ids": list(codings)}))


def _painted(rows: Iterable[Any]) -> list[Highlight]:
    # In the order of the fields: a dense source has thousands, and names would have to be looked up for each.
    return [Highlight._make(each) for each in rows]


def codings_by_case(db: Connection, viewer: Viewer) -> dict[int, int]:
    """How many codings each case has, by the case's local number (0: no case)."""
    now = standing(viewer).subquery("now")
    counted = tables.coded
    rows = (
        select(now.c.case_n, func.sum(counted.c.codings))
        .join(counted, counted.c.source_n == now.c.source_n)
        .group_by(now.c.case_n)
    )
    return {row[0]: row[1] for row in db.execute(rows)}


def codings_by_source(db: Connection, viewer: Viewer) -> dict[int, int]:
    """How many codings each source has, by the source's local number; those without any are left out."""
    return {row.source_n: row.codings for row in db.execute(select(tables.coded))}


def adrift(db: Connection, viewer: Viewer) -> int:
    """How many codings have no place on the current revision of their source."""
    return db.scalar(select(func.count()).select_from(tables.adrift)) or 0


@dataclass(frozen=True)
class AdriftCoding:
    """A coding that lost its place: the words it was made with, and the revision they stand in."""

    id: UUID
    source: UUID
    source_title: str
    language: str
    revision: UUID
    start: int
    end: int
    quote: str
    code: UUID
    code_label: str
    coder_name: str
    memo: str


def adrift_codings(
    db: Connection, viewer: Viewer, *, offset: int = 0, limit: int | None = 50
) -> list[AdriftCoding]:
    """The codings that lost their place in their source, in text order; `limit` None gives all."""
    now = texts(viewer).subquery("now")
    wanted = (
        select(
            coding.c.id,
            now.c.source,
            words_of(now.c.title).label("source_title"),
            now.c.language,
            passage.c.revision,
            passage.c.start,
            passage.c.end,
            passage.c.quote,
            code.c.id.label("code"),
            label_of_code(code.c.n, viewer.language).label("code_label"),
            name_of_person(coding.c.coder).label("coder_name"),
            words_of(coding.c.memo).label("memo"),
        )
        .join(tables.adrift, tables.adrift.c.coding_n == coding.c.n)
        .join(passage, passage.c.id == coding.c.passage)
        .join(code, code.c.id == coding.c.code)
        .join(now, now.c.source_n == tables.adrift.c.source_n)
        .order_by(tables.adrift.c.source_n, passage.c.start, coding.c.n)
        .offset(offset)
        .limit(-1 if limit is None else limit)
    )
    return [AdriftCoding(**filled(row._mapping)) for row in db.execute(wanted)]
