"""The rarer forms of EDTF (sets, unspecified digits, parts marked uncertain), read by the `edtf` package.

The package is imported at the first rare date only: it takes longer to load than all of `dates`.
"""

import re
from datetime import date
from time import struct_time

from caseloom.dates.errors import NotADate
from caseloom.dates.simple import LAST_YEAR
from caseloom.language import Phrase, spoken

# The package fails on these with a message on the console instead of a refusal.
_HALF_UNSPECIFIED = re.compile(r"-(?:\dX|X\d)")


def bounds_of_rare(text: str) -> tuple[int | None, int | None]:
    """First and last day of one date or set that is neither simple nor an interval; raises `NotADate`."""
    if _HALF_UNSPECIFIED.search(text):
        raise NotADate(written=text, reason=spoken("a month or day is given whole or as XX"))
    from edtf.parser.edtf_exceptions import EDTFParseException
    from edtf.parser.grammar import parse_edtf

    try:
        parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as failure:
        raise NotADate(written=text, reason=spoken("it is in no form of EDTF")) from failure
    return _ordered(_ordinal(first, text), _ordinal(last, text), text)


def _ordered(first: int | None, last: int | None, text: str) -> tuple[int | None, int | None]:
    if first is not None and last is not None and first > last:
        raise NotADate(written=text, reason=spoken("it ends before it begins"))
    return first, last


def _ordinal(day: struct_time | float, text: str) -> int | None:
    """The package's answer as an ordinal; None for infinity and for a year of which nothing is given."""
    if not isinstance(day, tuple) or text.startswith("XXXX"):
        return None
    if not 1 <= day.tm_year <= LAST_YEAR:
        raise NotADate(written=text, reason=Phrase("Caseloom holds the years 1 to {last}", last=LAST_YEAR))
    try:
        return date(*day[:3]).toordinal()
    except ValueError as failure:
        raise NotADate(written=text, reason=spoken("there is no such day")) from failure
