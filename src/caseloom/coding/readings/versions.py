"""Versions of the codebook, named points in the changes: what it said at one, and what became of it since."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.coding.readings.recoding import LATEST
from caseloom.coding.readings.wordings import Worded, codes_through_time
from caseloom.coding.tables import coding, version
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class Version:
    """A named point: the codebook as it was when changes up to `stamp` were there."""

    id: UUID
    name: str
    note: str
    who: str
    at: str
    stamp: int


@dataclass(frozen=True)
class Difference:
    """A code that is otherwise at two moments; None where it is not there."""

    code: UUID
    before: Worded | None
    after: Worded | None


def versions(db: Connection, viewer: Viewer) -> list[Version]:
    """Every version, the first first."""
    found = db.execute(
        select(
            version.c.id, words_of(version.c.name).label("name"), words_of(version.c.note).label("note"),
            name_of_person(change.c.author).label("who"), change.c.at, change.c.stamp,
        )
        .join(change, change.c.n == version.c.born)
        .where(version.c.gone == 0)
        .order_by(change.c.stamp, change.c.id)
    )  # fmt: skip
    return [
        Version(id, name or "", note or "", who or "", at or "", stamp)
        for id, name, note, who, at, stamp in found
    ]


def version_at(every: Sequence[Version], stamp: int) -> Version | None:
    """The version that was the last when something was made; None before the first."""
    place = bisect_right(every, stamp, key=lambda each: each.stamp)
    return every[place - 1] if place else None


def made_under(db: Connection, viewer: Viewer) -> dict[UUID | None, int]:
    """How many codings were made under each version (None: before the first), those taken out left aside."""
    every = versions(db, viewer)
    rows = db.execute(
        select(change.c.stamp, func.count())
        .join(coding, coding.c.born == change.c.n)
        .where(coding.c.gone == 0)
        .group_by(change.c.stamp)
    )
    found: dict[UUID | None, int] = {}
    for stamp, count in rows:
        under = version_at(every, stamp)
        id = under.id if under else None
        found[id] = found.get(id, 0) + count
    return found


def codebook_at(db: Connection, viewer: Viewer, stamp: int) -> list[Worded]:
    """The codebook as it stood at a stamp: the constructs of then, and the team's own codes."""
    every = codes_through_time(db, viewer).values()
    return [each.at(stamp) for each in every if each.stands(stamp)]


def differences(db: Connection, viewer: Viewer, stamp: int, until: int = LATEST) -> list[Difference]:
    """What was added, reworded, moved, retired or taken out between two stamps."""
    return list(_differences(db, viewer, stamp, until))


def _differences(db: Connection, viewer: Viewer, stamp: int, until: int) -> Iterator[Difference]:
    for each in codes_through_time(db, viewer).values():
        before = each.at(stamp) if each.stands(stamp) else None
        after = each.at(until) if each.stands(until) else None
        if before != after:
            yield Difference(each.id, before, after)
