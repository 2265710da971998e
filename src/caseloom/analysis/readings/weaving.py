"""The matrix, counted from places: once by code, role and columns, then spread over the rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, func, literal, select

from caseloom.analysis.model import Cell, Heading, Matrix, MatrixRequest
from caseloom.analysis.readings.columns import Key, columns_of
from caseloom.analysis.readings.dimensions import family
from caseloom.analysis.readings.loom import Loom, evidence, joined, loom_for
from caseloom.team.model import Viewer


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found in a cell; two of them add up, informants and sources being counted once.

    `people` and `places` are local numbers as SQLite writes them; places are kept only where sources
    are asked for.
    """

    codings: int = 0
    counted: int = 0
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.codings + other.codings,
            self.counted + other.counted,
            self.people | other.people,
            self.places | other.places,
            self.kinds | other.kinds,
        )

    def value(self, cell: str) -> int:
        """What a cell shows."""
        return {"informants": len(self.people), "sources": len(self.places)}.get(cell, self.counted)


Tallies = dict[tuple[str, Key], Tally]
_NOTHING = Tally()


def matrix(db: Connection, viewer: Viewer, request: MatrixRequest, *, language: str = "en") -> Matrix:
    """The matrix that was asked for, whole: every row and column, cells where there is evidence.

    Constructs are named in the language, else in English.

    Counts only evidence (`MatrixRequest`, `evidence_rule`); informants are distinct participants,
    also where a coding belongs to several time frames or a row has rows beneath it.
    """
    loom = loom_for(db, viewer, request, language)
    own, whole = _spread(loom)
    columns = columns_of(loom, {key for _, key in own})
    interviewed = {each.key: each.interviewed for each in columns}
    cells = {
        at: _cell(request, own.get(at, _NOTHING), tally, interviewed[at[1]])
        for at, tally in whole.items()
        if at[1] in interviewed
    }
    used = {row for row, _ in cells}
    rows = tuple(each for each in loom.rows.headings if each.key in used or _wanted(request, each))
    return Matrix(request, rows, columns, cells)


def _wanted(request: MatrixRequest, heading: Heading) -> bool:
    return not request.only_used and heading.key != ""


def _spread(loom: Loom) -> tuple[Tallies, Tallies]:
    """Each row's own tally, and the one with everything beneath it; a coding counts once in each row."""
    own: Tallies = {}
    whole: Tallies = {}
    for mine, above, column, tally in _groups(loom):
        for rows, tallies in ((mine, own), (above, whole)):
            for row in rows:
                at = (row, column)
                tallies[at] = tallies[at] + tally if at in tallies else tally
    return own, whole


def _groups(loom: Loom) -> Iterator[tuple[frozenset[str], frozenset[str], Key, Tally]]:
    """What was counted, group by group: its own rows, those with the rows above, its column."""
    kin = family(loom.rows.codes)

    @cache
    def rows_of(value: Any, role: int) -> tuple[frozenset[str], frozenset[str]]:
        if not loom.rows.codes:
            found = frozenset({loom.rows.keys[value]} if value in loom.rows.keys else ())
            return found, found
        mine, above = kin.own(value, role), kin.whole(value, role)
        return frozenset(id.hex for id in mine), frozenset(id.hex for id in above)

    for row in _counted(loom):
        column = _key(loom, row)
        if column is not None:
            sets = (_split(each) for each in (row.people, row.places, row.kinds))
            yield *rows_of(row.at_row, row.role), column, Tally(row.codings, row.counted, *sets)


def _counted(loom: Loom) -> Any:
    """One scan, in the order of the index where it can be."""
    table = loom.table
    by_code = bool(loom.rows.codes) and not loom.candidates
    by = [
        loom.rows.read(table, loom.extra).label("at_row"),
        (table.c.role_n if by_code else literal(0)).label("role"),
        *(each.read(table, loom.extra).label(f"at_{n}") for n, each in enumerate(loom.columns)),
    ]
    query = select(*by, *_measures(loom)).select_from(joined(loom, table, table.c.participant_n))
    return loom.db.execute(query.where(*evidence(loom)).group_by(*by))


def _key(loom: Loom, row: Any) -> Key | None:
    # By place, after the row's value and the role: a name costs ten times as much for thousands of cells.
    values = [each.keys.get(row[n]) for n, each in enumerate(loom.columns, start=2)]
    return None if None in values else tuple(values)  # type: ignore[arg-type]


def _measures(loom: Loom) -> list[Any]:
    """Only what the cell shows is counted: distinct counts over a million codings cost time."""
    table, cell = loom.table, loom.request.cell
    counted: Any = func.count()
    codings: Any = literal(0)
    if not loom.candidates:
        once = _each_coding_once(loom)
        codings = counted.filter(table.c.part == 0) if once else func.count(table.c.coding_n.distinct())
        counted = func.sum(table.c.words) if cell == "words" else codings
    places: Any = func.group_concat(_told_in(loom).distinct()) if cell == "sources" else literal("")
    return [
        codings.label("codings"),
        counted.label("counted"),
        func.group_concat(func.nullif(table.c.participant_n, 0).distinct()).label("people"),
        places.label("places"),
        func.group_concat(table.c.source_kind.distinct()).label("kinds"),
    ]


def _told_in(loom: Loom) -> Any:
    """The source that a coding counts for: of a translation its original, since both say the same."""
    here, translated = loom.table.c.source_n, loom.translated
    original = select(translated.c.original_n).where(translated.c.source_n == here)
    return func.coalesce(original.correlate_except(translated).scalar_subquery(), here)


def _each_coding_once(loom: Loom) -> bool:
    """True if a coding's first row is always in the group, so that counting first rows counts codings."""
    by_person = {"participant", "voice"} & {loom.request.rows, *loom.request.columns}
    again = loom.request.grain == "phase"
    return not by_person and loom.request.voice is None and not again


def _cell(request: MatrixRequest, own: Tally, whole: Tally, interviewed: int) -> Cell:
    return Cell(
        value=own.value(request.cell),
        informants=len(own.people),
        interviewed=interviewed,
        codings=own.codings,
        kinds=tuple(sorted(own.kinds)),
        beneath=whole.value(request.cell),
        beneath_informants=len(whole.people),
        beneath_codings=whole.codings,
        beneath_kinds=tuple(sorted(whole.kinds)),
    )


def _split(listed: str | None) -> frozenset[str]:
    return frozenset(listed.split(",")) if listed else frozenset()
