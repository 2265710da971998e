"""Saving queries, and deciding on their candidates."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseloom.coding.actions.codes import first_use, refuse_retired
from caseloom.coding.actions.codings import write_passages
from caseloom.coding.kinds import CODING, DECISION, QUERY
from caseloom.coding.model import (
    AcceptedByAnother,
    AcceptedMeanwhile,
    CandidateGone,
    CodingProblem,
    QueryNameMissing,
    ReasonMissing,
    RejectedMeanwhile,
    ReopenedMeanwhile,
)
from caseloom.coding.readings import Candidate, candidates_of, made_by_accepting
from caseloom.coding.tables import candidate as candidates
from caseloom.coding.tables import coding
from caseloom.coding.tables import decision as decisions
from caseloom.coding.tables import query as queries_table
from caseloom.sources.readings import current_text, number_of_source
from caseloom.studyfile import Change, Progress, Silent, StudyFile, derived_id, new_id
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person
from caseloom.text import match_expression


def save_query(
    study: StudyFile,
    viewer: Viewer,
    name: str,
    expression: str,
    code_id: UUID,
    *,
    scope: str = "evidence",
    note: str | None = None,
    position: int | None = None,
    key: str | None = None,
) -> UUID:
    """Save a query whose hits become candidates for a code; returns its id.

    `key` is a manifest's, or a form's, so that what arrives twice is saved once. Raises `EmptyQuery` if it
    asks nothing, and `QueryNameMissing`.
    """
    match_expression(expression)
    if not name.strip():
        raise QueryNameMissing
    values = {
        "name": name.strip(),
        "expression": expression,
        "code": code_id,
        "scope": scope,
        "note": note,
        "position": position,
    }
    with study.change("query.save", viewer.author) as change:
        first_use(change, viewer, code_id)
        return change.put(QUERY, values, key=key)


def remove_query(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a query out of sight, with its candidates; codings that came of it stay."""
    with study.change("query.remove", viewer.author) as change:
        return change.remove(QUERY, id)


def decide(
    study: StudyFile,
    viewer: Viewer,
    candidate: Candidate,
    decision: str,
    *,
    reason: str | None = None,
    seen: str | None = None,
) -> UUID | None:
    """Accept or reject one candidate; returns the coding's id if it was accepted.

    `seen` is how it stood when the person looked ("" for waiting): where it stands otherwise now, nothing
    is written. Raises `AcceptedMeanwhile`, `RejectedMeanwhile`, `ReopenedMeanwhile`.
    """
    with study.change(f"candidate.{decision}", viewer.author) as change:
        if seen is not None and (stands := _stands(change, candidate)) != seen:
            raise _MEANWHILE.get(stands or "", CandidateGone if stands is None else ReopenedMeanwhile)
        return _decide(change, viewer, candidate, decision, reason)


def decide_all(
    study: StudyFile,
    viewer: Viewer,
    query: UUID,
    decision: str,
    *,
    reason: str,
    progress: Progress | None = None,
) -> int:
    """Accept or reject every open candidate of a query, for a reason; one batch, a change per source.

    Returns how many were decided: what somebody else decides on meanwhile is left as it is.
    """
    if not reason.strip():
        raise ReasonMissing
    watch, batch, author = progress or Silent(), new_id(), viewer.author
    with study.read() as db:
        waiting = [each for each in candidates_of(db, viewer, query=query, limit=None) if not each.decision]
    by_source: dict[UUID, list[Candidate]] = {}
    for each in waiting:
        by_source.setdefault(each.source, []).append(each)
    decided = 0
    for done, found in enumerate(by_source.values()):
        watch.step(found[0].source_title, done, len(by_source))
        with study.change(f"candidate.{decision}", author, batch=batch) as change:
            left = [each for each in found if _stands(change, each) == ""]
            for each in left:
                _decide(change, viewer, each, decision, reason)
        decided += len(left)
    watch.step("", len(by_source), len(by_source))
    return decided


_MEANWHILE: Mapping[str, type[CodingProblem]] = {
    "accepted": AcceptedMeanwhile,
    "rejected": RejectedMeanwhile,
}


def _stands(change: Change, one: Candidate) -> str | None:
    """What is decided on a candidate now, "" while it waits; None where it is no hit any more."""
    return change.db.scalar(
        select(candidates.c.decision)
        .join(queries_table, queries_table.c.n == candidates.c.query_n)
        .where(
            queries_table.c.id == one.query,
            candidates.c.source_n == number_of_source(one.source),
            candidates.c.start == one.start,
            candidates.c.end == one.end,
        )
        .limit(1)
    )


def _decide(
    change: Change, viewer: Viewer, candidate: Candidate, decision: str, reason: str | None
) -> UUID | None:
    text = current_text(change.db, viewer, candidate.source)
    if text.text[candidate.start : candidate.end] != candidate.quote:
        raise CandidateGone
    [at] = write_passages(change, text, [(candidate.start, candidate.end)])
    key = f"{candidate.query.hex}\x1f{at.hex}"
    before = _accepted(change, derived_id(change.study, DECISION.name, key))
    mine = [each.id for each in before if viewer.person and each.coder == viewer.person.id]
    others = [each for each in before if each.id not in mine]
    if decision != "accepted" and others:
        raise AcceptedByAnother(name=others[0].name)
    made = mine[0] if mine else None
    if made is not None and decision != "accepted":
        change.remove(CODING, made)
        made = None
    elif made is None and decision == "accepted":
        refuse_retired(change, viewer, [candidate.code])
        first_use(change, viewer, candidate.code)
        coder = viewer.person.id if viewer.person else None
        made = change.create(CODING, {"passage": at, "code": candidate.code, "coder": coder})
    values = {
        "query": candidate.query,
        "passage": at,
        "decision": decision,
        "coding": others[0].id if others else made,
        "reason": reason,
    }
    change.put(DECISION, values, key=key)
    return made


def follow_decision(change: Change, decision_id: UUID) -> None:
    """Within a change, let the codings that acceptances of a candidate made go by what is decided now.

    A coding that has another code or passage since is a person's own, and is left.
    """
    decided = change.db.execute(
        select(decisions.c.passage, decisions.c.decision, decisions.c.coding, queries_table.c.code)
        .join(queries_table, queries_table.c.id == decisions.c.query)
        .where(decisions.c.id == decision_id)
    ).one_or_none()
    if decided is None:
        return
    if decided.decision == "accepted":
        if decided.coding is not None:
            change.edit(CODING, decided.coding, gone=0)
        return
    for id in made_by_accepting(change.db, decision_id):
        change.remove(CODING, id)


def _accepted(change: Change, decision_id: UUID) -> Sequence[Any]:
    """The codings of a decision's passage and code that stand: whoever accepted it has one of their own."""
    decided = (
        select(decisions.c.passage, queries_table.c.code)
        .join(queries_table, queries_table.c.id == decisions.c.query)
        .where(decisions.c.id == decision_id, decisions.c.decision == "accepted")
        .subquery()
    )
    return change.db.execute(
        select(coding.c.id, coding.c.coder, name_of_person(coding.c.coder).label("name"))
        .join(decided, (decided.c.passage == coding.c.passage) & (decided.c.code == coding.c.code))
        .where(coding.c.gone == 0)
        .order_by(coding.c.n)
    ).all()
