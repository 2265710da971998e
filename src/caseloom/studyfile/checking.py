"""Looking a study file over: is it whole, is nothing strange in it, does all say what the changes say."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from caseloom.studyfile import births, search
from caseloom.studyfile.backups import backup_trouble
from caseloom.studyfile.connection import engine
from caseloom.studyfile.copying import back_up
from caseloom.studyfile.derived import refresh
from caseloom.studyfile.file import StudyFile, expected_schema
from caseloom.studyfile.private import private_folder
from caseloom.studyfile.remarks import Remark, Weight, remark
from caseloom.studyfile.strange import STUMBLES, strange_in

_INDEX_ROWS_AT_ONCE = 20_000


def check(file: StudyFile) -> list[Remark]:
    """Look the whole study over, on a private copy of one moment; nothing in the study is changed.

    Remarks come in the order of what they weigh: damage, then derived tables that are not what a
    fresh rebuild gives (`StudyFile.rebuild` mends those), then notes. An empty list is a sound study.
    """
    with _two_copies(file.path) as (stands, fresh):
        found = [*_sqlite(stands), *_schema(stands, file)]
        if not any(each.about in ("file", "schema") for each in found):
            found += _contents(stands, fresh, file)
    if trouble := backup_trouble(file):
        found.append(trouble)
    order: tuple[Weight, ...] = ("damage", "derived", "note")
    return sorted(found, key=lambda each: order.index(each.weight))


def _contents(stands: Path, fresh: Path, file: StudyFile) -> list[Remark]:
    """The record of changes and what is derived; then what neither look could make sense of."""
    found: list[Remark] = []
    stumbled = ""
    for look in (lambda: births.check_record(stands, file), lambda: _derived(stands, fresh, file)):
        try:
            found += look()
        except (sqlite3.DatabaseError, *STUMBLES) as trouble:
            stumbled = str(trouble) or type(trouble).__name__
    named = {"file", "key", *(each.about for each in found)}  # pages and keys are looked at by now
    found += [each for each in strange_in(stands, file.kinds) if each.about not in named]
    if stumbled and not any(each.weight == "damage" for each in found):
        found.append(remark("file", "damage", "Something in the file cannot be read: {said}.", said=stumbled))
    return found


@contextlib.contextmanager
def _two_copies(path: Path) -> Iterator[tuple[Path, Path]]:
    """The study as it stands, and once more to be rebuilt, in a folder that only the owner can open."""
    with private_folder("check") as folder:
        stands, fresh = folder / "stands", folder / "fresh"
        back_up(path, stands)
        shutil.copyfile(stands, fresh)
        yield stands, fresh


def _sqlite(path: Path) -> Iterator[Remark]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        try:
            said = [row[0] for row in db.execute("PRAGMA integrity_check(20)")]
            lost = db.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as trouble:
            said, lost = [str(trouble)], []
    for each in said:
        if each != "ok":
            yield remark("file", "damage", "SQLite finds the file damaged: {said}.", said=each)
    places = {(table, to): 0 for table, _, to, _ in lost}
    for table, _, to, _ in lost:
        places[table, to] += 1
    for (table, to), count in places.items():
        sentence = "{count} rows of {table} name a row of {to} that is not there."
        yield remark("key", "damage", sentence, count=count, table=table, to=to)


def _schema(path: Path, file: StudyFile) -> Iterator[Remark]:
    """What no kind declares, what was altered, and what is missing."""
    expected = expected_schema(file.kinds, file.derived)
    with contextlib.closing(sqlite3.connect(path)) as db:
        try:
            found: dict[str, tuple[str, str]] = {
                name: (kind, sql)
                for name, kind, sql in db.execute(
                    "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                )
            }
        except sqlite3.DatabaseError:
            return
    for name in sorted(found.keys() - expected.keys()):
        sentence = "The {what} “{name}” is in the file, and no kind declares it."
        yield remark("stranger", "damage", sentence, what=found[name][0], name=name)
    for name in sorted(expected.keys() - found.keys()):
        yield remark("schema", "damage", "“{name}” is missing from the file.", name=name)
    for name in sorted(found.keys() & expected.keys()):
        if found[name][1] != expected[name]:
            sentence = "The {what} “{name}” does not have the columns that its kind declares."
            yield remark("schema", "damage", sentence, what=found[name][0], name=name)


# -- what can be computed again -----------------------------------------------------------------------


def _derived(stands: Path, fresh: Path, file: StudyFile) -> Iterator[Remark]:
    try:
        _rebuild(fresh, file)
    except Exception as trouble:
        sentence = "The derived tables cannot be computed from the rows: {said}."
        yield remark("derived", "damage", sentence, said=str(trouble) or type(trouble).__name__)
        return
    with contextlib.closing(sqlite3.connect(stands)) as db:
        db.execute("ATTACH ? AS fresh", (str(fresh),))
        for each in file.derived:
            for table in each.tables:
                columns = [column.name for column in table.columns if column.name != "n"]
                yield from _compared(db, table.name, columns)
        yield from _index(stands, fresh)


def _rebuild(path: Path, file: StudyFile) -> None:
    writing = engine(path, writing=True)
    try:
        with writing.begin() as db:
            refresh(db, file.derived, None)
    finally:
        writing.dispose()


def _compared(db: sqlite3.Connection, table: str, columns: Iterable[str]) -> Iterator[Remark]:
    """Rows that only one side has; local numbers that mean nothing elsewhere are not compared."""
    listed = ", ".join(f'"{column}"' for column in columns)
    count = f'SELECT {listed}, count(*) FROM {{side}}."{table}" GROUP BY {listed}'
    here, there = count.format(side="main"), count.format(side="fresh")
    extra = db.execute(f"SELECT count(*) FROM ({here} EXCEPT {there})").fetchone()[0]
    missing = db.execute(f"SELECT count(*) FROM ({there} EXCEPT {here})").fetchone()[0]
    if extra or missing:
        sentence = (
            "The derived table “{table}” is not what a fresh computation gives: {extra} rows are wrong or "
            "too many, {missing} are missing."
        )
        yield remark("derived", "derived", sentence, table=table, extra=extra, missing=missing)


def _index(stands: Path, fresh: Path) -> Iterator[Remark]:
    """Every word of every turn, as the index holds it, against a fresh one."""
    try:
        yield from _index_parts(stands, fresh)
    except sqlite3.DatabaseError as trouble:
        yield remark("index", "derived", "The search index cannot be read: {said}.", said=str(trouble))


def _index_parts(stands: Path, fresh: Path) -> Iterator[Remark]:
    nothing: list[tuple[str, int, int]] = []
    for here, there in zip_longest(_indexed(stands), _indexed(fresh), fillvalue=nothing):
        if here != there:
            # Words come in order, so that the first one which only one side has is where they part.
            word = min(set(here) ^ set(there))[0]
            sentence = "The search index does not find what it should; the first wrong word is “{word}”."
            yield remark("index", "derived", sentence, word=word)
            return


def _indexed(path: Path) -> Iterator[list[tuple[str, int, int]]]:
    """(word, turn, place in the turn) in the order of words, many at once."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, {search.INDEX}, instance)")
        rows = db.execute('SELECT term, doc, "offset" FROM temp.vocabulary')
        while some := rows.fetchmany(_INDEX_ROWS_AT_ONCE):
            yield some
