"""Who did what when: of the study, of one row, of one person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from caseloom.record.model import EVERYTHING, Act, Wanted
from caseloom.record.readings.subjects import about
from caseloom.studyfile import Kinds
from caseloom.studyfile.catalogue import BORN
from caseloom.studyfile.merging import merges_in
from caseloom.studyfile.tables import change, item
from caseloom.studyfile.undo import REDO, UNDO, Undone
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person

_CHANGES: Select[Any] = select(
    change.c.n, change.c.id, change.c.author, change.c.action, change.c.at, change.c.batch
).order_by(change.c.stamp.desc(), change.c.id.desc())


def history(
    db: Connection,
    viewer: Viewer,
    kinds: Kinds,
    wanted: Wanted = EVERYTHING,
    *,
    limit: int | None = 50,
    offset: int = 0,
) -> list[Act]:
    """Acts, the last first; builds, which have no time, at the end."""
    changes = _CHANGES
    for which in _wanted(kinds, wanted):
        changes = changes.where(which)
    # Changes are read only until there are enough: the last of a million is found as soon as of a few.
    with db.execute(changes.execution_options(yield_per=200)) as rows:
        some = list(islice(_each_act_once(rows), offset, None if limit is None else offset + limit))
    return _told(db, viewer, kinds, some)


def _each_act_once(rows: Iterable[Any]) -> Iterator[Any]:
    """The last change of each act: a batch by one person is one."""
    told: set[tuple[UUID | None, ...]] = set()
    for row in rows:
        act = (row.batch, row.author, row.action)
        if row.batch is None or act not in told:
            told.add(act)
            yield row


def merges(db: Connection) -> list[tuple[str, int]]:
    """When copies were merged into this file, the last first, and how many changes each brought.

    It is no act: whoever merges the same copies has the same study.
    """
    return merges_in(db)[::-1]


def by_time(acts: Sequence[Act]) -> list[Act]:
    """Acts by the time that is shown, the last first; of the same time in the order of the record.

    It is another order than the record's where copies were merged or a clock ran wrong.
    """
    return sorted(acts, key=lambda act: act.at, reverse=True)


def act_of(db: Connection, viewer: Viewer, kinds: Kinds, id: UUID, *, depth: int = 0) -> Act | None:
    """The act that a change belongs to; an undo of an undo (…) is told to a depth of `_DEEPEST`."""
    found = _told(db, viewer, kinds, db.execute(_CHANGES.where(change.c.id == id)).all(), depth)
    return found[0] if found else None


def acts_as_one(db: Connection, viewer: Viewer, kinds: Kinds, ids: Sequence[UUID]) -> Act:
    """Changes of one person and one action in a row, told as one act; the last of them comes first.

    Where they are few, by the one thing that they are about or by how many things; else by how many they are.
    """
    if len(ids) == 1 and (single := act_of(db, viewer, kinds, ids[0])) is not None:
        return single
    rows = {row.id: row for row in db.execute(_CHANGES.where(change.c.id.in_(ids)))}
    act, numbers = _untold(db, rows[ids[0]], ids), [row.n for row in rows.values()]
    # Of what took something back, and of whole tables that were brought in, it is enough to say how often.
    if act.action in (UNDO, REDO) or len(ids) > _FEW or _wrote_many(db, numbers):
        return act
    return about(db, viewer, kinds, act, numbers)


_FEW, _MANY = 50, 1000


def _wrote_many(db: Connection, numbers: Sequence[int]) -> bool:
    wrote = select(item.c.change).where(item.c.change.in_(numbers)).limit(_MANY).subquery()
    return (db.scalar(select(func.count()).select_from(wrote)) or 0) >= _MANY


# -- which acts -----------------------------------------------------------------------------------


def _wanted(kinds: Kinds, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.by is not None:
        yield change.c.author == wanted.by
    if wanted.action:
        yield or_(
            change.c.action == wanted.action, change.c.action.startswith(f"{wanted.action}.", autoescape=True)
        )
    if wanted.since is not None:
        yield change.c.at >= wanted.since.isoformat()
    if wanted.until is not None:
        yield change.c.at < f"{wanted.until.isoformat()}T24"
    if wanted.of is not None:
        yield or_(*_of_row(kinds, *wanted.of))


def _of_row(kinds: Kinds, kind: str, id: UUID) -> Iterator[ColumnElement[bool]]:
    """Changes that made or edited a row, or one that goes with it: a source's speakers, texts, codings."""
    yield change.c.n.in_(select(item.c.change).where(item.c.entity == id, item.c.field != BORN))
    table = kinds.table(kind)
    if "born" in table.c:
        yield change.c.n.in_(select(table.c.born).where(table.c.id == id))
    yield from _of_parts(kinds, kind, [id])


def _of_parts(kinds: Kinds, kind: str, ids: Any) -> Iterator[ColumnElement[bool]]:
    """Changes that made or edited what stands only with rows of a kind (`ids`: a list, or a select)."""
    for other in kinds.values():
        for field in other.fields:
            if field.to != kind or not field.required or field.when_gone != "hide":
                continue
            theirs = kinds.table(other.name)
            mine = theirs.c[field.name].in_(ids)
            if not other.immutable:
                yield change.c.n.in_(select(theirs.c.born).where(mine))
                edited = item.c.entity.in_(select(theirs.c.id).where(mine)) & (item.c.field != BORN)
                yield change.c.n.in_(select(item.c.change).where(edited))
            yield from _of_parts(kinds, other.name, select(theirs.c.id).where(mine))


# -- told -----------------------------------------------------------------------------------------


_DEEPEST = 6
"""Undo, redo and undo by name come to three; only a stranger's file leads deeper, or round in a circle."""


def _told(db: Connection, viewer: Viewer, kinds: Kinds, rows: Sequence[Any], depth: int = 0) -> list[Act]:
    undone = Undone(db)
    return [_act(db, viewer, kinds, row, undone, depth) for row in rows]


def _act(db: Connection, viewer: Viewer, kinds: Kinds, row: Any, undone: Undone, depth: int) -> Act:
    one = change.c.n == row.n
    if row.batch is not None:
        one = (
            (change.c.batch == row.batch)
            & (change.c.author.is_not_distinct_from(row.author))
            & (change.c.action == row.action)
        )
    made = db.execute(
        select(change.c.n, change.c.id, change.c.undoes)
        .where(one)
        .order_by(change.c.stamp.desc(), change.c.id.desc())
    ).all()
    undone.look_up(each.id for each in made)
    act = _untold(db, row, [each.id for each in made])
    act = replace(act, undone=all(id in undone for id in act.changes))
    if (target := made[0].undoes) is not None:
        deeper = depth < _DEEPEST
        took_back = act_of(db, viewer, kinds, target, depth=depth + 1) if deeper else None
        return replace(act, took_back=took_back, count=1)
    return about(db, viewer, kinds, act, [each.n for each in made])


def _untold(db: Connection, row: Any, ids: Sequence[UUID]) -> Act:
    """An act of several changes, of which `row` is one, before it is known what it was about."""
    return Act(
        changes=tuple(ids),
        author=row.author,
        who=name_of(db, row.author),
        action=row.action,
        at=row.at or "",
        count=len(ids),
        what="",
    )


def name_of(db: Connection, author: UUID | None) -> str:
    """The name of a change's author; "" for a build."""
    if author is None:
        return ""
    return db.scalar(_NAME, {"author": author}) or ""


# Made once: building the statement costs more than running it, and every act that is told runs it.
_NAME = select(name_of_person(bindparam("author")))
