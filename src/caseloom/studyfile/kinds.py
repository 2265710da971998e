"""How a room declares what it keeps: each kind once, with its fields, references and whose words it holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from caseloom.studyfile.columns import Id
from caseloom.studyfile.things import Thing, check_of

Holds = Literal["id", "thing", "words", "text", "integer", "real", "flag", "bytes"]
WhenGone = Literal["hide", "keep"]
WhoseWords = Literal["nobody", "author", "participant"]

METADATA = MetaData()


@dataclass(frozen=True)
class Field:
    """One field of a kind.

    `holds` "words" is free text, kept in a wording row of its own and named by id; "text" is a
    value from a closed form (a date, a choice); "thing" names a row of any of the kinds in `among`, kind
    and id in one value (see `things`). The later change wins (`design.md`, fold).
    `when_gone` says what readings do when the row that an id names is gone. What `holds_on` to a row is never
    left behind knowingly: its room refuses to take the row out, or gives it another. A row that is `owned`
    by the one that names it is erased with it. A row whose required "thing" was erased goes with it, and
    also one whose thing was emptied: what is said of somebody who withdrew goes with her.
    """

    name: str
    holds: Holds = "text"
    to: str | None = None
    required: bool = False
    when_gone: WhenGone = "keep"
    searchable: bool = False
    choices: tuple[str, ...] = ()
    owned: bool = False
    among: tuple[str, ...] = ()
    holds_on: bool = False

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The kinds of the rows that this field may name."""
        return self.among if self.to is None else (self.to,)

    def naming(self, kind: str, ids: Iterable[UUID]) -> list[Any]:
        """How this field names those rows of a kind."""
        return [str(Thing(kind, id)) for id in ids] if self.holds == "thing" else list(ids)

    def column(self) -> Column[object]:
        """The table column that keeps this field."""
        if self.holds == "words":
            return Column(self.name, Id, ForeignKey("wording.id", deferrable=True, initially="DEFERRED"))
        if self.holds == "id":
            keys = [ForeignKey(f"{self.to}.id", deferrable=True, initially="DEFERRED")] if self.to else []
            return Column(self.name, Id, *keys, nullable=not self.required)
        if self.holds == "thing":
            return Column(self.name, Text, CheckConstraint(check_of(self.name)), nullable=not self.required)
        kinds = {"text": Text, "integer": Integer, "real": REAL, "flag": Integer, "bytes": LargeBinary}
        return Column(self.name, kinds[self.holds], nullable=not self.required)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that a study keeps.

    An immutable kind's rows are never edited and have no items: a change reaches them through the
    rows that name them. Every other row has a birth item, and `born` and `gone` beside its fields. Rows that
    go `with_blanks` go where words that several people share are blanked, though no change names them.
    """

    name: str
    fields: tuple[Field, ...]
    label: str | None = None
    whose_words: WhoseWords = "nobody"
    immutable: bool = False
    indexes: tuple[tuple[str, ...], ...] = ()
    with_blanks: bool = False

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def choosy(self) -> tuple[Field, ...]:
        """The fields with a closed set of values."""
        return tuple(field for field in self.fields if field.choices)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The names of the fields that hold text of any kind."""
        return tuple(field.name for field in self.fields if field.holds in ("words", "text"))

    @cached_property
    def things(self) -> tuple[Field, ...]:
        """The fields that may name rows of several kinds."""
        return tuple(field for field in self.fields if field.holds == "thing")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The names of the fields that hold free text."""
        return tuple(field.name for field in self.fields if field.holds == "words")


def entity_table(kind: Kind) -> Table:
    """The table of a kind: local number, id, its fields, and (unless immutable) birth and gone."""
    life: list[Column[object]] = []
    if not kind.immutable:
        life = [
            Column("born", Integer, ForeignKey("change.n"), nullable=False),
            Column("gone", Integer, nullable=False, server_default="0"),
        ]
    return Table(
        kind.name,
        METADATA,
        Column("n", Integer, primary_key=True),
        Column("id", Id, nullable=False, unique=True),
        *(field.column() for field in kind.fields),
        *life,
        # A stranger's file could hold ids of another length, which nothing could read.
        CheckConstraint("length(id) = 16"),
        *(Index(f"{kind.name}_by_{'_'.join(columns)}", *columns) for columns in kind.indexes),
        sqlite_strict=True,
    )


class Kinds(Mapping[str, Kind]):
    """All kinds of a study, by name, in the order of the rooms.

    `blanks` are what rooms do, in this order, when rows are emptied (see `erasing`).
    """

    def __init__(self, kinds: Iterable[Kind], blanks: Sequence[Callable[..., Any]] = ()) -> None:
        self._kinds = MappingProxyType({kind.name: kind for kind in kinds})
        self.blanks = tuple(blanks)

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def table(self, name: str) -> Table:
        """The table of a kind."""
        return METADATA.tables[self._kinds[name].name]
