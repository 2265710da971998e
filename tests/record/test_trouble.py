"""Full disks, locked and lost files, two processes at once, wrong clocks: a sentence, and nothing lost."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseloom.cli.door import run
from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import codes
from caseloom.language import CaseloomError
from caseloom.record.actions import redo, undo
from caseloom.record.readings import history
from caseloom.rooms import KINDS, OpenStudy, merge_studies, open_study
from caseloom.sources.actions import import_files
from caseloom.sources.model import NewSource
from caseloom.sources.readings import sources
from caseloom.studyfile import connection
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import Busy, NotWritable
from caseloom.studyfile.tables import change
from tests.conftest import ROOT, without_privileges
from tests.record.player import at_work, first_copy, the_study

posix = pytest.mark.skipif(os.name != "posix", reason="Rights and limits are set in another way here.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    first = first_copy(tmp_path_factory.mktemp("made"))
    with at_work(first, "Ann", seed=6) as player:
        player.play(15)
        add_code(player.file, player.viewer, NewCode(label="The last"))
        return player.file.path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A study in a folder of its own."""
    (tmp_path / "folder").mkdir()
    return Path(shutil.copy(made, tmp_path / "folder/study.caseloom"))


@pytest.fixture
def study(path: Path) -> Iterator[OpenStudy]:
    with contextlib.closing(open_study(path, as_name="Ann")) as opened:
        yield opened


def sound(path: Path) -> bool:
    with contextlib.closing(open_study(path)) as opened:
        return [each for each in check(opened.file) if each.weight != "note"] == []


def code_first_words(study: OpenStudy, start: int = 0) -> None:
    with study.file.read() as db:
        source = sources(db, study.viewer)[0].id
        code = codes(db, study.viewer)[0].id
    place = Quotation(start=start, end=start + 9)
    add_coding(study.file, study.viewer, source, place, NewCoding(code=code, memo=f"memo {start}"))


# -- no room --------------------------------------------------------------------------------------------

WORK_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from caseloom.language import CaseloomError
from caseloom.rooms import merge_studies, open_study
from caseloom.studyfile import backups
from tests.record import test_trouble, works
what, path, room = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
study = open_study(path, as_name="Ann")
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    if what == "coding":
        test_trouble.code_first_words(study)
    elif what == "undo":
        test_trouble.undo(study.file, study.viewer)
    elif what == "erase":
        works.erase(study, path.parent, print)
    elif what == "import":
        long = path.parent / "long.txt"
        report = test_trouble.bring(study, long)
        print(report.refused[0][1] if report.refused else "it went in")
    else:
        merge_studies([path, path], path.parent / "merged.caseloom")
except CaseloomError as told:
    print(told)
"""


def bring(study: OpenStudy, path: Path) -> Any:
    """Bring a file in."""
    return import_files(study.file, study.viewer, [path], NewSource(""))


@posix
@pytest.mark.parametrize("what", ["coding", "import", "merge", "erase", "undo"])
def test_without_room_one_sentence_says_so_and_the_study_is_as_it_was(path: Path, what: str) -> None:
    """Nothing may be written, not even a journal."""
    before = the_study(path)
    long = path.parent / "long.txt"
    long.write_text("Olga: " + "money and time " * 9000, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", WORK_WITHOUT_ROOM, what, str(path), "2000"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "Nothing was changed" in said.stdout
    assert len(said.stdout.splitlines()) == 1
    assert the_study(path) == before
    assert sound(path)
    assert left_in(path) == ["long.txt", "study.caseloom"]


@posix
def test_what_grows_out_of_the_room_there_is_is_rolled_back(path: Path) -> None:
    before = the_study(path)
    long = path.parent / "long.txt"
    long.write_text("Olga: " + "money and time " * 90000, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", WORK_WITHOUT_ROOM, "import", str(path), str(path.stat().st_size + 50_000)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert "cannot be written" in said.stdout, said.stderr
    assert the_study(path) == before
    assert sound(path)


def left_in(path: Path) -> list[str]:
    """What lies in the study's folder; an empty journal waits for the next write."""
    return sorted(each.name for each in path.parent.iterdir() if each.stat().st_size)


# -- no rights, no file, no turn ------------------------------------------------------------------------

READ_AND_CODE = """
import sys
import tempfile
from pathlib import Path
from caseloom.language import CaseloomError
from caseloom.rooms import open_study
from tests.record import test_trouble
study = open_study(Path(sys.argv[1]), as_name="Ann")
with study.file.read() as db:
    print(len(test_trouble.sources(db, study.viewer)))
try:
    test_trouble.code_first_words(study)
except CaseloomError as told:
    print(told, flush=True)
sys.stdin.readline()
test_trouble.code_first_words(study)
print("written")
"""


@posix
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_can_be_read_and_is_written_once_it_may_be(path: Path, what: str) -> None:
    before = path.read_bytes()
    command = without_privileges(sys.executable, "-c", READ_AND_CODE, str(path))
    locked = path if what == "file" else path.parent
    mode = locked.stat().st_mode
    locked.chmod(mode & ~0o222)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as program:
        assert program.stdout is not None
        read, told = program.stdout.readline(), program.stdout.readline()
        locked.chmod(mode)
        assert int(read) > 0
        assert "cannot be written" in told
        assert path.read_bytes() == before
        assert program.communicate("now it can be\n")[0] == "written\n"


WORK_WITHOUT_RIGHTS = """
import gc, sys
from pathlib import Path
from caseloom.rooms import open_study
from caseloom.studyfile.errors import NotWritable
from tests.record import test_trouble
path = Path(sys.argv[1])
here, elsewhere = open_study(path, as_name="Ann"), open_study(path, as_name="Ann")
gc.disable()
path.parent.chmod(0o500)
for start in (0, 3):
    try:
        test_trouble.code_first_words(here, start)
    except NotWritable as told:
        print(told)
path.parent.chmod(0o700)
test_trouble.code_first_words(elsewhere, 6)
test_trouble.code_first_words(here, 9)
"""


@posix
def test_who_was_refused_for_want_of_rights_holds_the_file_from_nobody(path: Path) -> None:
    """Also while what the failure left (its traceback holds a cursor) has not been cleared away."""
    command = without_privileges(sys.executable, "-c", WORK_WITHOUT_RIGHTS, str(path))
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert said.returncode == 0, said.stderr
    assert said.stdout.count("cannot be written") == 2
    assert sound(path)


def test_while_another_process_holds_it_a_sentence_says_so(
    study: OpenStudy, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    study.close()
    before = path.read_bytes()
    hold = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
    hold += "db.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", hold, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            add_code(study.file, study.viewer, NewCode(label="Held"))
        with pytest.raises(Busy):
            undo(study.file, study.viewer)
        assert run(["code", "add", str(path), "Held", "--as", "Ann"]) == 3
        assert "Nothing was changed" in capsys.readouterr().err
        other.communicate("let go\n")
    assert path.read_bytes() == before
    add_code(study.file, study.viewer, NewCode(label="Free"))


@posix
def test_a_folder_that_disappears_under_an_open_study(study: OpenStudy, path: Path) -> None:
    """What was renamed away is not written into, and nothing comes into being where it was."""
    before = path.read_bytes()
    away = path.parent.rename(path.parent.with_name("away"))
    for work in (
        lambda: add_code(study.file, study.viewer, NewCode(label="Lost")),
        lambda: undo(study.file, study.viewer),
        lambda: check(study.file),
        lambda: merge_studies([path, path], path.with_name("merged.caseloom")),
    ):
        with pytest.raises(CaseloomError) as told:
            work()
        assert str(path.parent) in str(told.value)
    assert not path.parent.exists()
    assert (away / path.name).read_bytes() == before
    away.rename(path.parent)
    add_code(study.file, study.viewer, NewCode(label="There again"))
    assert sound(path)


# -- two at once ----------------------------------------------------------------------------------------

CODE_FIFTY = """
import sys
import tempfile
from pathlib import Path
from caseloom.rooms import open_study
from tests.record import test_trouble
study = open_study(Path(sys.argv[1]), as_name="Ann")
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    test_trouble.code_first_words(study, int(sys.argv[2]) + number % 20)
study.close()
"""


def test_two_processes_that_code_at_once_both_have_all_their_codings(path: Path) -> None:
    with contextlib.closing(open_study(path)) as opened:
        before = len(stamps(opened))
    command = [sys.executable, "-c", CODE_FIFTY, str(path)]
    both = [
        subprocess.Popen(
            [*command, str(start)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for start in (0, 20)
    ]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in both:
        each.communicate()
        assert each.returncode == 0
    assert sound(path)
    with contextlib.closing(open_study(path)) as opened:
        found = stamps(opened)
    assert len(found) - before == 100
    assert len(set(found[before:])) == 100, "each has a number of its own"


def stamps(study: OpenStudy) -> list[int]:
    """The numbers of the codings that were made, in the order of the file."""
    with study.file.read() as db:
        made = select(change.c.stamp).where(change.c.action == "coding.add").order_by(change.c.n)
        return list(db.scalars(made))


# -- a clock that is set back ---------------------------------------------------------------------------


def test_a_clock_set_back_a_year_changes_no_order(study: OpenStudy, path: Path, tmp_path: Path) -> None:
    other = copy_file(path, tmp_path / "other.caseloom")
    for year, label in (("2026", "One"), ("2025", "Two"), ("2027", "Three"), ("2024", "Four")):
        study.file.clock = lambda year=year: f"{year}-11-26T12:00:00+00:00"  # type: ignore[misc]
        add_code(study.file, study.viewer, NewCode(label=label))
    with study.file.read() as db:
        told = [act.what for act in history(db, study.viewer, KINDS, limit=4)]
    assert told == ["Four", "Three", "Two", "One"]
    assert [undo(study.file, study.viewer).what for _ in range(3)] == ["Four", "Three", "Two"]
    assert redo(study.file, study.viewer).what == "Two"
    with contextlib.closing(open_study(other, as_name="Bo")) as bo:
        bo.file.clock = lambda: "1999-01-01T00:00:00+00:00"
        add_code(bo.file, bo.viewer, NewCode(label="Long ago"))
    study.close()
    one, two = tmp_path / "one.caseloom", tmp_path / "two.caseloom"
    merge_studies([path, other], one)
    merge_studies([other, path], two)
    assert the_study(one) == the_study(two)
    with contextlib.closing(open_study(one)) as merged, merged.file.read() as db:
        labels = [each.label for each in codes(db, merged.viewer) if not each.construct]
    assert {"One", "Two", "Long ago"} <= set(labels)
    assert not {"Three", "Four"} & set(labels)


def test_a_locked_private_folder_is_said_in_one_sentence(
    study: OpenStudy, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    for work in (
        lambda: check(study.file),
        lambda: merge_studies([path, path], tmp_path / "merged.caseloom"),
    ):
        with pytest.raises(NotWritable):
            work()
    assert not (tmp_path / "merged.caseloom").exists()
