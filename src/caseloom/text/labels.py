"""Tell a speaker's label from other words before a colon, and whose label it is."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from caseloom.text.label_words import ANNOUNCING, ROLES, TITLES

LONGEST = 8
_CLOCK = r"[\[(]?(?:(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]?"
_NAME = r"[^\s:：\[\](){}][^:：\n\[\]{}]{0,70}?"
# The forms of a label: markdown heading, bold, clock before, clock behind, plain with either colon, Q. and A.
_LABEL = regex.compile(
    rf"""(?:(?P<hash>\#{{1,6}})[ ]+|(?P<bold>\*\*|__))?
         (?:(?P<clock>{_CLOCK})[ \t]*[-–]?[ \t]*)?
         (?:(?P<letter>[QA])\.(?=[ \t]+\S)
           |(?P<name>{_NAME})[ \t]*
             (?:(?P<later>[\[(](?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d+)?[\])])
                [ \t]*(?P<colon>[:：])?
              |(?P<colon>[:：](?!//)))
         )(?(bold)(?:\*\*|__))[ \t]*(?:[:：][ \t]*)?""",
    regex.VERBOSE,
)
_SENTENCE = regex.compile(r"[?!;。！？；，、…\"“”]|,|\.(?=\s+\p{Ll})|\.$")
_TITLED = regex.compile(
    r"(?:[\p{Lu}\p{Lt}][\p{L}\p{M}'’.-]*|of|the|to|for|and|de|la|le|du|des|von|van|der|av|till|och|\([^)]*\)|\d+|&|-)"
)
_CODED = regex.compile(
    r"(?!RQ)§?\p{Lu}{1,4}[ -]?\d{0,4}[a-z]?|(?:Speaker|Participant|Respondent|Talare|Locuteur)[ _-]?\w{1,4}"
)
_HAN = regex.compile(r"\p{Han}")
_GIVEN = regex.compile(r"\p{Lu}[\p{Ll}\p{M}'’-]+|\p{Han}{2,5}")
_ASKING = regex.compile(
    r"^(?:interviewer|intervieware|intervjuare|intervieweur|intervieweuse|enquêteur|enquêtrice|moderator|"
    r"moderatorn|animateur|animatrice|facilitator|researcher|forskare|chercheur|chercheuse|int|i|q|"
    r"访谈者|采访者|訪談者|採訪者|主持人|问|問)\.?\s*(?:\d*|[A-Z]?)[.:]*$",
    regex.IGNORECASE,
)
_HAN_NAME = regex.compile(r"\p{Han}{2,4}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in a line: its words, seconds or None, where the spoken words begin, and
    whether it is marked up as a heading or bold.
    """

    name: str
    time: float | None
    words_start: int
    marked: bool


def read_label(text: str, start: int, end: int) -> Label | None:
    """What looks like a label at the beginning of text[start:end] (one line), or None."""
    found = _LABEL.match(text, start, end)
    if not found:
        return None
    name = (found["letter"] or found["name"] or "").strip(" *_\t")
    rest = text[found.end() : end]
    if not name or (found["later"] and not found["colon"] and rest.strip()):
        return None
    clock = found["clock"] or found["later"]
    words_start = found.end() + len(rest) - len(rest.lstrip())
    return Label(name, _seconds(clock) if clock else None, words_start, bool(found["hash"] or found["bold"]))


@lru_cache(maxsize=4096)
def is_short(name: str) -> bool:
    """Whether a label has at most 8 words (20 Han), no sentence punctuation and announces nothing."""
    words = name.split()
    if not words or len(words) > LONGEST or len(_HAN.findall(name)) > 20 or _SENTENCE.search(name + " "):
        return False
    return not {words[0].casefold().strip(".()"), words[-1].casefold().strip(".()")} & ANNOUNCING


def looks_like_name(name: str) -> bool:
    """Whether a label reads as a name, a role or a code for a person (P1, §LF35, Speaker 2)."""
    words = name.split()
    if any(word.casefold().strip(".") in ROLES | TITLES for word in words) or _CODED.fullmatch(name):
        return True
    return len(words) > 1 and all(_TITLED.fullmatch(word) for word in words)


def asks(name: str) -> bool:
    """Whether a label is the usual one of an interviewer, in four languages."""
    return bool(_ASKING.match(name.strip()))


def is_given_name(name: str) -> bool:
    """Whether a label could be one person's name by its form: a capitalised word, or two to five Han."""
    return bool(_GIVEN.fullmatch(name))


def may_recur(name: str) -> bool:
    """Whether a label that comes again may be a speaker: it begins with a capital, digit, Han or sign."""
    return not name[0].islower() and name[0] not in "-–—•" and any(c.isalpha() for c in name)


def is_marked_name(label: Label) -> bool:
    """Whether a label set as a heading or in bold is a Chinese name: two to four Han."""
    return label.marked and bool(_HAN_NAME.fullmatch(label.name))


def label_matches(label: str, name: str) -> bool:
    """Whether a speaker's label names a person, by surname; titles, case and accents do not count.

    A given name in both must not contradict ("Michael McBride" is not "Ann McBride"). Chinese names
    match where one holds the other. People who share a surname: the caller decides.
    """
    if _HAN.search(name):
        bare = regex.sub(r"\s", "", name)
        said = regex.sub(r"[\s：:]", "", label)
        return bool(said) and (bare in said or (len(said) > 1 and said in bare))
    wanted, said_words = _name_words(name), _name_words(label)
    if not wanted or wanted[-1] not in said_words:
        return False
    others = [word for word in said_words if word != wanted[-1]]
    given = wanted[:-1]
    return not others or not given or any(_same_given(a, b) for a in others for b in given)


def _same_given(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _name_words(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    bare = regex.sub(r"\([^)]*\)|['’]s\b", " ", bare)
    return [word for word in _words(bare) if word not in TITLES]


def _words(text: str) -> Iterable[str]:
    found: list[str] = regex.findall(r"[\p{L}'’-]+", text)
    return found


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.strip("[]()").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
