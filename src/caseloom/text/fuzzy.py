"""The forgiving end of anchoring: the place most like a quote, with a score, or a refusal."""

import unicodedata
from collections.abc import Callable

import regex
from rapidfuzz import fuzz

from caseloom.text.graphemes import snap
from caseloom.text.selectors import Anchored, Lost

# Two places whose scores differ by less are told apart by their context, or not at all.
MARGIN = 5.0
# Shorter quotes have no fuzzy likeness worth the name.
SHORTEST = 8
_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


def closest(text: str, quote: str, threshold: float, context: Callable[[int, int], float]) -> Anchored | Lost:
    """The place most like the quote, or Lost. `context(start, end)` gives 0..100 and breaks ties."""
    best = _best_in(text, quote, threshold, 0, len(text))
    if best is None:
        return Lost(
            "not found", round(fuzz.partial_ratio(quote, text), 1) if len(quote) <= len(text) else 0.0
        )
    if len(quote) < SHORTEST and context(best.start, best.end) < 2 * threshold / 3:
        return Lost("ambiguous", best.score)
    cutoff = max(threshold, best.score - MARGIN)
    for low, high in ((0, best.start), (best.end, len(text))):
        rival = _best_in(text, quote, cutoff, low, high)
        if rival is None:
            continue
        lead = context(best.start, best.end) - context(rival.start, rival.end)
        if abs(lead) < MARGIN:
            return Lost("ambiguous", best.score)
        best = best if lead > 0 else rival
    return best


def same_letters(text: str, quote: str) -> list[tuple[int, int]]:
    """Places with the quote's letters and digits, whatever their case, punctuation and spacing."""
    wanted = "".join(letters for letters, _ in _letters(quote))
    if not wanted:
        return []
    pieces = _letters(text)
    line = "".join(letters for letters, _ in pieces)
    owner = [place for letters, place in pieces for _ in letters]
    found: list[tuple[int, int]] = []
    here = line.find(wanted)
    while here >= 0:
        start, end = owner[here], owner[here + len(wanted) - 1] + 1
        if _at_word_edges(text, start, end):
            found.append(snap(text, start, end))
        here = line.find(wanted, here + 1)
    return found


def _letters(text: str) -> list[tuple[str, int]]:
    """Letters and digits without case, composed, with their place: é is one letter however it was typed."""
    if unicodedata.is_normalized("NFC", text):
        return [(character.casefold(), place) for place, character in enumerate(text) if character.isalnum()]
    found = []
    for cluster in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", cluster.group()).casefold()
        if letters := "".join(filter(str.isalnum, composed)):
            found.append((letters, cluster.start()))
    return found


def _at_word_edges(text: str, start: int, end: int) -> bool:
    return not (_inside_word(text, start) or _inside_word(text, end))


def _inside_word(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    return left.isalnum() and right.isalnum() and max(left, right) < "\u2e80"


def _best_in(text: str, quote: str, threshold: float, low: int, high: int) -> Anchored | None:
    if high <= low or not quote:
        return None
    piece = text[low:high]
    if len(piece) <= len(quote):
        start, end = low, high
    else:
        found = fuzz.partial_ratio_alignment(quote, piece, score_cutoff=max(0.0, threshold - 10.0))
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = low + found.dest_start, low + found.dest_end
    return _refined(text, quote, threshold, (start, end), (low, high))


def _refined(
    text: str, quote: str, threshold: float, rough: tuple[int, int], bounds: tuple[int, int]
) -> Anchored | None:
    """Move rough ends to words and whole characters, keeping the likeness at or above the threshold."""
    scored = []
    for start in _edges(text, rough[0], bounds):
        for end in _edges(text, rough[1], bounds):
            place = snap(text, start, end)
            if place[1] > place[0]:
                tidy = not (_inside_word(text, start) or _inside_word(text, end))
                scored.append((fuzz.ratio(quote, text[slice(*place)]), tidy, place))
    fit = [one for one in scored if one[0] >= threshold]
    if not fit:
        return None
    score, _, (start, end) = max((one for one in fit if one[1]), default=max(fit))
    return Anchored(start, end, round(score, 6), "fuzzy")


def _edges(text: str, place: int, bounds: tuple[int, int]) -> set[int]:
    """The place itself and the word edges round about."""
    low, high = max(bounds[0], place - 24), min(bounds[1], place + 24)
    around = {edge + low for word in _WORD.finditer(text[low:high]) for edge in word.span()}
    return {edge for edge in around if edge not in (low, high)} | {place} | ({low, high} & set(bounds))
