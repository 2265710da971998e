"""A passage as a card: its words in their context, who said them when and where, and what it was coded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from caseloom.web.components.links import Link


@dataclass(frozen=True)
class Passage:
    """One coded passage, or one candidate. `before` and `after` are the words around the quote.

    A `distressing` one is folded until the reader opens it. `on_page` shows it on the page of its file.
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
    on_page: str = ""


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
Slot = tuple[int, int]


def slots(places: Sequence[int], hues: Sequence[int]) -> list[Slot]:
    """The slots of codes; `hues` are those that people gave them, 0 for none.

    A code without a colour of its own has its place's; the others' lines tell them from their hue's others
    as long as there are lines left.
    """
    found = [slot(place) for place in places]
    used = Counter(one for one, hue in zip(found, hues, strict=True) if not hue)
    for position, hue in enumerate(hues):
        if hue:
            found[position] = min(((hue, line + 1) for line in range(LINES)), key=lambda one: used[one])
            used[found[position]] += 1
    return found


def slot(position: int) -> Slot:
    """The hue and the line of the code with this place; the 49th has the first's, and -1 the 48th's."""
    return position % HUES + 1, position // HUES % LINES + 1
