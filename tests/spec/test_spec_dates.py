"""Dates: how Caseloom reads them, and how it says them."""

from datetime import date

import pytest

from caseloom.dates import bounds, from_column, in_words

READ = [
    ("a year", "2019", "2019-01-01", "2019-12-31", "2019"),
    ("a month", "2020-03", "2020-03-01", "2020-03-31", "March 2020"),
    ("a day", "2020-02-29", "2020-02-29", "2020-02-29", "29 February 2020"),
    ("about a year: no day wider, but said", "2019~", "2019-01-01", "2019-12-31", "about 2019"),
    ("perhaps a year", "2019?", "2019-01-01", "2019-12-31", "perhaps 2019"),
    ("perhaps and about", "2019-05%", "2019-05-01", "2019-05-31", "perhaps about May 2019"),
    ("a season", "2020-21", "2020-03-01", "2020-05-31", "spring 2020"),
    ("a winter begins in its year's December", "2020-24", "2020-12-01", "2021-02-28", "winter 2020"),
    ("a southern summer", "2020-30", "2020-12-01", "2021-02-28", "summer 2020"),
    ("a quarter", "2020-34", "2020-04-01", "2020-06-30", "quarter 2 of 2020"),
    ("half a year", "2020-41", "2020-07-01", "2020-12-31", "half 2 of 2020"),
    ("a decade", "201X", "2010-01-01", "2019-12-31", "the 2010s"),
    ("a century", "20XX", "2000-01-01", "2099-12-31", "2000 to 2099"),
    ("some month", "2019-XX", "2019-01-01", "2019-12-31", "some time in 2019"),
    ("some day", "2019-12-XX", "2019-12-01", "2019-12-31", "some day in December 2019"),
    ("from, to", "2020-03/2021-06", "2020-03-01", "2021-06-30", "March 2020 to June 2021"),
    ("from, to within a year", "2020-03/2020-06", "2020-03-01", "2020-06-30", "March to June 2020"),
    ("from, to within a month", "2024-01-22/2024-01-23", "2024-01-22", "2024-01-23", "22 to 23 January 2024"),
    ("from about", "2016~/2019", "2016-01-01", "2019-12-31", "about 2016 to 2019"),
    ("still going on", "2016/..", "2016-01-01", None, "from 2016 on"),
    ("end unknown", "2016/", "2016-01-01", None, "from 2016, end unknown"),
    ("always until", "../2016", None, "2016-12-31", "until 2016"),
    ("start unknown", "/2016", None, "2016-12-31", "until 2016, start unknown"),
    ("at any time", "../..", None, None, "at any time"),
    ("one date, this year at the latest", "[..2020]", None, "2020-12-31", "2020 or before"),
    ("one date, this year at the earliest", "[2019..]", "2019-01-01", None, "2019 or after"),
    ("one of a range", "[2019..2021]", "2019-01-01", "2021-12-31", "some time from 2019 to 2021"),
    ("one or another", "[2019,2021]", "2019-01-01", "2021-12-31", "2019 or 2021"),
    ("both", "{2019,2021}", "2019-01-01", "2021-12-31", "2019 and 2021"),
    ("the year unknown", "XXXX-12-25", None, None, "XXXX-12-25"),
]


def day(iso: str | None) -> int | None:
    return date.fromisoformat(iso).toordinal() if iso else None


@pytest.mark.parametrize(("title", "edtf", "first", "last", "said"), READ, ids=[row[0] for row in READ])
def test_dates_are_read_and_said(
    title: str, edtf: str, first: str | None, last: str | None, said: str
) -> None:
    assert bounds(edtf) == (day(first), day(last)), title
    assert in_words(edtf) == said, title


TYPED = [
    ("an ISO day", "2023-06-28", "2023-06-28"),
    ("two days in a cell", "2024-01-22; 2024-01-23", "2024-01-22/2024-01-23"),
    ("two days with a blank between", "2023-07-03 2023-07-04", "2023-07-03/2023-07-04"),
    ("a spreadsheet's short form", "3-Jul-20", "2020-07-03"),
    ("the same with two digits", "16-Jul-20", "2020-07-16"),
    ("in words", "16 July 2020", "2020-07-16"),
    ("American, in words", "July 16, 2020", "2020-07-16"),
    ("a month", "Sept 2020", "2020-09"),
    ("day and month cannot be mistaken", "16/07/2020", "2020-07-16"),
    ("month and day cannot be mistaken", "7/16/2020", "2020-07-16"),
    ("years", "2019-2021", "2019/2021"),
    ("about", "c. 2019", "2019~"),
    ("EDTF stays as it is", "2016/..", "2016/.."),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("title", "cell", "edtf"), TYPED, ids=[row[0] for row in TYPED])
def test_cells_of_tables_become_dates(title: str, cell: str, edtf: str) -> None:
    assert from_column(cell) == edtf, title


def test_a_language_without_a_wording_yet_is_said_in_english() -> None:
    assert in_words("2020-03", "sv") == "March 2020"
    assert in_words("2020-03", "en-GB") == "March 2020"
