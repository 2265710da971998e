"""Codings made before their code was worded as now: both wordings side by side, a judgement on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import confirm_all, confirm_codings, remove_coding, set_coding
from caseloom.coding.model import Criteria, NotYours
from caseloom.coding.readings import CodedPassage, Recoding, Waiting, passages, recoding, waiting_passages
from caseloom.language import CaseloomError
from caseloom.web.addresses import short
from caseloom.web.components.links import Choice, Count, Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import CodeMark, Passage
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.coding.found import choices_of, chosen_in, readable
from caseloom.web.pages.marks import Codebook, passage_card
from caseloom.web.reader import reader_language
from caseloom.web.words import error_words

A_PAGE = 25


@dataclass(frozen=True)
class CodeWaiting:
    """A code of which codings wait."""

    mark: CodeMark
    count: Count
    chosen: bool


@dataclass(frozen=True)
class Case:
    """A coding that waits; only its coder takes it out or gives it another code."""

    id: str
    passage: Passage
    mine: bool
    another: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """Codings made under one earlier wording."""

    before: Criteria
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Chosen:
    """The code that is being gone through; `seen` is the wording that a judgement is about."""

    key: str
    link: Link
    now: Criteria
    seen: str
    sentence: str
    groups: tuple[Group, ...]
    pager: Pager


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    codes: tuple[CodeWaiting, ...]
    chosen: Chosen | None
    trouble: str = ""


@in_study
def recoding_page(page: Page) -> HttpResponse:
    """`/studies/<study>/codings/recode?code=<code>&another=<coding>`."""
    return _show(page, page.request.GET.get("code", ""))


@require_POST
@at_study
def recode(visit: Visit) -> HttpResponse:
    """A form of that page: a judgement on one coding, or on all of a code's."""
    sent = visit.request.POST
    key = sent.get("code", "")
    with visit.shelved.writing:
        with visit.page() as page:
            listed = _listed(page, key)
        try:
            said = _judged(visit)
        except CaseloomError as trouble:
            with visit.page() as page:
                return _show(page, key, error_words(trouble))
        with visit.page() as page:
            here, there = page.at("codings", "recode"), _next(page, key, sent.get("coding", ""), listed)
        visit.shelved.board.pin(here, said)
        return HttpResponseRedirect(there)


def _listed(page: Page, key: str) -> list[str]:
    """The codings of a code that wait, in the order of the page."""
    found = next((each for each in recoding(page.db, page.viewer) if short(each.code) == key), None)
    return [each.coding.hex for each in _ordered(found)] if found else []


def _next(page: Page, key: str, judged: str, listed: list[str]) -> str:
    """The address of the coding that comes after the one that was judged; of the page where none waits."""
    left = _listed(page, key)
    if not left:
        return page.at("codings", "recode")
    at = listed.index(judged) if judged in listed else 0
    following = next((each for each in (*listed[at:], *reversed(listed[:at])) if each in left), left[0])
    first = left.index(following) // A_PAGE * A_PAGE
    start = {"from": str(first)} if first else {}
    return f"{page.at('codings', 'recode', code=key, **start)}#coding-{following}"


def _judged(visit: Visit) -> str:
    sent, study, viewer = visit.request.POST, visit.shelved.study.file, visit.viewer
    wish, seen = sent.get("do", ""), sent.get("seen", "")
    with visit.page() as page:
        book = Codebook(page)
        code = chosen_in(book, sent.get("code", ""))
        found = list(_coding(page, sent.get("coding", "")))
        another = chosen_in(book, sent.get("another", ""))
    if code is None:
        return _("The code is not in the codebook any more. Nothing was changed.")
    if wish == "all":
        count = confirm_all(study, viewer, code.id, sent.get("reason", ""), seen=seen)
        return ngettext(
            "%(n)s coding was found still right.", "%(n)s codings were found still right.", count
        ) % {"n": grouped(count)}
    if not found or found[0].code != code.id:
        return _("The coding is not there any more, or has another code by now. Nothing was changed.")
    if wish == "right":
        confirm_codings(study, viewer, code.id, [found[0].id], seen=seen)
        return _("The coding was found still right.")
    if viewer.person is None or found[0].coder != viewer.person.id:
        raise NotYours(name=found[0].coder_name)
    if wish == "another" and another is not None:
        set_coding(study, viewer, found[0].id, code=another.id)
        return _("The coding is under “%(code)s” now.") % {"code": another.label}
    if wish == "out":
        remove_coding(study, viewer, found[0].id)
        return _("The coding was taken out.")
    return _("No other code was chosen. Nothing was changed.")


def _coding(page: Page, written: str) -> Iterator[CodedPassage]:
    try:
        id = UUID(hex=written)
    except ValueError:
        return
    yield from passages(page.db, page.viewer, coding=id)


def _show(page: Page, key: str, trouble: str = "") -> HttpResponse:
    book, every = Codebook(page), recoding(page.db, page.viewer)
    wanted = next((each for each in every if short(each.code) == key), every[0] if every else None)
    shown = Shown(
        codes=tuple(_code(page, book, each, each is wanted) for each in every),
        chosen=_chosen(page, book, wanted) if wanted else None,
        trouble=trouble,
    )
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Codings to be read again")))
    return page.show("coding/recoding.html", here="coding", trail=trail, recoding=shown)


def _code(page: Page, book: Codebook, each: Recoding, chosen: bool) -> CodeWaiting:
    href = page.at("codings", "recode", code=short(each.code))
    return CodeWaiting(book.mark(each.code), Count(len(each.waiting), href), chosen)


def _chosen(page: Page, book: Codebook, found: Recoding) -> Chosen:
    offset = offset_in(page.request.GET)
    some = _ordered(found)[offset : offset + A_PAGE]
    cards = {
        each.id: each for each in waiting_passages(page.db, page.viewer, some, language=reader_language())
    }
    label = book.mark(found.code)
    count = len(found.waiting)
    return Chosen(
        key=short(found.code),
        link=Link(label.label, label.href, label.language),
        now=_told(book, found.now),
        seen=found.digest,
        sentence=ngettext(
            "%(n)s coding was made under another wording.",
            "%(n)s codings were made under another wording.",
            count,
        )
        % {"n": grouped(count)},
        groups=tuple(_groups(page, book, some, cards)),
        pager=pager(page.request.GET, offset, len(some), count, step=A_PAGE),
    )


def _ordered(found: Recoding) -> list[Waiting]:
    """Those of one earlier wording stand together, in the order of the texts."""
    order = list(dict.fromkeys(each.before for each in found.waiting))
    return sorted(found.waiting, key=lambda each: order.index(each.before))


def _groups(
    page: Page, book: Codebook, some: Sequence[Waiting], cards: dict[UUID, CodedPassage]
) -> Iterator[Group]:
    for before, each in groupby(some, key=lambda one: one.before):
        cases = tuple(_case(page, book, cards[one.coding]) for one in each if one.coding in cards)
        yield Group(_told(book, before), cases)


def _told(book: Codebook, criteria: Criteria) -> Criteria:
    """With the labels of the codes that its exclusions send to."""
    return replace(criteria, exclusion=tuple(readable(book, line) for line in criteria.exclusion))


def _case(page: Page, book: Codebook, each: CodedPassage) -> Case:
    query = page.request.GET
    asked = query.get("another") == each.id.hex
    mine = page.viewer.person is not None and each.coder == page.viewer.person.id
    address = page.at(
        "codings", "recode", code=short(each.code), another=each.id.hex, **{"from": query.get("from", "")}
    )
    return Case(
        id=each.id.hex,
        passage=passage_card(page, book, each),
        mine=mine,
        another=f"{address}#coding-{each.id.hex}",
        choices=tuple(choices_of(book, lambda one: one.id != each.code and not one.retired, None))
        if asked and mine
        else (),
    )
