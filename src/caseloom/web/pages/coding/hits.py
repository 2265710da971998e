"""Saved queries and their hits: another look, in no count, decided one by one or all that are left."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.translation import gettext as _

from caseloom.coding.readings import Candidate, Decided, SavedQuery, candidates_of, decided_on, queries
from caseloom.web.addresses import short
from caseloom.web.components.links import Count, Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import CodeMark, Passage
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook, candidate_card

CANDIDATES_A_PAGE = 40
WAITING = ""
STATES = (WAITING, "accepted", "rejected")


@dataclass(frozen=True)
class QueryRow:
    """A saved query with the state of its candidates."""

    key: str
    name: str
    expression: str
    note: str
    href: str
    code: CodeMark
    waiting: Count
    accepted: Count
    rejected: Count
    chosen: bool

    @property
    def counts(self) -> tuple[Count, ...]:
        """The three numbers, in the order of the table."""
        return self.waiting, self.accepted, self.rejected


@dataclass(frozen=True)
class State:
    """A door to the candidates of the query in one state."""

    label: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class Card:
    """A candidate to decide on; `key` is the place its form is made for, `at` its id on the page."""

    passage: Passage
    key: str
    at: str
    who: str
    reason: str

    @property
    def said(self) -> str:
        """What it is called aloud: its words, unless readers are to be warned of them."""
        return _("A passage flagged as distressing") if self.passage.distressing else self.passage.quote


@dataclass(frozen=True)
class Shown:
    """What the template shows; `show` is the state of the candidates that are listed.

    `saw` is what the forms for all that wait were made for.
    """

    queries: tuple[QueryRow, ...]
    chosen: QueryRow | None
    show: str
    states: tuple[State, ...]
    cards: tuple[Card, ...]
    pager: Pager | None
    saw: str
    trouble: str
    reason: str
    nameless: bool


def show_candidates(
    page: Page, wanted: str, show: str, *, trouble: str = "", reason: str = ""
) -> HttpResponse:
    """The page with one query chosen, and a sentence about what was refused."""
    book = Codebook(page)
    every = queries(page.db, page.viewer)
    chosen = next((each for each in every if short(each.id) == wanted), None)
    show = show if show in STATES else WAITING
    rows = tuple(_row(page, book, each, chosen=each is chosen) for each in every)
    cards, pages = _cards(page, book, chosen, show) if chosen else ((), None)
    shown = Shown(
        queries=rows,
        chosen=next((row for row in rows if row.chosen), None),
        show=show,
        states=tuple(_states(page, chosen, show)) if chosen else (),
        cards=cards,
        pager=pages,
        saw=state_of(waiting_of(page, chosen)) if chosen and show == WAITING else "",
        trouble=trouble,
        reason=reason,
        nameless=page.viewer.person is None,
    )
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Candidates")))
    return page.show("coding/candidates.html", here="coding", trail=trail, candidates=shown)


def waiting_of(page: Page, query: SavedQuery) -> list[Candidate]:
    """The candidates of a query that nobody has decided on."""
    return candidates_of(page.db, page.viewer, query=query.id, decision=WAITING, limit=None)


def state_of(waiting: Sequence[Candidate]) -> str:
    """What the form for all that wait was made for: each of them."""
    return hashlib.sha256(" ".join(map(key_of, waiting)).encode()).hexdigest()


def key_of(each: Candidate) -> str:
    """Which candidate of its query it is, in a form."""
    return f"{each.source.hex}:{each.revision.hex}:{each.start}-{each.end}"


def at_of(each: Candidate) -> str:
    """Its id on the page."""
    return f"c-{short(each.source)}-{each.start}-{each.end}"


def in_state(page: Page, query: SavedQuery, show: str) -> str:
    """The address of a query's candidates in that state."""
    return f"{page.at('candidates', query=short(query.id), show=show)}#hits"


def _states(page: Page, query: SavedQuery, show: str) -> Iterator[State]:
    said = {WAITING: _("Waiting"), "accepted": _("Accepted"), "rejected": _("Rejected")}
    counts = _counts(query)
    for state in STATES:
        yield State(said[state], counts[state], in_state(page, query, state), state == show)


def _counts(query: SavedQuery) -> dict[str, int]:
    waiting = query.candidates - query.accepted - query.rejected
    return {WAITING: waiting, "accepted": query.accepted, "rejected": query.rejected}


def _row(page: Page, book: Codebook, each: SavedQuery, *, chosen: bool) -> QueryRow:
    found = {
        show: Count(count, in_state(page, each, show) if count else "")
        for show, count in _counts(each).items()
    }
    return QueryRow(
        key=short(each.id),
        name=each.name,
        expression=each.expression,
        note=each.note,
        href=in_state(page, each, WAITING),
        code=book.mark(each.code, candidate=True),
        waiting=found[WAITING],
        accepted=found["accepted"],
        rejected=found["rejected"],
        chosen=chosen,
    )


def _cards(page: Page, book: Codebook, chosen: SavedQuery, show: str) -> tuple[tuple[Card, ...], Pager]:
    total = _counts(chosen)[show]
    # What was decided on this page's last left the page: the one before it is shown.
    offset = min(offset_in(page.request.GET), max(0, total - 1) // CANDIDATES_A_PAGE * CANDIDATES_A_PAGE)
    found = candidates_of(
        page.db, page.viewer, query=chosen.id, decision=show, offset=offset, limit=CANDIDATES_A_PAGE
    )
    decided = decided_on(page.db, page.viewer, chosen.id) if show else {}
    cards = tuple(
        _card(page, book, each, decided.get((each.revision, each.start, each.end))) for each in found
    )
    pages = pager(
        page.request.GET, offset, len(found), total, step=CANDIDATES_A_PAGE,
        path=page.at("candidates"), at="hits",
    )  # fmt: skip
    return cards, pages


def _card(page: Page, book: Codebook, each: Candidate, decided: Decided | None) -> Card:
    passage = replace(candidate_card(page, book, each), candidate=not each.decision)
    who, reason = (decided.who, decided.reason) if decided else ("", "")
    return Card(passage, key_of(each), at_of(each), who, reason)
