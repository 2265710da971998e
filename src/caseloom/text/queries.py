"""Read what a person types into the search box, and say it in the index's language."""

from dataclasses import dataclass

import regex

from caseloom.text.errors import EmptyQuery
from caseloom.text.tokens import tokens

_PART = regex.compile(
    r"""NEAR\((?P<near>[^()]*)\)
      | (?P<no>-)?[“”"„](?P<phrase>[^“”"„]*)(?:[“”"„]|$)(?P<star>\*)?
      | (?P<word>[^\s“”"„]+)""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other; with `prefix` the last may go on."""

    keys: tuple[str, ...]
    prefix: bool = False

    def expression(self) -> str:
        """The phrase for FTS5, always quoted."""
        return '"' + " ".join(self.keys) + '"' + (" *" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases with at most `distance` tokens between the first one's end and the last one's start."""

    phrases: tuple[Phrase, ...]
    distance: int

    def expression(self) -> str:
        """The group for FTS5."""
        return f"NEAR({' '.join(one.expression() for one in self.phrases)}, {self.distance})"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What must be there, all of it, and what must not."""

    wanted: tuple[Phrase | Near, ...]
    unwanted: tuple[Phrase | Near, ...] = ()

    def expression(self) -> str:
        """The alternative for FTS5, in brackets."""
        both = "(" + " AND ".join(one.expression() for one in self.wanted) + ")"
        if not self.unwanted:
            return both
        return f"({both} NOT ({' OR '.join(one.expression() for one in self.unwanted)}))"


def match_expression(query: str) -> str:
    """An FTS5 MATCH expression, over `search_terms`, that no query can break.

    Words are all required; "quoted words" follow each other; a word* may go on; a -word must be
    absent; NEAR(a b, 10) asks for words close together; OR separates whole alternatives (a b OR c is
    "a and b, or c"). Raises EmptyQuery when an alternative requires nothing and none other does.
    """
    return " OR ".join(one.expression() for one in read_query(query))


def read_query(query: str) -> tuple[Alternative, ...]:
    """The alternatives of a query. Raises EmptyQuery."""
    alternatives: list[Alternative] = []
    wanted: list[Phrase | Near] = []
    unwanted: list[Phrase | Near] = []
    for part in [*_PART.finditer(query), None]:
        if part is None or part["word"] == "OR":
            if wanted:
                alternatives.append(Alternative(tuple(wanted), tuple(unwanted)))
            wanted, unwanted = [], []
        elif part["word"] != "AND":
            negative, clause = _clause(part)
            if clause:
                (unwanted if negative else wanted).append(clause)
    if not alternatives:
        raise EmptyQuery(query=query)
    return tuple(alternatives)


def _clause(part: "regex.Match[str]") -> tuple[bool, Phrase | Near | None]:
    if part["near"] is not None:
        return False, _near(part["near"])
    if part["phrase"] is not None:
        return bool(part["no"]), _phrase(part["phrase"], bool(part["star"]))
    word = part["word"]
    negative = word.startswith("-")
    return negative, _phrase(word, word.endswith("*"))


def _near(inside: str) -> Phrase | Near | None:
    words, _, number = inside.rpartition(",")
    distance = number.strip()
    if not (words and distance.isascii() and distance.isdigit()):
        words, distance = inside, "10"
    phrases = [_phrase(word, word.endswith("*")) for word in words.split()]
    kept = tuple(one for one in phrases if one)
    return Near(kept, min(int(distance), 1000)) if len(kept) > 1 else (kept[0] if kept else None)


def _phrase(words: str, star: bool) -> Phrase | None:
    """The tokens of a phrase; the last run of Han ends where the phrase does, not where a run must."""
    found = list(tokens(words))
    if not found:
        return None
    last = found[-1]
    ends_in_pair = len(found) > 1 and found[-2].end == last.end
    if ends_in_pair:
        return Phrase(tuple(token.key for token in found[:-1]), star)
    return Phrase(tuple(token.key for token in found), star or is_cjk(last.key))


def is_cjk(key: str) -> bool:
    """Whether a token is a Han or Kana character or pair."""
    return bool(regex.match(r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc]", key))
