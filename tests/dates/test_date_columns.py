"""Cells of tables: what is read, and what is refused rather than guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.dates import NotADateInAColumn, can_read, check, from_column


@pytest.mark.parametrize(
    "cell", ["03/07/2020", "31-Feb-20", "n/a", "soon", "Juli 2020", "20-22", "43831", "2020-13-01"]
)
def test_a_cell_that_can_mean_two_days_or_none_is_refused(cell: str) -> None:
    with pytest.raises(NotADateInAColumn, match="28-Jun-23"):
        from_column(cell)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_cell_is_no_date_and_no_failure(empty: object) -> None:
    assert from_column(empty) == ""


def test_a_spreadsheet_s_own_dates_are_taken_as_they_are() -> None:
    assert from_column(date(2020, 7, 3)) == "2020-07-03"
    assert from_column(datetime(2020, 7, 3, 9, 30)) == "2020-07-03"  # noqa: DTZ001 - spreadsheets know no zone
    assert from_column(2019.0) == "2019"
    assert from_column(2019) == "2019"


MANY_FORMS = ["%Y-%m-%d", "%d-%b-%y", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"]


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)), st.sampled_from(MANY_FORMS))
def test_a_day_comes_back_from_every_usual_form(day: date, form: str) -> None:
    written = datetime(day.year, day.month, day.day).strftime(form)  # noqa: DTZ001
    assert from_column(written) == day.isoformat()


@given(st.lists(st.dates(), min_size=2, max_size=4), st.sampled_from(["; ", ";", " "]))
def test_several_days_become_the_span_from_first_to_last(days: list[date], between: str) -> None:
    span = from_column(between.join(day.isoformat() for day in days))
    first, last = min(days).isoformat(), max(days).isoformat()
    assert span == (first if first == last else f"{first}/{last}")


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.none(), st.booleans()))
def test_whatever_is_returned_can_be_read_as_a_date(value: object) -> None:
    try:
        edtf = from_column(value)
    except NotADateInAColumn:
        return
    assert edtf == "" or (can_read(edtf) and check(edtf) == edtf)
