"""What was: the history of a study as a frame, and the study as it was on a day."""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from caseloom.notebook.asked import OF, Asked, acts, acts_with_edits
from caseloom.notebook.study import Study
from caseloom.record.model import StudyReadOnly
from caseloom.reporting import record
from caseloom.rooms import OpenStudy, study_as_it_was
from caseloom.team.model import Viewer

if TYPE_CHECKING:
    import polars as pl

Which = tuple[str | UUID | None, str, str | date | None, str | date | None, int | None]


def history(study: Study, of: Mapping[str, str | UUID], which: Which, *, edits: bool) -> "pl.DataFrame":
    """The acts that were asked for; `which` is by whom, of what sort, since, until, how many."""
    from caseloom.notebook.frames import frame_of

    if strange := of.keys() - set(OF):
        raise TypeError(f"history() got an unexpected keyword argument {strange.pop()!r}")
    if len(of) > 1 or (edits and not of):
        raise TypeError(f"history() wants one of {', '.join(OF)}")
    by, action, since, until, limit = which
    row = next(iter(of.items()), None)
    asked = Asked(row, by, action, as_day(since), as_day(until), limit)
    opened = OpenStudy(study.file, study.viewer)
    if edits:
        return frame_of(record.edits(acts_with_edits(opened, asked)))
    return frame_of(record.history(acts(opened, asked)))


def as_day(said: str | date | None) -> date | None:
    """A day, or its ISO form; None for None."""
    return date.fromisoformat(said) if isinstance(said, str) else said


class Past(Study):
    """A study as it was at the end of a day: a private copy that goes when it is closed, or Python ends."""

    def __init__(self, study: Study, day: date) -> None:
        self._day = day
        with contextlib.ExitStack() as held:
            opened = held.enter_context(study_as_it_was(study.path, day))
            super().__init__(opened, study.viewer.name or None)
            self._held = held.pop_all()

    def close(self) -> None:
        """Let go of the copy, which goes."""
        self._held.close()

    @property
    def named(self) -> bool:
        """Nobody can write here, with or without a name."""
        return True

    def author(self) -> Viewer:
        """Nobody: raises `StudyReadOnly`."""
        raise StudyReadOnly(day=self._day)

    def __repr__(self) -> str:
        return f"<Study “{self.title}” ({self.path.name}) as it was on {self._day}>"


def as_on(study: Study, day: str | date) -> Past:
    """The study as it was at the end of a day."""
    return Past(study, date.fromisoformat(day) if isinstance(day, str) else day)
