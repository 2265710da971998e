"""The bench itself: at the tiniest size it runs from end to end and reports every figure (never how fast)."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as program
from benchmarks import record
from benchmarks.measuring import Figure, Measure, Unit, Wish, worded
from benchmarks.project import PHRASE, RARE, project
from benchmarks.report import page
from benchmarks.run import measure
from benchmarks.sizes import SIZES
from benchmarks.wishes import LINES
from caseloom.design.actions import add
from caseloom.design.model import NewCase, StudyCard
from caseloom.rooms import create_study

XS = SIZES["XS"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Figure]:
    return list(measure(XS, tmp_path_factory.mktemp("bench"), lambda words: None))


def test_every_line_of_the_table_is_measured(figures: list[Figure]) -> None:
    measured = {each.key for each in figures}
    untold = set() if Path("/proc/self/status").exists() else {"memory"}
    assert measured == {line.key for line in LINES} - untold
    # What the record adds is a difference, which noise may turn about at this size.
    positive = [each for each in figures if each.key != "record_import"]
    assert all(value > 0 for each in positive for value in each.ours.values)


def test_everything_that_a_plain_file_can_do_is_measured_beside_the_floor(figures: list[Figure]) -> None:
    alone = {each.key for each in figures if each.floor is None}
    program = {"start", "memory"} | {line.key for line in LINES if line.key.startswith(("page_", "canvas_"))}
    assert alone <= program | {"record_size", "record_import", "merge", "fold"}


def test_the_record_is_measured_the_same_without_sqlites_count_of_pages(tmp_path: Path) -> None:
    with closing(create_study(tmp_path / "small.caseloom", StudyCard(title="Small"), as_name="Ann")) as study:
        for number in range(400):
            add(study.file, study.viewer, NewCase(name=f"Case {number}"))
    path = tmp_path / "small.caseloom"
    counted = record.bytes_by_table(path)
    with closing(sqlite3.connect(path)) as db:
        counts = ("ENABLE_DBSTAT_VTAB",) in db.execute("PRAGMA compile_options").fetchall()
    assert (counted is not None) == counts
    assert counted is None or 0.8 < counted / record.bytes_by_taking_out(path, tmp_path / "bare") < 1.3


def test_the_page_shows_every_figure_and_names_machine_and_peers(figures: list[Figure]) -> None:
    written = page(figures, date(2026, 1, 2))
    assert "2026-01-02" in written
    assert "Machine: " in written
    assert "QualCoder 4.0 Beta" in written
    for each in figures:
        assert str(each.ours) in written
    for line in LINES:
        assert line.name in written


def test_a_missed_wish_is_said() -> None:
    slow = Figure("matrix", "M", Measure((0.4, 0.5, 0.6)), Measure((0.1,)), Wish(0.1))
    assert "M, matrix: informants by code, 3 cases and 4 waves: 500 ms, wished 100 ms" in page(
        [slow], date(2026, 1, 2)
    )


def test_a_wish_may_be_so_many_times_the_floor() -> None:
    wish = Wish(3, times_floor=True)
    assert wish.met(Measure((2.9,)), Measure((1.0,)))
    assert not wish.met(Measure((3.1,)), Measure((1.0,)))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.00042, "s", "0.42 ms"),
        (0.25, "s", "250 ms"),
        (2.5, "s", "2.50 s"),
        (977.4, "MB", "977 MB"),
        (0.1234, "share", "12.3 %"),
    ],
)
def test_values_read_well(value: float, unit: Unit, words: str) -> None:
    assert worded(value, unit) == words


def test_the_generated_study_is_the_same_each_time_and_of_the_size_declared() -> None:
    one, other = project(XS), project(XS)
    assert [each.text for each in one.sources] == [each.text for each in other.sources]
    assert sum(len(each.codings) for each in one.sources) == XS.codings
    for mine, theirs in zip(one.sources, other.sources, strict=True):
        assert np.array_equal(mine.codings.start, theirs.codings.start)
        assert (mine.codings.start < mine.codings.end).all()
        assert (mine.codings.end <= len(mine.text)).all()


def test_the_generated_texts_hold_what_is_searched_for() -> None:
    texts = [each.text for each in project(XS).sources]
    assert sum(PHRASE in each for each in texts) > 1
    assert sum(RARE in each for each in texts) == 1
    assert any(not each.isascii() for each in texts)


def test_a_size_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["XXL"])
    assert "there is no size XXL" in capsys.readouterr().err


def test_without_a_size_all_are_meant_and_a_page_says_which_were_not_measured(figures: list[Figure]) -> None:
    assert program.asked([]).sizes == ["all"]
    assert "Not measured in this run: S, M, L, D, V." in page(figures, date(2026, 1, 2))
