"""Controls of a page: a form whose answer is the address."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseloom.web.components.links import Choice


@dataclass(frozen=True)
class Control:
    """A choice of one among several, sent as `name`."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def control(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Control:
    """A control from (value, label) pairs with one of them chosen."""
    return Control(name, label, tuple(Choice(value, words, value == chosen) for value, words in options))
