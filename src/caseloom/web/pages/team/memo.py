"""One memo: read, changed, linked and taken out, each by a plain form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.studyfile import Thing
from caseloom.studyfile.errors import NotThere
from caseloom.team.actions import edit_memo, link_memo, remove_memo, unlink_memo
from caseloom.team.readings import Memo, memo, memos, memos_of
from caseloom.web.addresses import named
from caseloom.web.components.links import Choice, Link
from caseloom.web.components.memos import MemoLine
from caseloom.web.markdown import markdown_html
from caseloom.web.page import Page, Visit, at_study, in_study, moved
from caseloom.web.pages.beside import memo_line
from caseloom.web.pages.team.form import Group, Typed, groups, kinds_for, state_of, typed_in
from caseloom.web.pages.team.writing import show_form
from caseloom.web.pages.things import ThingShown, asked_thing, things_shown
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Linked:
    """A thing that the memo points to; `thing` names it in the form that takes the link out."""

    shown: ThingShown
    thing: str


@dataclass(frozen=True)
class Form:
    """The form that changes the memo: `saw` is what it was made for."""

    kinds: tuple[Choice, ...]
    typed: Typed
    saw: str
    open: bool


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    line: MemoLine
    about: ThingShown
    thing: str
    html: SafeString
    links: tuple[Linked, ...]
    pointing: tuple[MemoLine, ...]
    groups: tuple[Group, ...]
    form: Form
    href: str
    history: str
    trouble: str
    nameless: bool


@in_study
def memo_page(page: Page, memo: str) -> HttpResponse:
    """`/studies/<study>/memos/<memo>`."""
    found = _found(page, memo)
    name = named(found.title, found.id)
    return moved(page.request, memo, name) if memo != name else _show(page, found)


@require_POST
@at_study
def change_memo(visit: Visit, memo: str) -> HttpResponse:
    """The forms of that page: `do` is edit, remove, link or unlink."""
    do = _DOING.get(visit.request.POST.get("do", ""))
    if do is None:
        raise Http404
    with visit.shelved.writing:
        with visit.page() as page:
            try:
                found = _found(page, memo)
            except NotThere:
                return _taken_out(page)
        try:
            return do(visit, found)
        except CaseloomError as refused:
            with visit.page() as page:
                return _show(page, found, typed_in(visit.request.POST), error_words(refused))


def _found(page: Page, segment: str) -> Memo:
    id = page.find("memo", segment, lambda: memos(page.db, page.viewer, limit=None).memos)
    return memo(page.db, page.viewer, id)


# -- what the forms do ----------------------------------------------------------------------------


def _edit(visit: Visit, found: Memo) -> HttpResponse:
    typed = typed_in(visit.request.POST)
    if visit.request.POST.get("saw") != state_of(found):
        with visit.page() as page:
            return _show(page, found, typed, _stale())
    said = {"title": typed.title, "text": typed.text, "memo_kind": typed.kind}
    edit_memo(visit.shelved.study.file, visit.viewer, found.id, **said)
    return _back(visit, found.id)


def _remove(visit: Visit, found: Memo) -> HttpResponse:
    if visit.request.POST.get("saw") != state_of(found):
        with visit.page() as page:
            return _show(page, found, trouble=_stale())
    remove_memo(visit.shelved.study.file, visit.viewer, found.id)
    with visit.page() as page:
        here = page.at("memos")
    said = _("Taken out: the memo “%(title)s”. If that was a mistake, undo it.") % {"title": found.title}
    visit.shelved.board.pin(here, said)
    return HttpResponseRedirect(here)


def _link(visit: Visit, found: Memo) -> HttpResponse:
    link_memo(visit.shelved.study.file, visit.viewer, found.id, _thing(visit))
    return _back(visit, found.id)


def _unlink(visit: Visit, found: Memo) -> HttpResponse:
    unlink_memo(visit.shelved.study.file, visit.viewer, found.id, _thing(visit))
    return _back(visit, found.id)


_DOING: Mapping[str, Callable[[Visit, Memo], HttpResponse]] = {
    "edit": _edit,
    "remove": _remove,
    "link": _link,
    "unlink": _unlink,
}


def _thing(visit: Visit) -> Thing:
    written = visit.request.POST.get("thing", "")
    with visit.page() as page:
        thing = asked_thing(page, written)
    if thing is None:
        raise NotThere(kind="thing that memos are linked to", name=written)
    return thing


def _back(visit: Visit, id: UUID) -> HttpResponse:
    with visit.page() as page:
        return HttpResponseRedirect(page.at("memos", named(memo(page.db, page.viewer, id).title, id)))


def _stale() -> str:
    return _(
        "The page was older than the study: this memo has been changed meanwhile. Nothing was changed now. "
        "It is shown as it stands; what you wrote is in the form below it, to be kept or put together."
    )


def _taken_out(page: Page) -> HttpResponse:
    """What was typed is not lost with the memo: it can be written as another one."""
    sent = page.request.POST
    trouble = _(
        "The page was older than the study: this memo has been taken out meanwhile. Nothing was changed now."
    )
    if sent.get("do") != "edit":
        page.shelved.board.pin(page.at("memos"), trouble, trouble=True)
        return HttpResponseRedirect(page.at("memos"))
    about = asked_thing(page, sent.get("about", ""))
    if about is not None and things_shown(page, [about])[about].out:
        about = None
    more = _("What you wrote stands below, to be written as a memo of its own.")
    return show_form(page, about, typed_in(sent), trouble=f"{trouble} {more}")


# -- what is shown --------------------------------------------------------------------------------


def _show(page: Page, found: Memo, typed: Typed | None = None, trouble: str = "") -> HttpResponse:
    things = things_shown(page, [found.about, *found.links])
    me = Thing("memo", found.id)
    saying = typed or Typed(found.memo_kind, found.title, found.text)
    shown = Shown(
        line=memo_line(page, found),
        about=things[found.about],
        thing=str(found.about),
        html=markdown_html(found.text),
        links=tuple(Linked(things[each], str(each)) for each in found.links),
        pointing=tuple(memo_line(page, each) for each in memos_of(page.db, page.viewer, [me])),
        groups=groups(page, with_memos=True) if page.viewer.person else (),
        form=Form(kinds_for(found.about, saying.kind), saying, state_of(found), bool(trouble)),
        href=page.at("memos", named(found.title, found.id)),
        history=page.at("history", memo=found.id.hex),
        trouble=trouble,
        nameless=page.viewer.person is None,
    )
    trail = (Link(_("Memos"), page.at("memos")), Link(found.title))
    return page.show("team/memo.html", here="study", trail=trail, memo=shown)
