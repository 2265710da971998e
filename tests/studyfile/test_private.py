"""Private folders of long work: gone afterwards, swept when a run was killed, never another run's."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.design.model import StudyCard
from caseloom.rooms import create_study, open_study
from caseloom.studyfile.errors import NotWritable
from caseloom.studyfile.private import folder_beside, private_folder, sweep

pytestmark = pytest.mark.skipif(os.name != "posix", reason="There is no SIGKILL here.")
WORK = """
import os, signal, sys
from pathlib import Path
from caseloom.studyfile.private import folder_beside
with folder_beside(Path(sys.argv[1])) as folder:
    (folder / "words").write_text("what somebody said")
    print("at work", flush=True)
    sys.stdin.readline()
"""

KILLED_WHILE_CLEARING = """
import os, signal, sys
from pathlib import Path
from caseloom.studyfile.private import folder_beside
left = int(sys.argv[2])
def counted(clear):
    def one(*args, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return clear(*args, **named)
    return one
with folder_beside(Path(sys.argv[1])) as folder:
    for each in range(5):
        (folder / f"words {each}").write_text("what somebody said")
    os.unlink, os.rmdir = counted(os.unlink), counted(os.rmdir)
"""


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for private files."""
    (tmp_path / "room").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "room"))
    return tmp_path / "room"


@pytest.fixture
def working(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is at work on `merged.caseloom` in the test's folder."""
    command = [sys.executable, "-c", WORK, str(tmp_path / "merged.caseloom")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        yield process
        process.kill()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith((".", "caseloom-")))


def test_only_its_owner_looks_into_it_and_it_goes(room: Path) -> None:
    with private_folder("merge") as folder:
        assert folder.parent == room
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "words").write_text("what somebody said")
    assert left_in(room) == []


def test_one_of_a_process_at_work_stays(tmp_path: Path, working: subprocess.Popen[str]) -> None:
    sweep(tmp_path)
    (left,) = left_in(tmp_path)
    assert (tmp_path / left / "words").exists()


def test_one_of_this_very_process_stays(room: Path) -> None:
    with private_folder("check") as folder, private_folder("check"):
        sweep(room)
        assert folder.exists()


def test_what_a_killed_process_left_goes_at_the_next_work_there(
    tmp_path: Path, working: subprocess.Popen[str]
) -> None:
    working.send_signal(signal.SIGKILL)
    working.wait()
    assert len(left_in(tmp_path)) == 1
    with folder_beside(tmp_path / "other.caseloom") as mine:
        assert left_in(tmp_path) == [mine.name]


@pytest.mark.parametrize("steps", range(7))
def test_one_killed_while_it_cleared_up_leaves_no_words_that_nobody_sweeps(
    tmp_path: Path, steps: int
) -> None:
    command = [sys.executable, "-c", KILLED_WHILE_CLEARING, str(tmp_path / "merged.caseloom"), str(steps)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert len(left_in(tmp_path)) == 1
    sweep(tmp_path)
    assert list(tmp_path.rglob("*words*")) == []


def test_what_a_killed_process_left_goes_when_a_study_beside_it_is_opened(
    tmp_path: Path, working: subprocess.Popen[str]
) -> None:
    create_study(tmp_path / "study.caseloom", StudyCard(title="A study"), as_name="Ann").close()
    working.send_signal(signal.SIGKILL)
    working.wait()
    open_study(tmp_path / "study.caseloom").close()
    assert left_in(tmp_path) == []


def test_an_empty_one_may_be_about_to_be_used_and_goes_when_it_is_old(room: Path) -> None:
    empty = room / "caseloom-merge-abcd1234"
    empty.mkdir()
    sweep(room)
    assert empty.exists()
    os.utime(empty, (time.time() - 4000,) * 2)
    sweep(room)
    assert not empty.exists()


def test_what_is_not_ours_stays(room: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for folder in (elsewhere, room / "caseloom-merge-mine", room / "notes.abcd1234.part"):
        folder.mkdir(exist_ok=True)
        (folder / "caseloom-owner").touch()
        (folder / "letter.txt").write_text("Dear Ann")
    (room / "caseloom-check-abcd1234").symlink_to(elsewhere)
    old = room / ".photos.abcd1234.part"
    old.mkdir()
    (old / "photo").touch()
    os.utime(old, (0, 0))
    sweep(room)
    assert len(list(tmp_path.rglob("letter.txt"))) == 3
    assert (old / "photo").exists()


def test_where_none_can_be_made_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotWritable), folder_beside(tmp_path / "no such folder" / "merged.caseloom"):
        pass


def test_a_new_study_whose_making_is_killed_is_not_there_and_can_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "study.caseloom"
    program = f"""
import os, signal
from pathlib import Path
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.studyfile import file
file.give_name = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
create_study(Path({str(path)!r}), StudyCard(title="A study"), as_name="Ann")
"""
    died = subprocess.run([sys.executable, "-c", program], check=False)
    assert died.returncode == -signal.SIGKILL
    assert not path.exists()
    create_study(path, StudyCard(title="A study"), as_name="Ann").close()
    assert left_in(tmp_path) == []
    open_study(path).close()
