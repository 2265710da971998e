"""What a field says, from all that was ever written to it: the fold, and whose word a standing value is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select, update

from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.tables import change, item


@dataclass(frozen=True)
class Written:
    """One value that a change wrote to a field, by whom and over what.

    Where it took the row out, `knew` are the changes in which it was used, as far as that was known then;
    None where a program before this wrote it.
    """

    change: UUID
    stamp: int
    author: UUID | None
    undoes: UUID | None
    action: str
    at: str | None
    value: str | None
    overwrote: frozenset[UUID]
    knew: frozenset[UUID] | None = None

    @property
    def rank(self) -> tuple[int, UUID]:
        """The later of two values that know nothing of each other is the one of higher rank."""
        return self.stamp, self.change


@dataclass(frozen=True)
class FieldStory:
    """All that was written to one field of one row; empty for a field that never was edited."""

    written: Mapping[UUID, Written]

    @cached_property
    def holders(self) -> tuple[Written, ...]:
        """The values that nothing overwrote, the standing one first; several are a conflict."""
        over = {id for each in self.written.values() for id in each.overwrote}
        left = [each for each in self.written.values() if each.change not in over]
        return tuple(sorted(left, key=lambda each: each.rank, reverse=True))

    @property
    def stands(self) -> Written | None:
        """The fold: of what nobody overwrote, the value with the highest stamp, then the highest id."""
        return self.holders[0] if self.holders else None

    def before(self, id: UUID) -> Written | None:
        """The value that a change overwrote: of several, the one that stood."""
        over = [self.written[each] for each in self.written[id].overwrote if each in self.written]
        return max(over, key=lambda each: each.rank, default=None)

    def stands_for(self, holder: Written) -> Iterator[Written]:
        """A value, and the values of others that it only gave back: what undo and redo restored."""
        at: Written | None = holder
        seen = set[UUID]()  # a stranger's file may lead round in a circle
        while at is not None and at.change not in seen:
            yield at
            seen.add(at.change)
            if at.undoes is None or at.undoes not in self.written:
                return
            at = self.before(at.undoes)

    @cached_property
    def sides(self) -> tuple[Written, ...]:
        """The standing values; for one that undid a settlement, the sides that were settled."""
        found: list[Written] = []
        for holder in self.holders:
            undone = self.written.get(holder.undoes) if holder.undoes is not None else None
            settled = [self.written[id] for id in undone.overwrote if id in self.written] if undone else []
            found += settled if len(settled) > 1 else [holder]
        return tuple(sorted(found, key=lambda each: each.rank, reverse=True))

    def meant(self, holder: Written) -> Written:
        """Whose word a standing value is, seen through undo and redo."""
        *_, last = self.stands_for(holder)
        return last

    def builds_on(self, later: Written, id: UUID) -> bool:
        """Whether a value was written over that change's, directly or through others."""
        open_, seen = set(later.overwrote), set[UUID]()
        while open_:
            at = open_.pop()
            if at == id:
                return True
            if at in self.written and at not in seen:
                seen.add(at)
                open_ |= self.written[at].overwrote
        return False


WRITTEN: Select[Any] = select(
    change.c.id,
    change.c.stamp,
    change.c.author,
    change.c.undoes,
    change.c.action,
    change.c.at,
    item.c.field,
    item.c.value,
    item.c.overwrote,
    item.c.knew,
).join(change, change.c.n == item.c.change)
"""Items with what `written` wants of them and their changes."""

_STORY = WRITTEN.where(
    item.c.entity == bindparam("entity"), item.c.field != "", item.c.kind == bindparam("kind")
)
_OF_FIELD = _STORY.where(item.c.field == bindparam("field"))


def field_story(db: Connection, kind: str, entity: UUID, field: str) -> FieldStory:
    """All that was written to one field of one row."""
    rows = db.execute(_OF_FIELD, {"kind": kind, "entity": entity, "field": field})
    return FieldStory({row.id: written(row) for row in rows})


def stories(db: Connection, kind: str, entity: UUID) -> dict[str, FieldStory]:
    """All that was written to every edited field of one row, by field."""
    found: dict[str, dict[UUID, Written]] = {}
    for row in db.execute(_STORY, {"kind": kind, "entity": entity}):
        found.setdefault(row.field, {})[row.id] = written(row)
    return {field: FieldStory(each) for field, each in found.items()}


def written(row: Any) -> Written:
    """A value from a row with the columns of a change and its item."""
    return Written(
        row.id,
        row.stamp,
        row.author,
        row.undoes,
        row.action,
        row.at,
        row.value,
        named_in(row.overwrote),
        None if row.knew is None else named_in(row.knew),
    )


def named_in(changes: str | None) -> frozenset[UUID]:
    """The ids of changes that an item overwrote, or knew of."""
    return frozenset(UUID(hex=each) for each in json.loads(changes or "[]"))


def decode(kind: Kind, field: str, value: str | None) -> Any:
    """A value as the row keeps it, from how an item keeps it."""
    said = json.loads(value) if value is not None else None
    if said is None or field == "gone":
        return said
    return UUID(hex=said) if kind.field(field).holds in ("id", "words") else said


def fold_row(db: Connection, kinds: Kinds, kind: Kind, id: UUID) -> None:
    """Let every edited field of a row say what the fold of its changes says.

    A value that an erasure emptied says nothing: what the row holds is left, to be erased by what it names.
    """
    said = {
        field: decode(kind, field, story.stands.value)
        for field, story in stories(db, kind.name, id).items()
        if story.stands is not None
        and story.stands.value is not None
        and (field == GONE or field in kind.names)
    }
    if said:
        table = kinds.table(kind.name)
        db.execute(update(table).where(table.c.id == id).values(said))
