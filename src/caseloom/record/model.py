"""What the record says to people: an act of the history, a conflict, what a withdrawal takes."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase
from uuid import UUID

from caseloom.language import CaseloomError, Phrase, spoken
from caseloom.record.catalogue import ACTIONS
from caseloom.record.fields import NAMES, Words
from caseloom.studyfile.catalogue import Action
from caseloom.studyfile.erasing import Named
from caseloom.studyfile.undo import REDO


class RecordProblem(CaseloomError):
    """Something that the record of changes cannot do."""

    exit_code = 8


class NothingToUndo(RecordProblem):
    """A person has done nothing that could be taken back."""

    sentence = "There is nothing of yours to undo. Nothing was changed."


class NoSuchAct(RecordProblem):
    """An id that is no act of a person's, or of one that was taken back already."""

    sentence = (
        "There is no act under that id that a person did and that still stands. Nothing was changed: "
        "look it up in the history."
    )


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


class NothingLeft(RecordProblem):
    """An act of which nothing can be given back any more."""

    sentence = (
        "Nothing of this is left to take back: what it changed went with a withdrawal, or has been settled "
        "otherwise since. Nothing was changed."
    )


class NotUndoable(RecordProblem):
    """An act that nobody can take back."""

    sentence = "An act of this sort cannot be undone; nothing was changed."


class StudyReadOnly(RecordProblem):
    """A reading of the past cannot be written to."""

    sentence = "This is the study as it was on {day}: it can be read, not changed. Open the study itself."


class NoSuchConflict(RecordProblem):
    """A conflict that was settled, changed, or never was there."""

    sentence = (
        "There is no conflict “{name}”: it is settled, or one of its sides has changed. Nothing was settled. "
        "List them again and take the id beside the one you mean."
    )


class NumbersMove(RecordProblem):
    """A conflict named by its place in a list that may have changed since."""

    sentence = (
        "Numbers move when the list changes, so nothing was settled. Conflict {number} is now about {about}; "
        "if you mean that one, say “--settle {id}”."
    )


class NoSuchSide(RecordProblem):
    """A letter that is no side of a conflict."""

    sentence = "That conflict has no side “{side}”. Nothing was settled. Use one of: {sides}."


class AlsoACoder(RecordProblem):
    """A participant who is a member of the team too, about which nothing was said."""

    sentence = (
        "{name} is also a member of the team, or has the same name as one ({person}), so nothing was erased. "
        "Say what about that: “keep” changes nothing there, “name” keeps the codings without the name, "
        "“everything” erases them too."
    )


class NotConfirmed(RecordProblem):
    """An erasure that nobody confirmed by the participant's name."""

    sentence = "Nothing was erased: it was not confirmed by the participant's name, “{name}”. {hint}"


class WordsMissing(RecordProblem):
    """What has a name cannot be left without one."""

    sentence = "This cannot be left empty, so nothing was changed. Write other words in its place."


BUILD = spoken("A build")
"""Who did what nobody in person did."""
NAMELESS = spoken("something without a name")
WITHDRAWN = {
    "participant": spoken("a participant who withdrew"),
    "speaker": spoken("a participant who withdrew"),
    "source": spoken("a source that went with a withdrawal"),
    "coding": spoken("a coding that went with a withdrawal"),
    "memo": spoken("a memo that went with a withdrawal"),
    "": spoken("something that went with a withdrawal"),
}
"""What is said of a row of a kind (of any) that an erasure took, or emptied of its name."""
SAID_FOR_NAMES = frozenset({BUILD, NAMELESS, *WITHDRAWN.values()})
"""What the program says where there is no name: doors look it up in the reader's language."""
SAID_TOGETHER = frozenset({"candidate_decision"})
"""Kinds whose fields are one person's word: a conflict in several of them is one, and is settled as one."""
MOST_NAMED = 3
"""How many of the acts that are in the way a refusal names."""


@dataclass(frozen=True)
class Act:
    """One act in the history: a change, or the changes of a batch, by one person (or a build).

    `what` names what it was about; `took_back` is the act that an undo or redo took back. `undone` acts
    do not hold any more. `told` is the action in whose sentence it is told, where that is not its own: what
    is added although it is there is changed. `edits` are what it would change, where that is told with it.
    `row` is the one row that it was about, of its action's kind.
    Of an act that was just taken back, `lost` says that an erasure left only a part to give back.
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
    told: str = ""
    edits: "tuple[Edit, ...]" = ()
    row: UUID | None = None
    lost: bool = False

    @property
    def known(self) -> Action:
        """The declared action; one that this program does not know is told by its name."""
        if self.told in ACTIONS:
            return ACTIONS[self.told]
        if self.action in ACTIONS:
            return ACTIONS[self.action]
        told = f"{{who}}: {self.action.replace('{', '{{').replace('}', '}}')}."
        return Action(self.action, told, told)

    @property
    def sentence(self) -> str:
        """The message id (English, with the gaps who, what and count) that doors look up."""
        return self.known.one if self.count == 1 else self.known.many

    @property
    def named(self) -> dict[str, "str | int | Act"]:
        """What fills the gaps; an act that was taken back, or done again, is a sentence of its own."""
        taken = self.took_back
        again = taken.took_back if taken is not None and self.action == REDO else None
        return {
            "who": self.who or BUILD,
            "what": again or taken or self.what or NAMELESS,
            "count": self.count,
        }

    @property
    def told_taken(self) -> str:
        """The sentence, and whether an erasure left only a part of it to take back."""
        return f"{self} {REST_LOST}" if self.lost else str(self)

    def __str__(self) -> str:
        return one_stop(self.sentence.format(**self.named))


def one_stop(sentence: str) -> str:
    """A sentence that ends in words of somebody's that end themselves, without a second full stop."""
    return sentence[:-1] if sentence.endswith(_TWO_STOPS) else sentence


_TWO_STOPS = tuple(end + stop for end in ".…?!。？！" for stop in ".。")


class Acts(tuple[Act, ...]):
    """Several acts, as sentences one after the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return " ".join(map(str, self))


@dataclass(frozen=True)
class Edit:
    """What an act did to one field: what it said before and after; a phrase is looked up at the door.

    `went` are those of the two, “before” and “after”, that an erasure took. `said` is the whole in words,
    where a door has some.
    """

    field: str
    before: Words
    after: Words
    went: frozenset[str] = frozenset()
    said: str = ""


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
    """One side of a conflict, told: who wrote what, when; `change` names it for the settlement.

    Of two sides the one that `arrived` earlier (by number) was in this file when the other came into it.
    """

    change: UUID
    who: str
    at: str
    says: str | Phrase
    stands: bool
    arrived: int = 0


@dataclass(frozen=True)
class ConflictTold:
    """A conflict as people see it: about which field of what, and its sides.

    `sort` is "field" (two values), "used" (taken out by one, used by the other), "text" (two corrections
    of one source's text) or "withdrawn" (words came in of a participant who withdrew).
    `third` is a third way out, whose `change` is no change's id: of a code that was merged into another, that
    other, which can be given what used the one; of two texts with different turns corrected, the source's.
    `coded` says of a candidate whether a coding that an acceptance made counts meanwhile.
    """

    sort: str
    kind: str
    entity: UUID
    field: str
    about: str
    sides: tuple[SideTold, ...]
    third: SideTold | None = None
    coded: bool = False

    @property
    def choices(self) -> dict[str, SideTold]:
        """What a person may choose, by letter; of a row taken out though used: out, there, or given over."""
        sides = self.sides
        if self.sort == "used":
            sides = (sides[0], _together(sides[1:]))
        if self.third is not None:
            sides = (*sides, self.third)
        return dict(zip(_letters(), sides, strict=False))

    @property
    def key(self) -> str:
        """A short name of this conflict with these sides, of letters only: another list, the same name."""
        offered = (*self.sides, *((self.third,) if self.third else ()))
        named = (self.sort, self.kind, self.entity.hex, self.field, *(each.change.hex for each in offered))
        digest = hashlib.sha256("\x1f".join(named).encode()).digest()
        return "".join(_CONSONANTS[byte % len(_CONSONANTS)] for byte in digest[:8])

    @property
    def subject(self) -> str:
        """What it is about, in a few words."""
        if self.sort == "withdrawn":
            return f"words of a participant who withdrew, in “{self.about}”"
        kind = self.kind.removesuffix("_decision").replace("_", " ")
        name = f"{kind} “{self.about}”" if self.about else kind
        said = NAMES.get((self.kind, self.field))
        field = f"“{said}”" if said else self.field.replace("_", " ")
        return name if self.field == "gone" else f"{field} of {name}"


_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def _letters() -> Iterator[str]:
    return (before + letter for before in ("", *ascii_lowercase) for letter in ascii_lowercase)


def _together(uses: Sequence[SideTold]) -> SideTold:
    """All uses of a row as one side; choosing it brings the row back for all of them."""
    who = ", ".join(dict.fromkeys(each.who or BUILD for each in uses))
    said = [str(each.says) for each in uses if each.says]
    more = f" and {len(said) - 1} more" if len(said) > 1 else ""
    return SideTold(uses[0].change, who, max(each.at for each in uses), f"{''.join(said[:1])}{more}", False)


@dataclass(frozen=True)
class Excerpt:
    """A place (`there`) that names or quotes a participant, in the words around it, in one line.

    In a text of a source it stands in the turn of that number, and `place` (revision, start, end) shows it.
    """

    before: str
    there: str
    after: str
    turn: int = 0
    place: tuple[UUID, int, int] | None = None

    def __str__(self) -> str:
        return f"{self.before}{self.there}{self.after}"


TEXTS = ("text", "former_text", "other_text")
"""As a field of a source: the text that stands, one before a correction, one that waits to be settled."""


@dataclass(frozen=True)
class Suspect:
    """Somebody else's text that may quote or name a participant: for a person to judge.

    `shown` is the place that does, `said` all of a field's text. Of a source `rest` are the other turns that
    do so too.
    """

    kind: str
    entity: UUID
    field: str
    about: str
    shown: Excerpt
    why: str
    said: str = ""
    rest: tuple[Excerpt, ...] = ()

    @property
    def words(self) -> str:
        """The place, as it stands in a line."""
        return str(self.shown)


@dataclass(frozen=True)
class Withdrawal:
    """What withdrawing a participant takes, before anybody says yes.

    `whole` sources go, `shared` ones keep the others' words; `counts` says how many rows of which kind
    go in all; `former` are turns of others in former texts, which go since they name or quote her and are
    said otherwise now. `person` is the member of the team who is the same human, about whom it is asked
    too: so it is recorded, or (a `namesake`) may be, since the names are the same.
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
    former: tuple[Suspect, ...]
    named: Named
    namesake: bool = False


REST_LOST = spoken("The rest of it went with a withdrawal.")
"""Said beside an act of which an erasure left only a part to take back or to do again."""
AS_PERSON = ("keep", "name", "everything")
"""What is asked about a co-researcher who withdraws as a participant: keep her as a coder, keep her codings
but not her name, or erase all that she did."""
