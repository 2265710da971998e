"""What copies brought to a merge: who did what, the acts of one person and sort told as one."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from caseloom.record.model import Act
from caseloom.record.readings.history import about, act_of, name_of
from caseloom.studyfile import Kinds
from caseloom.studyfile.merging import Brought
from caseloom.studyfile.tables import change
from caseloom.studyfile.undo import REDO, UNDO
from caseloom.team.model import Viewer


def brought_told(
    db: Connection, viewer: Viewer, kinds: Kinds, brought: Sequence[Brought]
) -> list[tuple[Act, ...]]:
    """For each copy what it brought, read in the merged study that nobody has written to since.

    A merge numbers the changes of each copy after those before it, so a copy's are a stretch of numbers.
    """
    end = db.scalar(select(func.max(change.c.n))) or 0
    told = []
    for each in reversed(brought):
        first = end - each.changes + 1
        told.append(tuple(_acts(db, viewer, kinds, first, end)))
        end = first - 1
    return told[::-1]


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
        made = db.execute(select(change.c.n, change.c.id).where(mine)).all()
        act = Act(
            changes=tuple(each.id for each in made),
            author=row.author,
            who=name_of(db, row.author),
            action=row.action,
            at=row.at or "",
            count=len(made),
            what="",
        )
        yield about(db, viewer, kinds, act, [each.n for each in made])


def _one_by_one(db: Connection, viewer: Viewer, kinds: Kinds, mine: Any) -> Iterator[Act]:
    """What was taken back is told of each act: together it would say nothing."""
    ids = select(func.min(change.c.id)).where(mine).group_by(func.coalesce(change.c.batch, change.c.id))
    for id in db.scalars(ids).all():
        act = act_of(db, viewer, kinds, id)
        if act is not None:
            yield act
