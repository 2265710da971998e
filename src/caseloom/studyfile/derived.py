"""Tables that can always be computed again: declared with the kinds that feed them, never in a change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Table

Found = TypeVar("Found")


class Touched(dict[str, set[UUID]]):
    """What a change touched: kind name → ids; and what follows from it, found once for all who ask."""

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """The first answer of `find` under that name: later ones would see tables refreshed meanwhile."""
        if name not in self._found:
            self._found[name] = find()
        found: Found = self._found[name]
        return found

    def __init__(self, ids: Mapping[str, set[UUID]] = MappingProxyType({})) -> None:
        super().__init__(ids)
        self._found: dict[str, Any] = {}


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
        elif each.feeds & touched.keys():
            each.refresh(db, touched)
