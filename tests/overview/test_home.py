"""Study home: what was collected against what was planned, what wants attention, who did what last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.coding.actions import decide, save_query
from caseloom.coding.readings import candidates_of
from caseloom.design.actions import add
from caseloom.design.model import NewPlan
from caseloom.overview.readings import Collected, StudyHome, home
from caseloom.record.readings import acts_as_one
from caseloom.sources.actions import remove_source, revise_source
from tests.analysis.workbench import Workbench, document, open_workbench

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.wave("First", "2020")
    bench.wave("Second", "2021")
    bench.person("Ida Berg", case="North")
    yield bench
    bench.study.close()


def at_home(bench: Workbench) -> StudyHome:
    with bench.file.read() as db:
        return home(db, bench.viewer)


def collected(bench: Workbench) -> list[tuple[str, str, str, int, int | None]]:
    names = {id: name for known in (bench.cases, bench.waves) for name, id in known.items()}
    return [
        (names.get(each.case, ""), names.get(each.wave, ""), each.source_kind, each.collected, each.planned)  # type: ignore[arg-type]
        for each in at_home(bench).collected
    ]


def test_a_new_study_is_empty_and_says_so(tmp_path: Path) -> None:
    bench = open_workbench(tmp_path)
    found = at_home(bench)
    bench.study.close()
    assert found.card is not None
    assert (found.cases, found.collected, found.attention) == ((), (), ())
    assert (found.totals.sources, found.totals.words, found.totals.codings) == (0, 0, 0)
    assert [(each.name, each.action) for each in found.last_changes] == [
        ("Ann", "study.describe"),
        ("Ann", "person.join"),
    ]


def test_collected_stands_against_planned(bench: Workbench) -> None:
    north, first = bench.cases["North"], bench.waves["First"]
    for case, wave, kind, count in (
        (north, first, "interview", 2),
        (north, None, "interview", 5),
        (None, None, "document", 3),
    ):
        add(bench.file, bench.viewer, NewPlan(case=case, wave=wave, source_kind=kind, count=count))
    bench.said("a", "Ida Berg", "One.", case="North", wave="First")
    bench.said("b", "Ida Berg", "Two.", case="North", wave="Second")
    bench.source("c", "Three.", "document", case="South")
    bench.source("d", "Four.", "field_note", case="South", wave="First")
    assert collected(bench) == [
        ("North", "First", "interview", 1, 2),
        ("North", "", "interview", 2, 5),
        ("", "", "document", 1, 3),
        ("South", "First", "field_note", 1, None),
    ]


def test_more_in_one_wave_does_not_stand_for_less_in_another() -> None:
    rows = [Collected(None, None, "interview", got, planned) for got, planned in ((0, 1), (3, 2), (5, None))]
    assert [each.met for each in rows] == [0, 2, 0]
    assert [each.over for each in rows] == [0, 1, 0]


def test_what_was_taken_out_is_not_collected(bench: Workbench) -> None:
    add(bench.file, bench.viewer, NewPlan(source_kind="interview", count=1))
    bench.said("a", "Ida Berg", "One.", case="North")
    remove_source(bench.file, bench.viewer, bench.sources["a"])
    assert collected(bench) == [("", "", "interview", 0, 1)]
    assert at_home(bench).totals.sources == 0


def test_what_wants_attention(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    bench.source("d", "The oven was lit.", "document", case="North")
    bench.source("i", "Interviewer: Well?\n\nInterviewer: Nothing?", "interview")
    save_query(bench.file, bench.viewer, "ovens", "oven", bench.of(CULTURE))
    assert {each.about: each.count for each in at_home(bench).attention} == {
        "no_evidence": 1,
        "no_case": 1,
        "candidates": 1,
        "unused": 1,
        "undated": 1,
    }
    with bench.file.read() as db:
        [candidate] = candidates_of(db, bench.viewer)
    decide(bench.file, bench.viewer, candidate, "accepted")
    assert {each.about for each in at_home(bench).attention} == {"no_evidence", "no_case", "undated"}


def test_a_case_shows_what_there_is_of_it(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    bench.phase("North", "Adoption", "2019")
    bench.said("a", "Ida Berg", "We began small.", case="North")
    bench.coding("a", "began small", CULTURE)
    north, south = at_home(bench).cases
    assert (north.sources, north.participants, north.words, north.codings) == (1, 1, 6, 1)
    assert [each.name for each in north.phases] == ["Adoption"]
    assert (south.sources, south.participants, south.words, south.codings, south.phases) == (0, 0, 0, 0, ())


def test_what_somebody_did_to_one_thing_in_a_row_is_told_of_that_thing(bench: Workbench) -> None:
    bench.said("a", "Ida Berg", "One. Two. Three.", case="North")
    file, viewer = bench.study.file, bench.study.viewer
    for text in ("Ida Berg: One. Two. Four.", "Ida Berg: One. Two. Five."):
        revise_source(file, viewer, bench.sources["a"], document(text))
    first, *_ = at_home(bench).last_changes
    with file.read() as db:
        told = acts_as_one(db, viewer, file.kinds, first.changes)
    assert (told.action, told.count, len(told.changes)) == ("source.revise", 1, 2)
    assert told.what == "a"


def test_what_somebody_did_many_times_in_a_row_is_one_line(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    bench.said("a", "Ida Berg", "One. Two. Three.", case="North")
    for word in ("One", "Two", "Three"):
        bench.coding("a", word, CULTURE)
    first, second, *_ = at_home(bench).last_changes
    assert (first.name, first.action, len(first.changes)) == ("Ann", "coding.add", 3)
    assert (second.action, len(second.changes)) == ("source.add", 1)
