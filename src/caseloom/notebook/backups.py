"""Backups and copies in Python."""

from pathlib import Path
from typing import TYPE_CHECKING

from caseloom.notebook.opened import Opened
from caseloom.reporting.backups import backups as backups_listing
from caseloom.rooms import restore_study
from caseloom.studyfile.backups import backup_named, backups_of, make_backup

if TYPE_CHECKING:
    import polars as pl


def backups(study: Opened) -> "pl.DataFrame":
    """The backups of a study, of all its copies on this machine, newest first."""
    from caseloom.notebook.frames import frame_of

    return frame_of(backups_listing(backups_of(study.file.id), study.path))


def back_up(study: Opened) -> str:
    """Back a study up now; returns the backup's name."""
    return make_backup(study.file, "asked").name


def restore(study: Opened, name: str, to: str | Path) -> Path:
    """Make a study of the backup of that name, in a new file."""
    place = Path(to).expanduser()
    restore_study(backup_named(study.path, name), place, present=study.path)
    return place
