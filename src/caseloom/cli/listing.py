"""Listings at the command line: drawn as a table, or as json, csv, xlsx or html, to the screen or a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from caseloom.cli.drawing import draw
from caseloom.cli.speech import answer
from caseloom.reporting.formats import FORMATS, TEXTS, write
from caseloom.reporting.listing import Listing

_SUFFIXES = {f".{form}": form for form in FORMATS if form != "table"} | {".htm": "html"}
Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = ["Output", "draw", "listed"]


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
