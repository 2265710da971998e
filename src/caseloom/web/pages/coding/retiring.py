"""Retiring a code: what nothing belongs to goes; else its codings stay to be read, or go elsewhere."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import reinstate_code, remove_code, retire_code
from caseloom.coding.readings import Belongings, Code, belongings
from caseloom.language import CaseloomError
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.coding.found import code_at, trail_to
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Shown:
    """What the template shows; a code that `goes` is taken out whole."""

    label: str
    goes: bool
    sentence: str
    merge: str
    split: str
    back: str
    trouble: str = ""


@in_study
def retiring_page(page: Page, code: str) -> HttpResponse:
    """`/studies/<study>/codebook/<code>/retire`."""
    book, found = code_at(page, code)
    return _show(page, book, found)


@require_POST
@at_study
def retire(visit: Visit, code: str) -> HttpResponse:
    """A form of that page, or of a retired code's: take it out, retire it, or bring it back."""
    wish = visit.request.POST.get("do", "")
    study, viewer = visit.shelved.study.file, visit.viewer
    with visit.shelved.writing:
        with visit.page() as page:
            book, found = code_at(page, code)
            if wish == "remove" and not _goes(found, belongings(page.db, page.viewer, found.id)):
                stale = _("Something belongs to the code by now, so it was not taken out. Look again.")
                return _show(page, book, found, stale)
            codebook, address = page.at("codebook"), book.address(found.id)
        try:
            if wish == "remove":
                remove_code(study, viewer, found.id)
                said, there = _("The code “%(code)s” was taken out."), codebook
            elif wish == "retire":
                retire_code(study, viewer, found.id)
                said, there = _("“%(code)s” is retired. Its codings stay where they are."), address
            else:
                reinstate_code(study, viewer, found.id)
                said, there = _("“%(code)s” can be coded with again."), address
        except CaseloomError as trouble:
            with visit.page() as page:
                book, found = code_at(page, code)
                return _show(page, book, found, error_words(trouble))
        visit.shelved.board.pin(there, said % {"code": found.label})
        return HttpResponseRedirect(there)


def _goes(found: Code, mine: Belongings) -> bool:
    """Whether the code can be taken out whole: a framework's construct stays in the codebook."""
    return found.construct is None and not mine.codings and not mine.queries


def _show(page: Page, book: Codebook, found: Code, trouble: str = "") -> HttpResponse:
    mine = belongings(page.db, page.viewer, found.id)
    address = book.address(found.id)
    shown = Shown(
        label=found.label,
        goes=_goes(found, mine),
        sentence=_sentence(found, mine),
        merge=f"{address}/merge" if mine.codings else "",
        split=f"{address}/split" if mine.codings else "",
        back=address,
        trouble=trouble,
    )
    trail = trail_to(page, book, found, _("Retire"))
    return page.show("coding/retire.html", here="coding", trail=trail, retiring=shown)


def _sentence(found: Code, mine: Belongings) -> str:
    if mine.codings:
        return ngettext(
            "%(n)s coding is made with this code.", "%(n)s codings are made with this code.", mine.codings
        ) % {"n": grouped(mine.codings)}
    if mine.queries:
        return ngettext(
            "%(n)s query looks for this code.", "%(n)s queries look for this code.", len(mine.queries)
        ) % {"n": grouped(len(mine.queries))}
    if found.construct is not None:
        return _("A framework’s construct stays in the codebook; retired, it is not offered for coding.")
    if mine.lower:
        return _("No coding is made with it. What stands under it moves up: %(codes)s.") % {
            "codes": ", ".join(mine.lower)
        }
    return _("No coding is made with it.")
