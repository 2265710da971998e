"""A place in a text together with the words found there, so that it can be found again."""

from dataclasses import dataclass
from typing import Literal

from caseloom.language import Phrase, spoken
from caseloom.text.errors import InvalidSelector, PlaceOutsideText

CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Selector:
    """A place: code points, 0-based, end exclusive; its exact words; what stands on either side.

    Raises InvalidSelector when the numbers and the quote contradict each other.
    """

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""

    def __post_init__(self) -> None:
        """Refuse a place that no text can have."""
        why: str | Phrase = ""
        if self.start < 0:
            why = spoken("the start lies before the text")
        elif self.end <= self.start:
            why = spoken("the end does not lie after the start")
        elif len(self.quote) != self.end - self.start:
            why = Phrase("the quote has {count} characters", count=len(self.quote))
        if why:
            raise InvalidSelector(start=self.start, end=self.end, why=why)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a selector stands in a text, how sure that is (0..100), and how it was found."""

    start: int
    end: int
    score: float
    how: Literal["position", "quote", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Lost:
    """A selector that has no certain place in a text: why, and the best score that was reached."""

    reason: Literal["ambiguous", "not found"]
    score: float = 0.0


def describe(text: str, start: int, end: int) -> Selector:
    """Describe a place with its quote and up to 32 code points of context on each side.

    Code points, 0-based, end exclusive. Raises PlaceOutsideText, InvalidSelector.
    """
    if end > len(text):
        raise PlaceOutsideText(place=end, length=len(text))
    if start < 0 or end <= start:
        raise InvalidSelector(start=start, end=end, why=spoken("it is empty or lies before the text"))
    return Selector(
        start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )
