"""Times typed in words: whatever the program says is read back, in every language of its pages."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.dates import NotATime, can_read, from_words, in_words, to_type

LANGUAGES = st.sampled_from(("en", "sv", "fr", "zh-hans"))
days = st.dates(min_value=date(1000, 1, 1)).map(lambda day: day.isoformat())
plain = days.flatmap(lambda day: st.sampled_from((day[:4], day[:7], day)))
seasons = st.builds("{:04}-{}".format, st.integers(1000, 9998), st.integers(21, 24))
ones = st.builds("{}{}".format, plain | seasons, st.sampled_from(("", "", "~", "?", "%")))
intervals = st.one_of(
    st.builds("{}/{}".format, ones, ones),
    days.flatmap(lambda day: st.sampled_from([f"{day[:7]}-01/{day[:7]}-28", f"{day[:4]}-03/{day[:4]}-11"])),
    days.map(lambda day: f"{day[:4]}-02-03/{day[:4]}-10-01"),
    ones.map("{}/..".format),
    ones.map("../{}".format),
).filter(can_read)


@given(ones | intervals, LANGUAGES)
def test_what_is_said_is_read_back(edtf: str, language: str) -> None:
    said = in_words(edtf, language)
    assert from_words(said, language) == edtf
    assert from_words(f" {said.upper()} ", language) == edtf
    assert to_type(edtf, language) == said


@given(ones | intervals)
def test_english_is_read_in_every_language(edtf: str) -> None:
    for language in ("sv", "fr", "zh-hans", "fi"):
        assert from_words(in_words(edtf), language) == edtf


@given(st.text(max_size=12), LANGUAGES)
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    with suppress(NotATime):
        assert can_read(from_words(text, language))


@pytest.mark.parametrize(
    ("written", "language", "edtf"),
    [
        ("November 2017", "en", "2017-11"),
        ("12 november 2017", "sv", "2017-11-12"),
        ("Nov 2017", "en", "2017-11"),
        ("November 12, 2017", "en", "2017-11-12"),
        ("2017 to 2018", "en", "2017/2018"),
        ("2017-2018", "fr", "2017/2018"),
        ("from January 2019 on", "en", "2019-01/.."),
        ("de l'été 2019 au 1er mars 2020", "fr", "2019-22/2020-03-01"),
        ("2017年11月12日", "zh-hans", "2017-11-12"),
        ("2016/..", "zh-hans", "2016/.."),
        ("since 2004", "en", "2004/.."),
        ("sedan maj 2004", "sv", "2004-05/.."),
        ("depuis mai 2004", "fr", "2004-05/.."),
        ("自2004年以来", "zh-hans", "2004/.."),
    ],
)
def test_what_people_type(written: str, language: str, edtf: str) -> None:
    assert from_words(written, language) == edtf


@pytest.mark.parametrize("written", ["soon", "31 February 2020", "2020 to 2019", "3/7/2020", "", ";"])
def test_what_is_no_time(written: str) -> None:
    with pytest.raises(NotATime, match="November 2017"):
        from_words(written)


def test_what_words_cannot_tell_apart_is_shown_as_it_is_written() -> None:
    assert to_type("2020-30") == "2020-30"
    assert to_type("2019-XX", "sv") == "2019-XX"
