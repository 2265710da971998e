"""Coding what somebody selected on a page: applied where it was seen, or refused, never somewhere else."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select

from caseloom.coding.actions.codings import made_by, write_codings, write_passages
from caseloom.coding.kinds import CODE, CODING
from caseloom.coding.model import CodedAlready, CodeRetired, Located, NewCode, NewCoding, Selected, WordsMoved
from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.tables import code, coding, passage
from caseloom.sources.readings import CurrentText, current_text, source_text
from caseloom.studyfile import Change, StudyFile
from caseloom.studyfile.errors import AlreadyWritten, NotThere
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.text import Anchored, anchor, describe, snap


def code_selection(
    study: StudyFile, viewer: Viewer, source: UUID, selected: Selected, new: Sequence[NewCoding], *, id: UUID
) -> list[UUID]:
    """Code a selection with one code or several, as one change; returns the codings' ids.

    `id` is the change's, made by the page: what arrives twice is written once. Raises `WordsMoved`,
    `CodeRetired`, `CodedAlready`.
    """
    try:
        with study.change("coding.add", viewer.author, id=id) as change:
            return _write(change, viewer, source, selected, new)
    except AlreadyWritten:
        return made_by(study, id)


def code_selection_anew(
    study: StudyFile, viewer: Viewer, source: UUID, selected: Selected, new: NewCode, *, id: UUID
) -> list[UUID]:
    """Make an inductive code out of a selection and code it with that: two steps of history, or none.

    `id` is that of the coding's change. Raises `WordsMoved`.
    """
    try:
        with study.changes() as made:
            with made.change("code.add", viewer.author) as change:
                code_id = change.put(CODE, new.values())
            with made.change("coding.add", viewer.author, id=id) as change:
                return _write(change, viewer, source, selected, [NewCoding(code=code_id)])
    except AlreadyWritten:
        return made_by(study, id)


def resize_coding(study: StudyFile, viewer: Viewer, id: UUID, source: UUID, selected: Selected) -> bool:
    """Let a coding stand at what is selected now; False if it stands there. Raises `WordsMoved`."""
    with study.change("coding.set", viewer.author) as change:
        text = current_text(change.db, viewer, source)
        [at] = write_passages(change, text, [place_of(change, viewer, text, selected)])
        return change.edit(CODING, id, passage=at)


def _write(
    change: Change, viewer: Viewer, source: UUID, selected: Selected, new: Sequence[NewCoding]
) -> list[UUID]:
    text = current_text(change.db, viewer, source)
    start, end = place_of(change, viewer, text, selected)
    for each in new:
        _refuse_taken_out(change, each.code)
        _refuse_second(change, viewer, text, (start, end), each)
    return write_codings(change, viewer, text, [Located(start, end, each) for each in new])


def place_of(change: Change, viewer: Viewer, text: CurrentText, selected: Selected) -> tuple[int, int]:
    """Where in the current text the selected words stand; in a corrected one they are looked for."""
    if selected.revision == text.revision:
        if not selected.stands_in(text.text):
            raise WordsMoved(source=text.title)
        return snap(text.text, selected.start, selected.end)
    try:
        then = source_text(change.db, viewer, text.source, at=selected.revision).text
    except NotThere:
        raise WordsMoved(source=text.title) from None
    if selected.stands_in(then):
        now = anchor(text.text, describe(then, *snap(then, selected.start, selected.end)))
        if isinstance(now, Anchored) and now.how != "fuzzy":
            return now.start, now.end
    raise WordsMoved(source=text.title)


# Both are made once: building a statement costs more than running it, and every coding asks them.
_TAKEN_OUT = select(words_of(code.c.label)).where(
    code.c.id == bindparam("code"), code.c.gone == 1, code.c.construct.is_(None)
)
_SAME = (
    select(label_of_code(code.c.n))
    .join(passage, passage.c.id == coding.c.passage)
    .join(code, code.c.id == coding.c.code)
    .where(passage.c.revision == bindparam("revision"))
    .where(passage.c.start == bindparam("first"), passage.c.end == bindparam("last"))
    .where(coding.c.code == bindparam("code"), coding.c.coder == bindparam("coder"))
    .where(coding.c.role.is_(bindparam("role")), coding.c.gone == 0)
    .limit(1)
)


def _refuse_taken_out(change: Change, code_id: UUID) -> None:
    """A construct's code comes back with its next use; an inductive one that was taken out does not."""
    for label in change.db.scalars(_TAKEN_OUT, {"code": code_id}):
        raise CodeRetired(code=label or "")


def _refuse_second(
    change: Change, viewer: Viewer, text: CurrentText, place: tuple[int, int], new: NewCoding
) -> None:
    """The same said twice of the same words, as by two windows, is said once."""
    start, end = place
    mine = viewer.person.id if viewer.person else None
    said = {"code": new.code, "role": new.role, "coder": mine}
    for label in change.db.scalars(_SAME, {"revision": text.revision, "first": start, "last": end, **said}):
        raise CodedAlready(code=label or "")
