"""A passage on its page: the rectangles around its letters, line by line."""

from collections.abc import Iterable
from itertools import pairwise

from caseloom.sources.readers.pdfletters import Box, Letter, PrintedPage
from caseloom.text import printed_at

FOUND = 0.8
"""So much of a passage's letters has to stand on the page, or it is not shown there."""


def rectangles(page: PrintedPage, text: str, start: int, end: int) -> tuple[Box, ...]:
    """The rectangles around a passage; none where it is not found on the page.

    `text` is what the study holds of the page, `start` and `end` (code points, end exclusive) lie in it.
    """
    wanted = [at for at in range(start, end) if not text[at].isspace()]
    places = printed_at(text, page.text)
    found = [place for at in wanted if (place := places[at]) is not None]
    if not wanted or len(found) < FOUND * len(wanted):
        return ()
    return tuple(_around(page.letters[place] for place in _with_hyphens(page.text, found)))


def _with_hyphens(printed: str, places: list[int]) -> Iterable[int]:
    """The places, and what the text dropped between two of them: hyphens and blanks at a line's end."""
    between = {
        place
        for one, other in pairwise(places)
        if not any(sign.isalnum() for sign in printed[one + 1 : other])
        for place in range(one + 1, other)
        if printed[place] == "-"
    }
    return sorted(between.union(places))


def _around(letters: Iterable[Letter]) -> list[Box]:
    """One rectangle for letters beside each other in a line."""
    found: list[Box] = []
    line = -1
    for letter in letters:
        if letter.box is None:
            continue
        if found and letter.line == line and _beside(found[-1], letter.box):
            found[-1] = _both(found[-1], letter.box)
        else:
            found.append(letter.box)
        line = letter.line
    return found


def _beside(one: Box, other: Box) -> bool:
    """Whether two boxes share most of their height, or, in an upright line, of their width.

    Letters of a line that stands askew go one by one.
    """
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.right, other.right) - max(one.left, other.left)
    return high > 0.5 * min(one.height, other.height) or wide > 0.5 * min(one.width, other.width)


def _both(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
