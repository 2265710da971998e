"""Merging with another copy of the study: a rehearsal that says what comes in, then a new file."""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.readings import adrift, namesakes
from caseloom.language import CaseloomError
from caseloom.record.readings import codings_in
from caseloom.rooms import merge_studies
from caseloom.web.components.links import Choice, Link
from caseloom.web.desk import desk_of
from caseloom.web.file_names import free_name, new_file, path_of, trouble_words
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.record.incoming import namesake_words, uses_of_what_is_out
from caseloom.web.pages.record.rehearsing import (
    Rehearsal,
    adrift_words,
    changes_words,
    conflicts_in,
    rehearse,
)
from caseloom.web.pages.record.sides import key_of


class OtherMissing(CaseloomError):
    """No other copy was named."""

    sentence = (
        "Choose the other copy, or name it by its path on this machine, first. Nothing was read or written."
    )


class SameFile(CaseloomError):
    """A file was to be merged with itself."""

    sentence = (
        "This is the same file: {path} is the study that is open here. Nothing was read or written. Name "
        "another copy of it."
    )


@dataclass(frozen=True)
class Fields:
    """What a person wrote into the form."""

    other: str = ""
    to: str = ""


@in_study
def merge_page(page: Page) -> HttpResponse:
    """`/studies/<study>/merge`."""
    return _show(page, Fields(to=free_name(page.shelved.file, _("merged"))))


@require_POST
@at_study
def merge(visit: Visit) -> HttpResponse:
    """The form of that page: rehearse, or make the merged study."""
    sent = visit.request.POST
    fields = Fields(sent.get("other", "").strip() or sent.get("choice", ""), sent.get("to", "").strip())
    here = visit.shelved.file
    try:
        other, to = _other(fields, here), new_file(fields.to, here)
        state = _state(here, other)
        if "make" in sent and sent.get("state") == state:
            return _make(visit, other, to)
        with visit.page() as page:
            before = {key_of(each) for each in conflicts_in(page.db, visit.shelved.study)}
        rehearsal = replace(rehearse(visit, other, to, before), state=state)
    except (CaseloomError, OSError, ValueError) as trouble:
        with visit.page() as page:
            return _show(page, fields, trouble=trouble_words(trouble))
    changed = _(
        "One of the copies has changed since this was shown, so nothing was written. This is what would "
        "come in now."
    )
    with visit.page() as page:
        return _show(page, fields, rehearsal, trouble=changed if "make" in sent else "")


def _make(visit: Visit, other: Path, to: Path) -> HttpResponse:
    """Write the merged study, put it on the shelf and go there; the inputs stay as they are."""
    with visit.page() as page:
        lost_before = adrift(page.db, page.viewer)
    [brought] = merge_studies([visit.shelved.file, other], to)
    made = desk_of(visit.request).shelf.put(to, visit.viewer.name or None)
    with Visit(visit.request, made).page() as page:
        waiting = len(conflicts_in(page.db, made.study))
        alike = namesakes(page.db, page.viewer)
        said = [
            _("%(file)s has been made and is open here. Both copies it was made of are as they were.")
            % {"file": to.name},
            changes_words(brought.changes),
        ]
        door = Link(_("Codes of one label"), page.at("conflicts")) if alike else None
        if waiting:
            door = Link(_("Settle the conflicts"), page.at("conflicts"))
            said.append(_conflicts_words(waiting))
        said += map(namesake_words, alike)
        [codings] = codings_in(page.db, page.viewer, made.study.file.kinds, [brought])
        said += uses_of_what_is_out(codings)
        said += adrift_words(adrift(page.db, page.viewer) - lost_before)
        made.board.pin(page.home, *said, door=door)
        return HttpResponseRedirect(page.home)


# -- what was written into the form ---------------------------------------------------------------


def _other(fields: Fields, here: Path) -> Path:
    if not fields.other:
        raise OtherMissing
    other = path_of(fields.other, here)
    if other.exists() and other.samefile(here):
        raise SameFile(path=other)
    return other


def _state(here: Path, other: Path) -> str:
    """A digest of which files these are and when they were written last; "" for one that is not there."""
    said = []
    for path in (here, other):
        with contextlib.suppress(OSError):
            stat = path.stat()
            said.append(f"{path.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}")
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).hexdigest()


def _conflicts_words(count: int) -> str:
    return ngettext(
        "%(n)s conflict waits for a person.",
        "%(n)s conflicts wait for a person.",
        count,
    ) % {"n": grouped(count)}


def _show(
    page: Page, fields: Fields, rehearsal: Rehearsal | None = None, *, trouble: str = ""
) -> HttpResponse:
    copies = desk_of(page.request).shelf.copies_of(page.shelved)
    chosen = path_of(fields.other, page.shelved.file) if fields.other else None
    if not fields.other and len(copies) == 1:
        chosen = copies[0].file.resolve()
    choices = tuple(
        Choice(str(each.file.resolve()), each.file.name, chosen == each.file.resolve()) for each in copies
    )
    return page.show(
        "record/merge.html",
        here="study",
        trail=(Link(_("Merge")),),
        fields=fields,
        choices=choices,
        chosen=any(choice.chosen for choice in choices),
        folder=str(page.shelved.file.parent.resolve()),
        rehearsal=rehearsal,
        trouble=trouble,
    )
