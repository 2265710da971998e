"""The full-text index over turns: contentless FTS5, its terms made by the text room."""

from collections.abc import Iterable

from sqlalchemy import Connection

INDEX = "turn_index"
# The terms come ready (lower case, accents off, Chinese in pairs), one space apart: split there only.
CREATE = f"CREATE VIRTUAL TABLE {INDEX} USING fts5(terms, content='', tokenize=\"ascii\")"


def add(db: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index turns: (turn's local number, its search terms)."""
    _write(db, f"INSERT INTO {INDEX}(rowid, terms) VALUES (?, ?)", rows)


def remove(db: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take turns out; a contentless index must be told the terms that went in."""
    _write(db, f"INSERT INTO {INDEX}({INDEX}, rowid, terms) VALUES ('delete', ?, ?)", rows)


def clear(db: Connection) -> None:
    """Empty the index."""
    db.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')")


def make_anew(db: Connection) -> None:
    """Drop the index and make an empty one: one that is only emptied still holds the words on its pages."""
    db.exec_driver_sql(f"DROP TABLE {INDEX}")
    db.exec_driver_sql(CREATE)


def _write(db: Connection, statement: str, rows: Iterable[tuple[int, str]]) -> None:
    batch = list(rows)
    if batch:
        db.exec_driver_sql(statement, batch)
