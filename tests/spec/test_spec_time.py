"""Time in the matrix: said in or about, this frame or up to it, by wave, phase or interval."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.analysis.workbench import Workbench, cells, open_workbench

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.wave("2020", "2020")
    bench.wave("2021", "2021")
    bench.wave("2022", "2022")
    bench.adopt(CULTURE)
    # In the North adoption and implementation overlap, and adoption comes again.
    bench.phase("North", "Adoption", "2018/2019")
    bench.phase("North", "Implementation", "2019-07/2021")
    bench.phase("North", "Adoption", "2022/..")
    bench.phase("South", "Adoption", "2021")
    yield bench
    bench.study.close()


def place(bench: Workbench, case: str, wave: str, written: str | None, about: str | None) -> None:
    """One coding, said in a wave of a case at a date, about a time."""
    bench.source("t", "The oven was lit.", "document", case=case, wave=wave, written=written)
    bench.coding("t", "The oven was lit.", CULTURE, about=about)


def frames(bench: Workbench, **asked: object) -> list[str]:
    """The frames in which the coding counts."""
    return [
        column.headings[0].label
        for _, column, cell in cells(bench.matrix(cell="codings", **asked))
        if cell.value == 1
    ]


# A title; case, wave and date written; about; the clock and the reach; the waves in which it counts.
WAVES = [
    ("said in a wave", "2021", None, None, "said", "this", ["2021"]),
    ("said up to a wave", "2021", None, None, "said", "up_to", ["2021", "2022"]),
    ("a wave is the source's, whatever its date", "2021", "2022", None, "said", "this", ["2021"]),
    ("said in no wave", "", "2021", None, "said", "this", ["no wave"]),
    ("said in no wave, up to a wave", "", "2021", None, "said", "up_to", ["no wave"]),
    ("about a wave's year, said later", "2022", None, "2020", "about", "this", ["2020"]),
    ("about two waves' years", "2022", None, "2020/2021", "about", "this", ["2020", "2021"]),
    ("about a time before all waves", "2022", None, "2015", "about", "this", []),
    ("all about the time up to a wave", "2022", None, "2015", "about", "up_to", ["2020", "2021", "2022"]),
    ("from some year on", "2020", None, "2021/..", "about", "this", ["2021", "2022"]),
    ("until some year", "2022", None, "../2020", "about", "this", ["2020"]),
    ("about a year: that year", "2022", None, "2021~", "about", "this", ["2021"]),
    ("the time is not stated", "2022", None, None, "about", "this", ["time not stated"]),
    ("not stated is never before", "2022", None, None, "about", "up_to", ["time not stated"]),
]


@pytest.mark.parametrize(
    ("title", "wave", "written", "about", "clock", "reach", "counted"), WAVES, ids=[row[0] for row in WAVES]
)
def test_by_wave(
    bench: Workbench,
    title: str,
    wave: str,
    written: str | None,
    about: str | None,
    clock: str,
    reach: str,
    counted: list[str],
) -> None:
    place(bench, "North", wave, written, about)
    assert frames(bench, columns=("wave",), clock=clock, reach=reach) == counted, title


PHASES = [
    ("in one phase", "North", "2018", "this", ["Adoption"]),
    ("where two phases overlap, in both", "North", "2019-08", "this", ["Adoption", "Implementation"]),
    ("a phase that comes again, once", "North", "2018/2023", "this", ["Adoption", "Implementation"]),
    ("only the phase that comes again", "North", "2023", "this", ["Adoption"]),
    ("a phase is its case's own", "South", "2021", "this", ["Adoption"]),
    ("another case's phase is none of this case", "South", "2020", "this", []),
    ("before every phase", "North", "2010", "this", []),
    ("before, up to the end of each", "North", "2010", "up_to", ["Adoption", "Implementation"]),
    ("no case, no phase", "", "2019", "this", []),
    ("no date", "North", None, "this", ["time not stated"]),
    ("a time without beginning", "North", "../2018", "this", ["Adoption"]),
    ("a time without end", "North", "2021-12/..", "this", ["Adoption", "Implementation"]),
]


@pytest.mark.parametrize("clock", ["said", "about"])
@pytest.mark.parametrize(
    ("title", "case", "time", "reach", "counted"), PHASES, ids=[row[0] for row in PHASES]
)
def test_by_phase(
    bench: Workbench, title: str, case: str, time: str | None, reach: str, counted: list[str], clock: str
) -> None:
    """Said at a time or about it: the same rule, by days."""
    written, about = (time, None) if clock == "said" else (None, time)
    place(bench, case, "2020", written, about)
    assert frames(bench, columns=("phase",), clock=clock, reach=reach) == counted, title


INTERVALS = ("2018/2019", "2019/2020", "2021/..")
BY_INTERVAL = [
    ("within one", "2018-05", "this", ["2018 to 2019"]),
    ("within two that overlap", "2019-05", "this", ["2018 to 2019", "2019 to 2020"]),
    ("across all", "2018/2024", "this", ["2018 to 2019", "2019 to 2020", "from 2021 on"]),
    ("on the last day", "2019-12-31", "this", ["2018 to 2019", "2019 to 2020"]),
    ("on the first day after", "2021-01-01", "this", ["from 2021 on"]),
    ("up to the end of each", "2020", "up_to", ["2019 to 2020", "from 2021 on"]),
]


@pytest.mark.parametrize(
    ("title", "time", "reach", "counted"), BY_INTERVAL, ids=[row[0] for row in BY_INTERVAL]
)
def test_by_interval(bench: Workbench, title: str, time: str, reach: str, counted: list[str]) -> None:
    place(bench, "North", "2020", None, time)
    asked = {"columns": ("interval",), "intervals": INTERVALS, "clock": "about", "reach": reach}
    assert frames(bench, **asked) == counted, title


def test_a_coding_in_two_phases_counts_once_in_the_whole(bench: Workbench) -> None:
    place(bench, "North", "2020", None, "2019-08")
    assert bench.grid(columns=("case",), cell="codings") == {("Culture", "North"): 1}
    by_phase = bench.grid(columns=("case", "phase"), cell="codings", clock="about")
    assert sum(by_phase.values()) == 2


def test_who_was_interviewed_in_a_time_is_who_was_heard_in_it(bench: Workbench) -> None:
    for name in ("Ida Berg", "Olof Lind"):
        bench.person(name)
        for wave in ("2020", "2021") if name == "Ida Berg" else ("2020",):
            bench.said(f"{name} {wave}", name, f"The oven {wave}.", case="North", wave=wave)
    interviewed = {
        reach: [each.interviewed for each in bench.matrix(columns=("wave",), reach=reach).columns]
        for reach in ("this", "up_to")
    }
    assert interviewed == {"this": [2, 1, 0], "up_to": [2, 2, 2]}


def test_columns_for_no_wave_and_no_time_stand_only_where_they_are_needed(bench: Workbench) -> None:
    assert frames(bench, columns=("wave",)) == []
    headings = [each.headings[0].label for each in bench.matrix(columns=("wave",)).columns]
    assert headings == ["2020", "2021", "2022"]
    place(bench, "North", "", "2021", "2021")
    headings = [each.headings[0].label for each in bench.matrix(columns=("wave",)).columns]
    assert headings == ["2020", "2021", "2022", "no wave"]
    headings = [each.headings[0].label for each in bench.matrix(columns=("wave",), clock="about").columns]
    assert headings == ["2020", "2021", "2022"]
