"""An open study in Python's hands: who reads, who writes, and one reading at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from caseloom.notebook import identity
from caseloom.rooms import OpenStudy
from caseloom.team.model import NameMissing, Viewer


class Opened:
    """A study that is open, to be closed again; `with` does so."""

    def __init__(self, study: OpenStudy, name: str | None) -> None:
        self._study, self._name = study, name
        self._reader: Viewer | None = None
        self._writer: Viewer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._study.close()

    @property
    def path(self) -> Path:
        """Where the study lies."""
        return self._study.file.path

    @property
    def file(self) -> Any:
        """The study file, for the rooms' own readings and actions."""
        return self._study.file

    @property
    def viewer(self) -> Viewer:
        """Who reads: the person opened for, where the team knows them, else a reader without a name."""
        if self._reader is None or self._reader.person is None:
            self._reader = identity.reading_as(self._study, self._name)
        return self._reader

    @property
    def named(self) -> bool:
        """Whether the study was opened for somebody who may write."""
        return bool(self._name)

    def author(self) -> Viewer:
        """Who writes; raises `NameMissing` where the study was opened without a name."""
        if not self._name:
            raise NameMissing
        if self._writer is None:
            self._writer = identity.writing_as(self._study, self._name)
        return self._writer

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """One read transaction, for the rooms' own readings: `with study.reading() as db: …`."""
        with self._study.file.read() as db:
            yield db
