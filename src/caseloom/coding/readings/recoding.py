"""Codings made before their code was worded as it is now: they wait to be looked at again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from caseloom.coding.model import Criteria
from caseloom.coding.readings.coded import CodedPassage, passages
from caseloom.coding.readings.wordings import CodeThroughTime, codes_through_time
from caseloom.coding.tables import coding, place
from caseloom.studyfile.fold import WRITTEN, FieldStory, written
from caseloom.studyfile.tables import EDITS, change, item
from caseloom.team.model import Viewer

LATEST = 2**62
"""Later than every stamp: what is read at it is read as it is now."""


@dataclass(frozen=True)
class Waiting:
    """A coding that was made, or last confirmed, under another wording (`before`) than its code has now."""

    coding: UUID
    n: int
    coder: UUID
    before: Criteria


@dataclass(frozen=True)
class Recoding:
    """A code whose definition or criteria changed, with the codings that wait because of it."""

    code: UUID
    now: Criteria
    waiting: tuple[Waiting, ...]

    @property
    def digest(self) -> str:
        """Of the wording that a coding would be found right under now."""
        return self.now.digest(self.code)


def recoding(db: Connection, viewer: Viewer, code: UUID | None = None) -> list[Recoding]:
    """The codes of which codings wait, or that one; a coding without a place in its text waits elsewhere.

    By stamps: who coded before a stamp had not read what was written at it. Builds have no time, so
    that what a manifest words anew makes nothing wait.
    """
    found = []
    for id, each in codes_through_time(db, viewer).items():
        if code is not None and id != code:
            continue
        waiting = tuple(_waiting(db, each)) if len(each.stamps()) > 1 else ()
        if waiting:
            found.append(Recoding(id, each.criteria(LATEST), waiting))
    return found


def _waiting(db: Connection, code: CodeThroughTime) -> Iterator[Waiting]:
    stamps = code.stamps()
    states = {stamp: code.criteria(stamp) for stamp in stamps}
    now = states[stamps[-1]]
    by_digest = {each.digest(code.id): each for each in states.values()}
    rows = db.execute(_MADE_BEFORE, {"code": code.id, "stamp": stamps[-1]}).all()
    moved = _moved(db, code.id) if rows else {}
    for row in rows:
        made = moved.get(row.id, row.stamp)
        before = by_digest.get(row.confirmed or "") or _under(states, stamps, made)
        if before != now:
            yield Waiting(row.id, row.n, row.coder, before)


def _under(states: Mapping[int, Criteria], stamps: Sequence[int], made: int) -> Criteria:
    """The wording that stood at a stamp; what was made before the first was made under the first."""
    for one, following in pairwise(stamps):
        if made < following:
            return states[one]
    return states[stamps[-1]]


_MADE_BEFORE = (
    select(coding.c.id, coding.c.n, coding.c.coder, coding.c.confirmed, change.c.stamp)
    .join(place, (place.c.coding_n == coding.c.n) & (place.c.part == 0))
    .join(change, change.c.n == coding.c.born)
    .where(coding.c.code == bindparam("code"), coding.c.gone == 0, change.c.stamp < bindparam("stamp"))
    .order_by(place.c.source_n, place.c.start, coding.c.n)
)
_MOVES = (
    WRITTEN.add_columns(item.c.entity)
    .join(coding, coding.c.id == item.c.entity)
    .where(EDITS, item.c.kind == "coding", item.c.field == "code", coding.c.code == bindparam("code"))
)


def _moved(db: Connection, code: UUID) -> dict[UUID, int]:
    """The stamps at which codings were given this code, of those that had another first."""
    written_to: dict[UUID, dict[UUID, Any]] = {}
    for row in db.execute(_MOVES, {"code": code}):
        written_to.setdefault(row.entity, {})[row.id] = written(row)
    found = {}
    for id, each in written_to.items():
        story = FieldStory(each)
        if story.stands is not None:
            found[id] = story.meant(story.stands).stamp
    return found


def waiting_codings(db: Connection, viewer: Viewer) -> int:
    """How many codings wait to be looked at again."""
    return sum(len(each.waiting) for each in recoding(db, viewer))


def waiting_passages(
    db: Connection, viewer: Viewer, some: Sequence[Waiting], *, language: str = "en"
) -> list[CodedPassage]:
    """These codings with their words, in the order of the texts."""
    numbers = select(coding.c.n).where(coding.c.n.in_([each.n for each in some]))
    return passages(db, viewer, among=numbers, limit=None, language=language)
