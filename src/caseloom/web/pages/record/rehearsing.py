"""What a merge would bring, told before anything is written."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import Made, adrift, codes, namesakes
from caseloom.record.catalogue import WITHDRAW
from caseloom.record.model import BUILD, Act, ConflictTold, Edit
from caseloom.record.readings import (
    Tally,
    brought_told,
    changed_though_out,
    codings_in,
    conflicts_told,
    kept_out,
    lost_here,
    stretches,
    tallies,
)
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.studyfile.private import private_folder
from caseloom.web.file_names import SUFFIX
from caseloom.web.languages import between_sentences, grouped
from caseloom.web.page import Page, Visit
from caseloom.web.pages.record.edits import edit_words
from caseloom.web.pages.record.incoming import (
    CodingsBy,
    codings_by,
    namesake_words,
    tally_words,
    uses_of_what_is_out,
)
from caseloom.web.pages.record.parting import parted
from caseloom.web.pages.record.sides import Shown as ConflictShown
from caseloom.web.pages.record.sides import key_of, names_of
from caseloom.web.pages.record.sides import shown as conflicts_shown
from caseloom.web.reader import reading
from caseloom.web.words import act_words, thing_words


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
    something that is here, and what loses its place; `waiting` that conflicts wait already. Where there is
    `nothing` new, there is nothing to make.
    """

    by: tuple[By, ...]
    changes: str
    out: tuple[str, ...]
    mind: tuple[str, ...]
    nothing: bool
    conflicts: tuple[ConflictShown, ...]
    waiting: str
    to: str
    state: str


def rehearse(visit: Visit, other: Path, to: Path, before: set[str]) -> Rehearsal:
    """Merge into a private file that goes again, and say what came in."""
    with private_folder("rehearsal") as folder:
        fresh = folder / f"merged{SUFFIX}"
        [brought] = merge_studies([visit.shelved.file, other], fresh)
        with contextlib.closing(_as_read(fresh)) as merged, merged.file.read() as db, visit.page() as page:
            [(first, _last)] = stretches(db, [brought])
            every = conflicts_in(db, merged)
            found = [each for each in every if key_of(each) not in before]
            shown = zip(found, conflicts_shown(found, page, first), strict=True)
            conflicts = tuple(_with_turns(db, merged, each, card) for each, card in shown)
            lose = adrift(db, merged.viewer) - adrift(page.db, page.viewer)
            changed = changed_though_out(db, merged.file.kinds, [brought])
            [acts] = brought_told(db, merged.viewer, merged.file.kinds, [brought])
            [out] = kept_out(db, merged.file.kinds, [brought])
            withdrawn = sum(act.count for act in acts if act.action == WITHDRAW)
            lost = lost_here(db, page.db, merged.file.kinds) if withdrawn else ()
            [tally] = tallies(db, merged.file.kinds, [brought], [acts])
            [codings] = codings_in(db, merged.viewer, merged.file.kinds, [brought])
            alike = _alike(page, namesakes(db, merged.viewer))
    return Rehearsal(
        by=_by_person(acts, codings_by(codings)),
        changes=between_sentences().join(filter(None, (changes_words(brought.changes), tally_words(tally)))),
        out=tuple(_out_words(out, tally, withdrawn, lost)),
        mind=(
            *uses_of_what_is_out(codings),
            *_changed_words(changed),
            *adrift_words(lose),
            *map(namesake_words, alike),
        ),
        nothing=not brought.changes,
        conflicts=conflicts,
        waiting=_waiting_words(len(every) - len(found)),
        to=str(to),
        state="",
    )


def _as_read(path: Path) -> OpenStudy:
    study = open_study(path)
    return replace(study, viewer=reading(study.viewer))


def _with_turns(db: Any, study: OpenStudy, conflict: ConflictTold, card: ConflictShown) -> ConflictShown:
    """Of corrections of a text also how they differ, turn by turn."""
    if conflict.sort != "text":
        return card
    sides = tuple(replace(side, says="") for side in card.sides)
    return replace(card, sides=sides, parted=parted(db, study.viewer, conflict, names_of(conflict)))


def _changed_words(counts: Mapping[str, int]) -> Iterator[str]:
    """What was changed in the other copy and is taken out here."""
    for kind, n in counts.items():
        yield ngettext(
            "%(n)s change comes in of something that is taken out here (%(kind)s); it stays taken out.",
            "%(n)s changes come in of what is taken out here (%(kind)s); it stays taken out.",
            n,
        ) % {"n": grouped(n), "kind": thing_words(kind)}


def adrift_words(n: int) -> Iterator[str]:
    """How many codings have no place in the text that counts in the merged study."""
    if n > 0:
        yield ngettext(
            "%(n)s coding loses its place: its words are not in the text that counts then. Nothing of it is "
            "lost; the study’s home leads to it.",
            "%(n)s codings lose their places: their words are not in the texts that count then. Nothing of "
            "them is lost; the study’s home leads to them.",
            n,
        ) % {"n": grouped(n)}


def _waiting_words(n: int) -> str:
    if not n:
        return ""
    return ngettext(
        "%(n)s conflict besides waits in this copy already.",
        "%(n)s conflicts besides wait in this copy already.",
        n,
    ) % {"n": grouped(n)}


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
        sentence = act_words(act)
        if len(act.changes) > act.count:  # so that the changes can be counted on the page
            times = ngettext("%(n)s change", "%(n)s changes", len(act.changes))
            sentence = f"{sentence} ({times % {'n': grouped(len(act.changes))}})"
        told = Told(sentence, tuple(edit_words(act.known.about, edit) for edit in act.edits))
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


def conflicts_in(db: Any, study: OpenStudy) -> Sequence[ConflictTold]:
    """All that wait in a study."""
    return conflicts_told(db, study.viewer, study.file.kinds)


def changes_words(count: int) -> str:
    """How many changes come in."""
    if not count:
        return _("The other copy has nothing that this one lacks.")
    return ngettext(
        "%(n)s change comes in from the other copy.", "%(n)s changes come in from the other copy.", count
    ) % {"n": grouped(count)}
