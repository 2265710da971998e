"""Times as people type them into a field: what `in_words` says is read back, "November 2017" is 2017-11."""

import re
from collections.abc import Iterator, Mapping

from caseloom.dates.bounds import can_read, check
from caseloom.dates.columns import from_column
from caseloom.dates.errors import NotADate, NotADateInAColumn, NotATime
from caseloom.dates.wordings import ENGLISH, Wording, wording_of
from caseloom.dates.words import in_words

Parts = Mapping[str, str]
_WHOLE = ("day", "month", "season", "year")
_LACKING = ("day_and_month", "month_alone", "day_alone")
_INTERVALS = (
    ("from", "{first}/.."),
    ("since", "{first}/.."),
    ("until", "../{last}"),
    ("between", "{first}/{last}"),
)


def from_words(written: str, language: str = "en") -> str:
    """A time in the words of `language` or of English, as EDTF; EDTF is taken as it stands.

    Words are read for the years from 1000 on; so is what `from_column` reads. Raises `NotATime`, with
    examples that people can type.
    """
    text = " ".join(written.split())
    if can_read(text):
        return check(text)
    own = wording_of(language)
    for wording in (own,) if own is ENGLISH else (own, ENGLISH):
        found = next(filter(can_read, _read(_parted(text, wording), wording)), None)
        if found:
            return found
    try:
        return check(from_column(text))
    except (NotADate, NotADateInAColumn) as failure:
        raise NotATime(written=written.strip()) from failure


def to_type(edtf: str, language: str = "en") -> str:
    """A time as `from_words` reads it back unchanged: in words where it can, else as written."""
    said = in_words(edtf, language) if can_read(edtf) else edtf
    try:
        return said if from_words(said, language) == edtf else edtf
    except NotATime:
        return edtf


def _parted(text: str, wording: Wording) -> str:
    """The text in small letters, with the words apart that the language joins ("du" is "de")."""
    text = text.casefold().replace("'", "’")
    for pattern, parted in wording.partings:
        text = pattern.sub(parted, text)
    return text


def _read(text: str, wording: Wording) -> Iterator[str]:
    """What a text may mean, as EDTF; not everything of it is a date that there is."""
    if whole := _one(text, wording):
        yield whole
    for phrase, edtf in _INTERVALS:
        found = _gapped(_parted(wording.phrases[phrase], wording)).fullmatch(text)
        ends = _ends(found.groupdict(), wording) if found else None
        if ends:
            yield edtf.format(**ends)


def _ends(said: Parts, wording: Wording) -> Parts | None:
    """The ends of an interval, one perhaps without the year or month that the other names."""
    ends = {name: _one(words, wording) for name, words in said.items()}
    for name, words in said.items():
        other = next((end for end in ends.values() if end), "")
        parts = None if ends[name] else _parts(words, _LACKING, wording)
        if parts is not None:
            ends[name] = _edtf({**dict(zip(("year", "month"), other.split("-"), strict=False)), **parts})
    return {name: end for name, end in ends.items() if end} if all(ends.values()) else None


def _one(text: str, wording: Wording) -> str:
    """One date, perhaps with a mark of doubt; "" where the text is none."""
    parts = _parts(text, _WHOLE, wording)
    if parts is not None:
        return _edtf(parts)
    for mark, phrase in wording.marks.items():
        found = _gapped(phrase).fullmatch(text)
        parts = _parts(found["date"], _WHOLE, wording) if found else None
        if parts is not None:
            return _edtf(parts) + mark
    return ""


def _parts(text: str, forms: tuple[str, ...], wording: Wording) -> Parts | None:
    """Year, month and day, in digits, of a date in one of the language's forms."""
    named = {
        "month": {name.casefold(): number for number, name in enumerate(wording.months, start=1)},
        "season": {name: number for number, name in enumerate(wording.seasons, start=21)},
    }
    gaps = {
        gap: "|".join(map(re.escape, sorted(names, key=len, reverse=True))) for gap, names in named.items()
    }
    gaps |= {"year": r"\d{4}", "day": rf"\d\d?|{wording.first_of_month}"}
    for form in forms:
        if found := _gapped(wording.forms[form], gaps).fullmatch(text):
            parts = found.groupdict()
            for gap in parts.keys() & named.keys():
                parts["month"] = f"{named[gap][parts[gap]]:02}"
            if "day" in parts:
                parts["day"] = f"{1 if parts['day'] == wording.first_of_month else int(parts['day']):02}"
            return parts
    return None


def _edtf(parts: Parts) -> str:
    return "-".join(parts[name] for name in ("year", "month", "day") if name in parts)


def _gapped(phrase: str, gaps: Parts | None = None) -> re.Pattern[str]:
    """A phrase with named gaps as a pattern; a gap takes anything where `gaps` does not say what."""
    pieces = re.split(r"\{(\w+)\}", phrase.casefold())
    return re.compile(
        "".join(
            rf"(?P<{piece}>{(gaps or {}).get(piece, '.+?')})" if n % 2 else re.escape(piece)
            for n, piece in enumerate(pieces)
        ),
        re.ASCII,
    )
