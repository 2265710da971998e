"""A study of an older form becomes one of this program's: wholly or not at all, and the same everywhere."""

import contextlib
import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseloom.rooms import DERIVED, KINDS, open_study
from caseloom.studyfile import backups, connection, copying, upgrades
from caseloom.studyfile.backups import Backup, backups_folder, backups_for
from caseloom.studyfile.checking import check
from caseloom.studyfile.connection import FORM, OLDEST_FORM
from caseloom.studyfile.errors import Busy, DamagedStudy, NotUpgraded
from caseloom.studyfile.file import expected_schema, open_file
from caseloom.studyfile.merging import merge_files
from caseloom.studyfile.upgrades import STEPS, Step, schemas
from tests.conftest import without_privileges
from tests.studyfile.forms.said import said_of

FORMS = Path(__file__).parent / "forms"
OPEN = "import sys; from pathlib import Path; from caseloom.rooms import open_study; "
OPEN_IT = OPEN + "open_study(Path(sys.argv[1])).close()"


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A study as the program of form 1 left it."""
    path = tmp_path / "former.caseloom"
    path.write_bytes(gzip.decompress((FORMS / "form-1.caseloom.gz").read_bytes()))
    return path


def form_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        form: int = db.execute("PRAGMA user_version").fetchone()[0]
        return form


def rows_of(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, in the order of its local numbers."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def fields_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The same, each row as field → value."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in db.execute(f'SELECT * FROM "{name}"').fetchall()]
            for (name,) in tables
        }


def sound(path: Path) -> None:
    """It is of this form, and whole; its one note is of the source that somebody took out."""
    opened = open_study(path)
    found = check(opened.file)
    opened.close()
    assert [(each.about, each.weight) for each in found] == [("gone", "note")]
    assert form_of(path) == FORM


# -- what it is -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", range(OLDEST_FORM, FORM + 1))
def test_every_form_is_known_word_for_word(form: int) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript((FORMS / f"form-{form}.sql").read_text(encoding="utf-8"))
        kept = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    assert schemas(expected_schema(KINDS, DERIVED))[form] == kept


def test_a_study_of_form_1_opens_and_is_sound(former: Path) -> None:
    assert form_of(former) == 1
    sound(former)


def test_it_says_what_the_program_of_its_form_said(former: Path) -> None:
    said = json.loads((FORMS / "form-1.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said_of(former))) == said


def test_no_row_is_other_than_before(former: Path) -> None:
    before = fields_of(former)
    open_study(former).close()
    after = fields_of(former)
    new = [*["former_turn", "memo", "memo_link", "codebook_version", "coding_query", "flag", "translation"]]
    new += ["picture", "page_picture"]
    assert [after.pop(name) for name in new] == [[]] * len(new)
    assert after.keys() == before.keys()
    for name, rows in before.items():
        assert [
            {field: each[field] for field in row} for row, each in zip(rows, after[name], strict=True)
        ] == rows
        added = {field for each in after[name] for field in each} - {field for row in rows for field in row}
        assert all(each[field] is None for each in after[name] for field in added)


def test_two_copies_upgraded_apart_are_the_same_byte_for_byte(former: Path, tmp_path: Path) -> None:
    other = Path(shutil.copyfile(former, tmp_path / "other.caseloom"))
    open_study(former).close()
    time.sleep(0.01)
    open_study(other).close()
    assert other.read_bytes() == former.read_bytes()


def test_opened_again_it_is_left_alone(former: Path) -> None:
    open_study(former).close()
    before = former.read_bytes()
    open_study(former).close()
    assert former.read_bytes() == before
    assert len(backups_for(former)) == 1


def test_the_former_study_is_backed_up_first(former: Path) -> None:
    before = rows_of(former)
    open_study(former).close()
    (backup,) = backups_for(former)
    assert backup.why == "upgrade"
    assert form_of(backup.path) == 1
    assert rows_of(backup.path) == before


def test_work_goes_on_in_it(former: Path) -> None:
    opened = open_study(former, as_name="A third")
    opened.close()
    sound(former)


def test_one_with_a_write_ahead_log_is_upgraded_too(former: Path) -> None:
    with contextlib.closing(sqlite3.connect(former)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    sound(former)


def test_what_asks_for_a_batch_finds_it_by_its_index(former: Path) -> None:
    open_study(former).close()
    with contextlib.closing(sqlite3.connect(former)) as db:
        for column in ("batch", "undoes"):
            plan = db.execute(f"EXPLAIN QUERY PLAN SELECT n FROM change WHERE {column} = x'00'").fetchall()
            assert f"change_by_{column}" in plan[0][-1]


# -- what it refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER bad AFTER INSERT ON coding BEGIN DELETE FROM source; END",
        "CREATE VIEW bad AS SELECT * FROM source",
        "DROP INDEX source_by_case",
        "CREATE INDEX change_by_batch ON change (batch) WHERE batch IS NOT NULL",
    ],
)
def test_a_strangers_file_that_is_not_word_for_word_of_its_form_is_refused(
    former: Path, planted: str
) -> None:
    with contextlib.closing(sqlite3.connect(former)) as db:
        db.execute(planted)
    before = former.read_bytes()
    with pytest.raises(DamagedStudy):
        open_study(former)
    assert former.read_bytes() == before
    assert not backups_folder().exists()


def refused(path: Path) -> NotUpgraded:
    before = path.read_bytes()
    with pytest.raises(NotUpgraded) as found:
        open_study(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return found.value


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("SELECT no_such_column FROM change", "no such column"),
        ("DELETE FROM coding WHERE n = 1", "coding had 2"),
        ("DROP INDEX change_by_stamp", "missing: change_by_stamp"),
        ("CREATE TABLE more (n)", "unknown or altered: more"),
        ("UPDATE coding SET code = randomblob(16) WHERE n = 1", "rows of coding would name rows of code "),
    ],
)
def test_a_step_that_fails_or_loses_something_leaves_the_file_as_it_was(
    former: Path, monkeypatch: pytest.MonkeyPatch, statement: str, why: str
) -> None:
    bad = Step(to=2, statements=(*STEPS[0].statements, statement), before=STEPS[0].before)
    monkeypatch.setattr(upgrades, "STEPS", (bad,))
    assert why in str(refused(former))
    monkeypatch.undo()
    monkeypatch.setenv("XDG_DATA_HOME", str(former.parent / "data"))
    sound(former)


def test_keys_that_led_nowhere_before_are_left_to_a_check(former: Path) -> None:
    with contextlib.closing(sqlite3.connect(former)) as db:
        db.execute("UPDATE speaker SET participant = x'00112233445566778899aabbccddeeff' WHERE n = 1")
        db.commit()
    opened = open_study(former)
    assert ("key", "damage") in {(each.about, each.weight) for each in check(opened.file)}
    opened.close()


def test_without_a_backup_there_is_no_upgrade(former: Path) -> None:
    backups_folder().parent.mkdir(parents=True)
    backups_folder().write_text("something else")
    said = str(refused(former))
    assert "no backup could be made" in said
    assert said.count("\n") == 0


def test_a_file_that_another_program_writes_into_is_left_to_it(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(former, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            open_study(former)
        other.execute("ROLLBACK")
    sound(former)


SAYS_WHY = """
import sys; from pathlib import Path; from caseloom.rooms import open_study
from caseloom.studyfile.errors import NotUpgraded
if len(sys.argv) > 2:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    open_study(Path(sys.argv[1]))
except NotUpgraded as trouble:
    print(trouble)
"""


@pytest.mark.parametrize("what", ["file", "folder", "data folder"])
def test_where_nothing_can_be_written_one_sentence_says_so(former: Path, home: Path, what: str) -> None:
    before = former.read_bytes()
    (home / ".local/share").mkdir(parents=True)
    locked = {"file": former, "folder": former.parent, "data folder": home / ".local/share"}[what]
    mode = locked.stat().st_mode
    locked.chmod(mode & ~0o222)
    said = subprocess.run(
        without_privileges(sys.executable, "-c", SAYS_WHY, str(former)),
        capture_output=True,
        text=True,
        check=False,
    )
    locked.chmod(mode)
    assert said.returncode == 0, said.stderr
    assert "could not be brought to the form of this program" in said.stdout
    assert len(said.stdout.splitlines()) == 1
    assert former.read_bytes() == before
    sound(former)


@pytest.mark.skipif(os.name != "posix", reason="A limit on the size of files is set in another way here.")
@pytest.mark.parametrize("room", ["for the backup only", "for neither"])
def test_where_the_disk_is_full_one_sentence_says_so(former: Path, room: str) -> None:
    before = former.read_bytes()
    limit = len(before) // (1 if room == "for the backup only" else 2)
    said = subprocess.run(
        [sys.executable, "-c", SAYS_WHY, str(former), str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "could not be brought to the form of this program" in said.stdout
    assert former.read_bytes() == before
    assert [each.name for each in former.parent.iterdir()] == [former.name]
    sound(former)


# -- killed ---------------------------------------------------------------------------------------


DIE = OPEN + "import os, signal; from caseloom.studyfile import {module}; "
DIE += "{module}.{name} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); open_study(Path(sys.argv[1]))"


@pytest.mark.skipif(os.name != "posix", reason="There is no SIGKILL here.")
@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("copying", "give_name"),
        ("backups", "_drop_old"),
        ("upgrades", "_counts"),
        ("upgrades", "_refuse_loss"),
        ("known", "remember"),
    ],
)
def test_killed_at_a_step_it_opens_again(former: Path, module: str, name: str) -> None:
    program = DIE.format(module=module, name=name)
    died = subprocess.run([sys.executable, "-c", program, str(former)], capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    sound(former)


def kill_somewhere(former: Path, path: Path, within: float) -> None:
    shutil.copyfile(former, path)
    process = subprocess.Popen([sys.executable, "-c", OPEN_IT, str(path)])
    # Not before the program is there: most of its time goes into being loaded.
    until = time.monotonic() + 20
    while not backups_for(path) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(random.uniform(0, within))
    process.kill()
    process.wait()
    sound(path)


@pytest.mark.parametrize("time", range(3))
def test_killed_at_a_random_moment_it_opens_again(former: Path, tmp_path: Path, time: int) -> None:
    kill_somewhere(former, tmp_path / f"{time}.caseloom", 0.03)


@pytest.mark.slow
@pytest.mark.parametrize("time", range(60))
def test_killed_at_many_random_moments_it_opens_again(former: Path, tmp_path: Path, time: int) -> None:
    kill_somewhere(former, tmp_path / f"{time}.caseloom", 0.05)


def test_a_file_whose_header_is_upgraded_and_whose_rows_are_not_yet_is_rolled_back(former: Path) -> None:
    """Killed while it commits, a file has pages of both forms and a journal that says what they were."""
    with contextlib.closing(sqlite3.connect(former, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # so that the journal is valid from its first page on
        db.execute("BEGIN IMMEDIATE")
        for statement in STEPS[0].statements:
            db.execute(statement)
        db.execute("PRAGMA user_version = 2")
        journal = former.with_name(former.name + "-journal")
        kept = journal.read_bytes()
        db.execute("COMMIT")
    journal.write_bytes(kept)
    assert int.from_bytes(former.read_bytes()[60:64], "big") == 2
    opened = open_study(former)
    assert [each.why for each in backups_for(former)] == ["upgrade"], "it was of form 1 again"
    opened.close()
    sound(former)


def both(path: Path, program: str) -> list[int]:
    processes = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(2)]
    return [process.wait() for process in processes]


def test_two_programs_that_open_it_at_once_upgrade_it_once(former: Path, tmp_path: Path) -> None:
    assert both(former, OPEN_IT) == [0, 0]
    sound(former)
    alone = tmp_path / "alone.caseloom"
    alone.write_bytes(gzip.decompress((FORMS / "form-1.caseloom.gz").read_bytes()))
    open_study(alone).close()
    assert alone.read_bytes() == former.read_bytes()


def test_one_that_another_program_upgraded_meanwhile_is_taken_as_it_is(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., Backup] = backups.make_backup

    def slow(*asked: Any) -> Backup:
        made = whole(*asked)
        monkeypatch.setattr(upgrades, "make_backup", whole)
        open_study(former).close()
        return made

    monkeypatch.setattr(upgrades, "make_backup", slow)
    sound(former)


def test_of_a_private_copy_there_are_no_backups(former: Path) -> None:
    opened = open_file(former, KINDS, DERIVED, private=True)
    opened.rebuild()
    opened.close()
    assert form_of(former) == FORM
    assert not backups_folder().exists()


def test_an_older_study_is_merged_and_stays_as_it_is(former: Path, tmp_path: Path) -> None:
    """What comes of it is the same as if each copy had been upgraded before; but for when it was merged."""
    before = former.read_bytes()
    newer = copying.copy_file(former, tmp_path / "newer.caseloom")
    open_study(newer, as_name="A third").close()
    upgraded = copying.copy_file(former, tmp_path / "upgraded.caseloom")
    open_study(upgraded).close()
    one, two = (tmp_path / f"{name}.caseloom" for name in ("one", "two"))
    merge_files([former, newer], one, KINDS, DERIVED)
    merge_files([upgraded, newer], two, KINDS, DERIVED)
    assert former.read_bytes() == before
    found, expected = rows_of(one), rows_of(two)
    for rows in (found, expected):
        rows["meta"] = [(name, "" if name.startswith("merge ") else said) for name, said in rows["meta"]]
    assert found == expected
    sound(one)


def test_an_older_study_is_copied_as_it_is(former: Path, tmp_path: Path) -> None:
    copy = copying.copy_file(former, tmp_path / "copy.caseloom")
    assert form_of(copy) == 1
    sound(copy)
