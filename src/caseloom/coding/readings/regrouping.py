"""What moving codings between codes would take along, told beforehand so that each can be accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from caseloom.coding.kinds import CODING
from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.readings.related import coding_queries
from caseloom.coding.tables import adrift, code, coding, place, query
from caseloom.studyfile.fold import decode
from caseloom.studyfile.tables import change, item, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class Belongings:
    """All that names a code: codings by coder, queries of both sorts by name, lower codes by label.

    `adrift` and `hidden` are those of its codings that stand in no text now: their words were corrected
    away, or their source was taken out.
    """

    codings: int
    by: tuple[tuple[str, int], ...]
    adrift: int
    hidden: int
    queries: tuple[str, ...]
    lower: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing names it."""
        return not (self.codings or self.queries or self.lower)


def belongings(db: Connection, viewer: Viewer, id: UUID) -> Belongings:
    """What belongs to a code now."""
    mine = (coding.c.code == id, coding.c.gone == 0)
    by = db.execute(
        select(name_of_person(coding.c.coder).label("name"), func.count().label("many"))
        .where(*mine)
        .group_by(coding.c.coder)
        .order_by(func.count().desc(), "name")
    ).all()
    total = sum(row.many for row in by)
    here = (place.c.coding_n == coding.c.n) & (place.c.part == 0)
    placed = db.scalar(select(func.count()).select_from(coding).join(place, here).where(*mine)) or 0
    away = adrift.c.coding_n == coding.c.n
    lost = db.scalar(select(func.count()).select_from(coding).join(adrift, away).where(*mine)) or 0
    names = select(words_of(query.c.name)).where(query.c.code == id, query.c.gone == 0).order_by(query.c.n)
    asking = (each.name for each in coding_queries(db, viewer) if each.wish and each.wish.names(id))
    label = label_of_code(code.c.n, viewer.language)
    lower = select(label).where(code.c.parent == id, code.c.gone == 0).order_by(code.c.n)
    return Belongings(
        codings=total,
        by=tuple((row.name or "", row.many) for row in by),
        adrift=lost,
        hidden=total - placed - lost,
        queries=(*(each or "" for each in db.scalars(names)), *asking),
        lower=tuple(each or "" for each in db.scalars(lower)),
    )


def taker_of(db: Connection, viewer: Viewer, id: UUID, taken_out: UUID) -> UUID | None:
    """The code that took a merged one's codings, or that one's; None where none can take more.

    `taken_out` is the change that merged it: an older program wrote only there where its codings went.
    """
    at: UUID | None = id
    seen = set[UUID]()
    while at is not None and at not in seen:
        seen.add(at)
        row = db.execute(select(code.c.gone, code.c.merged_into, code.c.retired).where(code.c.id == at))
        found = row.one_or_none()
        if found is None or not found.gone:
            return at if found is not None and at != id and not found.retired else None
        at = found.merged_into or (_where_codings_went(db, taken_out) if at == id else None)
    return None


def _where_codings_went(db: Connection, merged: UUID) -> UUID | None:
    went = (
        select(item.c.value)
        .join(change, change.c.n == item.c.change)
        .where(change.c.id == merged, item.c.kind == CODING.name, item.c.field == "code")
        .limit(1)
    )
    said: UUID | None = decode(CODING, "code", db.scalar(went))
    return said


def doubles(db: Connection, viewer: Viewer, id: UUID, into: UUID) -> Sequence[UUID]:
    """Codings of a code that say no more than their coder said of the same passage by the other code."""
    there = coding.alias("there")
    no_more = and_(*(or_(coding.c[name].is_(None), coding.c[name] == there.c[name]) for name in _SAID))
    no_memo = or_(coding.c.memo.is_(None), words_of(coding.c.memo) == words_of(there.c.memo))
    same = and_(
        there.c.passage == coding.c.passage,
        there.c.coder == coding.c.coder,
        there.c.code == into,
        there.c.gone == 0,
        there.c.role.is_not_distinct_from(coding.c.role),
    )
    wanted = select(coding.c.id).join(there, same).where(coding.c.code == id, coding.c.gone == 0)
    return db.scalars(wanted.where(no_more, no_memo).distinct()).all()


_SAID = ("valence", "example", "about")
