"""Who looks at a study, who a person of the team is, and what a memo is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from caseloom.language import CaseloomError
from caseloom.studyfile import Author, Build, Thing
from caseloom.team.kinds import MEMO_KINDS


class NameMissing(CaseloomError):
    """A write needs its author."""

    sentence = (
        "Caseloom does not know who you are, so nothing was written. Say your name: --as NAME at the command "
        'line, as_="NAME" where Python opens the study, or CASELOOM_AS for both.'
    )
    exit_code = 4


@dataclass(frozen=True)
class Person:
    """A person of the study: a coder, rater or reader; not a login and not a participant."""

    id: UUID
    name: str
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who reads and writes in an open study: a person, a build, or a reader without a name.

    `language` is the one in which rooms name what a framework has been put into.
    """

    person: Person | None = None
    build: Build | None = None
    language: str = "en"

    @property
    def author(self) -> Author:
        """Whom a change is written for; refuses a reader without a name."""
        if self.build is not None:
            return self.build
        if self.person is None:
            raise NameMissing
        return self.person.id

    @property
    def name(self) -> str:
        """The name for people's eyes."""
        return self.person.name if self.person else ""


READER = Viewer()


# -- memos ----------------------------------------------------------------------------------------

CONTACT_SUMMARY = "contact_summary"
CONTACT_PARTS = ("Main points", "Surprises", "Next questions")
"""The headed parts of a contact summary, as message ids that doors look up in the reader's language."""
LONGEST_TITLE = 80


class MemoEmpty(CaseloomError):
    """A memo of blanks."""

    sentence = "A memo needs words; nothing was written. Give it a text or a title."
    exit_code = 2


class NotASource(CaseloomError):
    """A contact summary of something that nobody was met in."""

    sentence = (
        "A contact summary is a memo on a source, such as an interview; this one is about a {kind}. Nothing "
        "was written. Choose another type, or write it on the source."
    )
    exit_code = 2


class LinkedToItself(CaseloomError):
    """A memo that points to itself."""

    sentence = "A memo cannot be linked to itself; nothing was written. Name something else."
    exit_code = 2


@dataclass(frozen=True)
class NewMemo:
    """A memo to be written: what it is about, its type and its words (Markdown), what it is linked to.

    One without a title takes the first words of its text. Raises `MemoEmpty`, `NotASource`.
    """

    about: Thing
    memo_kind: str = MEMO_KINDS[0]
    text: str = ""
    title: str = ""
    links: tuple[Thing, ...] = ()

    def __post_init__(self) -> None:
        if not (self.text.strip() or self.title.strip()):
            raise MemoEmpty
        if self.memo_kind == CONTACT_SUMMARY and self.about.kind != "source":
            raise NotASource(kind=self.about.kind)


# What stands before the words of a heading, a quotation, a list's entry.
_SIGNS = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,3}[.)]\s+)*")
# What stands around words that are stressed, are code or lead somewhere.
_AROUND = re.compile(
    r"(\*{1,3}|`+|(?<!\w)_{1,3})(?=\S)(?P<stressed>.+?)(?<=\S)\1(?!(?<=_)\w)|\[(?P<linked>[^\]]+)\]\([^)\s]*\)"
)


def title_of(title: str, text: str) -> str:
    """A memo's title in one line: its own, or its text's first words without the signs of Markdown."""
    own = " ".join(title.split())
    if own:
        return own
    lines = (_bare(_SIGNS.sub("", line)).strip(" \t*_`") for line in text.splitlines())
    first = " ".join(next((line for line in lines if line), text).split())
    if len(first) <= LONGEST_TITLE:
        return first
    return f"{first[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _bare(line: str) -> str:
    return _AROUND.sub(lambda found: found["stressed"] or found["linked"], line)


def contact_summary(headings: Sequence[str] = CONTACT_PARTS) -> str:
    """The text that a contact summary begins with: its headings, each with room beneath it."""
    return "\n\n".join(f"# {heading}\n" for heading in headings)
