"""What uses a row: the rows that stand and name it, and in which changes they came to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, bindparam, select

from caseloom.studyfile.erasing import in_batches
from caseloom.studyfile.fold import Written, field_story
from caseloom.studyfile.kinds import Field, Kind, Kinds
from caseloom.studyfile.tables import EDITS, change, item


@dataclass(frozen=True)
class Obstacle:
    """What was built on a change since: a field written again, or (`field` "") a row that needs its row."""

    kind: str
    entity: UUID
    field: str
    change: UUID
    author: UUID | None
    action: str
    at: str | None
    stamp: int


def uses(
    db: Connection, kinds: Kinds, kind: Kind, entity: UUID, but: Collection[UUID] = ()
) -> Iterator[Obstacle]:
    """The rows that stand and name a row, or cannot be read without one that does; not what `but` wrote."""
    seen: dict[str, set[UUID]] = {kind.name: {entity}}
    fresh = dict(seen)
    while fresh:
        found: dict[str, set[UUID]] = {}
        for other in kinds.values():
            for field in other.fields:
                if field.when_gone != "hide" and entity not in fresh.get(kind.name, ()):
                    continue
                for row in _naming_any(db, kinds, other, field, fresh):
                    if row.id not in seen.setdefault(other.name, set()):
                        seen[other.name].add(row.id)
                        found.setdefault(other.name, set()).add(row.id)
                        yield from _in_use(db, other, field.name, row, but)
        fresh = found


def _naming_any(
    db: Connection, kinds: Kinds, other: Kind, field: Field, ids: Mapping[str, Collection[UUID]]
) -> Iterator[Any]:
    """The rows of a kind whose field names any of the rows (kind → ids)."""
    for to in field.targets:
        for some in in_batches(field.naming(to, ids.get(to, ()))):
            yield from _naming(db, kinds, other, field.name, some)


def _naming(db: Connection, kinds: Kinds, other: Kind, field: str, ids: Sequence[Any]) -> Sequence[Any]:
    """The rows of a kind whose field names one of the ids, with the changes that they were born in."""
    return db.execute(_rows_naming(kinds.table(other.name), field, other.immutable), {"ids": ids}).all()


@lru_cache(maxsize=512)
def _rows_naming(table: Table, field: str, immutable: bool) -> Select[Any]:
    """Made once: a coding is asked about before every undo that a page offers."""
    named = table.c[field].in_(bindparam("ids", expanding=True))
    if immutable:
        return select(table.c.id).where(named)
    edited = EDITS & (item.c.entity == table.c.id) & (item.c.field == field)
    born = (
        table.c.id,
        change.c.id.label("change"),
        change.c.author,
        change.c.action,
        change.c.at,
        change.c.stamp,
        select(item.c.change).where(edited).limit(1).scalar_subquery().label("edited"),
    )
    return select(*born).join(change, change.c.n == table.c.born).where(named, table.c.gone == 0)


def _in_use(db: Connection, other: Kind, field: str, row: Any, but: Collection[UUID]) -> Iterator[Obstacle]:
    if other.immutable:
        return  # it is there for the rows that name it
    story = field_story(db, other.name, row.id, field) if row.edited is not None else None
    said = story.meant(story.stands) if story is not None and story.stands is not None else None
    if row.change in but or (said is not None and said.change in but):
        return
    if said is not None:
        yield obstacle(other, row.id, "", said)
    else:
        yield Obstacle(other.name, row.id, "", row.change, row.author, row.action, row.at, row.stamp)


def obstacle(kind: Kind, entity: UUID, field: str, said: Written) -> Obstacle:
    """A value that was written to a field, as something built on what was there."""
    return Obstacle(kind.name, entity, field, said.change, said.author, said.action, said.at, said.stamp)
