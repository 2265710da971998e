"""Cut a text into paragraphs and sentences, and count its words, in four languages."""

import re

import regex

_LINE = regex.compile(r"\S(?:[^\n]*\S)?")
# Every Han and Kana character lies here, besides much else (emoji): where nothing does, there is none.
_PERHAPS_CJK = re.compile("[\u2e80-\U0010ffff]")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_STOP = regex.compile(
    r"""(?:[.!?…]+[\p{Pe}\p{Pf}"']*(?:[\s\u00a0\u202f]*»)?(?=\s|$))
      | (?:[。！？…｡]+[」』”’）》\]]*)""",
    regex.VERBOSE,
)
_NEXT_IS_LOWER = regex.compile(r"[\s\p{Ps}\p{Pi}\"'«–—-]*\p{Ll}")
_LAST_WORD = regex.compile(r"[\p{L}\p{M}.]+(?=\.$)")

# Words that end in a full stop without ending a sentence, lower case and without the last stop.
ABBREVIATIONS = {
    "en": frozenset(
        [
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "rev",
            "hon",
            "st",
            "sr",
            "jr",
            "messrs",
            "e.g",
            "i.e",
            "cf",
            "vs",
            "no",
            "nos",
            "vol",
            "pp",
            "p",
            "fig",
            "ed",
            "eds",
            "al",
            "approx",
            "sec",
        ]
    ),
    "sv": frozenset(
        [
            "bl.a",
            "t.ex",
            "d.v.s",
            "dvs",
            "m.m",
            "m.fl",
            "o.d",
            "o.s.v",
            "osv",
            "s.k",
            "ev",
            "f.d",
            "fr.o.m",
            "t.o.m",
            "kl",
            "nr",
            "p.g.a",
            "resp",
            "st",
            "tr",
            "prof",
            "dr",
            "kap",
            "mom",
            "prop",
            "bet",
            "skr",
            "jfr",
            "f.n",
            "t.v",
            "i.o.m",
            "o.dyl",
            "ca",
            "sid",
            "s.a.s",
        ]
    ),
    "fr": frozenset(
        [
            "m",
            "mm",
            "mme",
            "mmes",
            "mlle",
            "mlles",
            "dr",
            "pr",
            "me",
            "mgr",
            "st",
            "ste",
            "cf",
            "p.ex",
            "ex",
            "env",
            "etc",
            "art",
            "al",
            "no",
            "nos",
            "p",
            "pp",
            "chap",
            "c.-à-d",
            "av",
            "apr",
        ]
    ),
    "zh": frozenset(["mr", "mrs", "ms", "dr", "prof", "e.g", "i.e", "cf", "vs", "no"]),
}


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold something, without the blanks at their ends.

    Code points, 0-based, end exclusive. A line feed ends a paragraph; readers join wrapped lines.
    """
    return [found.span() for found in _LINE.finditer(text)]


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the sentences in a text; a paragraph's end also ends a sentence.

    Code points, 0-based, end exclusive. Knows abbreviations of en, sv, fr and zh (`language` may carry
    a region: "sv-SE"); other languages use the English ones. Every non-blank character is in one span.
    """
    short = ABBREVIATIONS.get(language.split("-", maxsplit=1)[0].lower(), ABBREVIATIONS["en"])
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        here = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and not _goes_on(text, here, stop.start(), stop.end(), end, short):
                found.append(_trimmed(text, here, stop.end()))
                here = stop.end()
        if text[here:end].strip():
            found.append(_trimmed(text, here, end))
    return found


def count_words(text: str) -> int:
    """Words between blanks; a text with Han or Kana counts each such character as a word.

    Without Han or Kana the count is exactly len(text.split()).
    """
    if text.isascii() or not _PERHAPS_CJK.search(text):
        return len(text.split())
    characters = len(_CJK.findall(text))
    if not characters:
        return len(text.split())
    rest = _CJK.sub(" ", text)
    return characters + sum(any(c.isalnum() for c in word) for word in rest.split())


def _goes_on(text: str, start: int, stop: int, after: int, end: int, short: frozenset[str]) -> bool:
    """Whether a sentence goes on behind what looks like its stop."""
    if text[stop] in "。！？｡":
        return False
    if _NEXT_IS_LOWER.match(text, after, end):
        return True
    if text[stop:after] != ".":
        return False
    word = _LAST_WORD.search(text[max(start, stop - 24) : stop + 1])
    if not word:
        return False
    last = word.group()
    return last.lower() in short or (len(last) == 1 and last.isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
