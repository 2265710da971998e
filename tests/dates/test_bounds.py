"""Bounds against two other readers: a brute-force walk over the days, and the `edtf` package."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseloom.dates import NotADate, bounds, can_read, check, overlaps

FIRST, END = date(1996, 1, 1), date(2002, 1, 1)  # whole years, so that no month is cut short
DAYS = [FIRST + timedelta(n) for n in range((END - FIRST).days)]

plain_dates = st.one_of(
    st.sampled_from(range(1996, 2002)).map(lambda year: f"{year:04}"),
    st.sampled_from(DAYS).map(lambda day: day.isoformat()[:7]),
    st.sampled_from(DAYS).map(date.isoformat),
)


def days_meant(plain: str) -> set[int]:
    """The oracle: every day whose ISO form begins with the plain date."""
    return {day.toordinal() for day in DAYS if day.isoformat().startswith(plain)}


@given(plain_dates)
def test_a_plain_date_is_the_days_whose_iso_form_it_begins(plain: str) -> None:
    meant = days_meant(plain)
    assert bounds(plain) == (min(meant), max(meant))


@given(plain_dates, st.sampled_from("?~%"))
def test_a_mark_of_doubt_widens_nothing(plain: str, mark: str) -> None:
    assert bounds(plain + mark) == bounds(plain)


@given(plain_dates, plain_dates)
def test_two_plain_dates_overlap_when_they_share_a_day(a: str, b: str) -> None:
    assert overlaps(a, b) == bool(days_meant(a) & days_meant(b))
    assert overlaps(a, b) == overlaps(b, a)


@given(plain_dates, plain_dates, plain_dates)
def test_an_interval_is_every_day_between_its_ends(start: str, end: str, other: str) -> None:
    if min(days_meant(start)) > max(days_meant(end)):
        with pytest.raises(NotADate, match="ends before it begins"):
            bounds(f"{start}/{end}")
        return
    between = set(range(min(days_meant(start)), max(days_meant(end)) + 1))
    assert overlaps(f"{start}/{end}", other) == bool(between & days_meant(other))
    assert overlaps(f"{start}/..", other) == (max(days_meant(other)) >= min(between))
    assert overlaps(f"../{end}", other) == (min(days_meant(other)) <= max(between))


@settings(max_examples=40, deadline=None)
@given(plain_dates, plain_dates)
def test_the_quick_path_and_the_package_read_the_same(start: str, end: str) -> None:
    from edtf import parse_edtf, struct_time_to_date

    written = f"{min(start, end)[:4]}/{max(start, end)}"
    parsed = parse_edtf(written)
    expected = tuple(
        struct_time_to_date(each).toordinal() for each in (parsed.lower_strict(), parsed.upper_strict())
    )
    assert bounds(written) == expected


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    if can_read(text):
        assert check(text) == text.strip()
        bounds(text)
    else:
        with pytest.raises(NotADate, match="Write for example"):
            check(text)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " ",
        "soon",
        "2019-13",
        "2019-00",
        "2019-02-30",
        "2019-3",
        "19",
        "2019-0X",
        "2019-1X",
        "201x",
        "0000",
        "-0003",
        "Y17000",
        "/",
        "2020/2019",
        "[2020..2019]",
        "2019/2020/2021",
        "2020-21-03",
        "2019-06/2019-05",
    ],
)
def test_what_is_no_date_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotADate, match=r"2016/\.\."):
        check(wrong)
    assert not can_read(wrong)
    assert capsys.readouterr().out == ""


def test_reading_plain_dates_does_not_load_the_package() -> None:
    """Start-up stays quick: the package alone takes longer to load than the first page may."""
    program = (
        "import sys; from caseloom.dates import bounds, in_words; bounds('2019-03/2020~');"
        "bounds('2020-21/..');"
        "in_words('2020-24'); sys.exit('edtf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
