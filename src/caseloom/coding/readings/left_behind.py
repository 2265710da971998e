"""What a merge leaves to be put right in the codebook: codes of one label, codings of a code that is out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.tables import code, coding
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person
from caseloom.text import plain_name


@dataclass(frozen=True)
class Made:
    """A code of the team's own, and who made it ("" for a build)."""

    id: UUID
    label: str
    who: str


@dataclass(frozen=True)
class LeftBehind:
    """A code that is out, with how many codings name it still: they are shown nowhere and count nowhere."""

    code: UUID
    label: str
    codings: int


def namesakes(db: Connection, viewer: Viewer) -> list[tuple[Made, ...]]:
    """Codes of the team's own with one label, made by several people: perhaps one, made in two copies."""
    rows = db.execute(
        select(
            code.c.id,
            words_of(code.c.label).label("label"),
            change.c.author,
            name_of_person(change.c.author).label("who"),
        )
        .join(change, change.c.n == code.c.born)
        .where(code.c.gone == 0, code.c.construct.is_(None), code.c.label.is_not(None))
        .order_by(change.c.stamp, change.c.id, code.c.id)
    )
    found: dict[str, list[tuple[UUID | None, Made]]] = {}
    for row in rows:
        made = Made(row.id, row.label, row.who or "")
        found.setdefault(plain_name(row.label), []).append((row.author, made))
    return [
        tuple(made for _, made in each) for each in found.values() if len({author for author, _ in each}) > 1
    ]


def left_behind(db: Connection, viewer: Viewer) -> list[LeftBehind]:
    """The codes that are out although codings name them."""
    rows = db.execute(
        select(code.c.id, label_of_code(code.c.n, viewer.language).label("label"), func.count().label("many"))
        .join(coding, coding.c.code == code.c.id)
        .where(code.c.gone == 1, coding.c.gone == 0)
        .group_by(code.c.n)
        .order_by(code.c.n)
    )
    return [LeftBehind(row.id, row.label or "", row.many) for row in rows]
