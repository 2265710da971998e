"""What codes, passages, codings and decisions are called by people, also those taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, literal, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.tables import code, coding, decision, flag, passage, query
from caseloom.sources.readings import source_of_revision, texts
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer

# Made once: building a statement costs more than running it, and every act that is told runs one.
_LABEL = func.coalesce(label_of_code(code.c.n), "").label("label")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMES: dict[str, Select[Any]] = {
    "code": select(code.c.id, _LABEL, literal("").label("quote")).where(code.c.id.in_(_IDS)),
    "passage": select(passage.c.id, literal("").label("label"), passage.c.quote).where(
        passage.c.id.in_(_IDS)
    ),
    "coding": select(coding.c.id, _LABEL, passage.c.quote)
    .join(code, code.c.id == coding.c.code)
    .join(passage, passage.c.id == coding.c.passage)
    .where(coding.c.id.in_(_IDS)),
    "candidate_decision": select(decision.c.id, _LABEL, passage.c.quote)
    .join(query, query.c.id == decision.c.query)
    .join(code, code.c.id == query.c.code)
    .join(passage, passage.c.id == decision.c.passage)
    .where(decision.c.id.in_(_IDS)),
}


def coding_labels(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of codes ("Funding"), codings and decisions on candidates ("Funding: the money ran out").

    A passage is called by its quote, but a flag by its source: its words are what one is warned of.
    """
    if kind == "flag":
        return _sources_of_flags(db, viewer, ids)
    rows = db.execute(_NAMES[kind], {"ids": ids})
    if kind == "code":
        return {id: said for id, said, _ in rows}
    return {id: f"{said}: {quote}" if said else quote for id, said, quote in rows}


def _sources_of_flags(db: Connection, viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, str]:
    now = texts(viewer).subquery("now")
    rows = (
        select(flag.c.id, words_of(now.c.title))
        .join(passage, passage.c.id == flag.c.passage)
        .join(now, now.c.source == source_of_revision(passage.c.revision))
        .where(flag.c.id.in_(ids))
    )
    return {id: title or "" for id, title in db.execute(rows)}


@dataclass(frozen=True)
class QuotedAt:
    """Where a passage or a coding was made: code points of that revision, 0-based, end exclusive."""

    source: UUID
    revision: UUID
    start: int
    end: int


def quoted_at(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, QuotedAt]:
    """Where passages or codings (`kind`) were made."""
    named = coding if kind == "coding" else passage
    rows = select(
        named.c.id, passage.c.revision, passage.c.start, passage.c.end,
        source_of_revision(passage.c.revision).label("source"),
    )  # fmt: skip
    if kind == "coding":
        rows = rows.join(passage, passage.c.id == coding.c.passage)
    found = db.execute(rows.where(named.c.id.in_(ids)))
    return {row.id: QuotedAt(row.source, row.revision, row.start, row.end) for row in found if row.source}
