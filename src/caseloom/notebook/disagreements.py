"""Conflicts in Python: looked at as a frame, settled by id or by the number that was last seen."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from caseloom.notebook.opened import Opened
from caseloom.record.actions import settle_conflict
from caseloom.record.model import ConflictTold, NoSuchConflict
from caseloom.record.readings import conflict_named, conflicts_told, side_named
from caseloom.reporting import record

if TYPE_CHECKING:
    import polars as pl

# The list that somebody last looked at: the numbers that they say are those of that one.
_SEEN: "WeakKeyDictionary[Opened, list[ConflictTold]]" = WeakKeyDictionary()


def conflicts(study: Opened) -> "pl.DataFrame":
    """The conflicts of a study, a row a side."""
    from caseloom.notebook.frames import frame_of

    _SEEN[study] = _read(study)
    return frame_of(record.conflicts(_SEEN[study]))


def settle(study: Opened, name: int | str, letter: str) -> None:
    """Let a side of a conflict stand."""
    author, now = study.author(), _read(study)
    conflict = conflict_named(now, _key(study, name, now) if isinstance(name, int) else name)
    settle_conflict(study.file, author, conflict, side_named(conflict, letter).change)


def _read(study: Opened) -> list[ConflictTold]:
    with study.reading() as db:
        return conflicts_told(db, study.viewer, study.file.kinds)


def _key(study: Opened, number: int, now: list[ConflictTold]) -> str:
    """What the conflict of a number is called: its number in the list that was last looked at."""
    seen = _SEEN.setdefault(study, now)
    if not 0 < number <= len(seen):
        raise NoSuchConflict(name=number)
    return seen[number - 1].key
