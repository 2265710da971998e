"""Merging copies and telling what came of it, or would: for the command line and Python."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from caseloom.coding.readings import Made, namesakes
from caseloom.record.model import Act, ConflictTold
from caseloom.record.readings import (
    CodingIn,
    Tally,
    brought_told,
    codings_in,
    conflicts_told,
    kept_out,
    tallies,
)
from caseloom.reporting.record import as_text
from caseloom.reporting.record import brought as brought_listing
from caseloom.reporting.record import conflicts as conflicts_listing
from caseloom.rooms import merge_studies, open_study
from caseloom.studyfile import Progress
from caseloom.studyfile.errors import AlreadyThere
from caseloom.studyfile.private import private_folder
from caseloom.team.model import READER

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, repr=False)
class Merged:
    """What came of a merge: `copies` with what each brought, and the conflicts that wait for a person.

    `to` is the new study, None after a dry run. `brought` and `conflicts` are polars frames. `kept_out` says
    for a copy how many rows of which kind a withdrawal kept out, `tallies` where its changes are; `codings`
    are those that it brings, `alike` the codes of one label that several people made.
    """

    to: Path | None
    copies: tuple[tuple[str, tuple[Act, ...]], ...]
    waiting: tuple[ConflictTold, ...]
    kept_out: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    codings: tuple[tuple[CodingIn, ...], ...] = ()
    alike: tuple[tuple[Made, ...], ...] = ()

    @property
    def brought(self) -> "pl.DataFrame":
        """What each copy brought that those before it lacked."""
        from caseloom.notebook.frames import frame_of

        return frame_of(brought_listing(self.copies))

    @property
    def conflicts(self) -> "pl.DataFrame":
        """The conflicts, a row a side."""
        from caseloom.notebook.frames import frame_of

        return frame_of(conflicts_listing(self.waiting))

    def __repr__(self) -> str:
        done = f"Merged into {self.to}." if self.to else "A dry run: nothing was written."
        told = map(as_text, (brought_listing(self.copies), conflicts_listing(self.waiting)))
        return "\n".join((done, *told))


def merge(inputs: Sequence[str | Path], to: str | Path, *, dry_run: bool = False) -> Merged:
    """Merge copies of one study, changed apart, into the new file `to`; the copies stay as they are.

    With `dry_run` the same is told and nothing is written. Raises `NotCopies`, `TooFew`, `AlreadyThere`.
    """
    paths = [Path(each).expanduser() for each in inputs]
    return merge_and_tell(paths, Path(to).expanduser(), dry_run=dry_run)


def merge_and_tell(
    inputs: Sequence[Path], to: Path, *, dry_run: bool, progress: Progress | None = None
) -> Merged:
    """Merge and read in the merged study what came of it; a dry run's is a private file that goes."""
    if to.exists():
        raise AlreadyThere(path=to)
    with _place(to, dry_run) as place:
        brought = merge_studies(inputs, place, progress)
        study = open_study(place).file
        with contextlib.closing(study), study.read() as db:
            told = brought_told(db, READER, study.kinds, brought)
            waiting = tuple(conflicts_told(db, READER, study.kinds))
            lost = kept_out(db, study.kinds, brought)
            where = tuple(tallies(db, study.kinds, brought, told))
            codings = tuple(codings_in(db, READER, study.kinds, brought))
            alike = tuple(namesakes(db, READER))
    # The names of the copies as they were given: two may have the same last part.
    copies = tuple((str(each.path), acts) for each, acts in zip(brought, told, strict=True))
    out = {str(each.path): counts for each, counts in zip(brought, lost, strict=True) if counts}
    return Merged(None if dry_run else to, copies, waiting, out, where, codings, alike)


@contextlib.contextmanager
def _place(to: Path, dry_run: bool) -> Iterator[Path]:
    if not dry_run:
        yield to
        return
    with private_folder("merge") as folder:
        yield folder / to.name
