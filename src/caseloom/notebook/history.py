"""The history of a study as a frame."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from caseloom.notebook.asked import OF, Asked, acts, acts_with_edits
from caseloom.notebook.opened import Opened
from caseloom.reporting import record
from caseloom.rooms import OpenStudy

if TYPE_CHECKING:
    import polars as pl


def history(study: Opened, of: Mapping[str, str | UUID], asked: Asked, *, edits: bool) -> "pl.DataFrame":
    """The acts that were asked for, of the one row that `of` names by its kind."""
    from caseloom.notebook.frames import frame_of

    if strange := of.keys() - set(OF):
        raise TypeError(f"history() got an unexpected keyword argument {strange.pop()!r}")
    if len(of) > 1 or (edits and not of):
        raise TypeError(f"history() wants one of {', '.join(OF)}")
    opened = OpenStudy(study.file, study.viewer)
    if edits:
        return frame_of(record.edits(acts_with_edits(opened, asked), next(iter(of))))
    return frame_of(record.history(acts(opened, asked)))
