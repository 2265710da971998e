"""Two corrections of one wording, made apart, as one wording that has both."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from caseloom.text.differing import tokens


class _Change(NamedTuple):
    """Words (tokens) in the place of others, which stood from `start` to `end` (exclusive)."""

    start: int
    end: int
    words: tuple[str, ...]


def woven(was: str, one: str, other: str) -> str | None:
    """The wording with both corrections; None where they touch the same words, or some with nothing between.

    Words as in `differences`. What both changed alike is changed once.
    """
    before = tokens(was)
    changes = sorted({*_changes(before, tokens(one)), *_changes(before, tokens(other))})
    if any(first.end >= second.start for first, second in pairwise(changes)):
        return None
    made: list[str] = []
    at = 0
    for each in changes:
        made += [*before[at : each.start], *each.words]
        at = each.end
    return "".join([*made, *before[at:]])


def _changes(before: list[str], after: list[str]) -> Iterator[_Change]:
    for tag, start, end, to_start, to_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            yield _Change(start, end, tuple(after[to_start:to_end]))
