"""Saving what was searched for as a query: its hits become candidates for a code."""

from dataclasses import dataclass, field

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.actions import save_query
from caseloom.coding.readings import SavedQuery, queries
from caseloom.studyfile import new_id
from caseloom.web.addresses import short
from caseloom.web.components.links import Choice
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit
from caseloom.web.pages.chosen import Offered, code_written, offered_codes, several
from caseloom.web.pages.marks import Codebook

SCOPES = ("evidence", "all")


@dataclass(frozen=True)
class Wish:
    """The form as somebody filled it in; `key` is the form's own, so that it saves once."""

    sought: str
    code: str = ""
    name: str = ""
    scope: str = SCOPES[0]
    note: str = ""
    key: str = field(default_factory=lambda: new_id().hex)


@dataclass(frozen=True)
class Saving:
    """The form as the page shows it."""

    wish: Wish
    codes: tuple[Offered, ...]
    several: tuple[Offered, ...]
    scopes: tuple[Choice, ...]
    trouble: str


def wish_in(sent: QueryDict) -> Wish:
    """What was sent."""
    said = {name: sent.get(name, "").strip() for name in ("code", "name", "note")}
    scope = sent.get("scope", "")
    scope = scope if scope in SCOPES else SCOPES[0]
    return Wish(sent.get("q", "").strip(), scope=scope, key=sent.get("key", "")[:64] or new_id().hex, **said)


def saving_form(page: Page, wish: Wish, trouble: str = "") -> Saving:
    """The form, with every code that can be chosen; of several with the name that was written, those."""
    words = {"evidence": _("what counts as evidence"), "all": _("all words, questions too")}
    scopes = tuple(Choice(each, words[each], each == wish.scope) for each in SCOPES)
    book = Codebook(page, with_use=True)
    return Saving(wish, offered_codes(page, book), several(page, book, wish.code), scopes, trouble)


def saved(visit: Visit, wish: Wish) -> HttpResponse:
    """Save it and go to its candidates; raises what the codebook or the room refuses."""
    file, viewer = visit.shelved.study.file, visit.viewer
    with visit.page() as page:
        code = code_written(page, Codebook(page), wish.code)
    with visit.shelved.writing:
        id = save_query(
            file, viewer, wish.name, wish.sought, code,
            scope=wish.scope, note=wish.note or None, key=wish.key,
        )  # fmt: skip
    with visit.page() as page:
        made = next(each for each in queries(page.db, viewer) if each.id == id)
        visit.shelved.board.pin(page.at("candidates"), _said(made))
        return HttpResponseRedirect(f"{page.at('candidates', query=short(id))}#hits")


def _said(made: SavedQuery) -> str:
    said = ngettext(
        "Saved as “%(name)s”: %(n)s passage waits as a candidate for “%(code)s”.",
        "Saved as “%(name)s”: %(n)s passages wait as candidates for “%(code)s”.",
        made.candidates,
    )
    return said % {"name": made.name, "n": grouped(made.candidates), "code": made.code_label}
