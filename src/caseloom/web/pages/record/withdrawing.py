"""Withdrawing a participant: what goes, whose texts may quote her, the second confirmation, and the deed."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caseloom.design.readings import participants
from caseloom.language import CaseloomError
from caseloom.record.actions import withdraw as withdraw_for_good
from caseloom.record.model import AS_PERSON, Suspect, Withdrawal
from caseloom.record.readings import is_written_anew, withdrawal
from caseloom.studyfile.backups import backups_of
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.file import Erasure
from caseloom.studyfile.known import known_copies
from caseloom.text import same_name
from caseloom.web.addresses import named, short
from caseloom.web.components.links import Choice, Link
from caseloom.web.desk import desk_of
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.tags import grouped
from caseloom.web.words import error_words, thing_words


@dataclass(frozen=True)
class Quoting:
    """A text of somebody else that stays: what it is, where, its first words, and why it is named here."""

    what: str
    about: Link
    words: str
    why: str


@dataclass(frozen=True)
class Shown:
    """What the template shows; `list` is what the form was made for, `to_type` what has to be typed."""

    name: str
    href: str
    goes: tuple[str, ...]
    whole: tuple[Link, ...]
    shared: tuple[Link, ...]
    quoting: tuple[Quoting, ...]
    person: str
    choices: tuple[Choice, ...]
    as_person: str
    list: str
    to_type: str
    trouble: str
    nameless: bool


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
        trouble = _refusal(found, sent.get("list", ""), sent.get("name", ""))
        if trouble:
            return _show(visit, found, trouble)
        try:
            erasure = withdraw_for_good(visit.shelved.study.file, visit.viewer, found.rehearsed)
        except CaseloomError as problem:
            return _show(visit, found, error_words(problem))
        return _done(visit, found, erasure)


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
        return _Found(withdrawal(study.file, study.viewer, id, answer), answer)
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
        return _("Nothing was withdrawn: what you typed is not the name. Type it as it stands on the page.")
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
    shelved.next_acts = None
    mine = viewer.person is not None and viewer.person.id == found.rehearsed.person
    if mine and found.as_person != "keep":
        shelved = desk_of(visit.request).shelf.reopen(shelved)
    file = shelved.study.file
    with Visit(visit.request, shelved).page() as page:
        here, anew = page.at("participants"), is_written_anew(page.db)
    backups = {each.path for each in backups_of(file.id)}
    copies = [path for path in known_copies(file.id, file.path) if path not in backups]
    said = _afterwards(found.rehearsed, erasure, anew=anew, copies=[*erasure.left, *copies])
    shelved.board.pin(here, *said)
    return HttpResponseRedirect(here)


def _afterwards(found: Withdrawal, erasure: Erasure, *, anew: bool, copies: Sequence[Path]) -> Iterator[str]:
    """What is said when it is done; nothing of what went."""
    yield _(
        "The participant has been withdrawn: everything on the list is gone from this study for good, and "
        "stays gone through every merge and rebuild. That it happened remains in the history, without "
        "content."
    )
    if not anew:
        yield _(
            "Another program reads the file, so traces may be left in it: the next opening takes them out."
        )
    if erasure.backups:
        yield ngettext(
            "It was erased in %(n)s backup too.", "It was erased in %(n)s backups too.", erasure.backups
        ) % {"n": grouped(erasure.backups)}
    if found.suspects:
        yield ngettext(
            "%(n)s text of others was listed as quoting or naming this person. It is still "
            "there; if you change it now, what it said stays in the history.",
            "%(n)s texts of others were listed as quoting or naming this person. They are "
            "still there; if you change them now, what they said stays in the history.",
            len(found.suspects),
        ) % {"n": grouped(len(found.suspects))}
    if copies:
        yield _("Other files of this study on this machine still hold it: %(files)s") % {
            "files": ", ".join(map(str, copies))
        }
    yield _out_of_reach()


def _out_of_reach() -> str:
    return _(
        "Out of Caseloom's reach are copies of the study file that others have or that lie elsewhere, what "
        "was exported or printed, what was sent by mail, and the recordings and transcripts it was read "
        "from. A copy that is merged with this study loses the same; tell everybody who holds one."
    )


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


def _show(visit: Visit, found: _Found, trouble: str = "") -> HttpResponse:
    what = found.rehearsed
    with visit.page() as page:

        def links(sources: Iterable[tuple[UUID, str]]) -> tuple[Link, ...]:
            return tuple(Link(title, page.at("sources", named(title, id))) for id, title in sources)

        shown = Shown(
            name=what.name,
            href=page.at("participants", named(what.name, what.participant), "withdraw"),
            goes=tuple(_goes(what)),
            whole=links(what.whole),
            shared=links(what.shared),
            quoting=tuple(_quoting(page, each) for each in what.suspects),
            person=what.person_name if what.person else "",
            choices=_choices(found.as_person) if what.person else (),
            as_person=found.as_person,
            list=fingerprint_of(what, found.as_person),
            to_type=_to_type(what),
            trouble=trouble,
            nameless=page.viewer.person is None,
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
    for kind, count in found.counts:
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
            return ngettext("%(n)s coding, whoever made it.", "%(n)s codings, whoever made them.", n)
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


def _quoting(page: Page, each: Suspect) -> Quoting:
    """Where a text is, as near as an address goes."""
    href = {
        "source": page.at("sources", named(each.about, each.entity)),
        "code": page.at("codebook", named(each.about, each.entity)),
        "coding": page.at("history", coding=each.entity.hex),
        "memo": page.at("memos", named(each.about, each.entity)),
    }.get(each.kind, "")
    where = _("%(field)s of the %(kind)s") % {
        "field": thing_words(each.field),
        "kind": thing_words(each.kind),
    }
    why = {
        "name": _("names this person"),
        "about": _("is about a source with words of this person, or linked to what goes"),
    }.get(each.why) or _("holds words this person said")
    return Quoting(where, Link(each.about or thing_words(each.kind), href), each.words, why)


def _choices(chosen: str) -> tuple[Choice, ...]:
    words = {
        "keep": _("Keep this person as a member of the team, with name and work."),
        "name": _("Keep the work, but take the name away."),
        "everything": _("Erase the name, and the codings that this person made."),
    }
    return tuple(Choice(answer, words[answer], answer == chosen) for answer in AS_PERSON)
