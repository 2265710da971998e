"""When something was said, written or was the case: dates as people know them (EDTF, ISO 8601-2)."""

from caseloom.dates.bounds import Bounds, bounds, can_read, check, overlaps
from caseloom.dates.columns import from_column
from caseloom.dates.errors import NotADate, NotADateInAColumn, NotATime
from caseloom.dates.typed import from_words, to_type
from caseloom.dates.words import in_words

__all__ = [
    "Bounds",
    "NotADate",
    "NotADateInAColumn",
    "NotATime",
    "bounds",
    "can_read",
    "check",
    "from_column",
    "from_words",
    "in_words",
    "overlaps",
    "to_type",
]
