"""The record of changes in Python: undo, history, merge, conflicts, withdrawal, and the study as it was."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import caseloom
from caseloom.coding.actions import merge_code
from caseloom.design.actions import set_field
from caseloom.notebook.study import Past
from caseloom.record.model import (
    AlsoACoder,
    NoSuchConflict,
    NoSuchSide,
    NotConfirmed,
    NothingToRedo,
    NothingToUndo,
    StudyReadOnly,
)
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import AlreadyThere, ChoiceUnknown, NoSuchBackup
from caseloom.team.model import NameMissing
from tests.analysis.workbench import open_workbench

COMPATIBILITY = "cfir2022.inner.compatibility"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.wave("W1", "2020")
    bench.person("Ida Berg", case="North")
    bench.adopt(COMPATIBILITY)
    bench.said("Talk with Ida", "Ida Berg", "It fits us well. We like it here.", case="North", wave="W1")
    bench.coding("Talk with Ida", "We like it here", COMPATIBILITY)
    bench.study.close()
    return Path(bench.file.path)


@pytest.fixture
def study(path: Path) -> Iterator["caseloom.Study"]:
    with caseloom.open(path, as_="Bo") as opened:
        yield opened


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def rename(study: "caseloom.Study", old: str, new: str) -> None:
    [id] = study.cases.filter(pl.col("name") == old)["id"]
    with study.reading() as db:
        from caseloom.notebook.names import named

        case = named(db, study.viewer, "case", id)
    set_field(study.file, study.author(), "case", case, name=new)


def test_undo_and_redo_say_what_they_do(study: "caseloom.Study") -> None:
    with pytest.raises(NothingToUndo):
        study.undo()
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
    told = "Bo coded: Compatibility: It fits us well."
    assert study.would_undo == told
    assert study.undo() == told
    assert len(study.codings) == 1
    assert study.would_redo == told
    assert study.redo() == told
    assert len(study.codings) == 2
    with pytest.raises(NothingToRedo):
        study.redo()


def test_who_did_nothing_would_undo_nothing(study: "caseloom.Study") -> None:
    assert (study.would_undo, study.would_redo) == (None, None)


def test_without_a_name_nothing_is_undone(path: Path) -> None:
    with caseloom.open(path) as study, pytest.raises(NameMissing):
        study.undo()


def test_history_is_a_frame(study: "caseloom.Study") -> None:
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
    frame = study.history()
    assert frame["what"][0] == "Bo coded: Compatibility: It fits us well."
    assert frame.schema["undone"] == pl.Boolean
    assert study.history(by="Bo")["who"].unique().to_list() == ["Bo"]
    assert study.history(action="coding", limit=1).height == 1
    assert study.history(case="North")["what"].to_list() == ["Ann added the case North."]
    today = datetime.now(UTC).date()
    assert study.history(since=today + timedelta(2)).height == 0
    assert study.history(until=f"{today - timedelta(2)}").height == 0
    with pytest.raises(TypeError, match="setting"):
        study.history(setting="Here")
    with pytest.raises(TypeError):
        study.history(case="North", source="Talk with Ida")
    with pytest.raises(TypeError):
        study.history(edits=True)


def test_the_edits_of_one_row_are_a_frame(study: "caseloom.Study") -> None:
    rename(study, "North", "North side")
    frame = study.history(case="North side", edits=True)
    assert frame.select("who", "field", "before", "after").rows() == [
        ("Bo", "Name", "North", "North side"),
        ("Ann", None, None, None),
    ]


def test_copies_are_merged_and_conflicts_settled(path: Path, tmp_path: Path, private: Path) -> None:
    other, merged = copy_file(path, tmp_path / "other.caseloom"), tmp_path / "merged.caseloom"
    for where, who in ((path, "Bo"), (other, "Cy")):
        with caseloom.open(where, as_=who) as study:
            rename(study, "North", f"{who}'s north")
            rename(study, "South", f"{who}'s south")
    tried = caseloom.merge([path, other], merged, dry_run=True)
    assert not merged.exists()
    assert list(private.iterdir()) == []
    done = caseloom.merge([path, str(other)], merged)
    assert (tried.to, done.to) == (None, merged)
    assert set(done.brought["what"]) == {
        "Cy changed the case Cy's north.",
        "Cy changed the case Cy's south.",
        "Cy joined the team.",
    }
    assert tried.brought.equals(done.brought)
    assert "Cy changed the case Cy's north." in repr(done)
    assert "2 conflicts" in repr(tried)
    with pytest.raises(AlreadyThere):
        caseloom.merge([path, other], merged, dry_run=True)
    with caseloom.open(merged, as_="Ann") as study:
        frame = study.conflicts
        assert frame.equals(done.conflicts)
        assert frame["number"].to_list() == [1, 1, 2, 2]
        with pytest.raises(NoSuchSide):
            study.settle(1, "c")
        study.settle(1, frame["side"][0])
        # Numbers are those of the list that was looked at, also when it is shorter now.
        with pytest.raises(NoSuchConflict):
            study.settle(1, "a")
        with pytest.raises(NoSuchConflict):
            study.settle(3, "a")
        study.settle(2, frame["side"][2])
        assert study.conflicts.height == 0
        assert set(study.cases["name"]) == {frame["says"][0], frame["says"][2]}


def test_a_participant_is_withdrawn_after_a_look_and_with_the_name(
    study: "caseloom.Study", tmp_path: Path
) -> None:
    study.codings.add("Talk with Ida", quote="We like it here", code=COMPATIBILITY, memo="As Ida Berg says.")
    found = study.withdrawal("ida berg")
    assert "Withdrawing Ida Berg" in repr(found)
    assert "2 codings" in repr(found)
    assert found.takes.filter(pl.col("what_happens") == "goes wholly")["name"].to_list() == ["Talk with Ida"]
    with pytest.raises(NotConfirmed):
        found.carry_out(confirm="Ida")
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
    with pytest.raises(NotConfirmed, match="has changed since"):
        found.carry_out(confirm="Ida Berg")
    copy = copy_file(study.path, tmp_path / "copy.caseloom")
    carried = study.withdrawal("Ida Berg").carry_out(confirm="Ida Berg")
    assert carried.copies == (copy.resolve(),)
    assert carried.left == ()
    assert study.participants.height == 0
    assert study.sources.height == 0
    assert b"fits us well" not in study.path.read_bytes()
    with pytest.raises(ChoiceUnknown):
        study.withdrawal("Ida Berg", as_coder="maybe")


def test_a_coder_who_withdraws_is_asked_about_both(study: "caseloom.Study") -> None:
    with study.reading() as db:
        from caseloom.design.readings import participants

        [ida] = participants(db, study.viewer)
    set_field(study.file, study.author(), "participant", ida.id, person=study.author().author)
    with pytest.raises(AlsoACoder, match="Bo"):
        study.withdrawal("Ida Berg").carry_out(confirm="Ida Berg")
    study.withdrawal("Ida Berg", as_coder="name").carry_out(confirm="Ida Berg")
    assert "Bo" not in study.people["name"].to_list()


def test_a_study_as_it_was_is_read_and_never_written(path: Path, private: Path) -> None:
    day = datetime.now(UTC) - timedelta(3)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE change SET at = ? WHERE at IS NOT NULL", (day.isoformat(timespec="seconds"),))
        db.commit()
    with caseloom.open(path, as_="Ann") as study:
        study.undo()
        with study.on(f"{day:%Y-%m-%d}") as past, study.on(day.date() - timedelta(1)) as before:
            assert isinstance(past, Past)
            assert len(past.codings) == 1
            assert past.matrix()["North · W1"].max() == 1
            assert len(before.sources) == 0
            assert f"as it was on {day:%Y-%m-%d}" in repr(past)
            refused: list[Callable[[], object]] = [
                lambda: past.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY),
                lambda: past.codings.add("Talk with Ida", quote="It fits", code=COMPATIBILITY, by="Cy"),
                lambda: past.sources.add(path),
                past.undo,
                past.redo,
                lambda: past.settle("x", "a"),
                lambda: past.backups,
                past.back_up,
                lambda: past.restore("x", path),
                lambda: past.copy(path),
                lambda: past.withdrawal("Ida Berg").carry_out(confirm="Ida Berg"),
            ]
            for write in refused:
                with pytest.raises(StudyReadOnly, match=f"as it was on {day:%Y-%m-%d}"):
                    write()
            assert len(past.codings) == 1
        assert len(study.codings) == 0
    assert list(private.iterdir()) == []


def test_a_past_that_nobody_closed_goes_with_its_last_use(study: "caseloom.Study", private: Path) -> None:
    past = study.on("2020-01-01")
    assert len(past.sources) == 0
    assert len(list(private.iterdir())) == 1
    del past
    import gc

    gc.collect()
    assert list(private.iterdir()) == []


def test_an_act_of_merging_codes_is_one_step(study: "caseloom.Study") -> None:
    from caseloom.coding.actions import add_code, code_named
    from caseloom.coding.model import NewCode

    into = add_code(study.file, study.author(), NewCode(label="Mornings"))
    with study.reading() as db:
        old = code_named(db, study.viewer, COMPATIBILITY)
    merge_code(study.file, study.author(), old, into)
    assert study.codings["code"].to_list() == ["Mornings"]
    assert study.undo() == "Bo merged the code Compatibility into another."
    assert study.codings["code"].to_list() == ["Compatibility"]


def test_a_study_is_backed_up_restored_and_copied(study: "caseloom.Study", tmp_path: Path) -> None:
    before = study.backups.height
    name = study.back_up()
    frame = study.backups
    assert frame.height == before + 1
    assert frame.row(0, named=True)["name"] == name
    assert frame.row(0, named=True)["why"] == "asked for"
    assert frame.schema["bytes"] == pl.Int64
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
    back = study.restore(name, tmp_path / "earlier.caseloom")
    copy = study.copy(str(tmp_path / "copy.caseloom"))
    with caseloom.open(back) as earlier, caseloom.open(copy) as copied:
        assert (len(earlier.codings), len(copied.codings), len(study.codings)) == (1, 2, 2)
    for again in (back, study.path):
        with pytest.raises(AlreadyThere):
            study.restore(name, again)
        with pytest.raises(AlreadyThere):
            study.copy(again)
    with pytest.raises(NoSuchBackup):
        study.restore("x", tmp_path / "x.caseloom")


def test_what_was_withdrawn_since_is_in_no_restored_study(study: "caseloom.Study", tmp_path: Path) -> None:
    name = study.back_up()
    [lies] = study.backups.filter(pl.col("name") == name)["path"]
    kept = Path(lies).read_bytes()
    Path(lies).unlink()
    study.withdrawal("Ida Berg").carry_out(confirm="Ida Berg")
    Path(lies).write_bytes(kept)
    back = study.restore(name, tmp_path / "earlier.caseloom")
    assert b"fits us well" in kept
    assert b"fits us well" not in back.read_bytes()
