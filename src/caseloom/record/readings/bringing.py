"""What copies brought to a merge: who did what, the acts of one person and sort told as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.record.catalogue import ACTIONS
from caseloom.record.model import Act, Edit
from caseloom.record.readings.edits import brought_edits
from caseloom.record.readings.history import act_of, name_of
from caseloom.record.readings.subjects import ADD, SET, about
from caseloom.studyfile import Kinds
from caseloom.studyfile.catalogue import BORN
from caseloom.studyfile.erasing import FOR_ERASURE, in_batches
from caseloom.studyfile.merging import Brought
from caseloom.studyfile.tables import change, item
from caseloom.studyfile.undo import REDO, UNDO
from caseloom.team.model import Viewer

_ONE_BY_ONE = 20
"""Up to how many things of a sort that were there already it is told of each what came to be changed."""


def brought_told(
    db: Connection, viewer: Viewer, kinds: Kinds, brought: Sequence[Brought]
) -> list[tuple[Act, ...]]:
    """For each copy what it brought, read in the merged study that nobody has written to since.

    What was there already and is changed is told with the names and values that the copy has, and with
    those that it wrote over; what an
    erasure took at once is not told: see `kept_out`.
    """
    return [
        tuple(_acts(db, viewer, kinds, first, last)) if first <= last else ()
        for first, last in stretches(db, brought)
    ]


def stretches(db: Connection, brought: Sequence[Brought]) -> list[tuple[int, int]]:
    """The numbers, first and last, of the changes that each copy brought.

    A merge numbers the changes of each copy after those before it, so a copy's are a stretch of numbers.
    """
    end = db.scalar(select(func.max(change.c.n))) or 0
    found = []
    for each in reversed(brought):
        found.append((end - each.changes + 1, end))
        end -= each.changes
    return found[::-1]


def kept_out(db: Connection, kinds: Kinds, brought: Sequence[Brought]) -> list[tuple[tuple[str, int], ...]]:
    """For each copy how many rows of which kind it brought that a withdrawal took at once."""
    withdrawn = db.scalar(select(item.c.change).where(FOR_ERASURE).limit(1))
    if withdrawn is None:
        return [() for _ in brought]
    found = []
    for first, last in stretches(db, brought):
        born = select(item.c.kind, item.c.entity).where(
            item.c.change.between(first, last), item.c.field == BORN
        )
        ids: dict[str, set[UUID]] = {}
        for row in db.execute(born):
            ids.setdefault(row.kind, set()).add(row.entity)
        lost = {
            kind: len(ids[kind] - left_of_rows(db, kinds, kind, ids[kind])) for kind in kinds if kind in ids
        }
        found.append(tuple((kind, count) for kind, count in lost.items() if count))
    return found


def lost_here(merged: Connection, here: Connection, kinds: Kinds) -> tuple[tuple[str, int], ...]:
    """How many rows of which kind a copy has in sight that a merged study has not: a withdrawal took them."""
    found = []
    for kind in _WORK:
        table = kinds.table(kind)
        ids = set(here.scalars(select(table.c.id).where(table.c.gone == 0)))
        found.append((kind, len(ids - left_of_rows(merged, kinds, kind, ids))))
    return tuple((kind, count) for kind, count in found if count)


_WORK = ("source", "coding", "memo")


def left_of_rows(db: Connection, kinds: Kinds, kind: str, ids: set[UUID]) -> set[UUID]:
    """Those of the rows that are there."""
    table, left = kinds.table(kind), set[UUID]()
    for some in in_batches(ids):
        left.update(db.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return left


def _acts(db: Connection, viewer: Viewer, kinds: Kinds, first: int, last: int) -> Iterator[Act]:
    stretch = change.c.n.between(first, last)
    sorts = (
        select(change.c.author, change.c.action, func.max(change.c.at).label("at"))
        .where(stretch)
        .group_by(change.c.author, change.c.action)
        .order_by(func.count().desc(), change.c.action)
    )
    for row in db.execute(sorts).all():
        mine = stretch & (change.c.author.is_not_distinct_from(row.author)) & (change.c.action == row.action)
        if row.action in (UNDO, REDO):
            yield from _one_by_one(db, viewer, kinds, mine)
            continue
        made = {each.n: each.id for each in db.execute(select(change.c.n, change.c.id).where(mine))}
        yield from _of_sort(_Telling(db, viewer, kinds, first), row, made)


@dataclass(frozen=True)
class _Telling:
    """Where what came in is read, for whom, and the number of the first change that did."""

    db: Connection
    viewer: Viewer
    kinds: Kinds
    first: int

    def act(self, row: Any, made: dict[int, UUID]) -> Act:
        """These changes as one act."""
        act = Act(
            changes=tuple(made.values()),
            author=row.author,
            who=name_of(self.db, row.author),
            action=row.action,
            at=row.at or "",
            count=len(made),
            what="",
        )
        return about(self.db, self.viewer, self.kinds, act, list(made), before=self.first)

    def edits(self, kind: str, id: UUID) -> tuple[Edit, ...]:
        """What the copy says of a row, and what it wrote over."""
        return tuple(brought_edits(self.db, self.viewer, self.kinds, kind, id, self.first))


def _of_sort(telling: _Telling, row: Any, made: dict[int, UUID]) -> Iterator[Act]:
    """One act; but what was there and is changed is told one by one, unless it is much."""
    kind = ACTIONS[row.action].about if row.action in ACTIONS else ""
    by_row: dict[UUID, dict[int, UUID]] = {}
    for n, id in _rows(telling.db, kind, list(made)) if kind in telling.kinds else ():
        by_row.setdefault(id, {})[n] = made[n]
    left = left_of_rows(telling.db, telling.kinds, kind, set(by_row)) if by_row else set()
    there = _there(telling.db, kind, left, telling.first) if row.action.endswith((ADD, SET)) else set()
    if len(there) > _ONE_BY_ONE:
        there = set()
    wrote = {n for each in by_row.values() for n in each}
    rest = {n: made[n] for id in left - there for n in by_row[id]}
    rest |= {n: id for n, id in made.items() if n not in wrote}
    if rest:
        yield telling.act(row, rest)
    for id in sorted(there):
        act, edits = telling.act(row, by_row[id]), telling.edits(kind, id)
        if edits or act.told != f"{kind}{SET}":  # what is only built again changes nothing
            yield replace(act, edits=edits)


def _rows(db: Connection, kind: str, numbers: Sequence[int]) -> Iterator[tuple[int, UUID]]:
    for at in range(0, len(numbers), 500):
        some = item.c.change.in_(numbers[at : at + 500])
        found = select(item.c.change, item.c.entity).where(some, item.c.kind == kind).distinct()
        yield from ((row.change, row.entity) for row in db.execute(found))


def _there(db: Connection, kind: str, ids: set[UUID], first: int) -> set[UUID]:
    """Those of the rows that were there before the change of that number."""
    found = set[UUID]()
    for some in in_batches(ids):
        born = (item.c.field == BORN) & (item.c.kind == kind) & (item.c.change < first)
        found.update(db.scalars(select(item.c.entity).where(item.c.entity.in_(some), born)))
    return found


def _one_by_one(db: Connection, viewer: Viewer, kinds: Kinds, mine: Any) -> Iterator[Act]:
    """What was taken back is told of each act: together it would say nothing."""
    ids = select(func.min(change.c.id)).where(mine).group_by(func.coalesce(change.c.batch, change.c.id))
    for id in db.scalars(ids).all():
        act = act_of(db, viewer, kinds, id)
        if act is not None:
            yield act
