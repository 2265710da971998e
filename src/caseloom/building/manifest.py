"""A manifest's text → what it declares, or everything that is wrong with it at once."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from caseloom.building.manifest_model import FILLED, KINDS, Column, Filling, Manifest, Study
from caseloom.building.problems import (
    ManifestRefused,
    MissingKey,
    NotToml,
    UnknownKey,
    UnknownTable,
    WrongValue,
    suggestion,
)
from caseloom.building.shape import Problems, read_row


def parse_manifest(text: str) -> Manifest:
    """What a TOML manifest declares, before its tables are opened.

    Raises `ManifestRefused` with every unknown or missing key and every wrong value; what tables and
    references have to say comes from `complete`.
    """
    problems: Problems = []
    declared = _toml(text)
    _refuse_unknown_tables(declared, problems)
    study = _read_study(declared, problems)
    rows = {kind: _read_rows(kind, declared.get(kind, []), problems) for kind in KINDS}
    fillings = _read_fillings(declared, problems)
    if problems or study is None:
        raise ManifestRefused(problems)
    return Manifest(study=study, fillings=fillings, **rows)


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    except (tomllib.TOMLDecodeError, RecursionError) as failure:
        raise ManifestRefused([NotToml(reason=str(failure))]) from failure


def _refuse_unknown_tables(declared: Mapping[str, object], problems: Problems) -> None:
    known = ("study", *KINDS, *FILLED)
    problems.extend(
        UnknownTable(table=name, nearest=suggestion(name, known), known=", ".join(known))
        for name in declared
        if name not in known
    )


def _read_study(declared: Mapping[str, object], problems: Problems) -> Study | None:
    raw = declared.get("study")
    if not isinstance(raw, Mapping):
        problems.append(
            MissingKey(entry="The manifest", key="[study]", hint=" with at least an id and a title.")
        )
        return None
    return read_row(Study, raw, "[study]", problems)


def _read_rows(kind: str, raw: object, problems: Problems) -> tuple[Any, ...]:
    rows = _tables(raw, f"[[{kind}]]", problems)
    read = [
        read_row(KINDS[kind], row, entry_of(kind, row, number), problems)
        for number, row in enumerate(rows, start=1)
    ]
    return tuple(row for row in read if row is not None)


def _tables(raw: object, entry: str, problems: Problems) -> list[Mapping[str, object]]:
    rows: list[Any] = raw if isinstance(raw, list) else [raw]
    if all(isinstance(row, Mapping) for row in rows):
        return rows
    problems.append(
        WrongValue(
            entry="The manifest",
            key=entry,
            value=str(raw),
            wanted=f"a table; write {entry} on a line of its own",
        )
    )
    return []


def entry_of(kind: str, row: Mapping[str, object], number: int) -> str:
    """How a problem names an entry: by its key, or by its place among its kind (from 1)."""
    key = row.get("pack") if kind == "framework" else row.get("key")
    return f'[[{kind}]] "{key}"' if isinstance(key, str) and key else f"[[{kind}]] no. {number}"


def _read_fillings(declared: Mapping[str, object], problems: Problems) -> tuple[Filling, ...]:
    read = []
    for plural, kind in FILLED.items():
        rows = _tables(declared.get(plural, []), f"[[{plural}]]", problems)
        for number, row in enumerate(rows, start=1):
            table = f" from {row['table']}" if isinstance(row.get("table"), str) else f" no. {number}"
            filling = _read_filling(kind, row, f"[[{plural}]]{table}", problems)
            read.extend([filling] if filling else [])
    return tuple(read)


def _read_filling(kind: str, row: Mapping[str, object], entry: str, problems: Problems) -> Filling | None:
    table = row.get("table")
    if not isinstance(table, str):
        problems.append(MissingKey(entry=entry, key="table", hint=' (for example "interviews.csv")'))
        return None
    templates = {key: value for key, value in row.items() if key not in ("table", "columns")}
    _check_keys(kind, templates, entry, problems)
    return Filling(kind, entry, table, _read_columns(row.get("columns", {}), entry, problems), templates)


def _check_keys(kind: str, templates: Mapping[str, object], entry: str, problems: Problems) -> None:
    declared = {each.name.rstrip("_"): each for each in fields(KINDS[kind])}
    known = ("table", "columns", *declared)
    for key in templates:
        if key not in declared:
            problems.append(
                UnknownKey(entry=entry, key=key, nearest=suggestion(key, known), known=", ".join(known))
            )
    problems.extend(
        MissingKey(entry=entry, key=name, hint=' (a text, with "{column}" for what stands in a column)')
        for name, each in declared.items()
        if name not in templates and each.default is MISSING and each.default_factory is MISSING
    )


def _read_columns(raw: object, entry: str, problems: Problems) -> dict[str, Column]:
    if not isinstance(raw, Mapping) or not all(isinstance(each, Mapping) for each in raw.values()):
        problems.append(
            WrongValue(entry=entry, key="columns", value=str(raw), wanted="a table of columns to make")
        )
        return {}
    read = {
        name: read_row(Column, each, f"columns.{name} in {entry}", problems) for name, each in raw.items()
    }
    return {name: column for name, column in read.items() if column is not None}
