"""Backups come by themselves, stop nobody's work, are kept sensibly, and become studies again."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.design.actions import add
from caseloom.design.model import NewCase, StudyCard
from caseloom.design.readings import cases
from caseloom.rooms import DERIVED, KINDS, OpenStudy, create_study, open_study, restore_study
from caseloom.studyfile import backups, copying, create_file
from caseloom.studyfile.backups import (
    Backup,
    backup_trouble,
    backups_folder,
    backups_for,
    backups_of,
    folder_of,
    make_backup,
    to_keep,
)
from caseloom.studyfile.checking import check
from caseloom.studyfile.errors import AlreadyThere, Busy, DamagedStudy, NoSuchStudy, NotWritable

ADD = """
import sys; from pathlib import Path
from caseloom.design.actions import add; from caseloom.design.model import NewCase
from caseloom.rooms import open_study
opened = open_study(Path(sys.argv[1]), as_name="Ann")
for name in sys.argv[2:]:
    add(opened.file, opened.viewer, NewCase(name=name))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with one case, made yesterday."""
    made = create_study(tmp_path / "study.caseloom", StudyCard(title="A study"), as_name="Ann")
    add(made.file, made.viewer, NewCase(name="North"))
    made.close()
    return tmp_path / "study.caseloom"


@pytest.fixture
def study(path: Path) -> Iterator[OpenStudy]:
    opened = open_study(path, as_name="Ann")
    yield opened
    opened.close()


def at(study: OpenStudy, moment: str) -> None:
    study.file.clock = lambda: moment


def work(study: OpenStudy, name: str) -> None:
    add(study.file, study.viewer, NewCase(name=name))


def whys(id: UUID) -> list[str]:
    return [each.why for each in backups_of(id)]


def names(path: Path) -> list[str]:
    opened = open_study(path)
    with opened.file.read() as db:
        found = [each.name for each in cases(db, opened.viewer)]
    opened.close()
    return found


def left_over(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*") if each.name.startswith(".")]


# -- once a day -----------------------------------------------------------------------------------


def test_the_first_change_of_a_day_has_a_backup_of_what_was_there_before(study: OpenStudy) -> None:
    assert backups_of(study.file.id) == []
    work(study, "South")
    work(study, "East")
    (backup,) = backups_of(study.file.id)
    assert backup.why == "day"
    assert names(backup.path) == ["North"]


def test_every_day_has_one_whoever_works_and_however_often(path: Path) -> None:
    for moment in ("2026-03-01T08:00:00+00:00", "2026-03-01T23:59:59+00:00", "2026-03-02T00:00:00+00:00"):
        for name in ("one", "two"):
            opened = open_study(path, as_name="Ann")
            at(opened, moment)
            work(opened, name)
            opened.close()
    found = backups_for(path)
    assert [each.name[:17] for each in found] == ["2026-03-02T000000", "2026-03-01T080000"]
    assert {each.why for each in found} == {"day"}


def test_a_day_is_one_of_utc(study: OpenStudy) -> None:
    at(study, "2026-03-02T00:30:00+02:00")
    work(study, "South")
    assert backups_of(study.file.id)[0].name.startswith("2026-03-01T223000Z-day-")


def test_reading_makes_none(study: OpenStudy) -> None:
    assert names(study.file.path) == ["North"]
    assert check(study.file) == []
    assert not backups_folder().exists()


def test_a_study_without_a_change_needs_none(tmp_path: Path) -> None:
    made = create_study(tmp_path / "new.caseloom", StudyCard(title="New"), as_name="Ann")
    work(made, "North")
    assert backups_of(made.file.id) == []
    empty = create_file(tmp_path / "empty.caseloom", KINDS, DERIVED)
    empty.rebuild()
    assert backups_of(empty.id) == []


def test_the_folder_is_looked_into_once_a_day(study: OpenStudy, monkeypatch: pytest.MonkeyPatch) -> None:
    work(study, "South")
    monkeypatch.setattr(backups, "_due", lambda *_: pytest.fail("it was looked into before"))
    work(study, "East")


def test_two_copies_of_a_study_on_one_machine_have_backups_each(study: OpenStudy, tmp_path: Path) -> None:
    copy = copying.copy_file(study.file.path, tmp_path / "copy.caseloom")
    work(study, "South")
    other = open_study(copy, as_name="Ann")
    work(other, "West")
    other.close()
    assert whys(study.file.id) == ["day", "day"]
    assert len({each.place for each in backups_of(study.file.id)}) == 2


def test_nobody_else_can_read_them(study: OpenStudy) -> None:
    work(study, "South")
    (backup,) = backups_of(study.file.id)
    if os.name == "posix":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        for folder in (backup.path.parent, backup.path.parent.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_name_is_used_twice(study: OpenStudy) -> None:
    at(study, "2026-03-01T08:00:00+00:00")
    made = [make_backup(study.file, "asked") for _ in range(5)]
    assert len({each.path for each in made}) == 5
    assert sorted(each.path for each in made) == sorted(each.path for each in backups_of(study.file.id))


def test_what_lies_there_otherwise_is_left_alone(study: OpenStudy) -> None:
    folder = folder_of(study.file.id)
    folder.mkdir(parents=True)
    strange = folder / "2026-03-01T080000Z-day-12345678.caseloom.txt"
    strange.write_text("my notes")
    work(study, "South")
    assert whys(study.file.id) == ["day"]
    assert strange.read_text() == "my notes"


# -- when it fails --------------------------------------------------------------------------------


def test_a_backup_that_fails_stops_no_work_and_is_told(
    study: OpenStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, fresh: Path) -> None:
        fresh.write_bytes(b"a beginning")
        raise NotWritable(path=fresh.parent, reason="database or disk is full")

    at(study, "2026-03-01T08:00:00+00:00")
    with monkeypatch.context() as patch:
        patch.setattr(copying, "back_up", full)
        work(study, "South")
    assert names(study.file.path) == ["North", "South"]
    (told,) = check(study.file)
    assert (told.about, told.weight) == ("backup", "note")
    assert str(told).startswith("The day's backup of this study could not be made. ")
    assert "disk is full" in str(told)
    assert left_over(folder_of(study.file.id)) == []
    at(study, "2026-03-01T08:59:59+00:00")
    work(study, "East")
    assert whys(study.file.id) == [], "it is not tried again with every change"
    at(study, "2026-03-01T09:00:00+00:00")
    work(study, "West")
    assert whys(study.file.id) == ["day"]
    assert check(study.file) == []


@pytest.mark.parametrize("trouble", [Busy(path="x"), OSError(5, "gone"), sqlite3.OperationalError("no")])
def test_whatever_keeps_it_from_being_made_stops_no_work(
    study: OpenStudy, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(backups, "copy_open_file", fail)
    work(study, "South")
    assert names(study.file.path) == ["North", "South"]
    assert backup_trouble(study.file) is not None


def test_what_would_keep_it_from_being_made_is_told_beforehand(
    study: OpenStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup_trouble(study.file) is None
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
        assert "has no room for one" in str(backup_trouble(study.file))
    backups_folder().parent.mkdir(parents=True, exist_ok=True)
    backups_folder().write_text("something else")
    assert "cannot be written" in str(backup_trouble(study.file))
    work(study, "South")
    assert "could not be made" in str(backup_trouble(study.file))


def on_a_full_disk(data: Path) -> list[str]:
    """What runs a command with a disk of 64 kB at `data`, where this machine lets a test have one."""
    data.mkdir(parents=True, exist_ok=True)
    command = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=64k none "$0" && exec "$@"', str(data)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("A small disk to fill cannot be had on this machine.")
    return command


def test_on_a_full_disk_work_goes_on(path: Path, home: Path) -> None:
    disk = on_a_full_disk(home / ".local/share")
    told = "from caseloom.studyfile.backups import backup_trouble; print(backup_trouble(opened.file))"
    told += "; print(sorted(each.name for each in Path(sys.argv[3]).rglob('*.*')))"
    program = [sys.executable, "-c", ADD.replace("sys.argv[2:]", "sys.argv[2:3]") + told, str(path), "South"]
    said = subprocess.run([*disk, *program, str(home)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    first, rest = said.stdout.splitlines()
    assert "could not be made" in first
    assert "part" not in rest
    assert names(path) == ["North", "South"]


@pytest.mark.skipif(os.name != "posix", reason="A limit on the size of files is set in another way here.")
def test_a_backup_that_is_asked_for_and_has_no_room_is_refused(path: Path) -> None:
    program = """
import resource, sys; from pathlib import Path
from caseloom.rooms import open_study
from caseloom.studyfile.backups import backups_folder, make_backup
from caseloom.studyfile.errors import NotWritable
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    make_backup(open_study(Path(sys.argv[1])).file, "asked")
except NotWritable:
    print([each.name for each in backups_folder().rglob("*") if each.is_file()])
"""
    said = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert said.stdout.strip() == b"[]", said.stderr


# -- clocks, other processes, kills ---------------------------------------------------------------


def test_a_clock_set_back_a_year_loses_nothing(study: OpenStudy) -> None:
    at(study, "2026-11-26T08:00:00+00:00")
    work(study, "South")
    for day in range(1, 6):
        at(study, f"2025-11-{day:02}T08:00:00+00:00")
        work(study, f"back then {day}")
    assert len(backups_of(study.file.id)) == 6
    at(study, "2026-11-27T08:00:00+00:00")
    work(study, "now again")
    found = backups_of(study.file.id)
    assert names(found[0].path) == ["North", "South", *(f"back then {day}" for day in range(1, 6))]


def test_a_clock_that_is_years_ahead_costs_two_backups_at_most(study: OpenStudy) -> None:
    for day in range(1, 8):
        at(study, f"2026-03-{day:02}T08:00:00+00:00")
        work(study, f"day {day}")
    at(study, "2036-03-01T08:00:00+00:00")
    work(study, "far away")
    assert len(backups_of(study.file.id)) == 6


def test_old_ones_go_in_time(study: OpenStudy) -> None:
    begin = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for day in range(60):
        at(study, (begin + timedelta(days=day)).isoformat())
        work(study, f"day {day}")
    left = backups_of(study.file.id)
    assert set(left) == to_keep(left, begin + timedelta(days=59))
    assert len(left) < 20


def test_two_processes_that_begin_the_day_at_once_both_work(path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(path), *(f"{who} {n}" for n in range(5))])
        for who in ("A", "B")
    ]
    assert [each.wait() for each in running] == [0, 0]
    assert len(names(path)) == 11
    found = backups_for(path)
    assert 1 <= len(found) <= 2
    for each in found:
        assert "North" in names(each.path)


def test_two_threads_of_one_study_make_one(study: OpenStudy) -> None:
    workers = [threading.Thread(target=work, args=(study, f"thread {n}")) for n in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert whys(study.file.id) == ["day"]
    assert len(names(study.file.path)) == 5


def test_made_while_one_reads_and_another_writes_it_is_of_one_moment(study: OpenStudy) -> None:
    program = ADD.replace("sys.argv[2:]", "(str(n) for n in range(60))")
    journals, read = study.file.path.parent, []
    with subprocess.Popen([sys.executable, "-c", program, str(study.file.path)]) as writer:
        while not list(journals.glob("*-journal")) and writer.poll() is None:
            time.sleep(0.001)
        made = []
        for _ in range(5):
            made.append(make_backup(study.file, "asked"))
            with study.file.read() as db:
                read.append(len(cases(db, study.viewer)))
    assert writer.returncode == 0
    for each, seen in zip(made, read, strict=True):
        found = names(each.path)
        assert found == ["North", *(str(n) for n in range(len(found) - 1))]
        assert len(found) <= seen


def test_no_reader_waits_for_a_backup(study: OpenStudy, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    class Reading(copying._patience):
        def __call__(self, status: int, remaining: int, total: int) -> None:
            with study.file.read() as db:
                seen.append(len(cases(db, study.viewer)))
            super().__call__(status, remaining, total)

    monkeypatch.setattr(copying, "_PAGES_AT_ONCE", 10)
    monkeypatch.setattr(copying, "_patience", Reading)
    make_backup(study.file, "asked")
    assert len(seen) > 5


def test_killed_while_it_is_made_it_leaves_nothing_that_counts(path: Path) -> None:
    program = "import os, signal; from caseloom.studyfile import copying\n"
    program += "copying.give_name = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n" + ADD
    subprocess.run([sys.executable, "-c", program, str(path), "South"], check=False)
    assert names(path) == ["North"]
    assert backups_for(path) == []
    assert list(backups_folder().glob("*/.*")) == [], "the opening cleared it away"


# -- which are kept -------------------------------------------------------------------------------

NOW = datetime(2026, 11, 26, 16, 18, 3, tzinfo=UTC)
AGES = st.integers(-40 * 24, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours))
WHY: st.SearchStrategy[backups.Why] = st.sampled_from(["day", "upgrade", "asked"])


def made(number: int, when: datetime, why: backups.Why) -> Backup:
    return Backup(Path(f"{when:%Y-%m-%dT%H%M%SZ}-{why}-{number:08x}.caseloom"), when, why, 1, "abcd")


MANY = st.lists(st.tuples(AGES, WHY), max_size=60).map(
    lambda drawn: [made(number, when, why) for number, (when, why) in enumerate(drawn)]
)


def kept_by_the_rule(one: Backup, every: list[Backup]) -> bool:
    """The sentence of `to_keep`, asked of one backup."""

    def last(same: Callable[[Backup], object], most: timedelta) -> bool:
        if NOW - one.when > most:
            return False
        return all(
            (each.when, each.name) <= (one.when, one.name) for each in every if same(each) == same(one)
        )

    age = NOW - one.when
    monday = last(lambda each: each.when.date() - timedelta(days=each.when.weekday()), timedelta(days=56))
    month = last(lambda each: f"{each.when:%Y-%m}", timedelta(days=366))
    newer = sum((each.when, each.name) > (one.when, one.name) for each in every)
    upgrade = one.why == "upgrade" and age <= timedelta(days=366)
    return age < timedelta(0) or age <= timedelta(days=7) or monday or month or upgrade or newer < 3


@given(MANY)
def test_what_is_kept_is_what_the_rule_says(every: list[Backup]) -> None:
    kept = to_keep(every, NOW)
    assert kept == {each for each in every if kept_by_the_rule(each, every)}


@given(MANY)
def test_what_is_kept_is_kept_again(every: list[Backup]) -> None:
    kept = to_keep(every, NOW)
    assert to_keep(kept, NOW) == kept


@given(MANY, st.integers(0, 100))
def test_what_counts_later_is_still_there_then(every: list[Backup], days: int) -> None:
    """To let go of some today takes nothing away that would be kept on a later day."""
    later = NOW + timedelta(days=days)
    assert to_keep(to_keep(every, NOW), later) == to_keep(every, later)


# -- used -----------------------------------------------------------------------------------------


def test_a_backup_becomes_a_study_at_a_new_place(study: OpenStudy, tmp_path: Path) -> None:
    work(study, "South")
    (backup,) = backups_of(study.file.id)
    back = tmp_path / "back.caseloom"
    assert restore_study(backup, back, present=study.file.path) == 0
    opened = open_study(back)
    assert opened.file.id == study.file.id
    assert check(opened.file) == []
    opened.close()
    assert names(back) == ["North"]
    assert names(study.file.path) == ["North", "South"]


def test_restoring_never_writes_over_a_file(study: OpenStudy) -> None:
    work(study, "South")
    (backup,) = backups_of(study.file.id)
    before = study.file.path.read_bytes()
    with pytest.raises(AlreadyThere):
        restore_study(backup, study.file.path, present=study.file.path)
    assert study.file.path.read_bytes() == before


def test_a_backup_that_is_damaged_or_gone_is_not_restored(study: OpenStudy, tmp_path: Path) -> None:
    backup = make_backup(study.file, "asked")
    whole = backup.path.read_bytes()
    backup.path.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    with pytest.raises(DamagedStudy):
        restore_study(backup, tmp_path / "back.caseloom", present=study.file.path)
    backup.path.unlink()
    with pytest.raises(NoSuchStudy):
        restore_study(backup, tmp_path / "back.caseloom", present=study.file.path)
    assert not (tmp_path / "back.caseloom").exists()
    assert left_over(tmp_path) == []


def test_a_backup_that_lacks_nothing_is_restored_as_it_is(path: Path, tmp_path: Path) -> None:
    """One from before an upgrade keeps its form, for the program that wrote it."""
    with contextlib.closing(open_study(path)) as opened:
        backup = make_backup(opened.file, "upgrade")
    before = backup.path.read_bytes()
    restore_study(backup, tmp_path / "back.caseloom", present=path)
    assert (tmp_path / "back.caseloom").read_bytes() == before


@pytest.mark.parametrize("present", ["none", "words", "database", "newer", "folder"])
def test_a_present_study_that_cannot_be_read_stops_no_restoring(
    path: Path, tmp_path: Path, present: str
) -> None:
    with contextlib.closing(open_study(path)) as opened:
        backup = make_backup(opened.file, "asked")
    if present == "newer":
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
    else:
        path.unlink()
    if present == "words":
        path.write_text("only words")
    if present == "database":
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE bread (id)")
    if present == "folder":
        path.mkdir()
    assert restore_study(backup, tmp_path / "back.caseloom", present=path) == 0
    assert names(tmp_path / "back.caseloom") == ["North"]
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("harm", ["lost", "damaged", "replaced"])
def test_the_backups_of_a_study_that_is_lost_or_damaged_are_found_by_its_place(
    study: OpenStudy, tmp_path: Path, harm: str
) -> None:
    work(study, "South")
    backup = backups_of(study.file.id)[0]
    study.close()
    if harm == "lost":
        study.file.path.unlink()
    elif harm == "damaged":
        study.file.path.write_bytes(study.file.path.read_bytes()[:100] + b"\xff" * 9000)
    else:
        study.file.path.write_text("a shopping list")
    assert backups_for(study.file.path) == [backup]
    assert backups_for(tmp_path / "another.caseloom") == []
