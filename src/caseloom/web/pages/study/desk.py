"""The list of open studies; with just one open, its home."""

from dataclasses import dataclass

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
    studies = [_on_shelf(each) for each in desk_of(request).shelf.studies]
    if len(studies) == 1:
        return HttpResponseRedirect(studies[0].href)
    return show(request, "study/desk.html", None, trail=(Link(_("Studies")),), studies=studies)


def _on_shelf(shelved: Shelved) -> OnShelf:
    with shelved.study.file.read() as db:
        said = card(db, shelved.study.viewer)
    title = said.title if said else shelved.file.stem
    return OnShelf(title, f"/studies/{shelved.named(title)}", shelved.file.name)
