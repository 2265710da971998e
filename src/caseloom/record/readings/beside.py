"""What is about a source that loses words of a participant, or was linked to what goes: memos beside it."""

from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.record.readings.judging import words_now
from caseloom.studyfile import Kinds
from caseloom.studyfile.erasing import Ids, Named, in_batches
from caseloom.studyfile.fold import decode
from caseloom.studyfile.tables import EDITS, item


def beside(db: Connection, kinds: Kinds, gone: Named, shared: set[UUID]) -> dict[str, set[UUID]]:
    """Rows with words that stay though they are about a shared source, or were linked to it or to what goes.

    Whatever is about a thing that goes, or about her, goes too and is not among them.
    """
    found: dict[str, set[UUID]] = {}
    for kind in kinds.values():
        table = kinds.table(kind.name)
        for field in kind.things:
            ids = set(gone.erased.get(kind.name, ()))
            for some in in_batches(field.naming("source", shared)):
                ids.update(db.scalars(select(table.c.id).where(table.c[field.name].in_(some))))
            if kind.words:
                found.setdefault(kind.name, set()).update(ids)
                continue
            for owner in (each for each in kind.fields if each.to and each.required):
                for some in in_batches(ids):
                    theirs = db.scalars(select(table.c[owner.name]).where(table.c.id.in_(some)))
                    found.setdefault(str(owner.to), set()).update(theirs)
    return {kind: ids - gone.erased.get(kind, set()) for kind, ids in found.items()}


def words_once_in(db: Connection, kinds: Kinds, rows: Ids) -> set[UUID]:
    """What these rows said before, or say out of sight: what a person changed before the withdrawal goes."""
    once: set[UUID] = set()
    for name, ids in rows.items():
        kind, table = kinds[name], kinds.table(name)
        for some in in_batches(ids):
            mine = EDITS & item.c.entity.in_(some) & (item.c.kind == name) & item.c.field.in_(kind.words)
            written = db.scalars(select(item.c.value).where(mine, item.c.value.is_not(None)))
            once.update(id for each in written if (id := decode(kind, kind.words[0], each)) is not None)
            for field in kind.words:
                said = select(table.c[field]).where(table.c.id.in_(some), table.c[field].is_not(None))
                once.update(db.scalars(said))
    return once - words_now(db, kinds)
