"""A safe copy of a study, also while somebody works in it: whole or not there, and never over a file."""

import contextlib
import os
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from caseloom.studyfile import known
from caseloom.studyfile.connection import BUSY_SECONDS, check_header
from caseloom.studyfile.errors import AlreadyThere, Busy, DamagedStudy, NoSuchStudy, NotWritable
from caseloom.studyfile.private import folder_beside

# Between the steps somebody may write; each costs this thread a turn among those of its process.
_PAGES_AT_ONCE = 4096
# A writer in another process makes a copy begin anew; after so many times the writer waits for us.
_BEGINNINGS = 3


def copy_file(study_path: Path, to: Path) -> Path:
    """Copy a study by SQLite's own backup, so that the copy is of one moment; returns `to`.

    The copy is written in a private folder beside `to` and gets its name when it is whole. Raises
    `AlreadyThere`, `NotAStudy` and its kin, `Busy`, `NotWritable`.
    """
    check_header(study_path)
    copy_open_file(study_path, to)
    if known.is_known(study_path):
        known.remember(to)
    return to


def copy_open_file(study_path: Path, to: Path) -> None:
    """The same for a study that is open, and so was looked at before."""
    try:
        if to.exists():
            raise AlreadyThere(path=to)
        with folder_beside(to) as folder:
            back_up(study_path, folder / to.name)
            give_name(folder / to.name, to)
    except OSError as trouble:
        raise NotWritable(path=to, reason=trouble.strerror or str(trouble)) from trouble


def back_up(study_path: Path, fresh: Path) -> None:
    """Copy a study into a new file that only its owner can read; what it raises, `copy_file` says."""
    # Made by us with nobody else's rights on it, before SQLite puts anybody's words into it.
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy_pages(study_path, fresh, hold=False)
    except _Overtaken:
        _copy_pages(study_path, fresh, hold=True)


class _Overtaken(Exception):
    """Others wrote again and again while pages were copied, so that it began anew each time."""


def _copy_pages(study_path: Path, fresh: Path, *, hold: bool) -> None:
    """Copy all pages of one moment; with `hold`, whoever would write waits until it is done."""
    with (
        contextlib.closing(_opened(study_path)) as source,
        contextlib.closing(sqlite3.connect(fresh)) as copy,
    ):
        try:
            if hold:
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=_patience(study_path), sleep=0.05)
        except sqlite3.OperationalError as trouble:
            raise _explained(study_path, fresh, trouble) from trouble
        except sqlite3.DatabaseError as trouble:
            raise DamagedStudy(path=study_path, finding=str(trouble)) from trouble


def _opened(study_path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(study_path.resolve()))}?mode=rw"
    try:
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)
    except sqlite3.OperationalError as trouble:
        if not study_path.exists():
            raise NoSuchStudy(path=study_path) from trouble  # it was there when it was looked at
        raise NotWritable(path=study_path, reason=str(trouble)) from trouble


def _explained(study_path: Path, fresh: Path, trouble: sqlite3.OperationalError) -> Exception:
    reason = str(trouble)
    if "locked" in reason or "busy" in reason:
        return Busy(path=study_path)
    return NotWritable(path=fresh.parent, reason=reason)


class _patience:  # noqa: N801 - called like the function that `backup` wants
    """Gives up when another program has kept the file from us for as long as any write may wait."""

    def __init__(self, path: Path) -> None:
        self._path, self._since = path, time.monotonic()
        self._left, self._begun = 0, 0

    def __call__(self, status: int, remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() - self._since > BUSY_SECONDS:
                raise Busy(path=self._path)
            return
        # What is left grows less with each step, unless somebody wrote and the copy begins anew.
        self._begun += remaining >= self._left
        self._left, self._since = remaining, time.monotonic()
        if self._begun > _BEGINNINGS:
            raise _Overtaken


def give_name(fresh: Path, to: Path) -> None:
    """Name the copy; a file that came there meanwhile is not written over."""
    try:
        os.link(fresh, to)
    except FileExistsError as there:
        raise AlreadyThere(path=to) from there
    except OSError:  # a disk without hard links
        if to.exists():
            raise AlreadyThere(path=to) from None
        fresh.rename(to)
