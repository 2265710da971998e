"""A listing: named columns and rows of plain values, whichever way it is written afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its heading for people, and whether a drawn table has room for it."""

    name: str
    heading: str = ""
    drawn: bool = True
    number: bool = False


@dataclass(frozen=True)
class Listing:
    """A table of values with a title; `above` and `below` are sentences that belong to it.

    A row has a value per column. None is “not there”, which is not the same as 0 or an empty text.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = field(default=())

    def objects(self) -> list[dict[str, Value]]:
        """The rows, each as column's name → value."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def columns(*names: str, hidden: Iterable[str] = (), numbers: Iterable[str] = ()) -> tuple[Column, ...]:
    """Columns whose headings are their names; of those hidden a drawn table makes nothing."""
    return tuple(
        Column(name, name.replace("_", " "), drawn=name not in set(hidden), number=name in set(numbers))
        for name in names
    )


def rows_of(things: Iterable[Any], shown: Sequence[Column]) -> list[tuple[Value, ...]]:
    """A row for each thing: its attributes that bear the columns' names; no words are None."""
    return [
        tuple(None if (value := plain(getattr(thing, column.name))) == "" else value for column in shown)
        for thing in things
    ]


def plain(value: Any) -> Value:
    """A value as files hold it: ids as text, several texts as lines of one."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
