"""Deciding on candidates by a form: one by one, or all that are left; never over another's word."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.actions import decide, decide_all, remove_query
from caseloom.coding.model import CandidateGone
from caseloom.coding.readings import Candidate, SavedQuery, candidates_of, queries
from caseloom.language import CaseloomError
from caseloom.text import excerpt
from caseloom.web.addresses import short
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit
from caseloom.web.pages.coding.hits import (
    CANDIDATES_A_PAGE,
    STATES,
    WAITING,
    at_of,
    key_of,
    show_candidates,
    state_of,
    waiting_of,
)
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words

DECISIONS = ("accepted", "rejected")
SAID_OF_A_QUOTE = 60  # code points


@dataclass(frozen=True)
class Asked:
    """A form of the page: what to do with which candidate of a query, as it stood when the page was made."""

    query: str
    do: str
    key: str
    seen: str
    saw: str
    reason: str
    every: bool


def asked_in(sent: QueryDict) -> Asked:
    """What was sent; Http404 for what no form of the page sends."""
    said = Asked(
        sent.get("query", ""),
        sent.get("do", ""),
        sent.get("key", ""),
        sent.get("seen", ""),
        sent.get("saw", ""),
        " ".join(sent.get("reason", "").split()),
        every="all" in sent,
    )
    if said.do not in (*DECISIONS, "remove") or said.seen not in STATES:
        raise Http404
    return said


def answer(visit: Visit, asked: Asked) -> HttpResponse:
    """Do it, and lead to the candidate that comes next; what is refused is said on the page."""
    with visit.shelved.writing:
        try:
            return _remove(visit, asked) if asked.do == "remove" else _decided(visit, asked)
        except CaseloomError as refused:
            with visit.page() as page:
                return show_candidates(
                    page, asked.query, asked.seen, trouble=error_words(refused), reason=asked.reason
                )


def _decided(visit: Visit, asked: Asked) -> HttpResponse:
    if asked.every:
        return _all(visit, asked)
    with visit.page() as page:
        query = _query(page, asked)
        before = candidates_of(page.db, page.viewer, query=query.id, limit=None)
        one = next((each for each in before if key_of(each) == asked.key), None)
        if one is None:
            raise CandidateGone
        listed = [each for each in before if each.decision == asked.seen or each is one]
        at = listed.index(one)
        following = next(iter(listed[at + 1 :] or listed[:at]), None)
    decide(
        visit.shelved.study.file, visit.viewer, one, asked.do,
        reason=asked.reason or None, seen=asked.seen,
    )  # fmt: skip
    said = _("Accepted: “%(words)s”") if asked.do == "accepted" else _("Rejected: “%(words)s”")
    with visit.page() as page:
        distressing = Codebook(page).distressing(one.source, one.start, one.end)
        words = _("A passage flagged as distressing") if distressing else _cut(one.quote)
        visit.shelved.board.pin(page.at("candidates"), said % {"words": words})
        return HttpResponseRedirect(_where(page, query, asked.seen, following, at))


def _all(visit: Visit, asked: Asked) -> HttpResponse:
    with visit.page() as page:
        query = _query(page, asked)
        if state_of(waiting_of(page, query)) != asked.saw:
            trouble = _(
                "The page was older than the study: other candidates wait now than it showed. Nothing was "
                "decided; look at what waits below."
            )
            return show_candidates(page, asked.query, WAITING, trouble=trouble, reason=asked.reason)
    count = decide_all(visit.shelved.study.file, visit.viewer, query.id, asked.do, reason=asked.reason)
    if asked.do == "accepted":
        said = ngettext("%(n)s candidate was accepted.", "%(n)s candidates were accepted.", count)
    else:
        said = ngettext("%(n)s candidate was rejected.", "%(n)s candidates were rejected.", count)
    with visit.page() as page:
        visit.shelved.board.pin(page.at("candidates"), said % {"n": grouped(count)})
        return HttpResponseRedirect(_where(page, query, WAITING, None, 0))


def _remove(visit: Visit, asked: Asked) -> HttpResponse:
    with visit.page() as page:
        query = _query(page, asked)
    remove_query(visit.shelved.study.file, visit.viewer, query.id)
    with visit.page() as page:
        said = _("The query “%(name)s” was taken out. Codings that came of it stay; undo brings it back.")
        visit.shelved.board.pin(page.at("candidates"), said % {"name": query.name})
        return HttpResponseRedirect(page.at("candidates"))


def _query(page: Page, asked: Asked) -> SavedQuery:
    found = next((each for each in queries(page.db, page.viewer) if short(each.id) == asked.query), None)
    if found is None:
        raise Http404
    return found


def _where(page: Page, query: SavedQuery, show: str, following: Candidate | None, at: int) -> str:
    """The page on which the next candidate stands, at that candidate; `at` is its place in the list now."""
    first = at // CANDIDATES_A_PAGE * CANDIDATES_A_PAGE
    address = page.at(
        "candidates", query=short(query.id), show=show, **({"from": str(first)} if first else {})
    )
    return f"{address}#{at_of(following) if following else 'hits'}"


def _cut(quote: str) -> str:
    _before, first, rest = excerpt(quote, 0, 1, SAID_OF_A_QUOTE)
    said = first + rest
    return said if len(said) == len(quote) else f"{said.rstrip()} …"
