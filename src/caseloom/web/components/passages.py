"""A passage as a card: its words in their context, who said them when and where, and what it was coded."""

from dataclasses import dataclass

from caseloom.web.components.links import Link


@dataclass(frozen=True)
class Passage:
    """One coded passage, or one candidate. `before` and `after` are the words around the quote.

    A `distressing` one is folded until the reader opens it.
    """

    quote: str
    href: str
    source: Link
    before: str = ""
    after: str = ""
    speaker: str = ""
    facts: tuple[str, ...] = ()
    codes: tuple["CodeMark", ...] = ()
    coder: str = ""
    memo: str = ""
    candidate: bool = False
    language: str = ""
    anchored: bool = True
    distressing: bool = False


@dataclass(frozen=True)
class CodeMark:
    """A code's name with its hue (1 to 12) and its line (1 to 4), so that colour never stands alone.

    `language` is the name's, "" where nobody says.
    """

    label: str
    href: str = ""
    hue: int = 1
    line: int = 1
    times: int = 1
    who: str = ""
    candidate: bool = False
    language: str = ""


HUES, LINES = 12, 4


def slot(position: int) -> tuple[int, int]:
    """The hue and the line of the code at this place of the codebook (0-based); the 49th has the first's."""
    return position % HUES + 1, position // HUES % LINES + 1
