"""Study home: cases and time, what was collected against what was planned, what wants attention."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.coding.readings import (
    adrift,
    codes,
    codings_by_case,
    queries,
    used_codes,
    waiting_codings,
    wanting_by_source,
)
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import (
    Card,
    Case,
    Framework,
    Phase,
    Plan,
    Wave,
    card,
    cases,
    frameworks,
    participants,
    phases,
    plans,
    waves,
)
from caseloom.sources.readings import Collection, collections
from caseloom.studyfile.tables import change
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class Collected:
    """How many sources of a kind there are for a case and wave, against the plan (None: nothing planned)."""

    case: UUID | None
    wave: UUID | None
    source_kind: str
    collected: int
    planned: int | None
    note: str = ""

    @property
    def met(self) -> int:
        """How many of those planned were collected."""
        return min(self.collected, self.planned or 0)

    @property
    def over(self) -> int:
        """How many more than planned; 0 where nothing was."""
        return max(0, self.collected - self.planned) if self.planned is not None else 0


@dataclass(frozen=True)
class CaseOnHome:
    """A case with its stretch of time, and how much was collected for it."""

    case: Case
    phases: tuple[Phase, ...]
    sources: int
    participants: int
    words: int
    codings: int


@dataclass(frozen=True)
class Attention:
    """Something that wants a person: what, and how many. `about` names it for pages that link to it."""

    about: str
    count: int

    @property
    def sentence(self) -> str:
        """What it says behind the number, in the number's form."""
        one, many = ATTENTION[self.about]
        return one if self.count == 1 else many


ATTENTION = {
    "adrift": (
        "coding has lost its place in a corrected text",
        "codings have lost their place in a corrected text",
    ),
    "followed": (
        "coding has other words since its text was corrected: confirm its place",
        "codings have other words since their texts were corrected: confirm their places",
    ),
    "recode": (
        "coding was made before its code was worded as it is now",
        "codings were made before their codes were worded as they are now",
    ),
    "no_evidence": (
        "interview has no turn of a respondent: say who speaks",
        "interviews have no turn of a respondent: say who speaks",
    ),
    "no_case": ("source belongs to no case", "sources belong to no case"),
    "candidates": ("candidate from a query waits for a person", "candidates from queries wait for a person"),
    "unused": ("construct or code has no coding yet", "constructs and codes have no coding yet"),
    "undated": ("document has no date", "documents have no date"),
}


@dataclass(frozen=True)
class LastChange:
    """What somebody did last: `changes` of one kind in a row, the last first."""

    name: str
    action: str
    at: str
    changes: tuple[UUID, ...]


@dataclass(frozen=True)
class Totals:
    """The study in six numbers."""

    sources: int
    words: int
    evidence_words: int
    participants: int
    codings: int
    candidates: int


@dataclass(frozen=True)
class StudyHome:
    """Everything that the study's first page shows."""

    card: Card | None
    cases: tuple[CaseOnHome, ...]
    waves: tuple[Wave, ...]
    frameworks: tuple[Framework, ...]
    collected: tuple[Collected, ...]
    attention: tuple[Attention, ...]
    last_changes: tuple[LastChange, ...]
    totals: Totals


def home(db: Connection, viewer: Viewer) -> StudyHome:
    """The study's first page, read in one go."""
    found = collections(db, viewer)
    codings = codings_by_case(db, viewer)
    people = participants(db, viewer)
    open_candidates = sum(each.candidates - each.accepted - each.rejected for each in queries(db, viewer))
    every_phase = phases(db, viewer)
    return StudyHome(
        card=card(db, viewer),
        cases=tuple(_case(each, found, people, every_phase, codings) for each in cases(db, viewer)),
        waves=tuple(waves(db, viewer)),
        frameworks=tuple(frameworks(db, viewer)),
        collected=tuple(collected_against_planned(found, plans(db, viewer))),
        attention=tuple(_attention(db, viewer, found, open_candidates)),
        last_changes=tuple(_last_changes(db)),
        totals=Totals(
            sum(each.sources for each in found),
            sum(each.words for each in found),
            sum(each.evidence_words for each in found),
            len(people),
            sum(codings.values()),
            open_candidates,
        ),
    )


def _case(
    one: Case,
    found: Iterable[Collection],
    people: Iterable[Any],
    every: Iterable[Phase],
    codings: dict[int, int],
) -> CaseOnHome:
    mine = [each for each in found if each.case == one.id]
    return CaseOnHome(
        one,
        tuple(each for each in every if each.case == one.id),
        sum(each.sources for each in mine),
        sum(each.case == one.id for each in people),
        sum(each.words for each in mine),
        codings.get(one.n, 0),
    )


def collected_against_planned(found: Iterable[Collection], planned: Iterable[Plan]) -> list[Collected]:
    """Each plan beside what it has, then what came without a plan.

    A plan without case or wave counts every case or wave. What some plan already counts is not
    listed again as unplanned.
    """
    there = list(found)
    rows: list[Collected] = []
    counted: set[Collection] = set()
    for plan in planned:
        mine = [each for each in there if _fits(plan, each)]
        counted.update(mine)
        many = sum(each.sources for each in mine)
        rows.append(Collected(plan.case, plan.wave, plan.source_kind, many, plan.count, plan.note))
    order = {kind: place for place, kind in enumerate(SOURCE_KINDS)}
    unplanned = [
        Collected(each.case, each.wave, each.source_kind, each.sources, None)
        for each in there
        if each not in counted
    ]
    return rows + sorted(unplanned, key=lambda each: order[each.source_kind])


def _fits(plan: Plan, source: Collection) -> bool:
    return (
        plan.source_kind == source.source_kind
        and plan.case in (None, source.case)
        and plan.wave in (None, source.wave)
    )


def _attention(
    db: Connection, viewer: Viewer, found: list[Collection], candidates: int
) -> Iterable[Attention]:
    if lost := adrift(db, viewer):
        yield Attention("adrift", lost)
    became = wanting_by_source(db, viewer).values()
    if elsewhere := sum(each.total() - each["lost"] for each in became):
        yield Attention("followed", elsewhere)
    if waiting := waiting_codings(db, viewer):
        yield Attention("recode", waiting)
    if silent := sum(each.without_evidence for each in found if each.source_kind == "interview"):
        yield Attention("no_evidence", silent)
    if homeless := sum(each.sources for each in found if each.case is None):
        yield Attention("no_case", homeless)
    if candidates:
        yield Attention("candidates", candidates)
    used = used_codes(db, viewer)
    unused = sum(1 for each in codes(db, viewer, with_use=False) if each.id not in used and _codable(each))
    if unused and found:
        yield Attention("unused", unused)
    undated = sum(each.undated for each in found if each.source_kind == "document")
    if undated:
        yield Attention("undated", undated)


def _codable(each: Any) -> bool:
    return each.construct is None or each.construct.measure != "parent"


def _last_changes(db: Connection, most: int = 8) -> Iterable[LastChange]:
    """The last stretches of people's work: changes of one kind in a row are one line.

    By the time that is shown: where copies were merged, the record has another order.
    """
    rows = db.execute(
        select(name_of_person(change.c.author).label("name"), change.c.action, change.c.at, change.c.id)
        .where(change.c.author.is_not(None))
        .order_by(change.c.stamp.desc(), change.c.n.desc())
        .limit(400)
    ).all()
    found: list[LastChange] = []
    for row in sorted(rows, key=lambda row: row.at or "", reverse=True):
        last = found[-1] if found else None
        if last and (last.name, last.action) == (row.name, row.action):
            found[-1] = replace(last, changes=(*last.changes, row.id))
        elif len(found) == most:
            break
        else:
            found.append(LastChange(row.name or "", row.action, row.at or "", (row.id,)))
    return found
