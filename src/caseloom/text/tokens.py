"""One search key for all languages: words folded alike, Han and Kana as pairs of characters."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70\uff9e\uff9f"
_MARKS = r"\p{M}\u00ad\u200b-\u200d\u2060\ufeff"
_RUN = regex.compile(
    rf"(?P<cjk>[{_CJK}][{_CJK}{_MARKS}]*)|[\p{{L}}\p{{N}}--[{_CJK}]][[\p{{L}}\p{{N}}{_MARKS}]--[{_CJK}]]*",
    regex.V1,
)
_WORD = regex.compile(rf"[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}{_MARKS}]*")
# Every Han and Kana character lies here, besides much else (emoji): where nothing does, there is none.
_PERHAPS_CJK = re.compile("[\u2e80-\U0010ffff]")
# What word processors set among plain letters; none of it belongs to a word.
_TYPOGRAPHIC = "’‘“”„–—…\u00a0"
# Letters and signs of the Latin blocks, and emoji, none of which changes its neighbours.
_ALONE = re.compile("[\u0080-\u02ff\U0001f300-\U0001faff]")
_SOFT_HYPHEN = "\u00ad"
# In plain text letters and digits are words, in lower case; everything else stands between them.
_FOLDED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_CLUSTER = regex.compile(rf".[{_MARKS}\uff9e\uff9f]*", regex.V1 | regex.DOTALL)
# Letters that Unicode does not take apart although readers look for them under their plain form.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


class Token(NamedTuple):
    """A folded token, the code points it covers (end exclusive) and where its first character ends."""

    key: str
    start: int
    end: int
    head: int


def search_terms(text: str) -> str:
    """The text's words as the index holds them: folded tokens with a space between.

    Case, accents and width are folded, punctuation is dropped. A run of Han or Kana gives each
    pair of neighbours and, last, its final character alone, so that every character begins a token.
    """
    plain = text
    if not plain.isascii():
        for sign in _TYPOGRAPHIC:
            plain = plain.replace(sign, " ")
        plain = _ALONE.sub(_plain_letters, plain)
    if plain.isascii():
        # Most turns are plain by now: a token is a run of letters and digits, and only case is left to fold.
        return " ".join(plain.translate(_FOLDED).split())
    if not _PERHAPS_CJK.search(text):
        return " ".join(filter(None, map(fold, _WORD.findall(text))))
    return " ".join(token.key for token in tokens(text))


def _plain_letters(found: "re.Match[str]") -> str:
    """What one such letter or sign is among plain ones: alone it folds as it does in a word."""
    letter = found.group()
    return fold(letter) if letter.isalnum() or letter == _SOFT_HYPHEN else " "


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.lastgroup:
            yield from _pairs(text[start:end], start)
        elif key := fold(text[start:end]):
            yield Token(key, start, end, end)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents and width; letters and digits only."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold().translate(_PLAIN))
    bare = "".join(c for c in apart if c.isalnum())
    return unicodedata.normalize("NFC", bare)


def _pairs(run: str, offset: int) -> Iterator[Token]:
    letters: list[tuple[str, int, int]] = []
    for cluster in _CLUSTER.finditer(run):
        plain = unicodedata.normalize("NFKC", cluster.group())
        letters += [(c, offset + cluster.start(), offset + cluster.end()) for c in plain if c.isalnum()]
    for (left, start, head), (right, _, end) in itertools.pairwise(letters):
        yield Token(left + right, start, end, head)
    if letters:
        last, start, end = letters[-1]
        yield Token(last, start, end, end)
