"""Keep places on whole characters as people see them, and convert the browser's UTF-16 positions."""

import re
from bisect import bisect_left
from collections.abc import Sequence

import regex

from caseloom.text.errors import PlaceOutsideText

_GRAPHEME = regex.compile(r"\X")
# The characters that UTF-16 writes as a pair.
_PAIRED = re.compile("[\U00010000-\U0010ffff]")


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place outward to grapheme boundaries (UAX #29, extended clusters).

    Code points, 0-based, end exclusive. An empty place stays empty and moves back to a boundary.
    Only the neighbourhood is read, so the length of the text does not matter.
    Raises PlaceOutsideText.
    """
    for place in (start, end):
        if not 0 <= place <= len(text):
            raise PlaceOutsideText(place=place, length=len(text))
    floor = _cluster_around(text, start)[0]
    return (floor, floor) if end <= start else (floor, _cluster_around(text, end)[1])


def utf16_to_codepoints(text: str, offsets: Sequence[int]) -> list[int]:
    """Turn UTF-16 code unit offsets (0-based) into code points; inside a pair goes to its start.

    Raises PlaceOutsideText.
    """
    pairs = [place + number for number, place in enumerate(_pairs(text))]
    _check(offsets, len(text) + len(pairs))
    return [offset - bisect_left(pairs, offset) for offset in offsets]


def codepoints_to_utf16(text: str, offsets: Sequence[int]) -> list[int]:
    """Turn code points (0-based) into UTF-16 code unit offsets. Raises PlaceOutsideText."""
    pairs = _pairs(text)
    _check(offsets, len(text))
    return [offset + bisect_left(pairs, offset) for offset in offsets]


def _pairs(text: str) -> list[int]:
    """Where the characters are that UTF-16 writes as a pair; code points, ascending."""
    return [found.start() for found in _PAIRED.finditer(text)]


def _check(offsets: Sequence[int], length: int) -> None:
    for offset in offsets:
        if not 0 <= offset <= length:
            raise PlaceOutsideText(place=offset, length=length)


def _cluster_around(text: str, place: int) -> tuple[int, int]:
    """The boundaries at or before, and at or after, a place."""
    if place in (0, len(text)) or _surely_apart(text, place):
        return place, place
    here = place - 1
    while here > 0 and not _surely_apart(text, here):
        here -= 1
    while True:
        cluster = _GRAPHEME.match(text, here)
        following = cluster.end() if cluster else here + 1
        if following == place:
            return place, place
        if following > place:
            return here, following
        here = following


def _surely_apart(text: str, place: int) -> bool:
    left, right = text[place - 1], text[place]
    return _stands_alone(left) and _stands_alone(right) and (left, right) != ("\r", "\n")


def _stands_alone(character: str) -> bool:
    """Whether a character never joins another that stands alone (Latin without marks, Han)."""
    return character < "\u0300" or "\u4e00" <= character <= "\u9fff"
