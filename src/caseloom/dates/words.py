"""Dates as a reader says them: "about 2019", "spring 2020", "March 2020 to June 2021", "from 2016 on"."""

import re

from caseloom.dates.bounds import check
from caseloom.dates.simple import SimpleDate, read_simple
from caseloom.dates.wordings import Wording, wording_of

_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_SOME_MONTH = re.compile(r"(\d{4})-XX(?:-XX)?")
_SOME_DAY = re.compile(r"(\d{4}-\d\d)-XX")
_SET = re.compile(r"([\[{])(.*)[\]}]")


def in_words(edtf: str, language: str = "en") -> str:
    """An EDTF date as a phrase for the middle of a line; English where `language` has no wording yet.

    `language` is a tag such as "sv" or "zh-hans". Forms too rare for a wording come back as they were
    written. Raises `NotADate`.
    """
    text = check(edtf)
    wording = wording_of(language)
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
        return wording.forms["year"].format(year=simple.year)
    if simple.is_season:
        return _season(simple.month, simple.year, wording)
    return _formed("day" if simple.day else "month", simple, wording)


def _formed(form: str, simple: SimpleDate, wording: Wording) -> str:
    """A month or day in one of the language's forms."""
    day = wording.first_of_month if simple.day == 1 else simple.day
    return wording.forms[form].format(
        year=simple.year, month=wording.months[(simple.month or 1) - 1], day=day
    )


def _season(code: int, year: int, wording: Wording) -> str:
    if code < 33:
        return wording.forms["season"].format(season=wording.seasons[(code - 21) % 4], year=year)
    phrase, before = ("quarter", 32) if code < 37 else ("third", 36) if code < 40 else ("half", 39)
    number = code - before
    said = wording.phrases.get(f"{phrase}_{number}", wording.phrases[phrase])
    return said.format(number=number, year=year)


def _unspecified(text: str, wording: Wording) -> str:
    if found := _DECADE.fullmatch(text):
        return _said(wording, "decade", year=f"{found[1]}0")
    if found := _CENTURY.fullmatch(text):
        return _said(wording, "century", first=f"{found[1]}00", last=f"{found[1]}99")
    if found := _SOME_MONTH.fullmatch(text):
        return _said(wording, "some_month", year=found[1])
    if found := _SOME_DAY.fullmatch(text):
        return _said(wording, "some_day", month=_one(found[1], wording))
    return text


def _said(wording: Wording, phrase: str, **gaps: str) -> str:
    """A phrase with its gaps filled, mended where the language joins the words."""
    said = wording.phrases[phrase].format(**gaps)
    for pattern, joined in wording.joins:
        said = pattern.sub(joined, said)
    return said


def _interval(text: str, wording: Wording) -> str:
    start, end = text.split("/")
    open_start, open_end = start in ("", ".."), end in ("", "..")
    if open_start and open_end:
        return _said(wording, "always")
    if open_end:
        return _said(wording, "from" if end else "from_unknown_end", first=_one(start, wording))
    if open_start:
        return _said(wording, "until" if start else "unknown_start_until", last=_one(end, wording))
    first, last = _without_repetition(start, end, wording)
    return _said(wording, "between", first=first, last=last)


def _without_repetition(start: str, end: str, wording: Wording) -> tuple[str, str]:
    """Both ends, one without the year or month that the other names: "22 to 23 January 2024"."""
    whole = _one(start, wording), _one(end, wording)
    first, last = read_simple(start), read_simple(end)
    if first is None or last is None or first.mark or last.mark or not _same_grain(first, last):
        return whole
    if first.year != last.year or first.month is None:
        return whole
    form = "month_alone"
    if first.day:
        form = "day_alone" if first.month == last.month else "day_and_month"
    if wording.year_first:
        return whole[0], _formed(form, last, wording)
    return _formed(form, first, wording), whole[1]


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
    if not first:
        return _said(wording, "or_before" if one_of else "and_before", last=last)
    if not last:
        return _said(wording, "or_after" if one_of else "and_after", first=first)
    return _said(wording, "some_between" if one_of else "between", first=first, last=last)
