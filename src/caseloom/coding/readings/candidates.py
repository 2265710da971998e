"""Saved queries and their candidates, which count nowhere until a person accepts them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.coding import tables
from caseloom.coding.kinds import DECISION
from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.readings.rows import filled
from caseloom.coding.tables import candidate, code, passage, query
from caseloom.design.readings import name_of
from caseloom.sources.readings import texts
from caseloom.studyfile.fold import decode, field_story
from caseloom.studyfile.tables import EDITS, change, item, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class Candidate:
    """A hit of a saved query, which counts nowhere until a person accepts it."""

    n: int
    query: UUID
    query_name: str
    code: UUID
    code_label: str
    source: UUID
    source_title: str
    language: str
    case_name: str
    wave_name: str
    revision: UUID
    start: int
    end: int
    quote: str
    before: str
    after: str
    participant_name: str
    evidence: bool
    decision: str


@dataclass(frozen=True)
class SavedQuery:
    """A saved query, with how many candidates it has and how many were decided."""

    id: UUID
    n: int
    name: str
    expression: str
    code: UUID
    code_label: str
    scope: str
    note: str
    candidates: int
    accepted: int
    rejected: int


def seen_candidates(viewer: Viewer) -> Select[Any]:
    """The candidates that the viewer may see, decided or not, to be joined by other rooms."""
    return select(candidate)


def queries(db: Connection, viewer: Viewer) -> list[SavedQuery]:
    """Every saved query, in the order declared, with the state of its candidates."""

    def count(*conditions: ColumnElement[bool]) -> Any:
        return (
            select(func.count())
            .select_from(candidate)
            .where(candidate.c.query_n == query.c.n, *conditions)
            .scalar_subquery()
        )

    rows = db.execute(
        select(
            query.c.id,
            query.c.n,
            words_of(query.c.name).label("name"),
            words_of(query.c.expression).label("expression"),
            query.c.code,
            label_of_code(code.c.n, viewer.language).label("code_label"),
            query.c.scope,
            words_of(query.c.note).label("note"),
            count().label("candidates"),
            count(candidate.c.decision == "accepted").label("accepted"),
            count(candidate.c.decision == "rejected").label("rejected"),
        )
        .join(code, code.c.id == query.c.code)
        .where(query.c.gone == 0)
        .order_by(query.c.position, query.c.n)
    )
    return [SavedQuery(**filled(row._mapping)) for row in rows]


def candidates_of(
    db: Connection,
    viewer: Viewer,
    *,
    among: Select[Any] | None = None,
    query: UUID | None = None,
    source_n: int | None = None,
    decision: str | None = None,
    offset: int = 0,
    limit: int | None = 50,
    width: int = 120,
) -> list[Candidate]:
    """Candidates with their words in context, in the order of the texts; `limit` None gives all.

    `among` selects local numbers of candidates; `decision` is "accepted", "rejected" or "" for those
    that wait.
    """
    wanted = seen_candidates(viewer)
    if among is not None:
        wanted = wanted.where(candidate.c.n.in_(among))
    if query is not None:
        wanted = wanted.where(candidate.c.query_n == _query_n(query))
    if source_n is not None:
        wanted = wanted.where(candidate.c.source_n == source_n)
    if decision is not None:
        wanted = wanted.where(candidate.c.decision == decision)
    wanted = wanted.order_by(candidate.c.source_n, candidate.c.start, candidate.c.n).offset(offset)
    at = (wanted.limit(limit) if limit is not None else wanted).subquery("at")
    return [Candidate(**filled(row._mapping)) for row in db.execute(_candidate_rows(viewer, at, width))]


@dataclass(frozen=True)
class Decided:
    """Who decided last on a candidate, and why, "" where nobody says."""

    who: str
    reason: str


def made_by_accepting(db: Connection, decision: UUID) -> list[UUID]:
    """The codings that acceptances of a candidate made, anybody's, as far as they stand as they were made."""
    said = {
        written.value
        for written in field_story(db, DECISION.name, decision, "coding").written.values()
        if written.value is not None
    }
    made = {id for value in said if (id := decode(DECISION, "coding", value)) is not None}
    decided = (
        select(tables.decision.c.passage, tables.decision.c.coding, query.c.code)
        .join(query, query.c.id == tables.decision.c.query)
        .where(tables.decision.c.id == decision)
        .subquery()
    )
    codings = tables.coding
    stand = (
        select(codings.c.id)
        .join(decided, (decided.c.passage == codings.c.passage) & (decided.c.code == codings.c.code))
        .where(codings.c.gone == 0, codings.c.id.in_(made) | (codings.c.id == decided.c.coding))
        .order_by(codings.c.n)
    )
    return list(db.scalars(stand))


def decided_on(db: Connection, viewer: Viewer, query: UUID) -> dict[tuple[UUID, int, int], Decided]:
    """What was decided on a query's candidates, by revision, start and end of the words it was decided on."""
    last = (
        select(change.c.author)
        .join(item, item.c.change == change.c.n)
        .where(item.c.entity == tables.decision.c.id, EDITS)
        .order_by(change.c.stamp.desc(), change.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    born = select(change.c.author).where(change.c.n == tables.decision.c.born).scalar_subquery()
    rows = db.execute(
        select(
            passage.c.revision,
            passage.c.start,
            passage.c.end,
            name_of_person(func.coalesce(last, born)).label("who"),
            words_of(tables.decision.c.reason).label("reason"),
        )
        .join(passage, passage.c.id == tables.decision.c.passage)
        .where(tables.decision.c.query == query, tables.decision.c.gone == 0)
    )
    return {
        (each.revision, each.start, each.end): Decided(each.who or "", each.reason or "") for each in rows
    }


def _query_n(id: UUID) -> Any:
    return select(query.c.n).where(query.c.id == id).scalar_subquery()


def _candidate_rows(viewer: Viewer, at: Any, width: int) -> Select[Any]:
    now = texts(viewer).subquery("now")
    words = now.c.content
    before = func.max(at.c.start - width, 0)
    return (
        select(
            at.c.n,
            query.c.id.label("query"),
            words_of(query.c.name).label("query_name"),
            code.c.id.label("code"),
            label_of_code(at.c.code_n, viewer.language).label("code_label"),
            now.c.source,
            words_of(now.c.title).label("source_title"),
            now.c.language,
            name_of("case", at.c.case_n).label("case_name"),
            name_of("wave", at.c.wave_n).label("wave_name"),
            now.c.revision,
            at.c.start,
            at.c.end,
            func.substr(words, at.c.start + 1, at.c.end - at.c.start).label("quote"),
            func.substr(words, before + 1, at.c.start - before).label("before"),
            func.substr(words, at.c.end + 1, width).label("after"),
            name_of("participant", at.c.participant_n).label("participant_name"),
            at.c.evidence,
            at.c.decision,
        )
        .join(query, query.c.n == at.c.query_n)
        .join(code, code.c.n == at.c.code_n)
        .join(now, now.c.source_n == at.c.source_n)
        .order_by(at.c.source_n, at.c.start, at.c.n)
    )
