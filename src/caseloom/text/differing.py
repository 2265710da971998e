"""Where two wordings part, word by word: what stayed, what went, what came."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import regex

Kind = Literal["same", "gone", "new"]

_TOKEN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]|(?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}\p{M}])+|\s+|\X"
)


class Piece(NamedTuple):
    """A stretch of words that is the same on both sides, or stands only before (gone) or after (new)."""

    kind: Kind
    words: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one wording to another, in whole words (Han and Kana one by one).

    All pieces but the new ones make up `before`, all but the gone ones `after`.
    """
    these, those = tokens(before), tokens(after)
    pieces: list[Piece] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(None, these, those, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(these[start:end])))
            continue
        if start < end:
            pieces.append(Piece("gone", "".join(these[start:end])))
        if to_start < to_end:
            pieces.append(Piece("new", "".join(those[to_start:to_end])))
    return tuple(pieces)


def tokens(words: str) -> list[str]:
    """A wording in whole words (Han and Kana one by one), with the blanks and marks between them."""
    found: list[str] = _TOKEN.findall(words)
    return found


def likeness(before: str, after: str) -> float:
    """How much of two wordings is the same words, 0 to 1; blanks do not count."""
    these, those = said(before), said(after)
    if not these and not those:
        return 1.0
    matcher = SequenceMatcher(None, these, those, False)
    return matcher.ratio()


def same_words(before: str, after: str) -> bool:
    """Whether only blanks and line ends differ."""
    return said(before) == said(after)


def carried(pieces: Iterable[Piece], at: int) -> int:
    """Where a place in the first wording lies in the second (code points from the start of each).

    A place within what is gone lies where that was.
    """
    here = there = 0
    for kind, words in pieces:
        if kind == "new":
            there += len(words)
        elif here + len(words) > at:
            return there + at - here if kind == "same" else there
        else:
            here += len(words)
            there += len(words) if kind == "same" else 0
    return there + at - here


def said(words: str) -> list[str]:
    """The words of a wording one by one, with what stands between them, but no blanks."""
    return [token for token in tokens(words) if not token.isspace()]


def tokens_with_places(words: str) -> list[tuple[str, int]]:
    """Those of `said`, each with where it begins (code points)."""
    found = ((match.group(), match.start()) for match in _TOKEN.finditer(words))
    return [(token, start) for token, start in found if not token.isspace()]
