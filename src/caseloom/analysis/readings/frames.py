"""Time frames: which of a study's stretches of time a place belongs to, by either clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Integer,
    Text,
    and_,
    column,
    exists,
    not_,
    or_,
    true,
    values,
)
from sqlalchemy import (
    case as when,
)
from sqlalchemy.sql.expression import ColumnElement

from caseloom.analysis.model import Heading, MatrixRequest
from caseloom.dates import bounds, in_words
from caseloom.design.readings import cases, phases, waves
from caseloom.language import spoken
from caseloom.team.model import Viewer

_FAR = 9_999_999
_NO_TIME = spoken("time not stated")
_UNPLACED = {"wave": spoken("no wave"), "phase": _NO_TIME, "interval": _NO_TIME}


@dataclass(frozen=True)
class Frame:
    """A stretch of time: for one case (0: for all), by wave number or days; None is open.

    A wave without a date has no days: nothing is about it.
    """

    heading: Heading
    case_n: int = 0
    wave_n: int = 0
    order: int = 0
    first: int | None = None
    last: int | None = None
    dated: bool = True


def frames(db: Connection, viewer: Viewer, request: MatrixRequest) -> list[Frame]:
    """The frames of a request's grain, in their order, with one for what has no place in time at the end.

    Empty for the whole study.
    """
    if request.grain is None:
        return []
    label = _NO_TIME if request.clock == "about" else _UNPLACED[request.grain]
    return [*_stated(db, viewer, request), Frame(Heading("", label, dimension=request.grain))]


def _stated(db: Connection, viewer: Viewer, request: MatrixRequest) -> list[Frame]:
    if request.grain == "wave":
        found = waves(db, viewer)
        return [
            Frame(
                Heading(each.id.hex, each.name, dimension="wave"),
                0,
                each.n,
                place,
                *_days(each.date),
                dated=bool(each.date),
            )
            for place, each in enumerate(found)
        ]
    if request.grain == "interval":
        return [
            Frame(Heading(each, in_words(each), dimension="interval"), 0, 0, place, *_days(each))
            for place, each in enumerate(dict.fromkeys(request.intervals))
        ]
    numbers = {each.id: each.n for each in cases(db, viewer)}
    return [
        Frame(
            Heading(each.name, each.name, dimension="phase"),
            numbers.get(each.case, 0),
            0,
            0,
            *_days(each.period),
        )
        for each in phases(db, viewer)
    ]


def _days(date: str | None) -> tuple[int | None, int | None]:
    return bounds(date) if date else (None, None)


def by_source(request: MatrixRequest) -> bool:
    """Whether a place's frame is simply the wave of its source: then no frames need be joined."""
    return request.grain == "wave" and request.clock == "said" and request.reach == "this"


def frame_table(found: Sequence[Frame]) -> FromClause:
    """The frames as a table for a select, numbered; open ends are far away."""
    rows = [
        (number, each.heading.key, each.case_n, each.wave_n, each.order, each.first or 0, each.last or _FAR,
         int(each.dated))
        for number, each in enumerate(found)
    ]  # fmt: skip
    columns: list[Any] = [
        column("number", Integer),
        column("key", Text),
        *(column(name, Integer) for name in ("case_n", "wave_n", "place", "first", "last", "dated")),
    ]
    return values(*columns, name="frame").data(rows).cte("frame")


def belongs(request: MatrixRequest, place: Any, frame: Any, found: Sequence[Frame]) -> ColumnElement[bool]:
    """The condition under which a place belongs to a frame.

    By waves, what was said in a wave belongs to it by its source's wave; every other frame goes by
    days: a place belongs to each frame that its first and last day touch. With reach "up_to" only
    the frame's end counts. Of stretches with one name (a phase that comes again) a place belongs to
    the first that it touches, so that it counts there once.
    """
    touches = _touches(request, place, frame, found)
    if len({(each.heading.key, each.case_n) for each in found}) == len(found):
        return touches
    earlier = frame.alias("earlier")
    before = (earlier.c.key == frame.c.key) & (earlier.c.number < frame.c.number)
    return and_(touches, not_(exists().where(before, _touches(request, place, earlier, found))))


def _touches(request: MatrixRequest, place: Any, frame: Any, found: Sequence[Frame]) -> ColumnElement[bool]:
    mine = or_(frame.c.case_n == 0, frame.c.case_n == place.c.case_n)
    if request.grain == "wave" and request.clock == "said":
        return and_(mine, _wave_reaches(request, place, frame, found))
    if request.clock == "about":
        stated, first, last = place.c.about_stated == 1, place.c.about_from, place.c.about_to
    else:
        stated = or_(place.c.said_from.is_not(None), place.c.said_to.is_not(None))
        first, last = place.c.said_from, place.c.said_to
    began = or_(first.is_(None), first <= frame.c.last)
    lasted = true() if request.reach == "up_to" else or_(last.is_(None), last >= frame.c.first)
    inside = and_(frame.c.key != "", frame.c.dated == 1, mine, stated, began, lasted)
    return or_(and_(frame.c.key == "", not_(stated)), inside)


def _wave_reaches(
    request: MatrixRequest, place: Any, frame: Any, found: Sequence[Frame]
) -> ColumnElement[bool]:
    this: ColumnElement[bool] = place.c.wave_n == frame.c.wave_n
    if request.reach == "this":
        return this
    orders = {each.wave_n: each.order for each in found if each.wave_n}
    if not orders:
        return this
    order = when(orders, value=place.c.wave_n, else_=_FAR)
    return or_(this, and_(frame.c.wave_n != 0, order <= frame.c.place))
