"""Splitting a code: some of its codings, chosen one by one, go to another code or to a new one."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import split_code
from caseloom.coding.model import NewCode
from caseloom.coding.readings import Code, belongings, passages
from caseloom.language import CaseloomError
from caseloom.web.components.controls import Control
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager
from caseloom.web.components.passages import Passage
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.coding.found import choices_of, chosen_in, code_at, trail_to
from caseloom.web.pages.marks import Codebook, passage_card
from caseloom.web.reader import reader_language
from caseloom.web.words import error_words

A_PAGE = 50


@dataclass(frozen=True)
class Pick:
    """A coding that can be chosen."""

    id: str
    chosen: bool
    passage: Passage


@dataclass(frozen=True)
class Shown:
    """What the template shows; `elsewhere` are codings chosen on other pages of the list."""

    label: str
    control: Control
    new: str
    picks: tuple[Pick, ...]
    elsewhere: tuple[str, ...]
    sentence: str
    pager: Pager
    before: str
    after: str
    back: str
    trouble: str = ""


@in_study
def splitting_page(page: Page, code: str) -> HttpResponse:
    """`/studies/<study>/codebook/<code>/split`."""
    book, found = code_at(page, code, with_use=True)
    return _show(page, book, found, _Asked())


@require_POST
@at_study
def split(visit: Visit, code: str) -> HttpResponse:
    """A form of that page: another page of the list with what is chosen so far, or the splitting itself."""
    sent = visit.request.POST
    chosen = frozenset(filter(None, map(_id, sent.getlist("chosen"))))
    start = sent.get("from", "")
    at = _place(start or sent.get("at", ""))
    asked = _Asked(chosen, sent.get("into", ""), sent.get("label", "").strip(), at)
    with visit.shelved.writing:
        with visit.page() as page:
            book, found = code_at(page, code, with_use=True)
            into = chosen_in(book, asked.into)
            if start:
                return _show(page, book, found, asked)
            if bool(into) == bool(asked.label):
                trouble = _("Say one code that they go to: one that there is, or the label of a new one.")
                return _show(page, book, found, asked, trouble)
            total = belongings(page.db, page.viewer, found.id).codings
        target: UUID | NewCode = into.id if into else NewCode(label=asked.label, parent=_beside(found))
        try:
            made = split_code(visit.shelved.study.file, visit.viewer, found.id, chosen, target)
        except CaseloomError as trouble:
            with visit.page() as page:
                book, found = code_at(page, code, with_use=True)
                return _show(page, book, found, asked, error_words(trouble))
        return _done(visit, found, made, total, len(chosen))


@dataclass(frozen=True)
class _Asked:
    chosen: frozenset[UUID] = frozenset()
    into: str = ""
    label: str = ""
    start: int = 0


def _beside(found: Code) -> UUID | None:
    """Where a new code stands: beside the one that it comes from, or under a construct."""
    return found.id if found.construct else found.parent


def _id(written: str) -> UUID | None:
    try:
        return UUID(hex=written)
    except ValueError:
        return None


def _place(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _done(visit: Visit, found: Code, made: UUID, total: int, moved: int) -> HttpResponse:
    """Back to the code, with where each of its codings is now."""
    with visit.page() as page:
        book = Codebook(page)
        target = book.by_id[made]
        address, door = book.address(found.id), Link(target.label, book.address(made))
    words = {
        "n": grouped(total),
        "left": grouped(total - moved),
        "code": found.label,
        "moved": grouped(moved),
        "other": target.label,
    }
    said = ngettext(
        "%(n)s coding: %(left)s still under “%(code)s”, %(moved)s now under “%(other)s”.",
        "%(n)s codings: %(left)s still under “%(code)s”, %(moved)s now under “%(other)s”.",
        total,
    )
    visit.shelved.board.pin(address, said % words, door=door)
    return HttpResponseRedirect(address)


def _show(page: Page, book: Codebook, found: Code, asked: _Asked, trouble: str = "") -> HttpResponse:
    cards = passages(
        page.db, page.viewer, code=found.id, offset=asked.start, limit=A_PAGE, language=reader_language()
    )
    picks = [(each.id, passage_card(page, book, each)) for each in cards]
    here = {each.id for each in cards}
    into = chosen_in(book, asked.into)
    end = asked.start + len(picks)

    def fits(each: Code) -> bool:
        return each.id != found.id and not each.retired

    shown = Shown(
        label=found.label,
        control=Control("into", _("A code that there is"), tuple(choices_of(book, fits, into))),
        new=asked.label,
        picks=tuple(Pick(id.hex, id in asked.chosen, card) for id, card in picks),
        elsewhere=tuple(sorted(each.hex for each in asked.chosen - here)),
        sentence=_elsewhere(len(asked.chosen - here)),
        pager=Pager(asked.start, len(picks), found.codings),
        before=str(max(0, asked.start - A_PAGE)) if asked.start else "",
        after=str(end) if end < found.codings else "",
        back=book.address(found.id),
        trouble=trouble,
    )
    trail = trail_to(page, book, found, _("Split"))
    return page.show("coding/split.html", here="coding", trail=trail, splitting=shown)


def _elsewhere(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s coding is chosen on another page of this list.",
        "%(n)s codings are chosen on other pages of this list.",
        number,
    ) % {"n": grouped(number)}
