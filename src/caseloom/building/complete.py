"""The second half of reading a manifest: tables opened, their rows filled in, every reference followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from caseloom.building.codebook import Codebook, open_codebook
from caseloom.building.columns import make_columns
from caseloom.building.folder import DataFolder, Table
from caseloom.building.manifest import entry_of
from caseloom.building.manifest_model import KINDS, Filling, Manifest
from caseloom.building.problems import (
    DeclaredTwice,
    DisagreeingRows,
    ManifestRefused,
    NoSuchColumn,
    NotATemplate,
    suggestion,
)
from caseloom.building.references import Entry, check_references
from caseloom.building.rules import check_rules
from caseloom.building.shape import Problems, read_row
from caseloom.building.template import columns_of, fill
from caseloom.language import CaseloomError

# Rows of these kinds may stand in a table once for every interview or passage, as long as they agree.
_REPEATED = ("participant", "code")


@dataclass(frozen=True)
class Completed:
    """A manifest with its tables filled in and its packs opened; `not_taken` are rows of codings left out."""

    manifest: Manifest
    codebook: Codebook
    not_taken: tuple[CaseloomError, ...]


def complete(manifest: Manifest, folder: DataFolder) -> Completed:
    """The manifest with every row in it, all references checked; raises `ManifestRefused`.

    A wrong row in a table of codings stops nothing: it is left out and listed in `not_taken`.
    """
    problems: Problems = []
    manifest = replace(manifest, map=_open_maps(manifest, folder, problems))
    entries: dict[str, list[Entry]] = {kind: _declared(kind, getattr(manifest, kind)) for kind in KINDS}
    not_taken: Problems = []
    for filling in manifest.fillings:
        told = not_taken if filling.kind == "coding" else problems
        entries[filling.kind] += _filled(filling, manifest, folder, problems, told)
    entries = {kind: _without_doubles(kind, rows, problems) for kind, rows in entries.items()}
    codebook = open_codebook(entries, folder, problems)
    check_references(entries, problems, not_taken)
    check_rules(entries, codebook.codes, folder, problems, not_taken)
    if problems:
        raise ManifestRefused(problems)
    rows: dict[str, Any] = {
        kind: tuple(each.row for each in listed if not each.refused) for kind, listed in entries.items()
    }
    return Completed(replace(manifest, fillings=(), **rows), codebook, tuple(not_taken))


def _declared(kind: str, rows: tuple[Any, ...]) -> list[Entry]:
    named = [(row, {"key": getattr(row, "key", None), "pack": getattr(row, "pack", None)}) for row in rows]
    return [Entry(entry_of(kind, names, number), row) for number, (row, names) in enumerate(named, start=1)]


def _open_maps(manifest: Manifest, folder: DataFolder, problems: Problems) -> tuple[Any, ...]:
    opened = []
    for each in manifest.map:
        try:
            words = folder.words(each.file, f'[[map]] "{each.key}"') if each.file else {}
        except CaseloomError as problem:
            problems.append(problem)
            continue
        opened.append(replace(each, values={**words, **each.values}))
    return tuple(opened)


def _filled(
    filling: Filling, manifest: Manifest, folder: DataFolder, problems: Problems, told: Problems
) -> list[Entry]:
    try:
        table = folder.table(filling.table, filling.entry)
    except CaseloomError as problem:
        problems.append(problem)
        return []
    before = len(problems)
    _check_templates(filling, table, problems)
    maps = {each.key: each.values for each in manifest.map}
    made = make_columns(filling, table, maps, problems, told) if len(problems) == before else []
    return [entry for number, row in made for entry in _row(filling, table, number, row, told)]


def _row(
    filling: Filling, table: Table, number: int, row: Mapping[str, object], told: Problems
) -> Iterator[Entry]:
    entry = f"Row {number} of {table.path}"
    raw = {key: _fill_all(template, row) for key, template in filling.templates.items()}
    read = read_row(KINDS[filling.kind], raw, entry, told, typed=False)
    if read is not None:
        yield Entry(entry, read, from_table=True)


def _fill_all(template: object, row: Mapping[str, object]) -> object:
    if isinstance(template, str):
        return fill(template, row)
    if isinstance(template, list):
        return [str(_fill_all(each, row)) for each in template]
    if isinstance(template, dict):
        return {key: _fill_all(each, row) for key, each in template.items()}
    return template


def _check_templates(filling: Filling, table: Table, problems: Problems) -> None:
    known = (*table.columns, *filling.columns)
    for key, text in _texts_in(filling.templates):
        try:
            named = columns_of(text)
        except ValueError:
            problems.append(NotATemplate(entry=filling.entry, key=key, value=f'"{text}"'))
            continue
        problems.extend(
            no_such_column(filling.entry, column, table, known) for column in named if column not in known
        )


def _texts_in(template: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(template, str):
        yield key, template
    elif isinstance(template, list):
        for each in template:
            yield from _texts_in(each, key)
    elif isinstance(template, Mapping):
        for name, each in template.items():
            yield from _texts_in(each, f"{key}.{name}" if key else name)


def no_such_column(entry: str, column: str, table: Table, known: tuple[str, ...]) -> NoSuchColumn:
    """The problem of a name that is no column, with the nearest one."""
    nearest = suggestion(column, known)
    return NoSuchColumn(entry=entry, column=column, table=table.path, nearest=nearest, known=", ".join(known))


def _without_doubles(kind: str, entries: list[Entry], problems: Problems) -> list[Entry]:
    first: dict[str, Entry] = {}
    kept = []
    for each in entries:
        key = getattr(each.row, "pack", None) if kind == "framework" else getattr(each.row, "key", None)
        if not key or key not in first:
            kept.append(each)
            first.update({key: each} if key else {})
        elif not (kind in _REPEATED and each.from_table):
            problems.append(DeclaredTwice(entry=each.name, first=first[key].name))
        elif each.row != first[key].row:
            differing = [
                f.name
                for f in fields(each.row)
                if getattr(each.row, f.name) != getattr(first[key].row, f.name)
            ]
            problems.append(
                DisagreeingRows(entry=each.name, first=first[key].name, fields=", ".join(differing))
            )
    return kept
