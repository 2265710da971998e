"""A source as turns: the words in the middle, who speaks on the left, what they were coded on the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from caseloom.web.components.passages import CodeMark


# A tuple with names, since a dense source has thousands.
class Mark(NamedTuple):
    """A stretch of a turn's words to underline: code points from the start of the words, end exclusive."""

    start: int
    end: int
    hue: int
    line: int


@dataclass(frozen=True)
class Turn:
    """One turn. `start` is where its words begin in the source's text, in code points.

    `quoted_as` is who is named where its words are quoted.
    `correct` is the address of the page on which its words are corrected, `beside` what its partner in the
    original or the translation was coded, at `beside_href`. `page` is said where a page begins in it.
    `distressing` holds the note, or "", of every flag in it. The words of a `blanked` one went with somebody
    who withdrew.
    """

    number: int
    start: int
    words: str
    kind: str = "speech"
    speaker: str = ""
    quoted_as: str = ""
    role: str = ""
    evidence: bool = True
    when: str = ""
    marks: tuple[Mark, ...] = ()
    codes: tuple[CodeMark, ...] = ()
    here: bool = False
    same_speaker: bool = False
    correct: str = ""
    distressing: tuple[str, ...] = ()
    beside: tuple[CodeMark, ...] = ()
    beside_href: str = ""
    beside_label: str = ""
    page: str = ""
    page_href: str = ""
    blanked: bool = False

    @property
    def painted(self) -> str:
        """The marks as the page's script reads them: "start end hue line" joined by ";"."""
        return ";".join(f"{m.start} {m.end} {m.hue} {m.line}" for m in self.marks)


CANDIDATE_LINE = 5


@dataclass(frozen=True)
class Minimap:
    """Where codings lie in a source: for each hue a path over a field that is 1 wide and `rows` high.

    `length` is the source's, in code points.
    """

    rows: int
    length: int
    paths: tuple[tuple[int, str], ...]


def minimap(turns: Iterable[Turn], length: int, *, rows: int = 240) -> Minimap:
    """Of a source of so many code points: the rows in which codings begin, without candidates."""
    found: dict[int, set[int]] = {}
    for turn in turns:
        for mark in turn.marks:
            if mark.line != CANDIDATE_LINE:
                row = (turn.start + mark.start) * rows // max(1, length)
                found.setdefault(mark.hue, set()).add(row)
    paths = ((hue, "".join(f"M0 {row}h1v1H0z" for row in sorted(found[hue]))) for hue in sorted(found))
    return Minimap(rows, length, tuple(paths))
