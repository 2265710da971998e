"""Writing codings, anchored by quotation or place."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseloom.coding.actions.codes import first_use, refuse_retired
from caseloom.coding.kinds import CODING, PASSAGE
from caseloom.coding.model import (
    Located,
    NewCoding,
    NothingToCode,
    PlaceOutside,
    Quotation,
    QuoteNotFound,
)
from caseloom.coding.tables import coding, passage
from caseloom.dates import check
from caseloom.language import Phrase
from caseloom.sources.readings import CurrentText, current_text
from caseloom.studyfile import Change, StudyFile, derived_id, new_id
from caseloom.studyfile.errors import AlreadyWritten
from caseloom.studyfile.tables import change as changes
from caseloom.team.model import Viewer
from caseloom.text import Anchored, describe, find_quote, snap


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
    try:
        with study.change("coding.add", viewer.author, id=id) as change:
            text = current_text(change.db, viewer, source)
            return write_coding(change, viewer, text, quotation, new, coder=coder, key=key)
    except AlreadyWritten as arrived:
        return made_by(study, arrived.change)[0]


def made_by(study: StudyFile, id: UUID) -> list[UUID]:
    """The codings that a change made when it arrived the first time."""
    with study.read() as db:
        born = changes.c.n == coding.c.born
        return list(db.scalars(select(coding.c.id).join(changes, born).where(changes.c.id == id)))


def write_coding(
    change: Change,
    viewer: Viewer,
    text: CurrentText,
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


def write_codings(change: Change, viewer: Viewer, text: CurrentText, many: Sequence[Located]) -> list[UUID]:
    """Write codings whose places in the text are known into an open change; returns their ids."""
    wanted = {each.new.code for each in many}
    refuse_retired(change, viewer, wanted)
    for code_id in wanted:
        first_use(change, viewer, code_id)
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


def locate(text: CurrentText, quotation: Quotation) -> Anchored:
    """Where a quotation stands in a text; positions are snapped outward to whole characters."""
    start, end, quote = quotation.start, quotation.end, quotation.quote
    if start is not None and end is not None:
        if not 0 <= start < end <= len(text.text):
            raise PlaceOutside(start=start, end=end, source=text.title, length=len(text.text))
        if quote is None or text.text[start:end] == quote:
            return Anchored(*snap(text.text, start, end), 100.0, "position")
    if quote is None:
        raise NothingToCode
    if start is not None and (nearest := _nearest(text.text, quote, start)) is not None:
        return Anchored(nearest, nearest + len(quote), 100.0, "quote")
    found = find_quote(text.text, quote, threshold=quotation.threshold, within=quotation.within)
    if not isinstance(found, Anchored):
        raise QuoteNotFound(quote=quote, source=text.title, reason=_why(found))
    return found


def _nearest(text: str, quote: str, start: int) -> int | None:
    """Of the places where the words stand, the one nearest to where they were said to be; None for a tie."""
    before, after = text.rfind(quote, 0, start + len(quote)), text.find(quote, start)
    found = sorted({at for at in (before, after) if at >= 0}, key=lambda at: abs(at - start))
    if len(found) == 2 and abs(found[0] - start) == abs(found[1] - start):
        return None
    return found[0] if found else None


def _why(lost: Any) -> Phrase:
    if lost.reason == "ambiguous":
        return Phrase("the words stand in several places")
    if lost.score:
        return Phrase("the nearest words score {score} of 100", score=round(lost.score))
    return Phrase("nothing like it")


def write_passages(change: Change, text: CurrentText, places: Sequence[tuple[int, int]]) -> list[UUID]:
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
            refuse_retired(change, viewer, [values["code"]])
            first_use(change, viewer, values["code"])
        return change.edit(CODING, id, **values)
