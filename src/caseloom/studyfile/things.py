"""A reference to a row of any of several kinds: kind and id in one field, so that no merge can part them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Thing:
    """A row of a study, whatever its kind; written as “case:0193…”."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id.hex}"


def read_thing(written: str) -> Thing | None:
    """The thing that is written there, its id with or without hyphens; None for what names none."""
    kind, _, id = written.partition(":")
    try:
        return Thing(kind, UUID(hex=id)) if kind else None
    except ValueError:
        return None


def check_of(column: str) -> str:
    """The condition, in SQL, that a column holds nothing but things: a stranger's file may hold anything."""
    return (
        f"\"{column}\" GLOB '?*:*' AND substr(\"{column}\", -33, 1) = ':' "
        f"AND substr(\"{column}\", -32) NOT GLOB '*[^0-9a-f]*'"
    )
