"""Opening the database of a study file so that a stranger's file can do no harm."""

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DBAPIError
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
    SpoiledStudy,
)

APPLICATION_ID = 0x4C4F4F4D  # "LOOM"
FORM = 2
OLDEST_FORM = 1
OLDEST_SQLITE = (3, 37, 0)
BUSY_SECONDS = 5
HIGHEST_STAMP = 2**53
"""No study comes near it: with a change every millisecond that takes 285,000 years."""


def engine(path: Path, *, writing: bool, keys: bool = True) -> Engine:
    """An engine on the file; transactions begin at once and, for writing, hold the file.

    Without `keys` nobody looks whether a row that is named is there: for private copies.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise OldSqlite(version=sqlite3.sqlite_version)
    whole = path.resolve()  # now: the process may go to another folder before it connects again

    def connect() -> sqlite3.Connection:
        return connect_to(whole, writing=writing, keys=keys)

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=12)

    @event.listens_for(made, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    @event.listens_for(made, "handle_error")
    def failed(context: ExceptionContext) -> None:
        # SQLite opened it for reading only, and stays with that when it may be written again: open it anew.
        if "readonly" in str(context.original_exception):
            context.is_disconnect = True

    @event.listens_for(made, "close")
    def let_go(connection: sqlite3.Connection, _record: Any) -> None:
        # While a cursor lives on (a failure's traceback is enough), what is closed holds its locks still.
        with contextlib.suppress(sqlite3.Error):
            connection.rollback()

    return made


def connect_to(path: Path, *, writing: bool, keys: bool = True) -> sqlite3.Connection:
    """One hardened connection to a file that is there; the caller begins its transactions."""
    connection = sqlite3.connect(
        _address(path), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    _harden(connection)
    connection.execute("PRAGMA foreign_keys = " + ("ON" if keys else "OFF"))
    # Reading connections share the machine's file cache; a large one of their own only costs memory.
    connection.execute(f"PRAGMA cache_size = {-65536 if writing else -16384}")
    connection.execute("PRAGMA query_only = " + ("OFF" if writing else "ON"))
    return connection


def _address(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=rw"


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
    """Refuse what is no study, or one of a form that we do not know, by its header alone.

    It is read through SQLite, without the schema: to let go of a file that was opened beside SQLite
    would, on a Unix, let go of the locks that this process holds on it, in the middle of a write.
    """
    if not path.is_file():
        raise NoSuchStudy(path=path)
    try:
        with contextlib.closing(sqlite3.connect(_address(path), uri=True, timeout=BUSY_SECONDS)) as db:
            application: int = db.execute("PRAGMA application_id").fetchone()[0]
            form: int = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as trouble:
        if "not a database" in str(trouble):
            raise NotAStudy(path=path) from trouble
        raise _meaning(path, trouble) or trouble from trouble
    if application != APPLICATION_ID:
        raise NotAStudy(path=path)
    _refuse_form(path, form)


def _refuse_form(path: Path, form: int) -> None:
    if form > FORM:
        raise NewerStudy(path=path, found=form, known=FORM)
    if form < OLDEST_FORM:
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


def check_schema(path: Path, database: Engine, schemas: Mapping[int, Mapping[str, str]]) -> int:
    """Refuse a file whose schema is not word for word that of its form; returns the form.

    No trigger, view or table may be planted. `schemas` are form → name → statement. The form is read
    with the schema, in one transaction: another process may be about to upgrade the file.
    """
    try:
        with database.begin() as db:
            form = int(db.execute(text("PRAGMA user_version")).scalar_one())
            rows = db.execute(text("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
            found = {row.name: row.sql for row in rows}
    except DBAPIError as trouble:
        raise explained(path, trouble) from trouble
    except Exception as trouble:
        raise DamagedStudy(path=path, finding=type(trouble).__name__) from trouble
    _refuse_form(path, form)
    if difference := schema_difference(found, schemas[form]):
        raise DamagedStudy(path=path, finding=difference)
    return form


def schema_difference(found: Mapping[str, str], expected: Mapping[str, str]) -> str | None:
    """In which way a schema is not the one expected; None if it is, word for word."""
    strange = sorted(name for name, sql in found.items() if expected.get(name) != sql)
    if strange:
        return f"unknown or altered: {strange[0]}"
    missing = sorted(expected.keys() - found.keys())
    return f"missing: {missing[0]}" if missing else None


def in_other_journal_mode(database: Engine) -> bool:
    """Whether another program set the file to a write-ahead log, whose changes lie beside it."""
    with database.begin() as db:
        return db.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def use_plain_journal(path: Path) -> None:
    """Bring the changes into the file again, so that a plain copy of it is whole."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as trouble:
        raise Busy(path=path) from trouble


def explained(path: Path, trouble: DBAPIError) -> Exception:
    """What SQLite's complaint about a file means to a person; a complaint about a statement is no such."""
    return _meaning(path, trouble.orig) or trouble


def _meaning(path: Path, trouble: BaseException | None) -> Exception | None:
    reason = str(trouble)
    if "locked" in reason or "busy" in reason:
        return Busy(path=path)
    if "malformed" in reason or "not a database" in reason:
        return DamagedStudy(path=path, finding=reason)
    if "decode to UTF-8" in reason:
        # What stands there may be anything, and of any length: it is not repeated.
        return SpoiledStudy(path=path, finding="a text that is not UTF-8")
    if type(trouble) is sqlite3.DatabaseError:  # its own kind: what SQLite cannot make sense of in a file
        return DamagedStudy(path=path, finding=reason)
    return NotWritable(path=path, reason=reason) if isinstance(trouble, sqlite3.OperationalError) else None
