"""Saying how a participant agreed to be named where somebody is quoted: a small form of its own."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.design.actions import set_field
from caseloom.design.readings import Participant, participants
from caseloom.language import CaseloomError
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    href: str
    participants: str
    name: str
    quoted_as: str
    nameless: bool


@in_study
def quoting_page(page: Page, participant: str) -> HttpResponse:
    """`/studies/<study>/participants/<participant>/quoted-as`."""
    about = _participant(page, participant)
    address = page.at("participants", named(about.name, about.id), "quoted-as")
    shown = Shown(
        href=address,
        participants=page.at("participants"),
        name=about.name or _("no name"),
        quoted_as=about.quoted_as,
        nameless=page.viewer.person is None,
    )
    trail = (
        Link(_("Participants"), page.at("participants")),
        Link(shown.name),
        Link(_("Named in quotations")),
    )
    return page.show("record/quoting.html", here="study", trail=trail, quoting=shown)


@require_POST
@at_study
def quote_as(visit: Visit, participant: str) -> HttpResponse:
    """The form of that page."""
    words = " ".join(visit.request.POST.get("quoted_as", "").split())
    with visit.shelved.writing:
        with visit.page() as page:
            about, to = _participant(page, participant), page.at("participants")
        try:
            set_field(
                visit.shelved.study.file, visit.viewer, "participant", about.id, quoted_as=words or None
            )
        except CaseloomError as refused:
            visit.shelved.board.pin(to, error_words(refused), trouble=True)
            return HttpResponseRedirect(to)
    if words:
        said = _("In quotations %(name)s is named “%(words)s” now.") % {"name": about.name, "words": words}
    else:
        said = _("In quotations %(name)s is named as in the text.") % {"name": about.name}
    visit.shelved.board.pin(to, said)
    return HttpResponseRedirect(to)


def _participant(page: Page, name: str) -> Participant:
    every = participants(page.db, page.viewer)
    id: UUID = page.find("participant", name, lambda: every)
    return next(each for each in every if each.id == id)
