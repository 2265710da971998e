"""Opening the database of a study file so that a stranger's file can do no harm."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from caseloom.studyfile.errors import (
    Busy,
    DamagedStudy,
    NewerStudy,
    NoSuchStudy,
    NotAStudy,
    NotWritable,
    OlderStudy,
    OldSqlite,
)

APPLICATION_ID = 0x4C4F4F4D  # "LOOM"
FORM = 1
OLDEST_SQLITE = (3, 37, 0)
BUSY_SECONDS = 5


def engine(path: Path, *, writing: bool, keys: bool = True) -> Engine:
    """An engine on the file; transactions begin at once and, for writing, hold the file.

    Without `keys` nobody looks whether a row that is named is there: for private copies.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise OldSqlite(version=sqlite3.sqlite_version)
    address = f"file:{quote(str(path.resolve()))}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        _harden(connection)
        connection.execute("PRAGMA foreign_keys = " + ("ON" if keys else "OFF"))
        # Reading connections share the machine's file cache; a large one of their own only costs memory.
        connection.execute(f"PRAGMA cache_size = {-65536 if writing else -16384}")
        connection.execute("PRAGMA query_only = " + ("OFF" if writing else "ON"))
        return connection

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=12)

    @event.listens_for(made, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def _harden(connection: sqlite3.Connection) -> None:
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "recursive_triggers = OFF",
        "synchronous = FULL",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def check_header(path: Path) -> None:
    """Refuse what is no study, or one of another form, by its first hundred bytes alone."""
    if not path.is_file():
        raise NoSuchStudy(path=path)
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise NotAStudy(path=path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAStudy(path=path)
    form = int.from_bytes(head[60:64], "big")
    if form > FORM:
        raise NewerStudy(path=path, found=form, known=FORM)
    if form < FORM:
        raise OlderStudy(path=path, found=form)


def check_whole(path: Path, database: Engine) -> None:
    """SQLite's own quick check, for files that this machine did not write last."""
    try:
        with database.begin() as db:
            finding = db.execute(text("PRAGMA quick_check(1)")).scalar()
    except DBAPIError as trouble:
        raise explained(path, trouble) from trouble
    except Exception as trouble:
        raise DamagedStudy(path=path, finding=type(trouble).__name__) from trouble
    if finding != "ok":
        raise DamagedStudy(path=path, finding=finding)


def check_schema(path: Path, database: Engine, expected: dict[str, str]) -> None:
    """Refuse a file whose schema is not word for word ours: no trigger, view or table may be planted."""
    try:
        with database.begin() as db:
            rows = db.execute(text("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
            found = {row.name: row.sql for row in rows}
    except DBAPIError as trouble:
        raise explained(path, trouble) from trouble
    except Exception as trouble:
        raise DamagedStudy(path=path, finding=type(trouble).__name__) from trouble
    strange = sorted(name for name, sql in found.items() if expected.get(name) != sql)
    missing = sorted(expected.keys() - found.keys())
    if strange:
        raise DamagedStudy(path=path, finding=f"unknown or altered: {strange[0]}")
    if missing:
        raise DamagedStudy(path=path, finding=f"missing: {missing[0]}")


def in_other_journal_mode(path: Path) -> bool:
    """Whether another program set the file to a write-ahead log, whose changes lie beside it."""
    with path.open("rb") as file:
        return 2 in file.read(20)[18:20]


def use_plain_journal(path: Path) -> None:
    """Bring the changes into the file again, so that a plain copy of it is whole."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as trouble:
        raise Busy(path=path) from trouble


def explained(path: Path, trouble: DBAPIError) -> Exception:
    """What SQLite's complaint about a file means to a person; a complaint about a statement is no such."""
    reason = str(trouble.orig)
    if "locked" in reason or "busy" in reason:
        return Busy(path=path)
    if "malformed" in reason or "not a database" in reason:
        return DamagedStudy(path=path, finding=reason)
    return NotWritable(path=path, reason=reason) if isinstance(trouble, OperationalError) else trouble
