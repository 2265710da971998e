"""What codes, codings and decisions are called when people speak of them, also of those taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, literal, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.readings.rows import filled
from caseloom.coding.tables import code, coding, decision, passage, query
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer

# Made once: building a statement costs more than running it, and every act that is told runs one.
_LABEL = func.coalesce(label_of_code(code.c.n), "").label("label")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMES: dict[str, Select[Any]] = {
    "code": select(code.c.id, _LABEL, literal("").label("quote")).where(code.c.id.in_(_IDS)),
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


@dataclass(frozen=True)
class WordsInText:
    """The words that a coding or a decision on a candidate is about, where they were when it was made.

    `query_name` is the saved query that found a candidate, `code_label` the code it is for.
    """

    revision: UUID
    start: int
    end: int
    before: str
    quote: str
    after: str
    code_label: str
    query_name: str


def words_in_text(db: Connection, viewer: Viewer, kind: str, id: UUID) -> WordsInText | None:
    """The passage of a coding or a decision on a candidate; None for anything else."""
    row = db.execute(_PASSAGES[kind], {"id": id}).one_or_none() if kind in _PASSAGES else None
    return WordsInText(**filled(row._mapping)) if row is not None else None


_WHERE = (
    passage.c.revision,
    passage.c.start,
    passage.c.end,
    passage.c.before,
    passage.c.quote,
    passage.c.after,
    func.coalesce(label_of_code(code.c.n), "").label("code_label"),
)
_PASSAGES: dict[str, Select[Any]] = {
    "coding": select(*_WHERE, literal("").label("query_name"))
    .select_from(coding)
    .join(code, code.c.id == coding.c.code)
    .join(passage, passage.c.id == coding.c.passage)
    .where(coding.c.id == bindparam("id")),
    "candidate_decision": select(*_WHERE, words_of(query.c.name).label("query_name"))
    .select_from(decision)
    .join(query, query.c.id == decision.c.query)
    .join(code, code.c.id == query.c.code)
    .join(passage, passage.c.id == decision.c.passage)
    .where(decision.c.id == bindparam("id")),
}


def coding_labels(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of codes ("Funding"), codings and decisions on candidates ("Funding: the money ran out")."""
    rows = db.execute(_NAMES[kind], {"ids": ids})
    if kind == "code":
        return {id: said for id, said, _ in rows}
    return {id: f"{said}: {quote}" if said else quote for id, said, quote in rows}
