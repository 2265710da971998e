"""Keep places on whole characters as people see them, and convert the browser's UTF-16 positions."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import regex

from caseloom.text.errors import PlaceOutsideText

_GRAPHEME = regex.compile(r"\X")


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
    starts = _utf16_starts(text)
    wanted = _checked(offsets, int(starts[-1]))
    found: list[int] = (np.searchsorted(starts, wanted, side="right") - 1).tolist()
    return found


def codepoints_to_utf16(text: str, offsets: Sequence[int]) -> list[int]:
    """Turn code points (0-based) into UTF-16 code unit offsets. Raises PlaceOutsideText."""
    starts = _utf16_starts(text)
    found: list[int] = starts[_checked(offsets, len(text))].tolist()
    return found


def _utf16_starts(text: str) -> npt.NDArray[np.int64]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts = np.zeros(len(points) + 1, dtype=np.int64)
    np.cumsum(1 + (points > 0xFFFF), out=starts[1:])
    return starts


def _checked(offsets: Sequence[int], length: int) -> npt.NDArray[np.int64]:
    wanted = np.asarray(offsets, dtype=np.int64)
    outside = wanted[(wanted < 0) | (wanted > length)]
    if outside.size:
        raise PlaceOutsideText(place=int(outside[0]), length=length)
    return wanted


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
