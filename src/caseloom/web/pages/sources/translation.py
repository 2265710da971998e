"""Saying that a source is a translation of another: a small form of its own."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.sources.actions import set_translation
from caseloom.sources.readings import sources
from caseloom.web.addresses import named
from caseloom.web.components.links import Choice, Link
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.sources.asked import AskedAmiss
from caseloom.web.words import error_words, title_language


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    href: str
    source: str
    label: str
    choices: tuple[Choice, ...]
    nameless: bool
    trouble: str


@in_study
def translation_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/translation`."""
    return _show(page, page.find("source", source, lambda: sources(page.db, page.viewer)))


@require_POST
@at_study
def link(visit: Visit, source: str) -> HttpResponse:
    """The form of that page."""
    sent = visit.request.POST.get("original", "")
    with visit.shelved.writing:
        with visit.page() as page:
            id = page.find("source", source, lambda: sources(page.db, page.viewer))
        try:
            set_translation(visit.shelved.study.file, visit.viewer, id, _original(sent))
        except CaseloomError as refused:
            trouble = error_words(refused)
            return visit.refuse(lambda page: _show(page, id, trouble=trouble))
        with visit.page() as page:
            [about] = sources(page.db, page.viewer, id=id)
            to = page.at("sources", named(about.title, id), **({"beside": "1"} if sent else {}))
    said = (
        _("It is a translation now, and stands beside its original.") if sent else _("It is no translation.")
    )
    visit.shelved.board.pin(to.partition("?")[0], said)
    return HttpResponseRedirect(to)


def _original(sent: str) -> UUID | None:
    try:
        return UUID(hex=sent) if sent else None
    except ValueError:
        raise AskedAmiss(what="original") from None


def _show(page: Page, id: UUID, *, trouble: str = "") -> HttpResponse:
    every = sources(page.db, page.viewer)
    about = next(each for each in every if each.id == id)
    address = page.at("sources", named(about.title, id))
    shown = Shown(
        href=f"{address}/translation",
        source=address,
        label=_("“%(title)s” is a translation of") % {"title": about.title},
        choices=tuple(
            Choice(each.id.hex, each.title, each.id == about.original)
            for each in every
            if each.id != id and each.original is None
        ),
        nameless=page.viewer.person is None,
        trouble=trouble,
    )
    trail = (
        Link(_("Sources"), page.at("sources")),
        Link(about.title, address, title_language(about.title, about.language)),
        Link(_("Original and translation")),
    )
    return page.show("sources/translation.html", here="sources", trail=trail, linking=shown)
