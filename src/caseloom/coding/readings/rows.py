"""Rows as values: no words are an empty text, flags are true or false."""

from typing import Any

_TEXTS = frozenset(
    {"source_title", "case_name", "wave_name", "participant_name", "speaker", "code_label", "role_label"}
    | {"coder_name", "memo", "language", "query_name", "expression", "name", "note"}
)


def filled(row: Any) -> dict[str, Any]:
    """The row's values by name, as the dataclasses of this room want them."""
    values = {name: (value or "") if name in _TEXTS else value for name, value in row.items()}
    if "evidence" in values:
        values["evidence"] = bool(values["evidence"])
    if "turn_number" in values:
        values["turn_number"] = values["turn_number"] or 0
    return values
