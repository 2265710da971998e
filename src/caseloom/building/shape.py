"""How the manifest's tables are declared: dataclass fields that say what they hold, and one reader for all.

A row that stands in the manifest and a row filled from a table go through the same reader; only the second
may write its dates as tables do ("3-Jul-20") and its lists in one cell ("a; b").
"""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, field, fields
from typing import Any, TypeVar

from caseloom import dates
from caseloom.building.problems import (
    MissingKey,
    NotADateThere,
    UnknownKey,
    WrongValue,
    suggestion,
)
from caseloom.language import CaseloomError

Row = TypeVar("Row")
Problems = list[CaseloomError]
# A count beyond this is a slip, and more than a study file's numbers can hold.
_MOST = 10**9
_UNSOUND = re.compile("[\0\ud800-\udfff]")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _declare(holds: str, default: Any, **more: object) -> Any:
    return field(default=default, metadata={"holds": holds, **more})


def text(*, required: bool = False, default: str = "") -> Any:
    """A line of text; one that is not required is `default` where it is absent."""
    return _declare("text", MISSING if required else default)


def texts() -> Any:
    """A list of texts."""
    return _declare("texts", ())


def edtf(*, required: bool = False) -> Any:
    """A date in EDTF, or in a form that tables use."""
    return _declare("date", MISSING if required else "")


def choice(*values: str, required: bool = False) -> Any:
    """One of a closed list of words."""
    return _declare("choice", MISSING if required else "", values=values)


def number(*, required: bool = False) -> Any:
    """A whole number, 0 or more; one that is not required is None where it is absent."""
    return _declare("number", MISSING if required else None)


def flag() -> Any:
    """Either true or false."""
    return _declare("flag", default=False)


def identity() -> Any:
    """A UUID."""
    return _declare("identity", MISSING)


def reference(to: str, *, required: bool = False) -> Any:
    """The key of another entry, of the kind `to`."""
    return _declare("text", MISSING if required else "", to=to)


def references(to: str) -> Any:
    """The keys of other entries, of the kind `to`."""
    return _declare("texts", (), to=to)


def inner(of: type, *, many: bool = False) -> Any:
    """A table inside the table, or a list of them."""
    return _declare("tables" if many else "table", () if many else None, of=of)


def mapping() -> Any:
    """A table of texts under names that the author chooses."""
    return field(default_factory=dict, metadata={"holds": "mapping"})


def read_row(
    of: type[Row], raw: Mapping[str, object], entry: str, problems: Problems, *, typed: bool = True
) -> Row | None:
    """One dataclass from one TOML table; None after adding to `problems` what is wrong with it.

    `typed` is false for a row that was filled from a table, where every value is text.
    """
    before = len(problems)
    declared = {each.name.rstrip("_"): each for each in fields(of)}  # type: ignore[arg-type]
    for key in raw:
        if key not in declared:
            known = ", ".join(declared)
            problems.append(UnknownKey(entry=entry, key=key, nearest=suggestion(key, declared), known=known))
    values = {
        each.name: _read_value(each, name, raw[name], entry, problems, typed)
        for name, each in declared.items()
        if name in raw and not _is_absent(raw[name])
    }
    for name, each in declared.items():
        if each.name not in values and each.default is MISSING and each.default_factory is MISSING:
            problems.append(MissingKey(entry=entry, key=name, hint=_hint(each)))
    return of(**values) if len(problems) == before else None


def _is_absent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _hint(declared: Field[Any]) -> str:
    hints = {
        "identity": ' (a new UUID, as `python -c "import uuid; print(uuid.uuid4())"` gives, kept for ever)',
        "date": ' (for example "2019", "2020-03/2021-06" or "2016/..")',
        "choice": f" (one of {', '.join(declared.metadata.get('values', ()))})",
    }
    return hints.get(declared.metadata["holds"], "")


def _read_value(
    declared: Field[Any], name: str, value: object, entry: str, problems: Problems, typed: bool
) -> object:
    holds = declared.metadata["holds"]
    if holds == "date":
        return _read_date(value, name, entry, problems, typed)
    if holds in ("table", "tables"):
        return _read_inner(declared, name, value, entry, problems, typed)
    read, wanted = _READERS[holds]
    try:
        return read(value, declared, typed)
    except (ValueError, TypeError):
        wanted = wanted.replace("{values}", ", ".join(declared.metadata.get("values", ())))
        problems.append(WrongValue(entry=entry, key=name, value=_shown(value), wanted=wanted))
        return None


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _read_text(value: object, _declared: Field[Any], typed: bool) -> str:
    if typed and not isinstance(value, str):
        raise TypeError
    return _sound(str(value).strip())


def _sound(text: str) -> str:
    """The text, unless it has what no study file can hold: U+0000 or half of a character."""
    if _UNSOUND.search(text):
        raise ValueError(text)
    return text


def _read_texts(value: object, _declared: Field[Any], typed: bool) -> tuple[str, ...]:
    if isinstance(value, str) and not typed:
        value = value.split(";")
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return tuple(_sound(each.strip()) for each in value if each.strip())


def _read_choice(value: object, declared: Field[Any], typed: bool) -> str:
    word = _read_text(value, declared, typed)
    if word not in declared.metadata["values"]:
        raise ValueError
    return word


def _read_number(value: object, _declared: Field[Any], typed: bool) -> int:
    if isinstance(value, bool) or (typed and not isinstance(value, int)):
        raise TypeError
    count = float(str(value))
    if not count.is_integer() or not 0 <= count <= _MOST:
        raise ValueError
    return int(count)


def _read_flag(value: object, _declared: Field[Any], typed: bool) -> bool:
    if isinstance(value, bool):
        return value
    if typed or str(value).strip().lower() not in _FLAGS:
        raise ValueError
    return _FLAGS[str(value).strip().lower()]


def _read_identity(value: object, _declared: Field[Any], _typed: bool) -> uuid.UUID:
    return uuid.UUID(str(value))


def _read_mapping(value: object, _declared: Field[Any], _typed: bool) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise TypeError
    return {str(key): each for key, each in value.items()}


_READERS: dict[str, tuple[Callable[[object, Field[Any], bool], object], str]] = {
    "text": (_read_text, "a text in quotation marks, of whole characters"),
    "texts": (_read_texts, 'a list of texts, as in ["one", "two"]'),
    "choice": (_read_choice, "one of: {values}"),
    "number": (_read_number, "a whole number of 0 or more"),
    "flag": (_read_flag, "true or false"),
    "identity": (_read_identity, "a UUID (32 hexadecimal digits in five groups)"),
    "mapping": (_read_mapping, 'a table of texts, as in { "one" = "two" }'),
}


def _read_date(value: object, name: str, entry: str, problems: Problems, typed: bool) -> str:
    try:
        if typed and isinstance(value, str):
            return dates.check(value)
        return dates.from_column(value)
    except (dates.NotADate, dates.NotADateInAColumn) as failure:
        problems.append(NotADateThere(entry=entry, key=name, reason=str(failure)))
        return ""


def _read_inner(
    declared: Field[Any], name: str, value: object, entry: str, problems: Problems, typed: bool
) -> object:
    many = declared.metadata["holds"] == "tables"
    rows: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(row, Mapping) for row in rows) or (not many and len(rows) != 1):
        wanted = "a list of tables" if many else "a table"
        problems.append(WrongValue(entry=entry, key=name, value=_shown(value), wanted=wanted))
        return None
    read = [
        read_row(declared.metadata["of"], row, f"{name} in {entry}", problems, typed=typed) for row in rows
    ]
    return tuple(read) if many else read[0]
