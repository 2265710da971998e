"""Writing codes, codings and decisions on candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.coding.kinds import CODE, CODING, DECISION, PASSAGE, QUERY
from caseloom.coding.model import (
    CandidateGone,
    CodesInACircle,
    CodeUnknown,
    CodingProblem,
    Located,
    NewCode,
    NewCoding,
    PlaceOutside,
    Quotation,
    QuoteNotFound,
    ReasonMissing,
)
from caseloom.coding.readings import Candidate, candidates_of, codes
from caseloom.coding.tables import code, coding, passage
from caseloom.coding.tables import decision as decisions
from caseloom.dates import check
from caseloom.design.readings import constructs
from caseloom.sources.readings import SourceText, source_text
from caseloom.studyfile import Change, Progress, Silent, StudyFile, derived_id, new_id
from caseloom.studyfile.tables import change as changes
from caseloom.team.model import Viewer
from caseloom.text import Anchored, describe, find_quote, match_expression, snap


def add_code(study: StudyFile, viewer: Viewer, new: NewCode, *, key: str | None = None) -> UUID:
    """Add an inductive code; with a manifest's key, bring it up to date. Returns its id."""
    with study.change("code.add", viewer.author) as change:
        if new.parent is not None:
            _first_use(change, viewer, new.parent)
        return change.put(CODE, asdict(new), key=key)


def set_code(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change an inductive code's words, parent, colour or shortcut."""
    with study.change("code.set", viewer.author) as change:
        if (parent := values.get("parent")) is not None:
            _first_use(change, viewer, parent)
            _refuse_circle(change.db, viewer, id, parent)
        return change.edit(CODE, id, **values)


def _refuse_circle(db: Connection, viewer: Viewer, id: UUID, parent: UUID) -> None:
    above = {each.id: each.parent for each in codes(db, viewer)}
    at: UUID | None = parent
    while at is not None and at != id:
        at = above.get(at)
    if at == id:
        raise CodesInACircle


def code_named(db: Connection, viewer: Viewer, name: str) -> UUID:
    """The id of the code for a construct reference, a label or an id; the code row may not exist yet.

    Raises `CodeUnknown` with the nearest names.
    """
    wanted = name.strip().casefold()
    known = codes(db, viewer)
    for each in known:
        if wanted in (each.reference.casefold(), each.id.hex, str(each.id)):
            return each.id
    same = [each.id for each in known if each.label.casefold() == wanted]
    if len(same) == 1:
        return same[0]
    hint = "Several have that label; use the reference." if same else _nearest(wanted, known)
    raise CodeUnknown(code=name, hint=hint)


def _nearest(wanted: str, known: Iterable[Any]) -> str:
    near = [
        each.reference or each.label
        for each in known
        if wanted in f"{each.reference} {each.label}".casefold()
    ]
    return f"Did you mean {', '.join(near[:3])}?" if near else "“caseloom show codes” lists them all."


def add_coding(
    study: StudyFile,
    viewer: Viewer,
    source: UUID,
    quotation: Quotation,
    new: NewCoding,
    *,
    coder: UUID | None = None,
    key: str | None = None,
    id: UUID | None = None,
) -> UUID:
    """Code a passage of a source's current text; returns the coding's id.

    `coder` is the viewer unless a table says otherwise; `id` is the change's, made by a client, and
    makes the write idempotent. Raises `QuoteNotFound` or `PlaceOutside`.
    """
    if id is not None and (made := _made_by(study, id)) is not None:
        return made
    with study.change("coding.add", viewer.author, id=id) as change:
        text = source_text(change.db, viewer, source)
        return write_coding(change, viewer, text, quotation, new, coder=coder, key=key)


def _made_by(study: StudyFile, id: UUID) -> UUID | None:
    """The coding that a change made, if it has arrived before."""
    with study.read() as db:
        found: UUID | None = db.scalar(
            select(coding.c.id).join(changes, changes.c.n == coding.c.born).where(changes.c.id == id)
        )
    return found


def write_coding(
    change: Change,
    viewer: Viewer,
    text: SourceText,
    quotation: Quotation,
    new: NewCoding,
    *,
    coder: UUID | None = None,
    key: str | None = None,
) -> UUID:
    """Write one coding into an open change (`add_coding` and tables of codings share it)."""
    found = locate(text, quotation)
    nearly = found.how == "fuzzy"
    located = Located(
        found.start,
        found.end,
        new,
        coder=coder,
        key=key,
        quoted=quotation.quote if nearly else None,
        score=found.score if nearly else None,
    )
    return write_codings(change, viewer, text, [located])[0]


def write_codings(change: Change, viewer: Viewer, text: SourceText, many: Sequence[Located]) -> list[UUID]:
    """Write codings whose places in the text are known into an open change; returns their ids."""
    for code_id in {each.new.code for each in many}:
        _first_use(change, viewer, code_id)
    passages = write_passages(change, text, [(each.start, each.end) for each in many])
    ids: list[UUID] = []
    fresh: list[dict[str, Any]] = []
    for each, at in zip(many, passages, strict=True):
        values = {"passage": at, **each.values(viewer.person.id if viewer.person else None)}
        if each.key is not None:
            ids.append(change.put(CODING, values, key=each.key))
        else:
            ids.append(new_id())
            fresh.append({"id": ids[-1], **values})
    change.create_many(CODING, fresh)
    return ids


def locate(text: SourceText, quotation: Quotation) -> Anchored:
    """Where a quotation stands in a text; positions are snapped outward to whole characters."""
    start, end, quote = quotation.start, quotation.end, quotation.quote
    if start is not None and end is not None:
        if not 0 <= start < end <= len(text.text):
            raise PlaceOutside(start=start, end=end, source=text.source.title, length=len(text.text))
        if quote is None or text.text[start:end] == quote:
            return Anchored(*snap(text.text, start, end), 100.0, "position")
    if quote is None:
        raise CodingProblem
    found = find_quote(text.text, quote, threshold=quotation.threshold, within=quotation.within)
    if not isinstance(found, Anchored):
        raise QuoteNotFound(quote=quote, source=text.source.title, reason=_why(found))
    return found


def _why(lost: Any) -> str:
    return (
        f"{lost.reason}; the nearest words score {lost.score:.0f} of 100" if lost.score else str(lost.reason)
    )


def write_passages(change: Change, text: SourceText, places: Sequence[tuple[int, int]]) -> list[UUID]:
    """The passages at places of a revision: a place determines its id, so that coders share the row."""
    ids = [
        derived_id(change.study, "passage", f"{text.revision.hex}\x1f{start}\x1f{end}")
        for start, end in places
    ]
    wanted = dict(zip(ids, places, strict=True))
    if len(wanted) == 1:
        known = set(change.db.scalars(select(passage.c.id).where(passage.c.id == ids[0])))
    else:
        known = set(change.db.scalars(select(passage.c.id).where(passage.c.revision == text.revision)))
    fresh = [(id, describe(text.text, *at)) for id, at in wanted.items() if id not in known]
    change.create_many(
        PASSAGE, [{"id": id, "revision": text.revision, **asdict(found)} for id, found in fresh]
    )
    return ids


def _first_use(change: Change, viewer: Viewer, code_id: UUID) -> None:
    """Make a construct's code row when the construct is first used."""
    if change.db.scalar(select(code.c.n).where(code.c.id == code_id)) is not None:
        return
    for each in constructs(change.db, viewer):
        if derived_id(change.study, CODE.name, each.reference) == code_id:
            change.create(CODE, {"construct": each.id}, id=code_id)
            return
    raise CodeUnknown(code=str(code_id), hint="Adopt its framework first.")


def remove_coding(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a coding out; it stays in the file, so that this can be undone."""
    with study.change("coding.remove", viewer.author) as change:
        return change.remove(CODING, id)


def set_coding(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change what a coding says (code, role, valence, example, about, memo)."""
    if values.get("about"):
        values["about"] = check(values["about"])
    with study.change("coding.set", viewer.author) as change:
        if values.get("code") is not None:
            _first_use(change, viewer, values["code"])
        return change.edit(CODING, id, **values)


# -- queries and their candidates -----------------------------------------------------------------


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
    """Save a query whose hits become candidates for a code; raises `EmptyQuery` if it asks nothing."""
    match_expression(expression)
    values = {
        "name": name,
        "expression": expression,
        "code": code_id,
        "scope": scope,
        "note": note,
        "position": position,
    }
    with study.change("query.save", viewer.author) as change:
        _first_use(change, viewer, code_id)
        return change.put(QUERY, values, key=key)


def decide(
    study: StudyFile, viewer: Viewer, candidate: Candidate, decision: str, *, reason: str | None = None
) -> UUID | None:
    """Accept or reject one candidate; returns the coding's id if it was accepted."""
    with study.change(f"candidate.{decision}", viewer.author) as change:
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
    """Accept or reject every open candidate of a query, for a reason; one batch, a change per source."""
    if not reason.strip():
        raise ReasonMissing
    watch, batch = progress or Silent(), new_id()
    with study.read() as db:
        waiting = [each for each in candidates_of(db, viewer, query=query, limit=None) if not each.decision]
    by_source: dict[UUID, list[Candidate]] = {}
    for each in waiting:
        by_source.setdefault(each.source, []).append(each)
    for done, found in enumerate(by_source.values()):
        watch.step(found[0].source_title, done, len(by_source))
        with study.change(f"candidate.{decision}", viewer.author, batch=batch) as change:
            for each in found:
                _decide(change, viewer, each, decision, reason)
    watch.step("", len(by_source), len(by_source))
    return len(waiting)


def _standing_coding(change: Change, candidate: Candidate, at: UUID) -> UUID | None:
    """The coding that was made when this candidate was accepted before."""
    key = f"{candidate.query.hex}\x1f{at.hex}"
    found: UUID | None = change.db.scalar(
        select(coding.c.id)
        .join(decisions, decisions.c.coding == coding.c.id)
        .where(decisions.c.id == derived_id(change.study, DECISION.name, key), coding.c.gone == 0)
    )
    return found


def _decide(
    change: Change, viewer: Viewer, candidate: Candidate, decision: str, reason: str | None
) -> UUID | None:
    text = source_text(change.db, viewer, candidate.source)
    if text.text[candidate.start : candidate.end] != candidate.quote:
        raise CandidateGone
    [at] = write_passages(change, text, [(candidate.start, candidate.end)])
    made = _standing_coding(change, candidate, at)
    if made is not None and decision != "accepted":
        change.remove(CODING, made)
        made = None
    elif made is None and decision == "accepted":
        _first_use(change, viewer, candidate.code)
        coder = viewer.person.id if viewer.person else None
        made = change.create(CODING, {"passage": at, "code": candidate.code, "coder": coder})
    values = {
        "query": candidate.query,
        "passage": at,
        "decision": decision,
        "coding": made,
        "reason": reason,
    }
    change.put(DECISION, values, key=f"{candidate.query.hex}\x1f{at.hex}")
    return made
