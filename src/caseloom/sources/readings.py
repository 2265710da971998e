"""Reading sources: what was collected, the text with its turns, and search."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, Select, func, select, text
from sqlalchemy.sql.expression import ColumnElement

from caseloom.design.readings import id_of, name_of
from caseloom.sources.tables import content, heard, revision, source, source_now, speaker, spoken, turn
from caseloom.studyfile import search
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person
from caseloom.text import excerpt, find, match_expression


@dataclass(frozen=True)
class SourceSummary:
    """A source in a list: what it is, where and when it belongs, how much there is of it."""

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


@dataclass(frozen=True)
class Turn:
    """A turn with its words' place: `start`-`end` with label, `words_start`-`end` what was said."""

    n: int
    id: UUID
    number: int
    start: int
    end: int
    words_start: int
    kind: str
    role: str
    label: str
    participant: UUID | None
    participant_name: str
    seconds: float | None
    words: int
    evidence: bool


@dataclass(frozen=True)
class Mark:
    """A place that is not text: page, heading, table, footnote or comment."""

    kind: str
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class SourceText:
    """A source's text at one revision; turns are those of that revision."""

    source: SourceSummary
    revision: UUID
    revision_n: int
    current: bool
    text: str
    turns: tuple[Turn, ...]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A search result in context: the place in the current revision, and the words around it."""

    source: UUID
    source_n: int
    source_title: str
    case_name: str
    wave_name: str
    turn_number: int
    label: str
    role: str
    evidence: bool
    start: int
    end: int
    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Hits:
    """A page of search results; `turns` is how many turns hold a hit in all."""

    query: str
    turns: int
    hits: tuple[Hit, ...]
    offset: int
    more: bool


def seen(viewer: Viewer) -> Select[Any]:
    """The sources that the viewer may see, joined to their present state (`source_now`)."""
    return (
        select(source, source_now)
        .join(source_now, source_now.c.source_n == source.c.n)
        .where(source.c.gone == 0)
    )


def sources(db: Connection, viewer: Viewer, *, id: UUID | None = None) -> list[SourceSummary]:
    """Every source by case, wave and title; or the one of that id."""
    now = source_now.c
    query = (
        seen(viewer)
        .join(change, change.c.n == source.c.born)
        .with_only_columns(
            source.c.n,
            source.c.id,
            words_of(source.c.title).label("title"),
            source.c.source_kind,
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
        )
        .order_by(now.case_n, source.c.source_kind != "interview", now.wave_n, source.c.written, source.c.n)
    )
    if id is not None:
        query = query.where(source.c.id == id)
    return [SourceSummary(**_filled(row._mapping)) for row in db.execute(query)]


def _filled(row: Any) -> dict[str, Any]:
    words = ("title", "case_name", "wave_name", "setting_name", "producer", "note", "added_by")
    return {name: (value or "") if name in words else value for name, value in row.items()}


def source_text(db: Connection, viewer: Viewer, id: UUID, *, at: UUID | None = None) -> SourceText:
    """A source's text with turns and marks; `at` is a revision, else the current one."""
    found = sources(db, viewer, id=id)
    if not found:
        raise NotThere(kind="source", name=str(id))
    row = db.execute(
        select(
            revision.c.n,
            revision.c.id,
            words_of(revision.c.marks).label("marks"),
            words_of(revision.c.reading_notes).label("notes"),
            content.c.content,
            source_now.c.revision_n,
        )
        .join(content, content.c.id == revision.c.text)
        .join(source_now, source_now.c.source_n == found[0].n)
        .where(revision.c.source == id)
        .where(revision.c.id == at if at else revision.c.n == source_now.c.revision_n)
    ).one_or_none()
    if row is None:
        raise NotThere(kind="revision", name=str(at))
    current = row.n == row.revision_n
    turns = _turns_now(db, found[0].n) if current else _turns_then(db, row.id)
    marks = tuple(Mark(**mark) for mark in json.loads(row.marks or "[]"))
    return SourceText(
        found[0], row.id, row.n, current, row.content, turns, marks, tuple((row.notes or "").splitlines())
    )


def _turns_now(db: Connection, number: int) -> tuple[Turn, ...]:
    rows = db.execute(
        select(
            turn.c.n,
            turn.c.id,
            spoken.c.number,
            spoken.c.start,
            spoken.c.end,
            spoken.c.words_start,
            spoken.c.turn_kind.label("kind"),
            spoken.c.role,
            func.coalesce(words_of(speaker.c.label), "").label("label"),
            id_of("participant", spoken.c.participant_n).label("participant"),
            func.coalesce(name_of("participant", spoken.c.participant_n), "").label("participant_name"),
            turn.c.seconds,
            spoken.c.words,
            spoken.c.evidence,
        )
        .join(turn, turn.c.n == spoken.c.turn_n)
        .outerjoin(speaker, speaker.c.n == spoken.c.speaker_n)
        .where(spoken.c.source_n == number)
        .order_by(spoken.c.number)
    )
    return tuple(Turn(**{**row._mapping, "evidence": bool(row.evidence)}) for row in rows)


def _turns_then(db: Connection, revision_id: UUID) -> tuple[Turn, ...]:
    """The turns of a former revision: what was counted is not kept for them."""
    rows = db.execute(
        select(turn, words_of(speaker.c.label).label("label"), speaker.c.role)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker)
        .where(turn.c.revision == revision_id)
        .order_by(turn.c.number)
    )
    return tuple(
        Turn(
            row.n, row.id, row.number, row.start, row.end, row.words_start, row.turn_kind, row.role or "",
            row.label or "", None, "", row.seconds, 0, False,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True)
class SpeakerSummary:
    """A label of a source: its role, who speaks under it, how many turns and words."""

    id: UUID
    label: str
    role: str
    participant: UUID | None
    participant_name: str
    turns: int
    words: int


def speakers(db: Connection, viewer: Viewer, id: UUID) -> list[SpeakerSummary]:
    """The labels of a source, those with most words first."""
    rows = db.execute(
        select(
            speaker.c.id,
            func.coalesce(words_of(speaker.c.label), "").label("label"),
            speaker.c.role,
            speaker.c.participant,
            func.coalesce(name_of("participant", func.max(spoken.c.participant_n)), "").label(
                "participant_name"
            ),
            func.count().label("turns"),
            func.sum(spoken.c.words).label("words"),
        )
        .join(source, source.c.id == speaker.c.source)
        .join(spoken, spoken.c.speaker_n == speaker.c.n)
        .where(source.c.id == id)
        .group_by(speaker.c.n)
        .order_by(func.sum(spoken.c.words).desc())
    )
    return [SpeakerSummary(**row._mapping) for row in rows]


def number_of_source(id: UUID) -> ScalarSelect[Any]:
    """The local number of the source with that id."""
    return select(source.c.n).where(source.c.id == id).scalar_subquery()


def texts(viewer: Viewer) -> Select[Any]:
    """Current texts, to be joined by other rooms: source_n, source, title, revision, content."""
    return (
        seen(viewer)
        .join(revision, revision.c.n == source_now.c.revision_n)
        .join(content, content.c.id == revision.c.text)
        .with_only_columns(
            source.c.n.label("source_n"),
            source.c.id.label("source"),
            source.c.title,
            revision.c.id.label("revision"),
            content.c.content,
        )
    )


def standing(viewer: Viewer) -> Select[Any]:
    """Sources as they stand, to be joined by other rooms: every column of `source_now`."""
    return select(source_now)


def heard_in(viewer: Viewer) -> Select[Any]:
    """Who was heard as evidence in which source, to be joined: source_n, participant_n, words."""
    return select(heard)


def turn_at(what: str, source_n: ColumnElement[Any], start: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The number or the label of the turn in which a place of a current text begins, for use in a select."""
    column = spoken.c.number if what == "number" else words_of(speaker.c.label)
    return (
        select(column)
        .select_from(spoken.outerjoin(speaker, speaker.c.n == spoken.c.speaker_n))
        .where(spoken.c.source_n == source_n, spoken.c.end > start)
        .order_by(spoken.c.number)
        .limit(1)
        .correlate_except(spoken, speaker)
        .scalar_subquery()
    )


def search_sources(
    db: Connection,
    viewer: Viewer,
    query: str,
    *,
    offset: int = 0,
    limit: int = 50,
    only_evidence: bool = False,
    width: int = 90,
) -> Hits:
    """Full text over all current texts: `limit` turns with a hit from `offset` on, in context.

    Words are joined by AND; "phrases", OR, -not and beginnings* work, in every language.
    Raises `EmptyQuery` for a query without a word.
    """
    match = match_expression(query)
    narrow = " AND s.evidence = 1" if only_evidence else ""
    rows = db.execute(
        text(_SEARCH.format(narrow=narrow)), {"q": match, "limit": limit + 1, "offset": offset}
    ).all()
    hits = []
    for row in rows[:limit]:
        for start, end in find(row.turn_text, query):
            before, hit, after = excerpt(row.turn_text, start, end, width)
            at = row.words_start
            hits.append(
                Hit(
                    UUID(bytes=row.source_id), row.source_n, row.title or "", row.case_name or "",
                    row.wave_name or "", row.number, row.label or "", row.role, bool(row.evidence),
                    at + start, at + end, before, hit, after,
                )
            )  # fmt: skip
    count = text(
        f"SELECT count(*) FROM {search.INDEX} i JOIN spoken s ON s.turn_n = i.rowid "
        f"WHERE {search.INDEX} MATCH :q{narrow}"
    )
    total = db.scalar(count, {"q": match}) if len(rows) > limit or offset else len(rows)
    return Hits(query, total or 0, tuple(hits), offset, len(rows) > limit)


_SEARCH = f"""
SELECT s.source_n, s.number, s.words_start, s.role, s.evidence, so.id AS source_id,
       (SELECT words FROM wording WHERE id = so.title) AS title,
       (SELECT words FROM wording WHERE id = (SELECT name FROM "case" WHERE n = now.case_n)) AS case_name,
       (SELECT words FROM wording WHERE id = (SELECT name FROM wave WHERE n = now.wave_n)) AS wave_name,
       (SELECT words FROM wording WHERE id = sp.label) AS label,
       (SELECT substr(t.content, s.words_start + 1, s."end" - s.words_start)
          FROM source_now sn JOIN revision r ON r.n = sn.revision_n JOIN text t ON t.id = r.text
         WHERE sn.source_n = s.source_n) AS turn_text
  FROM (SELECT rowid AS turn_n FROM {search.INDEX} WHERE {search.INDEX} MATCH :q) hit
  JOIN spoken s ON s.turn_n = hit.turn_n
  JOIN source so ON so.n = s.source_n
  JOIN source_now now ON now.source_n = s.source_n
  LEFT JOIN speaker sp ON sp.n = s.speaker_n
 WHERE 1{{narrow}}
 LIMIT :limit OFFSET :offset
"""
