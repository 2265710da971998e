"""Show in a text what the index found: the places of a query's hits, and an excerpt around one."""

from bisect import bisect_left, bisect_right

from caseloom.text.graphemes import snap
from caseloom.text.queries import Alternative, Near, Phrase, is_cjk, read_query
from caseloom.text.tokens import Token, tokens

# Where a phrase begins among the tokens, and the code points it covers there.
Hit = tuple[int, int, int]


class Searched:
    """A text taken apart once, to be asked many queries."""

    def __init__(self, text: str) -> None:
        self._words = list(tokens(text))
        self._where: dict[str, list[int]] = {}
        for number, token in enumerate(self._words):
            self._where.setdefault(token.key, []).append(number)

    def find(self, query: str) -> list[tuple[int, int]]:
        """Places of a query's hits, as `find` gives them."""
        alternatives = read_query(query)
        return _merged(
            sorted(place for one in alternatives for place in _places(one, self._words, self._where))
        )


def find(text: str, query: str) -> list[tuple[int, int]]:
    """Places of a query's hits, in order, merged where they overlap; none where the query fails.

    Code points, 0-based, end exclusive. Agrees with FTS5 over `search_terms` and `match_expression`:
    a text matches there exactly when this list is not empty. Raises EmptyQuery.
    """
    return Searched(text).find(query)


def excerpt(text: str, start: int, end: int, width: int = 80) -> tuple[str, str, str]:
    """What stands before a place, the place, and what stands after it.

    At most `width` code points a side, cut between words where there are blanks, and never
    inside a character as people see it. Code points, 0-based, end exclusive.
    """
    start, end = snap(text, start, end)
    low, high = max(0, start - width), min(len(text), end + width)
    low = low if low in (0, start) else _word_after(text, low, start)
    high = high if high in (end, len(text)) else _word_before(text, high, end)
    return text[low:start], text[start:end], text[end:high]


def _word_after(text: str, low: int, start: int) -> int:
    """The first beginning of a word at or after low; the next whole character where there is none."""
    for here in range(low, start):
        if text[here - 1].isspace() and not text[here].isspace():
            return here
    floor, ceiling = snap(text, low, low + 1)
    return low if floor == low else min(ceiling, start)


def _word_before(text: str, high: int, end: int) -> int:
    for here in range(high, end, -1):
        if text[here].isspace() and not text[here - 1].isspace():
            return here
    return max(snap(text, high, high)[0], end)


def _places(one: Alternative, words: list[Token], where: dict[str, list[int]]) -> list[tuple[int, int]]:
    if any(_hits(clause, words, where) for clause in one.unwanted):
        return []
    found = [_hits(clause, words, where) for clause in one.wanted]
    return [(start, end) for hits in found for _, start, end in hits] if all(found) else []


def _hits(clause: Phrase | Near, words: list[Token], where: dict[str, list[int]]) -> list[Hit]:
    if isinstance(clause, Phrase):
        return _phrase_hits(clause, words, where)
    every = [_phrase_hits(one, words, where) for one in clause.phrases]
    return _near_hits(every, [len(one.keys) for one in clause.phrases], clause.distance)


def _phrase_hits(phrase: Phrase, words: list[Token], where: dict[str, list[int]]) -> list[Hit]:
    *body, last = phrase.keys
    if body:
        firsts = where.get(body[0], [])
    elif phrase.prefix:
        firsts = sorted(number for key, at in where.items() if key.startswith(last) for number in at)
    else:
        firsts = where.get(last, [])
    hits: list[Hit] = []
    for first in firsts:
        final = first + len(body)
        if final < len(words) and _follows(phrase, words, first):
            token = words[final]
            lone = len(last) == 1 and is_cjk(last)
            hits.append((first, words[first].start, token.head if lone else token.end))
    return hits


def _follows(phrase: Phrase, words: list[Token], first: int) -> bool:
    *body, last = phrase.keys
    if any(words[first + step].key != key for step, key in enumerate(body)):
        return False
    final = words[first + len(body)].key
    return final.startswith(last) if phrase.prefix else final == last


def _near_hits(every: list[list[Hit]], lengths: list[int], distance: int) -> list[Hit]:
    """FTS5's rule: around the latest start, each phrase begins at most its length + distance before."""
    begins = [[hit[0] for hit in hits] for hits in every]
    kept: set[Hit] = set()
    for latest in sorted({begin for one in begins for begin in one}):
        chosen: list[list[Hit]] = []
        for hits, starts, length in zip(every, begins, lengths, strict=True):
            low = bisect_left(starts, latest - length - distance)
            chosen.append(hits[low : bisect_right(starts, latest)])
        if all(chosen):
            kept.update(hit for hits in chosen for hit in hits)
    return sorted(kept)


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
