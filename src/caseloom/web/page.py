"""What every page of a study begins with: the study found, one read transaction, the frame."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.design.readings import Card, card
from caseloom.record.readings import LastChange, latest
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import Viewer
from caseloom.web import frame
from caseloom.web.addresses import short_in, with_query
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.offers import Offer, offers_in
from caseloom.web.reader import reading
from caseloom.web.shelf import Shelved

_NAMED_OTHERWISE = ("coding", "analysis")
"""The rooms whose pages have names of their own: who came by the rail reads in which room they are."""


@dataclass(frozen=True)
class Page:
    """A request for a page of one study, with one read transaction (`db`) open for all of it.

    What `db` is, only readings know.
    """

    request: HttpRequest
    shelved: Shelved
    db: Any
    viewer: Viewer
    card: Card | None

    @property
    def title(self) -> str:
        """The study's title, or its file's name before it has one."""
        return self.card.title if self.card else self.shelved.file.stem

    @property
    def name(self) -> str:
        """The study's part of the address."""
        return self.shelved.named(self.title)

    @property
    def home(self) -> str:
        """The address of the study home."""
        return f"/studies/{self.name}"

    @cached_property
    def last_change(self) -> LastChange | None:
        """The change that came into the file last, with its place in the file."""
        return latest(self.db)

    @property
    def latest(self) -> UUID | None:
        """The change that came into the file last: while it is the same, nothing was written."""
        return self.last_change.id if self.last_change else None

    def at(self, *steps: str, **query: str | Sequence[str]) -> str:
        """An address within the study."""
        return with_query("/".join((self.home, *steps)), query)

    def find(self, kind: str, segment: str, every: Callable[[], Sequence[Any]]) -> UUID:
        """The id of the thing that a part of the address names; Http404 where nothing has it."""
        found = self.shelved.whole_id(kind, short_in(segment), lambda: (each.id for each in every()))
        if found is None:
            raise Http404
        return found

    def show(
        self, template: str, *, here: str = "", trail: tuple[Link, ...] = (), past: bool = False, **words: Any
    ) -> HttpResponse:
        """The page in its frame, as `frame.show`; on a page about the `past` nothing is offered to undo."""
        study = self.study_frame(past=past)
        room = [Link(each.label) for each in study.rooms if each.key == here and here in _NAMED_OTHERWISE]
        return frame.show(self.request, template, study, here=here, trail=(*room, *trail), **words)

    def study_frame(self, *, past: bool = False) -> frame.StudyFrame:
        """What the frame says about this study."""
        rooms = (
            frame.Room("study", _("Study"), self.home),
            frame.Room("sources", _("Sources"), self.at("sources")),
            frame.Room("coding", _("Coding"), self.at("codebook")),
            frame.Room("analysis", _("Analysis"), self.at("matrix")),
        )
        return frame.StudyFrame(
            title=self.title,
            href=self.home,
            file=self.shelved.file.name,
            rooms=rooms,
            who=self.viewer.name,
            notice=self._notice(),
            fictional=bool(self.card and self.card.fictional),
            offers=(lambda: ()) if past else self._offers,
            note=self.shelved.board.on(self.request.path),
            copies=bool(desk_of(self.request).shelf.copies_of(self.shelved)),
        )

    def _offers(self) -> tuple[Offer, ...]:
        return offers_in(self.db, self.shelved, self.latest)

    def _notice(self) -> str:
        """The study's notice; one that begins with the word on the banner does not say it twice."""
        notice = self.card.notice if self.card else ""
        return notice.removeprefix("Fictional. ") if self.card and self.card.fictional else notice


@dataclass(frozen=True)
class Visit:
    """A request to one study without an open transaction: for what writes, or takes its time."""

    request: HttpRequest
    shelved: Shelved

    @property
    def viewer(self) -> Viewer:
        """Who looks and writes."""
        return reading(self.shelved.study.viewer)

    @contextlib.contextmanager
    def page(self) -> Iterator[Page]:
        """A page of the study, with its read transaction."""
        with self.shelved.study.file.read() as db:
            yield Page(self.request, self.shelved, db, self.viewer, card(db, self.viewer))

    def refuse(self, show: Callable[[Page], HttpResponse]) -> HttpResponse:
        """The page of a form again (409), after what was asked with it was refused."""
        with self.page() as page:
            response = show(page)
        response.status_code = 409
        return response


View = Callable[..., HttpResponse]


def at_study(view: View) -> View:
    """Makes `view(visit, …)` answer `/studies/<study>/…` without a transaction, under any name."""

    @wraps(view)
    def found(request: HttpRequest, study: str, **steps: str) -> HttpResponse:
        shelved = desk_of(request).shelf.find(short_in(study))
        if shelved is None:
            raise Http404
        visit = Visit(request, shelved)
        try:
            return view(visit, **steps)
        except Http404:
            with visit.page() as page:
                return _not_here(page)

    return found


def in_study(view: View) -> View:
    """Makes `view(page, …)` answer `/studies/<study>/…`; an old name is sent to the new one."""

    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, study: str, **steps: str) -> HttpResponse:
        shelved = desk_of(request).shelf.find(short_in(study))
        if shelved is None:
            raise Http404
        with Visit(request, shelved).page() as page:
            if study != page.name:
                return moved(request, study, page.name)
            try:
                return view(page, **steps)
            except (Http404, NotThere):
                # What was undone may be the very thing that the page was about: say at home what was done.
                if shelved.board.move(request.path, page.home):
                    return HttpResponseRedirect(page.home)
                return _not_here(page)

    return opened


def _not_here(page: Page) -> HttpResponse:
    """404 in the frame of the study: what the address named is not in it any more, or never was."""
    room = (*page.request.path_info.strip("/").split("/"), "", "")[2]
    why = _("It went with a withdrawal, was taken out, or never was here.")
    said, label = {
        "sources": (_("This source is not in the study any more."), _("Sources")),
        "participants": (_("This participant is not in the study any more."), _("Participants")),
        "codebook": (_("This code is not in the study any more."), _("Codebook")),
        "memos": (_("This memo is not in the study any more."), _("Memos")),
    }.get(room, (_("There is no such page in this study."), ""))
    to = Link(label, page.at(room)) if label else Link(page.title, page.home)
    answer = page.show("not_here.html", trail=(to,) if label else (), said=said, why=why, to=to)
    answer.status_code = 404
    return answer


def moved(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """To the same page under the name that a thing has now."""
    steps = [new if step == old else step for step in request.path_info.split("/")]
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect("/".join(steps) + (f"?{query}" if query else ""))
