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


@dataclass(frozen=True)
class OpenPager(Pager):
    """Where one is in a list whose length nobody counted."""

    @property
    def words(self) -> str:
        """Such as “51–100”."""
        return f"{self.first + 1}–{self.first + self.shown}"


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

    before, after = _around(query, path, at, offset, step)
    return Pager(offset, shown, total, before, after if offset + step < total else "")


def open_pager(query: QueryDict, offset: int, shown: int, *, step: int, more: bool) -> OpenPager:
    """The same for a list of which is known only whether there is `more` of it."""
    before, after = _around(query, "", "", offset, step)
    return OpenPager(offset, shown, offset + shown, before, after if more else "")


def _around(query: QueryDict, path: str, at: str, offset: int, step: int) -> tuple[str, str]:
    def link(start: int) -> str:
        kept = [(name, value) for name, values in query.lists() for value in values if name != "from"]
        return f"{path}?{urlencode([*kept, ('from', str(start))])}" + (f"#{at}" if at else "")

    return link(max(0, offset - step)) if offset else "", link(offset + step)
