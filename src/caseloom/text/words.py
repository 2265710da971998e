"""Where words begin, so that the words of a passage can be counted without cutting it out."""

import regex

_WORD = regex.compile(r"\S+")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_WORD_OR_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[^\s\p{Han}\p{Hiragana}\p{Katakana}]+")
_ALNUM = regex.compile(r"[\p{L}\p{N}]")


def word_starts(text: str) -> list[int]:
    """The places where the words of `count_words` begin: code points, ascending; len() is the count."""
    if not _CJK.search(text):
        return [found.start() for found in _WORD.finditer(text)]
    return [found.start() for found in _WORD_OR_CJK.finditer(text) if _ALNUM.search(found.group())]
