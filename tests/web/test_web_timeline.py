"""A case's picture over time."""

from datetime import date

from caseloom.web.components.matrix import dots, share
from caseloom.web.components.passages import slot
from caseloom.web.components.timeline import band, in_lanes, scale_over, ticks
from caseloom.web.components.turns import Mark, Turn, minimap


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def test_the_scale_holds_whole_years() -> None:
    scale = scale_over([day("2019-05-02"), None, day("2021-03-01")])
    assert scale is not None
    assert (scale.first, scale.last) == (day("2019-01-01"), day("2021-12-31"))
    assert [tick.label for tick in ticks(scale)] == ["2019", "2020", "2021"]


def test_no_stated_day_gives_no_scale() -> None:
    assert scale_over([None]) is None


def test_many_years_are_thinned() -> None:
    scale = scale_over([day("2000-01-01"), day("2023-01-01")])
    assert scale is not None
    assert len(ticks(scale)) <= 6


def test_an_open_end_reaches_the_edge() -> None:
    scale = scale_over([day("2019-01-01"), day("2020-12-31")])
    assert scale is not None
    shown = band(scale, (day("2020-01-01"), None), label="on", kind="other")
    assert shown.open_end
    assert not shown.open_start
    assert shown.x + shown.width == 100


def test_phases_that_overlap_lie_in_lanes() -> None:
    scale = scale_over([day("2019-01-01"), day("2022-12-31")])
    assert scale is not None
    stretches = [("2019-01-01", "2020-12-31"), ("2020-06-01", "2021-06-01"), ("2021-01-01", "2022-01-01")]
    bands = in_lanes(band(scale, (day(a), day(b)), label="", kind="other") for a, b in stretches)
    assert [each.lane for each in bands] == [0, 1, 0]


def test_shades_are_quarters_rounded_up() -> None:
    assert [share(part, 5) for part in range(6)] == [0, 1, 2, 3, 4, 4]
    assert share(3, 0) == 0


def test_dots_stand_for_people_until_they_would_be_a_crowd() -> None:
    assert dots(2, 3) == (True, True, False)
    assert dots(2, 30) == ()


def test_forty_eight_codes_have_a_pair_of_hue_and_line_each() -> None:
    assert len({slot(place) for place in range(48)}) == 48
    assert slot(48) == slot(0) == (1, 1)


def test_the_minimap_shows_a_hue_once_a_line() -> None:
    marks = (Mark(0, 4, 3, 1), Mark(1, 5, 3, 1), Mark(90, 95, 7, 1))
    turn = Turn(number=1, start=0, words="x" * 100, marks=marks)
    assert minimap((turn,), 100, rows=10).paths == ((3, "M0 0h1v1H0z"), (7, "M0 9h1v1H0z"))
