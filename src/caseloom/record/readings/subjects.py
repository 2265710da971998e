"""What an act was about: the rows that it wrote, by the name it gave or by the one they have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.record.catalogue import SETTLE
from caseloom.record.model import WITHDRAWN, Act
from caseloom.record.readings.edits import in_words
from caseloom.record.readings.labels import labels, short
from caseloom.studyfile import Kinds
from caseloom.studyfile.catalogue import BORN
from caseloom.studyfile.erasing import in_batches
from caseloom.studyfile.tables import change, item
from caseloom.studyfile.undo import was_erased
from caseloom.team.model import Viewer

# What is told of the whole when only its parts were written, as a correction is of the source.
_PARTS = {
    "source": ("revision", "speaker"),
    "case": ("phase", "case_setting"),
    "query": ("candidate_decision",),
    "memo": ("memo_link",),
}


def about(
    db: Connection,
    viewer: Viewer,
    kinds: Kinds,
    act: Act,
    numbers: Sequence[int],
    *,
    before: int | None = None,
) -> Act:
    """What an act was about: the rows of its action's kind that it wrote, by name where it is one.

    The name is the one that the act gave, else the present one. What it adds although it is there (for a
    merge: there `before` that change) is told as a change of it.
    """
    kind = act.known.about if act.action != SETTLE else _settled(db, kinds, numbers)
    ids: set[UUID] = set()
    for some in _batches(numbers):
        which = (item.c.change.in_(some)) & (item.c.kind == kind)
        ids.update(db.scalars(select(item.c.entity).where(which).distinct()))
        ids.update(_wholes(db, kinds, kind, some) if not ids else ())
    if act.action.endswith(ADD) and ids and ids <= _there_before(db, kinds, kind, ids, numbers, before):
        act = replace(act, told=f"{act.action.removesuffix(ADD)}{SET}")
    if len(ids) != 1:
        count = max(len(ids), act.count)
        went = count == 1 and _went(db, kinds, numbers)
        return replace(act, count=count, what=WITHDRAWN[""] if went else "")
    [id] = ids
    name = _name_given(db, viewer, kinds, kind, id, numbers) if act.action != SETTLE else ""
    name = name or labels(db, viewer, kinds, kind, ids).get(id, "")
    if not name and kind in kinds and was_erased(db, kinds, kinds[kind], id):
        name = WITHDRAWN.get(kind, WITHDRAWN[""])
    return replace(act, count=1, what=name, row=id)


def _went(db: Connection, kinds: Kinds, numbers: Sequence[int]) -> bool:
    """Whether what these changes wrote to is there no more, as far as a few rows tell."""
    wrote = select(item.c.kind, item.c.entity).where(item.c.change.in_(list(numbers)[:1])).distinct()
    rows = db.execute(wrote.limit(_FEW)).all()
    return bool(rows) and all(
        row.kind in kinds and was_erased(db, kinds, kinds[row.kind], row.entity) for row in rows
    )


ADD, SET = ".add", ".set"


def _there_before(
    db: Connection, kinds: Kinds, kind: str, ids: set[UUID], numbers: Sequence[int], before: int | None
) -> set[UUID]:
    """Those of the rows that these changes did not make."""
    if kind not in kinds or kinds[kind].immutable:
        return set()
    table, found = kinds.table(kind), set[UUID]()
    mine = set(numbers)
    for some in in_batches(ids):
        if before is None:
            rows = db.execute(select(table.c.id, table.c.born).where(table.c.id.in_(some)))
            found.update(row.id for row in rows if row.born not in mine)
        else:
            born = (item.c.field == BORN) & (item.c.kind == kind) & (item.c.change < before)
            found.update(db.scalars(select(item.c.entity).where(item.c.entity.in_(some), born)))
    return found


def _name_given(
    db: Connection, viewer: Viewer, kinds: Kinds, kind: str, id: UUID, numbers: Sequence[int]
) -> str:
    """The name that the last of these changes wrote for a row; "" where none did."""
    label = kinds[kind].label if kind in kinds else None
    if label is None:
        return ""
    wrote = (item.c.entity == id) & (item.c.kind == kind) & (item.c.field == label)
    found = db.scalars(
        select(item.c.value)
        .join(change, change.c.n == item.c.change)
        .where(wrote, item.c.change.in_(list(numbers)[-_LAST:]))
        .order_by(change.c.stamp.desc(), change.c.id.desc())
        .limit(1)
    ).first()
    return short(str(in_words(db, viewer, kinds, kind, label, found))) if found else ""


_FEW = 20
_LAST = 500
"""Of how many changes of one act the name is looked for: what wrote to one row is rarely more than one."""


def _wholes(db: Connection, kinds: Kinds, kind: str, changes: Sequence[int]) -> Iterator[UUID]:
    """The rows of a kind of which changes wrote parts only, as a correction of a text does."""
    for part in _PARTS.get(kind, ()):
        table = kinds.table(part)
        mine = select(item.c.entity).where(item.c.change.in_(changes), item.c.kind == part)
        yield from db.scalars(select(table.c[kind]).where(table.c.id.in_(mine)).distinct())


def _settled(db: Connection, kinds: Kinds, numbers: Sequence[int]) -> str:
    """The kind of what a settlement was about, which may be any: a code before the codings it gave away."""
    wrote = set(db.scalars(select(item.c.kind).where(item.c.change.in_(numbers[:1])).distinct()))
    return next((kind for kind in kinds if kind in wrote), "")


def _batches(numbers: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + size] for at in range(0, len(ordered), size))
