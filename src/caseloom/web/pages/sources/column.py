"""A source's text and its codings laid into turns: who, the words, and what each was coded."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.coding.readings import Flag, Highlight, candidates_of
from caseloom.sources.model import is_blanked
from caseloom.sources.readings import Mark as TextMark
from caseloom.sources.readings import SourceText
from caseloom.sources.readings import Turn as SpokenTurn
from caseloom.team.readings import people
from caseloom.web.addresses import Place
from caseloom.web.components.passages import CodeMark
from caseloom.web.components.turns import CANDIDATE_LINE, Mark, Turn
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.sifting import read_sift
from caseloom.web.words import clock_words, initials

NOBODY: Mapping[UUID, str] = MappingProxyType({})


# A tuple with names, since a dense source has thousands.
class Coded(NamedTuple):
    """A stretch of the source's text (code points, end exclusive) with its code."""

    start: int
    end: int
    code: UUID
    who: str
    candidate: bool = False
    coding: UUID | None = None


@dataclass(frozen=True)
class PageLinks:
    """The pages of a text (as its marks), and the address of the view that shows them beside it."""

    marks: Sequence[TextMark]
    href: str


def coded_in(
    page: Page, found: SourceText, painted: Sequence[Highlight], *, candidates: bool = False
) -> tuple[Coded, ...]:
    """Everything to be marked in a current text: codings that the address asks for, and open candidates."""
    if not found.current:
        return ()
    whose = _whose(page)
    sift = read_sift(page.request.GET)
    marked = [_coding(each, whose) for each in painted if not sift or sift.lets(each)]
    if candidates:
        hits = candidates_of(page.db, page.viewer, source_n=found.source.n, limit=None)
        marked += [
            Coded(hit.start, hit.end, hit.code, "", candidate=True) for hit in hits if not hit.decision
        ]
    return tuple(sorted(marked, key=lambda each: each.start))


def _coding(each: Highlight, whose: Mapping[UUID, str]) -> Coded:
    return Coded(each.start, each.end, each.code, whose.get(each.coder, ""), coding=each.coding)


def _whose(page: Page) -> dict[UUID, str]:
    return {person.id: initials(person.name) for person in people(page.db, page.viewer)}


def column_of(
    found: SourceText,
    coded: Sequence[Coded],
    book: Codebook,
    place: Place | None,
    *,
    address: str = "",
    flags: Sequence[Flag] = (),
    pages: PageLinks | None = None,
    quoted: Mapping[UUID, str] = NOBODY,
) -> tuple[Turn, ...]:
    """Every turn with its marks and warnings.

    `coded` is sorted by start; one over several turns is marked in each, and so is a flag. With the source's
    `address` each turn says where it is corrected. `quoted` says of participants as whom they are quoted.
    Without `pages` they are those that the text names, and lead nowhere.
    """
    within = _by_turn(found.turns, coded)
    begins = _pages(found.turns, pages.marks if pages else found.marks)
    turns: list[Turn] = []
    before = ""
    for spoken, mine in zip(found.turns, within, strict=True):
        first, last = spoken.words_start, spoken.end
        words, page = found.text[first:last], begins.get(spoken.n, "")
        blanked = is_blanked(words)
        turns.append(
            Turn(
                number=spoken.number,
                start=first,
                words=words,
                kind=spoken.kind,
                speaker=spoken.label,
                quoted_as=(quoted.get(spoken.participant, "") if spoken.participant else "") or spoken.label,
                role=spoken.role,
                evidence=spoken.evidence or not found.current,
                when=clock_words(spoken.seconds),
                marks=tuple(_mark(each, first, last, book) for each in mine),
                codes=code_marks(mine, book) if mine else (),
                here=place is not None and place.start < last and first < place.end,
                same_speaker=bool(spoken.label) and spoken.label == before,
                correct=f"{address}/turns/{spoken.number}" if address and not blanked else "",
                distressing=tuple(each.note for each in flags if each.touches(first, last)),
                page=_("p. %(n)s") % {"n": page} if page else "",
                page_href=f"{pages.href}#p{page}" if page and pages else "",
                blanked=blanked,
            )
        )
        before = spoken.label
    return tuple(turns)


def _by_turn(turns: Sequence[SpokenTurn], coded: Sequence[Coded]) -> list[list[Coded]]:
    ends = [turn.end for turn in turns]
    within: list[list[Coded]] = [[] for _turn in turns]
    for each in coded:
        for at in range(bisect_right(ends, each.start), len(turns)):
            if turns[at].words_start >= each.end:
                break
            within[at].append(each)
    return within


def _mark(each: Coded, first: int, last: int, book: Codebook) -> Mark:
    hue, line = book.slot(each.code)
    start, end = max(each.start, first) - first, min(each.end, last) - first
    return Mark(start, end, hue, CANDIDATE_LINE if each.candidate else line)


def code_marks(coded: Sequence[Coded], book: Codebook) -> tuple[CodeMark, ...]:
    """Each code once, with how often and by whom, in the order they are met; candidates after codings."""
    whose: dict[tuple[bool, UUID], list[str]] = {}
    for each in coded:
        whose.setdefault((each.candidate, each.code), []).append(each.who)
    return tuple(
        book.mark(code, times=len(by), who=", ".join(filter(None, dict.fromkeys(by))), candidate=candidate)
        for (candidate, code), by in sorted(whose.items(), key=lambda item: item[0][0])
    )


def _pages(turns: Sequence[SpokenTurn], marks: Sequence[TextMark]) -> dict[int, str]:
    """The page on which a turn begins, for the first turn of each page (turn's local number → page)."""
    starts = [turn.start for turn in turns]
    named: dict[int, str] = {}
    for mark in marks:
        if mark.kind != "page" or not starts:
            continue
        at = max(0, bisect_right(starts, mark.start) - 1)
        if starts[at] < mark.start and at + 1 < len(starts) and turns[at].end <= mark.start:
            at += 1
        named.setdefault(turns[at].n, mark.label)
    return named
