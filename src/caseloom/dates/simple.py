"""The one calendar date inside most EDTF texts: a year, a month, a day or a season, perhaps uncertain.

The plain forms are read here, in microseconds; whatever is rarer goes to the `edtf` package, which is the
second reader of these forms in the tests.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

LAST_YEAR = 9999

_PATTERN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)

# First month and number of months, by the codes of ISO 8601-2. 21 to 24 say nothing about the hemisphere:
# read here as the northern, meteorological seasons. A winter begins in December of the year it is named for.
SEASONS: dict[int, tuple[int, int]] = {
    **dict.fromkeys((21, 25, 31), (3, 3)),
    **dict.fromkeys((22, 26, 32), (6, 3)),
    **dict.fromkeys((23, 27, 29), (9, 3)),
    **dict.fromkeys((24, 28, 30), (12, 3)),
    **{code: (1 + 3 * (code - 33), 3) for code in range(33, 37)},
    **{code: (1 + 4 * (code - 37), 4) for code in range(37, 40)},
    **{code: (1 + 6 * (code - 40), 6) for code in range(40, 42)},
}


@dataclass(frozen=True, slots=True)
class SimpleDate:
    """A year with, where known, a month (1-12) or season (21-41) and a day; `mark` is "", "?", "~" or "%"."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def is_season(self) -> bool:
        return self.month is not None and self.month in SEASONS

    def first(self) -> int:
        """The first day, as a proleptic ordinal; the mark widens nothing."""
        if self.is_season:
            return date(self.year, SEASONS[self.month or 0][0], 1).toordinal()
        return date(self.year, self.month or 1, self.day or 1).toordinal()

    def last(self) -> int:
        """The last day, as a proleptic ordinal, inclusive; the mark widens nothing."""
        if self.day is not None:
            return self.first()
        if self.is_season:
            start, months = SEASONS[self.month or 0]
            return _last_of_month(self.year, start + months - 1)
        return _last_of_month(self.year, self.month or 12)


def read_simple(text: str) -> SimpleDate | None:
    """One plain date or season of the years 1 to 9999, or None where the text is something else."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.groups()
    simple = SimpleDate(int(year), int(month) if month else None, int(day) if day else None, mark)
    return simple if _exists(simple) else None


def _exists(simple: SimpleDate) -> bool:
    if simple.year == 0:
        return False
    if simple.is_season:
        return simple.day is None
    if simple.month is not None and not 1 <= simple.month <= 12:
        return False
    return simple.day is None or 1 <= simple.day <= monthrange(simple.year, simple.month or 1)[1]


def _last_of_month(year: int, month: int) -> int:
    """Last day of a month; months above 12 run on into the next year, as a winter does."""
    year, month = (year + 1, month - 12) if month > 12 else (year, month)
    if year > LAST_YEAR:
        return date.max.toordinal()
    return date(year, month, monthrange(year, month)[1]).toordinal()
