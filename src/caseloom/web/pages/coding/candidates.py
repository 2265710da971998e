"""Saved queries and their hits that nobody has judged: another look, and in no count."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from caseloom.coding.readings import SavedQuery, candidates_of, queries
from caseloom.web.addresses import short
from caseloom.web.components.links import Count, Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import CodeMark, Passage
from caseloom.web.page import Page, in_study
from caseloom.web.pages.marks import Codebook, candidate_card

CANDIDATES_A_PAGE = 40


@dataclass(frozen=True)
class QueryRow:
    """A saved query with the state of its candidates."""

    name: str
    expression: str
    note: str
    href: str
    code: CodeMark
    waiting: Count
    accepted: int
    rejected: int
    chosen: bool


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    queries: tuple[QueryRow, ...]
    chosen: QueryRow | None
    passages: tuple[Passage, ...]
    pager: Pager | None


@in_study
def candidates_page(page: Page) -> HttpResponse:
    """`/studies/<study>/candidates?query=<shortid>`."""
    book = Codebook(page)
    every = queries(page.db, page.viewer)
    wanted = page.request.GET.get("query", "")
    chosen = next((each for each in every if short(each.id) == wanted), None)
    rows = tuple(_row(page, book, each, chosen=each is chosen) for each in every)
    cards, pages = _hits(page, book, chosen) if chosen else ((), None)
    shown = Shown(rows, next((row for row in rows if row.chosen), None), cards, pages)
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Candidates")))
    return page.show("coding/candidates.html", here="coding", trail=trail, candidates=shown)


def _row(page: Page, book: Codebook, each: SavedQuery, *, chosen: bool) -> QueryRow:
    address = f"{page.at('candidates', query=short(each.id))}#hits"
    waiting = each.candidates - each.accepted - each.rejected
    return QueryRow(
        name=each.name,
        expression=each.expression,
        note=each.note,
        href=address,
        code=book.mark(each.code, candidate=True),
        waiting=Count(waiting, address if waiting else ""),
        accepted=each.accepted,
        rejected=each.rejected,
        chosen=chosen,
    )


def _hits(page: Page, book: Codebook, chosen: SavedQuery) -> tuple[tuple[Passage, ...], Pager]:
    offset = offset_in(page.request.GET)
    found = candidates_of(page.db, page.viewer, query=chosen.id, offset=offset, limit=CANDIDATES_A_PAGE)
    waiting = tuple(candidate_card(page, book, each) for each in found if not each.decision)
    pages = pager(page.request.GET, offset, len(found), chosen.candidates, step=CANDIDATES_A_PAGE, at="hits")
    return waiting, pages
