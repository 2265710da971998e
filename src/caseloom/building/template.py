"""Texts with {column} in them, filled from one row of a table: plain names only, nothing is evaluated."""

import re
from collections.abc import Mapping

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")
_WHOLE = re.compile(r"\{([^{}]+)\}")


def columns_of(template: str) -> tuple[str, ...]:
    """The columns that a template names, in order; raises ValueError where a brace stands alone."""
    named = []
    for piece in _PIECE.finditer(template):
        if piece[0] in "{}":
            raise ValueError(template)
        if piece[1]:
            named.append(piece[1].strip())
    return tuple(named)


def fill(template: str, row: Mapping[str, object]) -> object:
    """The template with the row's values; one that is a single column gives its value as it is."""
    if whole := _WHOLE.fullmatch(template):
        return row[whole[1].strip()]
    return _PIECE.sub(lambda piece: _piece(piece, row), template)


def _piece(piece: re.Match[str], row: Mapping[str, object]) -> str:
    if piece[1]:
        value = row[piece[1].strip()]
        return "" if value is None else str(value).strip()
    return piece[0][0]
