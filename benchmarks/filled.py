"""Both files of a size once they are filled, and how a figure of them is made."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from benchmarks.measuring import Figure, Measure
from benchmarks.project import Project
from benchmarks.wishes import BY_KEY

# How often each reading is repeated; what is read in a second may be repeated less.
RUNS = {"XS": 2, "D": 9, "V": 5, "S": 9, "M": 7, "L": 5}


@dataclass(frozen=True)
class Filled:
    """Both files, filled, and what is where in them."""

    project: Project
    study: Path
    floor: Path
    codes: tuple[UUID, ...]
    sources: tuple[UUID, ...]

    @property
    def runs(self) -> int:
        """How often a reading is repeated."""
        return RUNS[self.project.size.name]


def figure(
    of: Filled | Project, key: str, ours: Measure, floor: Measure | None = None, note: str = ""
) -> Figure:
    """A figure of a line with the wish at that size."""
    size = (of.project if isinstance(of, Filled) else of).size.name
    return Figure(key, size, ours, floor, BY_KEY[key].wish(size), note)
