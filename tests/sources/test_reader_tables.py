"""Tables of answers: any format gives the same rows."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from caseloom.sources.readers.errors import (
    ColumnTwice,
    ColumnUnnamed,
    FileDamaged,
    FileEmpty,
    NoSuchSheet,
    NotATable,
    NoText,
    RowTooLong,
    Unreadable,
)
from caseloom.sources.readers.tables import read_table, table_of
from tests.sources.fixtures import zipped

ROWS = ({"id": "1", "answer": "Ja, ofta"}, {"id": "2", "answer": "Två\nrader"})


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", 'id,answer\n1,"Ja, ofta"\n2,"Två\nrader"\n'.encode()),
        ("a.csv", 'id;answer\r\n1;Ja, ofta\r\n2;"Två\nrader"\r\n'.encode("utf-8-sig")),
        ("a.csv", 'id\tanswer\n1\tJa, ofta\n2\t"Två\nrader"\n'.encode("utf-16")),
        ("a.tsv", 'id\tanswer\n\n1\tJa, ofta\n2\t"Två\nrader"\n'.encode()),
        ("a.csv", 'id,answer\n1,"Ja, ofta"\n2,"Två\nrader"\n'.encode("cp1252")),
        ("a.json", '[{"id": 1, "answer": "Ja, ofta"}, {"id": 2, "answer": "Två\\nrader"}]'.encode()),
        ("a.xlsx", workbook(Svar=[["id", "answer"], [1, "Ja, ofta"], [None, None], [2.0, "Två\nrader"]])),
    ],
)
def test_every_format_gives_the_same_rows(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    table = read_table(tmp_path / name)
    assert table.columns == ("id", "answer")
    assert table.rows == ROWS


def test_cells_of_a_workbook_are_written_without_needless_digits() -> None:
    when = datetime.datetime(2021, 3, 4, 5, 6)  # noqa: DTZ001 (a workbook knows no time zones)
    cells = [datetime.date(2021, 3, 4), when, 3.0, 3.25, True, None]
    table = table_of("a.xlsx", workbook(S=[["day", "time", "whole", "part", "yes", "none"], cells]))
    assert list(table.rows[0].values()) == ["2021-03-04", "2021-03-04T05:06:00", "3", "3.25", "true", ""]


def test_a_sheet_is_chosen_by_name() -> None:
    book = workbook(One=[["a"], ["1"]], Two=[["b"], ["2"]])
    assert table_of("a.xlsx", book).columns == ("a",)
    assert table_of("a.xlsx", book, sheet="Two").columns == ("b",)
    with pytest.raises(NoSuchSheet, match="“One”, “Two”"):
        table_of("a.xlsx", book, sheet="Three")


def test_short_rows_are_filled_and_empty_columns_left_out() -> None:
    assert table_of("a.csv", b"a,b,\n1\n").rows == ({"a": "1", "b": ""},)


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "a"
    book.worksheets[0]["XFD1048576"] = "z"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(NotATable, match="row 1048576, column 16384"):
        table_of("a.xlsx", stream.getvalue())


def spreadsheet(rows: int) -> bytes:
    made = OpenDocumentSpreadsheet()
    table = Table(name="S")
    for words, repeated in (("a", 1), ("x", rows)):
        row = TableRow(numberrowsrepeated=repeated)
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=words))
        row.addElement(cell)
        row.addElement(TableCell(numbercolumnsrepeated=16383))
        table.addElement(row)
    made.spreadsheet.addElement(table)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_open_document_sheets_are_read_and_endless_ones_refused() -> None:
    assert table_of("a.ods", spreadsheet(2)).rows == ({"a": "x"}, {"a": "x"})
    with pytest.raises(NotATable, match="repeats its cells"):
        table_of("a.ods", spreadsheet(99_999_999))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", FileEmpty),
        (b"\n \n", FileEmpty),
        (b",,\n,,\n", NoText),
        (b"a,a\n1,2\n", ColumnTwice),
        (b"a,,c\n1,2,3\n", ColumnUnnamed),
        (b"a,b\n1,2,3\n", RowTooLong),
        (b"%PDF-1.4", NotATable),
        (b'[{"a": 1}, 2]', NotATable),
        (b"[" * 100_000, NotATable),
        (zipped({"word/document.xml": "x"}), NotATable),
        (zipped({"xl/workbook.xml": "broken"}), FileDamaged),
    ],
)
def test_what_is_no_table_is_refused_with_one_sentence(data: bytes, refusal: type[Unreadable]) -> None:
    with pytest.raises(refusal) as refused:
        table_of("a.json" if data.startswith(b"[") else "a.csv", data)
    assert "Nothing was changed" in str(refused.value)
    assert refused.value.name in ("a.csv", "a.json")
