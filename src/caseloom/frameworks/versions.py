"""What becomes of codings and ratings when a study moves from one version of a framework to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast, get_args

from caseloom.frameworks import fields, refusals
from caseloom.frameworks.model import Pack

MoveKind = Literal["kept", "renamed", "promoted", "moved", "absorbed", "narrowed", "redefined", "split"]
Carry = Literal["yes", "flag", "queue"]

_FIELDS = frozenset(("from", "to", "kind", "carry_codings", "carry_ratings", "condition", "basis"))


@dataclass(frozen=True)
class Move:
    """One pair of ids of the two versions.

    `carry_codings`: "yes" moves codings over, "flag" moves them over and marks them to be looked at,
    "queue" leaves them for a person to recode (under `condition`, where several targets are on offer).
    `carry_ratings` is true only where the idea stayed the same. `basis` says what the row rests on.
    """

    from_id: str
    to_id: str
    kind: MoveKind
    carry_codings: Carry
    carry_ratings: bool
    condition: str = ""
    basis: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(MoveKind):
            raise self._wrong(f'has the kind "{self.kind}", which is none of {", ".join(get_args(MoveKind))}')
        if self.carry_codings not in get_args(Carry):
            raise self._wrong(f'carries codings "{self.carry_codings}", which is none of yes, flag, queue')
        if self.carry_ratings and self.carry_codings != "yes":
            raise self._wrong("carries ratings but not codings, while a rating rests on codings")

    def _wrong(self, fault: str) -> refusals.MoveWrong:
        return refusals.MoveWrong(from_id=self.from_id, to_id=self.to_id, fault=fault)


@dataclass(frozen=True)
class VersionMap:
    """All moves from one pack to its successor. Raises `MoveWrong` for a pair that stands twice."""

    from_pack: str
    to_pack: str
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for move in self.moves:
            if (move.from_id, move.to_id) in seen:
                raise refusals.MoveWrong(from_id=move.from_id, to_id=move.to_id, fault="stands here twice")
            if move.carry_codings != "queue" and len(self.of(move.from_id)) > 1:
                fault = "carries codings by itself although there are several targets to choose from"
                raise refusals.MoveWrong(from_id=move.from_id, to_id=move.to_id, fault=fault)
            seen.add((move.from_id, move.to_id))

    @cached_property
    def _by_source(self) -> dict[str, tuple[Move, ...]]:
        found: dict[str, tuple[Move, ...]] = {}
        for move in self.moves:
            found[move.from_id] = (*found.get(move.from_id, ()), move)
        return found

    def of(self, from_id: str) -> tuple[Move, ...]:
        """Where `from_id` goes, in the order of the table; () where the map does not say."""
        return self._by_source.get(from_id, ())


def read_version_map(toml_text: str) -> VersionMap:
    """The map in `toml_text`: `from_pack`, `to_pack`, a `[[move]]` per pair of ids. Raises a `Refused`."""
    table = fields.parse(toml_text)
    fields.check_fields(table, ("from_pack", "to_pack", "move"), "the version map")
    return VersionMap(
        from_pack=fields.word(table, "from_pack", "the version map"),
        to_pack=fields.word(table, "to_pack", "the version map"),
        moves=tuple(map(_move, fields.rows(table, "move", "the version map"))),
    )


def _move(row: fields.Table) -> Move:
    entry = f'the move from "{row.get("from", "")}" to "{row.get("to", "")}"'
    fields.check_fields(row, _FIELDS, entry)
    ratings = row.get("carry_ratings")
    if not isinstance(ratings, bool):
        raise refusals.FieldWrong(entry=entry, field="carry_ratings", wanted="true or false")
    return Move(
        from_id=fields.word(row, "from", entry),
        to_id=fields.word(row, "to", entry),
        kind=cast(MoveKind, fields.word(row, "kind", entry)),
        carry_codings=cast(Carry, fields.word(row, "carry_codings", entry)),
        carry_ratings=ratings,
        condition=fields.word(row, "condition", entry, ""),
        basis=fields.word(row, "basis", entry, ""),
    )


def check_version_map(version_map: VersionMap, packs: Iterable[Pack]) -> None:
    """Raise `MoveWrong` for the first move of which an end is in none of `packs`."""
    known = {construct.id for pack in packs for construct in pack.constructs}
    for move in version_map.moves:
        for end in (move.from_id, move.to_id):
            if end not in known:
                fault = f'names "{end}", which is in none of the packs'
                raise refusals.MoveWrong(from_id=move.from_id, to_id=move.to_id, fault=fault)
