"""The participants: name, case, voices, and in how many sources each speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.design.readings import Participant, cases, participants
from caseloom.sources.readings import sources, spoken_in
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.languages import grouped
from caseloom.web.page import Page, in_study

PARTICIPANTS_A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """A participant in the list; each source opens."""

    name: str
    post: str
    case: str
    voices: str
    sources: tuple[Link, ...]
    quoted_as: str
    quoting: str
    withdraw: str


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    sentence: str
    rows: tuple[Row, ...]
    pager: Pager


@in_study
def participant_list(page: Page) -> HttpResponse:
    """`/studies/<study>/participants`."""
    every = participants(page.db, page.viewer)
    offset = offset_in(page.request.GET)
    in_cases = {each.id: each.name for each in cases(page.db, page.viewer)}
    there = {each.id: each.title for each in sources(page.db, page.viewer)}
    some = every[offset : offset + PARTICIPANTS_A_PAGE]
    listing = Listing(
        sentence=ngettext("%(n)s participant", "%(n)s participants", len(every)) % {"n": grouped(len(every))},
        rows=tuple(_row(page, each, in_cases, there) for each in some),
        pager=pager(page.request.GET, offset, len(some), len(every), step=PARTICIPANTS_A_PAGE),
    )
    trail = (Link(_("Participants")),)
    return page.show("record/participants.html", here="study", trail=trail, participants=listing)


def _row(page: Page, each: Participant, in_cases: Mapping[UUID, str], there: Mapping[UUID, str]) -> Row:
    heard = [said.source for said in spoken_in(page.db, page.viewer, each.id) if said.source in there]
    address = page.at("participants", named(each.name, each.id))
    return Row(
        name=each.name or _("no name"),
        post=each.post,
        case=in_cases.get(each.case, "") if each.case else "",
        voices=", ".join(each.voices),
        sources=tuple(Link(there[id], page.at("sources", named(there[id], id))) for id in heard),
        quoted_as=each.quoted_as,
        quoting=f"{address}/quoted-as",
        withdraw=f"{address}/withdraw",
    )
