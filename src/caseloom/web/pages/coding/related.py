"""Queries over codings: code A near, inside, around, overlapping or not with code B, saved by name."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import remove_coding_query, save_coding_query, set_coding_query
from caseloom.coding.readings import (
    CodedPassage,
    SavedWish,
    coding_queries,
    passages_numbered,
    related_codings,
)
from caseloom.coding.relations import Related
from caseloom.language import CaseloomError
from caseloom.studyfile import new_id
from caseloom.web.addresses import short
from caseloom.web.components.controls import Control
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import Passage
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.chosen import Offered, offered_codes, several
from caseloom.web.pages.coding.asking import (
    address_of,
    choices_of,
    relation_control,
    sifting,
    unit_control,
    wish_asked,
)
from caseloom.web.pages.marks import Codebook, passage_card
from caseloom.web.reader import reader_language
from caseloom.web.words import error_words

A_PAGE = 30
BESIDE = 3


@dataclass(frozen=True)
class Pair:
    """A coding of the first code, with the first of the other's, and how many more there are."""

    one: Passage
    others: tuple[Passage, ...]
    more: int


@dataclass(frozen=True)
class Saved:
    """A saved query over codings; `lost` where it asks for a code that is not in the codebook any more.

    `state` is what a form that changes it was made for.
    """

    name: str
    note: str
    href: str
    key: str
    lost: bool
    state: str


@dataclass(frozen=True)
class Shown:
    """What the template shows; `asked` says whether the address asks anything, `changing` of which query."""

    query: QueryDict
    codes: tuple[Offered, ...]
    several_code: tuple[Offered, ...]
    several_other: tuple[Offered, ...]
    relation: Control
    unit: Control
    controls: tuple[Control, ...]
    asked: bool
    trouble: str
    sentence: str
    pairs: tuple[Pair, ...]
    pager: Pager | None
    saved: tuple[Saved, ...]
    changing: Saved | None
    sent: tuple[tuple[str, str], ...]
    key: str
    name: str
    nameless: bool


@in_study
def related_page(page: Page) -> HttpResponse:
    """`/studies/<study>/codings/query?code=…&relation=…&other=…`."""
    return _show(page, page.request.GET)


@require_POST
@at_study
def save_related(visit: Visit) -> HttpResponse:
    """The forms of that page: save what it asks under a name, change a saved query, or take it out."""
    sent = visit.request.POST
    with visit.shelved.writing:
        try:
            return _DOING.get(sent.get("do", ""), _save)(visit, sent)
        except CaseloomError as refused:
            with visit.page() as page:
                return _show(page, sent, error_words(refused))


def _save(visit: Visit, sent: QueryDict) -> HttpResponse:
    with visit.page() as page:
        book = Codebook(page, with_use=True)
        wish = wish_asked(page, book, sent, choices_of(page))
        here, back = page.at("codings", "query"), address_of(page, book, wish)
    name, note = sent.get("name", ""), sent.get("note", "").strip()
    key = sent.get("key", "")[:64] or new_id().hex
    save_coding_query(visit.shelved.study.file, visit.viewer, name, wish, note=note or None, key=key)
    visit.shelved.board.pin(here, _("Saved as “%(name)s”.") % {"name": name.strip()})
    return HttpResponseRedirect(back)


def _change(visit: Visit, sent: QueryDict) -> HttpResponse:
    with visit.page() as page:
        found = _asked_for(page, sent)
        if state_of(found) != sent.get("saw"):
            stale = _("The saved query was changed meanwhile, so nothing was changed now. Look again.")
            return _show(page, sent, stale)
        book = Codebook(page, with_use=True)
        wish = wish_asked(page, book, sent, choices_of(page))
        here, back = page.at("codings", "query"), address_of(page, book, wish, short(found.id))
    name = sent.get("name", "")
    set_coding_query(visit.shelved.study.file, visit.viewer, found.id, name=name, wish=wish)
    visit.shelved.board.pin(here, _("Changed: “%(name)s”.") % {"name": name.strip()})
    return HttpResponseRedirect(back)


def _asked_for(page: Page, sent: QueryDict) -> SavedWish:
    saved = coding_queries(page.db, page.viewer)
    found = next((each for each in saved if short(each.id) == sent.get("saved")), None)
    if found is None:
        raise Http404
    return found


def _remove(visit: Visit, sent: QueryDict) -> HttpResponse:
    with visit.page() as page:
        here, found = page.at("codings", "query"), _asked_for(page, sent)
    remove_coding_query(visit.shelved.study.file, visit.viewer, found.id)
    said = _("“%(name)s” was taken out. If that was a mistake, undo it.")
    visit.shelved.board.pin(here, said % {"name": found.name})
    return HttpResponseRedirect(here)


_DOING = {"remove": _remove, "change": _change}


def _show(page: Page, query: QueryDict, trouble: str = "") -> HttpResponse:
    book, choices = Codebook(page, with_use=True), choices_of(page)
    asked, offset = bool(query.get("code") or query.get("other")), offset_in(query)
    found: Sequence[Related] = ()
    if asked:
        try:
            found = related_codings(page.db, page.viewer, wish_asked(page, book, query, choices))
        except CaseloomError as refused:
            trouble = trouble or error_words(refused)
            asked = False
    saved = _saved(page, book)
    shown = Shown(
        query=query,
        codes=offered_codes(page, book),
        several_code=several(page, book, query.get("code", "")),
        several_other=several(page, book, query.get("other", "")),
        relation=relation_control(query),
        unit=unit_control(query),
        controls=sifting(query, choices),
        asked=asked,
        trouble=trouble,
        sentence=_sentence(len(found)) if asked else "",
        pairs=_pairs(page, book, found[offset : offset + A_PAGE]),
        pager=pager(query, offset, len(found[offset : offset + A_PAGE]), len(found), step=A_PAGE),
        saved=saved,
        changing=next((each for each in saved if each.key == query.get("saved")), None),
        sent=tuple((name, value) for name, value in query.items() if name in _ASKED and value),
        key=new_id().hex,
        name=query.get("name", ""),
        nameless=page.viewer.person is None,
    )
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Query over codings")))
    return page.show("coding/related.html", here="coding", trail=trail, related=shown)


_ASKED = frozenset({
    "code", "other", "relation", "within", "unit", "code_below", "other_below", "case", "wave", "setting",
    "participant", "coder", "voice", "source_kind", "valence", "about", "by",
})  # fmt: skip


def _sentence(count: int) -> str:
    said = ngettext("%(n)s coding found.", "%(n)s codings found.", count)
    return said % {"n": grouped(count)}


def _saved(page: Page, book: Codebook) -> tuple[Saved, ...]:
    return tuple(_listed(page, book, each) for each in coding_queries(page.db, page.viewer))


def _listed(page: Page, book: Codebook, each: SavedWish) -> Saved:
    known, key = {id.hex for id in book.by_id}, short(each.id)
    return Saved(
        name=each.name,
        note=each.note,
        href=address_of(page, book, each.wish, key) if each.wish else "",
        key=key,
        lost=each.wish is not None and not {each.wish.code, each.wish.other} <= known,
        state=state_of(each),
    )


def state_of(saved: SavedWish) -> str:
    """What a saved query says, in short; a form that was made for another is refused."""
    said = repr((saved.name, saved.wish.written() if saved.wish else ""))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _pairs(page: Page, book: Codebook, found: Sequence[Related]) -> tuple[Pair, ...]:
    wanted = {n for each in found for n in (each.n, *each.others[:BESIDE])}
    told: Mapping[int, CodedPassage] = passages_numbered(
        page.db, page.viewer, wanted, language=reader_language()
    )
    return tuple(
        Pair(
            passage_card(page, book, told[each.n]),
            tuple(passage_card(page, book, told[n]) for n in each.others[:BESIDE]),
            each.count - len(each.others[:BESIDE]),
        )
        for each in found
    )
