"""Pictures of a source's pages on paper, or a PDF of them: brought in order, each with where it begins."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError, Phrase
from caseloom.sources.actions import add_page_pictures, pictures_in, read_begins, remove_page_picture
from caseloom.sources.model import PagesAmiss
from caseloom.sources.readings import paged_text, source_text, sources
from caseloom.web.addresses import named
from caseloom.web.brought import MOST_BROUGHT
from caseloom.web.components.links import Link
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.sources.asked import AskedAmiss
from caseloom.web.words import error_words, title_language


@dataclass(frozen=True)
class Brought:
    """A picture that is there: which page it shows, and its id to take it out by."""

    number: int
    id: str


@dataclass(frozen=True)
class Shown:
    """What the template shows; `own` says that the pages are those of the source's own file."""

    href: str
    source: str
    own: bool
    pictures: tuple[Brought, ...]
    begins: str
    nameless: bool
    trouble: str


@in_study
def pictures_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/pictures`."""
    return _show(page, page.find("source", source, lambda: sources(page.db, page.viewer)))


@require_POST
@at_study
def bring_pictures(visit: Visit, source: str) -> HttpResponse:
    """A form of that page: bring pictures, or take one out."""
    sent = visit.request.POST
    with visit.page() as page:
        id = page.find("source", source, lambda: sources(page.db, page.viewer))
    try:
        said = _take_out(visit, sent["remove"]) if "remove" in sent else _bring(visit, id)
    except CaseloomError as refused:
        trouble = error_words(refused)
        return visit.refuse(lambda page: _show(page, id, trouble=trouble))
    with visit.page() as page:
        [about] = sources(page.db, page.viewer, id=id)
        to = page.at("sources", named(about.title, id), "pictures" if "remove" in sent else "pages")
    visit.shelved.board.pin(to, said)
    return HttpResponseRedirect(to)


def _take_out(visit: Visit, sent: str) -> str:
    with visit.shelved.writing:
        remove_page_picture(visit.shelved.study.file, visit.viewer, _id(sent))
    return _("The picture was taken out; undo brings it back.")


def _bring(visit: Visit, id: UUID) -> str:
    """A PDF is drawn before others have to wait for what is written."""
    study, viewer = visit.shelved.study.file, visit.viewer
    files = visit.request.FILES.getlist("pictures")
    size = int(visit.request.META.get("CONTENT_LENGTH") or 0)
    if not files and size > MOST_BROUGHT:
        raise PagesAmiss(
            why=Phrase(
                "The files have {size} MB together; what is brought through the page may have {limit} MB. "
                "Bring fewer at a time, or all at the command line: caseloom pictures.",
                size=-(-size // 1_000_000),
                limit=MOST_BROUGHT // 1_000_000,
            )
        )
    begins = read_begins(visit.request.POST.get("begins", ""))
    contents = [(each.name or _("the file"), each.read()) for each in files]
    pictures = pictures_in(study, viewer, id, contents, begins)
    with visit.shelved.writing:
        add_page_pictures(study, viewer, id, pictures)
    return _("The pictures stand beside the text now.")


def _id(sent: str) -> UUID:
    try:
        return UUID(hex=sent)
    except ValueError:
        raise AskedAmiss(what="picture") from None


def _show(page: Page, id: UUID, *, trouble: str = "") -> HttpResponse:
    found = source_text(page.db, page.viewer, id)
    paged = paged_text(page.db, page.viewer, found)
    there = paged.pictures if paged else ()
    address = page.at("sources", named(found.source.title, id))
    shown = Shown(
        href=f"{address}/pictures",
        source=address,
        own=paged is not None and not there,
        pictures=tuple(Brought(number, each.id.hex) for number, each in enumerate(there, 1) if each),
        begins=page.request.POST.get("begins", ""),
        nameless=page.viewer.person is None,
        trouble=trouble,
    )
    title = Link(found.source.title, address, title_language(found.source.title, found.source.language))
    trail = (Link(_("Sources"), page.at("sources")), title, Link(_("Pictures of its pages")))
    return page.show("sources/pictures.html", here="sources", trail=trail, picturing=shown)
