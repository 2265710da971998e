"""Backups that the program makes by itself: before upgrades and once a day of work, kept sensibly."""

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol, cast
from uuid import UUID

import platformdirs

from caseloom.language import CaseloomError, spoken
from caseloom.studyfile.connection import check_header, connect_to
from caseloom.studyfile.copying import copy_open_file
from caseloom.studyfile.errors import NoSuchBackup, NotWritable, StudyFileError
from caseloom.studyfile.remarks import Remark, remark

Why = Literal["day", "upgrade", "asked"]

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-(day|upgrade|asked)-([0-9a-f]{4})[0-9a-f]{4}\.caseloom")
_STAMP = "%Y-%m-%dT%H%M%SZ"
ALWAYS = ""
"""The beginning of every moment: a file for which it is settled has no backups."""
_AS_IT_IS, _WEEKS, _YEAR = timedelta(days=7), timedelta(weeks=8), timedelta(days=366)
_NEWEST = 3
# A clock that is wrong for an hour makes all backups look old: it costs these at most, not all of them.
_MOST_DROPPED_AT_ONCE = 2


@dataclass(frozen=True)
class Backup:
    """One backup: where it lies, when and why it was made, its size in bytes.

    `place` says of which file it is (the same for every backup of a study file at the same path): two
    people's copies of one study may lie on one machine.
    """

    path: Path
    when: datetime
    why: Why
    size: int
    place: str

    @property
    def name(self) -> str:
        """By which a person asks for it."""
        return self.path.stem


@dataclass
class Safekeeping:
    """What an open study remembers of its backups.

    `settled` is the beginning of every moment at which none is due: a day, after a failure an hour, for a
    private copy `ALWAYS`.
    """

    settled: str = "never"
    trouble: Remark | None = None
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Backed(Protocol):
    """What has to be known of an open study to back it up; times are those of its own clock."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def id(self) -> UUID:
        """Its id, which all its copies share."""

    @property
    def safekeeping(self) -> Safekeeping:
        """What it remembers of its backups."""

    def clock(self) -> str:
        """What time it is, with its zone."""


# -- making ---------------------------------------------------------------------------------------


def back_up_for_the_day(file: Backed) -> None:
    """Back a study up before the first change of a day; what goes wrong is remembered and stops no work.

    A day is one of UTC, by the study's clock. A study without any change needs no backup.
    """
    said, kept = f"{_now(file):{_STAMP}}", file.safekeeping
    with kept.lock:
        if said.startswith(kept.settled):
            return
        kept.settled = said[: len("2026-11-26")]
        try:
            if _due(file, kept.settled):
                make_backup(file, "day")
            kept.trouble = None
        except (StudyFileError, OSError, sqlite3.Error) as trouble:
            # Trying again with every change would make a full disk slow as well.
            kept.settled = said[: len("2026-11-26T16")]
            sentence = spoken("The day's backup of this study could not be made. {said}")
            said_by_it = trouble if isinstance(trouble, CaseloomError) else str(trouble)
            kept.trouble = remark("backup", "note", sentence, said=said_by_it)


def _due(file: Backed, day: str) -> bool:
    place = place_of(file.path)
    if any(
        each.why == "day" and each.place == place and f"{each.when:%Y-%m-%d}" == day
        for each in backups_of(file.id)
    ):
        return False
    with contextlib.closing(connect_to(file.path, writing=False)) as db:
        return db.execute("SELECT 1 FROM change LIMIT 1").fetchone() is not None


def make_backup(file: Backed, why: Why) -> Backup:
    """Back a study up now, also while somebody writes in it, and let go of backups that are old.

    Raises `Busy`, `NotWritable`, `DamagedStudy`; then no backup is there that was not there before.
    """
    folder, when = folder_of(file.id), _now(file)
    try:
        _make_folder(folder)
    except OSError as trouble:
        raise NotWritable(path=folder, reason=trouble.strerror or str(trouble)) from trouble
    path = folder / f"{when:{_STAMP}}-{why}-{place_of(file.path)}{os.urandom(2).hex()}.caseloom"
    copy_open_file(file.path, path)
    file.safekeeping.trouble = None
    _drop_old(file, when)
    return _found(path) or Backup(path, when, why, 0, place_of(file.path))


def _now(file: Backed) -> datetime:
    said = datetime.fromisoformat(file.clock())
    return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)


def _make_folder(folder: Path) -> None:
    """Nobody but the owner looks into the folder of any study's backups."""
    for each in (folder.parent, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
        each.chmod(0o700)


# -- keeping --------------------------------------------------------------------------------------


def to_keep(backups: Iterable[Backup], now: datetime) -> set[Backup]:
    """Which of the backups of one file are kept.

    Kept is what is said to be later than now (a clock runs wrong), everything of the last 7 days, the
    last of each week (Monday to Sunday) that is at most 8 weeks old, the last of each month and every
    one before an upgrade that is at most 366 days old, and always the newest 3.
    """
    ordered = sorted(backups, key=lambda each: (each.when, each.name))
    age = {each: now - each.when for each in ordered}
    # Of several with one key, a dictionary keeps the last.
    weeks = {each.when.isocalendar()[:2]: each for each in ordered if age[each] <= _WEEKS}
    months = {(each.when.year, each.when.month): each for each in ordered if age[each] <= _YEAR}
    kept = {*ordered[-_NEWEST:], *weeks.values(), *months.values()}
    kept.update(each for each in ordered if age[each] <= _AS_IT_IS)
    kept.update(each for each in ordered if each.why == "upgrade" and age[each] <= _YEAR)
    return kept


def _drop_old(file: Backed, now: datetime) -> None:
    """Let go of the oldest that need not be kept; one that cannot be deleted stays."""
    place = place_of(file.path)
    with contextlib.suppress(OSError):
        of_this = [each for each in backups_of(file.id) if each.place == place]
        old = sorted(set(of_this) - to_keep(of_this, now), key=lambda each: each.when)
        for each in old[:_MOST_DROPPED_AT_ONCE]:
            each.path.unlink(missing_ok=True)


# -- finding --------------------------------------------------------------------------------------


def backups_folder() -> Path:
    """Where the backups of all studies lie, each study's in a folder of its own."""
    return platformdirs.user_data_path("caseloom", appauthor=False) / "backups"


def folder_of(study: UUID) -> Path:
    """Where a study's backups lie."""
    return backups_folder() / study.hex


def place_of(path: Path) -> str:
    """Four digits that say which file a backup is of, by its path."""
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:4]


def backups_of(study: UUID) -> list[Backup]:
    """The backups of a study, of all its copies on this machine, newest first."""
    folder = folder_of(study)
    return _newest_first(folder.iterdir() if folder.is_dir() else ())


def backups_for(path: Path) -> list[Backup]:
    """The backups of the study at a path, newest first; of one that cannot be read, by its path alone."""
    study = _id_of(path)
    if study is not None:
        return backups_of(study)
    every = backups_folder().glob("*/*")
    return [each for each in _newest_first(every) if each.place == place_of(path)]


def _id_of(path: Path) -> UUID | None:
    """The id that a file says its study has; None where nobody can tell."""
    with contextlib.suppress(StudyFileError, OSError, sqlite3.Error, TypeError, ValueError):
        check_header(path)
        with contextlib.closing(connect_to(path, writing=False)) as db:
            return UUID(hex=db.execute("SELECT value FROM meta WHERE name = 'study'").fetchone()[0])
    return None


def _newest_first(paths: Iterable[Path]) -> list[Backup]:
    found = [backup for path in paths if (backup := _found(path)) is not None]
    return sorted(found, key=lambda each: (each.when, each.name), reverse=True)


def _found(path: Path) -> Backup | None:
    """A file as a backup, if its name is one's and it is still there."""
    named = _NAME.fullmatch(path.name)
    with contextlib.suppress(OSError, ValueError):
        if named is not None:
            when = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
            return Backup(path, when, cast(Why, named[2]), path.stat().st_size, named[3])
    return None


# -- using ----------------------------------------------------------------------------------------


def backup_named(path: Path, name: str) -> Backup:
    """The backup of the study at a path that a person asks for by its name; raises `NoSuchBackup`."""
    wanted = name.removesuffix(".caseloom")
    found = next((each for each in backups_for(path) if each.name == wanted), None)
    if found is None:
        raise NoSuchBackup(name=name, path=path)
    return found


def backup_trouble(file: Backed) -> Remark | None:
    """What keeps a study from having backups: the last that failed, or what would make the next one fail."""
    return file.safekeeping.trouble or _ahead(file)


def _ahead(file: Backed) -> Remark | None:
    folder = folder_of(file.id)
    there = next(each for each in (folder, *folder.parents) if os.path.exists(each))  # noqa: PTH110 - never fails
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        sentence = spoken(
            "This study has no backups from now on: {path} cannot be written. "
            "Check its permissions and space."
        )
        return remark("backup", "note", sentence, path=str(there))
    with contextlib.suppress(OSError):
        if shutil.disk_usage(there).free < file.path.stat().st_size:
            sentence = spoken(
                "This study has no backups from now on: {path} has no room for one. "
                "Check its permissions and space."
            )
            return remark("backup", "note", sentence, path=str(there))
    return None
