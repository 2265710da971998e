"""Days as people type them."""

from datetime import date

import click


def day(typed: str) -> date:
    """A day, such as 2026-11-20; one that cannot be read is a wrong command line."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise click.BadParameter(f"“{typed}” is not a day such as 2026-11-20.") from None
