"""A backup becomes a study again: at a new place, whole, and without what was erased since it was made."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from caseloom.studyfile import known
from caseloom.studyfile.backups import Backup
from caseloom.studyfile.connection import check_header, check_whole, engine, explained
from caseloom.studyfile.copying import copy_open_file, give_name
from caseloom.studyfile.derived import Derived
from caseloom.studyfile.erasing import Erasing, erasures_in, erasures_lacking
from caseloom.studyfile.errors import AlreadyThere, Busy, NewerStudy, NotWritable, StudyFileError
from caseloom.studyfile.file import open_file
from caseloom.studyfile.kinds import Kinds
from caseloom.studyfile.private import folder_beside


def restore(backup: Backup, to: Path, present: Path, kinds: Kinds, derived: Sequence[Derived]) -> int:
    """Put a backup to a new place as a study again, looked over by SQLite; never over a file.

    What was erased in the study at `present`, or in another of its backups, is erased in it before it
    gets its name; returns how many such erasures the backup lacked. Of a study that is lost or damaged
    its backups alone are asked. Raises `AlreadyThere`, `Busy`, `DamagedStudy`, `NoSuchStudy`,
    `NotWritable`.
    """
    try:
        if to.exists():
            raise AlreadyThere(path=to)
        with folder_beside(to) as folder:
            fresh = _copied(backup.path, folder / backup.path.name, to)
            others = (present, *sorted(backup.path.parent.glob("*.caseloom")))
            taken = sum(_take_erasures(fresh, other, kinds, derived) for other in others)
            give_name(fresh, to)
    except OSError as trouble:
        raise NotWritable(path=to, reason=trouble.strerror or str(trouble)) from trouble
    known.remember(to)
    return taken


def _copied(backup: Path, fresh: Path, to: Path) -> Path:
    """A backup that is sound, in a private place beside the one that it is meant for."""
    check_header(backup)
    reading = engine(backup, writing=False)
    try:
        check_whole(backup, reading)
    finally:
        reading.dispose()
    try:
        copy_open_file(backup, fresh)
    except NotWritable as trouble:
        raise NotWritable(path=to, reason=trouble.named["reason"]) from trouble
    return fresh


def _take_erasures(fresh: Path, other: Path, kinds: Kinds, derived: Sequence[Derived]) -> int:
    """Erase what the other file says was erased, and the copy lacks; one that lacks nothing stays as it is.

    So a backup from before an upgrade keeps its form, for the program that wrote it.
    """
    found = _erasures_of(other)
    reading = engine(fresh, writing=False)
    with reading.begin() as db:
        lacking = erasures_lacking(db, found)
    reading.dispose()
    if lacking:
        with contextlib.closing(open_file(fresh, kinds, derived, private=True)) as copy:
            copy.take_erasures(lacking)
    return len(lacking)


def _erasures_of(path: Path) -> list[Erasing]:
    """What a file says was erased, whatever its form; nothing if it is lost, damaged or no study."""
    try:
        with contextlib.suppress(NewerStudy):
            check_header(path)
        return _read(path)
    except Busy:
        raise
    except (StudyFileError, DBAPIError, TypeError, ValueError):  # ids that are none are damage too
        return []


def _read(path: Path) -> list[Erasing]:
    reading = engine(path, writing=False)
    try:
        with reading.begin() as db:
            return erasures_in(db)
    except DBAPIError as trouble:
        raise explained(path, trouble) from trouble
    finally:
        reading.dispose()
