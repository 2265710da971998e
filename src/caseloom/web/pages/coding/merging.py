"""Merging a code into another: what goes along is said before, and where each coding went afterwards."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import merge_code
from caseloom.coding.readings import Belongings, Code, belongings, doubles
from caseloom.language import CaseloomError
from caseloom.web.addresses import short
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.chosen import Offered, code_written, offered_codes, several
from caseloom.web.pages.coding.found import above, chosen_in, code_at, trail_to
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Preview:
    """What would go along: sentences, and how many codings of whom; `state` is what the form was made for."""

    into: str
    label: str
    sentences: tuple[str, ...]
    by: tuple[tuple[str, int], ...]
    state: str


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    label: str
    codes: tuple[Offered, ...]
    written: str
    several: tuple[Offered, ...]
    preview: Preview | None
    back: str
    trouble: str = ""


@in_study
def merging_page(page: Page, code: str) -> HttpResponse:
    """`/studies/<study>/codebook/<code>/merge?into=<code>`."""
    book, found = code_at(page, code)
    written = page.request.GET.get("into", "").strip()
    into, trouble = chosen_in(book, written), ""
    if written and into is None:
        try:
            into = book.by_id[code_written(page, book, written)]
        except CaseloomError as unknown:
            trouble = error_words(unknown)
    return _show(page, book, found, into, trouble, written)


@require_POST
@at_study
def merge_into(visit: Visit, code: str) -> HttpResponse:
    """A form of that page: merge, if what goes along is what was shown."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            book, found = code_at(page, code)
            into = chosen_in(book, sent.get("into", ""))
            if into is None:
                return _show(page, book, found, None)
            preview = _preview(page, found, into)
            if preview.state != sent.get("state"):
                stale = _("What belongs to the code changed meanwhile, so nothing was merged. Look again.")
                return _show(page, book, found, into, stale)
            took = belongings(page.db, page.viewer, found.id)
            double = len(doubles(page.db, page.viewer, found.id, into.id))
            address = book.address(into.id)
        try:
            moved = merge_code(visit.shelved.study.file, visit.viewer, found.id, into.id)
        except CaseloomError as trouble:
            with visit.page() as page:
                book, found = code_at(page, code)
                return _show(page, book, found, chosen_in(book, short(into.id)), error_words(trouble))
        visit.shelved.board.pin(address, *_account(found, into, took, moved, double))
        return HttpResponseRedirect(address)


def _account(found: Code, into: Code, took: Belongings, moved: int, double: int) -> Iterator[str]:
    """Where everything went, after it went there."""
    yield _("“%(code)s” was merged into “%(into)s”.") % {"code": found.label, "into": into.label}
    if moved:
        words = {"n": grouped(moved), "into": into.label}
        yield (
            ngettext(
                "%(n)s coding is under “%(into)s” now.", "%(n)s codings are under “%(into)s” now.", moved
            )
            % words
        )
    if double:
        yield ngettext(
            "%(n)s coding said no more than its coder had said there already, and is one with that.",
            "%(n)s codings said no more than their coders had said there already, and are one with those.",
            double,
        ) % {"n": grouped(double)}
    yield from _beside(took)


def _beside(took: Belongings) -> Iterator[str]:
    """Queries and lower codes."""
    if took.queries:
        yield ngettext("%(n)s query goes along.", "%(n)s queries go along.", len(took.queries)) % {
            "n": grouped(len(took.queries))
        }
    if took.lower:
        yield _("These lower codes go along: %(codes)s.") % {"codes": ", ".join(took.lower)}


def _preview(page: Page, found: Code, into: Code) -> Preview:
    took = belongings(page.db, page.viewer, found.id)
    double = doubles(page.db, page.viewer, found.id, into.id)
    told = hashlib.sha256(repr((into.id.hex, took, sorted(double))).encode()).hexdigest()
    return Preview(short(into.id), into.label, tuple(_beforehand(took, len(double))), took.by, told)


def _beforehand(took: Belongings, double: int) -> Iterator[str]:
    yield ngettext("%(n)s coding goes along.", "%(n)s codings go along.", took.codings) % {
        "n": grouped(took.codings)
    }
    if took.adrift:
        yield ngettext(
            "%(n)s of them has lost its place in a corrected text.",
            "%(n)s of them have lost their place in a corrected text.",
            took.adrift,
        ) % {"n": grouped(took.adrift)}
    if took.hidden:
        yield ngettext(
            "%(n)s of them stands in a source that was taken out.",
            "%(n)s of them stand in sources that were taken out.",
            took.hidden,
        ) % {"n": grouped(took.hidden)}
    if double:
        yield ngettext(
            "%(n)s of them says no more than its coder said there already, and becomes one with that.",
            "%(n)s of them say no more than their coders said there already, and become one with those.",
            double,
        ) % {"n": grouped(double)}
    yield from _beside(took)


def _show(
    page: Page, book: Codebook, found: Code, into: Code | None, trouble: str = "", written: str = ""
) -> HttpResponse:
    def fits(each: Code) -> bool:
        return each.id != found.id and not each.retired and found not in above(book, each)

    fitting = {each.id.hex for each in book.codes if fits(each)}
    offered = tuple(each for each in offered_codes(page, book) if each.id in fitting)
    into_written = next((each.value for each in offered if into and each.id == into.id.hex), written)
    if into and not fits(into):
        trouble = trouble or _("“%(code)s” cannot take this code’s codings. Choose another.") % {
            "code": into.label
        }
    shown = Shown(
        label=found.label,
        codes=offered,
        written=into_written,
        several=tuple(each for each in several(page, book, written) if each.id in fitting)
        if not into
        else (),
        preview=_preview(page, found, into) if into and fits(into) else None,
        back=book.address(found.id),
        trouble=trouble,
    )
    trail = trail_to(page, book, found, _("Merge"))
    return page.show("coding/merge.html", here="coding", trail=trail, merging=shown)
