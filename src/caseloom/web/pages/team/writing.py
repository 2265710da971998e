"""Writing a memo: a plain form, with the headings of a contact summary when that type is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.studyfile import Thing, new_id
from caseloom.team.actions import write_memo
from caseloom.team.kinds import ABOUT, MEMO_KINDS
from caseloom.team.model import CONTACT_SUMMARY, NewMemo
from caseloom.team.readings import memo
from caseloom.web.addresses import named
from caseloom.web.components.links import Choice, Link
from caseloom.web.offers import asked_change
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.team.form import Group, Typed, groups, headings, kinds_for, typed_in
from caseloom.web.pages.things import asked_thing, things_shown
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Linked:
    """A thing that the memo will be linked to: as a form names it, and its page."""

    thing: str
    link: Link


@dataclass(frozen=True)
class Shown:
    """What the template shows; `change` is the change that the form makes, so that it is made once."""

    about: Link | None
    thing: str
    links: tuple[Linked, ...]
    groups: tuple[Group, ...]
    kinds: tuple[Choice, ...]
    typed: Typed
    change: str
    said: str
    trouble: str
    nameless: bool
    back: str


@in_study
def new_memo_page(page: Page) -> HttpResponse:
    """`/studies/<study>/memos/new?about=<kind>:<id>&link=<kind>:<id>&kind=<type>`."""
    query = page.request.GET
    about, links = _about(page, query.get("about", "")), _links(page, query.getlist("link"))
    kind = query.get("kind", "")
    kind = kind if kind in MEMO_KINDS else MEMO_KINDS[0]
    if kind == CONTACT_SUMMARY and about is not None and about.kind == "source":
        return show_form(page, about, Typed(kind, _title(page, about), headings()))
    typed = Typed(kind if kind != CONTACT_SUMMARY else MEMO_KINDS[0], "", "")
    study = str(Thing("study", page.card.id)) if page.card and not query.get("about") else ""
    return show_form(page, about, typed, chosen=study, links=links)


@require_POST
@at_study
def write(visit: Visit) -> HttpResponse:
    """The form of that page."""
    sent, typed = visit.request.POST, typed_in(visit.request.POST)
    with visit.page() as page:
        about, links = _about(page, sent.get("about", "")), _links(page, sent.getlist("link"))
        change = asked_change(sent.get("change", "")) or new_id()
        if about is None:
            trouble = _("Nothing was written: choose what the memo is about. What you wrote stands below.")
            return show_form(page, None, typed, trouble=trouble, change=change)
        if typed.kind == CONTACT_SUMMARY and about.kind == "source" and not typed.text.strip():
            filled = Typed(typed.kind, typed.title or _title(page, about), headings())
            said = _("The headings of a contact summary have been put in. Nothing was written yet.")
            return show_form(page, about, filled, said=said, change=change)
    file, viewer = visit.shelved.study.file, visit.viewer
    try:
        with visit.shelved.writing:
            new = NewMemo(about, typed.kind, typed.text, typed.title, links)
            id = write_memo(file, viewer, new, id=change)
    except CaseloomError as refused:
        with visit.page() as page:
            return show_form(page, about, typed, trouble=error_words(refused), change=change, links=links)
    with visit.page() as page:
        return HttpResponseRedirect(page.at("memos", named(memo(page.db, viewer, id).title, id)))


def show_form(
    page: Page,
    about: Thing | None,
    typed: Typed,
    *,
    said: str = "",
    trouble: str = "",
    change: UUID | None = None,
    chosen: str = "",
    links: Sequence[Thing] = (),
) -> HttpResponse:
    """The form with what was typed, and what came of it; `chosen` is what it may be about."""
    told = things_shown(page, [*([about] if about else []), *links])
    link = told[about].whole if about else None
    form = Shown(
        about=link,
        thing=str(about) if about else "",
        links=tuple(Linked(str(each), told[each].whole) for each in links),
        groups=() if about else groups(page, chosen),
        kinds=kinds_for(about, typed.kind),
        typed=typed,
        change=(change or new_id()).hex,
        said=said,
        trouble=trouble,
        nameless=page.viewer.person is None,
        back=link.href if link and link.href else page.at("memos"),
    )
    trail = (Link(_("Memos"), page.at("memos")), Link(_("Write a memo")))
    return page.show("team/writing.html", here="study", trail=trail, form=form)


def _about(page: Page, written: str) -> Thing | None:
    """What the memo is about; None where nothing is named that is in sight."""
    thing = asked_thing(page, written) if written else None
    if thing is None or thing.kind not in ABOUT or things_shown(page, [thing])[thing].out:
        return None
    return thing


def _links(page: Page, written: Sequence[str]) -> tuple[Thing, ...]:
    """What the memo will be linked to, as far as it is in sight."""
    named_ = [thing for each in written if (thing := asked_thing(page, each)) is not None]
    told = things_shown(page, named_)
    return tuple(thing for thing in dict.fromkeys(named_) if not told[thing].out)


def _title(page: Page, source: Thing) -> str:
    return _("Contact summary: %(source)s") % {"source": things_shown(page, [source])[source].link.label}
