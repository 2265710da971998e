"""A case's years as a small picture: phases as bands, waves as points, on one scale for all cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WHOLE = 100.0
MOST_TICKS = 6


@dataclass(frozen=True)
class Scale:
    """The days that the picture's width stands for (proleptic ordinals, both inclusive)."""

    first: int
    last: int

    def place(self, day: int) -> float:
        """Where a day lies, in per cent of the width, kept inside the picture."""
        share = (day - self.first) / max(1, self.last - self.first)
        return round(min(max(share, 0.0), 1.0) * WHOLE, 2)


@dataclass(frozen=True)
class Tick:
    """A year's first day on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Band:
    """A stretch of time; `open_start` and `open_end` mark bounds that nobody stated."""

    x: float
    width: float
    label: str
    kind: str
    lane: int = 0
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True)
class Point:
    """A wave; `collected` of `planned` interviews, `planned` None where no plan was made."""

    x: float
    label: str
    short: str
    collected: int
    planned: int | None = None


@dataclass(frozen=True)
class Timeline:
    """One case's picture. `sentence` says the same in words for those who cannot see it."""

    sentence: str
    ticks: tuple[Tick, ...]
    period: Band | None
    bands: tuple[Band, ...]
    points: tuple[Point, ...]

    @property
    def lanes(self) -> int:
        """How many lanes the bands need."""
        return 1 + max((band.lane for band in self.bands), default=-1)


def scale_over(days: Iterable[int | None]) -> Scale | None:
    """The whole years that hold all stated days; None where no day is stated."""
    stated = [day for day in days if day is not None]
    if not stated:
        return None
    first, last = date.fromordinal(min(stated)), date.fromordinal(max(stated))
    return Scale(date(first.year, 1, 1).toordinal(), date(last.year, 12, 31).toordinal())


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """The years on the axis, thinned so that at most six are named."""
    first, last = date.fromordinal(scale.first).year, date.fromordinal(scale.last).year
    step = 1 + (last - first) // MOST_TICKS
    return tuple(
        Tick(scale.place(date(year, 1, 1).toordinal()), str(year)) for year in range(first, last + 1, step)
    )


def band(
    scale: Scale, bounds: tuple[int | None, int | None], *, label: str, kind: str, lane: int = 0
) -> Band:
    """A stretch of time on the scale; an open bound reaches the picture's edge."""
    start, end = bounds
    left = scale.place(start) if start is not None else 0.0
    right = scale.place(end + 1) if end is not None else WHOLE
    width = round(max(right - left, 0.8), 2)
    return Band(left, width, label, kind, lane, open_start=start is None, open_end=end is None)


def in_lanes(bands: Iterable[Band]) -> tuple[Band, ...]:
    """The bands with lanes given out so that none covers another (phases may overlap)."""
    ends: list[float] = []
    laid: list[Band] = []
    for each in sorted(bands, key=lambda one: (one.x, one.width)):
        lane = next((i for i, end in enumerate(ends) if end <= each.x + 0.01), len(ends))
        ends[lane : lane + 1] = [each.x + each.width]
        laid.append(_in_lane(each, lane))
    return tuple(laid)


def _in_lane(each: Band, lane: int) -> Band:
    return Band(each.x, each.width, each.label, each.kind, lane, each.open_start, each.open_end)
