"""From one text of a source to another: where a place went, by what was changed between the two."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

import regex
from rapidfuzz import fuzz

from caseloom.text.anchoring import RECOGNISED, anchor, context_score
from caseloom.text.differing import Piece, differences, said
from caseloom.text.graphemes import snap
from caseloom.text.selectors import Anchored, Lost, Selector

# So much of a place's words has to be left where they were; what came in between may be some times as much.
KEPT = 0.6
GROWN, MORE = 3, 10
# A stretch in which more characters changed at once was written anew: there is no way through it.
MOST_CHANGED = 40_000
_LINE = regex.compile(r"[^\n]*\n*")


@dataclass(frozen=True)
class Way:
    """The way from one text to another. It is worked out when a place first asks for it."""

    before: str
    after: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What stayed, went and came: first by lines, then, in lines that differ, by words."""
        return tuple(_pieces(self.before, self.after))

    def carried(self, start: int, end: int) -> tuple[int, int] | None:
        """From the first to the last character that is left of a place; None where none is."""
        kept = self._kept
        first = bisect_right(kept.ends, start)
        last = bisect_left(kept.starts, end) - 1
        if first > last:
            return None
        to = kept.to[first] + max(0, start - kept.starts[first])
        return to, kept.to[last] + min(end, kept.ends[last]) - kept.starts[last]

    @cached_property
    def _kept(self) -> "_Kept":
        old = accumulate((len(each.words) * (each.kind != "new") for each in self.pieces), initial=0)
        new = accumulate((len(each.words) * (each.kind != "gone") for each in self.pieces), initial=0)
        same = [
            (at, at + len(piece.words), to)
            for piece, at, to in zip(self.pieces, old, new, strict=False)
            if piece.kind == "same"
        ]
        return _Kept([each[0] for each in same], [each[1] for each in same], [each[2] for each in same])


@dataclass(frozen=True)
class _Kept:
    """Stretches that stayed: where they start and end in the text before, and start in the one after."""

    starts: list[int]
    ends: list[int]
    to: list[int]


def follow(way: Way, selector: Selector) -> Anchored | Lost:
    """Where a place of one text stands in another: by what changed, then by its quote, else refused.

    Where it stood untouched, or all of it moved together, its words are the same. Then the quote is looked
    for with its context. Else, where enough of its words are left between what was changed (how "diff"),
    it stands from the first of them to the last; else as nearly as `anchor` finds it.
    """
    text, quote = way.after, selector.quote
    carried = None
    if way.before[selector.start : selector.end] == quote:
        carried = way.carried(selector.start, selector.end)
        if carried is not None and text[slice(*carried)] == quote:
            return Anchored(*carried, 100.0, "position" if carried[0] == selector.start else "diff")
    found = anchor(text, selector)
    if isinstance(found, Anchored) and found.how != "fuzzy" and _in_context(text, selector, found):
        return found
    if carried is not None and _enough_left(quote, text[slice(*carried)]):
        start, end = snap(text, *carried)
        return Anchored(start, end, round(fuzz.ratio(quote, text[start:end]), 6), "diff")
    return found


def _in_context(text: str, selector: Selector, found: Anchored) -> bool:
    return context_score(text, selector, found.start, found.end) >= RECOGNISED


def _enough_left(quote: str, now: str) -> bool:
    words = len(said(quote))
    kept = sum(len(said(piece.words)) for piece in differences(quote, now) if piece.kind == "same")
    return kept >= KEPT * max(1, words) and len(said(now)) <= GROWN * words + MORE


def _pieces(before: str, after: str) -> Iterator[Piece]:
    these, those = _LINE.findall(before), _LINE.findall(after)
    for tag, start, end, to_start, to_end in SequenceMatcher(None, these, those, False).get_opcodes():
        old, new = "".join(these[start:end]), "".join(those[to_start:to_end])
        if tag == "equal":
            yield Piece("same", old)
        elif len(old) + len(new) > MOST_CHANGED:
            yield from (piece for piece in (Piece("gone", old), Piece("new", new)) if piece.words)
        else:
            yield from differences(old, new)
