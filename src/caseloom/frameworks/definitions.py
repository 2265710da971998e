"""The published definitions, from the user's own copy of a codebook, put beside their constructs."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from caseloom.frameworks import refusals
from caseloom.frameworks.model import Construct, Pack

Row = Mapping[str, object] | Sequence[object]
Why = Literal["no name", "no such construct", "several constructs", "defined before"]

# Words that make a heading: of names the most specific first, since tables fill the wider ones down.
_NAMES = (
    "subconstruct",
    "construct",
    "constructs",
    "name",
    "label",
    "title",
    "term",
    "topic",
    "code",
    "domain",
)
_DEFINITIONS = ("definition", "definitions", "description", "meaning", "explanation")
_IDS = ("id", "number", "no", "nr")
_HEADING_ROWS = 10
_HEADING_WORDS = 5
_NUMBERED = re.compile(r"\s*(?:[ivx]+|[a-z]|\d+)(?:\.?(?:[a-z]|\d+))*\s*[.):]\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_PREFIXES = ("innovation", "intervention", "outcome", "gap", "org", "organisational", "the")
_SUFFIXES = ("domain", "subdomain", "construct", "subconstruct")
# British and American forms of one word meet here; only the key is touched, never a text.
_SPELLINGS = (("z", "s"), ("centred", "centered"), ("programme", "program"), ("behaviour", "behavior"))


@dataclass(frozen=True)
class UnmatchedRow:
    """A row whose definition found no place: its number in the table (from 0), its name, and why."""

    row: int
    name: str
    why: Why


@dataclass(frozen=True)
class DefinitionMatch:
    """Which construct each definition belongs to, and what is left over on either side.

    `found`: construct id → definition as it stands in the table, outer blanks removed. `unmatched`: rows
    with a definition that has no place. `without`: ids of the constructs (headings left out) that the table
    does not define, in the pack's order.
    """

    found: Mapping[str, str]
    unmatched: tuple[UnmatchedRow, ...]
    without: tuple[str, ...]


@dataclass(frozen=True)
class _Columns:
    names: tuple[str, ...]
    ids: tuple[str, ...]
    definition: str


def match_definitions(pack: Pack, rows: Sequence[Row]) -> DefinitionMatch:
    """Match the rows of a table of definitions with the constructs of `pack`.

    `rows` are mappings heading → cell, or sequences of cells with a heading row among the first ten; without
    headings, the columns are told by what they hold. A name matches by label, alias, number or id; case,
    punctuation, what stands in brackets, list numbers and prefixes such as "Innovation" do not count. A name
    that several constructs bear goes to the one beside or under the construct matched before it, as in
    printed tables; of two different definitions of one construct the first stands.
    Raises `DefinitionColumnsMissing` where there is no column of names or of definitions.
    """
    names = _Names(pack)
    table = [_cells(row) for row in rows]
    first, columns = _headings(table)
    columns = columns or _columns_by_content(names, table)
    found: dict[str, str] = {}
    unmatched: list[UnmatchedRow] = []
    before: Construct | None = None
    for place, cells in enumerate(table[first:], start=first):
        called, definition = _called(cells, columns), cells.get(columns.definition, "")
        meant = names.meant(called, before)
        before = meant[0] if len(meant) == 1 else before
        if definition and (why := _place(meant, definition, found)):
            unmatched.append(UnmatchedRow(place, next(iter(called), ""), why if called else "no name"))
    without = tuple(each.id for each in pack.constructs if not each.heading and each.id not in found)
    return DefinitionMatch(found, tuple(unmatched), without)


def _place(meant: Sequence[Construct], definition: str, found: dict[str, str]) -> Why | None:
    """Put the definition where it belongs, or say why not."""
    if not meant:
        return "no such construct"
    if len(meant) > 1:
        return "several constructs"
    return None if found.setdefault(meant[0].id, definition) == definition else "defined before"


def _called(cells: Mapping[str, str], columns: _Columns) -> tuple[str, ...]:
    """What a row calls its construct: its most specific name, then its ids; blank ones left out."""
    names = [cells[column] for column in columns.names if cells.get(column)]
    return (*names[:1], *(cells[column] for column in columns.ids if cells.get(column)))


class _Names:
    """Every name that a construct of the pack may go by in a table."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._full: dict[str, list[Construct]] = {}
        self._short: dict[str, list[Construct]] = {}
        for construct in pack.constructs:
            labels = (*construct.labels.values(), *construct.aliases)
            for key in {*map(_key, labels), construct.id, construct.number.casefold()}:
                self._full.setdefault(key, []).append(construct)
            for key in {short for label in labels for short in _shortened(label)}:
                self._short.setdefault(key, []).append(construct)

    def meant(self, called: Sequence[str], before: Construct | None) -> tuple[Construct, ...]:
        """The constructs that the first telling name may mean, given the one matched `before` it."""
        choices = (self._choice(key, before) for name in called for key in _keys(name))
        return next(filter(None, choices), ())

    def _choice(self, key: str, before: Construct | None) -> tuple[Construct, ...]:
        full = self._full.get(key, [])
        every = tuple(dict.fromkeys((*full, *self._short.get(key, []))))
        near = tuple(each for each in every if before is not None and _beside(each, before))
        return near or tuple(full) or every


def _beside(construct: Construct, before: Construct) -> bool:
    return construct.parent is not None and construct.parent in (before.id, before.parent)


def _keys(name: str) -> tuple[str, ...]:
    """The forms of a name as written in a table, the most literal first; blank ones left out."""
    plain = name.strip().casefold()
    unnumbered = _NUMBERED.sub("", plain, count=1)
    forms = (plain, plain.rstrip(".):"), _key(plain), _key(unnumbered), *_shortened(unnumbered))
    return tuple(dict.fromkeys(form for form in forms if form))


def _shortened(label: str) -> tuple[str, ...]:
    """What is left of a label without its prefix or suffix, or behind its colon; the longest first."""
    words = _key(label).split()
    shorter = {_key(label.rpartition(":")[2])} if ":" in label else set()
    if len(words) > 1 and words[0] in _PREFIXES:
        shorter.add(" ".join(words[1:]))
    if len(words) > 1 and words[-1] in _SUFFIXES:
        shorter.add(" ".join(words[:-1]))
    return tuple(sorted(shorter - {""}, key=lambda short: (-len(short), short)))


def _key(text: str) -> str:
    """Lower-case words without brackets and punctuation, in one spelling."""
    plain = unicodedata.normalize("NFKC", _BRACKETS.sub(" ", text)).casefold().replace("&", " and ")
    for other, one in _SPELLINGS:
        plain = plain.replace(other, one)
    return " ".join(re.findall(r"\w+", plain))


def _cells(row: Row) -> dict[str, str]:
    """A row as heading → text; the cells of a sequence are headed by their places."""
    pairs = row.items() if isinstance(row, Mapping) else ((str(n), cell) for n, cell in enumerate(row))
    return {str(heading): "" if cell is None else str(cell).strip() for heading, cell in pairs}


def _headings(table: Sequence[Mapping[str, str]]) -> tuple[int, _Columns | None]:
    """Where the rows begin, and the columns, if headings tell: keys of mappings, or one of the first rows."""
    if table and (columns := _columns({heading: heading for heading in table[0]})):
        return 0, columns
    for place, cells in enumerate(table[:_HEADING_ROWS]):
        if columns := _columns(cells):
            return place + 1, columns
    return 0, None


def _columns(headings: Mapping[str, str]) -> _Columns | None:
    """The columns of names, of ids and of definitions, told by words in their headings."""
    words = {column: _key(text).split() for column, text in headings.items()}
    free = {column: found for column, found in words.items() if found and len(found) <= _HEADING_WORDS}
    definitions, ids, names = (_take(free, sort) for sort in (_DEFINITIONS, _IDS, _NAMES))
    return _Columns(names, ids, definitions[0]) if definitions and (names or ids) else None


def _take(free: dict[str, list[str]], sort: Sequence[str]) -> tuple[str, ...]:
    """Take the columns whose headings hold a word of `sort`, in the order of `sort`."""
    taken = tuple(dict.fromkeys(column for word in sort for column in free if word in free[column]))
    for column in taken:
        del free[column]
    return taken


def _columns_by_content(names: _Names, table: Sequence[Mapping[str, str]]) -> _Columns:
    """Names: the column with most cells that name a construct. Definitions: the wordiest of the others."""
    columns = dict.fromkeys(column for cells in table for column in cells)
    hits = {
        column: sum(bool(names.meant([cells.get(column, "")], None)) for cells in table) for column in columns
    }
    words = {column: sum(len(cells.get(column, "").split()) for cells in table) for column in columns}
    name = max(columns, key=lambda column: hits[column], default=None)
    if name is None or not hits[name]:
        raise refusals.DefinitionColumnsMissing(pack=names.pack.id, wanted="names")
    del words[name]
    definition = max(words, key=lambda column: words[column], default=None)
    if definition is None or not words[definition]:
        raise refusals.DefinitionColumnsMissing(pack=names.pack.id, wanted="definitions")
    return _Columns((name,), (), definition)
