"""Killed at any moment, a study is as after some of its actions, each wholly done or not at all."""

import contextlib
import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseloom.coding.readings import passages
from caseloom.design.readings import participants
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.sources.actions import import_files
from caseloom.sources.model import NewSource
from caseloom.sources.readings import source_text
from caseloom.sources.readings import sources as all_sources
from caseloom.studyfile.backups import backups_for, backups_of
from caseloom.studyfile.checking import check
from caseloom.studyfile.connection import FORM
from caseloom.studyfile.tables import change
from tests.conftest import ROOT, live_in
from tests.record.player import the_study
from tests.record.proof import left_of, unique_runs
from tests.record.works import BACKUPS, CODINGS, FILES, HERS, WORKS, erase, prepare

pytestmark = pytest.mark.skipif(os.name != "posix", reason="There is no SIGKILL here.")
FORMER = ROOT / "tests/studyfile/forms/form-1.caseloom.gz"
RUNS = unique_runs([HERS], [])


@dataclass(frozen=True)
class Killed:
    """What is known of a process that was killed: its folder, and what it had said until then."""

    folder: Path
    steps: int
    finished: bool

    @property
    def study(self) -> Path:
        return self.folder / "study.caseloom"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    (folder / "former.caseloom").write_bytes(gzip.decompress(FORMER.read_bytes()))
    return folder


def start(work: str, folder: Path) -> subprocess.Popen[str]:
    """A process that is ready to work in the folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.record.works", work, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder / "temporary")},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str], folder: Path, after: float | None) -> tuple[float, Killed]:
    """Let it work, and kill it so many seconds later, or when it is done; how long that was."""
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        begun = time.monotonic()
        process.stdin.write("go\n")
        process.stdin.flush()
        if after is None:
            said = list(iter(process.stdout.readline, "done\n"))
            finished = True
        else:
            time.sleep(after)
        took = time.monotonic() - begun
        process.kill()
        if after is not None:
            said = process.stdout.readlines()
            finished = "done\n" in said
        process.wait()
    return took, Killed(folder, len([each for each in said if each != "done\n"]), finished)


def kill_often(
    work: str, prepared: Path, folder: Path, moments: int, took: float | None = None
) -> Counter[str]:
    """Kill a kind of work at random moments of the time that it takes; how often which outcome was found.

    Without that time the first is left to finish, to find out.
    """
    found: Counter[str] = Counter()
    for moment in range(moments):
        room = folder / f"{work}-{moment}-{took}"
        shutil.copytree(prepared, room)
        (room / "temporary").mkdir()
        with pytest.MonkeyPatch.context() as patch:
            live_in(room / "home", patch)
            patch.setattr(tempfile, "tempdir", str(room / "temporary"))
            after = None if took is None else random.uniform(0, took)
            lasted, killed = kill(start(work, room), room, after)
            took = took or lasted
            found[OUTCOMES[work](killed, prepared)] += 1
            found["interrupted"] += not killed.finished
            assert left_over(room) == []
        shutil.rmtree(room)
    return found


def left_over(folder: Path) -> list[str]:
    """Private folders anywhere, and journals that still have to be rolled back.

    A private folder without anything in it is of a run killed before it put anything there: it goes when
    it is old. A journal that was not safely on disk before it was needed begins with zero: SQLite does not
    need it, and leaves it to the next write.
    """
    found = [each.relative_to(folder) for each in folder.rglob("*")]
    private = [
        str(each)
        for each in found
        if each.name.endswith(".part") or each.name.startswith("caseloom-")
        if not (folder / each).is_dir() or any((folder / each).iterdir())
    ]
    return private + [str(each) for each in folder.rglob("*-journal") if each.read_bytes()[:1].strip(b"\0")]


@contextlib.contextmanager
def opened_sound(path: Path) -> Any:
    """The study, opened again, in which nothing is damaged."""
    study = open_study(path, as_name="Ann")
    with contextlib.closing(study):
        assert [each for each in check(study.file) if each.weight != "note"] == []
        yield study


# -- what each kind of work may leave ---------------------------------------------------------------------


def some_of(killed: Killed, there: int, whole: int, before: int = 0) -> str:
    """Steps that were said to be done are there, and at most the one after them."""
    assert killed.steps <= there - before <= killed.steps + 1
    return "before" if there == before else "after" if there == whole else "between"


def texts(study: OpenStudy) -> dict[str, Any]:
    """Every source with all that it consists of."""
    with study.file.read() as db:
        return {
            each.title: (
                source_text(db, study.viewer, each.id).text,
                [(turn.number, turn.start, turn.end, turn.label, turn.role)
                 for turn in source_text(db, study.viewer, each.id).turns],
                (each.words, each.evidence_words, each.revisions),
            )
            for each in all_sources(db, study.viewer)
        }  # fmt: skip


def after_an_import(killed: Killed, prepared: Path) -> str:
    """Each file is wholly in or not at all, in their order; the batch can be finished, then all are in."""
    paths = sorted((killed.folder / "files").iterdir())
    with opened_sound(killed.study) as study:
        found = [title for title in texts(study) if title in {path.stem for path in paths}]
        outcome = some_of(killed, len(found), FILES)
        assert sorted(found) == [path.stem for path in paths][: len(found)]
        report = import_files(study.file, study.viewer, paths, NewSource(""), keep_originals=True)
        assert len(report.refused) == len(found), "what is in is noticed"
        assert len(report.added) == FILES - len(found)
        whole = texts(study)
    for path in paths:
        text, turns, counts = whole[path.stem]
        assert text == path.read_text(encoding="utf-8")
        assert len(turns) == 12
        assert counts == (12 * 60, 12 * 60, 1)
    return outcome


def after_codings(killed: Killed, prepared: Path) -> str:
    """What was coded is there, one after the other, each with its memo and its change."""
    with opened_sound(killed.study) as study, study.file.read() as db:
        made = sorted(
            each.start for each in passages(db, study.viewer, limit=None) if each.end == each.start + 9
        )
        changes = db.scalars(select(change.c.action).where(change.c.action == "coding.add")).all()
    assert made == list(range(len(made)))
    assert len(changes) == len(made)
    return some_of(killed, len(made), CODINGS)


def after_a_merge(killed: Killed, prepared: Path) -> str:
    """The copies are as they were; the merged study is whole or not there, and can be made again."""
    copies = [killed.folder / "Ann.copy", killed.folder / "Bo.copy"]
    assert [each.read_bytes() for each in copies] == [(prepared / each.name).read_bytes() for each in copies]
    to = killed.folder / "merged.caseloom"
    outcome = "after" if to.exists() else "before"
    assert outcome == "after" or not killed.finished
    if outcome == "before":
        merge_studies(copies, to)
    with opened_sound(to):
        pass
    assert the_study(to) == merged(prepared)
    return outcome


@cache
def merged(prepared: Path) -> Any:
    to = prepared / "merged before.caseloom"
    merge_studies([prepared / "Ann.copy", prepared / "Bo.copy"], to)
    found = the_study(to)
    to.unlink()
    return found


def after_an_erasure(killed: Killed, prepared: Path) -> str:
    """All of her is there, or nothing in any file; then too if she is withdrawn again."""
    with opened_sound(killed.study) as study:
        with study.file.read() as db:
            outcome = (
                "before" if any("Olga" in each.name for each in participants(db, study.viewer)) else "after"
            )
            walks = [each for each in all_sources(db, study.viewer) if each.title.startswith("Walk")]
        assert len(walks) == (6 if outcome == "before" else 0)
        assert outcome == "after" or not killed.finished
        if outcome == "before":
            assert texts(study) == as_prepared(prepared)
            erase(study, killed.folder, print)
        backups = [each.path for each in backups_of(study.file.id)]
    assert backups
    for each in (killed.study, *backups):
        assert left_of(each, RUNS) == []
    everywhere = [path for path in killed.folder.rglob("*") if path.is_file()]
    assert [path.name for path in everywhere if b"kingfisher under the lock" in path.read_bytes()] == []
    return outcome


@cache
def as_prepared(prepared: Path) -> Any:
    with contextlib.closing(open_study(prepared / "study.caseloom")) as study:
        return texts(study)


def after_an_upgrade(killed: Killed, prepared: Path) -> str:
    """It is of the older form with every row, or of this one; and opens."""
    path = killed.folder / "former.caseloom"
    with contextlib.closing(sqlite3.connect(path)) as db:
        form = db.execute("PRAGMA user_version").fetchone()[0]
    assert form == FORM or not killed.finished
    with opened_sound(path):
        pass
    assert backups_for(path)
    return "before" if form == 1 else "after"


def after_backups(killed: Killed, prepared: Path) -> str:
    """Every backup is a whole study; the study is as it was."""
    with opened_sound(killed.study) as study:
        found = backups_of(study.file.id)
    asked = [each for each in found if each.why == "asked"]
    for each in asked:
        assert the_study(each.path) == the_study(killed.study)
    return some_of(killed, len(asked), BACKUPS)


OUTCOMES: dict[str, Callable[[Killed, Path], str]] = {
    "import": after_an_import,
    "coding": after_codings,
    "merge": after_a_merge,
    "erase": after_an_erasure,
    "upgrade": after_an_upgrade,
    "backup": after_backups,
}


# -- the tests --------------------------------------------------------------------------------------------


def test_every_work_has_its_outcomes() -> None:
    assert OUTCOMES.keys() == WORKS.keys()


def test_killed_at_a_few_moments(prepared: Path, tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for work in WORKS:
        found += kill_often(work, prepared, tmp_path, 1, took=0.1)
    for work in ("import", "erase"):
        found += kill_often(work, prepared, tmp_path, 2)
    assert found["interrupted"] > 0
    assert found["before"] + found["between"] > 0
    assert found["after"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("work", WORKS)
def test_killed_at_random_moments(prepared: Path, tmp_path: Path, work: str) -> None:
    """Thirty-four each: more than two hundred in all."""
    found = kill_often(work, prepared, tmp_path, 35)
    assert found["interrupted"] > 10
    assert found["before"] + found["between"] > 0
    assert found["after"] > 0
