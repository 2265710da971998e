"""Saving queries over codings under a name."""

from typing import Any
from uuid import UUID

from caseloom.coding.kinds import CODING_QUERY
from caseloom.coding.model import QueryNameMissing
from caseloom.coding.relations import Wish
from caseloom.studyfile import StudyFile
from caseloom.team.model import Viewer


def save_coding_query(
    study: StudyFile,
    viewer: Viewer,
    name: str,
    wish: Wish,
    *,
    note: str | None = None,
    key: str | None = None,
) -> UUID:
    """Save what is asked of codings; returns the query's id. `key` is a form's, so that it is saved once.

    Raises `QueryNameMissing`.
    """
    if not name.strip():
        raise QueryNameMissing
    with study.change("coding_query.save", viewer.author) as change:
        values = {"name": name.strip(), "wish": wish.written(), "note": note}
        return change.put(CODING_QUERY, values, key=key)


def set_coding_query(
    study: StudyFile,
    viewer: Viewer,
    id: UUID,
    *,
    name: str | None = None,
    wish: Wish | None = None,
    note: str | None = None,
) -> bool:
    """Change the name, the wish or the note; what is None stays. False if nothing was different."""
    values: dict[str, Any] = {"name": name.strip() if name is not None else None, "note": note}
    values["wish"] = wish.written() if wish is not None else None
    if values["name"] == "":
        raise QueryNameMissing
    with study.change("coding_query.set", viewer.author) as change:
        return change.edit(
            CODING_QUERY, id, **{each: said for each, said in values.items() if said is not None}
        )


def remove_coding_query(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take it out of sight; undo brings it back."""
    with study.change("coding_query.remove", viewer.author) as change:
        return change.remove(CODING_QUERY, id)
