"""Typed fields out of a TOML table, with a sentence where one is missing, misspelt or of another type."""

import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from caseloom.frameworks import refusals
from caseloom.frameworks.texts import Texts

Table = Mapping[str, Any]


def parse(text: str) -> dict[str, Any]:
    """The TOML in `text`, with or without a byte order mark. Raises `NotToml`."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise refusals.NotToml(reason=str(fault)) from fault


def check_fields(table: Table, known: Collection[str], entry: str) -> None:
    """Raise `FieldUnknown` for the first field of `table` that is not in `known`."""
    for name in table:
        if name not in known:
            raise refusals.FieldUnknown(entry=entry, field=name, known=", ".join(sorted(known)))


def rows(table: Table, name: str, entry: str) -> list[dict[str, Any]]:
    """The tables under `[[name]]`; none is an empty list."""
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise refusals.FieldWrong(entry=entry, field=name, wanted=f"tables, each begun by [[{name}]]")
    return found


def word(table: Table, name: str, entry: str, default: str | None = None) -> str:
    """A piece of text; raises `FieldMissing` where there is none and no default."""
    found = table.get(name, default)
    if found is None:
        raise refusals.FieldMissing(entry=entry, field=name)
    if not isinstance(found, str):
        raise refusals.FieldWrong(entry=entry, field=name, wanted="text between quotation marks")
    return found


def count(table: Table, name: str, entry: str) -> int:
    """A whole number from 1."""
    if name not in table:
        raise refusals.FieldMissing(entry=entry, field=name)
    found = table[name]
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise refusals.FieldWrong(entry=entry, field=name, wanted="a whole number from 1")
    return found


def words(table: Table, name: str, entry: str) -> tuple[str, ...]:
    """A list of texts; none is empty."""
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise refusals.FieldWrong(entry=entry, field=name, wanted="a list of texts between square brackets")
    return tuple(found)


def wording(found: object, language: str, name: str, entry: str) -> Texts:
    """A text for people: plain text is in `language`, a table gives a wording per language."""
    if isinstance(found, str):
        return Texts({language: found})
    if isinstance(found, dict) and all(isinstance(each, str) for each in found.values()):
        return Texts(found)
    raise refusals.FieldWrong(entry=entry, field=name, wanted='text, or a table like { en = "…", sv = "…" }')


def wordings(table: Table, name: str, language: str, entry: str) -> tuple[Texts, ...]:
    """A list of texts for people; none is empty."""
    found = table.get(name, [])
    if not isinstance(found, list):
        raise refusals.FieldWrong(entry=entry, field=name, wanted="a list of texts between square brackets")
    return tuple(wording(each, language, name, entry) for each in found)
