"""Writing rows quickly and taking them out: a statement is made once, then a million rows pass through."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from caseloom.studyfile.columns import Id


def insert_rows(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same fields, named as the table's columns. None is written as NULL."""
    if not rows:
        return
    names = tuple(rows[0])
    statement, bare = _shape(table, names)
    db.exec_driver_sql(statement, [bare(row) for row in rows])


def delete_rows(db: Connection, table: Table, column: str, number: int) -> None:
    """Delete the rows with that number in a column."""
    db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE "{table.c[column].name}" = ?', (number,))


@lru_cache(maxsize=256)
def _shape(
    table: Table, names: tuple[str, ...]
) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
    """The statement for a table and these columns, and what turns a row into its parameters."""
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    ids = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Id)]
    if not ids and len(names) > 1:
        return statement, itemgetter(*names)

    def bare(row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = [row[name] for name in names]
        for place in ids:
            if values[place] is not None:
                values[place] = values[place].bytes
        return tuple(values)

    return statement, bare
