"""The matrix, counted from places."""

from typing import Any

from sqlalchemy import Connection, Select, func, literal, select

from caseloom.analysis.model import Cell, Heading, Matrix, MatrixRequest
from caseloom.analysis.readings.columns import Key, columns_of
from caseloom.analysis.readings.dimensions import lineage
from caseloom.analysis.readings.loom import Loom, evidence, joined, loom_for, roles
from caseloom.team.model import Viewer


def matrix(db: Connection, viewer: Viewer, request: MatrixRequest) -> Matrix:
    """The matrix that was asked for, whole: every row and column, cells where there is evidence.

    Counts only evidence (`MatrixRequest`, `evidence_rule`); informants are distinct participants,
    also where a coding belongs to several time frames.
    """
    loom = loom_for(db, viewer, request)
    own = _counted(loom, loom.rows.read(loom.table, loom.extra), loom.rows.keys)
    own.update(_by_role(loom))
    beneath = _beneath(loom)
    columns = columns_of(loom, {key for _, key in own})
    interviewed = {each.key: each.interviewed for each in columns}
    cells = {
        at: _cell(request, own.get(at), beneath.get(at), interviewed.get(at[1], 0))
        for at in own.keys() | beneath.keys()
        if at[1] in interviewed
    }
    used = {row for row, _ in cells}
    rows = tuple(each for each in loom.rows.headings if each.key in used or _wanted(request, each))
    return Matrix(request, rows, columns, cells)


def _wanted(request: MatrixRequest, heading: Heading) -> bool:
    return not request.only_used and heading.key != ""


def _counted(loom: Loom, row: Any, keys: dict[Any, str], *more: Any) -> dict[tuple[str, Key], Any]:
    """Count by row and columns; rows and values that have no heading are left out."""
    table = loom.table
    by = [
        row.label("at_row"),
        *(each.read(table, loom.extra).label(f"at_{n}") for n, each in enumerate(loom.columns)),
    ]
    query: Select[Any] = select(*by, *_measures(loom)).select_from(joined(loom, table, table.c.participant_n))
    for target, condition in more:
        query = query.join(target, condition)
    found: dict[tuple[str, Key], Any] = {}
    for each in loom.db.execute(query.where(*evidence(loom)).group_by(*by)):
        at = _key(loom, each)
        if each.at_row in keys and at is not None:
            found[keys[each.at_row], at] = each
    return found


def _key(loom: Loom, row: Any) -> Key | None:
    values = [each.keys.get(row._mapping[f"at_{n}"]) for n, each in enumerate(loom.columns)]
    return None if None in values else tuple(values)  # type: ignore[arg-type]


def _measures(loom: Loom) -> list[Any]:
    """Only what the cell shows is counted: distinct counts over a million codings cost time."""
    table, cell = loom.table, loom.request.cell
    if loom.candidates:
        return [func.count().label("value"), *_who(table), literal(0).label("codings")]
    once = _each_coding_once(loom)
    codings: Any = func.count().filter(table.c.part == 0) if once else func.count(table.c.coding_n.distinct())
    values = {
        "informants": func.count(func.nullif(table.c.participant_n, 0).distinct()),
        "codings": codings,
        "sources": func.count(table.c.source_n.distinct()),
        "words": func.sum(table.c.words),
    }
    return [values[cell].label("value"), *_who(table), codings.label("codings")]


def _who(table: Any) -> list[Any]:
    return [
        func.count(func.nullif(table.c.participant_n, 0).distinct()).label("informants"),
        func.group_concat(table.c.source_kind.distinct()).label("kinds"),
    ]


def _each_coding_once(loom: Loom) -> bool:
    """True if a coding's first row is always in the group, so that counting first rows counts codings."""
    by_person = {"participant", "voice"} & {loom.request.rows, *loom.request.columns}
    again = loom.request.grain == "phase"
    return not by_person and loom.request.voice is None and not again


def _by_role(loom: Loom) -> dict[tuple[str, Key], Any]:
    """CFIR Individuals are coded as role × characteristic: the role's row counts what was coded with it."""
    if loom.request.rows not in ("construct", "code") or loom.candidates:
        return {}
    keys = {each.n: loom_key for each, loom_key in roles(loom)}
    return _counted(loom, loom.table.c.role_n, keys) if keys else {}


def _beneath(loom: Loom) -> dict[tuple[str, Key], Any]:
    """The same counts with everything beneath a row."""
    if loom.request.rows not in ("construct", "code"):
        return {}
    line = lineage(loom.rows.codes)
    if line is None:
        return {}
    keys = {each.key: each.key for each in loom.rows.headings}
    return _counted(loom, line.c.ancestor, keys, (line, line.c.code_n == loom.table.c.code_n))


def _cell(request: MatrixRequest, own: Any, beneath: Any, interviewed: int) -> Cell:
    return Cell(
        value=own.value if own else 0,
        informants=own.informants if own else 0,
        interviewed=interviewed,
        codings=own.codings if own else 0,
        kinds=_split(own),
        beneath=beneath.value if beneath else (own.value if own else 0),
        beneath_informants=beneath.informants if beneath else (own.informants if own else 0),
        beneath_kinds=_split(beneath or own),
    )


def _split(row: Any) -> tuple[str, ...]:
    return tuple(sorted((row.kinds or "").split(","))) if row is not None and row.kinds else ()
