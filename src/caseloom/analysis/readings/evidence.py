"""What stands behind a cell: its passages, who gave them, and who was asked besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.analysis.model import Column, Heading, MatrixRequest
from caseloom.analysis.readings.columns import asked_of_sources, columns_of, source_column, telling
from caseloom.analysis.readings.loom import Loom, evidence, joined, loom_for, roles
from caseloom.coding.readings import Candidate, CodedPassage, candidates_of, passages
from caseloom.design.readings import participants
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class CellEvidence:
    """A cell opened: its passages (or candidates), who gave them, and who of the column did not."""

    row: Heading | None
    column: Column | None
    passages: tuple[CodedPassage, ...]
    candidates: tuple[Candidate, ...]
    total: int
    informants: tuple[str, ...]
    others_interviewed: tuple[str, ...]


def cell_evidence(
    db: Connection,
    viewer: Viewer,
    request: MatrixRequest,
    row: str,
    column: Sequence[str],
    *,
    beneath: bool = False,
    offset: int = 0,
    limit: int | None = 50,
    language: str = "en",
) -> CellEvidence:
    """The evidence that a cell counts; `row` and `column` are headings' keys.

    `beneath` takes in the rows beneath. The passages are exactly those counted. Constructs are named in
    the language, else in English.
    """
    loom = loom_for(db, viewer, request, language)
    table = loom.table
    number = table.c.n if loom.candidates else table.c.coding_n
    conditions = [*evidence(loom), _row_is(loom, row, beneath=beneath), *_column_is(loom, column)]
    inner = select(number).select_from(joined(loom, table, table.c.participant_n)).where(*conditions)
    total = db.scalar(select(func.count()).select_from(inner.distinct().subquery())) or 0
    if loom.candidates:
        found: tuple[Candidate, ...] = tuple(
            candidates_of(db, viewer, among=inner, offset=offset, limit=limit)
        )
        coded: tuple[CodedPassage, ...] = ()
    else:
        found = ()
        coded = tuple(passages(db, viewer, among=inner, offset=offset, limit=limit, language=language))
    heading = next((each for each in loom.rows.headings if each.key == row), None)
    here = next((each for each in columns_of(loom, {tuple(column)}) if each.key == tuple(column)), None)
    said, others = _people(loom, conditions, column)
    return CellEvidence(heading, here, coded, found, total, said, others)


def _row_is(loom: Loom, row: str, *, beneath: bool) -> ColumnElement[bool]:
    read = loom.rows.read(loom.table, loom.extra)
    if loom.request.rows not in ("construct", "code"):
        return read.in_([value for value, key in loom.rows.keys.items() if key == row])  # type: ignore[no-any-return]
    wanted = {row}
    if beneath:
        for each in loom.rows.headings:  # in tree order: parents come first
            if each.parent in wanted:
                wanted.add(each.key)
    coded: ColumnElement[bool] = read.in_([value for value, key in loom.rows.keys.items() if key in wanted])
    numbers = [construct.n for construct, key in roles(loom) if key in wanted]
    return coded if loom.candidates or not numbers else or_(coded, loom.table.c.role_n.in_(numbers))


def _column_is(loom: Loom, column: Sequence[str]) -> list[ColumnElement[bool]]:
    return [
        each.read(loom.table, loom.extra).in_([value for value, key in each.keys.items() if key == at])
        for each, at in zip(loom.columns, column, strict=True)
    ]


def _people(
    loom: Loom, conditions: list[Any], column: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the informants in a cell, and of those interviewed in its column who are not in it."""
    names = {each.n: each.name for each in participants(loom.db, loom.viewer)}
    table = loom.table
    query = select(table.c.participant_n).distinct().select_from(joined(loom, table, table.c.participant_n))
    said = set(loom.db.scalars(query.where(*conditions))) - {0}
    told = [(loom.columns[n], column[n]) for n in telling(loom)]
    heard = loom.heard
    there = asked_of_sources(loom, select(heard.c.participant_n).distinct())
    there = there.where(heard.c.participant_n.is_not(None))
    for each, at in told:
        there = there.where(
            source_column(each, loom).in_([value for value, key in each.keys.items() if key == at])
        )
    others = set(loom.db.scalars(there)) - said - {0}
    return tuple(sorted(names[n] for n in said)), tuple(sorted(names[n] for n in others))
