"""Two corrections of one text, turn by turn: who changed what, and both put together."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple, Protocol

from caseloom.text.aligning import Spoken
from caseloom.text.comparing import compare_turns
from caseloom.text.differing import Piece, differences
from caseloom.text.weaving import woven

By = Literal["nobody", "one", "other", "both", "apart", "clash"]


class Parting(NamedTuple):
    """A turn as it was and as both sides have it (indices, 0-based); None where it is not there.

    `by` says who changed it: "both" did so alike, "apart" other words each (then `woven` has the changes of
    both), "clash" the same words differently.
    """

    was: int | None
    one: int | None
    other: int | None
    by: By
    woven: str = ""


def partings(was: Sequence[Spoken], one: Sequence[Spoken], other: Sequence[Spoken]) -> tuple[Parting, ...]:
    """Every turn of the text that both started from, and every one that came in, in order."""
    return tuple(_partings(was, one, other))


def _partings(was: Sequence[Spoken], one: Sequence[Spoken], other: Sequence[Spoken]) -> Iterator[Parting]:
    mine, yours = _made(was, one), _made(was, other)
    for at in range(len(was) + 1):
        for here, there in zip_longest(mine.added[at], yours.added[at]):
            yield Parting(None, here, there, _by(None, _at(one, here), _at(other, there)))
        if at < len(was):
            yield _parting(was, one, other, (at, mine.became[at], yours.became[at]))


def _parting(
    was: Sequence[Spoken],
    one: Sequence[Spoken],
    other: Sequence[Spoken],
    at: tuple[int, int | None, int | None],
) -> Parting:
    before, mine, yours = was[at[0]], _at(one, at[1]), _at(other, at[2])
    by = _by(before, mine, yours)
    if by == "clash" and mine and yours and before.speaker == mine.speaker == yours.speaker:
        both = woven(before.words, mine.words, yours.words)
        if both is not None:
            return Parting(*at, "apart", both)
    return Parting(*at, by)


class _Made(NamedTuple):
    """What a correction made of each turn, and what it added before each, and at the end."""

    became: list[int | None]
    added: list[list[int]]


def _made(was: Sequence[Spoken], now: Sequence[Spoken]) -> _Made:
    made = _Made([None] * len(was), [[] for _ in range(len(was) + 1)])
    passed = 0
    for pair in compare_turns(was, now):
        if pair.before is not None:
            made.became[pair.before] = pair.after
            passed = pair.before + 1
        elif pair.after is not None:
            made.added[passed].append(pair.after)
    return made


def _at(turns: Sequence[Spoken], place: int | None) -> Spoken | None:
    return None if place is None else turns[place]


def _by(was: Spoken | None, one: Spoken | None, other: Spoken | None) -> By:
    if one == other:
        return "nobody" if one == was else "both"
    if other == was:
        return "one"
    return "other" if one == was else "clash"


class Lies(Protocol):
    """A turn as it is stored, or as it has just been read."""

    @property
    def start(self) -> int: ...
    @property
    def words_start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


class Side(NamedTuple):
    """A text with its turns."""

    text: str
    turns: Sequence[Lies]

    @property
    def spoken(self) -> list[Spoken]:
        """Who says what in each turn."""
        return [Spoken(each.label, self.text[each.words_start : each.end]) for each in self.turns]


def words_together(
    one: Side, other: Side, places: Sequence[Parting], others: Collection[int]
) -> list[Spoken]:
    """The turns that both put together have to give."""
    found, mine, yours = [], one.spoken, other.spoken
    for place, each in enumerate(places):
        theirs = each.by == "other" or (each.by == "clash" and place in others)
        said, at = (yours, each.other) if theirs else (mine, each.one)
        if each.by == "apart" and each.one is not None:
            found.append(Spoken(mine[each.one].speaker, each.woven))
        elif at is not None:
            found.append(said[at])
    return found


def put_together(
    one: Side, other: Side, places: Sequence[Parting], others: Collection[int]
) -> tuple[Piece, ...]:
    """The way from one side's text to both: what only the other changed, as it is there.

    In a turn of which they changed other words each, both changes.

    Of turns that clash the other's are taken where `others` names them (their places among `places`), else
    the one's. A turn that the other brings in stands before the next of the one's.
    """
    return tuple(_pieces(one, other, places, others))


def _pieces(one: Side, other: Side, places: Sequence[Parting], others: Collection[int]) -> Iterator[Piece]:
    between = _between(one)
    done = one.turns[0].start if one.turns else len(one.text)
    yield Piece("same", one.text[:done])
    begun = False  # whether a turn stands before this place
    for place, each in enumerate(places):
        theirs = each.by == "other" or (each.by == "clash" and place in others)
        if each.one is None:
            if theirs and each.other is not None:
                came = other.turns[each.other]
                words = other.text[came.start : came.end]
                yield Piece("new", f"{between}{words}" if begun else f"{words}{between}")
            continue
        turn = one.turns[each.one]
        if theirs and each.other is None:
            end = turn.end if begun else _next(one, each.one)
            yield Piece("gone", one.text[done:end])
            done = end
            continue
        begun = True
        if each.by == "apart":
            yield Piece("same", one.text[done : turn.words_start])
            yield from differences(one.text[turn.words_start : turn.end], each.woven)
        elif theirs and each.other is not None:
            came = other.turns[each.other]
            alike = turn.label == came.label
            start, begins = (turn.words_start, came.words_start) if alike else (turn.start, came.start)
            yield Piece("same", one.text[done:start])
            yield from differences(one.text[start : turn.end], other.text[begins : came.end])
        else:
            yield Piece("same", one.text[done : turn.end])
        done = turn.end
    yield Piece("same", one.text[done:])


def _next(side: Side, at: int) -> int:
    """Where the turn behind one begins, or the text ends."""
    return side.turns[at + 1].start if at + 1 < len(side.turns) else len(side.text)


def _between(side: Side) -> str:
    """What stands between the first two turns of a text, if that is only blanks."""
    if len(side.turns) > 1:
        found = side.text[side.turns[0].end : side.turns[1].start]
        if found and not found.strip():
            return found
    return "\n\n"
