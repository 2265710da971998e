"""The data folder of a build: files in it, never beside or above it, and its tables."""

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from caseloom.building.problems import OutsideTheFolder, TableNotFound, TableNotRead, suggestion
from caseloom.sources.readers import Unreadable
from caseloom.sources.readers.tables import read_table


@dataclass(frozen=True)
class Table:
    """A table's column names and its rows; `first_row` is the number that a spreadsheet shows for rows[0]."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, object], ...]
    first_row: int


@dataclass(frozen=True)
class DataFolder:
    """One folder; every path that a manifest gives starts from it."""

    root: Path

    def inside(self, path: str, entry: str) -> Path:
        """The file's place on the disk, whether or not it is there; refuses one outside the folder."""
        parts = PurePosixPath(path)
        outside = parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path or "\0" in path
        place = self.root / parts
        if outside or not place.resolve().is_relative_to(self.root.resolve()):
            raise OutsideTheFolder(entry=entry, path=path)
        return place

    def table(self, path: str, entry: str) -> Table:
        """A csv, tsv, xlsx or json table; raises `TableNotFound` or `TableNotRead`."""
        place = self.inside(path, entry)
        if not place.is_file():
            raise TableNotFound(entry=entry, path=path, nearest=self._nearest(path))
        try:
            return _read(place, path)
        except (ValueError, RecursionError, OSError, Unreadable) as failure:
            raise TableNotRead(entry=entry, path=path, reason=_reason(failure)) from failure

    def words(self, path: str, entry: str) -> dict[str, str]:
        """A JSON object of texts, as a map's file holds it."""
        place = self.inside(path, entry)
        if not place.is_file():
            raise TableNotFound(entry=entry, path=path, nearest=self._nearest(path))
        try:
            found = json.loads(place.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as failure:
            raise TableNotRead(entry=entry, path=path, reason=_reason(failure)) from failure
        if not isinstance(found, dict):
            raise TableNotRead(entry=entry, path=path, reason="a map's file is one JSON object, { … }")
        return {str(key): str(value) for key, value in found.items()}

    def _nearest(self, path: str) -> str:
        place = self.root / PurePosixPath(path).parent
        names = [each.name for each in place.iterdir()] if place.is_dir() else []
        return suggestion(PurePosixPath(path).name, names)


def _reason(failure: Exception) -> str:
    return (
        "it is not UTF-8 text"
        if isinstance(failure, UnicodeDecodeError)
        else str(failure).strip().rstrip(".") or "it is damaged"
    )


def _read(place: Path, path: str) -> Table:
    """A JSON table keeps its lists; every other kind is read as the sources room reads tables of answers."""
    if place.suffix.lower() == ".json":
        return _from_json(json.loads(place.read_text(encoding="utf-8-sig")), path)
    found = read_table(place)
    return Table(path, found.columns, tuple(dict(row) for row in found.rows), first_row=2)


def _from_json(found: object, path: str) -> Table:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError("it is not a list of objects")
    columns = tuple(dict.fromkeys(str(name) for row in found for name in row))
    return Table(
        path, columns, tuple({name: row.get(name) for name in columns} for row in found), first_row=1
    )
