"""Rows as they were at any moment of the record, without putting the whole past together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from caseloom.studyfile.fold import WRITTEN, FieldStory, decode, written
from caseloom.studyfile.kinds import METADATA, Kind
from caseloom.studyfile.tables import EDITS, change, item, wording


@dataclass(frozen=True)
class RowThroughTime:
    """A row from the stamp that it was made at (`born`): what its fields say `now`, and said at any stamp."""

    id: UUID
    born: int
    now: Mapping[str, Any]
    stories: Mapping[str, FieldStory]
    _kind: Kind
    _said: Mapping[UUID, str]

    def at(self, field: str, stamp: int) -> Any:
        """What a field said when changes up to that stamp were there; before all of them, its first value."""
        story = self.stories.get(field)
        if story is None:
            return self._in_words(field, self.now[field])
        known = {id: each for id, each in story.written.items() if each.stamp <= stamp}
        first = min(story.written.values(), key=lambda each: each.rank)
        one = FieldStory(known).stands if known else first
        return self._in_words(field, None if one is None else decode(self._kind, field, one.value))

    def today(self, field: str) -> Any:
        """What a field says now, its words as words."""
        return self._in_words(field, self.now[field])

    def stamps(self, fields: Iterable[str]) -> list[int]:
        """The stamps at which one of these fields was written, in order; none for what never was edited."""
        return sorted(
            {
                each.stamp
                for field in fields
                if field in self.stories
                for each in self.stories[field].written.values()
            }
        )

    def _in_words(self, field: str, value: Any) -> Any:
        return self._said.get(value, "") if field in self._kind.words and value is not None else value


def through_time(db: Connection, kind: Kind, fields: Iterable[str]) -> dict[UUID, RowThroughTime]:
    """Every row of a kind, also of those that are out, with the story of these fields and of its going."""
    names = (*fields, "gone")
    table = METADATA.tables[kind.name]
    stories: dict[tuple[UUID, str], dict[UUID, Any]] = {}
    edits = (
        WRITTEN.add_columns(item.c.entity)
        .join(table, table.c.id == item.c.entity)
        .where(EDITS, item.c.kind == kind.name, item.c.field.in_(names))
    )
    for row in db.execute(edits):
        stories.setdefault((row.entity, row.field), {})[row.id] = written(row)
    rows = db.execute(
        select(table.c.id, change.c.stamp, *(table.c[name] for name in names)).join(
            change, change.c.n == table.c.born
        )
    ).all()
    said = _words(db, kind, names, rows, stories)
    found = {}
    for row in rows:
        mine = {name: FieldStory(stories[row.id, name]) for name in names if (row.id, name) in stories}
        now = {name: row._mapping[name] for name in names}
        found[row.id] = RowThroughTime(row.id, row.stamp, now, mine, kind, said)
    return found


def _words(db: Connection, kind: Kind, names: Iterable[str], rows: Any, stories: Any) -> dict[UUID, str]:
    words = [name for name in names if name in kind.words]
    ids = {row._mapping[name] for row in rows for name in words}
    for (_, field), each in stories.items():
        if field in words:
            ids |= {decode(kind, field, one.value) for one in each.values() if one.value is not None}
    said: dict[UUID, str] = {}
    wanted = sorted(id for id in ids if id is not None)
    for at in range(0, len(wanted), 500):
        said |= {row.id: row.words for row in db.execute(_WORDS, {"ids": wanted[at : at + 500]})}
    return said


_WORDS: Select[tuple[UUID, str]] = select(wording.c.id, wording.c.words).where(
    wording.c.id.in_(bindparam("ids", expanding=True))
)
