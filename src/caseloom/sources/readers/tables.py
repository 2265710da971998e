"""Tables of answers: every format to rows of strings under named columns."""

import csv
import io
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import Any, Final

from caseloom.sources.readers import bytes_of
from caseloom.sources.readers.archive import Archive
from caseloom.sources.readers.composing import tidy
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.errors import (
    ColumnTwice,
    ColumnUnnamed,
    DeclaresEntities,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    NoSuchSheet,
    NotATable,
    NoText,
    RowTooLong,
    TableUnusable,
)
from caseloom.sources.readers.model import Note

MOST_CELLS: Final = 20_000_000
_DELIMITERS: Final = (",", "\t", ";", "|")
_MOST_IN_CELL: Final = 10_000_000
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    Every row has every column; an empty cell is "". Dates are written as ISO 8601, whole numbers
    without a decimal point, truth values as "true" and "false". Empty rows are left out.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    notes: tuple[Note, ...] = ()


def read_table(path: Path, *, sheet: str | None = None, limit: int | None = None) -> Table:
    """Read csv, tsv, xlsx, ods or json (a list of objects) as a table.

    Delimiter and encoding of text are detected. Of a workbook the sheet named, else the first.
    Raises subclasses of Unreadable.
    """
    return table_of(path.name, bytes_of(path, limit=limit), sheet=sheet)


def table_of(name: str, data: bytes, *, sheet: str | None = None) -> Table:
    """The same from bytes; `name` is used for its ending and in sentences."""
    if not data.strip(b"\0 \t\r\n"):
        raise FileEmpty(name=name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return _checked(name, _workbook(name, data, sheet), ())
    decoded = decode(name, data)
    text = decoded.text
    if "\0" in text or text.startswith("%PDF-"):
        raise NotATable(name=name, reason="it holds bytes that are no text")
    if PurePath(name).suffix.lower() == ".json" or text.lstrip()[:2] in ("[{", "[\n"):
        return _objects(name, text, decoded.notes)
    return _checked(name, _separated(name, text), decoded.notes)


def _separated(name: str, text: str) -> list[list[str]]:
    delimiter = _delimiter(name, text)
    csv.field_size_limit(_MOST_IN_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        return [[tidy(cell) for cell in row] for row in reader]
    except csv.Error as problem:
        raise NotATable(name=name, reason=str(problem)) from None


def _delimiter(name: str, text: str) -> str:
    """The separator that gives the first rows the same number of cells, and most of them."""
    if PurePath(name).suffix.lower() in (".tsv", ".tab"):
        return "\t"
    best, most = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = _widths(text[:20_000], delimiter)
        if widths and widths[0] > 1:
            same = sum(width == widths[0] for width in widths) / len(widths)
            if (same, widths[0]) > most:
                best, most = delimiter, (same, widths[0])
    return best


def _widths(head: str, delimiter: str) -> list[int]:
    try:
        rows = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return []
    # The head may end in the middle of a row.
    return rows[:50] if len(rows) < 2 else rows[:-1][:50]


def _workbook(name: str, data: bytes, sheet: str | None) -> list[list[str]]:
    _check_workbook(name, data)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        wanted = sheet if sheet is not None else next(iter(book.sheet_names), None)
        if wanted is None or wanted not in book.sheet_names:
            raise NoSuchSheet(
                name=name, sheet=sheet or "", sheets=", ".join(f"“{one}”" for one in book.sheet_names)
            )
        found = book.get_sheet_by_name(wanted)
        if found.total_height * found.total_width > MOST_CELLS:
            raise NotATable(name=name, reason=f"it has more than {MOST_CELLS} cells")
        return [[_written(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    except python_calamine.PasswordError:
        raise FileEncrypted(name=name) from None
    except TableUnusable:
        raise
    except BaseException as problem:
        # The reader is Rust: what it calls a panic is no Exception, and says the same, a broken file.
        if isinstance(problem, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        reason = " ".join(str(problem).split())[:80] or type(problem).__name__
        raise FileDamaged(name=name, format="table", reason=reason) from None


def _check_workbook(name: str, data: bytes) -> None:
    """Look into a packed workbook before the reader unpacks it."""
    if not data.startswith(b"PK"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileEncrypted(name=name)
        return
    archive = Archive(name, data, "table")
    names = archive.names
    for part in names:
        if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:10_000].replace(
            b"\0", b""
        ):
            raise DeclaresEntities(name=name)
    if not any(part.startswith("xl/") for part in names) and "content.xml" not in names:
        raise NotATable(name=name, reason="it is an archive, or a document")
    _check_extent(archive)
    if "content.xml" in names:
        _check_repeats(archive)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise FileEncrypted(name=name)


def _check_extent(archive: Archive) -> None:
    """Refuse a sheet whose furthest cell would make a full grid of it too large for the memory."""
    for part in archive.names:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            rows = columns = 0
            for found in _CELL.finditer(archive.read(part)):
                columns, rows = max(columns, _column(found[1])), max(rows, int(found[2]))
            if rows * columns > MOST_CELLS:
                raise NotATable(name=archive.name, reason=f"a cell stands in row {rows}, column {columns}")


def _check_repeats(archive: Archive) -> None:
    """Refuse an .ods that says in a few bytes "this cell, a million times"."""
    from caseloom.sources.readers.trees import attribute, local, parse

    cells = 0
    for row in parse(archive.name, archive.read("content.xml"), "ods").iter():
        if local(row) == "table-row":
            width = filled = 0
            for cell in row:
                width += _times(attribute(cell, "number-columns-repeated"))
                # Empty cells to the end of the sheet are usual, and cost nothing.
                filled = width if attribute(cell, "value-type") or len(cell) else filled
            cells += filled * _times(attribute(row, "number-rows-repeated"))
    if cells > MOST_CELLS:
        raise NotATable(name=archive.name, reason=f"it repeats its cells {cells} times")


def _times(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 12 else 1


def _column(letters: bytes) -> int:
    """A column's place from its letters: A is 1, AA is 27."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _written(cell: Any) -> str:
    """A cell as a string: no clock where there is none, no decimals where there are none."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if math.isfinite(cell) and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return tidy(str(cell))


def _objects(name: str, text: str, notes: tuple[Note, ...]) -> Table:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotATable(name=name, reason=f"JSON: {str(problem)[:80]}") from None
    if not isinstance(loaded, list) or not loaded or not all(isinstance(row, dict) for row in loaded):
        raise NotATable(name=name, reason="its JSON is not a list of objects")
    columns = list(dict.fromkeys(key for row in loaded for key in row))
    cells = [[_from_json(row.get(column)) for column in columns] for row in loaded]
    return _checked(name, [[tidy(column) for column in columns], *cells], notes)


def _from_json(value: object) -> str:
    if isinstance(value, list | dict):
        return tidy(json.dumps(value, ensure_ascii=False))
    return _written(value) if not isinstance(value, int) or isinstance(value, bool) else str(value)


def _checked(name: str, cells: Sequence[Sequence[str]], notes: tuple[Note, ...]) -> Table:
    """The first row that is not empty names the columns; empty columns and rows are left out."""
    filled = [(number, row) for number, row in enumerate(cells, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise NoText(name=name)
    (_, head), *body = filled
    columns = _columns(name, [cell.strip() for cell in head], body)
    rows = []
    for number, row in body:
        extra = [cell for cell in row[len(head) :] if cell.strip()]
        if extra:
            raise RowTooLong(name=name, row=number, found=len(row), expected=len(columns))
        rows.append({column: row[place] if place < len(row) else "" for place, column in columns})
    return Table(tuple(column for _, column in columns), tuple(rows), notes)


def _columns(name: str, head: list[str], body: list[tuple[int, Sequence[str]]]) -> list[tuple[int, str]]:
    columns: list[tuple[int, str]] = []
    seen: set[str] = set()
    for place, column in enumerate(head):
        if not column:
            if any(place < len(row) and row[place].strip() for _, row in body):
                raise ColumnUnnamed(name=name, place=place + 1)
            continue
        if column in seen:
            raise ColumnTwice(name=name, column=column)
        seen.add(column)
        columns.append((place, column))
    return columns
