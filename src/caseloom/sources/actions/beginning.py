"""Where pages on paper begin in typed words: said by turns, or by the words with which a page begins."""

import re
from collections.abc import Sequence

from caseloom.language import Phrase, spoken
from caseloom.sources.model import PagesAmiss
from caseloom.sources.readings import SourceText

Begins = int | str
"""The number of the turn with which a page begins, or the first words of the page."""
_QUOTES = ('""', "“”", "„“", "””", "«»", "‹›", "「」", "『』")
_WORDS = "|".join(f"{each[0]}([^{each[1]}]+){each[1]}" for each in _QUOTES)
_MOST = 300
"""More words than a page's first line holds are not looked for: only a text made for it would need them."""
_SAID = re.compile(rf"{_WORDS}|([0-9]{{1,7}})(?![0-9])")
_BETWEEN = re.compile(r"[\s,;，；、]*")


def read_begins(written: str) -> list[Begins]:
    """What is written as in `1, 4, "and in the spring", 9`; raises `PagesAmiss`."""
    found: list[Begins] = []
    at = _after(written, 0)
    while at < len(written):
        said = _SAID.match(written, at)
        if said is None:
            raise PagesAmiss(
                why=spoken("Say with which turn each page begins, or which words in quotes: 1, 4, “and so”.")
            )
        *words, number = said.groups()
        found.append(int(number) if number else next(filter(None, words)))
        at = _after(written, said.end())
    return found


def _after(written: str, at: int) -> int:
    between = _BETWEEN.match(written, at)
    return between.end() if between else at


def starts_of(found: SourceText, begins: Sequence[Begins], *, first: bool) -> list[int]:
    """Where the pages begin in the text (code points from 0); raises `PagesAmiss`.

    `first`: no page of the text is there yet, so one of these is that with which the text begins.
    """
    if not begins:
        raise PagesAmiss(why=spoken("No picture was named."))
    starts: list[int] = []
    for each in begins:
        starts.append(_start(found, each, starts[-1] if starts else 0))
    if first and starts[0] > found.turns[0].words_start:
        raise PagesAmiss(why=spoken("The first picture stands for the page with which the text begins."))
    return [min(starts[0], found.turns[0].start) if first else starts[0], *starts[1:]]


def _start(found: SourceText, begins: Begins, before: int) -> int:
    """Where a page begins that does not begin before the one before it."""
    start = _first_words(found.text, begins, before) if isinstance(begins, str) else _turn(found, begins)
    if start < before:
        raise PagesAmiss(why=spoken("Pages follow each other: none begins before the one before it."))
    return start


def _turn(found: SourceText, number: int) -> int:
    start = next((each.start for each in found.turns if each.number == number), None)
    if start is None:
        raise PagesAmiss(why=spoken("The text has no turn of one of these numbers."))
    return start


def _first_words(text: str, words: str, before: int) -> int:
    """However the words are broken into lines, and in whatever case."""
    pattern = r"\s+".join(map(re.escape, words[:_MOST].split()))
    places = [each.start() for each in re.compile(pattern or r"(?!)", re.IGNORECASE).finditer(text, before)]
    if not places:
        raise PagesAmiss(
            why=Phrase(
                "The words “{words}” do not stand in the text where their page would begin.", words=words
            )
        )
    if len(places) > 1:
        raise PagesAmiss(
            why=Phrase(
                "The words “{words}” stand there more than once: write some more of them.", words=words
            )
        )
    return places[0]
