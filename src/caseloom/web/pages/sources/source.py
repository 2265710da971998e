"""One source as a reading column, with its codings in the margin and under the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import Flag, flags_in, followed, highlights, memos_in
from caseloom.design.readings import participants
from caseloom.sources.readings import (
    SourceText,
    TextsBeside,
    beside,
    paged_text,
    source_text,
    sources,
    speakers,
)
from caseloom.studyfile import Thing
from caseloom.text import Anchored, Way, describe, follow
from caseloom.web.addresses import Place, named, short
from caseloom.web.components.column import turns_html
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoPanel
from caseloom.web.components.passages import CodeMark, Passage
from caseloom.web.components.turns import Minimap, Turn, minimap
from caseloom.web.languages import grouped
from caseloom.web.naming import note_words, role_words
from caseloom.web.page import Page, in_study, moved
from caseloom.web.pages.beside import memo_panel
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.beside import coded_beside, show_beside
from caseloom.web.pages.sources.canvas import Canvas, canvas_of
from caseloom.web.pages.sources.column import Coded, PageLinks, code_marks, coded_in, column_of
from caseloom.web.pages.sources.paged import place_asked_for, text_asked_for
from caseloom.web.pages.sources.sifting import Choice, choices_of, read_sift, sifted_words
from caseloom.web.pages.sources.warning import Flagging, Warned, flagging_of, warning_of
from caseloom.web.pages.study.home import Fact
from caseloom.web.words import clock_words, date_words, kind_words, title_language, words_words

SPEAKERS_SHOWN = 8
"""How many labels stand beside a source; the rest are folded."""


SHORT, FIRST_VIEW = 60_000, 12_000
"""Up to so many characters a text is shown when all of it is there; a longer one with so many."""


@dataclass(frozen=True)
class Speaks:
    """A label of a source, whose page says who speaks under it, and what is known so far."""

    label: Link
    who: str


@dataclass(frozen=True)
class Shown:
    """What the template shows of a source."""

    title: str
    title_language: str
    facts: tuple[str, ...]
    speakers: tuple[Speaks, ...]
    more_speakers: tuple[Speaks, ...]
    about: tuple[Fact, ...]
    notes: tuple[str, ...]
    language: str
    turns: tuple[Turn, ...]
    shown_with: str
    minimap: Minimap
    codes: tuple[CodeMark, ...]
    at: str
    here: Passage | None
    older: str
    candidates: str
    history: str
    revision: str
    canvas: Canvas | None
    unnamed: bool
    memos: MemoPanel
    sifts: tuple[Choice, ...]
    sifted: str
    address: str
    correct: str
    texts: str
    revisions: int
    waiting: str
    beside: str
    beside_words: str
    translation: str
    pages: str
    moved: str
    warning: Warned | None
    flagging: Flagging | None


@in_study
def source_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>?at=<revision>:<start>-<end>`."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    place = place_asked_for(page)
    found = text_asked_for(page, id)
    name = named(found.source.title, id)
    if source != name:
        return moved(page.request, source, name)
    title = Link(found.source.title, language=title_language(found.source.title, found.source.language))
    trail = (Link(_("Sources"), page.at("sources")), title)
    both = beside(page.db, page.viewer, found) if found.current else None
    if both is not None and page.request.GET.get("beside"):
        return show_beside(page, both, trail)
    shown = _shown(page, found, both, place, page.at("sources", name))
    return page.show(
        "sources/source.html",
        here="sources",
        trail=trail,
        source=shown,
        long_part=lambda: turns_html(shown.turns),
    )


def _shown(
    page: Page, found: SourceText, both: TextsBeside | None, place: Place | None, address: str
) -> Shown:
    book, sift = Codebook(page), read_sift(page.request.GET)
    painted = highlights(page.db, page.viewer, found.source.n) if found.current else []
    asked = page.request.GET.get("show") == "candidates"
    coded = coded_in(page, found, painted, candidates=asked)
    flags = flags_in(page.db, page.viewer, found)
    corrected_at = address if found.current and page.viewer.person else ""
    paged = paged_text(page.db, page.viewer, found)
    pages = _pages_address(found, address) if paged else ""
    links = PageLinks(paged.marks, pages) if paged else None
    quoted = {each.id: each.quoted_as for each in participants(page.db, page.viewer)}
    turns = column_of(
        found, coded, book, place, address=corrected_at, flags=flags, pages=links, quoted=quoted
    )
    if both is not None:
        turns = _with_partners(page, both, turns, book, address)
    heard = tuple(_speakers(page, found, address))
    inside = place if place and place.end <= len(found.text) else None
    return Shown(
        title=found.source.title,
        title_language=title_language(found.source.title, found.source.language),
        facts=tuple(_facts(found)),
        speakers=heard[:SPEAKERS_SHOWN],
        more_speakers=heard[SPEAKERS_SHOWN:],
        about=tuple(_about(found)),
        notes=tuple(map(note_words, found.notes)),
        language=found.source.language or "",
        turns=turns,
        shown_with=_shown_with(turns),
        minimap=minimap(turns, len(found.text)),
        codes=code_marks(coded, book),
        at=f"{inside.start}-{inside.end}" if inside else "",
        here=_here(found, inside, coded, book, flags, address, paged=paged is not None) if inside else None,
        older="" if found.current else _same_place_now(page, found, inside, address),
        candidates=address if asked else f"{address}?show=candidates",
        history=page.at("history", source=short(found.source.id)),
        revision=found.revision.hex,
        canvas=canvas_of(page, found, address, sift.query) if found.current and page.viewer.person else None,
        warning=warning_of(flags, turns),
        flagging=flagging_of(found, inside, flags) if inside and page.viewer.person else None,
        memos=memo_panel(
            page, Thing("source", found.source.id), memos_in(page.db, page.viewer, found.source.id)
        ),
        sifts=choices_of(page, sift, painted, book),
        sifted=sifted_words(sift, painted) if sift else "",
        address=address,
        unnamed=found.current and page.viewer.person is None,
        correct=f"{address}/correct",
        texts=f"{address}/revisions",
        revisions=found.source.revisions,
        moved=f"{address}/moved",
        beside=f"{address}?beside=1",
        beside_words=_beside_words(both),
        translation=f"{address}/translation",
        pages=pages,
        waiting=_waiting(page, found) if found.current else "",
    )


def _shown_with(turns: Sequence[Turn]) -> str:
    """The turn (its id in the page) with which a browser shows the page first: the last one of a short text.

    Showing a page is laying it out, which a browser would otherwise do several times while a text comes.
    """
    if not turns:
        return ""
    short = turns[-1].start <= SHORT
    first = turns[-1] if short else next(each for each in turns if each.start >= FIRST_VIEW)
    return f"t{first.number}"


def _with_partners(
    page: Page, both: TextsBeside, turns: Sequence[Turn], book: Codebook, address: str
) -> tuple[Turn, ...]:
    """Each turn with what its partner was coded in the original, or in the translation."""
    label = _("coded in the original:") if both.one.source.original else _("coded in the translation:")
    codes = coded_beside(page, both, book)
    return tuple(
        replace(
            turn,
            beside=codes[turn.number],
            beside_href=f"{address}?beside=1#t{both.row_of(turn.number)}",
            beside_label=label,
        )
        if turn.number in codes
        else turn
        for turn in turns
    )


def _pages_address(found: SourceText, address: str) -> str:
    return f"{address}/pages" if found.current else f"{address}/pages?text={found.revision.hex}"


def _beside_words(both: TextsBeside | None) -> str:
    if both is None:
        return ""
    return _("Beside its original") if both.one.source.original else _("Beside its translation")


def _waiting(page: Page, found: SourceText) -> str:
    """How many codings want to be looked at since the text was corrected."""
    if found.source.revisions < 2:
        return ""
    count = len(followed(page.db, page.viewer, found.source.id).wanting)
    if not count:
        return ""
    return ngettext(
        "The text was corrected: the words of %(n)s coding are not the same any more.",
        "The text was corrected: the words of %(n)s codings are not the same any more.",
        count,
    ) % {"n": grouped(count)}


def _same_place_now(page: Page, found: SourceText, place: Place | None, address: str) -> str:
    """The current revision's address, at the same words if they are still found there."""
    if place is None:
        return address
    now = source_text(page.db, page.viewer, found.source.id)
    there = follow(Way(found.text, now.text), describe(found.text, place.start, place.end))
    if not isinstance(there, Anchored):
        return address
    return f"{address}?at={Place(there.start, there.end, now.revision)}"


def _facts(found: SourceText) -> Iterable[str]:
    source = found.source
    words = words_words(source.words) if found.current else ""
    said = (
        kind_words(source.source_kind),
        source.case_name,
        source.wave_name,
        date_words(source.written),
        words,
    )
    return (each for each in said if each)


def _speakers(page: Page, found: SourceText, address: str) -> Iterable[Speaks]:
    for each in speakers(page.db, page.viewer, found.source.id):
        who = f"{each.participant_name or role_words(each.role)}, {words_words(each.words)}"
        label = each.label or _("no label")
        yield Speaks(Link(label, f"{address}/speakers/{named(each.label, each.id)}"), who)


def _about(found: SourceText) -> Iterable[Fact]:
    source = found.source
    said = (
        (_("Setting"), source.setting_name),
        (_("Producer"), source.producer),
        (_("Covers"), date_words(source.covers)),
        (_("Turns"), grouped(source.turns)),
        (_("Evidence"), words_words(source.evidence_words)),
        (_("Length"), clock_words(_last_second(found))),
        (_("Note"), source.note),
        (_("Added by"), source.added_by),
    )
    yield from (Fact(label, words) for label, words in said if words)


def _last_second(found: SourceText) -> float | None:
    return max((turn.seconds for turn in found.turns if turn.seconds is not None), default=None)


def _here(
    found: SourceText,
    place: Place,
    coded: Sequence[Coded],
    book: Codebook,
    flags: Sequence[Flag],
    address: str,
    *,
    paged: bool,
) -> Passage:
    touching = [each for each in coded if each.start < place.end and place.start < each.end]
    turn = next((each for each in found.turns if each.end > place.start), None)
    here = Place(place.start, place.end, found.revision)
    facts = [_("turn %(n)s") % {"n": turn.number}] if turn else []
    return Passage(
        quote=found.text[place.start : place.end],
        href=f"{address}?at={place}#t{turn.number}" if turn else f"{address}?at={place}",
        source=Link(found.source.title, address),
        speaker=(turn.participant_name or turn.label) if turn else "",
        facts=tuple(facts),
        codes=code_marks(touching, book),
        language=found.source.language or "",
        distressing=any(each.touches(place.start, place.end) for each in flags),
        on_page=f"{address}/pages?at={here}#passage" if paged else "",
    )
