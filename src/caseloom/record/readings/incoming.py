"""What a copy's changes come to: how many are told, stay out or say nothing new; and its codings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.coding.readings import flagged, quoted_at
from caseloom.record.model import Act
from caseloom.record.readings.bringing import left_of_rows, stretches
from caseloom.record.readings.history import name_of
from caseloom.studyfile import Kinds
from caseloom.studyfile.catalogue import BORN, GONE
from caseloom.studyfile.erasing import in_batches
from caseloom.studyfile.merging import Brought
from caseloom.studyfile.tables import change, item, words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class Tally:
    """Of the changes of a copy how many are `told`, kept `out` by a withdrawal, and the `same` as here."""

    told: int
    out: int
    same: int


@dataclass(frozen=True)
class CodingIn:
    """A coding that comes in: the quotation ("" where it is flagged as distressing), its code and source.

    `out` is what of it is taken out here ("source", "code"), or "retired" of its code.
    """

    who: str
    quote: str
    code: str
    source: str
    out: str = ""


def tallies(
    db: Connection, kinds: Kinds, brought: Sequence[Brought], told: Sequence[Iterable[Act]]
) -> list[Tally]:
    """For each copy where its changes are; the three are all that came in."""
    found = []
    for (first, last), acts in zip(stretches(db, brought), told, strict=True):
        numbers = range(first, last + 1)
        said = _numbers(db, {id for act in acts for id in act.changes}, numbers)
        out = _kept_out(db, kinds, numbers) - said
        found.append(Tally(len(said), len(out), len(numbers) - len(said) - len(out)))
    return found


def _numbers(db: Connection, ids: Collection[UUID], among: range) -> set[int]:
    found = set[int]()
    for some in in_batches(ids):
        found.update(db.scalars(select(change.c.n).where(change.c.id.in_(some))))
    return {n for n in found if n in among}


def _kept_out(db: Connection, kinds: Kinds, among: range) -> set[int]:
    """The changes of whose rows none is in the file."""
    if not among:
        return set()
    wrote: dict[str, dict[UUID, set[int]]] = {}
    rows = select(item.c.change, item.c.kind, item.c.entity).distinct()
    for row in db.execute(rows.where(item.c.change.between(among[0], among[-1]))):
        wrote.setdefault(row.kind, {}).setdefault(row.entity, set()).add(row.change)
    lost, there = set[int](), set[int]()
    for kind, by_row in wrote.items():
        left = left_of_rows(db, kinds, kind, set(by_row)) if kind in kinds else set(by_row)
        for id, numbers in by_row.items():
            (there if id in left else lost).update(numbers)
    return lost - there


def changed_though_out(db: Connection, kinds: Kinds, brought: Sequence[Brought]) -> dict[str, int]:
    """Of each kind how many rows the copies changed that are taken out, though by none of them."""
    counts: dict[str, int] = {}
    for first, last in stretches(db, brought):
        within = item.c.change.between(first, last)
        for kind in kinds.values():
            if kind.immutable:
                continue
            table = kinds.table(kind.name)
            mine = (item.c.kind == kind.name) & within
            edited = select(item.c.entity).where(mine, item.c.field.not_in((BORN, GONE)))
            took = select(item.c.entity).where(mine, item.c.field == GONE)
            rows = (table.c.gone == 1) & table.c.id.in_(edited) & table.c.id.not_in(took)
            new = table.c.born.between(first, last)
            if n := db.scalar(select(func.count()).where(rows, ~new)) or 0:
                counts[kind.name] = counts.get(kind.name, 0) + n
    return counts


def codings_in(
    db: Connection, viewer: Viewer, kinds: Kinds, brought: Sequence[Brought]
) -> list[tuple[CodingIn, ...]]:
    """For each copy the codings that it made and that stand, in the order they were made."""
    return [
        tuple(_codings(db, viewer, kinds, first, last)) if first <= last else ()
        for first, last in stretches(db, brought)
    ]


def _codings(db: Connection, viewer: Viewer, kinds: Kinds, first: int, last: int) -> Iterator[CodingIn]:
    coding, code, source = (kinds.table(each) for each in ("coding", "code", "source"))
    rows = db.execute(
        select(coding.c.id, change.c.author, code.c.gone, code.c.retired)
        .join(change, change.c.n == coding.c.born)
        .join(code, code.c.id == coding.c.code)
        .where(coding.c.born.between(first, last), coding.c.gone == 0)
        .order_by(coding.c.n)
    ).all()
    places = {
        id: each
        for some in in_batches([row.id for row in rows])
        for id, each in quoted_at(db, viewer, "coding", list(some)).items()
    }
    warned = {
        id
        for some in in_batches([row.id for row in rows])
        for id in flagged(db, viewer, "coding", list(some))
    }
    titles = {
        row.id: row
        for row in db.execute(select(source.c.id, source.c.gone, words_of(source.c.title).label("title")))
    }
    for row in rows:
        if (at := places.get(row.id)) is not None:
            about = titles[at.source]
            out = "source" if about.gone else "code" if row.gone else "retired" if row.retired else ""
            quote = "" if row.id in warned else at.quote
            yield CodingIn(name_of(db, row.author), quote, at.code_label, about.title or "", out)
