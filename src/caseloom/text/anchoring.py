"""Find a described place again in a text that has changed, or refuse: never guess."""

from rapidfuzz import fuzz

from caseloom.text.fuzzy import closest, same_letters
from caseloom.text.selectors import Anchored, Lost, Selector

# A context counts as recognised from here on, and as better than another by this margin (0..100).
RECOGNISED = 50.0
MARGIN = 5.0
# A quote that stands once in the text needs no context when it is at least this long (Han count three).
TELLING = 16


def anchor(text: str, selector: Selector, *, threshold: float = 85.0) -> Anchored | Lost:
    """Find a selector's place in a text: by position, then by quote with context, then fuzzily.

    Places are code points, 0-based, end exclusive; scores and the threshold run 0..100.
    For "position" and "quote" the text at the place equals the quote; for "fuzzy" the score is the
    normalised indel similarity of quote and place and reaches the threshold. Several equally
    good places, or a short quote without its context, are Lost("ambiguous").
    """
    if _stands_untouched(text, selector):
        return Anchored(selector.start, selector.end, 100.0, "position")
    places = occurrences(text, selector.quote)
    if places:
        return _by_context(text, selector, places)
    return closest(text, selector.quote, threshold, lambda s, e: context_score(text, selector, s, e))


def find_quote(
    text: str, quote: str, *, threshold: float = 85.0, within: tuple[int, int] | None = None
) -> Anchored | Lost:
    """Find a quote that came without a position, in the whole text or `within` a part of it.

    First the exact words, then the same letters and digits whatever the case, punctuation and spacing
    (how "fuzzy", score 100), then fuzzily from the threshold on. A quote found in several places is
    Lost("ambiguous"). Code points, 0-based, end exclusive; returned places count from the text's start.
    """
    low, high = within or (0, len(text))
    found = _find_in(text[low:high], quote.strip(), threshold)
    if isinstance(found, Lost):
        return found
    return Anchored(found.start + low, found.end + low, found.score, found.how)


def occurrences(text: str, quote: str) -> list[int]:
    """Every start of a quote in a text, overlapping ones too; none for an empty quote."""
    starts: list[int] = []
    here = text.find(quote) if quote else -1
    while here >= 0:
        starts.append(here)
        here = text.find(quote, here + 1)
    return starts


def context_score(text: str, selector: Selector, start: int, end: int) -> float:
    """How well what stands around a place agrees with a selector's context, 0..100."""
    before = text[max(0, start - len(selector.before)) : start]
    after = text[end : end + len(selector.after)]
    return (fuzz.ratio(selector.before, before) + fuzz.ratio(selector.after, after)) / 2


def _stands_untouched(text: str, selector: Selector) -> bool:
    start, end = selector.start, selector.end
    return (
        text[start:end] == selector.quote
        and text[max(0, start - len(selector.before)) : start] == selector.before
        and text[end : end + len(selector.after)] == selector.after
    )


def _by_context(text: str, selector: Selector, starts: list[int]) -> Anchored | Lost:
    length = len(selector.quote)
    scored = sorted(((context_score(text, selector, s, s + length), s) for s in starts), reverse=True)
    best, start = scored[0]
    alone = len(scored) == 1
    if best < RECOGNISED and not (alone and weight(selector.quote) >= TELLING):
        return Lost("ambiguous", best)
    if not alone and best - scored[1][0] < MARGIN:
        return Lost("ambiguous", best)
    how = "position" if start == selector.start else "quote"
    return Anchored(start, start + length, 100.0, "position" if how == "position" else "quote")


def weight(quote: str) -> int:
    """How much a quote says, in letters: a Han or Kana character counts three."""
    return sum(3 if "\u3040" <= c <= "\u9fff" or c >= "\U00020000" else 1 for c in quote if not c.isspace())


def _find_in(text: str, quote: str, threshold: float) -> Anchored | Lost:
    exact = occurrences(text, quote)
    if len(exact) == 1:
        return Anchored(exact[0], exact[0] + len(quote), 100.0, "quote")
    if exact:
        return Lost("ambiguous", 100.0)
    alike = same_letters(text, quote)
    if len(alike) == 1:
        return Anchored(alike[0][0], alike[0][1], 100.0, "fuzzy")
    if alike:
        return Lost("ambiguous", 100.0)
    return closest(text, quote, threshold, lambda _start, _end: 0.0)
