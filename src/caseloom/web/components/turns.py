"""A source as turns: the words in the middle, who speaks on the left, what they were coded on the right."""

from dataclasses import dataclass

from caseloom.web.components.passages import CodeMark


@dataclass(frozen=True)
class Mark:
    """A stretch of a turn's words to underline: code points from the start of the words, end exclusive."""

    start: int
    end: int
    hue: int
    line: int
    title: str = ""


@dataclass(frozen=True)
class Turn:
    """One turn. `start` is where its words begin in the source's text, in code points.

    `correct` is the address of the page on which its words are corrected, `beside` what its partner in the
    original or the translation was coded, at `beside_href`. `page` is said where a page begins in it.
    `distressing` holds the note, or "", of every flag in it.
    """

    number: int
    start: int
    words: str
    kind: str = "speech"
    speaker: str = ""
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

    @property
    def painted(self) -> str:
        """The marks as the page's script reads them: "start end hue line" joined by ";"."""
        return ";".join(f"{m.start} {m.end} {m.hue} {m.line}" for m in self.marks)

    @property
    def shown(self) -> tuple[CodeMark, ...]:
        """The codes that stand in the margin; the others are one press away."""
        return self.codes if len(self.codes) <= MOST_CODES else self.codes[: MOST_CODES - 1]

    @property
    def more(self) -> tuple[CodeMark, ...]:
        """The codes that the margin has no room for."""
        return self.codes[len(self.shown) :]


MOST_CODES = 5
CANDIDATE_LINE = 5


@dataclass(frozen=True)
class Speck:
    """One coloured line of the minimap: per cent from the top, and a hue."""

    y: float
    height: float
    hue: int


def minimap(turns: tuple[Turn, ...], length: int, *, rows: int = 240) -> tuple[Speck, ...]:
    """Where the codings lie (no candidates), at most one line for each hue in each of `rows` steps."""
    seen: set[tuple[int, int]] = set()
    for turn in turns:
        for mark in turn.marks:
            if mark.line == CANDIDATE_LINE:
                continue
            seen.add(((turn.start + mark.start) * rows // max(1, length), mark.hue))
    step = 100 / rows
    return tuple(Speck(round(row * step, 2), round(step, 2), hue) for row, hue in sorted(seen))
