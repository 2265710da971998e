"""Days and times as people type them."""

from datetime import date

import click

from caseloom.dates import from_words


def day(typed: str) -> date:
    """A day, such as 2026-11-20; one that cannot be read is a wrong command line."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise click.BadParameter(f"“{typed}” is not a day such as 2026-11-20.") from None


class _Time(click.ParamType[str]):
    """A time in words or as EDTF, handed on as EDTF; raises `NotATime`."""

    name = "time"

    def convert(self, value: str, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        return from_words(value)


TIME = _Time()
