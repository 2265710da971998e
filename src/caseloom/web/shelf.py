"""The studies that one server has open, each under its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Self
from uuid import UUID

from caseloom.record.model import Act
from caseloom.record.readings import LastChange
from caseloom.rooms import OpenStudy, open_study
from caseloom.web.addresses import short, slug
from caseloom.web.brought import Brought
from caseloom.web.coloured import Coloured
from caseloom.web.notes import Board


@dataclass(eq=False)
class Shelved:
    """One open study, with the ids that its short ids stand for as far as they were met.

    Copies of one study are told apart by `copy`, counted from 1 in the order they were opened.
    `writing` lets one form at a time look at what is there and write. `next_acts` is what undo and redo
    would take, in a language, while the file's latest change is the one beside it; `codes` are the codebook's
    as a language words them, beside the change after which they were read. `brought` is the corrected file
    that was shown last and is not written yet.
    """

    study: OpenStudy
    file: Path
    copy: int = 1
    board: Board = field(default_factory=Board, repr=False)
    writing: Lock = field(default_factory=Lock, repr=False)
    next_acts: dict[str, tuple[UUID | None, tuple[Act | None, Act | None]]] = field(
        default_factory=dict, repr=False
    )
    codes: dict[str, tuple[LastChange | None, Coloured]] = field(default_factory=dict, repr=False)
    brought: Brought | None = field(default=None, repr=False)
    _met: dict[tuple[str, str], UUID] = field(default_factory=dict, repr=False)

    @property
    def short(self) -> str:
        """The short id of the study itself; of a second copy with its number."""
        id = short(self.study.file.id)
        return id if self.copy == 1 else f"{id}.{self.copy}"

    def named(self, title: str) -> str:
        """The study's part of an address."""
        return f"{slug(title)}-{self.short}"

    def forget(self) -> None:
        """Read anew what is kept between two pages: an erasure took words out of rows that stay."""
        self.next_acts.clear()
        self.codes.clear()

    def whole_id(self, kind: str, wanted: str, every: Callable[[], Iterable[UUID]]) -> UUID | None:
        """The id whose short form is `wanted`; `every` lists the kind's ids, asked for strangers."""
        if (kind, wanted) not in self._met:
            self._met.update({(kind, short(id)): id for id in every()})
        return self._met.get((kind, wanted))


@dataclass
class Shelf:
    """Every study of this server, in the order they were named."""

    studies: tuple[Shelved, ...] = ()
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def open(cls, paths: Iterable[Path], *, name: str | None = None) -> Self:
        """Open each file, as the person `name`; if one cannot be opened, none stays open."""
        shelf = cls()
        try:
            for path in paths:
                shelf.put(path, name)
        except BaseException:
            shelf.close()
            raise
        return shelf

    def put(self, path: Path, name: str | None = None) -> Shelved:
        """Open one more file, as the person `name`; a file that stands here already is not opened again."""
        with self._lock:
            there = next((each for each in self.studies if each.file.resolve() == path.resolve()), None)
            if there is not None:
                return there
            return self._add(open_study(path, as_name=name), path)

    def find(self, wanted: str) -> Shelved | None:
        """The study with that short id."""
        return next((each for each in self.studies if each.short == wanted), None)

    def copies_of(self, shelved: Shelved) -> list[Shelved]:
        """The other copies of a study that stand here."""
        id = shelved.study.file.id
        return [each for each in self.studies if each is not shelved and each.study.file.id == id]

    def reopen(self, shelved: Shelved, name: str | None = None) -> Shelved:
        """Take a study from the shelf and put it back in its place, as `name` or as a reader."""
        again = Shelved(open_study(shelved.file, as_name=name), shelved.file, shelved.copy)
        with self._lock:
            self.studies = tuple(again if each is shelved else each for each in self.studies)
        shelved.study.close()
        return again

    def close(self) -> None:
        """Let go of every file."""
        for each in self.studies:
            each.study.close()

    def _add(self, study: OpenStudy, path: Path) -> Shelved:
        before = [each.copy for each in self.studies if each.study.file.id == study.file.id]
        made = Shelved(study, path, max(before, default=0) + 1)
        self.studies = (*self.studies, made)
        return made
