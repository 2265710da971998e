"""Dates as a reader says them: "about 2019", "spring 2020", "March 2020 to June 2021", "from 2016 on"."""

import re
from dataclasses import dataclass

from caseloom.dates.bounds import check
from caseloom.dates.simple import SimpleDate, read_simple

_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_SOME_MONTH = re.compile(r"(\d{4})-XX(?:-XX)?")
_SOME_DAY = re.compile(r"(\d{4}-\d\d)-XX")
_SET = re.compile(r"([\[{])(.*)[\]}]")


@dataclass(frozen=True)
class Wording:
    """The words of one language; gaps are named."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    marks: dict[str, str]
    phrases: dict[str, str]


ENGLISH = Wording(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    seasons=("spring", "summer", "autumn", "winter"),
    marks={"?": "perhaps {date}", "~": "about {date}", "%": "perhaps about {date}"},
    phrases={
        "between": "{first} to {last}",
        "from": "from {first} on",
        "until": "until {last}",
        "from_unknown_end": "from {first}, end unknown",
        "unknown_start_until": "until {last}, start unknown",
        "always": "at any time",
        "decade": "the {year}s",
        "century": "{first} to {last}",
        "some_month": "some time in {year}",
        "some_day": "some day in {month}",
        "quarter": "quarter {number} of {year}",
        "third": "third {number} of {year}",
        "half": "half {number} of {year}",
        "or_before": "{last} or before",
        "or_after": "{first} or after",
        "and_before": "{last} and before",
        "and_after": "{first} and after",
        "some_between": "some time from {first} to {last}",
        "or": " or ",
        "and": " and ",
    },
)
LANGUAGES = {"en": ENGLISH}


def in_words(edtf: str, language: str = "en") -> str:
    """An EDTF date as a phrase for the middle of a line; English where `language` has no wording yet.

    Forms too rare for a wording come back as they were written. Raises `NotADate`.
    """
    text = check(edtf)
    wording = LANGUAGES.get(language.split("-", maxsplit=1)[0], ENGLISH)
    if "/" in text:
        return _interval(text, wording)
    found = _SET.fullmatch(text)
    return _set(found[1], found[2], wording) if found else _one(text, wording)


def _one(text: str, wording: Wording) -> str:
    simple = read_simple(text)
    return _simple(simple, wording) if simple else _unspecified(text, wording)


def _simple(simple: SimpleDate, wording: Wording) -> str:
    said = _unmarked(simple, wording)
    return wording.marks[simple.mark].format(date=said) if simple.mark else said


def _unmarked(simple: SimpleDate, wording: Wording) -> str:
    if simple.month is None:
        return str(simple.year)
    if simple.is_season:
        return _season(simple.month, simple.year, wording)
    month = f"{wording.months[simple.month - 1]} {simple.year}"
    return f"{simple.day} {month}" if simple.day else month


def _season(code: int, year: int, wording: Wording) -> str:
    if code < 33:
        return f"{wording.seasons[(code - 21) % 4]} {year}"
    phrase, before = ("quarter", 32) if code < 37 else ("third", 36) if code < 40 else ("half", 39)
    return wording.phrases[phrase].format(number=code - before, year=year)


def _unspecified(text: str, wording: Wording) -> str:
    phrases = wording.phrases
    if found := _DECADE.fullmatch(text):
        return phrases["decade"].format(year=f"{found[1]}0")
    if found := _CENTURY.fullmatch(text):
        return phrases["century"].format(first=f"{found[1]}00", last=f"{found[1]}99")
    if found := _SOME_MONTH.fullmatch(text):
        return phrases["some_month"].format(year=found[1])
    if found := _SOME_DAY.fullmatch(text):
        return phrases["some_day"].format(month=_one(found[1], wording))
    return text


def _interval(text: str, wording: Wording) -> str:
    start, end = text.split("/")
    open_start, open_end = start in ("", ".."), end in ("", "..")
    phrases = wording.phrases
    if open_start and open_end:
        return phrases["always"]
    if open_end:
        return phrases["from" if end else "from_unknown_end"].format(first=_one(start, wording))
    if open_start:
        return phrases["until" if start else "unknown_start_until"].format(last=_one(end, wording))
    return phrases["between"].format(
        first=_start_without_repetition(start, end, wording), last=_one(end, wording)
    )


def _start_without_repetition(start: str, end: str, wording: Wording) -> str:
    """The start, without a year or month that the end is about to name: "22 to 23 January 2024"."""
    first, last = read_simple(start), read_simple(end)
    if first is None or last is None or first.mark or last.mark or not _same_grain(first, last):
        return _one(start, wording)
    if first.year != last.year or first.month is None:
        return _one(start, wording)
    if first.day and first.month == last.month:
        return str(first.day)
    return _unmarked(first, wording).removesuffix(f" {first.year}")


def _same_grain(first: SimpleDate, last: SimpleDate) -> bool:
    return (
        (first.day is None) == (last.day is None)
        and (first.month is None) == (last.month is None)
        and not first.is_season
        and not last.is_season
    )


def _set(bracket: str, inside: str, wording: Wording) -> str:
    """A set: "[…]" is one of its dates, "{…}" is all of them."""
    one_of = bracket == "["
    members = [member.strip() for member in inside.split(",")]
    if len(members) > 1 and any(".." in member for member in members):
        return f"[{inside}]" if one_of else f"{{{inside}}}"
    if len(members) == 1 and ".." in members[0]:
        return _range(*members[0].split("..", 1), one_of=one_of, wording=wording)
    return wording.phrases["or" if one_of else "and"].join(_one(member, wording) for member in members)


def _range(start: str, end: str, *, one_of: bool, wording: Wording) -> str:
    first, last = (_one(part, wording) if part else "" for part in (start, end))
    phrases = wording.phrases
    if not first:
        return phrases["or_before" if one_of else "and_before"].format(last=last)
    if not last:
        return phrases["or_after" if one_of else "and_after"].format(first=first)
    return phrases["some_between" if one_of else "between"].format(first=first, last=last)
