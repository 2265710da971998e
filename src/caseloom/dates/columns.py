"""Dates as people type them into tables ("3-Jul-20", "28 June 2023", two days in one cell), made EDTF."""

import re
from datetime import date, datetime

from caseloom.dates.bounds import bounds, can_read, check
from caseloom.dates.errors import NotADate, NotADateInAColumn

# Two-digit years: 69 to 99 are 19xx and 00 to 68 are 20xx, as POSIX strptime reads them.
_FIRST_TWO_DIGIT_YEAR_OF_1900 = 69
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-\s]+{_MONTH}[-,\s]+{_YEAR}",
        rf"{_MONTH}[-\s]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}})",
        rf"{_MONTH}[-,\s]+{_YEAR}",
        r"(?P<year>\d{4})[/.](?P<number>\d{1,2})(?:[/.](?P<day>\d{1,2}))?",
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.\s*(?P<number>\d{1,2})\.\s*(?P<year>\d{4})",
    )
)
_STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.)\s*(.+)", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*(?:-|\N{EN DASH}|\bto\b)\s*(\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?", re.ASCII)
_ISO_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:\s+\d{4}-\d\d-\d\d)+", re.ASCII)


def from_column(value: object) -> str:
    """A table's cell as EDTF; an empty cell (None, "", blanks) gives "".

    EDTF is taken as it stands. Several dates, parted by ";" (or whole days parted by blanks), become the
    interval from the first to the last. Raises `NotADateInAColumn`, never guesses: 3/7/2020 is refused.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    written = "" if value is None else _year_number(value)
    if not written:
        return ""
    days = written.split() if _ISO_DAYS.fullmatch(written) else [part.strip() for part in written.split(";")]
    return _spanning([_one(part, written) for part in filter(None, days)] or [_one(written, written)])


def _year_number(value: object) -> str:
    """Spreadsheets keep a bare year as the number 2019.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _spanning(dates: list[str]) -> str:
    if len(dates) == 1:
        return dates[0]
    ordered = sorted(dict.fromkeys(dates), key=lambda each: bounds(each)[0] or 0)
    first, last = ordered[0].partition("/")[0], ordered[-1].rpartition("/")[2]
    return ordered[0] if len(ordered) == 1 else f"{first}/{last}"


def _one(written: str, cell: str) -> str:
    if can_read(written):
        return check(written)
    if about := _ABOUT.fullmatch(written):
        return _checked("/".join(f"{end}~" for end in _one(about[1], cell).split("/")), cell)
    if years := _YEARS.fullmatch(written):
        return _checked(f"{years[1]}/{years[2]}", cell)
    if clock := _CLOCK.fullmatch(written):
        return _checked(clock[1], cell)
    if strokes := _STROKES.fullmatch(written):
        return _from_strokes(strokes, cell)
    for form in _FORMS:
        if found := form.fullmatch(written):
            return _from_parts(found.groupdict(), cell)
    raise NotADateInAColumn(written=cell, reason="it has no form of a date")


def _from_strokes(found: re.Match[str], cell: str) -> str:
    """28/6/2023 and 6/28/2023 say which number is the day; 3/7/2020 does not."""
    left, right, year = int(found[1]), int(found[2]), found[3]
    if left <= 12 and right <= 12 and left != right:
        raise NotADateInAColumn(written=cell, reason="it does not show which number is the month")
    day, month = (left, right) if left > 12 or left == right else (right, left)
    return _checked(f"{year}-{month:02}-{day:02}", cell)


def _from_parts(parts: dict[str, str | None], cell: str) -> str:
    month = _month_number(parts["month"] or "", cell) if "month" in parts else int(parts["number"] or 0)
    day = f"-{int(parts['day'] or 0):02}" if parts.get("day") else ""
    return _checked(f"{_full_year(parts['year'] or '')}-{month:02}{day}", cell)


def _month_number(name: str, cell: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    raise NotADateInAColumn(written=cell, reason=f'"{name}" is no month')


def _full_year(year: str) -> str:
    digits = year.lstrip("'")
    if len(digits) == 4:
        return digits
    return f"{19 if int(digits) >= _FIRST_TWO_DIGIT_YEAR_OF_1900 else 20}{digits}"


def _checked(edtf: str, cell: str) -> str:
    try:
        return check(edtf)
    except NotADate as failure:
        raise NotADateInAColumn(written=cell, reason="there is no such day, month or span") from failure
