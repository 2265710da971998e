"""What a file may hold that no program of ours writes: broken texts, ids of another length, broken items."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import Table, Text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from caseloom.language import CaseloomError
from caseloom.studyfile.catalogue import BORN, GONE
from caseloom.studyfile.columns import Id
from caseloom.studyfile.connection import HIGHEST_STAMP, connect_to, explained
from caseloom.studyfile.erasing import MARKS
from caseloom.studyfile.errors import SpoiledStudy
from caseloom.studyfile.fold import decode, named_in
from caseloom.studyfile.kinds import Kinds
from caseloom.studyfile.remarks import Remark, remark
from caseloom.studyfile.tables import change, item, meta
from caseloom.studyfile.things import read_thing

_OF_ROWS = (BORN, GONE, *MARKS)


# What code that reads rows raises where a row says what no program of ours writes.
STUMBLES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    SQLAlchemyError,
    TypeError,
    ValueError,
)


@contextlib.contextmanager
def explaining(path: Path, kinds: Kinds) -> Iterator[None]:
    """Say what a failure over a study means to a person, where the file is to blame and not the program."""
    try:
        yield
    except CaseloomError:
        raise
    except DBAPIError as trouble:
        raise explained(path, trouble) from trouble
    except STUMBLES as trouble:
        found = strange_in(path, kinds)
        if not found:
            raise
        raise SpoiledStudy(path=path, finding=found[0]) from trouble


def strange_in(path: Path, kinds: Kinds, *, pages: bool = True) -> list[Remark]:
    """Everything in a study file that its readings cannot make sense of, once for each place.

    Without `pages` SQLite's own quick check is left out.
    """
    try:
        with contextlib.closing(connect_to(path, writing=False)) as db:
            return [*(_pages(db) if pages else ()), *_strange(db, kinds)]
    except sqlite3.DatabaseError as trouble:
        return [remark("file", "damage", "SQLite finds the file damaged: {said}.", said=str(trouble))]


def _pages(db: sqlite3.Connection) -> Iterator[Remark]:
    for (said,) in db.execute("PRAGMA quick_check(5)").fetchall():
        if said != "ok":
            yield remark("file", "damage", "SQLite finds the file damaged: {said}.", said=said)


def _strange(db: sqlite3.Connection, kinds: Kinds) -> Iterator[Remark]:
    for table, to in sorted({(row[0], row[2]) for row in db.execute("PRAGMA foreign_key_check")}):
        sentence = "rows of {table} name a row of {to} that is not there"
        yield remark("key", "damage", sentence, table=table, to=to)
    readable = True
    for each in (meta, change, item, *(kinds.table(name) for name in kinds)):
        for found in _columns(db, each):
            readable = False
            yield found
    stamps = "SELECT count(*) FROM change WHERE stamp NOT BETWEEN 0 AND ?"
    if db.execute(stamps, (HIGHEST_STAMP,)).fetchone()[0]:
        yield remark("fold", "damage", "a change has a number that none can have")
    if readable:
        yield from dict.fromkeys(_items(db, kinds))


def _columns(db: sqlite3.Connection, table: Table) -> Iterator[Remark]:
    """Columns with a text that is not UTF-8, or with an id of another length."""
    for column in table.columns:
        name, quoted = column.name, f'SELECT "{column.name}" FROM "{table.name}"'
        if isinstance(column.type, Text):
            try:
                for _ in db.execute(quoted):
                    pass
            except sqlite3.OperationalError:
                sentence = "the {field} of a {kind} holds a text that is not UTF-8"
                yield remark("fold", "damage", sentence, field=name, kind=table.name)
        elif isinstance(column.type, Id) and _first(db, f'{quoted} WHERE length("{name}") != 16'):
            yield remark(
                "fold", "damage", "the {field} of a {kind} is not an id", field=name, kind=table.name
            )


def _first(db: sqlite3.Connection, query: str) -> bool:
    return db.execute(f"{query} LIMIT 1").fetchone() is not None


def _items(db: sqlite3.Connection, kinds: Kinds) -> Iterator[Remark]:
    """Items of kinds and fields that nobody declares, or that cannot be read."""
    rows = db.execute(
        "SELECT kind, field, value, overwrote, knew FROM item "
        "WHERE field != '' OR overwrote IS NOT NULL OR knew IS NOT NULL"
    )
    for name, field, value, overwrote, knew in rows:
        kind = kinds.get(name)
        if kind is None or (field not in _OF_ROWS and field not in kind.names):
            continue  # named below, once
        try:
            said = decode(kind, field, value) if field not in (BORN, *MARKS) else None
            named_in(overwrote)
            named_in(knew)
            sound = said is None or _fits(said, kind.field(field).holds if field != GONE else "flag")
        except (ValueError, TypeError, AttributeError, RecursionError):
            sound = False
        if not sound:
            sentence = "what was written to the {field} of a {kind} cannot be read"
            yield remark("fold", "damage", sentence, field=field, kind=name)
    for name, field in db.execute("SELECT DISTINCT kind, field FROM item"):
        if name not in kinds:
            sentence = "the record of changes speaks of “{kind}”, which no kind declares"
            yield remark("births", "damage", sentence, kind=name)
        elif field not in _OF_ROWS and field not in kinds[name].names:
            sentence = "the record of changes edits the {field} of a {kind}, which has no such field"
            yield remark("fold", "damage", sentence, field=field, kind=name)


def _fits(said: object, holds: str) -> bool:
    """Whether a value is of the sort that the column of its field takes."""
    if holds in ("id", "words"):
        return isinstance(said, UUID)
    if holds in ("integer", "flag"):
        return isinstance(said, int) and -(2**63) <= said < 2**63
    if holds == "thing":
        return isinstance(said, str) and read_thing(said) is not None
    return isinstance(said, float | int) if holds == "real" else isinstance(said, str)
