"""Sources in a list: what each is, where it belongs, how much there is of it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select

from caseloom.design.readings import id_of, name_of
from caseloom.sources.tables import source, source_now, translation
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class SourceSummary:
    """A source in a list: what it is, where and when it belongs, how much there is of it.

    A translation belongs where its `original` does, and holds no words of evidence of its own.
    """

    n: int
    id: UUID
    title: str
    source_kind: str
    case: UUID | None
    case_name: str
    wave: UUID | None
    wave_name: str
    setting_name: str
    written: str | None
    covers: str | None
    language: str | None
    producer: str
    note: str
    turns: int
    words: int
    evidence_words: int
    revisions: int
    added_by: str
    added_at: str | None
    original: UUID | None
    translations: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Collection:
    """The sources of one case, wave and kind: how many, how much is in them, how many lack something."""

    case: UUID | None
    wave: UUID | None
    source_kind: str
    sources: int
    words: int
    evidence_words: int
    without_evidence: int
    undated: int


_one = source.alias("one")
_ORIGINAL = (
    select(_one.c.id)
    .join(translation, translation.c.original_n == _one.c.n)
    .where(translation.c.source_n == source.c.n)
    .scalar_subquery()
)
_TRANSLATIONS = (
    select(translation.c.original_n, source.c.id)
    .join(source, source.c.n == translation.c.source_n)
    .where(source.c.gone == 0)
    .order_by(source.c.n)
)


def seen(viewer: Viewer) -> Select[Any]:
    """The sources that the viewer may see, joined to their present state (`source_now`)."""
    return (
        select(source, source_now)
        .join(source_now, source_now.c.source_n == source.c.n)
        .where(source.c.gone == 0)
    )


def sources(db: Connection, viewer: Viewer, *, id: UUID | None = None) -> list[SourceSummary]:
    """Every source by case, wave and title; or the one of that id."""
    translated: dict[int, list[UUID]] = {}
    for original_n, translation_id in db.execute(_TRANSLATIONS):
        translated.setdefault(original_n, []).append(translation_id)
    every = _summaries(viewer)
    rows = db.execute(every) if id is None else db.execute(every.where(_ASKED), {"asked": id})
    return [
        SourceSummary(**_filled(row._mapping), translations=tuple(translated.get(row.n, ()))) for row in rows
    ]


_ASKED = source.c.id == bindparam("asked")


# Made once for a viewer: building it costs more than running it, and every coding that is made asks it.
@lru_cache(maxsize=16)
def _summaries(viewer: Viewer) -> Select[Any]:
    now = source_now.c
    return (
        seen(viewer)
        .join(change, change.c.n == source.c.born)
        .with_only_columns(
            source.c.n,
            source.c.id,
            words_of(source.c.title).label("title"),
            now.source_kind,
            id_of("case", now.case_n).label("case"),
            name_of("case", now.case_n).label("case_name"),
            id_of("wave", now.wave_n).label("wave"),
            name_of("wave", now.wave_n).label("wave_name"),
            name_of("setting", now.setting_n).label("setting_name"),
            source.c.written,
            source.c.covers,
            source.c.language,
            words_of(source.c.producer).label("producer"),
            words_of(source.c.note).label("note"),
            now.turns,
            now.words,
            now.evidence_words,
            now.revisions,
            name_of_person(change.c.author).label("added_by"),
            change.c.at.label("added_at"),
            _ORIGINAL.label("original"),
        )
        .order_by(now.case_n, now.source_kind != "interview", now.wave_n, source.c.written, source.c.n)
    )


def collections(db: Connection, viewer: Viewer) -> list[Collection]:
    """What was collected, by case, wave and kind; counts only, so that it is quick however much there is.

    A translation is no further source: its original counts.
    """
    now = source_now.c
    by = (now.case_n, source.c.source_kind, now.wave_n)
    rows = db.execute(
        seen(viewer)
        .with_only_columns(
            id_of("case", now.case_n).label("case"),
            id_of("wave", now.wave_n).label("wave"),
            source.c.source_kind,
            func.count().label("sources"),
            func.sum(now.words).label("words"),
            func.sum(now.evidence_words).label("evidence_words"),
            func.count().filter(now.evidence_words == 0).label("without_evidence"),
            func.count().filter(source.c.written.is_(None)).label("undated"),
        )
        .where(source.c.n.not_in(select(translation.c.source_n)))
        .group_by(*by)
        .order_by(now.case_n, source.c.source_kind != "interview", now.wave_n)
    )
    return [Collection(**row._mapping) for row in rows]


def _filled(row: Any) -> dict[str, Any]:
    words = ("title", "case_name", "wave_name", "setting_name", "producer", "note", "added_by")
    return {name: (value or "") if name in words else value for name, value in row.items()}
