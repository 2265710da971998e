"""Folders for private files of long work: their owner's alone, and swept when a run was killed in them."""

import contextlib
import os
import re
import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from caseloom.language import spoken
from caseloom.studyfile.errors import NotWritable

_LOCK = "caseloom-owner"
_OURS = re.compile(r"caseloom-(as-it-was|check|merge|rehearsal|tried)-\w{8}|\..+\.\w{8}\.part")
_EMPTY_SECONDS = 3600
_TRIES = 5


@contextlib.contextmanager
def private_folder(what: str) -> Iterator[Path]:
    """A folder for the private files of some work, in the machine's folder for such; gone afterwards.

    Raises `NotWritable`.
    """
    try:
        within = Path(tempfile.gettempdir())
    except OSError as trouble:
        raise NotWritable(path="TMPDIR", reason=trouble.strerror or str(trouble)) from trouble
    with _folder(within, f"caseloom-{what}-", "") as folder:
        yield folder


@contextlib.contextmanager
def folder_beside(to: Path) -> Iterator[Path]:
    """A folder for a file that gets the name `to` when it is whole: on the same disk; gone afterwards.

    Raises `NotWritable`.
    """
    with _folder(to.parent, f".{to.name}.", ".part") as folder:
        yield folder


@contextlib.contextmanager
def _folder(within: Path, prefix: str, suffix: str) -> Iterator[Path]:
    sweep(within)
    folder, owner = _owned(within, prefix, suffix)
    try:
        yield folder
    finally:
        _clear(folder, owner)


def _owned(within: Path, prefix: str, suffix: str) -> tuple[Path, sqlite3.Connection]:
    for _ in range(_TRIES):
        try:
            folder = Path(tempfile.mkdtemp(dir=within, prefix=prefix, suffix=suffix))
        except OSError as trouble:
            raise NotWritable(path=within, reason=trouble.strerror or str(trouble)) from trouble
        owner = _lock(folder, "rwc")
        # Another process may have taken it for left behind, in the moment before it was ours.
        if owner is not None and (folder / _LOCK).exists():
            return folder, owner
        if owner is not None:
            owner.close()
        with contextlib.suppress(OSError):
            folder.rmdir()
    raise NotWritable(path=within, reason=spoken("no file in it can be locked"))


def sweep_for(study: Path, backups: Path) -> None:
    """Clear away what killed runs left where work on a study leaves things."""
    with contextlib.suppress(OSError):
        for within in (Path(tempfile.gettempdir()), study.resolve().parent, backups):
            sweep(within)


def sweep(within: Path) -> None:
    """Clear away the private folders in `within` whose owners were killed; those of others at work stay."""
    with contextlib.suppress(OSError), os.scandir(within) as there:
        for each in there:
            if _OURS.fullmatch(each.name) and _is_mine(each):
                _sweep(Path(each.path))


def _is_mine(entry: os.DirEntry[str]) -> bool:
    found = entry.stat(follow_symlinks=False)
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return mine and stat.S_ISDIR(found.st_mode)


def _sweep(folder: Path) -> None:
    if not (folder / _LOCK).exists():
        # Of a run that was killed before it put anything there; or that is about to.
        with contextlib.suppress(OSError):
            if abs(time.time() - folder.stat().st_mtime) > _EMPTY_SECONDS:
                folder.rmdir()
        return
    owner = _lock(folder, "rw")
    if owner is not None:
        _clear(folder, owner)


def _clear(folder: Path, owner: sqlite3.Connection) -> None:
    """Take a held folder away: what tells whose it is goes last, so that what a kill leaves here is swept."""
    with contextlib.closing(owner):
        with contextlib.suppress(OSError), os.scandir(folder) as there:
            for each in there:
                if each.is_dir(follow_symlinks=False):
                    shutil.rmtree(each.path, ignore_errors=True)
                elif each.name != _LOCK:
                    with contextlib.suppress(OSError):
                        Path(each.path).unlink()
        with contextlib.suppress(OSError):
            (folder / _LOCK).unlink()  # while it is ours: see `_owned`
    shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path, mode: str) -> sqlite3.Connection | None:
    """Hold a folder; the system lets go of it when the process ends, however it ends. None: it is held."""
    address = f"{(folder / _LOCK).resolve().as_uri()}?mode={mode}"
    try:
        owner = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        owner.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        owner.close()
        return None
    return owner
