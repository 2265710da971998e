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
from caseloom.studyfile.file import StudyFile
from caseloom.studyfile.kinds import Kind
from caseloom.studyfile.remarks import Remark, remark
from caseloom.studyfile.tables import change, item


def check_record(path: Path, file: StudyFile) -> list[Remark]:
    """Remarks about births, edits and references of the file at `path`, which has the kinds of `file`."""
    kinds = [kind for kind in file.kinds.values() if not kind.immutable]
    with contextlib.closing(sqlite3.connect(path)) as db:
        found = [each for kind in kinds for each in _births(db, kind.name)]
        found += _strangers(db, [kind.name for kind in kinds])
        found += [each for kind in file.kinds.values() for each in _gone(db, kind, file)]
    reading = engine(path, writing=False)
    try:
        with reading.begin() as connection:
            return [*found, *_edits(connection, file)]
    finally:
        reading.dispose()


def _births(db: sqlite3.Connection, kind: str) -> Iterator[Remark]:
    unborn = _ids(
        db,
        f'SELECT r.id FROM "{kind}" r WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.change = r.born '
        "AND i.kind = ? AND i.entity = r.id AND i.field = '')",
        kind,
    )
    if unborn:
        sentence = "{count} rows of {kind} have no birth in the record of changes: {ids}."
        yield remark("births", "damage", sentence, count=len(unborn), kind=kind, ids=_listed(unborn))
    lost = _ids(
        db,
        f'SELECT DISTINCT entity FROM item WHERE kind = ? AND entity NOT IN (SELECT id FROM "{kind}")',
        kind,
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


def _ids(db: sqlite3.Connection, query: str, *given: str) -> list[UUID]:
    return [UUID(bytes=row[0]) for row in db.execute(query, given)]


def _listed(ids: Sequence[UUID], most: int = 3) -> str:
    return ", ".join(map(str, ids[:most])) + (", …" if len(ids) > most else "")


# -- edits ----------------------------------------------------------------------------------------


def _edits(db: Connection, file: StudyFile) -> Iterator[Remark]:
    """Every edited field against the fold of what was written to it."""
    rows = db.execute(
        select(
            item.c.kind,
            item.c.entity,
            item.c.field,
            item.c.value,
            item.c.overwrote,
            change.c.stamp,
            change.c.id,
        )
        .join(change, change.c.n == item.c.change)
        .where(item.c.field != "")
        .order_by(item.c.kind, item.c.entity, item.c.field)
    )
    for (name, entity, field), written in groupby(rows, key=lambda row: (row.kind, row.entity, row.field)):
        kind = file.kinds.get(name)
        if kind is None:
            continue
        if field != "gone" and field not in {each.name for each in kind.fields}:
            sentence = "The record of changes edits the {field} of a {kind}, which has no such field."
            yield remark("fold", "damage", sentence, field=field, kind=name)
            continue
        yield from _edit(db, file.kinds.table(name), entity, field, list(written))


def _edit(db: Connection, table: Table, entity: UUID, field: str, written: Sequence[Any]) -> Iterator[Remark]:
    stands = db.execute(select(table.c[field]).where(table.c.id == entity)).one_or_none()
    if stands is None:
        return  # `_births` says so
    try:
        said = fold(written)
    except ValueError:
        sentence = "What was written to the {field} of {kind} {id} cannot be read."
        yield remark("fold", "damage", sentence, field=field, kind=table.name, id=str(entity))
        return
    if said != json.loads(encode(stands[0])):
        sentence = "The {field} of {kind} {id} is not what the record of changes says."
        yield remark("fold", "damage", sentence, field=field, kind=table.name, id=str(entity))


def fold(written: Sequence[Any]) -> Any:
    """What a field says: drop what another overwrote, then the item of the highest stamp and change id.

    Rows have value, overwrote (JSON), stamp and id (of the change); the value comes back as JSON has it.
    """
    overwritten = {UUID(hex=each) for row in written for each in json.loads(row.overwrote or "[]")}
    left = [row for row in written if row.id not in overwritten]
    last = max(left, key=lambda row: (row.stamp, row.id), default=None)
    if last is None:
        raise ValueError(written)
    return json.loads(last.value)
