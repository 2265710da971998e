"""Writing a listing as json, csv, html or xlsx."""

import csv
import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from caseloom.language import CaseloomError
from caseloom.reporting.listing import Column, Listing, Value

FORMATS: Final = ("table", "json", "csv", "xlsx", "html")
# What a cell of a workbook holds at most; a longer text would make the file unreadable.
_MOST_IN_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_576


class ListingNotWritten(CaseloomError):
    """A file could not be written."""

    sentence = "{path} could not be written ({reason}); no file was changed. Check its folder and try again."
    exit_code = 3


class TooManyRows(CaseloomError):
    """A workbook's sheet has an end."""

    sentence = (
        "A sheet of a workbook holds {most} rows and the listing has {count}, so {path} was not written. "
        "Use csv or json."
    )
    exit_code = 3


def to_json(listing: Listing) -> str:
    """A list of objects, one a row, named by the columns; UTF-8 as it is, not escaped."""
    return json.dumps(listing.objects(), ensure_ascii=False, indent=1) + "\n"


def to_csv(listing: Listing) -> str:
    """Comma-separated (RFC 4180), the columns' names first; None is an empty cell.

    Words are written as they are: a cell that begins with "=" is text here, and a spreadsheet
    program may take it for a formula. Who wants to open it there takes xlsx.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.name for column in listing.columns])
    writer.writerows([_in_csv(value) for value in row] for row in listing.rows)
    return written.getvalue()


def to_html(listing: Listing) -> str:
    """One whole page without scripts; words of a study are always text in it."""
    heads = "".join(f"<th scope=col>{_text(_heading(column))}</th>" for column in listing.columns)
    body = "\n".join(f"<tr>{''.join(map(_cell, listing.columns, row))}</tr>" for row in listing.rows)
    above, below = (
        "\n".join(f"<p>{_text(sentence)}</p>" for sentence in sentences)
        for sentences in (listing.above, listing.below)
    )
    title = _text(listing.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{above}\n<table>\n<thead>"
        f"<tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n{below}\n</body>\n</html>\n"
    )


def write_xlsx(listing: Listing, path: Path) -> None:
    """A workbook of one sheet: sentences above, headings that stay, rows, sentences below.

    Every text is a text: nothing in it becomes a formula or a link. Texts beyond what a cell holds
    (32,767 characters) end in "…".
    """
    import xlsxwriter

    if len(listing.rows) + len(listing.above) + len(listing.below) + 3 > _MOST_ROWS:
        raise TooManyRows(most=_MOST_ROWS, count=len(listing.rows), path=path)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {**options, "in_memory": True}) as book:
        _fill(book, listing)
    write_bytes(data.getvalue(), path)


def _fill(book: Any, listing: Listing) -> None:
    sheet = book.add_worksheet(listing.name[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head = len(listing.above)
    for at, sentence in enumerate(listing.above):
        sheet.write_string(at, 0, sentence)
    for place, column in enumerate(listing.columns):
        sheet.write_string(head, place, _heading(column), bold)
        sheet.set_column(place, place, _width(listing, place))
    sheet.freeze_panes(head + 1, 0)
    for at, row in enumerate(listing.rows, start=head + 1):
        for place, value in enumerate(row):
            _write_cell(sheet, at, place, value, wrapped)
    for at, sentence in enumerate(listing.below, start=head + len(listing.rows) + 2):
        sheet.write_string(at, 0, sentence)


def _write_cell(sheet: Any, at: int, place: int, value: Value, wrapped: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(at, place, _fitting(value), wrapped)
    elif value is not None:
        sheet.write(at, place, value, wrapped)


def _fitting(text: str) -> str:
    return text if len(text) <= _MOST_IN_CELL else text[: _MOST_IN_CELL - 1] + "…"


def _width(listing: Listing, place: int) -> int:
    seen = [len(str(row[place] or "")) for row in listing.rows[:200]]
    return max(8, min(60, max([len(_heading(listing.columns[place])), *seen]) + 2))


def write_text(text: str, path: Path, *, marked: bool = False) -> None:
    """Write a text as UTF-8; `marked` puts the mark first that spreadsheet programs look for."""
    write_bytes(text.encode("utf-8-sig" if marked else "utf-8"), path)


def write_bytes(data: bytes, path: Path) -> None:
    """Write a file wholly or not at all; raises `ListingNotWritten`."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as trouble:
        fresh.unlink(missing_ok=True)
        raise ListingNotWritten(path=path, reason=trouble.strerror or str(trouble)) from trouble


TEXTS: Final[dict[str, Callable[[Listing], str]]] = {"json": to_json, "csv": to_csv, "html": to_html}


def write(listing: Listing, form: str, path: Path) -> None:
    """Write a listing to a file in one of the formats but "table"."""
    if form == "xlsx":
        write_xlsx(listing, path)
    else:
        write_text(TEXTS[form](listing), path, marked=form == "csv")


def _heading(column: Column) -> str:
    return column.heading or column.name


def _in_csv(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def _cell(column: Column, value: Value) -> str:
    words = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    kind = " class=number" if column.number else ""
    return f"<td{kind}>{_text(words)}</td>"


def _text(words: str) -> str:
    return html.escape(words)


_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem;border-bottom:1px solid #ddd;"
    "white-space:pre-line}td.number{text-align:right;font-variant-numeric:tabular-nums}"
    "thead th{position:sticky;top:0;background:#fff;border-bottom:2px solid #888}"
)
