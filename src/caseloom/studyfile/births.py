"""Does every row say what the record of changes says: its birth, its edits folded, and what it refers to."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from caseloom.studyfile.changes import encode
from caseloom.studyfile.connection import engine
from caseloom.studyfile.erasing import EMPTIED, ERASED, FOR_ERASURE, MARKS
from caseloom.studyfile.file import StudyFile
from caseloom.studyfile.fold import WRITTEN, FieldStory, written
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.remarks import Remark, remark
from caseloom.studyfile.tables import item
from caseloom.studyfile.things import Thing, read_thing


def check_record(path: Path, file: StudyFile) -> list[Remark]:
    """Remarks about births, edits and references of the file at `path`, which has the kinds of `file`."""
    kinds = [kind for kind in file.kinds.values() if not kind.immutable]
    with contextlib.closing(sqlite3.connect(path)) as db:
        may_lack = _erasable(db, file.kinds)
        found = [each for kind in kinds for each in _births(db, kind.name, lacks=kind.name in may_lack)]
        found += _strangers(db, list(file.kinds))
        found += [each for kind in file.kinds.values() for each in _gone(db, kind, file)]
        found += [each for kind in file.kinds.values() for each in _things(db, kind, file)]
    reading = engine(path, writing=False)
    try:
        with reading.begin() as connection:
            return [*found, *_edits(connection, file)]
    finally:
        reading.dispose()


def _erasable(db: sqlite3.Connection, kinds: Kinds) -> set[str]:
    """The kinds whose rows an erasure in this study may have taken, which the record still names."""
    named = f"SELECT DISTINCT kind, field FROM item WHERE field IN ({', '.join('?' * len(MARKS))})"
    marked = set(db.execute(named, MARKS))
    found = {kind for kind, field in marked if field == ERASED}
    emptied = {kind for kind, field in marked if field == EMPTIED}
    if marked:
        found.update(kind.name for kind in kinds.values() if kind.with_blanks)
    for kind in kinds.values():  # in the order of the rooms: what needs a kind comes after it
        if any(field.required and field.to in found for field in kind.fields):
            found.add(kind.name)
    # What is about a thing comes before it, and goes also where the thing is emptied; so does what needs it.
    about = {
        kind.name
        for kind in kinds.values()
        if any(field.required and not (found | emptied).isdisjoint(field.targets) for field in kind.things)
    }
    needing = {
        kind.name for kind in kinds.values() for each in kind.fields if each.required and each.to in about
    }
    return found | about | needing


def _births(db: sqlite3.Connection, kind: str, *, lacks: bool) -> Iterator[Remark]:
    unborn = _ids(
        db,
        f'SELECT r.id FROM "{kind}" r WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.change = r.born '
        "AND i.kind = ? AND i.entity = r.id AND i.field = '')",
        kind,
    )
    if unborn:
        sentence = "{count} rows of {kind} have no birth in the record of changes: {ids}."
        yield remark("births", "damage", sentence, count=len(unborn), kind=kind, ids=_listed(unborn))
    lost = (
        []
        if lacks
        else _ids(
            db,
            f'SELECT DISTINCT entity FROM item WHERE kind = ? AND entity NOT IN (SELECT id FROM "{kind}")',
            kind,
        )
    )
    if lost:
        sentence = "The record of changes names {count} rows of {kind} that are not there: {ids}."
        yield remark("births", "damage", sentence, count=len(lost), kind=kind, ids=_listed(lost))


def _strangers(db: sqlite3.Connection, kinds: Sequence[str]) -> Iterator[Remark]:
    for (kind,) in db.execute("SELECT DISTINCT kind FROM item"):
        if kind not in kinds:
            sentence = "The record of changes speaks of “{kind}”, which no kind declares."
            yield remark("births", "damage", sentence, kind=kind)


def _gone(db: sqlite3.Connection, kind: Kind, file: StudyFile) -> Iterator[Remark]:
    """References to rows that were taken out: readings hide them, a person may want to know."""
    life = "" if kind.immutable else "r.gone = 0 AND "
    for field in kind.fields:
        if field.to is None or file.kinds[field.to].immutable:
            continue
        there = _ids(
            db,
            f'SELECT r.id FROM "{kind.name}" r JOIN "{field.to}" t ON t.id = r."{field.name}" '
            f"WHERE {life}t.gone = 1",
        )
        if there:
            sentence = "{count} rows of {kind} refer by their {field} to a {to} that was taken out: {ids}."
            yield remark(
                "gone", "note", sentence,
                count=len(there), kind=kind.name, field=field.name, to=field.to, ids=_listed(there),
            )  # fmt: skip


def _things(db: sqlite3.Connection, kind: Kind, file: StudyFile) -> Iterator[Remark]:
    """The same of what names rows of any kind; no key of SQLite's says whether they are there."""
    stands = "" if kind.immutable else "gone = 0 AND "
    for field in kind.things:
        rows = db.execute(
            f'SELECT id, "{field.name}" FROM "{kind.name}" WHERE {stands}"{field.name}" NOT NULL'
        )
        named = [(UUID(bytes=id), thing) for id, said in rows.fetchall() if (thing := read_thing(said))]
        lost, out = [], []
        for id, thing in named:
            there = _stands(db, file.kinds, thing)
            if there is None:
                lost.append(id)
            elif not there:
                out.append(id)
        told = {"kind": kind.name, "field": field.name}
        if lost:
            sentence = "{count} rows of {kind} name by their {field} what is not there: {ids}."
            yield remark("key", "damage", sentence, count=len(lost), ids=_listed(lost), **told)
        if out:
            sentence = "{count} rows of {kind} refer by their {field} to what was taken out: {ids}."
            yield remark("gone", "note", sentence, count=len(out), ids=_listed(out), **told)


def _stands(db: sqlite3.Connection, kinds: Kinds, thing: Thing) -> bool | None:
    """Whether a thing is in sight; None where the file has no such row."""
    if thing.kind not in kinds:
        return None
    life = "0" if kinds[thing.kind].immutable else "gone"
    row = db.execute(f'SELECT {life} FROM "{thing.kind}" WHERE id = ?', (thing.id.bytes,)).fetchone()
    return None if row is None else not row[0]


def _ids(db: sqlite3.Connection, query: str, *given: str) -> list[UUID]:
    return [UUID(bytes=row[0]) for row in db.execute(query, given)]


def _listed(ids: Sequence[UUID], most: int = 3) -> str:
    return ", ".join(map(str, ids[:most])) + (", …" if len(ids) > most else "")


# -- edits ----------------------------------------------------------------------------------------


def _edits(db: Connection, file: StudyFile) -> Iterator[Remark]:
    """Every edited field against the fold of what was written to it."""
    edits = WRITTEN.add_columns(item.c.kind, item.c.entity).where(
        item.c.field != "", item.c.field.not_in(MARKS)
    )
    rows = db.execute(edits.order_by(item.c.kind, item.c.entity, item.c.field))
    for (name, entity, field), each in groupby(rows, key=lambda row: (row.kind, row.entity, row.field)):
        kind = file.kinds.get(name)
        if kind is None:
            continue
        if field != "gone" and field not in {each.name for each in kind.fields}:
            sentence = "The record of changes edits the {field} of a {kind}, which has no such field."
            yield remark("fold", "damage", sentence, field=field, kind=name)
            continue
        yield from _edit(db, file.kinds.table(name), entity, field, list(each))


def _edit(db: Connection, table: Table, entity: UUID, field: str, rows: Sequence[Any]) -> Iterator[Remark]:
    stands = db.execute(select(table.c[field]).where(table.c.id == entity)).one_or_none()
    if stands is None:
        return  # `_births` says so
    try:
        said = FieldStory({row.id: written(row) for row in rows}).stands
        told = None if said is None or said.value is None else json.loads(said.value)
    except ValueError:
        said = None
    if said is None:
        sentence = "What was written to the {field} of {kind} {id} cannot be read."
        yield remark("fold", "damage", sentence, field=field, kind=table.name, id=str(entity))
    elif told != json.loads(encode(stands[0])) and not (stands[0] is None and _was_erased(db, told)):
        sentence = "The {field} of {kind} {id} is not what the record of changes says."
        yield remark("fold", "damage", sentence, field=field, kind=table.name, id=str(entity))


def _was_erased(db: Connection, told: Any) -> bool:
    """Whether a value is the id of a row that an erasure took: what named it names nothing now."""
    if not isinstance(told, str) or len(told) != 32:
        return False
    return (
        db.execute(select(item.c.change).where(item.c.entity == UUID(hex=told), FOR_ERASURE)).first()
        is not None
    )
