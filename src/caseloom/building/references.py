"""Following every reference of a manifest: what is named has to be declared, and nothing is inside itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from caseloom.building.problems import GoesInCircles, NotDeclared, suggestion
from caseloom.building.shape import Problems
from caseloom.language import CaseloomError

_PARENTS = {"setting": "within", "code": "parent"}


@dataclass
class Entry:
    """One declared row with the name that problems give it; `refused` once a problem leaves it out."""

    name: str
    row: Any
    from_table: bool = False
    refused: bool = False


Entries = Mapping[str, Sequence[Entry]]


def check_references(entries: Entries, problems: Problems, not_taken: Problems) -> None:
    """Add a problem for every key that names nothing, and for settings or codes that go in circles.

    A coding from a table is only left out, with the problem in `not_taken`.
    """
    declared = {kind: {getattr(each.row, "key", ""): None for each in rows} for kind, rows in entries.items()}
    for kind, rows in entries.items():
        for each in rows:
            found = list(_undeclared(each, declared))
            if kind == "coding" and each.from_table:
                each.refused = each.refused or bool(found)
                not_taken.extend(found)
            else:
                problems.extend(found)
    for kind, key in _PARENTS.items():
        problems.extend(_circles(entries[kind], key))


def _undeclared(entry: Entry, declared: Mapping[str, Mapping[str, None]]) -> Iterator[CaseloomError]:
    for each in fields(entry.row):
        kind = each.metadata.get("to")
        if kind is None:
            continue
        named = getattr(entry.row, each.name)
        for value in (named,) if isinstance(named, str) else named:
            if value and value not in declared[kind]:
                yield _not_declared(entry, each.name, value, kind, declared[kind])


def _not_declared(entry: Entry, key: str, value: str, kind: str, known: Mapping[str, None]) -> NotDeclared:
    cure = f'Declare it with [[{kind}]] key = "{value}", or correct the name.'
    return NotDeclared(
        entry=entry.name, key=key, value=value, kind=kind, nearest=suggestion(value, known), cure=cure
    )


def _circles(rows: Sequence[Entry], key: str) -> Iterator[CaseloomError]:
    parents = {each.row.key: getattr(each.row, key) for each in rows}
    told: set[str] = set()
    for each in rows:
        path = [each.row.key]
        while (parent := parents.get(path[-1])) and parent not in path:
            path.append(parent)
        if parent and parent == each.row.key and parent not in told:
            told.update(path)
            yield GoesInCircles(entry=each.name, key=key, path=" → ".join([*path, parent]))
