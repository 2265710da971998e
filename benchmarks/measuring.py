"""Measuring: how long work takes over several runs, and what is wished of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeVar

Unit = Literal["s", "MB", "share"]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Measure:
    """Values of one thing over several runs: seconds, megabytes, or shares of something."""

    values: tuple[float, ...]
    unit: Unit = "s"

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    def __str__(self) -> str:
        if len(self.values) == 1:
            return worded(self.middle, self.unit)
        low, high = worded(min(self.values), self.unit), worded(max(self.values), self.unit)
        return f"{worded(self.middle, self.unit)} ({low} to {high})"


def worded(value: float, unit: Unit) -> str:
    """A value in the unit that reads best: s, ms, MB or %."""
    if unit == "share":
        return f"{value * 100:.1f} %"
    if unit == "MB":
        return f"{value:.3g} MB" if value < 100 else f"{value:,.0f} MB"
    if value < 1:
        return f"{value * 1000:.2g} ms" if value < 0.01 else f"{value * 1000:.0f} ms"
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


@dataclass(frozen=True)
class Wish:
    """What is wished: at most so much, or at most so many times what the floor takes."""

    most: float
    times_floor: bool = False

    def met(self, ours: Measure, floor: Measure | None) -> bool:
        """Whether the median keeps to it."""
        if self.times_floor:
            return floor is not None and ours.middle <= self.most * floor.middle
        return ours.middle <= self.most

    def worded(self, unit: Unit) -> str:
        """The wish for people."""
        return f"{self.most:g} × floor" if self.times_floor else worded(self.most, unit)


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, Caseloom's measure and the floor's."""

    key: str
    size: str
    ours: Measure
    floor: Measure | None = None
    wish: Wish | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether a wish is not kept."""
        return self.wish is not None and not self.wish.met(self.ours, self.floor)


def repeat(work: Callable[[], Result], times: int) -> tuple[Measure, Result]:
    """Do the same several times; how long each took, and what came out last."""
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - began)
    return Measure(tuple(taken)), result
