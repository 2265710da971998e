"""The backups of a study: listed, made, and restored to a new place."""

from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import output
from caseloom.cli.opening import study_argument
from caseloom.cli.speech import answer
from caseloom.reporting.backups import backups as backups_listing
from caseloom.reporting.formats import FORMATS
from caseloom.reporting.listing import Listing
from caseloom.rooms import open_study, restore_study
from caseloom.studyfile.backups import Backup, backup_named, backups_folder, backups_for, make_backup
from caseloom.studyfile.errors import NoSuchStudy


# fmt: off
@click.command()
@study_argument
@click.option("--make", is_flag=True, help="Make one now.")
@click.option("--restore", metavar="NAME", help="Put the backup NAME to the new file --to as a study again.")
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="How they are listed; drawn as a table unless said, or as the ending of --to says.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False),
              help="Where to restore to, or the file to write the list to instead of the screen.")
@everywhere
def backups(study: Path, make: bool, restore: str | None, form: str | None, to: Path | None) -> None:
    """List the backups of STUDY, make one, or restore one to a new file; STUDY itself is never replaced.

    They are made by themselves before an upgrade and once a day of work. Where STUDY is lost or damaged,
    those are listed that were made of the file at its place.
    """
    # fmt: on
    if make and restore is not None:
        raise click.UsageError("Make a backup or restore one, not both at once.")
    if restore is not None:
        _restore(study, restore, to)
    elif make:
        _make(study)
    else:
        output(form, to).show(_listing(study, _known(study)))


def _known(study: Path) -> list[Backup]:
    found = backups_for(study)
    if not found and not study.exists():
        raise NoSuchStudy(path=study)
    return found


def _listing(study: Path, found: list[Backup]) -> Listing:
    where = f"They lie in {found[0].path.parent if found else backups_folder()}."
    again = f"caseloom backups {study} --restore NAME --to FILE makes a study of one again."
    return backups_listing(found, study, below=(where, again) if found else ())


def _make(study: Path) -> None:
    opened = open_study(study)
    try:
        made = make_backup(opened.file, "asked")
    finally:
        opened.close()
    answer(f"Made the backup {made.name} of {study}.")


def _restore(study: Path, name: str, to: Path | None) -> None:
    if to is None:
        raise click.UsageError("Say where the backup goes: --to FILE, which must not be there yet.")
    _known(study)
    found = backup_named(study, name)
    lacked = restore_study(found, to, present=study)
    erased = " What was withdrawn from the study since is not in it." if lacked else ""
    answer(f"Restored {found.name} to {to}. Nothing else was changed.{erased}")
