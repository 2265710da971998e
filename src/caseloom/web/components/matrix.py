"""A matrix as a page shows it: heads over columns, rows in a tree, cells that say why they are empty."""

from dataclasses import dataclass
from typing import Literal

Look = Literal["evidence", "blank", "nothing", "candidates"]
SHARES = 4
MOST_DOTS = 6


@dataclass(frozen=True)
class Group:
    """A head over several columns: a case over its waves."""

    label: str
    span: int
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Column:
    """One column; `opens` marks the first of its group, where the gap lies."""

    key: str
    label: str
    note: str = ""
    opens: bool = False
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell. `number` and `of` are printed as they are; `words` is the whole said in words.

    `share` runs from 0 to `SHARES` and is the only thing colour stands for; `kinds` are the kinds of
    source that the evidence is of, as (kind, words for it).
    """

    look: Look
    href: str = ""
    number: str = ""
    of: str = ""
    unit: str = ""
    words: str = ""
    names: str = ""
    share: int = 0
    kinds: tuple[tuple[str, str], ...] = ()
    opens: bool = False
    dots: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of the tree; `level` counts from 1, `folds` says that rows hang below it.

    `language` is the label's, "" where nobody says.
    """

    key: str
    label: str
    cells: tuple[Cell, ...]
    level: int = 1
    parent: str = ""
    folds: bool = False
    folded: bool = False
    hidden: bool = False
    href: str = ""
    number: str = ""
    language: str = ""


@dataclass(frozen=True)
class Matrix:
    """The whole table, with the rule by which its cells were filled."""

    rule: str
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: str
    kinds: tuple[tuple[str, str], ...] = ()
    looks: tuple[Look, ...] = ()
    of_people: bool = True
    unreviewed: bool = False


def share(part: int, whole: int) -> int:
    """Which of the shades a share has: 0 for none, then quarters rounded up."""
    if part <= 0 or whole <= 0:
        return 0
    return min(SHARES, -(-part * SHARES // whole))


def dots(part: int, whole: int) -> tuple[bool, ...]:
    """One dot for each informant, filled for those with evidence; none where they would be a crowd."""
    return tuple(i < part for i in range(whole)) if 0 < whole <= MOST_DOTS else ()
