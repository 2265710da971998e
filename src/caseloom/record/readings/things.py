"""Things of any kind as people speak of them: what each is called, where it stands, whether it is out."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.coding.readings import QuotedAt, quoted_at
from caseloom.record.readings.labels import labels
from caseloom.studyfile import Kinds, Thing
from caseloom.studyfile.erasing import in_batches
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class ThingTold:
    """A thing with its name ("" without one); `at` is where a passage or coding stands; `out` of sight."""

    thing: Thing
    name: str
    out: bool
    at: QuotedAt | None = None


def things_told(
    db: Connection, viewer: Viewer, kinds: Kinds, things: Iterable[Thing]
) -> dict[Thing, ThingTold]:
    """What each of these things is called and where it stands; one that is not there is out, nameless."""
    by_kind: dict[str, list[UUID]] = {}
    for each in dict.fromkeys(things):
        by_kind.setdefault(each.kind, []).append(each.id)
    found: dict[Thing, ThingTold] = {}
    for kind, ids in by_kind.items():
        names = labels(db, viewer, kinds, kind, ids)
        places = quoted_at(db, viewer, kind, ids) if kind in ("passage", "coding") else {}
        there = _in_sight(db, kinds, kind, ids)
        for id in ids:
            told = ThingTold(Thing(kind, id), names.get(id, ""), id not in there, places.get(id))
            found[told.thing] = told
    return found


def _in_sight(db: Connection, kinds: Kinds, kind: str, ids: list[UUID]) -> set[UUID]:
    if kind not in kinds:
        return set()
    table, found = kinds.table(kind), set[UUID]()
    for some in in_batches(ids):
        rows = select(table.c.id).where(table.c.id.in_(some))
        found.update(db.scalars(rows if kinds[kind].immutable else rows.where(table.c.gone == 0)))
    return found
