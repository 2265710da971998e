"""Copies of one study that people changed apart become one again: the union of their changes."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from caseloom.studyfile import known
from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.changes import encode
from caseloom.studyfile.connection import engine
from caseloom.studyfile.copying import copy_file, give_name
from caseloom.studyfile.derived import Derived, Touched, refresh
from caseloom.studyfile.erasing import erase_what_is_named, leave_no_trace
from caseloom.studyfile.errors import AlreadyThere, SpoiledStudy, StudyFileError
from caseloom.studyfile.file import open_file, wall_clock
from caseloom.studyfile.fold import fold_row
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.private import folder_beside, private_folder
from caseloom.studyfile.progress import Progress, Silent
from caseloom.studyfile.strange import strange_in
from caseloom.studyfile.tables import EDITS, change, item, meta


class NotCopies(StudyFileError):
    """Two files that are not copies of one study."""

    sentence = (
        "{second} is another study than {first}, not a copy of it, so nothing was merged and neither was "
        "changed. Merge copies of one study: made with “caseloom copy”, or built from one manifest."
    )


class TooFew(StudyFileError):
    """Nothing to merge with."""

    sentence = "Merging wants at least two copies of a study; nothing was merged. Name another."
    exit_code = 2


@dataclass(frozen=True)
class Brought:
    """How many changes a copy has that those before it lacked."""

    path: Path
    changes: int


def merge_files(
    inputs: Sequence[Path],
    to: Path,
    kinds: Kinds,
    derived: Sequence[Derived],
    progress: Progress | None = None,
) -> list[Brought]:
    """Merge copies into the new file `to`; the inputs are read and left as they are.

    A merge adds no change: the same changes give the same study, whatever the order and however often.
    Raises `NotCopies`, `TooFew`, `AlreadyThere`, `SpoiledStudy` (a copy holds what cannot be read: it would
    spoil the others) and what opening and copying raise; then `to` is not there.
    """
    if len(inputs) < 2:
        raise TooFew
    if to.exists():
        raise AlreadyThere(path=to)
    watch = progress or Silent()
    with folder_beside(to) as folder:
        fresh = folder / to.name
        with _copies(inputs, fresh, kinds, derived, watch) as copies:
            brought = [
                _bring(fresh, each, path, kinds) for each, path in zip(copies, inputs[1:], strict=True)
            ]
            watch.step("Putting together", len(inputs), len(inputs) + 1)
            _put_together(fresh, kinds, derived, brought)
            _note(fresh, brought)
        watch.step("", len(inputs) + 1, len(inputs) + 1)
        give_name(fresh, to)
    known.remember(to)
    return [each.told for each in brought]


@dataclass
class _Taken:
    """What was taken in from one copy: what is told of it, and the rows that were born on both sides."""

    told: Brought
    last: int
    twice: set[tuple[str, UUID]]


@contextlib.contextmanager
def _copies(
    inputs: Sequence[Path], fresh: Path, kinds: Kinds, derived: Sequence[Derived], watch: Progress
) -> Iterator[list[Path]]:
    """The first input copied to `fresh`, the others to private copies: each of one moment, and whole."""
    with private_folder("merge") as folder:
        made = [fresh, *(folder / str(place) for place in range(1, len(inputs)))]
        ids = []
        for place, (source, copy) in enumerate(zip(inputs, made, strict=True)):
            watch.step(source.name, place, len(inputs) + 1)
            copy_file(source, copy)
            with contextlib.closing(open_file(copy, kinds, derived, private=True)) as opened:
                ids.append(opened.id)
            if strange := strange_in(copy, kinds, pages=False):
                raise SpoiledStudy(path=source, finding=strange[0])
            if ids[-1] != ids[0]:
                raise NotCopies(first=inputs[0], second=source)
        yield made[1:]


# -- the union of changes, items and rows -------------------------------------------------------------


def _bring(fresh: Path, copy: Path, named: Path, kinds: Kinds) -> _Taken:
    with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as db:
        db.execute("ATTACH ? AS theirs", (str(copy),))
        db.execute("PRAGMA synchronous = OFF")  # a private file: cut off, it is thrown away
        db.execute("BEGIN IMMEDIATE")
        (last,) = db.execute("SELECT coalesce(max(n), 0) FROM main.change").fetchone()
        _bring_changes(db, last)
        twice = {(kind, id) for kind in kinds for id in _bring_rows(db, kind)}
        (now,) = db.execute("SELECT count(*) FROM main.change WHERE n > ?", (last,)).fetchone()
        db.execute("COMMIT")
    return _Taken(Brought(named, now), last, twice)


def _bring_changes(db: sqlite3.Connection, last: int) -> None:
    columns = "id, stamp, author, at, action, batch, undoes"
    db.execute(
        f"INSERT INTO main.change ({columns}) SELECT {columns} FROM theirs.change "
        "WHERE id NOT IN (SELECT id FROM main.change) ORDER BY stamp, id"
    )
    db.execute("CREATE TEMP TABLE known_as (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL)")
    db.execute("INSERT INTO known_as SELECT t.n, o.n FROM theirs.change t JOIN main.change o ON o.id = t.id")
    # Of changes known on both sides only a first value may be new: it is recorded at the first edit. A value
    # that an erasure emptied here comes back for a moment: it names words that came in, and have to go too.
    db.execute(
        "INSERT INTO main.item (change, kind, entity, field, value, overwrote, knew) "
        "SELECT k.ours, i.kind, i.entity, i.field, i.value, i.overwrote, i.knew "
        "FROM theirs.item i JOIN known_as k ON k.theirs = i.change WHERE k.ours > ? OR i.field != '' "
        "ON CONFLICT (change, kind, entity, field) DO UPDATE SET value = excluded.value "
        "WHERE item.value IS NULL",
        (last,),
    )


def _bring_rows(db: sqlite3.Connection, kind: str) -> list[UUID]:
    """Take in the rows that only the copy has; returns those that were born on both sides."""
    columns = [name for _, name, *_ in db.execute(f'PRAGMA main.table_info("{kind}")') if name != "n"]
    lives = "born" in columns
    said = ", ".join(f'"{name}"' for name in columns)
    theirs = ", ".join("k.ours" if name == "born" else f't."{name}"' for name in columns)
    join = "JOIN known_as k ON k.theirs = t.born" if lives else ""
    twice = []
    if lives:
        rows = db.execute(
            f'SELECT t.id FROM theirs."{kind}" t {join} JOIN main."{kind}" o ON o.id = t.id '
            "WHERE o.born != k.ours"
        ).fetchall()
        twice = [UUID(bytes=id) for (id,) in rows]
        for (id,) in rows:
            _say_first_values(db, kind, id, columns)
    db.execute(
        f'INSERT INTO main."{kind}" ({said}) SELECT {theirs} FROM theirs."{kind}" t {join} '
        f'WHERE NOT EXISTS (SELECT 1 FROM main."{kind}" o WHERE o.id = t.id) ORDER BY t.n'
    )
    return twice


def _say_first_values(db: sqlite3.Connection, kind: str, id: bytes, columns: Sequence[str]) -> None:
    """Record what either birth of a row said: the row itself can keep the first values of one only."""
    for side, born in (("main", "r.born"), ("theirs", "(SELECT ours FROM known_as WHERE theirs = r.born)")):
        fields = [name for name in columns if name not in ("id", "born")]
        listed = ", ".join(f'r."{name}"' for name in fields)
        change_n, *values = db.execute(
            f'SELECT {born}, {listed} FROM {side}."{kind}" r WHERE r.id = ?', (id,)
        ).fetchone()
        db.executemany(
            "INSERT OR IGNORE INTO main.item (change, kind, entity, field, value) VALUES (?, ?, ?, ?, ?)",
            [(change_n, kind, id, name, encode(value)) for name, value in zip(fields, values, strict=True)],
        )


# -- rows as the fold of what is there now --------------------------------------------------------------


def _put_together(fresh: Path, kinds: Kinds, derived: Sequence[Derived], brought: Sequence[_Taken]) -> None:
    """Fold what both sides wrote, carry out every erasure, and bring the derived tables up to date."""
    first = min(each.last for each in brought)
    writing = engine(fresh, writing=True)
    try:
        with writing.begin() as db:
            touched = _touched(db, kinds, first)
            for kind, id in {pair for each in brought for pair in each.twice}:
                _settle_birth(db, kinds[kind], kinds, id)
                touched.setdefault(kind, set()).add(id)
            for kind, id in _edited(db, first) | {pair for each in brought for pair in each.twice}:
                if kind in kinds:
                    fold_row(db, kinds, kinds[kind], id)
            erased = erase_what_is_named(db, kinds)
            refresh(db, derived, None if erased else Touched(touched))
        if erased:
            leave_no_trace(fresh)
    finally:
        writing.dispose()


# -- that it was merged ---------------------------------------------------------------------------------

_MERGE = "merge "


def _note(fresh: Path, brought: Sequence[_Taken]) -> None:
    """Write beside the study, not into it, when copies were merged into this file and what each brought."""
    writing = engine(fresh, writing=True)
    try:
        with writing.begin() as db:
            before = len(merges_in(db))
            for number, each in enumerate(brought, before + 1):
                said = json.dumps([wall_clock(), each.told.changes])
                db.execute(insert(meta).values(name=f"{_MERGE}{number:06}", value=said))
    finally:
        writing.dispose()


def merges_in(db: Connection) -> list[tuple[str, int]]:
    """When copies were merged into a file (ISO 8601), and how many changes each brought; in their order."""
    rows = db.scalars(select(meta.c.value).where(meta.c.name.startswith(_MERGE)).order_by(meta.c.name))
    return [(at, changes) for at, changes in map(json.loads, rows)]


def _touched(db: Connection, kinds: Kinds, first: int) -> dict[str, set[UUID]]:
    touched: dict[str, set[UUID]] = {}
    for row in db.execute(select(item.c.kind, item.c.entity).where(item.c.change > first).distinct()):
        if row.kind in kinds:
            touched.setdefault(row.kind, set()).add(row.entity)
    return touched


def _edited(db: Connection, first: int) -> set[tuple[str, UUID]]:
    edits = select(item.c.kind, item.c.entity).where(item.c.change > first, item.c.field != "")
    return {(row.kind, row.entity) for row in db.execute(edits.distinct())}


def _settle_birth(db: Connection, kind: Kind, kinds: Kinds, id: UUID) -> None:
    """Of several births of a row the earliest is the one that it names."""
    births = (
        select(item.c.change)
        .join(change, change.c.n == item.c.change)
        .where(
            item.c.entity == id,
            EDITS,
            item.c.field == GONE,
            item.c.kind == kind.name,
            item.c.overwrote.is_(None),
        )
        .order_by(change.c.stamp, change.c.id)
        .limit(1)
    )
    table = kinds.table(kind.name)
    db.execute(update(table).where(table.c.id == id).values(born=births.scalar_subquery()))
