"""The composition root: the list of rooms, and how a study is made and opened."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import caseloom.coding.derived
import caseloom.coding.kinds
import caseloom.design.kinds
import caseloom.sources.derived
import caseloom.sources.kinds
import caseloom.team.kinds
from caseloom.coding.erasing import blank_passages
from caseloom.design.actions import describe_study
from caseloom.design.model import StudyCard
from caseloom.sources.erasing import blank_turns
from caseloom.studyfile import Kinds, Progress, StudyFile, create_file, open_file, restoring
from caseloom.studyfile.asof import as_it_was
from caseloom.studyfile.backups import Backup
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.merging import Brought, merge_files
from caseloom.studyfile.private import private_folder
from caseloom.studyfile.tables import WORDING
from caseloom.team.actions import join
from caseloom.team.model import READER, NameMissing, Viewer

KINDS = Kinds(
    (
        WORDING,
        *caseloom.team.kinds.KINDS,
        *caseloom.design.kinds.KINDS,
        *caseloom.sources.kinds.KINDS,
        *caseloom.coding.kinds.KINDS,
    ),
    blanks=(blank_turns, blank_passages),
)
DERIVED = (*caseloom.sources.derived.DERIVED, *caseloom.coding.derived.DERIVED)


@dataclass(frozen=True)
class OpenStudy:
    """A study in a viewer's hands."""

    file: StudyFile
    viewer: Viewer

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()


def create_study(path: Path, card: StudyCard, *, as_name: str, study: UUID | None = None) -> OpenStudy:
    """Make a new study with its card; refuses to overwrite a file."""
    if not as_name.strip():
        raise NameMissing  # before there is a file
    file = create_file(path, KINDS, DERIVED, study)
    viewer = Viewer(join(file, as_name))
    describe_study(file, viewer, card)
    return OpenStudy(file, viewer)


def create_for_build(path: Path, study: UUID) -> StudyFile:
    """Make an empty study with the id that its manifest declares."""
    return create_file(path, KINDS, DERIVED, study)


def merge_studies(inputs: Sequence[Path], to: Path, progress: Progress | None = None) -> list[Brought]:
    """Merge copies of one study into the new file `to`; see `studyfile.merging`."""
    return merge_files(inputs, to, KINDS, DERIVED, progress)


def restore_study(backup: Backup, to: Path, *, present: Path) -> int:
    """Make a study of a backup, in the new file `to`, without what was erased since; see `restoring`.

    `present` is where the study lies, if it is there still. Returns how many erasures the backup lacked.
    """
    return restoring.restore(backup, to, present, KINDS, DERIVED)


@contextlib.contextmanager
def study_as_it_was(path: Path, day: date) -> Iterator[OpenStudy]:
    """A study as it was at the end of a day, to be read: a private copy that goes afterwards."""
    with private_folder("as-it-was") as folder:
        copy = as_it_was(path, day, folder / path.name, KINDS, DERIVED)
        with contextlib.closing(open_study(copy)) as opened:
            yield opened


@contextlib.contextmanager
def private_copy(path: Path) -> Iterator[OpenStudy]:
    """A private copy of a study to try something on, which has no backups and goes afterwards."""
    with private_folder("tried") as folder:
        copy = copy_file(path, folder / path.name)
        with contextlib.closing(open_file(copy, KINDS, DERIVED, private=True)) as file:
            yield OpenStudy(file, READER)


def open_study(path: Path, *, as_name: str | None = None) -> OpenStudy:
    """Open a study; with a name, as that person (who joins the team if new). See `studyfile.errors`."""
    file = open_file(path, KINDS, DERIVED)
    return OpenStudy(file, Viewer(join(file, as_name)) if as_name else READER)
