"""What keeping everything costs: the record of changes in bytes and time, merging, folding, backing up."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import Connection, Table

from benchmarks import loom, plain
from benchmarks.filled import Filled, figure
from benchmarks.measuring import Figure, Measure, repeat
from benchmarks.project import Source
from caseloom.rooms import OpenStudy, merge_studies
from caseloom.studyfile import Change
from caseloom.studyfile.backups import ALWAYS, Safekeeping, make_backup
from caseloom.studyfile.births import check_record
from caseloom.studyfile.copying import back_up
from caseloom.studyfile.rows import insert_rows
from caseloom.studyfile.tables import change, item

# How many codings each of two people makes in a copy of her own, and how many are edited before the fold.
MERGED = {"XS": 20, "S": 200, "M": 5_000}
EDITED = {"XS": 12, "S": 100, "M": 3_000, "D": 100, "V": 100}
_RECORD = (change.name, item.name)


def figures(filled: Filled) -> Iterator[Figure]:
    """Every figure of keeping a study that is filled."""
    name = filled.project.size.name
    yield _bytes_of_record(filled)
    yield _backup(filled)
    with TemporaryDirectory(dir=filled.study.parent) as folder:
        if name in MERGED:
            yield _merge(filled, Path(folder), MERGED[name])
        if name in EDITED:
            yield _fold(filled, Path(folder), EDITED[name])


# -- what the record adds -------------------------------------------------------------------------


class _Unrecorded(Change):
    """A change whose rows are all born in the file's first change, and of which nothing is kept."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.n = 1


def _insert_but_record(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if table is not item and (table is not change or rows[0]["n"] == 1):
        insert_rows(db, table, rows)


def bring_in_unrecorded(filling: loom.Loom, source: Source) -> None:
    """Import a source as `loom.bring_in` does, without a change of its own and without births."""
    with (
        patch("caseloom.studyfile.file.Change", _Unrecorded),
        patch("caseloom.studyfile.changes.insert_rows", _insert_but_record),
    ):
        loom.bring_in(filling, source)


def added(recorded: Sequence[float], unrecorded: Sequence[float]) -> Measure:
    """What recording adds to a source's time, as a share: by the medians, since single commits vary much."""
    return Measure((median(recorded) / median(unrecorded) - 1,), "share")


def _bytes_of_record(filled: Filled) -> Figure:
    """Changes, births and edits with their indexes, as a share of all else in the file."""
    whole = filled.study.stat().st_size
    with TemporaryDirectory(dir=filled.study.parent) as folder:
        kept = bytes_by_table(filled.study) or bytes_by_taking_out(filled.study, Path(folder) / "bare")
    share = Measure((kept / (whole - kept),), "share")
    by_hand = _were_each_coding_a_change(filled, kept, whole - kept)
    return figure(filled, "record_size", share, note=f"{kept / 1e6:,.3g} MB{by_hand}")


def _were_each_coding_a_change(filled: Filled, kept: int, rest: int) -> str:
    """The same share in a study that was coded by hand: here, a source's codings are one change."""
    taken = bytes_by_table(filled.study, (change.name,))
    with closing(sqlite3.connect(filled.study)) as db:
        count = db.execute(f'SELECT count(*) FROM "{change.name}"').fetchone()[0]
    if taken is None:
        return ""
    share = (kept + taken / count * filled.project.size.codings) / rest
    return f"; were each coding a change of its own, about {share:.0%}"


def bytes_by_table(study: Path, tables: Sequence[str] = _RECORD) -> int | None:
    """What tables and their indexes take by SQLite's own count of pages; None where it was built without."""
    with closing(sqlite3.connect(study)) as db:
        try:
            pages = "SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name IN"
            named = f"SELECT name FROM sqlite_schema WHERE tbl_name IN ({', '.join('?' * len(tables))})"
            found: int | None = db.execute(f"{pages} ({named})", tuple(tables)).fetchone()[0]
        except sqlite3.OperationalError:
            return None
        return found


def bytes_by_taking_out(study: Path, bare: Path) -> int:
    """What the record takes by how much smaller a copy is without it."""
    back_up(study, bare)
    with closing(sqlite3.connect(bare, isolation_level=None)) as db:
        db.execute("VACUUM")
        whole = bare.stat().st_size
        for table in reversed(_RECORD):
            db.execute(f'DROP TABLE "{table}"')
        db.execute("VACUUM")
    return whole - bare.stat().st_size


# -- merging and folding --------------------------------------------------------------------------


@contextmanager
def _copy(filled: Filled, path: Path, name: str) -> Iterator[OpenStudy]:
    """A copy in the hands of a person of the team; it came from elsewhere and has no backups."""
    back_up(filled.study, path)
    with closing(loom.reopen(path, name)) as study:
        study.file.safekeeping = Safekeeping(settled=ALWAYS)
        yield study


def _merge(filled: Filled, folder: Path, count: int) -> Figure:
    """Copies in which two people coded other passages, each coding a change of its own."""
    copies = [folder / f"{person}.caseloom" for person in (2, 3)]
    for place, path in enumerate(copies):
        with _copy(filled, path, filled.project.coders[place + 1]) as study:
            for source, places in _apart(filled, count, place):
                loom.code_at(study, source, places)
    runs = iter(range(filled.runs))
    timing, brought = repeat(
        lambda: merge_studies(copies, folder / f"merged-{next(runs)}.caseloom"), min(filled.runs, 3)
    )
    if [each.changes for each in brought] != [count]:
        raise AssertionError(f"{brought[0].changes} changes came in, not {count}")
    return figure(filled, "merge", timing, note=f"{count:,} new codings each")


def _apart(filled: Filled, count: int, person: int) -> Iterator[tuple[UUID, list[tuple[UUID, int, int]]]]:
    """Passages for one of two people, none of which the other has, evenly in all sources."""
    per, over = divmod(count, len(filled.sources))
    for id, source in zip(filled.sources, filled.project.sources, strict=True):
        rows = list(source.codings.rows())[: per + (source.number < over)]
        yield id, [(filled.codes[row[0]], row[2] + person, row[3] - 1 + person) for row in rows]


def _fold(filled: Filled, folder: Path, count: int) -> Figure:
    """A copy in which many codings were edited: every row against its birth and its edits."""
    with _copy(filled, folder / "edited.caseloom", filled.project.coders[1]) as study:
        loom.give_memos(study, loom.some_codings(study, count))
        timing, said = repeat(lambda: check_record(study.file.path, study.file), min(filled.runs, 3))
    if said:
        raise AssertionError(f"The record is not what the rows say: {said}")
    return figure(filled, "fold", timing, note=f"{count:,} of {filled.project.size.codings:,} codings edited")


# -- backing up -----------------------------------------------------------------------------------


def _backup(filled: Filled) -> Figure:
    """Backups, one after the other, while the study's home is read again and again."""

    def back_up_once() -> None:
        make_backup(study.file, "asked").path.unlink()

    with closing(loom.reopen(filled.study)) as study, _reader(filled.study) as waits:
        ours = repeat(back_up_once, min(filled.runs, 3))[0]
    with TemporaryDirectory(dir=filled.study.parent) as folder:
        copies = iter(Path(folder) / str(place) for place in range(filled.runs))
        floor = repeat(lambda: plain.back_up(filled.floor, next(copies)), min(filled.runs, 3))[0]
    slowest = Measure((max(waits),))
    return figure(filled, "backup", ours, floor, f"the slowest reading of the home meanwhile: {slowest}")


@contextmanager
def _reader(path: Path) -> Iterator[list[float]]:
    """Somebody who reads a study's home without a pause in another thread; how long each reading took."""
    taken: list[float] = []
    done = threading.Event()

    def read() -> None:
        with closing(loom.reopen(path)) as study:
            while not done.is_set() or not taken:
                began = time.perf_counter()
                loom.read_home(study)
                taken.append(time.perf_counter() - began)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield taken
    finally:
        done.set()
        reader.join()
