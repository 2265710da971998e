"""The list of open studies, where one more is opened; with just one open, its home comes first."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caseloom.design.readings import card
from caseloom.language import CaseloomError
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.file_names import path_of, trouble_words
from caseloom.web.frame import show
from caseloom.web.shelf import Shelved


class FileMissing(CaseloomError):
    """No file was named."""

    sentence = "Write the path of a study file first. Nothing was opened."


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
        return HttpResponseRedirect(_on_shelf(studies[0]).href)
    return _show(request)


@require_safe
def studies_page(request: HttpRequest) -> HttpResponse:
    """`/studies`, where `?file=` fills in which one is to be opened."""
    return _show(request, request.GET.get("file", ""))


@require_POST
def open_another(request: HttpRequest) -> HttpResponse:
    """The form of that page: open one more study, as whoever works in the first."""
    shelf, written = desk_of(request).shelf, request.POST.get("file", "")
    who = next((each.study.viewer.name for each in shelf.studies), "")
    try:
        if not written.strip("\"' "):
            raise FileMissing
        opened = shelf.put(path_of(written, _beside(request)), who or None)
    except (CaseloomError, OSError, ValueError) as trouble:
        return _show(request, written, trouble_words(trouble))
    return HttpResponseRedirect(_on_shelf(opened).href)


def _show(request: HttpRequest, written: str = "", trouble: str = "") -> HttpResponse:
    return show(
        request,
        "study/desk.html",
        None,
        trail=(Link(_("Studies")),),
        studies=[_on_shelf(each) for each in desk_of(request).shelf.studies],
        written=written,
        folder=str(_beside(request).parent),
        trouble=trouble,
    )


def _beside(request: HttpRequest) -> Path:
    """What a path without a folder is beside: the first open study, else a file at home."""
    first = next(iter(desk_of(request).shelf.studies), None)
    return first.file.resolve() if first else Path.home() / "study"


def _on_shelf(shelved: Shelved) -> OnShelf:
    with shelved.study.file.read() as db:
        said = card(db, shelved.study.viewer)
    title = said.title if said else shelved.file.stem
    return OnShelf(title, f"/studies/{shelved.named(title)}", str(shelved.file.resolve()))
