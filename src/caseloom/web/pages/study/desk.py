"""The list of open studies; with just one open, its home comes first."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.design.readings import card
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.frame import show
from caseloom.web.shelf import Shelved


@dataclass(frozen=True)
class OnShelf:
    """A study in the list."""

    title: str
    href: str
    file: str


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """`/`."""
    studies = desk_of(request).shelf.studies
    if len(studies) == 1:
        return HttpResponseRedirect(on_shelf(studies[0]).href)
    return show_desk(request)


def show_desk(request: HttpRequest, written: str = "", trouble: str = "") -> HttpResponse:
    """The list, with the form that opens one more: what was written into it, and why it was refused."""
    return show(
        request,
        "study/desk.html",
        None,
        trail=(Link(_("Studies")),),
        studies=[on_shelf(each) for each in desk_of(request).shelf.studies],
        written=written,
        folder=str(beside(request).parent),
        trouble=trouble,
    )


def beside(request: HttpRequest) -> Path:
    """What a path without a folder is beside: the first open study, else a file at home."""
    first = next(iter(desk_of(request).shelf.studies), None)
    return first.file.resolve() if first else Path.home() / "study"


def on_shelf(shelved: Shelved) -> OnShelf:
    """A study as the list shows it."""
    with shelved.study.file.read() as db:
        said = card(db, shelved.study.viewer)
    title = said.title if said else shelved.file.stem
    return OnShelf(title, f"/studies/{shelved.named(title)}", str(shelved.file.resolve()))
