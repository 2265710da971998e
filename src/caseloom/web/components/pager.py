"""From one page of a long list to the next."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict


@dataclass(frozen=True)
class Pager:
    """Where one is in a list of `total`: `first` counts from 0; `shown` stand on this page."""

    first: int
    shown: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def needed(self) -> bool:
        """Whether there is more than one page."""
        return bool(self.before or self.after)

    @property
    def words(self) -> str:
        """Such as “51–100 of 212”."""
        return f"{self.first + 1}–{self.first + self.shown} / {self.total}"


def offset_in(query: QueryDict) -> int:
    """The place that the address asks for; 0 where it asks for none or for nonsense."""
    written = query.get("from", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def pager(
    query: QueryDict, offset: int, shown: int, total: int, *, step: int, path: str = "", at: str = ""
) -> Pager:
    """The links to the pages before and after; the rest of the query stays as it is.

    `at` is the id of the heading over the list, where it does not begin the page.
    """

    def link(start: int) -> str:
        kept = [(name, value) for name, values in query.lists() for value in values if name != "from"]
        return f"{path}?{urlencode([*kept, ('from', str(start))])}" + (f"#{at}" if at else "")

    before = link(max(0, offset - step)) if offset else ""
    after = link(offset + step) if offset + step < total else ""
    return Pager(offset, shown, total, before, after)
