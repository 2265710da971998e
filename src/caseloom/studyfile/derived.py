"""Tables that can always be computed again: declared with the kinds that feed them, never in a change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Table

Touched = Mapping[str, set[UUID]]


@dataclass(frozen=True)
class Derived:
    """A table computed from others.

    `refresh(db, touched)` brings it up to date after a change touched rows of the kinds in
    `feeds` (kind name → ids); with `touched` None it computes the whole table again.
    """

    name: str
    tables: tuple[Table, ...]
    feeds: frozenset[str]
    refresh: Callable[[Connection, Touched | None], None]


def refresh(db: Connection, derived: Iterable[Derived], touched: Touched | None) -> None:
    """Refresh, in their order, those that a change feeds (all, when `touched` is None)."""
    for each in derived:
        if touched is None:
            each.refresh(db, None)
        elif fed := {kind: ids for kind, ids in touched.items() if kind in each.feeds}:
            each.refresh(db, fed)
