"""Doors: a word or a number that opens what it stands for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A label and where it leads; an empty `href` is the place one is at. `language` is the label's."""

    label: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Count:
    """A number and the list of what it counts; without `href` where it counts nothing."""

    number: int
    href: str = ""


@dataclass(frozen=True)
class Choice:
    """One option of a control."""

    value: str
    label: str
    chosen: bool = False
