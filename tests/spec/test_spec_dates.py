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


SAID = [
    ("a year", "2019", "2019", "2019", "2019年"),
    ("a month", "2020-03", "mars 2020", "mars 2020", "2020年3月"),
    ("the first of a month", "2020-03-01", "1 mars 2020", "1er mars 2020", "2020年3月1日"),
    ("about", "2019~", "omkring 2019", "2019 environ", "约2019年"),
    (
        "perhaps about",
        "2019-05%",
        "kanske omkring maj 2019",
        "mai 2019 environ, peut-être",
        "约2019年5月（不确定）",
    ),
    ("a season", "2020-23", "hösten 2020", "automne 2020", "2020年秋季"),
    ("half a year", "2020-41", "andra halvåret 2020", "semestre 2 de 2020", "2020年下半年"),
    ("a decade", "201X", "2010-talet", "les années 2010", "2010年代"),
    (
        "from, to",
        "2020-04/2021-06",
        "april 2020 till juni 2021",
        "d’avril 2020 à juin 2021",
        "2020年4月至2021年6月",
    ),
    ("within a year", "2020-03/2020-06", "mars till juni 2020", "de mars à juin 2020", "2020年3月至6月"),
    (
        "within a month",
        "2024-01-22/2024-01-23",
        "22 till 23 januari 2024",
        "du 22 au 23 janvier 2024",
        "2024年1月22日至23日",
    ),
    (
        "days of two months",
        "2024-01-01/2024-04-23",
        "1 januari till 23 april 2024",
        "du 1er janvier au 23 avril 2024",
        "2024年1月1日至4月23日",
    ),
    ("still going on", "2016/..", "från och med 2016", "à partir de 2016", "2016年起"),
    (
        "since a day",
        "2016-04-03/..",
        "från och med 3 april 2016",
        "à partir du 3 avril 2016",
        "2016年4月3日起",
    ),
    ("since a season", "2020-22/..", "från och med sommaren 2020", "à partir de l’été 2020", "2020年夏季起"),
    (
        "end unknown",
        "2016/",
        "från och med 2016, okänt slut",
        "à partir de 2016, fin inconnue",
        "2016年起，结束时间不详",
    ),
    ("until a year", "../2016", "till och med 2016", "jusqu’en 2016", "截至2016年"),
    (
        "until a day",
        "../2016-04-03",
        "till och med 3 april 2016",
        "jusqu’au 3 avril 2016",
        "截至2016年4月3日",
    ),
    ("at any time", "../..", "när som helst", "à tout moment", "任何时间"),
    ("at the latest", "[..2020]", "2020 eller tidigare", "2020 ou avant", "2020年或更早"),
    ("one or another", "[2019,2021]", "2019 eller 2021", "2019 ou 2021", "2019年或2021年"),
]


@pytest.mark.parametrize(
    ("title", "edtf", "swedish", "french", "chinese"), SAID, ids=[row[0] for row in SAID]
)
def test_dates_are_said_in_every_language(
    title: str, edtf: str, swedish: str, french: str, chinese: str
) -> None:
    assert [in_words(edtf, tag) for tag in ("sv", "fr", "zh-hans")] == [swedish, french, chinese], title


def test_a_language_without_a_wording_is_said_in_english() -> None:
    assert in_words("2020-03", "fi") == "March 2020"
    assert in_words("2020-03", "en-GB") == "March 2020"
