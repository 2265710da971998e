"""The studies that one server has open, each under its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import UUID

from caseloom.rooms import OpenStudy, open_study
from caseloom.web.addresses import short


@dataclass(frozen=True)
class Shelved:
    """One open study, with the ids that its short ids stand for as far as they were met."""

    study: OpenStudy
    file: Path
    _met: dict[tuple[str, str], UUID] = field(default_factory=dict, repr=False)

    @property
    def short(self) -> str:
        """The short id of the study itself."""
        return short(self.study.file.id)

    def whole_id(self, kind: str, wanted: str, every: Callable[[], Iterable[UUID]]) -> UUID | None:
        """The id whose short form is `wanted`; `every` lists the kind's ids, asked for strangers."""
        if (kind, wanted) not in self._met:
            self._met.update({(kind, short(id)): id for id in every()})
        return self._met.get((kind, wanted))


@dataclass(frozen=True)
class Shelf:
    """Every study of this server, in the order they were named."""

    studies: tuple[Shelved, ...]

    @classmethod
    def open(cls, paths: Iterable[Path], *, name: str | None = None) -> Self:
        """Open each file, as the person `name`; if one cannot be opened, none stays open."""
        opened: list[Shelved] = []
        try:
            for path in paths:
                opened.append(Shelved(open_study(path, as_name=name), path))  # noqa: PERF401 - closed one by one
        except BaseException:
            cls(tuple(opened)).close()
            raise
        return cls(tuple(opened))

    def find(self, wanted: str) -> Shelved | None:
        """The study with that short id."""
        return next((each for each in self.studies if each.short == wanted), None)

    def close(self) -> None:
        """Let go of every file."""
        for each in self.studies:
            each.study.close()
