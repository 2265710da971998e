"""Correcting one turn: a form of its own, which writes a new revision or keeps what was typed."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.readings import followed
from caseloom.design.readings import participants
from caseloom.language import CaseloomError
from caseloom.sources.actions import Correction, correct_turn, turn_now
from caseloom.sources.model import TextChanged
from caseloom.sources.readings import SourceText, source_text, sources
from caseloom.studyfile.errors import NotThere
from caseloom.web.addresses import named, short
from caseloom.web.components.links import Link
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.words import error_words, title_language

CHARACTERS_A_ROW, LEAST_ROWS, MOST_ROWS = 70, 4, 24


@dataclass(frozen=True)
class Shown:
    """What the template shows. `now` is the turn as it is, where that is not what was seen.

    `homeless`: no turn of the current text stands for the one that was to be corrected. Whoever came from
    the list of what a withdrawal takes is led back there: `withdrawing` names the participant in the form.
    """

    title: str
    href: str
    back: str
    speaker: str
    language: str
    revision: str
    seen: str
    words: str
    trouble: str = ""
    now: str = ""
    nameless: bool = False
    homeless: bool = False
    withdrawing: str = ""

    @property
    def rows(self) -> int:
        """How high the field is."""
        needed = sum(1 + len(line) // CHARACTERS_A_ROW for line in self.words.split("\n"))
        return max(LEAST_ROWS, min(MOST_ROWS, needed + 1))


@in_study
def turn_page(page: Page, source: str, number: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/turns/<number>`."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    found = source_text(page.db, page.viewer, id)
    form = _form(page, found, _number(number))
    return _show(page, found, _on_the_way_back(page, form, page.request.GET.get("withdrawing", "")))


@require_POST
@at_study
def correct_one(visit: Visit, source: str, number: str) -> HttpResponse:
    """The form of that page."""
    sent = visit.request.POST
    asked = Correction(
        revision=_revision(sent.get("revision", "")),
        number=_number(number),
        seen=_typed(sent.get("seen", "")),
        words=_typed(sent.get("words", "")),
    )
    with visit.shelved.writing:
        with visit.page() as page:
            id = page.find("source", source, lambda: sources(page.db, page.viewer))
        withdrawing = sent.get("withdrawing", "")
        try:
            changed = correct_turn(visit.shelved.study.file, visit.viewer, id, asked)
        except CaseloomError as refused:
            with visit.page() as page:
                return _refused(page, id, asked, refused, withdrawing)
        with visit.page() as page:
            to, said = _written(page, id, asked.number, withdrawing, changed=changed)
    visit.shelved.board.pin(to, *said)
    return HttpResponseRedirect(to)


def _list_of(page: Page, participant: str) -> str:
    """The list of what a withdrawal would take; "" where no such participant is there."""
    found = next((each for each in participants(page.db, page.viewer) if short(each.id) == participant), None)
    return page.at("participants", named(found.name, found.id), "withdraw") if found else ""


def _on_the_way_back(page: Page, form: Shown, participant: str) -> Shown:
    there = _list_of(page, participant)
    return replace(form, withdrawing=participant, back=there) if there else form


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > 7:
        raise Http404
    return int(written)


def _revision(written: str) -> UUID:
    """The revision in a form; one that no form of ours has is no revision of any source."""
    try:
        return UUID(hex=written)
    except ValueError:
        return UUID(int=0)


def _typed(sent: str) -> str:
    return sent.replace("\r\n", "\n")


def _form(page: Page, found: SourceText, number: int) -> Shown:
    turn = next((each for each in found.turns if each.number == number), None)
    if turn is None:
        raise Http404
    address = page.at("sources", named(found.source.title, found.source.id))
    words = found.text[turn.words_start : turn.end]
    return Shown(
        title=_("Correct turn %(n)s") % {"n": grouped(number)},
        href=f"{address}/turns/{number}",
        back=f"{address}#t{number}",
        speaker=turn.label,
        language=found.source.language or "",
        revision=found.revision.hex,
        seen=words,
        words=words,
        nameless=page.viewer.person is None,
    )


def _refused(
    page: Page, id: UUID, asked: Correction, refused: CaseloomError, withdrawing: str
) -> HttpResponse:
    """The form again with what was typed; where the text is another now, with the turn as it is in that."""
    found = source_text(page.db, page.viewer, id)
    number = asked.number
    if isinstance(refused, TextChanged):
        try:
            turn = turn_now(source_text(page.db, page.viewer, id, at=asked.revision), number, found)
        except NotThere:
            turn = None
        if turn is None:
            return _show(page, found, _on_the_way_back(page, _homeless(page, found, asked), withdrawing))
        number = turn.number
    form = replace(_form(page, found, number), words=asked.words, trouble=error_words(refused))
    form = replace(form, now=form.seen) if form.seen != asked.seen else form
    return _show(page, found, _on_the_way_back(page, form, withdrawing), status=409)


def _homeless(page: Page, found: SourceText, asked: Correction) -> Shown:
    address = page.at("sources", named(found.source.title, found.source.id))
    return Shown(
        title=_("Correct turn %(n)s") % {"n": grouped(asked.number)},
        href=f"{address}/turns/{asked.number}",
        back=address,
        speaker="",
        language=found.source.language or "",
        revision=asked.revision.hex,
        seen=asked.seen,
        words=asked.words,
        trouble=_(
            "The source was corrected after the page was opened, and no turn of its text surely stands for "
            "this one any more. Nothing was written. What you typed is below: copy it, and open the turn "
            "that it belongs to."
        ),
        homeless=True,
    )


def _written(
    page: Page, id: UUID, number: int, withdrawing: str, *, changed: bool
) -> tuple[str, tuple[str, ...]]:
    """Where to go now, and what is said there."""
    found = source_text(page.db, page.viewer, id)
    address = page.at("sources", named(found.source.title, id))
    if not changed:
        return address, (_("These are the words that the turn has; nothing was changed."),)
    if there := _list_of(page, withdrawing):
        return there, (_("The text has been changed. What it said until now goes when you withdraw."),)
    said = _("Turn %(n)s was corrected. The text as it was stays readable under “Texts of this source”.")
    waiting = len(followed(page.db, page.viewer, id).wanting)
    if not waiting:
        return address, (said % {"n": grouped(number)}, _("Every coding stands at the words it stood at."))
    wanting = ngettext(
        "%(n)s coding wants to be looked at, below.", "%(n)s codings want to be looked at, below.", waiting
    )
    return f"{address}/moved", (said % {"n": grouped(number)}, wanting % {"n": grouped(waiting)})


def _show(page: Page, found: SourceText, form: Shown, *, status: int = 200) -> HttpResponse:
    title = found.source.title
    source = page.at("sources", named(title, found.source.id))
    trail = (
        Link(_("Sources"), page.at("sources")),
        Link(title, source, title_language(title, found.source.language)),
        Link(form.title),
    )
    response = page.show("sources/turn.html", here="sources", trail=trail, turn=form)
    response.status_code = 409 if form.trouble else status
    return response
