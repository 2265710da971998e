"""Opening a stranger's file is safe: whatever it is, one sentence, and the file as it was."""

import contextlib
import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from caseloom.design.model import StudyCard
from caseloom.rooms import create_study, open_study
from caseloom.studyfile import known
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import (
    AlreadyThere,
    DamagedStudy,
    NewerStudy,
    NoSuchStudy,
    NotAStudy,
    OlderStudy,
    StudyFileError,
)
from caseloom.team.actions import add_person


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = create_study(tmp_path / "study.caseloom", StudyCard(title="A study"), as_name="Ann")
    made.close()
    return tmp_path / "study.caseloom"


def stranger(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(statement)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(path: Path, error: type[StudyFileError]) -> str:
    before = digest(path)
    with pytest.raises(error) as found:
        open_study(path)
    assert digest(path) == before
    return str(found.value)


def test_a_study_opens_again(path: Path) -> None:
    study = open_study(path, as_name="ann")
    assert study.viewer.name == "Ann"
    study.close()


def test_two_studies_are_open_at_once(tmp_path: Path, path: Path) -> None:
    other = create_study(tmp_path / "other.caseloom", StudyCard(title="Another"), as_name="Bo")
    study = open_study(path)
    assert other.file.id != study.file.id
    with other.file.read(), study.file.read():
        pass


def test_a_new_study_never_overwrites(path: Path) -> None:
    before = digest(path)
    with pytest.raises(AlreadyThere):
        create_study(path, StudyCard(title="Another"), as_name="Ann")
    assert digest(path) == before


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStudy):
        open_study(tmp_path / "none.caseloom")


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00", b"\x00" * 5000])
def test_something_else(tmp_path: Path, content: bytes) -> None:
    there = tmp_path / "else.caseloom"
    there.write_bytes(content)
    refused(there, NotAStudy)


def test_another_programs_database(tmp_path: Path) -> None:
    there = tmp_path / "else.caseloom"
    stranger(there, "CREATE TABLE notes (words TEXT)")
    refused(there, NotAStudy)


def test_a_newer_file_is_refused_unharmed(path: Path) -> None:
    stranger(path, "PRAGMA user_version = 99")
    assert "newer Caseloom" in refused(path, NewerStudy)


def test_a_form_that_was_never_written(path: Path) -> None:
    stranger(path, "PRAGMA user_version = 0")
    refused(path, OlderStudy)


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER bad AFTER INSERT ON coding BEGIN DELETE FROM source; END",
        "CREATE VIEW bad AS SELECT * FROM source",
        "CREATE TABLE bad (x)",
        "CREATE INDEX bad ON source(title)",
        "DROP INDEX source_by_case",
        "DROP TABLE place",
        "ALTER TABLE source ADD COLUMN bad TEXT",
    ],
)
def test_an_altered_schema_is_refused_and_nothing_of_it_runs(path: Path, planted: str) -> None:
    stranger(path, planted)
    refused(path, DamagedStudy)


def test_a_file_without_its_id(path: Path) -> None:
    stranger(path, "UPDATE meta SET value = 'not an id'")
    refused(path, DamagedStudy)


@pytest.mark.parametrize("damage", [lambda data: data[:5000], lambda data: data[: len(data) // 2]])
def test_a_truncated_file(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    refused(path, DamagedStudy)


def test_flipped_bytes_are_refused_or_harmless(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with contextlib.suppress(StudyFileError):
            open_study(path).close()


@pytest.mark.parametrize("look", ["open", "copy", "check"])
def test_looking_at_a_study_does_not_let_go_of_what_this_process_is_writing(path: Path, look: str) -> None:
    """On a Unix, to close a file lets go of all locks that a process has on it."""
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    study = open_study(path, as_name="Ann")
    with study.file.change("case.add", study.viewer.author) as change:
        change.create(study.file.kinds["case"], {"name": "North"})
        if look == "open":
            open_study(path).close()
        elif look == "copy":
            copy_file(path, path.with_name("copy.caseloom"))
        else:
            check(study.file)
        said = subprocess.run([sys.executable, "-c", other, str(path)], capture_output=True, check=False)
        assert b"database is locked" in said.stderr
    study.close()


def test_a_write_ahead_log_that_another_program_left_is_brought_into_the_file(path: Path) -> None:
    stranger(path, "PRAGMA journal_mode = WAL")
    open_study(path).close()
    assert 2 not in path.read_bytes()[18:20]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_only_a_strangers_file_gets_the_long_check(path: Path) -> None:
    assert known.is_known(path)
    path.write_bytes(path.read_bytes())
    assert not known.is_known(path)


def test_many_changes_at_once_leave_a_known_file_when_it_is_closed(path: Path) -> None:
    study = open_study(path, as_name="ann")
    for name in ("Bo", "Cy", "Di"):
        add_person(study.file, study.viewer, name)
    study.close()
    assert known.is_known(path)


def test_what_a_stranger_wrote_into_an_open_file_is_not_known_when_it_is_closed(path: Path) -> None:
    study = open_study(path, as_name="ann")
    for name in ("Bo", "Cy", "Di"):
        add_person(study.file, study.viewer, name)
    stranger(path, "CREATE TABLE planted (x)")
    study.close()
    assert not known.is_known(path)
