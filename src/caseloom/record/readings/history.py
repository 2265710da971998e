"""Who did what when: of the study, of one row, of one person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, or_, select

from caseloom.record.catalogue import SETTLE
from caseloom.record.model import EVERYTHING, Act, Edit, Wanted
from caseloom.record.readings.labels import labels
from caseloom.studyfile import Kind, Kinds, Thing, read_thing
from caseloom.studyfile.catalogue import BORN, GONE
from caseloom.studyfile.fold import decode, stories
from caseloom.studyfile.tables import change, item, wording
from caseloom.studyfile.undo import Undone
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


def act_of(db: Connection, viewer: Viewer, kinds: Kinds, id: UUID, *, depth: int = 0) -> Act | None:
    """The act that a change belongs to; an undo of an undo (…) is told to a depth of `_DEEPEST`."""
    found = _told(db, viewer, kinds, db.execute(_CHANGES.where(change.c.id == id)).all(), depth)
    return found[0] if found else None


def edits_of(db: Connection, kinds: Kinds, act: Act, kind: str, entity: UUID) -> list[Edit]:
    """What an act did to the fields of one row, in words."""
    declared, found = kinds[kind], []
    for field, story in stories(db, kind, entity).items():
        if field != GONE and field not in declared.names:
            continue
        for id in act.changes:
            mine = story.written.get(id)
            if mine is not None and mine.overwrote:
                before = story.before(id)
                said = [
                    in_words(db, kinds, kind, field, each.value if each else None) for each in (before, mine)
                ]
                found.append(Edit(field, said[0], said[1]))
    return found


def in_words(db: Connection, kinds: Kinds, kind: str, field: str, value: str | None) -> str:
    """What a field says, as an item keeps it, in words; "" for nothing."""
    said = decode(kinds[kind], field, value)
    if said is None:
        return ""
    if field != GONE and field in kinds[kind].words:
        return db.scalar(select(wording.c.words).where(wording.c.id == said)) or ""
    if isinstance(said, UUID):
        to = kinds[kind].field(field).to
        return labels(db, Viewer(), kinds, to, [said]).get(said, "") if to else ""
    if (thing := _thing(kinds[kind], field, said)) is not None:
        return labels(db, Viewer(), kinds, thing.kind, [thing.id]).get(thing.id, "")
    return str(said)


def _thing(kind: Kind, field: str, said: Any) -> Thing | None:
    """The row that a field names which may name rows of several kinds."""
    return read_thing(str(said)) if field != GONE and kind.field(field).holds == "thing" else None


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
    """Changes that made or edited a row, or a row that belongs to it (a source's speakers and texts)."""
    yield change.c.n.in_(select(item.c.change).where(item.c.entity == id, item.c.field != BORN))
    table = kinds.table(kind)
    if "born" in table.c:
        yield change.c.n.in_(select(table.c.born).where(table.c.id == id))
    for other in kinds.values():
        for field in other.fields:
            if (
                field.to == kind
                and field.required
                and not other.immutable
                and other.name in _PARTS.get(kind, ())
            ):
                theirs = kinds.table(other.name)
                mine = theirs.c[field.name] == id
                yield change.c.n.in_(select(theirs.c.born).where(mine))
                edited = select(item.c.change).where(
                    item.c.entity.in_(select(theirs.c.id).where(mine)), item.c.field != BORN
                )
                yield change.c.n.in_(edited)


# The rows whose changes are part of another row's history.
_PARTS = {
    "source": ("revision", "speaker"),
    "case": ("phase", "case_setting"),
    "query": ("candidate_decision",),
    "memo": ("memo_link",),
}


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
    act = Act(
        changes=tuple(each.id for each in made),
        author=row.author,
        who=name_of(db, row.author),
        action=row.action,
        at=row.at or "",
        count=len(made),
        what="",
        undone=all(each.id in undone for each in made),
    )
    if (target := made[0].undoes) is not None:
        deeper = depth < _DEEPEST
        took_back = act_of(db, viewer, kinds, target, depth=depth + 1) if deeper else None
        return replace(act, took_back=took_back, count=1)
    return about(db, viewer, kinds, act, [each.n for each in made])


def about(db: Connection, viewer: Viewer, kinds: Kinds, act: Act, numbers: Sequence[int]) -> Act:
    """What an act was about: the rows of its action's kind that it wrote, by name where it is one."""
    kind = act.known.about if act.action != SETTLE else _settled(db, numbers)
    ids: set[UUID] = set()
    for some in _batches(numbers):
        which = (item.c.change.in_(some)) & (item.c.kind == kind)
        ids.update(db.scalars(select(item.c.entity).where(which).distinct()))
        ids.update(_wholes(db, kinds, kind, some) if not ids else ())
    if len(ids) != 1:
        return replace(act, count=max(len(ids), act.count))
    [id] = ids
    return replace(act, count=1, what=labels(db, viewer, kinds, kind, ids).get(id, ""))


def _wholes(db: Connection, kinds: Kinds, kind: str, changes: Sequence[int]) -> Iterator[UUID]:
    """The rows of a kind of which changes wrote parts only, as a correction of a text does."""
    for part in _PARTS.get(kind, ()):
        table = kinds.table(part)
        mine = select(item.c.entity).where(item.c.change.in_(changes), item.c.kind == part)
        yield from db.scalars(select(table.c[kind]).where(table.c.id.in_(mine)).distinct())


def _settled(db: Connection, numbers: Sequence[int]) -> str:
    """The kind of what a settlement was about: it may be any."""
    kinds = set(db.scalars(select(item.c.kind).where(item.c.change.in_(numbers[:1])).distinct()))
    return kinds.pop() if len(kinds) == 1 else ""


def name_of(db: Connection, author: UUID | None) -> str:
    """The name of a change's author; "" for a build."""
    if author is None:
        return ""
    return db.scalar(_NAME, {"author": author}) or ""


# Made once: building the statement costs more than running it, and every act that is told runs it.
_NAME = select(name_of_person(bindparam("author")))


def _batches(numbers: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + size] for at in range(0, len(ordered), size))
