"""What every page of a study begins with: the study found, one read transaction, the frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.design.readings import Card, card
from caseloom.team.model import Viewer
from caseloom.web import frame
from caseloom.web.addresses import named, short_in, with_query
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.shelf import Shelved


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
        return named(self.title, self.shelved.study.file.id)

    @property
    def home(self) -> str:
        """The address of the study home."""
        return f"/studies/{self.name}"

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
        self, template: str, *, here: str = "", trail: tuple[Link, ...] = (), **words: Any
    ) -> HttpResponse:
        """The page in its frame."""
        return frame.show(self.request, template, self.study_frame(), here=here, trail=trail, **words)

    def study_frame(self) -> frame.StudyFrame:
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
        )

    def _notice(self) -> str:
        """The study's notice; one that begins with the word on the banner does not say it twice."""
        notice = self.card.notice if self.card else ""
        return notice.removeprefix("Fictional. ") if self.card and self.card.fictional else notice


View = Callable[..., HttpResponse]


def in_study(view: View) -> View:
    """Makes `view(page, …)` answer `/studies/<study>/…`; an old name is sent to the new one."""

    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, study: str, **steps: str) -> HttpResponse:
        shelved = desk_of(request).shelf.find(short_in(study))
        if shelved is None:
            raise Http404
        with shelved.study.file.read() as db:
            viewer = shelved.study.viewer
            page = Page(request, shelved, db, viewer, card(db, viewer))
            if study != page.name:
                return moved(request, study, page.name)
            return view(page, **steps)

    return opened


def moved(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """To the same page under the name that a thing has now."""
    steps = [new if step == old else step for step in request.path_info.split("/")]
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect("/".join(steps) + (f"?{query}" if query else ""))
