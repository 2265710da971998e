"""What the record says to people: an act of the history, a conflict, what a withdrawal takes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseloom.language import CaseloomError
from caseloom.record.catalogue import ACTIONS
from caseloom.studyfile.catalogue import Action
from caseloom.studyfile.erasing import Named


class RecordProblem(CaseloomError):
    """Something that the record of changes cannot do."""

    exit_code = 8


class NothingToUndo(RecordProblem):
    """A person has done nothing that could be taken back."""

    sentence = "There is nothing of yours to undo. Nothing was changed."


class NothingToRedo(RecordProblem):
    """A person has taken nothing back, or has done something since."""

    sentence = (
        "There is nothing of yours to redo: you undid nothing, or did something since. Nothing was changed."
    )


class BuiltOn(RecordProblem):
    """Others built on what a person wants to take back."""

    sentence = (
        "This cannot be taken back as it is: since then, {what} Nothing was changed. Ask for that to be "
        "undone first, or change it by hand."
    )


class NotYours(RecordProblem):
    """Somebody else's act."""

    sentence = "Only {who} can undo that; nothing was changed. Ask them, or change it by hand."


class NotUndoable(RecordProblem):
    """An act that nobody can take back."""

    sentence = "An act of this sort cannot be undone; nothing was changed."


class StudyReadOnly(RecordProblem):
    """A reading of the past cannot be written to."""

    sentence = "This is the study as it was on {day}: it can be read, not changed. Open the study itself."


BUILD = "A build"
"""Who did what nobody in person did."""
NAMELESS = "something that was withdrawn or has no name"
MOST_NAMED = 3
"""How many of the acts that are in the way a refusal names."""


@dataclass(frozen=True)
class Act:
    """One act in the history: a change, or the changes of a batch, by one person (or a build).

    `what` names what it was about; `took_back` is the act that an undo or redo took back. `undone` acts
    do not hold any more.
    """

    changes: tuple[UUID, ...]
    author: UUID | None
    who: str
    action: str
    at: str
    count: int
    what: str
    undone: bool = False
    took_back: "Act | None" = None

    @property
    def known(self) -> Action:
        """The declared action; one that this program does not know is told by its name."""
        return ACTIONS.get(self.action) or Action(
            self.action, f"{{who}}: {self.action}.", f"{{who}}: {self.action}."
        )

    @property
    def sentence(self) -> str:
        """The message id (English, with the gaps who, what and count) that doors look up."""
        return self.known.one if self.count == 1 else self.known.many

    @property
    def named(self) -> dict[str, "str | int | Act"]:
        """What fills the gaps; an act that was taken back is a sentence of its own."""
        return {
            "who": self.who or BUILD,
            "what": self.took_back or self.what or NAMELESS,
            "count": self.count,
        }

    def __str__(self) -> str:
        return self.sentence.format(**self.named)


class Acts(tuple[Act, ...]):
    """Several acts, as sentences one after the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return " ".join(map(str, self))


@dataclass(frozen=True)
class Edit:
    """What an act did to one field: what it said before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Wanted:
    """Which acts a person wants to see; none of it is everything."""

    of: tuple[str, UUID] | None = None
    by: UUID | None = None
    action: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True)
class SideTold:
    """One side of a conflict, told: who wrote what, when; `change` names it for the settlement."""

    change: UUID
    who: str
    at: str
    says: str
    stands: bool


@dataclass(frozen=True)
class ConflictTold:
    """A conflict as people see it: about which field of what, and its sides.

    `sort` is "field" (two values), "used" (taken out by one, used by the other) or "text" (two corrections
    of one source's text).
    """

    sort: str
    kind: str
    entity: UUID
    field: str
    about: str
    sides: tuple[SideTold, ...]


@dataclass(frozen=True)
class Suspect:
    """Somebody else's text that may quote or name a participant: for a person to judge."""

    kind: str
    entity: UUID
    field: str
    about: str
    words: str
    why: str


@dataclass(frozen=True)
class Withdrawal:
    """What withdrawing a participant takes, before anybody says yes.

    `whole` sources go, `shared` ones keep the others' words; `counts` says how many rows of which kind
    go in all. `person` is the member of the team who is the same human, who is asked about that too.
    """

    participant: UUID
    name: str
    person: UUID | None
    person_name: str
    whole: tuple[tuple[UUID, str], ...]
    shared: tuple[tuple[UUID, str], ...]
    counts: tuple[tuple[str, int], ...]
    turns: int
    words: int
    suspects: tuple[Suspect, ...]
    named: Named


AS_PERSON = ("keep", "name", "everything")
"""What is asked about a co-researcher who withdraws as a participant: keep her as a coder, keep her codings
but not her name, or erase all that she did."""
