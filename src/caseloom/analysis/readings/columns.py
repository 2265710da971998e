"""The columns of a matrix: what was collected in each, and who was interviewed."""

from itertools import product
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy import case as when

from caseloom.analysis.model import Column
from caseloom.analysis.readings.dimensions import Axis
from caseloom.analysis.readings.frames import belongs
from caseloom.analysis.readings.loom import Loom, narrowings

# What a source can tell of itself; a coder or a code says nothing of what was collected.
_OF_SOURCES = frozenset(
    {"case", "setting", "wave", "phase", "interval", "participant", "voice", "source_kind"}
)
Key = tuple[str, ...]


def columns_of(loom: Loom, used: set[Key]) -> tuple[Column, ...]:
    """Every column; those for “none” (no case, no wave, time not stated) only where something is in them."""
    collected, interviewed = _collected(loom), _interviewed(loom)
    found = []
    for headings in product(*(each.headings for each in loom.columns)):
        key = tuple(each.key for each in headings)
        part = _part(loom, key)
        told = "" in part and collected.get(part)
        if ("" in key and key not in used and not told) or not _possible(loom, key):
            continue
        found.append(Column(headings, collected.get(part, 0), interviewed.get(part, 0)))
    return tuple(found)


def _possible(loom: Loom, key: Key) -> bool:
    """False for a phase that a case does not have: there “nothing collected” would be said of nothing."""
    at = {each.name: n for n, each in enumerate(loom.columns)}
    if "case" not in at or "phase" not in at or "" in (key[at["case"]], key[at["phase"]]):
        return True
    numbers = {where: n for n, where in loom.columns[at["case"]].keys.items()}
    case_n = numbers[key[at["case"]]]
    return any((each.heading.key, each.case_n) == (key[at["phase"]], case_n) for each in loom.frames)


def telling(loom: Loom) -> list[int]:
    """The places of the columns that a source can tell of itself; about-time is none of them."""
    about = loom.request.clock == "about"
    return [
        n
        for n, each in enumerate(loom.columns)
        if each.name in _OF_SOURCES and not (about and each.name in ("wave", "phase", "interval"))
    ]


def _part(loom: Loom, key: Key) -> Key:
    return tuple(key[n] for n in telling(loom))


def _collected(loom: Loom) -> dict[Key, int]:
    """How many sources there are for each column; a translation is no further one."""
    counted = loom.standing.c.source_n
    own = when((counted.not_in(select(loom.translated.c.source_n)), counted))
    return _of_sources(loom, func.count(own.distinct()), evidence_only=False)


def _interviewed(loom: Loom) -> dict[Key, int]:
    return _of_sources(loom, func.count(loom.heard.c.participant_n.distinct()), evidence_only=True)


def _of_sources(loom: Loom, count: Any, *, evidence_only: bool) -> dict[Key, int]:
    told = [loom.columns[n] for n in telling(loom)]
    heard = loom.heard
    by = [source_column(each, loom).label(f"at_{n}") for n, each in enumerate(told)]
    query = asked_of_sources(loom, select(*by, count.label("value")))
    if evidence_only:
        query = query.where(heard.c.participant_n.is_not(None))
    found: dict[Key, int] = {}
    for row in loom.db.execute(query.group_by(*by) if by else query):
        values = [each.keys.get(row._mapping[f"at_{n}"]) for n, each in enumerate(told)]
        if None not in values:
            found[tuple(values)] = row.value  # type: ignore[arg-type]
    return found


def asked_of_sources(loom: Loom, query: Select[Any]) -> Select[Any]:
    """A select over the sources that a request takes in, with who was heard in them, and when."""
    timed = any(loom.columns[n].name in ("wave", "phase", "interval") for n in telling(loom))
    source_now, heard = loom.standing, loom.heard
    tables: Any = source_now.outerjoin(heard, heard.c.source_n == source_now.c.source_n)
    if timed and loom.extra.frame is not None:
        tables = tables.join(
            loom.extra.frame, belongs(loom.request, source_now, loom.extra.frame, loom.frames)
        )
    if loom.extra.voice is not None:
        tables = tables.outerjoin(loom.extra.voice, loom.extra.voice.c.participant_n == heard.c.participant_n)
    return query.select_from(tables).where(true(), *narrowings(loom, source_now))


def source_column(each: Axis, loom: Loom) -> Any:
    """How a dimension is read off a source (and who was heard in it)."""
    if each.name == "participant":
        return func.coalesce(loom.heard.c.participant_n, 0)
    return each.read(loom.standing, loom.extra)
