"""Two texts of a source turn by turn: every turn that differs, and how many between them do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.sources.model import BLANK
from caseloom.text import Spoken, TurnPair, compare_turns
from caseloom.web.components.differences import Sides, sides
from caseloom.web.languages import grouped


class HasTurn(Protocol):
    """A turn as it is stored, or as a reader has just found it."""

    @property
    def words_start(self) -> int:
        """Where its words begin (code points)."""

    @property
    def end(self) -> int:
        """Where they end, exclusive."""

    @property
    def label(self) -> str:
        """Who speaks, as the text says."""


@dataclass(frozen=True)
class Pair:
    """A turn that differs, on both sides; or, with `unchanged`, a sentence about a stretch that does not."""

    unchanged: str = ""
    what: str = ""
    number_before: int = 0
    number_after: int = 0
    label_before: str = ""
    label_after: str = ""
    sides: Sides | None = None


@dataclass(frozen=True)
class Text:
    """A text with its turns."""

    text: str
    turns: Sequence[HasTurn]

    @property
    def spoken(self) -> list[Spoken]:
        """Who says what in each turn."""
        return [Spoken(each.label, self.words(at)) for at, each in enumerate(self.turns)]

    def words(self, at: int) -> str:
        """The words of a turn (by index)."""
        return self.text[self.turns[at].words_start : self.turns[at].end]


@dataclass(frozen=True)
class Compared:
    """The pairs, with how many turns changed, came in and were left out; `blocks` as `blocks_words` says."""

    pairs: tuple[Pair, ...]
    changed: int
    added: int
    left_out: int
    blocks: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The counts in words; those of nothing are left out."""
        said = (
            (self.changed, ngettext("%(n)s turn is changed.", "%(n)s turns are changed.", self.changed)),
            (self.added, ngettext("%(n)s turn comes in.", "%(n)s turns come in.", self.added)),
            (self.left_out, ngettext("%(n)s turn is left out.", "%(n)s turns are left out.", self.left_out)),
        )
        counted = (sentence % {"n": grouped(count)} for count, sentence in said if count)
        return (*counted, *([self.blocks] if self.blocks else []))


def compared(before: Text, after: Text) -> Compared:
    """Both texts beside each other."""
    every = compare_turns(before.spoken, after.spoken)
    kinds = [each.kind for each in every]
    changed, added, left_out = (kinds.count(kind) for kind in ("changed", "added", "left_out"))
    blocks = blocks_words(before.text, after.text)
    return Compared(tuple(_shown(before, after, every)), changed, added, left_out, blocks)


def blocks_words(*texts: str) -> str:
    """What stands where words were withdrawn, if one of the texts has such a place; else ""."""
    if not any(BLANK in text for text in texts):
        return ""
    return _("Blocks (█) stand for words that went with somebody who withdrew.")


def _shown(before: Text, after: Text, every: Sequence[TurnPair]) -> Iterator[Pair]:
    quiet = 0
    for each in every:
        if each.kind == "same":
            quiet += 1
            continue
        if quiet:
            yield _unchanged(quiet)
        quiet = 0
        yield _pair(before, after, each)
    if quiet:
        yield _unchanged(quiet)


def _unchanged(count: int) -> Pair:
    said = ngettext("%(n)s turn is the same.", "%(n)s turns are the same.", count)
    return Pair(unchanged=said % {"n": grouped(count)})


def _pair(before: Text, after: Text, each: TurnPair) -> Pair:
    at, to = each.before, each.after
    words = {"changed": _("changed"), "added": _("comes in"), "left_out": _("left out")}
    return Pair(
        what=words[each.kind],
        number_before=0 if at is None else at + 1,
        number_after=0 if to is None else to + 1,
        label_before="" if at is None else before.turns[at].label,
        label_after="" if to is None else after.turns[to].label,
        sides=sides("" if at is None else before.words(at), "" if to is None else after.words(to)),
    )
