"""The one way to write: a change with its items, inside one transaction."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, func, select, update

from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.connection import HIGHEST_STAMP
from caseloom.studyfile.erasing import is_named
from caseloom.studyfile.errors import (
    AlreadyWritten,
    ChoiceUnknown,
    NoMoreChanges,
    NotAThing,
    NotStorable,
    NotThere,
    WordsMissing,
)
from caseloom.studyfile.ids import derived_id, new_id
from caseloom.studyfile.kinds import Field, Kind, Kinds
from caseloom.studyfile.rows import insert_rows
from caseloom.studyfile.tables import EDITS, WORDING, change, item, wording
from caseloom.studyfile.things import read_thing
from caseloom.studyfile.uses import uses

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """Where a build found a person's value and let it stand."""

    kind: str
    entity: UUID
    field: str
    declared: Any
    stands: Any


@dataclass
class Build:
    """The author of a build: nobody, with stamp zero; collects what it let stand, and what stays out.

    `withdrawn` are the rows that an erasure keeps out of the study, whatever a manifest declares.
    """

    key: str = ""
    differences: list[Difference] = field(default_factory=list)
    withdrawn: set[UUID] = field(default_factory=set)


@dataclass(frozen=True)
class Stamp:
    """Who makes a change, under which id and batch, undoing what, and when (for people's eyes only)."""

    author: UUID | None
    at: str
    id: UUID | None = None
    batch: UUID | None = None
    undoes: UUID | None = None


# Two selects, so that SQLite reads each off the end of an index.
_LAST = select(
    select(func.max(change.c.n)).scalar_subquery(), select(func.max(change.c.stamp)).scalar_subquery()
)

_WRITTEN = (
    select(change.c.id, item.c.overwrote, change.c.author)
    .join(change, change.c.n == item.c.change)
    .where(
        item.c.entity == bindparam("entity"),
        item.c.field == bindparam("field"),
        EDITS,
        item.c.kind == bindparam("kind"),
    )
)


class Change:
    """One change being written.

    Rows are written as they are declared; the change itself when it is closed. A change that wrote
    nothing leaves no trace.
    """

    def __init__(
        self, db: Connection, kinds: Kinds, study: UUID, action: str, stamp: Stamp, build: Build | None
    ):
        self.db, self.kinds, self.study, self.action = db, kinds, study, action
        self._stamp, self.build = stamp, build
        last, top = db.execute(_LAST).one()
        if (top or 0) >= HIGHEST_STAMP or (last or 0) >= HIGHEST_STAMP:
            raise NoMoreChanges
        self.n: int = (last or 0) + 1
        self._content = hashlib.sha256()
        self._wrote = False
        # Births are written when the change is closed, all at once: nothing reads them before.
        self._births: list[dict[str, Any]] = []
        self.touched: dict[str, set[UUID]] = {}
        if stamp.id is not None and db.scalar(select(change.c.n).where(change.c.id == stamp.id)) is not None:
            raise AlreadyWritten(stamp.id)
        # The row stands from the start so that items can name it; closing gives it its final id.
        self._id = stamp.id or new_id()
        row = {
            "n": self.n,
            "id": self._id,
            "stamp": 0 if build else (top or 0) + 1,
            "author": stamp.author,
            "at": None if build else stamp.at,
            "action": action,
            "batch": stamp.batch,
            "undoes": stamp.undoes,
        }
        insert_rows(db, change, [row])

    @property
    def id(self) -> UUID:
        """The change's id (a build's is settled only when it is closed)."""
        return self._id

    def close(self) -> bool:
        """Settle the change; False if it wrote nothing and is gone again."""
        if not self._wrote:
            self.db.execute(change.delete().where(change.c.n == self.n))
            return False
        self._insert(item, self._births)
        if self.build is not None:
            key = f"{self.build.key}\x1f{self.action}\x1f{self._content.hexdigest()}"
            self._id = derived_id(self.study, "build", key)
            self.db.execute(update(change).where(change.c.n == self.n).values(id=self._id))
        return True

    # -- rows -------------------------------------------------------------------------------

    def create(self, kind: Kind, values: Values, *, id: UUID | None = None) -> UUID:
        """Write one new row and its birth; returns its id."""
        entity = id or new_id()
        self.create_many(kind, [{"id": entity, **values}])
        return entity

    def create_many(self, kind: Kind, rows: Iterable[Values]) -> None:
        """Write new rows (each with its `id`) and their births."""
        whole = [self._row(kind, row) for row in rows]
        if not whole:
            return
        self._insert(self.kinds.table(kind.name), whole)
        if not kind.immutable:
            self._births += [_birth(self.n, kind, row["id"]) for row in whole]
        self._note(kind, whole)

    def put(self, kind: Kind, values: Values, *, key: str | None = None) -> UUID:
        """Create a row; with a key (of a manifest, pack or place), create it or bring it up to date.

        A build brings up to date only what builds wrote: where a person edited, the person stands
        and the difference is kept in `build.differences`.
        """
        if key is None:
            return self.create(kind, values)
        entity = derived_id(self.study, kind.name, key)
        table = self.kinds.table(kind.name)
        if self.build is not None and self.is_withdrawn(entity):
            self.build.withdrawn.add(entity)
            return entity
        there = self.db.execute(select(table).where(table.c.id == entity)).mappings().one_or_none()
        if there is None:
            return self.create(kind, values, id=entity)
        if not kind.immutable:
            if self.build is None and there["gone"]:
                values = {**values, "gone": 0}  # a person who says it again means it to be there
            self._bring_up_to_date(kind, entity, dict(there), values)
        return entity

    def edit(self, kind: Kind, entity: UUID, **values: Any) -> bool:
        """Change fields of a row; False if every field already had that value."""
        table = self.kinds.table(kind.name)
        there = self.db.execute(select(table).where(table.c.id == entity)).mappings().one_or_none()
        if there is None or self.is_withdrawn(entity):
            raise NotThere(kind=kind.name, name=str(entity))
        changed = False
        for name, value in values.items():
            if name != "gone" and name not in kind.names:
                raise NotThere(kind=f"field of a {kind.name}", name=name)
            changed |= self._set_field(kind, entity, name, value, there[name])
        return changed

    def remove(self, kind: Kind, entity: UUID) -> bool:
        """Mark a row gone; it stays in the file."""
        return self.edit(kind, entity, gone=1)

    def put_back(
        self,
        kind: Kind,
        entity: UUID,
        name: str,
        stored: Any,
        over: Collection[UUID],
        knew: Collection[UUID] | None,
    ) -> None:
        """Let a field say what it said before, as it was stored then, overwriting the changes `over`.

        With nothing to overwrite, the field's first value is recorded as its birth's and overwritten.
        `knew` are the uses that were known when what is put back took the row out (see `used_in`).
        """
        table = self.kinds.table(kind.name)
        old = self.db.scalar(select(table.c[name]).where(table.c.id == entity))
        self._record(kind, entity, name, stored, over or self._holders(kind, entity, name, old), knew)
        self._write(kind, entity, name, stored)

    def used_in(self, kind: Kind, entity: UUID) -> set[UUID]:
        """The changes in which a row is used now: what taking it out knows of. A merge may bring others."""
        return {each.change for each in uses(self.db, self.kinds, kind, entity)}

    def is_withdrawn(self, entity: UUID) -> bool:
        """Whether an erasure took the row, or its words, out of the study."""
        return is_named(self.db, entity)

    def withdraw(self, kind: Kind, entity: UUID, mark: str) -> None:
        """Name a row for erasure (one of `MARKS`); `StudyFile.erase` carries it out."""
        self._insert(item, [{**_birth(self.n, kind, entity), "field": mark}])
        self._wrote = True

    def stands(self, kind: Kind, key: str) -> bool:
        """Whether the row of that key is there and not gone."""
        table = self.kinds.table(kind.name)
        there = select(table.c.gone).where(table.c.id == derived_id(self.study, kind.name, key))
        return self.db.scalar(there) == 0

    # -- how --------------------------------------------------------------------------------

    def _row(self, kind: Kind, values: Values) -> dict[str, Any]:
        row: dict[str, Any] = {"id": values["id"]}
        for name in kind.names:
            row[name] = values.get(name)
        for each in kind.choosy:
            value = row[each.name]
            if value is not None and value not in each.choices:
                raise ChoiceUnknown(
                    kind=kind.name, field=each.name, value=value, choices=", ".join(each.choices)
                )
        for each in kind.things:
            _refuse_no_thing(kind, each, row[each.name])
        for name in kind.texts:
            _refuse_unstorable(kind, name, row[name])
        for name in kind.words:
            _refuse_blank(kind, name, row[name])
            if row[name] is not None:
                row[name] = self._word(kind, row["id"], name, row[name])
        if not kind.immutable:
            row["born"] = self.n
        return row

    def _word(self, kind: Kind, entity: UUID, name: str, text: str) -> UUID | None:
        if text == "":
            return None
        if self.build is None:
            id = new_id()
        else:
            id = derived_id(self.study, "wording", f"{kind.name}\x1f{entity}\x1f{name}\x1f{text}")
            if self.db.scalar(select(wording.c.n).where(wording.c.id == id)) is not None:
                return id
        self._insert(wording, [{"id": id, "words": text}])
        self.touched.setdefault(WORDING.name, set()).add(id)
        return id

    def _insert(self, table: Table, rows: Sequence[Values]) -> None:
        insert_rows(self.db, table, rows)

    def _note(self, kind: Kind, rows: Sequence[Values]) -> None:
        self._wrote = True
        self.touched.setdefault(kind.name, set()).update(row["id"] for row in rows)
        if self.build is not None:
            for row in rows:
                self._content.update(
                    json.dumps([kind.name, row["id"].hex, _plain(row)], sort_keys=True).encode()
                )

    def _bring_up_to_date(self, kind: Kind, entity: UUID, there: Values, values: Values) -> None:
        for name, value in values.items():
            stands = self.says(kind, name, there[name])
            if _same(stands, value):
                continue
            if self.build is not None and self._held_by_person(kind, entity, name):
                self.build.differences.append(Difference(kind.name, entity, name, value, stands))
            else:
                self._set_field(kind, entity, name, value, there[name])

    def says(self, kind: Kind, name: str, value: Any) -> Any:
        """What a stored value says: the words that it names, or the value itself."""
        if name in kind.words and value is not None:
            return self.db.scalar(select(wording.c.words).where(wording.c.id == value))
        return value

    def _set_field(self, kind: Kind, entity: UUID, name: str, value: Any, old: Any) -> bool:
        if _same(self.says(kind, name, old), value):
            return False
        if name != "gone":
            _refuse_unstorable(kind, name, value)
            _refuse_blank(kind, name, value)
            _refuse_no_thing(kind, kind.field(name), value)
            choices = kind.field(name).choices
            if choices and value is not None and value not in choices:
                raise ChoiceUnknown(kind=kind.name, field=name, value=value, choices=", ".join(choices))
        stored = self._word(kind, entity, name, value) if name in kind.words and value is not None else value
        table = self.kinds.table(kind.name)
        born = self.db.scalar(select(table.c.born).where(table.c.id == entity))
        # A row that this very change made is still being born: its value simply is its first value.
        if born != self.n:
            out = name == GONE and value and self.build is None
            knew = self.used_in(kind, entity) if out else None
            self._record(kind, entity, name, stored, self._holders(kind, entity, name, old), knew)
        self._write(kind, entity, name, stored)
        return True

    def _write(self, kind: Kind, entity: UUID, name: str, stored: Any) -> None:
        table = self.kinds.table(kind.name)
        self.db.execute(update(table).where(table.c.id == entity).values({name: stored}))
        self._wrote = True
        self.touched.setdefault(kind.name, set()).add(entity)
        self._content.update(json.dumps([kind.name, entity.hex, name, encode(stored)]).encode())

    def _record(
        self,
        kind: Kind,
        entity: UUID,
        name: str,
        stored: Any,
        over: Collection[UUID],
        knew: Collection[UUID] | None,
    ) -> None:
        said = {"value": encode(stored), "knew": None if knew is None else _named(knew)}
        mine = (item.c.change == self.n) & (item.c.kind == kind.name) & (item.c.entity == entity)
        again = update(item).where(mine & (item.c.field == name)).values(said)
        if self.db.execute(again).rowcount:
            return
        overwrote = _named(over)
        # A build that says again what an earlier one said is another change, since it overwrites others.
        self._content.update(overwrote.encode())
        row = {"change": self.n, "kind": kind.name, "entity": entity, "field": name}
        self._insert(item, [{**row, **said, "overwrote": overwrote}])

    def _holders(self, kind: Kind, entity: UUID, name: str, old: Any) -> set[UUID]:
        """The changes that last wrote a field; on its first edit, records the birth value as an item."""
        written = self._written(kind, entity, name)
        if written:
            return _last(written)
        table = self.kinds.table(kind.name)
        born, birth = self.db.execute(
            select(table.c.born, change.c.id)
            .join(change, change.c.n == table.c.born)
            .where(table.c.id == entity)
        ).one()
        self._insert(
            item, [{"change": born, "kind": kind.name, "entity": entity, "field": name, "value": encode(old)}]
        )
        return {birth}

    def _held_by_person(self, kind: Kind, entity: UUID, name: str) -> bool:
        written = self._written(kind, entity, name)
        if written:
            last = _last(written)
            return any(author is not None for id, _, author in written if id in last)
        table = self.kinds.table(kind.name)
        born = select(change.c.author).join(table, change.c.n == table.c.born).where(table.c.id == entity)
        return self.db.scalar(born) is not None

    def _written(self, kind: Kind, entity: UUID, name: str) -> list[tuple[UUID, str | None, UUID | None]]:
        rows = self.db.execute(_WRITTEN, {"kind": kind.name, "entity": entity, "field": name})
        return [(row.id, row.overwrote, row.author) for row in rows]


def _named(changes: Collection[UUID]) -> str:
    """Ids of changes as an item keeps them."""
    return json.dumps(sorted(id.hex for id in changes))


def encode(value: Any) -> str:
    """A field's value as an item keeps it: JSON, ids (also as the file has them) as hexadecimal."""
    plain = value.hex if isinstance(value, UUID) else value.hex() if isinstance(value, bytes) else value
    return json.dumps(plain, ensure_ascii=False)


def _refuse_blank(kind: Kind, name: str, value: Any) -> None:
    if name in kind.words and kind.field(name).required and not str(value or "").strip():
        raise WordsMissing(kind=kind.name, field=name)


def _refuse_unstorable(kind: Kind, name: str, value: Any) -> None:
    if isinstance(value, str) and not _is_storable(value):
        raise NotStorable(kind=kind.name, field=name)


def _refuse_no_thing(kind: Kind, field: Field, value: Any) -> None:
    if field.holds != "thing" or (value is None and not field.required):
        return
    thing = read_thing(value) if isinstance(value, str) else None
    if thing is None or thing.kind not in field.among or str(thing) != value:
        raise NotAThing(kind=kind.name, field=field.name, value=value, choices=", ".join(field.among))


def _is_storable(text: str) -> bool:
    """SQLite would cut a text at U+0000, and cannot write half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _birth(n: int, kind: Kind, entity: UUID) -> dict[str, Any]:
    return {"change": n, "kind": kind.name, "entity": entity, "field": ""}


def _last(written: Sequence[tuple[UUID, str | None, UUID | None]]) -> set[UUID]:
    overwritten = {UUID(hex=each) for _, over, _ in written for each in json.loads(over or "[]")}
    return {id for id, _, _ in written} - overwritten


def _plain(row: Values) -> dict[str, Any]:
    return {name: _hashable(value) for name, value in row.items() if name not in ("id", "born")}


def _hashable(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value


def _same(stands: Any, value: Any) -> bool:
    """Whether two values say the same: no words are nothing, but 0 is a value (missing is not zero)."""
    return stands == value or (stands in (None, "") and value in (None, ""))
