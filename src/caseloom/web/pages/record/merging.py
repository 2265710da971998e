"""Merging with another copy of the study: a rehearsal that says what comes in, then a new file."""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.readings import Made, codes, namesakes
from caseloom.language import CaseloomError
from caseloom.record.catalogue import WITHDRAW
from caseloom.record.model import BUILD, Act, Edit
from caseloom.record.readings import (
    Tally,
    brought_told,
    codings_in,
    conflicts_told,
    kept_out,
    lost_here,
    stretches,
    tallies,
)
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.studyfile.private import private_folder
from caseloom.web.components.links import Choice, Link
from caseloom.web.desk import desk_of
from caseloom.web.file_names import SUFFIX, free_name, new_file, path_of, trouble_words
from caseloom.web.languages import between_sentences, grouped
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.record.edits import edit_words
from caseloom.web.pages.record.incoming import (
    CodingsBy,
    codings_by,
    namesake_words,
    tally_words,
    uses_of_what_is_out,
)
from caseloom.web.pages.record.sides import Shown as ConflictShown
from caseloom.web.pages.record.sides import key_of
from caseloom.web.pages.record.sides import shown as conflicts_shown
from caseloom.web.words import act_words


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


@dataclass(frozen=True)
class Told:
    """One act in a sentence, with the values it brings in the place of those that this copy has."""

    sentence: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class By:
    """What one person (or a build: `built`) did in the other copy."""

    who: str
    acts: tuple[Told, ...]
    built: bool = False
    codings: CodingsBy | None = None


@dataclass(frozen=True)
class Rehearsal:
    """What a merge would bring: by person, and the conflicts that would wait; `state` is what it is of.

    `out` says what withdrawals keep out, `mind` what comes in that uses what is out here, or has the label of
    something that is here; where there is `nothing` new, there is nothing to make.
    """

    by: tuple[By, ...]
    changes: str
    out: tuple[str, ...]
    mind: tuple[str, ...]
    nothing: bool
    conflicts: tuple[ConflictShown, ...]
    to: str
    state: str


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
            before = {key_of(each) for each in _conflicts(page.db, visit.shelved.study)}
        rehearsal = replace(_rehearse(visit, other, to, before), state=state)
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
    [brought] = merge_studies([visit.shelved.file, other], to)
    made = desk_of(visit.request).shelf.put(to, visit.viewer.name or None)
    with Visit(visit.request, made).page() as page:
        waiting = len(_conflicts(page.db, made.study))
        alike = namesakes(page.db, page.viewer)
        said = [
            _("%(file)s has been made and is open here. Both copies it was made of are as they were.")
            % {"file": to.name},
            _changes_words(brought.changes),
        ]
        door = Link(_("Codes of one label"), page.at("conflicts")) if alike else None
        if waiting:
            door = Link(_("Settle the conflicts"), page.at("conflicts"))
            said.append(_conflicts_words(waiting))
        said += map(namesake_words, alike)
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


# -- the rehearsal --------------------------------------------------------------------------------


def _rehearse(visit: Visit, other: Path, to: Path, before: set[str]) -> Rehearsal:
    """Merge into a private file that goes again, and say what came in."""
    with private_folder("rehearsal") as folder:
        fresh = folder / f"merged{SUFFIX}"
        [brought] = merge_studies([visit.shelved.file, other], fresh)
        with contextlib.closing(open_study(fresh)) as merged, merged.file.read() as db, visit.page() as page:
            [(first, _last)] = stretches(db, [brought])
            found = [each for each in _conflicts(db, merged) if key_of(each) not in before]
            conflicts = conflicts_shown(found, page, first)
            [acts] = brought_told(db, merged.viewer, merged.file.kinds, [brought])
            [out] = kept_out(db, merged.file.kinds, [brought])
            withdrawn = sum(act.count for act in acts if act.action == WITHDRAW)
            lost = lost_here(db, page.db, merged.file.kinds) if withdrawn else ()
            [tally] = tallies(db, merged.file.kinds, [brought], [acts])
            [codings] = codings_in(db, merged.viewer, merged.file.kinds, [brought])
            alike = _alike(page, namesakes(db, merged.viewer))
    return Rehearsal(
        by=_by_person(acts, codings_by(codings)),
        changes=between_sentences().join(filter(None, (_changes_words(brought.changes), tally_words(tally)))),
        out=tuple(_out_words(out, tally, withdrawn, lost)),
        mind=(*uses_of_what_is_out(codings), *map(namesake_words, alike)),
        nothing=not brought.changes,
        conflicts=conflicts,
        to=str(to),
        state="",
    )


def _alike(page: Page, found: Sequence[tuple[Made, ...]]) -> Iterator[tuple[Made, ...]]:
    """The codes of one label that are not all here already."""
    here = {each.id for each in codes(page.db, page.viewer, with_use=False)}
    return (each for each in found if not {made.id for made in each} <= here)


def _by_person(acts: Iterable[Act], codings: Mapping[str, CodingsBy]) -> tuple[By, ...]:
    """What came in, under the names of those who did it."""
    done: dict[str, list[Told]] = {}
    built = set()
    for act in acts:
        if not act.who:
            built.add(_(BUILD))
        told = Told(act_words(act), tuple(edit_words(act.known.about, edit) for edit in act.edits))
        done.setdefault(act.who or _(BUILD), []).append(told)
    return tuple(By(who, tuple(each), who in built, codings.get(who)) for who, each in done.items())


def _out_words(
    out: Iterable[tuple[str, int]], tally: Tally, withdrawn: int, lost: Iterable[tuple[str, int]]
) -> Iterator[str]:
    """What does not come in, or goes, since somebody withdrew."""
    counts = dict(out)
    said = [words for kind in ("source", "coding", "memo") if (words := _counted(kind, counts.get(kind, 0)))]
    for words in said:
        yield words
    if (counts or tally.out) and not said:
        yield _("What the other copy holds of a participant who withdrew stays out.")
    if withdrawn:
        yield ngettext(
            "%(n)s participant was withdrawn in the other copy: what this copy holds of that participant is "
            "not in the merged study.",
            "%(n)s participants were withdrawn in the other copy: what this copy holds of them is not in the "
            "merged study.",
            withdrawn,
        ) % {"n": grouped(withdrawn)}
    for kind, count in lost:
        yield _lost_words(kind, count) % {"n": grouped(count)}


def _lost_words(kind: str, n: int) -> str:
    """What of this copy is not in the merged study."""
    match kind:
        case "source":
            return ngettext("%(n)s source of this copy goes.", "%(n)s sources of this copy go.", n)
        case "coding":
            return ngettext("%(n)s coding of this copy goes.", "%(n)s codings of this copy go.", n)
        case _:
            return ngettext("%(n)s memo of this copy goes.", "%(n)s memos of this copy go.", n)


def _counted(kind: str, n: int) -> str:
    if not n:
        return ""
    if kind == "source":
        return ngettext(
            "%(n)s source of the other copy stays out: it is of a participant who withdrew.",
            "%(n)s sources of the other copy stay out: they are of participants who withdrew.",
            n,
        ) % {"n": grouped(n)}
    if kind == "memo":
        return ngettext(
            "%(n)s memo of the other copy stays out: what it is on is of a participant who withdrew.",
            "%(n)s memos of the other copy stay out: what they are on is of participants who withdrew.",
            n,
        ) % {"n": grouped(n)}
    return ngettext(
        "%(n)s coding of the other copy stays out: what it is made on is of a participant who withdrew.",
        "%(n)s codings of the other copy stay out: what they are made on is of participants who withdrew.",
        n,
    ) % {"n": grouped(n)}


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
