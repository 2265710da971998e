"""Merging with another copy of the study: a rehearsal that says what comes in, then a new file."""

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.record.model import BUILD, Act
from caseloom.record.readings import brought_told, conflicts_told
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.studyfile.private import private_folder
from caseloom.web.components.links import Choice, Link
from caseloom.web.desk import desk_of
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.record.conflicts import Shown as ConflictShown
from caseloom.web.pages.record.conflicts import shown as conflicts_shown
from caseloom.web.pages.record.new_file import SUFFIX, new_file, path_of, trouble_words
from caseloom.web.words import act_words


class OtherMissing(CaseloomError):
    """No other copy was named."""

    sentence = "Name the other copy first: its path on this machine. Nothing was read or written."


@dataclass(frozen=True)
class Fields:
    """What a person wrote into the form."""

    other: str = ""
    to: str = ""


@dataclass(frozen=True)
class By:
    """What one person did in the other copy, in sentences."""

    who: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Rehearsal:
    """What a merge would bring: by person, and the conflicts that would wait; `state` is what it is of."""

    by: tuple[By, ...]
    changes: str
    conflicts: tuple[ConflictShown, ...]
    to: str
    state: str


@in_study
def merge_page(page: Page) -> HttpResponse:
    """`/studies/<study>/merge`."""
    to = page.shelved.file.with_name(f"{page.shelved.file.stem}-merged{SUFFIX}")
    return _show(page, Fields(to=to.name))


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
            before = {each.key for each in conflicts_shown(_conflicts(page.db, visit.shelved.study))}
        rehearsal = replace(_rehearse(visit, other, to, before), state=state)
    except (CaseloomError, OSError, ValueError) as trouble:
        with visit.page() as page:
            return _show(page, fields, trouble=trouble_words(trouble))
    changed = _(
        "One of the copies has changed since the rehearsal, so nothing was written. This is what would "
        "come in now."
    )
    with visit.page() as page:
        return _show(page, fields, rehearsal, trouble=changed if "make" in sent else "")


def _make(visit: Visit, other: Path, to: Path) -> HttpResponse:
    """Write the merged study, put it on the shelf and go there; the inputs stay as they are."""
    [brought] = merge_studies([visit.shelved.file, other], to)
    made = desk_of(visit.request).shelf.put(to, visit.viewer.name or None)
    with Visit(visit.request, made).page() as page:
        waiting = len(_conflicts(page.db, made.study))
        said = [
            _("%(file)s has been made and is open here. Both copies it was made of are as they were.")
            % {"file": to.name},
            _changes_words(brought.changes),
        ]
        if waiting:
            said.append(_conflicts_words(waiting))
        made.board.pin(page.home, *said)
        return HttpResponseRedirect(page.home)


# -- what was written into the form ---------------------------------------------------------------


def _other(fields: Fields, here: Path) -> Path:
    if not fields.other:
        raise OtherMissing
    return path_of(fields.other, here)


def _state(here: Path, other: Path) -> str:
    """A digest of which files these are and when they were written last; "" for one that is not there."""
    said = []
    for path in (here, other):
        with contextlib.suppress(OSError):
            stat = path.stat()
            said.append(f"{path.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}")
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).hexdigest()


# -- the rehearsal --------------------------------------------------------------------------------


def _rehearse(visit: Visit, other: Path, to: Path, before: set[str]) -> Rehearsal:
    """Merge into a private file that goes again, and say what came in."""
    with private_folder("rehearsal") as folder:
        fresh = folder / f"merged{SUFFIX}"
        [brought] = merge_studies([visit.shelved.file, other], fresh)
        with contextlib.closing(open_study(fresh)) as merged, merged.file.read() as db:
            conflicts = conflicts_shown(_conflicts(db, merged))
            [acts] = brought_told(db, merged.viewer, merged.file.kinds, [brought])
    by = _by_person(acts)
    fresh_ones = tuple(each for each in conflicts if each.key not in before)
    return Rehearsal(by, _changes_words(brought.changes), fresh_ones, str(to), "")


def _by_person(acts: Iterable[Act]) -> tuple[By, ...]:
    """What came in, under the names of those who did it."""
    done: dict[str, list[str]] = {}
    for act in acts:
        done.setdefault(act.who or _(BUILD), []).append(act_words(act))
    return tuple(By(who, tuple(sentences)) for who, sentences in done.items())


def _conflicts(db: Any, study: OpenStudy) -> Sequence[Any]:
    return conflicts_told(db, study.viewer, study.file.kinds)


def _changes_words(count: int) -> str:
    if not count:
        return _("The other copy has nothing that this one lacks.")
    return ngettext(
        "%(n)s change comes in from the other copy.", "%(n)s changes come in from the other copy.", count
    ) % {"n": grouped(count)}


def _conflicts_words(count: int) -> str:
    return ngettext(
        "%(n)s conflict waits for a person: it is listed under what wants attention.",
        "%(n)s conflicts wait for a person: they are listed under what wants attention.",
        count,
    ) % {"n": grouped(count)}


def _show(
    page: Page, fields: Fields, rehearsal: Rehearsal | None = None, *, trouble: str = ""
) -> HttpResponse:
    copies = desk_of(page.request).shelf.copies_of(page.shelved)
    chosen = path_of(fields.other, page.shelved.file) if fields.other else None
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
