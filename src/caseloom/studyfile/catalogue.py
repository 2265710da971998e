"""How a room declares what can be done in it: each action with its sentence and the law for its fields."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

BORN = ""
GONE = "gone"
EVERY = "*"
"""In a law: every field of a kind, beside its birth and its going."""


@dataclass(frozen=True)
class Action:
    """One thing that a person or a build can do to a study.

    `one` and `many` are message ids (English, with the gaps who, what and count) that doors look up in
    the reader's language; `about` is the kind whose row `what` names. `writes` is the law for fields:
    kind → fields that a change of this action may write ("" its birth, "gone" its going, "*" all). Rows
    of a kind in `in_passing` whose id their place determines come about on the way and belong to
    nobody: undo leaves one that is in use.
    """

    name: str
    one: str
    many: str
    about: str = ""
    writes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    in_passing: frozenset[str] = frozenset()
    undoable: bool = True

    def allows(self, kind: str, written: str) -> bool:
        """Whether the law lets a change of this action write that field of that kind."""
        law = self.writes.get(kind, ())
        return written in law or EVERY in law


class Catalogue(Mapping[str, Action]):
    """All actions of a study by name, in the order of the rooms."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._actions = MappingProxyType({action.name: action for action in actions})

    def __getitem__(self, name: str) -> Action:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def undoable(self, name: str) -> bool:
        """Whether a person may undo a change of that action; one that nobody declares stays."""
        return name in self and self[name].undoable

    def in_passing(self, name: str) -> frozenset[str]:
        """The kinds whose rows come about on the way in that action."""
        return self[name].in_passing if name in self else frozenset()
