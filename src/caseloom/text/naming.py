"""Whether a text names a person: by the whole name, by a part of it that is nobody else's, by a label."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex

from caseloom.text.label_words import ROLES, TITLES
from caseloom.text.labels import asks
from caseloom.text.searching import find
from caseloom.text.tokens import fold, search_terms, tokens

# What stands behind a name in a list of people is no name: “(invented)”, “[pseudonym]”.
_BEHIND = regex.compile(r"\s*[(\[（【].*", regex.DOTALL)
_QUOTES = regex.compile('["“”„]')
_HAN = regex.compile(r"\p{Han}{2,}")
_FULL_NAME = 3  # Han characters: a surname of one, a given name of two
Span = tuple[int, int]


@dataclass(frozen=True)
class Naming:
    """By what one person is named: `wholes` in any case, `parts` as single words written as a name is.

    A name written in capitals and small letters is not met where the word begins small: “Hill” is not
    “hill”. A genitive is met: “Shona's”, “Majas”.
    """

    wholes: tuple[str, ...]
    parts: tuple[str, ...]

    def find(self, text: str) -> Span | None:
        """The first place that names the person; None where none does. Code points, end exclusive."""
        terms = search_terms(text)
        if not any(key in terms for key in self._keys):
            return None
        found = [place for whole in self.wholes for place in find(text, f'"{whole}"')]
        every = [*found, *self._parts_in(text)]
        return min(every, key=lambda place: (place[0], -place[1]), default=None)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        """What a text holds, folded, that names the person at all."""
        return (*(next(tokens(whole)).key for whole in self.wholes), *map(fold, self.parts))

    @cached_property
    def _singles(self) -> dict[str, bool]:
        """Each part as it is met, with whether it begins with a capital."""
        return {key: part[0].isupper() for part in self.parts for key in (fold(part), f"{fold(part)}s")}

    def _parts_in(self, text: str) -> Iterable[Span]:
        for token in tokens(text):
            capital = self._singles.get(token.key)
            if capital is not None and (text[token.start].isupper() or not capital):
                yield token.start, token.end


def naming(name: str, others: Iterable[str] = (), labels: Iterable[str] = ()) -> Naming:
    """By what a person of that name is named.

    `others` are the names of other people: what they have too tells nobody apart. `labels` are those
    under which the person speaks; a role (“Respondent”) is no name.
    """
    taken = {fold(word) for other in others for word in (*_bare(other).split(), *_given_han(other))}
    wholes, parts = _wholes(name), [*_parts(name), *_given_han(name)]
    for label in map(_bare, labels):
        if _names(label):
            (parts if len(label.split()) == 1 else wholes).append(label)
    singles = [part for part in dict.fromkeys(parts) if fold(part) not in taken]
    # What is no single word to a search (“Friesen-Holt”, 慧贞) is looked for as a whole name is.
    several = [part for part in singles if len(list(tokens(part))) != 1]
    return Naming(
        tuple(whole for whole in dict.fromkeys([*wholes, *several]) if _has_words(whole)),
        tuple(part for part in singles if part not in several),
    )


def _bare(name: str) -> str:
    bare: str = _QUOTES.sub(" ", _BEHIND.sub("", name))
    return bare.strip()


def _wholes(name: str) -> list[str]:
    """The whole name, both ways round where it is written “Rennie, Shona”, and what of it is in Han."""
    bare = _bare(name)
    left, comma, right = (each.strip() for each in bare.partition(","))
    if not comma:
        found = [bare]
    elif all(_is_capital(word) for word in right.split()):
        found = [f"{right} {left}", f"{left} {right}"]
    else:
        found = [left]  # “Shona Rennie, peer coordinator”
    latin = regex.sub(r"\p{Han}+", " ", bare).strip()
    if _HAN.search(bare) and latin:
        found += [*_HAN.findall(bare), " ".join(latin.split())]
    return found


def _parts(name: str) -> list[str]:
    """Given and family name; none where the name is no person's but a post (“Head of service”)."""
    words = [word.strip(".,") for word in _wholes(name)[-1].split() if not _HAN.search(word)]
    words = [word for word in words if word and word.casefold() not in TITLES]
    if len(words) < 2 or not (_is_capital(words[0]) and _is_capital(words[-1])):
        return []
    return [word for word in (words[0], words[-1]) if len(word) > 1]


def _given_han(name: str) -> list[str]:
    """The given name of “林慧贞”: 慧贞. A single character is no name by itself."""
    return [run[1:] for run in _HAN.findall(_bare(name)) if len(run) >= _FULL_NAME]


def _is_capital(word: str) -> bool:
    """Whether a word begins as names do; in scripts without capitals every word does."""
    return not word[:1].islower()


def _names(label: str) -> bool:
    """Whether a label is somebody's, not a role's and not a bare letter or number."""
    words = [fold(word) for word in label.split()]
    role = asks(label) or not words or words[0] in ROLES
    return not role and len(label.strip()) > 1 and any(c.isalpha() for c in label)


def _has_words(whole: str) -> bool:
    return next(tokens(whole), None) is not None
