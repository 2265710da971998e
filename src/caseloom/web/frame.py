"""The frame around every page: the rail, where one is, who one is, how one likes pages to look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caseloom.web.components.links import Link
from caseloom.web.languages import LANGUAGES
from caseloom.web.notes import Note
from caseloom.web.offers import Offer
from caseloom.web.parts import InParts
from caseloom.web.taste import taste_of
from caseloom.web.words import initials


@dataclass(frozen=True)
class Room:
    """One entry of the rail; `count` is what it holds, None where a number says nothing."""

    key: str
    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True)
class StudyFrame:
    """What the frame says about the study that the page belongs to.

    `offers` are looked up when a page shows them; `copies` says that other copies of it are open too.
    """

    title: str
    href: str
    file: str
    rooms: tuple[Room, ...]
    who: str = ""
    notice: str = ""
    fictional: bool = False
    offers: Callable[[], tuple[Offer, ...]] = tuple
    note: Note | None = None
    copies: bool = False

    @property
    def initials(self) -> str:
        """The first letters of the first and last word of the name."""
        return initials(self.who)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template context for every page, of a study or not."""
    return {
        "taste": taste_of(request),
        "themes": (
            ("system", _("as this machine has it")),
            ("light", pgettext("theme", "light")),
            ("dark", pgettext("theme", "dark")),
            ("contrast", _("high contrast")),
        ),
        "densities": (("comfortable", _("comfortable")), ("compact", _("compact"))),
        "languages": LANGUAGES,
    }


def show(
    request: HttpRequest,
    template: str,
    study: StudyFrame | None,
    *,
    here: str = "",
    trail: tuple[Link, ...] = (),
    long_part: Callable[[], Iterable[str]] | None = None,
    **words: Any,
) -> HttpResponse:
    """A page in its frame: `here` is the room's key in the rail, `trail` the way from the study to here.

    `long_part` writes what stands at `LONG_PART` in the template.
    """
    context = {"study": study, "here": here, "trail": trail, **words}
    if long_part is None:
        return render(request, template, context)
    return InParts(render_to_string(template, context, request), long_part)
