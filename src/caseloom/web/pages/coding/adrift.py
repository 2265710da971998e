"""Codings whose words are no longer in their source, each with the revision in which they stand."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import AdriftCoding, adrift, adrift_codings, flagged
from caseloom.web.addresses import Place, named
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import Passage
from caseloom.web.languages import grouped
from caseloom.web.page import Page, in_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import title_language

CODINGS_A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    sentence: str
    passages: tuple[Passage, ...]
    pager: Pager


@in_study
def adrift_page(page: Page) -> HttpResponse:
    """`/studies/<study>/codings/adrift`."""
    offset = offset_in(page.request.GET)
    book = Codebook(page)
    found = adrift_codings(page.db, page.viewer, offset=offset, limit=CODINGS_A_PAGE)
    warned = flagged(page.db, page.viewer, "coding", [each.id for each in found])
    total = adrift(page.db, page.viewer)
    shown = Shown(
        sentence=_sentence(total),
        passages=tuple(_card(page, book, each, distressing=each.id in warned) for each in found),
        pager=pager(page.request.GET, offset, len(found), total, step=CODINGS_A_PAGE),
    )
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Codings without a place")))
    return page.show("coding/adrift.html", here="coding", trail=trail, adrift=shown)


def _sentence(total: int) -> str:
    return ngettext(
        "%(n)s coding was made with words that its source no longer has. It is not counted anywhere.",
        "%(n)s codings were made with words that their sources no longer have. They are not counted "
        "anywhere.",
        total,
    ) % {"n": grouped(total)}


def _card(page: Page, book: Codebook, each: AdriftCoding, *, distressing: bool) -> Passage:
    """The words that the coding was made with; they open the revision in which they stand."""
    source = page.at("sources", named(each.source_title, each.source))
    place = Place(each.start, each.end, each.revision)
    return Passage(
        quote=each.quote,
        href=f"{source}?at={place}",
        on_page=book.on_page(each.source, place, source),
        source=Link(each.source_title, source, title_language(each.source_title, each.language)),
        codes=(book.mark(each.code),),
        coder=each.coder_name,
        memo=each.memo,
        language=each.language,
        anchored=False,
        distressing=distressing,
    )
