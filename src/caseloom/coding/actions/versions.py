"""Naming versions of the codebook, and finding codings right under a new wording."""

from collections.abc import Iterable
from uuid import UUID

from caseloom.coding.actions.codes import said_of_code
from caseloom.coding.kinds import CODING, VERSION
from caseloom.coding.model import ConfirmationReasonMissing, RewordedMeanwhile
from caseloom.coding.readings.recoding import Recoding, recoding
from caseloom.studyfile import Change, StudyFile
from caseloom.team.model import Viewer


def name_version(study: StudyFile, viewer: Viewer, name: str, note: str | None = None) -> UUID:
    """Name the codebook as it is at this moment. Raises `WordsMissing` for no name."""
    with study.change("codebook.name", viewer.author) as change:
        return change.create(VERSION, {"name": name.strip(), "note": (note or "").strip() or None})


def confirm_codings(
    study: StudyFile,
    viewer: Viewer,
    code: UUID,
    chosen: Iterable[UUID],
    *,
    seen: str | None = None,
    reason: str | None = None,
) -> int:
    """Find codings of a code still right under its present wording; returns how many had been waiting.

    `seen` is the digest of the wording that was read. Raises `RewordedMeanwhile` where it is another now.
    """
    wanted = set(chosen)
    with study.change("coding.confirm", viewer.author) as change:
        waiting = _waiting(change, viewer, code, seen)
        return _confirm(change, waiting, wanted, reason)


def confirm_all(study: StudyFile, viewer: Viewer, code: UUID, reason: str, *, seen: str | None = None) -> int:
    """Find all of a code's waiting codings still right, for a reason; returns how many.

    Raises `ConfirmationReasonMissing`, `RewordedMeanwhile`.
    """
    if not reason.strip():
        raise ConfirmationReasonMissing
    with study.change("coding.confirm", viewer.author) as change:
        waiting = _waiting(change, viewer, code, seen)
        every = {each.coding for each in waiting.waiting} if waiting else set()
        return _confirm(change, waiting, every, reason.strip())


def _waiting(change: Change, viewer: Viewer, code: UUID, seen: str | None) -> Recoding | None:
    found = next(iter(recoding(change.db, viewer, code)), None)
    if found is not None and seen is not None and seen != found.digest:
        raise RewordedMeanwhile(code=said_of_code(change, viewer, code))
    return found


def _confirm(change: Change, found: Recoding | None, chosen: set[UUID], reason: str | None) -> int:
    if found is None:
        return 0
    mine = [each.coding for each in found.waiting if each.coding in chosen]
    for each in mine:
        change.edit(CODING, each, confirmed=found.digest, confirmed_because=reason)
    return len(mine)
