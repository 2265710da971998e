"""Where two people wrote without knowing of each other: both sides of every conflict, and its settlement."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.changes import Change
from caseloom.studyfile.erasing import FOR_ERASURE
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.fold import WRITTEN, FieldStory, Written, decode, field_story, stories, written
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.tables import EDITS, item, wording
from caseloom.studyfile.undo import UNDO
from caseloom.studyfile.uses import Obstacle, uses


@dataclass(frozen=True)
class Side:
    """One side of a conflict: what was written, by which change, and what it says."""

    written: Written
    says: Any


@dataclass(frozen=True)
class Conflict:
    """A field that several changes wrote without knowing of each other; the first side stands meanwhile."""

    kind: str
    entity: UUID
    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class UsedThough:
    """A row that one person took out while another used it; `uses` are hidden until it is brought back."""

    kind: str
    entity: UUID
    taken_out: Written
    uses: tuple[Obstacle, ...]


def conflicts(db: Connection, kinds: Kinds) -> list[Conflict]:
    """Every field with several standing values that differ, in the order of the rooms."""
    several = (
        select(item.c.kind, item.c.entity, item.c.field)
        .where(item.c.field != "", ~FOR_ERASURE)
        .group_by(item.c.kind, item.c.entity, item.c.field)
        .having(func.count() > 1)
        .subquery()
    )
    rows = db.execute(
        WRITTEN.add_columns(item.c.kind, item.c.entity)
        .join(
            several,
            (several.c.kind == item.c.kind)
            & (several.c.entity == item.c.entity)
            & (several.c.field == item.c.field),
        )
        .order_by(item.c.kind, item.c.entity, item.c.field)
    )
    found = [
        conflict
        for (kind, entity, field), each in groupby(rows, key=lambda row: (row.kind, row.entity, row.field))
        if kind in kinds
        for conflict in _conflict(db, kinds, kinds[kind], entity, field, list(each))
    ]
    order = list(kinds)
    return sorted(found, key=lambda each: order.index(each.kind))


def _conflict(
    db: Connection, kinds: Kinds, kind: Kind, entity: UUID, field: str, rows: list[Any]
) -> Iterator[Conflict]:
    story = FieldStory({row.id: written(row) for row in rows})
    if len(story.sides) < 2 or not _is_there(db, kinds, kind, entity, field):
        return
    sides = [Side(each, _says(db, kind, field, each.value)) for each in story.sides]
    different = [side for at, side in enumerate(sides) if side.says not in [each.says for each in sides[:at]]]
    if len(different) > 1:
        yield Conflict(kind.name, entity, field, tuple(different))


def _is_there(db: Connection, kinds: Kinds, kind: Kind, entity: UUID, field: str) -> bool:
    """What is said of a row that is out is no conflict; whether it is out may be one."""
    table = kinds.table(kind.name)
    gone = db.execute(select(table.c.gone).where(table.c.id == entity)).one_or_none()
    return gone is not None and (field == GONE or not gone.gone)


def _says(db: Connection, kind: Kind, field: str, value: str | None) -> Any:
    said = decode(kind, field, value)
    if field in kind.words and said is not None:
        return db.scalar(select(wording.c.words).where(wording.c.id == said))
    return said


def used_though_taken_out(db: Connection, kinds: Kinds) -> list[UsedThough]:
    """Rows that somebody took out without knowing that another used them (see `_unseen`)."""
    taken = select(item.c.kind, item.c.entity).where(EDITS, item.c.field == GONE).distinct()
    found = []
    for row in db.execute(taken).all():
        kind = kinds.get(row.kind)
        story = field_story(db, row.kind, row.entity, GONE)
        if kind is None or story.stands is None or story.stands.value != "1":
            continue
        # Of several people who took it out, one who knew of a use did so knowingly.
        outs = [each for each in story.holders if each.value == "1"]
        unseen = tuple(
            each
            for each in uses(db, kinds, kind, row.entity)
            if all(_unseen(kinds, kind, each, out) for out in outs)
        )
        if unseen:
            found.append(UsedThough(row.kind, row.entity, story.stands, unseen))
    return found


def _unseen(kinds: Kinds, kind: Kind, use: Obstacle, out: Written) -> bool:
    """Whether who took a row out did not know of a use: its change is none of those that were known.

    Where an older program wrote that down for nobody, it is told by what is certain: an undo refuses where
    it sees a use, and so does taking out what others hold on to. Else by the stamps, which say only that
    a use of a higher one was not known.
    """
    if use.change == out.change:
        return False
    if out.knew is not None:
        return use.change not in out.knew
    holds_on = any(each.holds_on and each.to == kind.name for each in kinds[use.kind].fields)
    return out.action == UNDO or holds_on or use.stamp >= out.stamp


def fields_written_by(db: Connection, kind: Kind, entity: UUID, chosen: UUID) -> list[str]:
    """The fields of a row in conflict of which that change wrote a side."""
    found = stories(db, kind.name, entity)
    return [
        field
        for field, story in found.items()
        if len(story.sides) > 1 and chosen in {each.change for each in story.sides}
    ]


def settle(change: Change, kind: Kind, entity: UUID, field: str, chosen: UUID) -> None:
    """Let one side of a conflict stand for good: it is written over every side. Raises `NotThere`."""
    story = field_story(change.db, kind.name, entity, field)
    side = next((each for each in story.sides if each.change == chosen), None)
    if side is None:
        raise NotThere(kind="side of that conflict", name=str(chosen))
    over = {each.change for each in story.holders}
    said = decode(kind, field, side.value)
    knew = change.used_in(kind, entity) if field == GONE and said else None
    change.put_back(kind, entity, field, said, over, knew)
