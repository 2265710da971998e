"""The first and last day that an EDTF date can mean, so that sources, phases and codings meet in time.

EDTF is the Extended Date/Time Format (ISO 8601-2:2019). Two readings are Caseloom's own: "about 2019" (2019~)
covers 2019 and no day more, since nobody can say by how much to widen it (the word "about" stays in
`in_words`); and an end that is open ("2016/..") or unknown ("2016/") is None either way.
"""

from functools import lru_cache

from caseloom.dates.errors import NotADate
from caseloom.dates.rare import bounds_of_rare
from caseloom.dates.simple import read_simple
from caseloom.language import spoken

Bounds = tuple[int | None, int | None]

_OPEN = ("", "..")


def bounds(edtf: str) -> Bounds:
    """First and last day of an EDTF date, as proleptic ordinals (`date.toordinal`), both inclusive.

    None stands for an end that is open or unknown. "?", "~" and "%" widen nothing. Raises `NotADate`.
    """
    return _bounds(edtf.strip())


def check(edtf: str) -> str:
    """The same date without blanks around it; raises `NotADate`, with examples, where it is none."""
    trimmed = edtf.strip()
    _bounds(trimmed)
    return trimmed


def can_read(edtf: str) -> bool:
    """Whether `check` would accept this text."""
    try:
        check(edtf)
    except NotADate:
        return False
    return True


def overlaps(a: str, b: str) -> bool:
    """Whether two EDTF dates can share a day; an open or unknown end reaches for ever. Raises `NotADate`."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return _not_after(a_first, b_last) and _not_after(b_first, a_last)


def _not_after(first: int | None, last: int | None) -> bool:
    return first is None or last is None or first <= last


@lru_cache(maxsize=4096)
def _bounds(text: str) -> Bounds:
    if not text:
        raise NotADate(written=text, reason=spoken("it is empty"))
    if "/" in text:
        return _bounds_of_interval(text)
    return _bounds_of_one(text)


def _bounds_of_one(text: str) -> Bounds:
    simple = read_simple(text)
    return (simple.first(), simple.last()) if simple else bounds_of_rare(text)


def _bounds_of_interval(text: str) -> Bounds:
    start, _, end = text.partition("/")
    if "/" in end:
        raise NotADate(
            written=text, reason=spoken("an interval has one stroke, between its start and its end")
        )
    if not start and not end:
        raise NotADate(written=text, reason=spoken("an interval needs a start or an end"))
    first = None if start in _OPEN else _bounds_of_one(start)[0]
    last = None if end in _OPEN else _bounds_of_one(end)[1]
    if not _not_after(first, last):
        raise NotADate(written=text, reason=spoken("it ends before it begins"))
    return first, last
