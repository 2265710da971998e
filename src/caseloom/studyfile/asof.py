"""A study as it was at the end of a day: a private copy without the later changes, to be read only."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, delete, select

from caseloom.studyfile import known
from caseloom.studyfile.connection import engine
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.derived import Derived, refresh
from caseloom.studyfile.erasing import FOR_ERASURE
from caseloom.studyfile.file import open_file
from caseloom.studyfile.fold import fold_row
from caseloom.studyfile.kinds import Kinds
from caseloom.studyfile.strange import explaining
from caseloom.studyfile.tables import change, item


def as_it_was(study: Path, day: date, to: Path, kinds: Kinds, derived: Sequence[Derived]) -> Path:
    """Copy a study to `to` and leave out every change made after that day (UTC, by the wall clock).

    Builds have no time and are all in it; what was erased since is erased here too. Returns `to`.
    """
    copy_file(study, to)
    open_file(to, kinds, derived, private=True).close()
    writing = engine(to, writing=True, keys=False)
    try:
        with explaining(to, kinds), writing.begin() as db:
            _leave_out(db, kinds, f"{day.isoformat()}T24")
            refresh(db, derived, None)
    finally:
        writing.dispose()
    known.remember(to)
    return to


def _leave_out(db: Connection, kinds: Kinds, end: str) -> None:
    erasures = select(item.c.change).where(FOR_ERASURE)
    is_late = (change.c.at >= end) & change.c.n.not_in(erasures)
    late = select(change.c.n).where(is_late)
    edits = select(item.c.kind, item.c.entity).where(item.c.change.in_(late), item.c.field != "").distinct()
    edited = db.execute(edits).all()
    for kind in kinds.values():
        if not kind.immutable:
            table = kinds.table(kind.name)
            db.execute(delete(table).where(table.c.born.in_(late)))
    db.execute(delete(item).where(item.c.change.in_(late)))
    db.execute(delete(change).where(is_late))
    for row in edited:
        if row.kind in kinds:
            fold_row(db, kinds, kinds[row.kind], row.entity)
