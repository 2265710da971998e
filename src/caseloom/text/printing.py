"""A text beside what is printed of it: which sign of the page each of its characters is."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TypeAlias

from rapidfuzz.distance import LCSseq

from caseloom.text.differing import tokens_with_places

MOST_SPELLED = 100_000_000
"""Two stretches are compared letter by letter while their lengths, multiplied, are not more."""
MOST_MATCHED = 50_000_000
"""Pairs of equal words in the two that are looked at; no page that people read comes near it."""

Signs: TypeAlias = list[tuple[str, int]]
"""Words or letters, each with where it begins (code points)."""


def printed_at(text: str, printed: str) -> list[int | None]:
    """For each character of a text its place among the printed signs; None for blanks and what is not there.

    The page may have more than the text (running heads, line numbers, hyphens at lines' ends) and other
    blanks. Whole words are matched first, the longest runs before shorter ones, and only what is left
    between them letter by letter. Places ascend.
    """
    found: list[int | None] = [None] * len(text)
    these, those = _tokens(text), _tokens(printed)
    often = Counter(word for word, _ in those)
    if sum(often[word] for word, _ in these) > MOST_MATCHED:
        return found
    mine, theirs = _signs(these), _signs(those)
    pairs = list(_by_words(these, those))
    if len(pairs) < len(mine):
        # Where words come again and again the longest run may be the wrong one. All of it there is the proof.
        spelled = list(_spelled(mine, theirs))
        pairs = spelled if len(spelled) == len(mine) else pairs
    for at, to in pairs:
        found[at] = to
    return found


def _by_words(these: Signs, those: Signs) -> Iterator[tuple[int, int]]:
    words = [word for word, _ in these], [word for word, _ in those]
    for tag, start, end, to_start, to_end in SequenceMatcher(None, *words, False).get_opcodes():
        mine, theirs = _signs(these[start:end]), _signs(those[to_start:to_end])
        if tag == "equal":
            yield from ((at, to) for (_, at), (_, to) in zip(mine, theirs, strict=True))
        elif tag == "replace":
            yield from _spelled(mine, theirs)


def _tokens(words: str) -> Signs:
    """The words one by one; a row of dots or dashes, as a contents list has, is one."""
    found: Signs = []
    for token, start in tokens_with_places(words):
        before, at = found[-1] if found else ("", 0)
        if before and not token.isalnum() and before[-1] == token and at + len(before) == start:
            found[-1] = (before + token, at)
        else:
            found.append((token, start))
    return found


def _signs(tokens: Signs) -> Signs:
    return [(sign, start + at) for word, start in tokens for at, sign in enumerate(word)]


def _spelled(mine: Signs, theirs: Signs) -> Iterator[tuple[int, int]]:
    """The longest sequence of signs that both have, by their places."""
    if len(mine) * len(theirs) > MOST_SPELLED:
        return
    these, those = "".join(sign for sign, _ in mine), "".join(sign for sign, _ in theirs)
    for block in LCSseq.opcodes(these, those):
        if block.tag == "equal":
            for at in range(block.src_end - block.src_start):
                yield mine[block.src_start + at][1], theirs[block.dest_start + at][1]
