"""A listing keeps its values in every format, and words of a study stay words."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from caseloom.reporting.formats import ListingNotWritten, to_csv, to_html, to_json, write, write_xlsx
from caseloom.reporting.listing import Column, Listing, columns

NASTY = '<script>alert("x")</script> & =1+1'
LISTING = Listing(
    "people",
    "People & places",
    (*columns("name", "id", hidden=("id",)), Column("words", "words said", number=True), Column("evidence")),
    [("林老师 🧱", "a-1", 40, True), (NASTY, "a-2", None, False), ("=SUM(A1:A9)", "a-3", 0, None)],
    above=("The rule.",),
    below=("– nothing collected",),
)


def test_json_is_a_list_of_objects_in_plain_utf8() -> None:
    written = to_json(LISTING)
    assert "林老师 🧱" in written
    assert json.loads(written) == LISTING.objects()
    assert json.loads(written)[1] == {"name": NASTY, "id": "a-2", "words": None, "evidence": False}


def test_csv_gives_the_same_rows_back_and_tells_nothing_from_none_by_an_empty_cell() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(LISTING))))
    assert rows[0] == ["name", "id", "words", "evidence"]
    assert rows[1] == ["林老师 🧱", "a-1", "40", "true"]
    assert rows[2] == [NASTY, "a-2", "", "false"]
    assert rows[3] == ["=SUM(A1:A9)", "a-3", "0", ""]


def test_a_csv_file_begins_with_the_mark_that_spreadsheets_look_for(tmp_path: Path) -> None:
    write(LISTING, "csv", tmp_path / "people.csv")
    assert (tmp_path / "people.csv").read_bytes().startswith(b"\xef\xbb\xbfname,id")


def test_html_shows_words_as_words() -> None:
    page = to_html(LISTING)
    assert "<script" not in page.replace("&lt;script", "")
    assert "&lt;script&gt;" in page
    assert "<h1>People &amp; places</h1>" in page
    assert page.index("The rule.") < page.index("<table>") < page.index("– nothing collected")
    assert "<th scope=col>words said</th>" in page


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    write_xlsx(LISTING, path)
    sheet = openpyxl.load_workbook(path)["people"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "The rule."
    assert rows[1] == ["name", "id", "words said", "evidence"]
    assert rows[2] == ["林老师 🧱", "a-1", 40, True]
    assert rows[3][0] == NASTY
    assert rows[4][0] == "=SUM(A1:A9)"
    assert sheet.cell(5, 1).data_type == "s", "a text must not become a formula"
    assert rows[-1][0] == "– nothing collected"


def test_a_text_longer_than_a_cell_says_that_it_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    write_xlsx(Listing("long", "Long", columns("text"), [("a" * 40_000,)]), path)
    held = openpyxl.load_workbook(path)["long"].cell(2, 1).value
    assert isinstance(held, str)
    assert len(held) == 32_767
    assert held.endswith("…")


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ListingNotWritten, match="could not be written"):
        write(LISTING, "json", tmp_path / "no such folder" / "people.json")
