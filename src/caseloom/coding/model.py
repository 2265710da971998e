"""Codes, codings and candidates as the program speaks of them, and what can be wrong with them."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from caseloom.dates import check
from caseloom.language import CaseloomError
from caseloom.text import count_words


class CodingProblem(CaseloomError):
    """Trouble with a coding."""

    exit_code = 6


class QuoteNotFound(CodingProblem):
    """A quotation is not in its source."""

    sentence = (
        "The quotation “{quote}” was not found in “{source}” ({reason}), so it was not coded. "
        "Copy the words from the source, more of them, or give start and end."
    )


class PlaceOutside(CodingProblem):
    """Positions do not lie in the text."""

    sentence = (
        "{start}-{end} is not a passage of “{source}”, which has {length} characters; nothing was coded. "
        "Positions count characters from 0, and the end is not included."
    )


class LabelMissing(CodingProblem):
    """A code without a name."""

    exit_code = 2
    sentence = "A code needs a label; nothing was written. Give it one."


class CodeUnknown(CodingProblem):
    """There is no such code."""

    sentence = "The study has no code or adopted construct “{code}”; nothing was written. {hint}"
    exit_code = 4


class CodesShareALabel(CodeUnknown):
    """A label that several codes have where one is to be named."""

    sentence = (
        "{count} codes are called “{code}”; nothing was written. Name one by its reference: {references}."
    )


class CodeInUse(CodingProblem):
    """A code with codings is to be taken out."""

    sentence = (
        "The code has {count} codings, so it was not taken out. Merge it into another code, or take its "
        "codings out first."
    )
    exit_code = 4


class KeyOfAConstruct(CodingProblem):
    """An inductive code under the key of an adopted construct."""

    sentence = "The code “{key}” has the key of an adopted construct; it was not added. Give it another key."


class FrameworksWords(CodingProblem):
    """Words of a construct's code are to be changed."""

    exit_code = 2
    sentence = (
        "“{code}” comes from a framework, whose words stay as they are; nothing was changed. Write the "
        "project’s own wording of it, or make a code of your own."
    )


class FrameworksOrder(CodingProblem):
    """A construct's code is to stand elsewhere among its like."""

    exit_code = 2
    sentence = (
        "“{code}” comes from a framework, which orders its constructs; nothing was changed. The team’s own "
        "codes can be moved."
    )


class NothingToMerge(CodingProblem):
    """A code that nothing belongs to is to be merged."""

    sentence = "“{code}” has no codings, queries or lower codes; nothing was changed."


class CodingsElsewhere(CodingProblem):
    """Codings that are to be split off belong to another code by now."""

    sentence = (
        "{count} of the codings chosen are not codings of “{code}” any more; nothing was changed. Open the "
        "page again and choose anew."
    )


class NothingChosen(CodingProblem):
    """No coding was chosen to be split off."""

    exit_code = 2
    sentence = "No coding was chosen; nothing was changed. Choose those that go to the other code."


class RewordedMeanwhile(CodingProblem):
    """A code's wording changed after it was read."""

    sentence = (
        "The wording of “{code}” was changed again meanwhile; nothing was confirmed. Read it as it is now."
    )


class ConfirmationReasonMissing(CodingProblem):
    """Finding all of a code's codings right wants a reason."""

    exit_code = 2
    sentence = "Finding all codings of a code still right needs a reason; nothing was written. Give one."


class CodesInACircle(CodingProblem):
    """A code would stand beneath itself."""

    sentence = (
        "A code cannot stand beneath itself; nothing was changed. Choose a parent that is not under it."
    )


class ReasonMissing(CodingProblem):
    """Accepting many candidates at once wants a reason."""

    exit_code = 2
    sentence = (
        "Accepting or rejecting all candidates of a query needs a reason; nothing was written. Give one."
    )


class AcceptedByAnother(CodingProblem):
    """Rejecting what somebody else accepted."""

    sentence = (
        "{name} accepted this candidate, and that coding stays; nothing was written. "
        "Talk about it, or take your own coding out."
    )


class NothingToCode(CodingProblem):
    """Neither words nor a place."""

    sentence = "Say what to code: its words, or start and end. Nothing was written."


class WordsMoved(CodingProblem):
    """What was selected on a page does not stand in the text any more."""

    sentence = (
        "“{source}” was corrected meanwhile, and the words you selected are not there any more; nothing was "
        "coded. Open the source again and select them anew."
    )


class PlacesChanged(CodingProblem):
    """Places that were to be confirmed are not those seen."""

    sentence = (
        "“{source}” or its codings changed after the page was opened, so nothing was confirmed. Look at the "
        "places again; they are listed as they are now."
    )


class CodedAlready(CodingProblem):
    """The same coder, the same passage, the same code."""

    sentence = "You have coded this passage with “{code}” already; nothing was written."


class CodeRetired(CodingProblem):
    """The code was taken out after the page was opened."""

    sentence = (
        "“{code}” was taken out of the codebook meanwhile; nothing was coded. Choose another code, or bring "
        "it back by undoing."
    )


class NotUsedAnyMore(CodingProblem):
    """The code is retired: its codings stay, and no more come to them."""

    sentence = (
        "“{code}” is retired, so that nothing more is coded with it; nothing was changed. Choose another "
        "code, or bring it back on its page."
    )


class NotYours(CodingProblem):
    """A coding of somebody else's."""

    sentence = (
        "{name} made that coding; only they change it. Nothing was changed. Code the passage yourself if you "
        "see it otherwise."
    )


class AcceptedMeanwhile(CodingProblem):
    """Somebody accepted a candidate after the page was opened."""

    sentence = (
        "Somebody accepted this candidate meanwhile, so nothing was written now. It stands among the "
        "accepted ones."
    )


class RejectedMeanwhile(CodingProblem):
    """Somebody rejected a candidate after the page was opened."""

    sentence = (
        "Somebody rejected this candidate meanwhile, so nothing was written now. It stands among the "
        "rejected ones."
    )


class ReopenedMeanwhile(CodingProblem):
    """Somebody took the decision on a candidate back after the page was opened."""

    sentence = (
        "The decision on this candidate was taken back meanwhile, so nothing was written now. It waits again."
    )


class QueryNameMissing(CodingProblem):
    """A query without a name."""

    exit_code = 2
    sentence = "A saved query needs a name; nothing was written. Give it one."


class CandidateGone(CodingProblem):
    """The candidate is no hit any more."""

    sentence = "That candidate is no hit of its query any more; nothing was written. Open the query again."


@dataclass(frozen=True, kw_only=True)
class NewCode:
    """An inductive code before it has an id; lists of it an entry a line."""

    label: str
    parent: UUID | None = None
    definition: str | None = None
    inclusion: str | None = None
    exclusion: str | None = None
    examples: str | None = None
    position: int | None = None
    near_misses: str | None = None
    colour: str | None = None
    shortcut: str | None = None

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise LabelMissing

    def values(self) -> dict[str, object]:
        """The fields of the code's row; what manifests do not know of only where it is said."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        unknown = ("near_misses", "colour", "shortcut")
        return {name: value for name, value in said.items() if name not in unknown or value is not None}


@dataclass(frozen=True)
class Criteria:
    """What a code means and what belongs under it, at one moment: what a coding is a judgement by."""

    definition: str = ""
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()

    def digest(self, code: UUID) -> str:
        """By which a coding names the wording of its code that it was found right under."""
        said = json.dumps([code.hex, self.definition, self.inclusion, self.exclusion], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class NewCoding:
    """What a coder says of a passage."""

    code: UUID
    role: UUID | None = None
    valence: str | None = None
    example: str | None = None
    about: str | None = None
    memo: str | None = None

    def __post_init__(self) -> None:
        if self.about is not None:
            check(self.about)


@dataclass(frozen=True)
class Quotation:
    """Where to code: the words, or positions, or both; `within` narrows where the words are looked for."""

    quote: str | None = None
    start: int | None = None
    end: int | None = None
    within: tuple[int, int] | None = None
    threshold: float = 85.0


@dataclass(frozen=True)
class Selected:
    """What somebody selected on a page: the place, the revision that was shown, and what was seen there.

    `words` are the words at the place, turn by turn: what stands between two turns is not shown.
    """

    revision: UUID
    start: int
    end: int
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if not "".join(self.words).strip() or self.start >= self.end:
            raise NothingToCode

    def stands_in(self, text: str) -> bool:
        """Whether a text has these words at this place."""
        at = text[self.start : self.end]
        return at.startswith(self.words[0]) and at.endswith(self.words[-1])


@dataclass(frozen=True)
class Located:
    """A coding whose place is known; `quoted` and `score` stand where the words were found only nearly.

    `coder` is the viewer unless a table says otherwise; `key` is a manifest's.
    """

    start: int
    end: int
    new: NewCoding
    coder: UUID | None = None
    key: str | None = None
    quoted: str | None = None
    score: float | None = None

    def values(self, viewer: UUID | None) -> dict[str, object]:
        """The fields of the coding's row, but for its passage."""
        return {
            **{each.name: getattr(self.new, each.name) for each in fields(self.new)},
            "coder": self.coder or viewer,
            "quoted": self.quoted,
            "score": self.score,
        }


@dataclass(frozen=True)
class SpokenTurn:
    """A turn's words for counting: where they are, whose, and whether they are evidence."""

    words_start: int
    end: int
    participant_n: int
    evidence: bool


@dataclass(frozen=True)
class Share:
    """What a passage holds of one participant's words (0: nobody known)."""

    participant_n: int
    words: int
    evidence: bool


def shares(start: int, end: int, turns: Sequence[SpokenTurn], text: str) -> list[Share]:
    """Whose evidence a passage holds: one share per participant, most words first.

    A passage over several turns counts if it touches an evidence turn, and only evidence words
    count (half a word is a word); one that touches none has a single share without words. `turns`
    are in the order of `text`, which they are turns of.
    """
    found: dict[int, int] = {}
    first = bisect_left(turns, start + 1, key=lambda turn: turn.end)
    for turn in turns[first:]:
        if turn.words_start >= end:
            break
        if turn.evidence:
            here = count_words(text[max(start, turn.words_start) : min(end, turn.end)])
            found[turn.participant_n] = found.get(turn.participant_n, 0) + here
    if not found:
        return [Share(0, 0, evidence=False)]
    return [
        Share(who, words, evidence=True) for who, words in sorted(found.items(), key=lambda each: -each[1])
    ]
