"""Flagging a passage as distressing, so that readers are warned."""

from uuid import UUID

from caseloom.coding.actions.codings import write_passages
from caseloom.coding.actions.selections import place_of
from caseloom.coding.kinds import FLAG
from caseloom.coding.model import Selected
from caseloom.sources.readings import current_text
from caseloom.studyfile import StudyFile, derived_id
from caseloom.studyfile.errors import AlreadyWritten
from caseloom.team.model import Viewer


def flag_passage(
    study: StudyFile,
    viewer: Viewer,
    source: UUID,
    selected: Selected,
    *,
    note: str | None = None,
    id: UUID | None = None,
) -> UUID:
    """Flag what is selected as distressing; returns the flag's id, which the passage determines.

    Flagged again, it takes the new note. `id` is the change's, made by a page: what arrives twice is
    written once. Raises `WordsMoved`.
    """
    try:
        with study.change("flag.add", viewer.author, id=id) as change:
            text = current_text(change.db, viewer, source)
            [at] = write_passages(change, text, [place_of(change, viewer, text, selected)])
            said = {"note": note.strip()} if note and note.strip() else {}
            return change.put(FLAG, {"passage": at, **said}, key=at.hex)
    except AlreadyWritten:
        return _flag_at(study, selected)


def _flag_at(study: StudyFile, selected: Selected) -> UUID:
    """The flag that was written when the same arrived before."""
    key = f"{selected.revision.hex}\x1f{selected.start}\x1f{selected.end}"
    return derived_id(study.id, FLAG.name, derived_id(study.id, "passage", key).hex)


def unflag_passage(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a flag back; False if that was done before. Undo brings it back."""
    with study.change("flag.remove", viewer.author) as change:
        return change.remove(FLAG, id)
