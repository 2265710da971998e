"""The full-text index over turns: contentless FTS5, its terms made by the text room."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

INDEX = "turn_index"
# The terms come ready (lower case, accents off, Chinese in pairs), one space apart: split there only.
CREATE = f"CREATE VIRTUAL TABLE {INDEX} USING fts5(terms, content='', tokenize=\"ascii\")"


def add(db: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index turns: (turn's local number, its search terms)."""
    _write(db, f"INSERT INTO {INDEX}(rowid, terms) VALUES (:n, :terms)", rows)


def remove(db: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take turns out; a contentless index must be told the terms that went in."""
    _write(db, f"INSERT INTO {INDEX}({INDEX}, rowid, terms) VALUES ('delete', :n, :terms)", rows)


def clear(db: Connection) -> None:
    """Empty the index."""
    db.execute(text(f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')"))


def make_anew(db: Connection) -> None:
    """Drop the index and make an empty one: one that is only emptied still holds the words on its pages."""
    db.execute(text(f"DROP TABLE {INDEX}"))
    db.execute(text(CREATE))


def _write(db: Connection, statement: str, rows: Iterable[tuple[int, str]]) -> None:
    batch = [{"n": n, "terms": terms} for n, terms in rows]
    if batch:
        db.execute(text(statement), batch)
