"""What codes, passages, codings and decisions are called by people, also those taken out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, literal, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.readings.flags import flagged
from caseloom.coding.readings.rows import filled
from caseloom.coding.tables import code, coding, decision, flag, passage, query
from caseloom.sources.readings import source_of_revision, texts
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def _said(language: str) -> ColumnElement[Any]:
    return func.coalesce(label_of_code(code.c.n, language), "")


# Made once for each language: building a statement costs more than running it, and every act that is told
# runs one.
@cache
def _names(language: str) -> dict[str, Select[Any]]:
    label = _said(language).label("label")
    return {
        "code": select(code.c.id, label, literal("").label("quote")).where(code.c.id.in_(_IDS)),
        "passage": select(passage.c.id, literal("").label("label"), passage.c.quote).where(
            passage.c.id.in_(_IDS)
        ),
        "coding": select(coding.c.id, label, passage.c.quote)
        .join(code, code.c.id == coding.c.code)
        .join(passage, passage.c.id == coding.c.passage)
        .where(coding.c.id.in_(_IDS)),
        "candidate_decision": select(decision.c.id, label, passage.c.quote)
        .join(query, query.c.id == decision.c.query)
        .join(code, code.c.id == query.c.code)
        .join(passage, passage.c.id == decision.c.passage)
        .where(decision.c.id.in_(_IDS)),
    }


def coding_labels(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of codes ("Funding"), codings and decisions on candidates ("Funding: the money ran out").

    A framework's codes are named in the viewer's language, as the codebook names them. A passage is called by
    its quote; but what readers are warned of is not said: a flag, and a passage that is flagged, by its
    source, a coding or decision by its code alone.
    """
    if kind == "flag":
        return _sources_of_flags(db, viewer, ids)
    rows = db.execute(_names(viewer.language)[kind], {"ids": ids})
    if kind == "code":
        return {id: said for id, said, _ in rows}
    warned = flagged(db, viewer, kind, ids)
    titles = _sources_of_passages(db, viewer, warned) if kind == "passage" else {}
    told = ((id, said, titles.get(id, "") if id in warned else quote) for id, said, quote in rows)
    return {id: ": ".join(filter(None, (said, words))) for id, said, words in told}


def _sources_of_flags(db: Connection, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    flags = db.execute(select(flag.c.id, flag.c.passage).where(flag.c.id.in_(ids)))
    at = {each.id: each.passage for each in flags}
    titles = _sources_of_passages(db, viewer, at.values())
    return {id: titles[where] for id, where in at.items() if where in titles}


def _sources_of_passages(db: Connection, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    now = texts(viewer).subquery("now")
    rows = (
        select(passage.c.id, words_of(now.c.title))
        .join(now, now.c.source == source_of_revision(passage.c.revision))
        .where(passage.c.id.in_(ids))
    )
    return {id: title or "" for id, title in db.execute(rows)}


@dataclass(frozen=True)
class QuotedAt:
    """The words of a passage, a coding or a decision on a candidate, where they were when it was made.

    Code points of that revision, 0-based, end exclusive. `code_label` is the code of a coding or a candidate,
    `query_name` the saved query that found a candidate.
    """

    source: UUID
    revision: UUID
    start: int
    end: int
    before: str
    quote: str
    after: str
    code_label: str
    query_name: str


def quoted_at(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, QuotedAt]:
    """Where passages, codings or decisions on candidates (`kind`) were made; of anything else nothing."""
    quoted = _quoted(viewer.language)
    found = db.execute(quoted[kind], {"ids": ids}).mappings() if kind in quoted else ()
    told = [dict(row) for row in found]
    return {row.pop("id"): QuotedAt(**filled(row)) for row in told if row["source"]}


_WHERE = (
    source_of_revision(passage.c.revision).label("source"),
    passage.c.revision,
    passage.c.start,
    passage.c.end,
    passage.c.before,
    passage.c.quote,
    passage.c.after,
)
_NOTHING = literal("")


@cache
def _quoted(language: str) -> dict[str, Select[Any]]:
    said = _said(language).label("code_label")
    return {
        "passage": select(
            passage.c.id, *_WHERE, _NOTHING.label("code_label"), _NOTHING.label("query_name")
        ).where(passage.c.id.in_(_IDS)),
        "coding": select(coding.c.id, *_WHERE, said, _NOTHING.label("query_name"))
        .select_from(coding)
        .join(code, code.c.id == coding.c.code)
        .join(passage, passage.c.id == coding.c.passage)
        .where(coding.c.id.in_(_IDS)),
        "candidate_decision": select(decision.c.id, *_WHERE, said, words_of(query.c.name).label("query_name"))
        .select_from(decision)
        .join(query, query.c.id == decision.c.query)
        .join(code, code.c.id == query.c.code)
        .join(passage, passage.c.id == decision.c.passage)
        .where(decision.c.id.in_(_IDS)),
    }
