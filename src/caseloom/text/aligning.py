"""Which turns of one text of a talk stand where turns of another of its texts stood."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Spoken(NamedTuple):
    """A turn as it counts here: who speaks, and the words (empty where they were blanked)."""

    speaker: object
    words: str


def places(these: Sequence[Spoken], those: Sequence[Spoken]) -> list[set[int]]:
    """For each turn of one text the turns of the other that stand in its place (indices, 0-based).

    Words that are the same on both sides stand for each other. Between them, where the same speakers
    take turns on both sides, each turn stands for its own; else those of the same speaker do; where the
    speaker is not there, those of new speakers; and where nobody is new, all. Rather one too many than
    one too few.
    """
    found: list[set[int]] = [set() for _ in these]
    matcher = SequenceMatcher(None, [each.words for each in these], [each.words for each in those], False)
    for tag, start, end, to_start, to_end in matcher.get_opcodes():
        before, after = range(start, end), range(to_start, to_end)
        in_step = [these[at].speaker for at in before] == [those[at].speaker for at in after]
        known = {these[at].speaker for at in before}
        new = {to for to in after if those[to].speaker not in known}
        for at in before:
            if tag == "equal" or in_step:
                found[at] = {after[at - start]}
            else:
                same = {to for to in after if those[to].speaker == these[at].speaker}
                found[at] = same or new or set(after)
    return found
