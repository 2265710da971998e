"""How codings stand to each other in a text: near, inside, around, overlapping, apart, the same passage."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import accumulate
from typing import Any
from uuid import UUID

from caseloom.coding.model import CodingProblem

RELATIONS = ("overlapping", "apart", "near", "inside", "around", "same")
UNITS = ("words", "turns")
BY = ("", "same", "another")
TIMES = ("", "stated", "not")
MOST_APART = 10_000
MOST_SHOWN = 20
"""How many of the other code's codings are kept beside each; more are only counted."""


class WishUnreadable(CodingProblem):
    """A query over codings that asks nothing that can be answered."""

    exit_code = 2
    sentence = (
        "“{said}” cannot be asked of codings; nothing was written. Choose two codes, a relation "
        "(overlapping, apart, near, inside, around, same) and, for near, up to 10,000 words or turns."
    )


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which codings of one code are wanted, by how they stand to those of another.

    Ids are hex; "" asks for all. `below` takes in the codes beneath. `within` and `unit` are for near.
    The rest sifts the first code's codings; `by` says whether the other's coder is the same or another.
    `voice` is the key of a voice (`voice_key`), so that nobody's words are kept in a wish.
    """

    relation: str
    code: str
    other: str
    code_below: bool = False
    other_below: bool = False
    within: int = 0
    unit: str = UNITS[0]
    case: str = ""
    wave: str = ""
    setting: str = ""
    voice: str = ""
    participant: str = ""
    coder: str = ""
    source_kind: str = ""
    valence: str = ""
    about: str = ""
    by: str = ""

    def __post_init__(self) -> None:
        for said, known in (
            (self.relation, RELATIONS),
            (self.unit, UNITS),
            (self.by, BY),
            (self.about, TIMES),
        ):
            if said not in known:
                raise WishUnreadable(said=said)
        if not (self.code and self.other):
            raise WishUnreadable(said=self.relation)
        if not 0 <= self.within <= MOST_APART:
            raise WishUnreadable(said=str(self.within))

    def names(self, code: UUID) -> bool:
        """Whether it asks for that code."""
        return code.hex in (self.code, self.other)

    def instead(self, code: UUID, into: UUID) -> "Wish":
        """The same, asked of another code in that one's place."""
        one, other = (into.hex if each == code.hex else each for each in (self.code, self.other))
        return replace(self, code=one, other=other)

    def written(self) -> str:
        """The wish as JSON, the same for the same wish."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def read_wish(written: str) -> Wish:
    """The wish that was written; raises `WishUnreadable` for anything else."""
    kinds = {each.name: each.type for each in fields(Wish)}
    try:
        said: dict[str, Any] = json.loads(written)
        fitting = all(type(value) is kinds[name] for name, value in said.items())
        if fitting:
            return Wish(**said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise WishUnreadable(said=written[:80])


@dataclass(frozen=True)
class Span:
    """A coding's place in one text: code points, end exclusive, not empty. `n` is its local number."""

    n: int
    start: int
    end: int
    coder_n: int = 0


@dataclass(frozen=True)
class Related:
    """A coding with those that make it wanted: the first in text order, and how many in all."""

    n: int
    others: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Ruler:
    """Measures how far two places of a text are apart, in steps between units that begin at `starts`.

    Words: those that begin between the two. Turns: how many turns later the second begins.
    """

    starts: Sequence[int]
    unit: str = UNITS[0]

    def gap(self, first: Span, second: Span) -> int:
        """0 where they touch or overlap; else what lies between the end of one and the start of the other."""
        if first.start > second.start:
            first, second = second, first
        if second.start < first.end:
            return 0
        if self.unit == "turns":
            return bisect_right(self.starts, second.start) - bisect_right(self.starts, first.end - 1)
        return bisect_left(self.starts, second.start) - bisect_left(self.starts, first.end)


def holds(relation: str, one: Span, other: Span, ruler: Ruler, within: int = 0) -> bool:
    """Whether a coding stands so to another; inside and around take in the same passage."""
    if relation == "near":
        return ruler.gap(one, other) <= within
    if relation == "inside":
        return other.start <= one.start and one.end <= other.end
    if relation == "around":
        return one.start <= other.start and other.end <= one.end
    if relation == "same":
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end


def related(wish: Wish, ones: Sequence[Span], others: Sequence[Span], ruler: Ruler) -> Iterator[Related]:
    """The codings of one text that a wish asks for, in the order of `ones`; none is set beside itself.

    Apart are those that no other overlaps. Looks only at others that can reach: they are ordered by start,
    and `furthest` tells how far any of them so far reaches.
    """
    ordered = sorted(others, key=lambda each: (each.start, each.end, each.n))
    starts = [each.start for each in ordered]
    furthest = list(accumulate((each.end for each in ordered), max))
    suits = _suits(wish, ruler)
    for one in ones:
        last = len(ordered) if wish.relation == "near" else bisect_left(starts, one.end)
        at = last - 1
        if wish.relation == "near":
            at = _last_near(ordered, one, ruler, wish.within)
        found: list[int] = []
        while at >= 0 and _reaches(wish, furthest[at], one, ruler):
            if ordered[at].n != one.n and suits(one, ordered[at]):
                found.append(ordered[at].n)
            at -= 1
        found.reverse()
        if wish.relation == "apart":
            if not found:
                yield Related(one.n, (), 0)
        elif found:
            yield Related(one.n, tuple(found[:MOST_SHOWN]), len(found))


def _suits(wish: Wish, ruler: Ruler) -> Callable[[Span, Span], bool]:
    def suits(one: Span, other: Span) -> bool:
        if wish.by and (one.coder_n == other.coder_n) != (wish.by == "same"):
            return False
        return holds(wish.relation, one, other, ruler, wish.within)

    return suits


def _reaches(wish: Wish, furthest: int, one: Span, ruler: Ruler) -> bool:
    """Whether one that ends there, or before, may still stand so to `one`."""
    if furthest > one.start:
        return True
    return wish.relation == "near" and ruler.gap(Span(0, furthest - 1, furthest), one) <= wish.within


def _last_near(ordered: Sequence[Span], one: Span, ruler: Ruler, within: int) -> int:
    """The place of the last that does not begin too far behind `one`: gaps grow with the start."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        behind = ordered[middle].start >= one.end
        if behind and ruler.gap(one, ordered[middle]) > within:
            high = middle
        else:
            low = middle + 1
    return low - 1
