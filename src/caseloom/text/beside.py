"""A text beside its translation: which turn says what which other says, or that it is not certain."""

from collections.abc import Sequence
from typing import NamedTuple

# What a turn that stands alone costs; a pair costs at most half as much again.
ALONE = 2.0
# A pair is certain if every other way to lay the texts beside each other costs more by this.
MARGIN = 1.0
# So far from the diagonal a partner is looked for, besides what the texts differ in length.
BAND = 60
_NEVER = float("inf")


class Said(NamedTuple):
    """A turn as it counts here: what sort of speaker has it, and how many characters they say."""

    who: str
    length: int


class Row(NamedTuple):
    """A row of two texts beside each other (indices, 0-based); None where a turn stands alone.

    `sure`: no other way to lay the texts beside each other leaves as few turns alone.
    """

    one: int | None
    other: int | None
    sure: bool = True


def lay_beside(one: Sequence[Said], other: Sequence[Said]) -> tuple[Row, ...]:
    """Every turn of both texts once, in order: beside its partner, or alone where none is certain.

    Texts with the same sorts of speakers one after another are paired turn by turn. Otherwise only turns of
    the same sort can be partners. A pair is sure if every way that leaves the fewest turns alone has it. Of
    the rest, those pairs are made, and said to be unsure, whose lengths are to each other as those of the
    texts (after Gale and Church 1993, doi 10.5555/972450.972455), if no other way is nearly as good.
    """
    if [each.who for each in one] == [each.who for each in other]:
        return tuple(Row(at, at) for at in range(len(one)))
    sure = _certain(_Costs(one, other, by_length=False))
    near = _certain(_Costs(one, other, by_length=True))
    unsure = [pair for pair in near if pair not in sure and _between(pair, sure)]
    return tuple(_rows(len(one), len(other), sorted([*sure, *unsure]), frozenset(sure)))


def _between(pair: tuple[int, int], sure: Sequence[tuple[int, int]]) -> bool:
    """Whether a pair crosses none of the sure ones."""
    return all((pair[0] - at) * (pair[1] - to) > 0 for at, to in sure)


def _rows(
    one: int, other: int, pairs: Sequence[tuple[int, int]], sure: frozenset[tuple[int, int]]
) -> list[Row]:
    rows: list[Row] = []
    here = there = 0
    for at, to in (*pairs, (one, other)):
        rows += [Row(n, None) for n in range(here, at)]
        rows += [Row(None, n) for n in range(there, to)]
        if at < one and to < other:
            rows.append(Row(at, to, (at, to) in sure))
        here, there = at + 1, to + 1
    return rows


def _certain(costs: "_Costs") -> list[tuple[int, int]]:
    """The pairs that every nearly best way has in common."""
    ahead, behind = costs.from_the_end(), costs.from_the_start()
    best = ahead[0][0]
    found = []
    for i in range(len(costs.one)):
        through = {j: behind[i][j] + costs.pair(i, j) + ahead[i + 1][j + 1] for j in costs.partners(i)}
        if not through:
            continue
        j = min(through, key=lambda at: through[at])
        rivals = [cost for at, cost in through.items() if at != j]
        rivals += [behind[i][at] + ALONE + ahead[i + 1][at] for at in costs.reach(i)]
        if through[j] <= best + 1e-9 and min(rivals) - through[j] >= MARGIN:
            found.append((i, j))
    return found


class _Costs:
    """What laying two texts beside each other costs, in a band along the diagonal."""

    def __init__(self, one: Sequence[Said], other: Sequence[Said], *, by_length: bool) -> None:
        self.one, self.other, self.by_length = one, other, by_length
        self.width = BAND + abs(len(one) - len(other))
        lengths = (sum(each.length for each in one) or 1, sum(each.length for each in other) or 1)
        self.ratio = lengths[1] / lengths[0]

    def reach(self, i: int) -> range:
        """The places in the other text (0 to its end) that can lie at this place."""
        middle = round(i * len(self.other) / max(1, len(self.one)))
        return range(max(0, middle - self.width), min(len(self.other), middle + self.width) + 1)

    def partners(self, i: int) -> list[int]:
        """The turns that can be a turn's partner."""
        who = self.one[i].who
        return [j for j in self.reach(i) if j < len(self.other) and self.other[j].who == who]

    def pair(self, i: int, j: int) -> float:
        """How unlike two turns are in length, less what is expected: 0 for as expected, at most 3."""
        if self.one[i].who != self.other[j].who:
            return _NEVER
        if not self.by_length:
            return 0.0
        long = (self.one[i].length * self.ratio + 8) / (self.other[j].length + 8)
        unlike = max(long, 1 / long)
        return min(3.0, 2.0 * (unlike - 1.0))

    def from_the_end(self) -> list[list[float]]:
        """[i][j]: the least that everything from i and j on costs."""
        rows, columns = len(self.one), len(self.other)
        least = [[_NEVER] * (columns + 2) for _ in range(rows + 2)]
        for i in range(rows, -1, -1):
            for j in reversed(self.reach(i)):
                least[i][j] = min(
                    0.0 if (i, j) == (rows, columns) else _NEVER,
                    ALONE + least[i + 1][j],
                    ALONE + least[i][j + 1],
                    self.pair(i, j) + least[i + 1][j + 1] if i < rows and j < columns else _NEVER,
                )
        return least

    def from_the_start(self) -> list[list[float]]:
        """[i][j]: the least that everything before i and j costs."""
        rows, columns = len(self.one), len(self.other)
        least = [[_NEVER] * (columns + 2) for _ in range(rows + 2)]
        for i in range(rows + 1):
            for j in self.reach(i):
                least[i][j] = min(
                    0.0 if (i, j) == (0, 0) else _NEVER,
                    ALONE + least[i - 1][j] if i else _NEVER,
                    ALONE + least[i][j - 1] if j else _NEVER,
                    self.pair(i - 1, j - 1) + least[i - 1][j - 1] if i and j else _NEVER,
                )
        return least
