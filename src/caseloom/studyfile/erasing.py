"""Erasure, the one deletion: changes name by id what has to go, and this carries it out in any file."""

import contextlib
import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, delete, func, select, text, update

from caseloom.studyfile import search
from caseloom.studyfile.catalogue import BORN, GONE
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.rows import insert_rows
from caseloom.studyfile.tables import EDITS, WORDING, change, item

ERASED = "erased"
"""As an item's field: the row goes, with every row that cannot be without it."""
EMPTIED = "emptied"
"""As an item's field: the row stays, since others' work names it, and its words go."""
REWORDED = "reworded"
"""As an item's field: the row stays with all work on it, and what it said goes: it is said otherwise now."""
SPARED = "spared"
"""As an item's field: the row says otherwise what one that is reworded said, and stays as it is."""
MARKS = (ERASED, EMPTIED, REWORDED, SPARED)
"""The fields with which an erasure names rows."""

Ids = Mapping[str, set[UUID]]

# That a field is named lets SQLite use the index of edits.
FOR_ERASURE = (item.c.field != BORN) & item.c.field.in_(MARKS)
"""The items that name a row for erasure, or as what stays of it."""
_TAKES = (item.c.field != BORN) & item.c.field.in_((ERASED, EMPTIED, REWORDED))

_AT_ONCE = 500


@dataclass(frozen=True)
class Named:
    """What is to be erased, emptied or reworded, and what is spared then: kind → ids."""

    erased: dict[str, set[UUID]] = dataclasses.field(default_factory=dict)
    emptied: dict[str, set[UUID]] = dataclasses.field(default_factory=dict)
    reworded: dict[str, set[UUID]] = dataclasses.field(default_factory=dict)
    spared: dict[str, set[UUID]] = dataclasses.field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.by_mark.values())

    @property
    def by_mark(self) -> dict[str, dict[str, set[UUID]]]:
        """The same by the mark with which a change names it."""
        return dict(zip(MARKS, (self.erased, self.emptied, self.reworded, self.spared), strict=True))

    @property
    def ids(self) -> frozenset[UUID]:
        """Every id that is named."""
        return frozenset().union(*(ids for named in self.by_mark.values() for ids in named.values()))

    def without(self, erased: Mapping[str, set[UUID]]) -> "Named":
        """The same without rows that were erased."""
        left = {kind: ids - erased.get(kind, set()) for kind, ids in self.erased.items()}
        return replace(self, erased={kind: ids for kind, ids in left.items() if ids})

    def take(self, other: "Named") -> None:
        """Add what another names."""
        for mark, named in other.by_mark.items():
            for kind, ids in named.items():
                self.by_mark[mark].setdefault(kind, set()).update(ids)


Blank = Callable[[Connection, Named], Named]
"""What a room does to texts of which a part goes, and whose other parts stay; returns what goes too."""


def named_for_erasure(db: Connection) -> Named:
    """All that any change names to be erased, emptied, reworded or spared."""
    found = Named()
    by_mark = found.by_mark
    for row in db.execute(select(item.c.kind, item.c.entity, item.c.field).where(FOR_ERASURE)):
        by_mark[row.field].setdefault(row.kind, set()).add(row.entity)
    return found


def erase_what_is_named(db: Connection, kinds: Kinds) -> Named:
    """Carry out every erasure that the changes name, also on rows that came in since; returns all that went.

    Deletes rows and words, empties items of their values, and drops the search index: the caller
    computes every derived table again, and then sees to `leave_no_trace`.
    """
    named = named_for_erasure(db)
    if not named:
        return named
    db.execute(text("PRAGMA secure_delete = ON"))
    for blank in kinds.blanks:
        named.take(blank(db, named))
    gone = named.erased
    _with_all_that_needs_them(db, kinds, named)
    for kind, ids in named.emptied.items():
        _empty(db, kinds, kinds[kind], ids - gone.get(kind, set()))
    for kind, ids in gone.items():
        _forget_values(db, kind, ids)
        _forget_first_values(db, kind, ids)
    _forget_references(db, kinds, gone)
    _forget_naming(db, kinds, gone.get(WORDING.name, set()))
    for kind, ids in gone.items():
        table = kinds.table(kind)
        for some in in_batches(ids):
            db.execute(delete(table).where(table.c.id.in_(some)))
    _forget_words(db, kinds)
    search.make_anew(db)
    return named


def is_named(db: Connection, entity: UUID) -> bool:
    """Whether an erasure took a row, or its words, out of the study."""
    named = select(item.c.change).where(item.c.entity == entity, _TAKES)
    return db.scalar(named.limit(1)) is not None


def is_spared(db: Connection, entities: Iterable[UUID]) -> bool:
    """Whether one of these rows stands for something that an erasure took."""
    spared = select(item.c.change).where(item.c.field != BORN, item.c.field == SPARED)
    return any(
        db.scalar(spared.where(item.c.entity.in_(some)).limit(1)) is not None for some in in_batches(entities)
    )


def taken_before(db: Connection, kinds: Kinds) -> dict[str, set[UUID]]:
    """The rows that changes name to be erased and that are there no more."""
    taken = named_for_erasure(db).erased
    return {kind: ids - _column(db, kinds, kinds[kind], "id", "id", ids) for kind, ids in taken.items()}


def leave_no_trace(path: Path) -> None:
    """Write the whole file anew, so that no free page holds what was deleted."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA secure_delete = ON")
        db.execute("VACUUM")


Key = TypeVar("Key", UUID, str)


def in_batches(ids: Iterable[Key]) -> Iterator[list[Key]]:
    """Ids (or what names things) in their order, so many at once as a statement takes."""
    ordered = sorted(ids)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _with_all_that_needs_them(db: Connection, kinds: Kinds, named: Named) -> None:
    """Add the rows that need an erased row, and the texts that only an erased row named.

    What is about a thing goes with it, also where the thing is only emptied.
    """
    gone = named.erased
    grown = True
    while grown:
        grown = False
        for kind in kinds.values():
            for field in kind.fields:
                if not field.required:
                    continue
                for to in field.targets:
                    needed = gone.get(to, set())
                    if field.holds == "thing":
                        needed = needed | named.emptied.get(to, set())
                    found = _column(db, kinds, kind, "id", field.name, field.naming(to, needed))
                    grown |= _add(gone, kind.name, found)
                if field.owned and field.to is not None:
                    owned = _column(db, kinds, kind, field.name, "id", gone.get(kind.name, set()))
                    grown |= _add(gone, field.to, owned)


def _add(gone: dict[str, set[UUID]], kind: str, ids: set[UUID]) -> bool:
    fresh = ids - gone.get(kind, set())
    if fresh:
        gone.setdefault(kind, set()).update(fresh)
    return bool(fresh)


def _column(db: Connection, kinds: Kinds, kind: Kind, wanted: str, by: str, ids: Iterable[Any]) -> set[UUID]:
    """The values of a column in the rows whose other column is one of the ids."""
    table, found = kinds.table(kind.name), set[UUID]()
    for some in in_batches(ids):
        found.update(db.scalars(select(table.c[wanted]).where(table.c[by].in_(some))))
    return found


def _empty(db: Connection, kinds: Kinds, kind: Kind, ids: set[UUID]) -> None:
    _forget_values(db, kind.name, ids, kind.words)
    table = kinds.table(kind.name)
    if kind.words:
        for some in in_batches(ids):
            db.execute(update(table).where(table.c.id.in_(some)).values(dict.fromkeys(kind.words)))


def _forget_words(db: Connection, kinds: Kinds) -> None:
    """Delete the free text that nothing names any more, neither a row nor what was once written to one."""
    fields = [(kind.name, field) for kind in kinds.values() for field in kind.words]
    named = " UNION ALL ".join(
        f'SELECT "{field}" FROM "{kind}" WHERE "{field}" IS NOT NULL' for kind, field in fields
    )
    # An item names words as hexadecimal between quotation marks.
    written = "SELECT value FROM item WHERE length(value) = 34"
    nowhere = f"id NOT IN ({named}) AND '\"' || lower(hex(id)) || '\"' NOT IN ({written})"
    db.execute(text(f"DELETE FROM wording WHERE {nowhere}"))


def _forget_values(db: Connection, kind: str, ids: set[UUID], fields: Iterable[str] | None = None) -> None:
    """Leave of what was written to these rows only that it was written."""
    kept = (BORN, GONE, *MARKS)
    for some in in_batches(ids):
        mine = EDITS & item.c.entity.in_(some) & (item.c.kind == kind)
        which = item.c.field.not_in(kept) if fields is None else item.c.field.in_(tuple(fields))
        db.execute(update(item).where(mine & which).values(value=None))


def _forget_first_values(db: Connection, kind: str, ids: set[UUID]) -> None:
    """First values are recorded where somebody edits; of an erased row some copies never saw it."""
    first = EDITS & item.c.overwrote.is_(None) & item.c.field.not_in(MARKS)
    for some in in_batches(ids):
        db.execute(delete(item).where(item.c.entity.in_(some), item.c.kind == kind, first))


def _forget_naming(db: Connection, kinds: Kinds, words: set[UUID]) -> None:
    """What named these words, or named them once, says nothing any more."""
    for some in in_batches(words):
        values = [f'"{id.hex}"' for id in some]
        db.execute(update(item).where(item.c.value.in_(values)).values(value=None))
        for kind in kinds.values():
            for field in kind.words:
                column = kinds.table(kind.name).c[field]
                db.execute(update(column.table).where(column.in_(some)).values({field: None}))


def _forget_references(db: Connection, kinds: Kinds, gone: Ids) -> None:
    """Where a row that stays may name one that went, it names nothing."""
    for kind in kinds.values():
        table = kinds.table(kind.name)
        for field in kind.fields:
            for to in () if field.required else field.targets:
                for some in in_batches(field.naming(to, gone.get(to, ()))):
                    db.execute(update(table).where(table.c[field.name].in_(some)).values({field.name: None}))


@dataclass(frozen=True)
class Erasing:
    """A change that names rows for erasure, as it lies in a file: its row, and its items."""

    change: Mapping[str, Any]
    items: tuple[Mapping[str, Any], ...]


def erasures_in(db: Connection) -> list[Erasing]:
    """Every change of a file that names rows for erasure, in the order in which they are told."""
    numbers = select(item.c.change).where(FOR_ERASURE)
    rows = db.execute(select(change).where(change.c.n.in_(numbers)).order_by(change.c.stamp, change.c.id))
    return [
        Erasing(row, tuple(dict(each) for each in db.execute(_items_of(row["n"])).mappings()))
        for row in [dict(each) for each in rows.mappings()]
    ]


def _items_of(n: int) -> Select[Any]:
    return select(item).where(item.c.change == n)


def erasures_lacking(db: Connection, found: Iterable[Erasing]) -> list[Erasing]:
    """Those that a file does not know."""
    asked = list(found)
    ids = select(change.c.id).where(change.c.id.in_([each.change["id"] for each in asked]))
    known = set(db.scalars(ids))
    return [each for each in asked if each.change["id"] not in known]


def copy_erasures(db: Connection, found: Iterable[Erasing]) -> bool:
    """Take the erasures of another file of the study into this one; False if it knows them all."""
    fresh = erasures_lacking(db, found)
    last = db.scalar(select(func.max(change.c.n))) or 0
    for n, each in enumerate(fresh, start=last + 1):
        insert_rows(db, change, [{**each.change, "n": n}])
        insert_rows(db, item, [{**one, "change": n} for one in each.items])
    return bool(fresh)
