"""The data folder of a build: files in it, never beside or above it, and its tables."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from caseloom.building.problems import OutsideTheFolder, TableNotFound, TableNotRead, suggestion

_BETWEEN = ",;\t"


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
        except (ValueError, KeyError, OSError, csv.Error) as failure:
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
        else str(failure).strip() or "it is damaged"
    )


def _read(place: Path, path: str) -> Table:
    kind = place.suffix.lower()
    if kind == ".json":
        return _from_json(json.loads(place.read_text(encoding="utf-8-sig")), path)
    if kind in (".xlsx", ".xls", ".ods"):
        return _from_spreadsheet(place, path)
    if kind in (".csv", ".tsv"):
        return _from_text(place.read_text(encoding="utf-8-sig"), path, "\t" if kind == ".tsv" else None)
    raise ValueError(f'"{kind}" is no kind of table')


def _from_text(text: str, path: str, between: str | None) -> Table:
    header = text.partition("\n")[0]
    between = between or max(_BETWEEN, key=header.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))
    return _from_rows([list(row) for row in rows], path)


def _from_rows(rows: list[list[object]], path: str) -> Table:
    if not rows:
        raise ValueError("it is empty")
    columns = tuple(str(name).strip() for name in rows[0])
    repeated = {name for name in columns if name and columns.count(name) > 1}
    if repeated:
        raise ValueError(f'the column "{min(repeated)}" stands in it twice')
    filled = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(columns) and any(str(cell).strip() for cell in row[len(columns) :]):
            raise ValueError(f"row {number} has {len(row)} cells under {len(columns)} columns")
        filled.append(dict(zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=False)))
    # Blank lines at the end of a table are no rows; those between are, so that row numbers stay true.
    while filled and not any(str(cell).strip() for cell in filled[-1].values()):
        filled.pop()
    return Table(path, columns, tuple(filled), first_row=2)


def _from_spreadsheet(place: Path, path: str) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(place).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as failure:
        raise ValueError(f"it cannot be opened: {failure}") from failure
    return _from_rows([list(row) for row in rows], path)


def _from_json(found: object, path: str) -> Table:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError("it is not a list of objects")
    columns = tuple(dict.fromkeys(str(name) for row in found for name in row))
    return Table(
        path, columns, tuple({name: row.get(name) for name in columns} for row in found), first_row=1
    )
