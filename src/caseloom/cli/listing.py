"""Listings at the command line: drawn as a table, or as json, csv, xlsx or html, to the screen or a file."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from caseloom.cli.speech import answer, harmless
from caseloom.reporting.formats import FORMATS, TEXTS, write
from caseloom.reporting.listing import Column, Listing, Value

_WIDEST_PIPED = 240
_SHORT = 12
_LEAST_LABEL = 34
_SUFFIXES = {f".{form}": form for form in FORMATS if form != "table"} | {".htm": "html"}
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Output:
    """Where a listing goes, and in which form."""

    form: str
    to: Path | None

    def show(self, listing: Listing) -> None:
        """Write the listing there."""
        if self.to is not None:
            write(listing, self.form, self.to)
            count = len(listing.rows)
            answer(f"Wrote {count} {'row' if count == 1 else 'rows'} to {self.to}.")
        elif self.form == "table":
            draw(listing)
        else:
            click.echo(TEXTS[self.form](listing).encode("utf-8"), nl=False)


def listed(command: Command) -> Command:
    """Give a command `--format` and `--to`, which it gets as one argument, `output`."""
    form = click.option(
        "--format",
        "output",
        type=click.Choice(FORMATS),
        callback=_output,
        default=None,
        help="How it is listed; drawn as a table unless said, or as the ending of --to says.",
    )
    to = click.option(
        "--to",
        "_to",
        type=click.Path(path_type=Path, dir_okay=False),
        is_eager=True,
        callback=_to,
        expose_value=False,
        help="Write it to this file instead of the screen.",
    )
    return form(to(command))


def _to(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    ctx.meta["caseloom.to"] = value


def _output(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> Output:
    return output(value, ctx.meta.get("caseloom.to"))


def output(value: str | None, to: Path | None) -> Output:
    """The form and place that were asked for; raises `UsageError` where they do not go together."""
    form = value or (_SUFFIXES.get(to.suffix.lower()) if to else "table")
    if to is not None and form in (None, "table"):
        raise click.UsageError("A drawn table goes to the screen only: say --format json, csv, xlsx or html.")
    if to is None and form == "xlsx":
        raise click.UsageError("A workbook goes to a file: say --to FILE.xlsx.")
    return Output(form or "table", to)


def as_it_was_on(listing: Listing, day: date | None) -> Listing:
    """A listing that says which day it tells of; as it is where that is now."""
    if day is None:
        return listing
    return replace(listing, above=(f"As it was at the end of {day} (UTC).", *listing.above))


def draw(listing: Listing) -> None:
    """Draw a listing as a table with its sentences, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDEST_PIPED
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    drawn = [place for place, column in enumerate(listing.columns) if column.drawn]
    for place in drawn:
        column = listing.columns[place]
        table.add_column(
            Text(harmless(column.heading or column.name)),
            justify="right" if column.number else "left",
            overflow="fold",
            min_width=_least(listing, place),
            max_width=_widest_number(listing, console.width) if column.number else None,
        )
    for row in listing.rows:
        table.add_row(*(Text(_words(listing.columns[place], row[place])) for place in drawn))
    if not console.is_terminal:
        widest = Measurement.get(console, console.options.update(width=10_000), table).maximum
        console.width = min(_WIDEST_PIPED, max(80, widest))
    console.print(Text(harmless(listing.title), style="bold"))
    for words in listing.above:
        console.print(Text(harmless(words)))
    console.print(table if listing.rows else Text("Nothing to list."))
    for words in listing.below:
        console.print(Text(harmless(words)))


def _least(listing: Listing, place: int) -> int | None:
    """Short words are not broken; long texts take what is left."""
    column = listing.columns[place]
    widest = max((len(_words(column, row[place])) for row in listing.rows[:500]), default=0)
    return widest if widest <= _SHORT else None


def _widest_number(listing: Listing, width: int) -> int:
    """A long heading over numbers is folded, so that what names the rows has room."""
    count = sum(column.number for column in listing.columns if column.drawn)
    return max(8, min(16, (width - _LEAST_LABEL) // count - 3))


def _words(_column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(f"{value:.0f}" if isinstance(value, float) else str(value))
