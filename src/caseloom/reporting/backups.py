"""The backups of a study as a listing."""

from collections.abc import Sequence
from pathlib import Path

from caseloom.reporting.listing import Listing, columns
from caseloom.studyfile.backups import Backup, place_of

_WHY = {"day": "a day of work", "upgrade": "before an upgrade", "asked": "asked for"}


def backups(found: Sequence[Backup], study: Path, below: tuple[str, ...] = ()) -> Listing:
    """Backups of the study at that path, in their order; of which file each is, is told as well."""
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
    return Listing("backups", f"Backups of {study}", shown, rows, below=below)
