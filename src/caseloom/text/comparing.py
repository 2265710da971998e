"""Two texts of one talk beside each other, turn by turn: which stayed, changed, came in or were left out."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from caseloom.text.aligning import Spoken
from caseloom.text.differing import likeness

Kind = Literal["same", "changed", "added", "left_out"]
# Turns that are less alike are not one turn corrected, but one left out and another put in.
ALIKE = 0.4


class TurnPair(NamedTuple):
    """A turn before and after (indices, 0-based); None on one side where it was added or left out."""

    kind: Kind
    before: int | None
    after: int | None


def compare_turns(these: Sequence[Spoken], those: Sequence[Spoken]) -> tuple[TurnPair, ...]:
    """Each turn of both texts once, in order. Between turns that stayed, those alike enough are one changed.

    A turn under another label is changed, if its words are the same.
    """
    return tuple(_pairs(these, those))


def _pairs(these: Sequence[Spoken], those: Sequence[Spoken]) -> Iterator[TurnPair]:
    words = [each.words for each in these], [each.words for each in those]
    for tag, start, end, to_start, to_end in SequenceMatcher(None, *words, False).get_opcodes():
        if tag == "equal":
            for at, to in zip(range(start, end), range(to_start, to_end), strict=True):
                same = these[at].speaker == those[to].speaker
                yield TurnPair("same" if same else "changed", at, to)
        else:
            yield from _between(these, those, range(start, end), range(to_start, to_end))


def _between(
    these: Sequence[Spoken], those: Sequence[Spoken], before: range, after: range
) -> Iterator[TurnPair]:
    """Where nothing stayed: the pairs in order that have most in common."""
    paired = _best(these, those, before, after)
    to = after.start
    for at in before:
        partner = paired.get(at)
        if partner is None:
            yield TurnPair("left_out", at, None)
            continue
        yield from (TurnPair("added", None, each) for each in range(to, partner))
        yield TurnPair("changed", at, partner)
        to = partner + 1
    yield from (TurnPair("added", None, each) for each in range(to, after.stop))


MOST_COMPARED = 40_000


def _best(these: Sequence[Spoken], those: Sequence[Spoken], before: range, after: range) -> dict[int, int]:
    """Pairs in order whose likeness adds up to most; of a stretch too long for that, those in step."""
    if len(before) * len(after) > MOST_COMPARED:
        steps = zip(before, after, strict=False)
        return {at: to for at, to in steps if _alike(these[at], those[to]) >= ALIKE}
    likes = {(at, to): _alike(these[at], those[to]) for at in before for to in after}
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, at in reversed(list(enumerate(before))):
        for j, to in reversed(list(enumerate(after))):
            pair = likes[at, to] + best[i + 1][j + 1] if likes[at, to] >= ALIKE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found: dict[int, int] = {}
    i = j = 0
    while i < len(before) and j < len(after):
        like = likes[before[i], after[j]]
        if like >= ALIKE and best[i][j] == like + best[i + 1][j + 1]:
            found[before[i]] = after[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike(one: Spoken, other: Spoken) -> float:
    """Of different speakers only the same words are the same turn."""
    like = likeness(one.words, other.words)
    return like if one.speaker == other.speaker or like > 1 - ALIKE / 2 else 0.0
