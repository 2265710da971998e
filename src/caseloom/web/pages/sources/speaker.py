"""Saying who speaks under a label of a source: a participant who is there, or one that is made here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.design.model import NewParticipant
from caseloom.design.readings import cases, participants
from caseloom.language import CaseloomError
from caseloom.sources.actions import set_speaker
from caseloom.sources.kinds import ROLES
from caseloom.sources.readings import SourceSummary, SpeakerSummary, sources, speakers
from caseloom.web.addresses import named
from caseloom.web.components.links import Choice, Link
from caseloom.web.naming import role_words
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.sources.asked import AskedAmiss
from caseloom.web.words import error_words, title_language, words_words

NOBODY, NEW = "", "new"
"""What a form sends for nobody, and for a participant that it makes."""


@dataclass(frozen=True)
class Shown:
    """What the template shows; `name`, `voices` and `cases` are those of a participant that is made here."""

    href: str
    source: str
    title: str
    label: str
    words: str
    participants: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    new: bool
    name: str
    voices: str
    cases: tuple[Choice, ...]
    nameless: bool
    trouble: str


@in_study
def speaker_page(page: Page, source: str, speaker: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/speakers/<speaker>`."""
    return _show(page, *_found(page, source, speaker))


@require_POST
@at_study
def say_who(visit: Visit, source: str, speaker: str) -> HttpResponse:
    """The form of that page."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            about, who = _found(page, source, speaker)
            to = page.at("sources", named(about.title, about.id))
            known = {each.id for each in participants(page.db, page.viewer)}
        try:
            speaks = _speaks(sent, known)
            set_speaker(visit.shelved.study.file, visit.viewer, who.id, _role(sent), speaks)
        except CaseloomError as refused:
            trouble = error_words(refused)
            return visit.refuse(lambda page: _show(page, about, who, sent=sent, trouble=trouble))
        with visit.page() as page:
            now = next(each for each in speakers(page.db, page.viewer, about.id) if each.id == who.id)
    label = now.label or _("no label")
    if now.participant_name:
        said = _("As “%(label)s” speaks %(name)s now.") % {"label": label, "name": now.participant_name}
    else:
        said = _("As “%(label)s” no participant speaks.") % {"label": label}
    visit.shelved.board.pin(to, said)
    return HttpResponseRedirect(to)


def _found(page: Page, source: str, speaker: str) -> tuple[SourceSummary, SpeakerSummary]:
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    [about] = sources(page.db, page.viewer, id=id)
    every = speakers(page.db, page.viewer, id)
    who = page.find("speaker", speaker, lambda: every)
    return about, next(each for each in every if each.id == who)


def _role(sent: Mapping[str, str]) -> str:
    if (role := sent.get("role", "")) not in ROLES:
        raise AskedAmiss(what="role")
    return role


def _speaks(sent: Mapping[str, str], known: Collection[UUID]) -> UUID | NewParticipant | None:
    wanted, name = sent.get("participant", NOBODY), sent.get("name", "").strip()
    if wanted == NOBODY and not name:
        return None
    wanted = NEW if wanted == NOBODY else wanted  # who writes a name means it
    try:
        if wanted != NEW:
            return next(id for id in known if id == UUID(hex=wanted))
        case = UUID(hex=sent["case"]) if sent.get("case") else None
    except (ValueError, StopIteration):
        raise AskedAmiss(what="participant") from None
    voices = "\n".join(each.strip() for each in sent.get("voices", "").split(",") if each.strip())
    return NewParticipant(name=name, case=case, voices=voices or None)


def _show(
    page: Page,
    about: SourceSummary,
    who: SpeakerSummary,
    *,
    sent: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HttpResponse:
    address = page.at("sources", named(about.title, about.id))
    chosen = sent.get("participant", NOBODY) if sent else who.participant.hex if who.participant else NOBODY
    case = sent.get("case", "") if sent else about.case.hex if about.case else ""
    role = sent.get("role", "") if sent else who.role
    label = who.label or _("no label")
    people = [(each.id.hex, each.name) for each in participants(page.db, page.viewer)]
    there = cases(page.db, page.viewer)
    every = [(NOBODY, _("nobody in the list")), *people]
    shown = Shown(
        href=f"{address}/speakers/{named(who.label, who.id)}",
        source=address,
        title=about.title,
        label=label,
        words=words_words(who.words),
        participants=tuple(Choice(value, words, value == chosen) for value, words in every),
        roles=tuple(Choice(each, role_words(each), each == role) for each in ROLES if each != "note"),
        new=chosen == NEW,
        name=sent.get("name", "") if sent else "",
        voices=sent.get("voices", "") if sent else "",
        cases=tuple(Choice(each.id.hex, each.name, each.id.hex == case) for each in there),
        nameless=page.viewer.person is None,
        trouble=trouble,
    )
    trail = (
        Link(_("Sources"), page.at("sources")),
        Link(about.title, address, title_language(about.title, about.language)),
        Link(label),
    )
    return page.show("sources/speaker.html", here="sources", trail=trail, speaker=shown)
