"""Codings in a corrected text: old words beside new ones, to be confirmed, placed again or taken out."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import SeenPlace, confirm_places, place_again, remove_coding
from caseloom.coding.model import NotYours
from caseloom.coding.readings import FollowedText, flagged, followed
from caseloom.language import CaseloomError
from caseloom.sources.readings import sources
from caseloom.web.addresses import named, read_place
from caseloom.web.components.follow import Follow, follow_card
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study, moved
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.asked import AskedAmiss
from caseloom.web.words import error_words, title_language

CODINGS_A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """What the template shows; `all` is what the form of all places says, "" where there is one."""

    sentence: str
    href: str
    source: str
    revision: str
    cards: tuple[Follow, ...]
    all: str
    all_label: str
    quiet: str
    pager: Pager
    nameless: bool
    trouble: str = ""
    placing: str = ""
    typed: str = ""


@in_study
def moved_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/moved`."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    [about] = sources(page.db, page.viewer, id=id)
    if source != (name := named(about.title, id)):
        return moved(page.request, source, name)
    return _show(page, id)


@require_POST
@at_study
def decide_places(visit: Visit, source: str) -> HttpResponse:
    """A form of that page: confirm what was seen, place one coding again, or take one out."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            id = page.find("source", source, lambda: sources(page.db, page.viewer))
        try:
            said = _do(visit, id)
        except CaseloomError as refused:
            words = {"placing": sent.get("coding", ""), "typed": sent.get("words", "")}
            trouble = error_words(refused)
            return visit.refuse(lambda page: _show(page, id, trouble=trouble, **words))
        with visit.page() as page:
            [about] = sources(page.db, page.viewer, id=id)
            to = page.at("sources", named(about.title, id), "moved")
    visit.shelved.board.pin(to, said)
    return HttpResponseRedirect(to)


def _do(visit: Visit, source: UUID) -> str:
    sent, study, viewer = visit.request.POST, visit.shelved.study.file, visit.viewer
    if sent.get("do") == "confirm":
        seen = [_seen(each) for each in sent.get("seen", "").split()]
        count = confirm_places(study, viewer, source, _id(sent.get("revision", "")), seen)
        said = ngettext("%(n)s place was confirmed.", "%(n)s places were confirmed.", count)
        return said % {"n": grouped(count)}
    coding = _id(sent.get("coding", ""))
    _refuse_anothers(visit, source, coding)
    if sent.get("do") == "remove":
        remove_coding(study, viewer, coding)
        return _("The coding was taken out.")
    if sent.get("do") == "place":
        words = sent.get("words", "").replace("\r\n", "\n").strip()
        place_again(study, viewer, coding, source, words)
        return _("The coding stands at these words now: %(words)s") % {"words": f"“{words}”"}
    raise AskedAmiss(what="do")


def _id(written: str) -> UUID:
    try:
        return UUID(hex=written)
    except ValueError:
        raise AskedAmiss(what="id") from None


def _seen(written: str) -> SeenPlace:
    id, _colon, span = written.partition(":")
    place = read_place(span)
    if place is None:
        raise AskedAmiss(what="place")
    return SeenPlace(_id(id), place.start, place.end)


def _refuse_anothers(visit: Visit, source: UUID, coding: UUID) -> None:
    """Only its coder places a coding at other words, or takes it out."""
    with visit.page() as page:
        there = {each.id: each for each in followed(page.db, page.viewer, source).codings}
    if (found := there.get(coding)) is None:
        raise AskedAmiss(what="coding")
    if visit.viewer.person is not None and found.coder != visit.viewer.person.id:
        raise NotYours(name=found.coder_name)


def _show(page: Page, id: UUID, *, trouble: str = "", placing: str = "", typed: str = "") -> HttpResponse:
    [about] = sources(page.db, page.viewer, id=id)
    found = followed(page.db, page.viewer, id)
    address = page.at("sources", named(about.title, id))
    offset = offset_in(page.request.GET)
    here = found.wanting[offset : offset + CODINGS_A_PAGE]
    person, book = page.viewer.person, Codebook(page)
    warned = flagged(page.db, page.viewer, "coding", [each.id for each in here])
    cards = tuple(
        follow_card(
            each,
            book.mark(each.code),
            address,
            about.language or "",
            mine=person is not None and each.coder == person.id,
            sure=True,
            distressing=each.id in warned,
        )
        for each in here
    )
    ready = [each.seen for each in cards if not each.lost]
    shown = Shown(
        sentence=_sentence(found),
        href=f"{address}/moved",
        source=address,
        revision=found.text.revision.hex,
        cards=cards,
        all=" ".join(ready) if len(ready) > 1 else "",
        all_label=_confirm_all(len(ready)),
        quiet=_quiet(found),
        pager=pager(page.request.GET, offset, len(here), len(found.wanting), step=CODINGS_A_PAGE),
        nameless=person is None,
        trouble=trouble,
        placing=placing,
        typed=typed,
    )
    trail = (
        Link(_("Sources"), page.at("sources")),
        Link(about.title, address, title_language(about.title, about.language)),
        Link(_("Codings in the corrected text")),
    )
    return page.show("sources/moved.html", here="sources", trail=trail, moved=shown)


def _sentence(found: FollowedText) -> str:
    count = len(found.wanting)
    return ngettext(
        "%(n)s coding has other words now than when it was made or confirmed. Is it still right?",
        "%(n)s codings have other words now than when they were made or confirmed. Are they still right?",
        count,
    ) % {"n": grouped(count)}


def _confirm_all(count: int) -> str:
    return ngettext("Confirm %(n)s place", "Confirm all %(n)s places shown here", count) % {
        "n": grouped(count)
    }


def _quiet(found: FollowedText) -> str:
    if not found.moved:
        return ""
    return ngettext(
        "%(n)s other coding moved with its words, which are the same. Nothing is to be done about it.",
        "%(n)s other codings moved with their words, which are the same. Nothing is to be done about them.",
        found.moved,
    ) % {"n": grouped(found.moved)}
