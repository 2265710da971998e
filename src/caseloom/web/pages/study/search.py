"""Search over every source, with results in context; each opens its source at the place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.sources.readings import Hit, search_sources
from caseloom.text import excerpt
from caseloom.web.addresses import Place, named
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.study.saving import Wish, saved, saving_form, wish_in
from caseloom.web.words import error_words

TURNS_A_PAGE = 40
EXCERPTS_A_TURN = 3
WIDTH = 90  # code points around a hit


@dataclass(frozen=True)
class Piece:
    """A stretch of a found passage; `href` where it is the hit itself."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Excerpt:
    """Hits with the words around them, and whether the turn goes on before and after."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    distressing: bool


@dataclass(frozen=True)
class Near:
    """A hit with as many of its turn's words as are shown, and whether there are more."""

    hit: Hit
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True)
class Found:
    """A turn with a hit: the words around each."""

    excerpts: tuple[Excerpt, ...]
    source: Link
    speaker: str
    facts: tuple[str, ...]
    evidence: bool


@dataclass(frozen=True)
class Results:
    """A page of results, or the sentence that says why there are none."""

    sentence: str
    found: tuple[Found, ...] = ()
    pager: Pager | None = None
    refused: bool = False


@in_study
def search(page: Page) -> HttpResponse:
    """`/studies/<study>/search?q=…`."""
    return show_search(page, page.request.GET.get("q", "").strip())


@require_POST
@at_study
def save_query_page(visit: Visit) -> HttpResponse:
    """The form of that page: save what was searched for as a query, whose hits become candidates."""
    wish = wish_in(visit.request.POST)
    try:
        return saved(visit, wish)
    except CaseloomError as refused:
        with visit.page() as page:
            return show_search(page, wish.sought, wish, error_words(refused))


def show_search(page: Page, sought: str, wish: Wish | None = None, trouble: str = "") -> HttpResponse:
    """The page of what was sought; with a `wish` that was refused, the form stands open as it was filled."""
    results = _results(page, sought) if sought else Results("")
    can_save = bool(sought) and not results.refused and page.viewer.person is not None
    return page.show(
        "study/search.html",
        trail=(Link(_("Search")),),
        sought=sought,
        results=results,
        memos=page.at("memos", words=sought),
        saving=saving_form(page, wish or Wish(sought, name=sought), trouble) if can_save else None,
    )


def _results(page: Page, sought: str) -> Results:
    query = page.request.GET
    offset = offset_in(query)
    try:
        hits = search_sources(
            page.db, page.viewer, sought, offset=offset, limit=TURNS_A_PAGE, width=2 * WIDTH
        )
    except CaseloomError as trouble:
        return Results(error_words(trouble), refused=True)
    book = Codebook(page)
    found = tuple(_found(page, book, list(turn)) for _key, turn in groupby(hits.hits, _turn_of))
    sentence = ngettext("Found in %(n)s turn.", "Found in %(n)s turns.", hits.turns) % {
        "n": grouped(hits.turns)
    }
    return Results(sentence, found, pager(query, offset, len(found), hits.turns, step=TURNS_A_PAGE))


def _turn_of(hit: Hit) -> tuple[int, int]:
    return hit.source_n, hit.turn_number


def _found(page: Page, book: Codebook, hits: Sequence[Hit]) -> Found:
    first = hits[0]
    facts = [first.case_name, first.wave_name, _("turn %(n)s") % {"n": first.turn_number}]
    excerpts = _together([_near(hit) for hit in hits])
    more = len(excerpts) - EXCERPTS_A_TURN
    if more > 0:
        facts.append(ngettext("and %(n)s more place", "and %(n)s more places", more) % {"n": more})
    if not first.evidence:
        facts.append(_("no evidence: asked, chaired or noted"))
    return Found(
        excerpts=tuple(_excerpt(page, book, near) for near in excerpts[:EXCERPTS_A_TURN]),
        source=Link(first.source_title, page.at("sources", named(first.source_title, first.source))),
        speaker=first.label,
        facts=tuple(fact for fact in facts if fact),
        evidence=first.evidence,
    )


def _near(hit: Hit) -> Near:
    """The hit with `WIDTH` around it; it came with twice as much, which tells whether something is cut."""
    start = len(hit.before)
    words = hit.before + hit.hit + hit.after
    before, said, after = excerpt(words, start, start + len(hit.hit), WIDTH)
    whole = replace(hit, before=before, hit=said, after=after)
    return Near(whole, len(before) < len(hit.before), len(after) < len(hit.after))


def _together(hits: Sequence[Near]) -> list[list[Near]]:
    """Hits whose words around them meet, as one excerpt."""
    groups: list[list[Near]] = []
    for near in hits:
        last = groups[-1][-1].hit if groups else None
        if last is not None and near.hit.start - last.end <= len(last.after):
            groups[-1].append(near)
        else:
            groups.append([near])
    return groups


def _excerpt(page: Page, book: Codebook, several: Sequence[Near]) -> Excerpt:
    hits = [near.hit for near in several]
    pieces = [Piece(hits[0].before)]
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        place = str(Place(hit.start, hit.end, hit.revision))
        pieces.append(Piece(hit.hit, page.at("sources", named(hit.source_title, hit.source), at=place)))
        pieces.append(Piece(hit.after if following is None else hit.after[: following.start - hit.end]))
    first, last = hits[0], hits[-1]
    distressing = book.distressing(first.source, first.start - len(first.before), last.end + len(last.after))
    return Excerpt(tuple(pieces), several[0].cut_before, several[-1].cut_after, distressing)
