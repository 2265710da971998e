"""The backups of a study: listed, made, and restored to a new place."""

from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import output
from caseloom.cli.opening import study_argument
from caseloom.cli.speech import answer
from caseloom.reporting.formats import FORMATS
from caseloom.reporting.listing import Listing, columns
from caseloom.rooms import open_study
from caseloom.studyfile.backups import Backup, backups_folder, backups_for, make_backup, place_of
from caseloom.studyfile.backups import restore as restore_backup
from caseloom.studyfile.errors import NoSuchBackup, NoSuchStudy

_WHY = {"day": "a day of work", "upgrade": "before an upgrade", "asked": "asked for"}


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
    here = place_of(study)
    rows = [
        (
            each.name,
            each.when.isoformat(timespec="seconds"),
            _WHY[each.why],
            "this file" if each.place == here else "another copy",
            each.size,
            str(each.path),
        )
        for each in found
    ]
    shown = columns("name", "made", "why", "of", "bytes", "path", hidden=("made", "path"), numbers=("bytes",))
    where = f"They lie in {found[0].path.parent if found else backups_folder()}."
    again = f"caseloom backups {study} --restore NAME --to FILE makes a study of one again."
    return Listing("backups", f"Backups of {study}", shown, rows, below=(where, again) if found else ())


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
    wanted = name.removesuffix(".caseloom")
    found = next((each for each in _known(study) if each.name == wanted), None)
    if found is None:
        raise NoSuchBackup(name=name, path=study)
    restore_backup(found, to)
    answer(f"Restored {found.name} to {to}. Nothing else was changed.")
