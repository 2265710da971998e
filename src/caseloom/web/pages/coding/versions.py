"""Versions of the codebook: named points in the changes, with what was coded under each."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.coding.actions import name_version
from caseloom.coding.readings import differences, made_under, versions
from caseloom.language import CaseloomError
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.words import error_words, moment_words


@dataclass(frozen=True)
class VersionRow:
    """A version; `until` counts what changed in it up to the next."""

    name: str
    note: str
    href: str
    who: str
    when: str
    codings: int
    until: int


@dataclass(frozen=True)
class Shown:
    """What the template shows, the last version first; `before` counts codings older than the first."""

    rows: tuple[VersionRow, ...]
    before: int
    name: str = ""
    note: str = ""
    trouble: str = ""


@in_study
def versions_page(page: Page) -> HttpResponse:
    """`/studies/<study>/codebook/versions`."""
    return _show(page)


@require_POST
@at_study
def name(visit: Visit) -> HttpResponse:
    """A form of that page: name the codebook as it is now."""
    sent = visit.request.POST
    called, note = sent.get("name", "").strip(), sent.get("note", "").strip()
    with visit.shelved.writing:
        try:
            name_version(visit.shelved.study.file, visit.viewer, called, note)
        except CaseloomError as trouble:
            with visit.page() as page:
                return _show(page, called, note, error_words(trouble))
        with visit.page() as page:
            here = page.at("codebook", "versions")
        said = _(
            "The codebook as it is now is called “%(name)s”. What is coded from now on is made under it."
        )
        visit.shelved.board.pin(here, said % {"name": called})
        return HttpResponseRedirect(here)


def _show(page: Page, called: str = "", note: str = "", trouble: str = "") -> HttpResponse:
    every = versions(page.db, page.viewer)
    counts = made_under(page.db, page.viewer)
    ends = [*(each.stamp for each in every[1:]), None]
    changed = [
        len(differences(page.db, page.viewer, each.stamp, *([end] if end is not None else [])))
        for each, end in zip(every, ends, strict=False)
    ]
    rows = [
        VersionRow(
            name=each.name,
            note=each.note,
            href=page.at("codebook", "versions", named(each.name, each.id)),
            who=each.who,
            when=moment_words(each.at) if each.at else "",
            codings=counts.get(each.id, 0),
            until=count,
        )
        for each, count in zip(every, changed, strict=True)
    ]
    before = counts.get(None, 0) if every else 0
    shown = Shown(tuple(reversed(rows)), before, called, note, trouble)
    trail = (Link(_("Codebook"), page.at("codebook")), Link(_("Versions")))
    return page.show("coding/versions.html", here="coding", trail=trail, versions=shown)
