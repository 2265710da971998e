"""Listings drawn as tables, as wide as the terminal; a wide matrix in blocks of columns."""

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from caseloom.cli.speech import harmless
from caseloom.reporting.listing import Listing, Value

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_WIDEST_PIPED = 240
_SHORT = 12
_LEAST_LABEL, _LEAST_LABEL_IN_BLOCKS = 34, 22
_WIDEST_NUMBER = 16
_BETWEEN = 2  # blanks that a column takes besides its words


def draw(listing: Listing) -> None:
    """Draw a listing with its sentences, as wide as the terminal."""
    from rich.console import Console
    from rich.measure import Measurement
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDEST_PIPED
    tables = [_table(listing, places, console.width) for places in blocks(listing, console.width)]
    if not console.is_terminal:
        wide = console.options.update(width=10_000)
        widest = max(Measurement.get(console, wide, table).maximum for table in tables)
        console.width = min(_WIDEST_PIPED, max(80, widest))
    console.print(Text(harmless(listing.title), style="bold"))
    for words in listing.above:
        console.print(Text(harmless(words)))
    _print(console, tables if listing.rows else [Text("Nothing to list.")])
    for words in listing.below:
        console.print(Text(harmless(words)))


def _print(console: "Console", tables: Sequence[object]) -> None:
    for table in tables:
        console.print(table)


def blocks(listing: Listing, width: int) -> list[list[int]]:
    """The columns of each table that is drawn: one with all of them, where whole words of all headings fit.

    Else the counts stand in blocks beneath each other, each with the names of the rows; columns of one
    case stay together where they can. Only a listing of one name and many counts is parted so.
    """
    drawn = [place for place, column in enumerate(listing.columns) if column.drawn]
    names = [place for place in drawn if not listing.columns[place].number]
    counts = [place for place in drawn if listing.columns[place].number]
    if (
        len(names) != 1
        or _needed(listing, counts) <= width - _label(listing, names[0], _LEAST_LABEL) - _BETWEEN
    ):
        return [drawn]
    room = width - _label(listing, names[0], _LEAST_LABEL_IN_BLOCKS) - _BETWEEN
    return [[*names, *block] for block in _parted(listing, counts, room)]


def _parted(listing: Listing, counts: Sequence[int], room: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for _, group in groupby(counts, lambda place: _lines(listing, place)[0]):
        several = list(group)
        if found[-1] and _needed(listing, found[-1] + several) > room:
            found.append([])
        for place in several:
            if found[-1] and _needed(listing, [*found[-1], place]) > room:
                found.append([])
            found[-1].append(place)
    return found


def _needed(listing: Listing, places: Sequence[int]) -> int:
    return sum(_least_number(listing, place) + _BETWEEN for place in places)


def _label(listing: Listing, place: int, least: int) -> int:
    """What the names of the rows need: their whole words, with the blanks before them."""
    names = [_words(row[place]) for row in listing.rows]
    whole = max((len(name) for name in names), default=0)
    words = [len(name) - len(name.lstrip()) + max(map(len, name.split()), default=0) for name in names]
    return min(whole, _LEAST_LABEL, max([least, *words]))


def _lines(listing: Listing, place: int) -> list[str]:
    column = listing.columns[place]
    return (column.heading or column.name).splitlines() or [""]


def _least_number(listing: Listing, place: int) -> int:
    """What a column of counts needs so that no word of its heading, and no short cell, is broken."""
    heading = " ".join(_lines(listing, place)).split()
    cells = max((len(_words(row[place])) for row in listing.rows), default=0)
    return min(_WIDEST_NUMBER, max([min(cells, _SHORT), *map(len, heading)]))


def _table(listing: Listing, places: Sequence[int], width: int) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place in places:
        column = listing.columns[place]
        table.add_column(
            Text(harmless(column.heading or column.name)),
            justify="right" if column.number else "left",
            overflow="fold",
            min_width=_least_number(listing, place) if column.number else _least(listing, place, places),
            max_width=_widest_number(listing, places, place, width) if column.number else None,
        )
    for row in listing.rows:
        table.add_row(*(Text(_words(row[place])) for place in places))
    return table


def _least(listing: Listing, place: int, places: Sequence[int]) -> int | None:
    """Short words are not broken; long texts take what is left."""
    if len(places) > 1 and all(listing.columns[each].number for each in places if each != place):
        return _label(listing, place, _LEAST_LABEL_IN_BLOCKS)
    widest = max((len(_words(row[place])) for row in listing.rows[:500]), default=0)
    return widest if widest <= _SHORT else None


def _widest_number(listing: Listing, places: Sequence[int], place: int, width: int) -> int:
    """A long heading over numbers is folded, so that what names the rows has room."""
    count = sum(listing.columns[each].number for each in places)
    share = (width - _LEAST_LABEL) // count - _BETWEEN
    return max(_least_number(listing, place), min(_WIDEST_NUMBER, share))


def _words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(f"{value:.0f}" if isinstance(value, float) else str(value))
