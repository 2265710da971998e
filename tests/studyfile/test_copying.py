"""A copy is of one moment, whole or not there, and never over a file."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from caseloom.design.actions import add
from caseloom.design.model import NewCase, StudyCard
from caseloom.design.readings import cases
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.studyfile import connection, copying
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import AlreadyThere, Busy, NoSuchStudy, NotAStudy, NotWritable


@pytest.fixture
def study(tmp_path: Path) -> OpenStudy:
    made = create_study(tmp_path / "study.caseloom", StudyCard(title="A study"), as_name="Ann")
    add(made.file, made.viewer, NewCase(name="North"))
    return made


def names(path: Path) -> list[str]:
    opened = open_study(path)
    with opened.file.read() as db:
        found = [each.name for each in cases(db, opened.viewer)]
    opened.close()
    return found


def test_a_copy_is_the_same_study_and_goes_its_own_way(study: OpenStudy, tmp_path: Path) -> None:
    copy = copy_file(study.file.path, tmp_path / "copy.caseloom")
    add(study.file, study.viewer, NewCase(name="South"))
    assert open_study(copy).file.id == study.file.id
    assert names(copy) == ["North"]
    assert names(study.file.path) == ["North", "South"]


def test_a_copy_made_while_somebody_writes_holds_what_was_there_before(
    study: OpenStudy, tmp_path: Path
) -> None:
    with study.file.change("case.add", study.viewer.author) as change:
        change.create(study.file.kinds["case"], {"name": "South"})
        copy = copy_file(study.file.path, tmp_path / "copy.caseloom")
    assert names(copy) == ["North"]


def test_a_file_in_the_way_is_left_as_it_is(study: OpenStudy, tmp_path: Path) -> None:
    taken = tmp_path / "taken.caseloom"
    taken.write_text("a shopping list")
    with pytest.raises(AlreadyThere):
        copy_file(study.file.path, taken)
    assert taken.read_text() == "a shopping list"


def test_a_file_that_comes_in_the_way_meanwhile_is_left_as_it_is(
    study: OpenStudy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken.caseloom"
    whole = copying.back_up

    def slow(path: Path, fresh: Path) -> None:
        whole(path, fresh)
        taken.write_text("a shopping list")

    monkeypatch.setattr(copying, "back_up", slow)
    with pytest.raises(AlreadyThere):
        copy_file(study.file.path, taken)
    assert taken.read_text() == "a shopping list"
    assert left_over(tmp_path) == []


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_what_cannot_be_copied_leaves_nothing_behind(study: OpenStudy, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ann, " * 20)
    with pytest.raises(NotAStudy):
        copy_file(letter, tmp_path / "copy.caseloom")
    with pytest.raises(NoSuchStudy):
        copy_file(tmp_path / "nowhere.caseloom", tmp_path / "copy.caseloom")
    with pytest.raises(NotWritable):
        copy_file(study.file.path, tmp_path / "no such folder" / "copy.caseloom")
    assert not (tmp_path / "copy.caseloom").exists()
    assert left_over(tmp_path) == []


def test_a_study_that_another_program_keeps_to_itself_is_said_to_be_busy(
    study: OpenStudy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (copying, connection):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    with contextlib.closing(sqlite3.connect(study.file.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            copy_file(study.file.path, tmp_path / "copy.caseloom")
        other.execute("ROLLBACK")
    assert left_over(tmp_path) == []


def test_a_writer_that_never_rests_waits_until_the_copy_is_made(
    study: OpenStudy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    class Restless(copying._patience):
        def __call__(self, status: int, remaining: int, total: int) -> None:
            with contextlib.suppress(sqlite3.OperationalError):
                with writer:
                    writer.execute("INSERT OR REPLACE INTO meta VALUES ('restless', ?)", (remaining,))
                written.append(remaining)
            super().__call__(status, remaining, total)

    monkeypatch.setattr(copying, "_PAGES_AT_ONCE", 1)
    monkeypatch.setattr(copying, "_patience", Restless)
    with contextlib.closing(sqlite3.connect(study.file.path, timeout=0)) as writer:
        copy = copying.copy_file(study.file.path, tmp_path / "copy.caseloom")
    assert 1 < len(written) < 10
    with contextlib.closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
