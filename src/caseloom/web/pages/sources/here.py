"""What is coded at a place: each coding with who made it, what it says, and what can be done with it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import CodedPassage, passages_at
from caseloom.dates import to_type
from caseloom.record.fields import EXAMPLES, VALENCES
from caseloom.sources.readings import SourceSummary, beside, source_text, sources
from caseloom.studyfile import Thing
from caseloom.web.addresses import Place, named, read_place
from caseloom.web.components.passages import CodeMark
from caseloom.web.languages import grouped, page_language
from caseloom.web.page import Page, in_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.sifting import read_sift
from caseloom.web.pages.things import in_address
from caseloom.web.reader import reader_language
from caseloom.web.words import date_words

SHORTEST, LONGEST = 60, 140


@dataclass(frozen=True)
class Coding:
    """A coding as the panel lists it; only its coder's own (`mine`) is changed from here.

    The words of a `distressing` one are folded.
    """

    id: str
    start: int
    end: int
    code: CodeMark
    quote: str
    coder: str
    mine: bool
    facts: tuple[str, ...]
    valence: str
    example: str
    about: str
    memo: str
    memos: str
    distressing: bool


@dataclass(frozen=True)
class Partner:
    """What stands in the original, or in the translation, for the turns of a place."""

    label: str
    words: str
    language: str
    href: str


@in_study
def here(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/here?at=<start>-<end>`: the codings that touch a place."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    place = read_place(page.request.GET.get("at", "")) or Place(0, 0)
    found, book = sources(page.db, page.viewer, id=id)[0], Codebook(page)
    at = passages_at(page.db, page.viewer, found.n, place.start, place.end, language=reader_language())
    sift = read_sift(page.request.GET)
    shown = [each for each in at if sift.lets(each)]
    words = {
        "codings": tuple(_coding(page, book, each) for each in shown),
        "unshown": _unshown(len(at), len(shown)),
        "valences": tuple((key, _(words)) for key, words in VALENCES.items()),
        "examples": tuple((key, _(words)) for key, words in EXAMPLES.items()),
        "language": found.language or "",
        "partner": _partner(page, found, place),
    }
    return HttpResponse(render_to_string("sources/here.html", words))


def _unshown(there: int, shown: int) -> str:
    """How many codings of a place the reader does not want to see; "" for none."""
    count = there - shown
    if not count:
        return ""
    if shown:
        said = ngettext("%(n)s more is not shown.", "%(n)s more are not shown.", count)
    else:
        said = ngettext("%(n)s coding here is not shown.", "%(n)s codings here are not shown.", count)
    return said % {"n": grouped(count)}


def _partner(page: Page, about: SourceSummary, place: Place) -> Partner | None:
    """The partner's words, turn by turn; None where the source has no partner, or the place none in it."""
    if about.original is None and not about.translations:
        return None
    both = beside(page.db, page.viewer, source_text(page.db, page.viewer, about.id))
    if both is None:
        return None
    rows = [
        row for row in both.rows if row.one and row.one.words_start < place.end and place.start < row.one.end
    ]
    turns = [row.other for row in rows if row.other]
    if not turns or not rows[0].one:
        return None
    address = page.at("sources", named(about.title, about.id))
    return Partner(
        label=_("In the original:") if about.original else _("In the translation:"),
        words="\n".join(both.other.text[turn.words_start : turn.end] for turn in turns),
        language=both.other.source.language or "",
        href=f"{address}?beside=1#t{both.row_of(rows[0].one.number)}",
    )


def _coding(page: Page, book: Codebook, each: CodedPassage) -> Coding:
    person = page.viewer.person
    facts = (
        each.role_label,
        _(VALENCES.get(each.valence or "", "")) if each.valence else "",
        _(EXAMPLES.get(each.example or "", "")) if each.example else "",
        _("time it speaks of: %(time)s") % {"time": date_words(each.about)} if each.about else "",
        book.version_words(each.stamp),
    )
    return Coding(
        id=each.id.hex,
        start=each.start,
        end=each.end,
        code=book.mark(each.code),
        quote=_short(each.quote),
        coder=each.coder_name,
        mine=person is not None and each.coder == person.id,
        facts=tuple(filter(None, facts)),
        valence=each.valence or "",
        example=each.example or "",
        about=to_type(each.about, page_language()) if each.about else "",
        memo=each.memo,
        memos=page.at("memos", "new", about=in_address(Thing("coding", each.id))),
        distressing=book.distressing(each.source, each.start, each.end),
    )


def _short(quote: str) -> str:
    """The beginning and the end of a long quotation."""
    if len(quote) <= LONGEST:
        return quote
    return f"{quote[:SHORTEST].rstrip()} … {quote[-SHORTEST:].lstrip()}"
