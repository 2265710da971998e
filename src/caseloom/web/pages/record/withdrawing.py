"""Withdrawing a participant: what goes, whose texts may quote her, the second confirmation, and the deed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caseloom.design.readings import participants
from caseloom.language import CaseloomError
from caseloom.record.actions import withdraw as withdraw_for_good
from caseloom.record.model import AS_PERSON, Withdrawal
from caseloom.record.readings import is_written_anew, withdrawal
from caseloom.studyfile.backups import backups_of
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.file import Erasure
from caseloom.text import same_name
from caseloom.web.addresses import named, short
from caseloom.web.components.links import Choice, Link
from caseloom.web.desk import desk_of
from caseloom.web.languages import grouped
from caseloom.web.notes import Listed
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.pages.record.elsewhere import afterwards, backups_words, copies_of, out_of_reach
from caseloom.web.pages.record.judging import (
    Quoting,
    Sent,
    former_in,
    of_sources_words,
    quoting_in,
    reword_as_sent,
)
from caseloom.web.shelf import Shelved
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Shown:
    """What the template shows; `list` is what the form was made for, `to_type` what has to be typed."""

    name: str
    href: str
    goes: tuple[str, ...]
    whole: tuple[Link, ...]
    shared: tuple[Link, ...]
    former: tuple[Quoting, ...]
    quoting: tuple[Quoting, ...]
    of_sources: str
    person: str
    namesake: bool
    choices: tuple[Choice, ...]
    as_person: str
    list: str
    to_type: str
    trouble: str
    nameless: bool
    backups: str
    copies: tuple[str, ...]
    out_of_reach: str


@require_safe
@at_study
def withdraw_page(visit: Visit, participant: str) -> HttpResponse:
    """`/studies/<study>/participants/<participant>/withdraw`."""
    found = _found(visit, participant, visit.request.GET.get("as_person", ""))
    return _show(visit, found)


@require_POST
@at_study
def withdraw(visit: Visit, participant: str) -> HttpResponse:
    """The form of that page: withdraw for good, if the list is still the one that was shown."""
    sent = visit.request.POST
    with visit.shelved.writing:
        try:
            found = _found(visit, participant, sent.get("as_person", ""))
        except Http404:
            return _gone_already(visit)
        if "reword" in sent:
            return _reworded(visit, found, Sent.of(sent))
        trouble = _refusal(found, sent.get("list", ""), sent.get("name", ""))
        if trouble:
            return _refused(visit, found, trouble)
        try:
            erasure = withdraw_for_good(visit.shelved.study.file, visit.viewer, found.rehearsed)
        except CaseloomError as problem:
            return _refused(visit, found, error_words(problem))
        return _done(visit, found, erasure)


def _refused(visit: Visit, found: "_Found", trouble: str) -> HttpResponse:
    """Back to the list, at an address of its own: what comes after it in the browser is no form to send."""
    with visit.page() as page:
        there = _address(page, found)
    visit.shelved.board.pin(there, trouble, trouble=True)
    return HttpResponseRedirect(f"{there}?as_person={found.as_person}")


def _reworded(visit: Visit, found: "_Found", sent: Sent) -> HttpResponse:
    """One of the texts to be judged was written anew: say so, and list again."""
    try:
        reword_as_sent(visit, found.rehearsed.suspects, sent)
    except CaseloomError as problem:
        return _show(visit, found, error_words(problem), sent)
    with visit.page() as page:
        there = _address(page, found)
    visit.shelved.board.pin(
        there, _("The text has been changed. What it said until now goes when you withdraw.")
    )
    return HttpResponseRedirect(f"{there}?as_person={found.as_person}")


def _address(page: Page, found: "_Found") -> str:
    name = named(found.rehearsed.name, found.rehearsed.participant)
    return page.at("participants", name, "withdraw")


@dataclass(frozen=True)
class _Found:
    """The rehearsal, and which answer about the person it was made with."""

    rehearsed: Withdrawal
    as_person: str


def _found(visit: Visit, segment: str, as_person: str) -> _Found:
    """Rehearsed outside of any reading, since it writes and takes that back."""
    with visit.page() as page:
        id = page.find("participant", segment, lambda: participants(page.db, page.viewer))
    answer = as_person if as_person in AS_PERSON else AS_PERSON[0]
    study = visit.shelved.study
    try:
        return _Found(withdrawal(study.file, visit.viewer, id, answer), answer)
    except NotThere as gone:
        raise Http404 from gone


def _refusal(found: _Found, fingerprint: str, typed: str) -> str:
    """Why nothing is withdrawn now; "" where everything is as it was shown and confirmed."""
    if fingerprint != fingerprint_of(found.rehearsed, found.as_person):
        return _(
            "Nothing was withdrawn: the study has changed since this list was made. Below is the list as it "
            "is now; read it and confirm again."
        )
    if not typed.strip() or not same_name(typed, _to_type(found.rehearsed)):
        if not typed.strip():
            return _("Nothing was withdrawn: the name was not typed. Type it as it stands on the page.")
        return _(
            "Nothing was withdrawn: what you typed is not the name. Type it as it stands on the page; small "
            "letters or capitals make no difference."
        )
    return ""


def fingerprint_of(found: Withdrawal, as_person: str) -> str:
    """A digest of all that a withdrawal takes and of every text to be judged."""
    said = [str(found.participant), found.name, as_person, *map(str, sorted(found.named.ids))]
    said += [f"{kind} {count}" for kind, count in found.counts]
    said += [f"{each.kind} {each.entity} {each.field} {each.words}" for each in found.suspects]
    said += [str(found.turns), str(found.words), found.person_name]
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _to_type(found: Withdrawal) -> str:
    return found.name.strip() or short(found.participant)


# -- afterwards -----------------------------------------------------------------------------------


def _done(visit: Visit, found: _Found, erasure: Erasure) -> HttpResponse:
    shelved, viewer = visit.shelved, visit.viewer
    shelved.board.clear()
    shelved.forget()
    mine = viewer.person is not None and viewer.person.id == found.rehearsed.person
    if mine and found.as_person != "keep":
        shelved = desk_of(visit.request).shelf.reopen(shelved)
    copies = [*erasure.left, *copies_of(shelved.study.file)]
    with Visit(visit.request, shelved).page() as page:
        here, anew = page.at("participants"), is_written_anew(page.db)
        judged = dict.fromkeys(
            Link(f"{each.about.label} ({each.what})", each.about.href)
            for each in quoting_in(page, found.rehearsed.suspects)
            if each.about.href
        )
    said = afterwards(erasure, texts=len(judged), anew=anew, copies=bool(copies))
    open_too = tuple(_open_copies(visit.request, shelved, found.rehearsed.participant))
    lists = (
        Listed(_("The texts of others that were listed:"), tuple(judged)),
        Listed(_("Copies that are open here and still hold this participant:"), open_too),
    )
    said_lists = [each for each in lists if each.links]
    shelved.board.pin(here, *said, items=map(str, copies), lists=said_lists, stays=True)
    return HttpResponseRedirect(here)


def _open_copies(request: HttpRequest, shelved: Shelved, participant: UUID) -> Iterator[Link]:
    """Where to withdraw in the copies of the study that are open beside it and hold the participant."""
    for other in desk_of(request).shelf.copies_of(shelved):
        with Visit(request, other).page() as page:
            for each in participants(page.db, page.viewer):
                if each.id == participant:
                    there = page.at("participants", named(each.name, each.id), "withdraw")
                    yield Link(_("Withdraw in %(file)s too") % {"file": other.file.name}, there)


def _gone_already(visit: Visit) -> HttpResponse:
    with visit.page() as page:
        here = page.at("participants")
    visit.shelved.board.pin(
        here,
        _(
            "The page was older than the study: this participant is not in it any more. Nothing was "
            "changed now."
        ),
        trouble=True,
    )
    return HttpResponseRedirect(here)


# -- what is shown --------------------------------------------------------------------------------


def _show(visit: Visit, found: _Found, trouble: str = "", sent: Sent | None = None) -> HttpResponse:
    what = found.rehearsed
    with visit.page() as page:

        def links(sources: Iterable[tuple[UUID, str]]) -> tuple[Link, ...]:
            return tuple(Link(title, page.at("sources", named(title, id))) for id, title in sources)

        quoting = quoting_in(page, what.suspects, sent, about=what.participant, asked=what.person)
        shown = Shown(
            name=what.name,
            href=_address(page, found),
            goes=tuple(_goes(what)),
            whole=links(what.whole),
            shared=links(what.shared),
            former=former_in(page, what.former),
            quoting=quoting,
            of_sources=of_sources_words() if any(each.bring for each in quoting) else "",
            person=what.person_name if what.person else "",
            namesake=what.namesake,
            choices=_choices(found.as_person) if what.person else (),
            as_person=found.as_person,
            list=fingerprint_of(what, found.as_person),
            to_type=_to_type(what),
            trouble=trouble,
            nameless=page.viewer.person is None,
            backups=backups_words(len(backups_of(visit.shelved.study.file.id))),
            copies=tuple(map(str, copies_of(visit.shelved.study.file))),
            out_of_reach=out_of_reach(),
        )
        here = _("Withdraw %(name)s") % {"name": what.name}
        trail = (Link(_("Participants"), page.at("participants")), Link(here))
        return page.show("record/withdraw.html", here="study", trail=trail, withdrawal=shown)


def _goes(found: Withdrawal) -> Iterator[str]:
    """What goes, in sentences, in the order in which people think of it."""
    yield _("The name, and everything that the study says of this participant.")
    if found.words:
        yield ngettext(
            "%(n)s word this participant said.", "%(n)s words this participant said.", found.words
        ) % {"n": grouped(found.words)}
    coded = any(kind == "coding" for kind, _count in found.counts)
    for kind, count in found.counts:
        if kind == "passage" and coded:
            continue  # a quotation that was coded several times would make two numbers of one thing
        if said := _counted(kind, count):
            yield said % {"n": grouped(count)}


def _counted(kind: str, n: int) -> str:
    """How many rows of a kind go, for the kinds that people know."""
    match kind:
        case "source":
            return ngettext(
                "%(n)s whole source, with its text and its original.",
                "%(n)s whole sources, with their texts and originals.",
                n,
            )
        case "passage":
            return ngettext("%(n)s quotation.", "%(n)s quotations.", n)
        case "coding":
            return ngettext(
                "%(n)s coding with its quotation, whoever made it.",
                "%(n)s codings with their quotations, whoever made them.",
                n,
            )
        case "memo":
            return ngettext(
                "%(n)s memo on what goes or on this person, whoever wrote it.",
                "%(n)s memos on what goes or on this person, whoever wrote them.",
                n,
            )
        case "candidate_decision":
            return ngettext("%(n)s decision on a candidate.", "%(n)s decisions on candidates.", n)
        case "flag":
            return ngettext("%(n)s flag of a distressing passage.", "%(n)s flags of distressing passages.", n)
        case "person":
            return _("The member of the team who is the same human, with the codings they made.")
        case _:
            return ""


def _choices(chosen: str) -> tuple[Choice, ...]:
    words = {
        "keep": _("Keep this person as a member of the team, with name and work."),
        "name": _("Keep the work, but take the name away."),
        "everything": _("Erase the name, and the codings that this person made."),
    }
    return tuple(Choice(answer, words[answer], answer == chosen) for answer in AS_PERSON)
