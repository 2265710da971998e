"""Columns made from a table's own: a piece taken out by a pattern, or a word looked up in a map."""

from collections.abc import Mapping

import regex

from caseloom.building.folder import Table
from caseloom.building.manifest_model import Column, Filling
from caseloom.building.problems import (
    NoSuchColumn,
    NotAPattern,
    NotDeclared,
    NotInTheMap,
    TooFewOrTooMany,
    suggestion,
)
from caseloom.building.shape import Problems

# A manifest may come from a stranger: no pattern may keep the machine busy for longer.
_SECONDS = 1.0
Maps = Mapping[str, Mapping[str, str]]


def make_columns(
    filling: Filling, table: Table, maps: Maps, problems: Problems, told: Problems
) -> list[tuple[int, dict[str, object]]]:
    """The table's rows with the made columns added, each with the number that a spreadsheet shows for it.

    A row whose word is in no map is left out and told; a wrong declaration is a problem for all rows.
    """
    patterns = _check(filling, table, maps, problems)
    if patterns is None:
        return []
    made = []
    for number, row in enumerate(table.rows, start=table.first_row):
        widened = _widened(filling, dict(row), f"Row {number} of {table.path}", maps, patterns, told)
        if widened is not None:
            made.append((number, widened))
    return made


def _check(
    filling: Filling, table: Table, maps: Maps, problems: Problems
) -> dict[str, regex.Pattern[str]] | None:
    before = len(problems)
    known = list(table.columns)
    patterns = {}
    for name, column in filling.columns.items():
        entry = f"columns.{name} in {filling.entry}"
        if column.from_ not in known:
            nearest = suggestion(column.from_, known)
            listed = ", ".join(known)
            problems.append(
                NoSuchColumn(
                    entry=entry, column=column.from_, table=table.path, nearest=nearest, known=listed
                )
            )
        _check_one(column, entry, maps, problems)
        if column.pattern and (compiled := _compiled(column.pattern, entry, problems)):
            patterns[name] = compiled
        known.append(name)
    return patterns if len(problems) == before else None


def _check_one(column: Column, entry: str, maps: Maps, problems: Problems) -> None:
    if bool(column.pattern) == bool(column.map):
        problems.append(TooFewOrTooMany(entry=entry, reason='write either "pattern" or "map".'))
    if column.map and column.map not in maps:
        cure = f'Declare it: [[map]] key = "{column.map}", with values or a file.'
        nearest = suggestion(column.map, maps)
        problems.append(
            NotDeclared(entry=entry, key="map", value=column.map, kind="map", nearest=nearest, cure=cure)
        )


def _compiled(pattern: str, entry: str, problems: Problems) -> regex.Pattern[str] | None:
    try:
        compiled = regex.compile(pattern)
    except regex.error as failure:
        problems.append(NotAPattern(entry=entry, pattern=pattern, reason=str(failure)))
        return None
    if compiled.groups != 1:
        problems.append(NotAPattern(entry=entry, pattern=pattern, reason=f"it has {compiled.groups} groups"))
        return None
    return compiled


def _widened(
    filling: Filling,
    row: dict[str, object],
    entry: str,
    maps: Maps,
    patterns: Mapping[str, regex.Pattern[str]],
    told: Problems,
) -> dict[str, object] | None:
    for name, column in filling.columns.items():
        value = str(row[column.from_] or "").strip()
        if name in patterns:
            try:
                found = patterns[name].search(value, timeout=_SECONDS)
            except TimeoutError:
                told.append(
                    NotAPattern(entry=entry, pattern=column.pattern, reason="it takes too long on this row")
                )
                return None
            row[name] = (found[1] or "") if found else ""
        elif value in maps[column.map]:
            row[name] = maps[column.map][value]
        elif value:
            told.append(NotInTheMap(entry=entry, map=column.map, value=value, column=column.from_))
            return None
        else:
            row[name] = ""
    return row
