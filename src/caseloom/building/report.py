"""What a build tells: what the study holds now, what could not be taken, and what people's work kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Unread:
    """A declared source that is not in the study, or stands as it was, with the sentence why."""

    key: str
    file: str
    why: str


@dataclass(frozen=True)
class NotAnchored:
    """A declared coding whose words were not found in its source, with the sentence why."""

    source: str
    code: str
    quote: str
    why: str


@dataclass(frozen=True)
class Kept:
    """Where a person's value stands against the manifest's; ids of declared rows are given as their keys."""

    kind: str
    key: str
    field: str
    declared: Any
    stands: Any


@dataclass(frozen=True)
class NoLongerDeclared:
    """A row of an earlier build that this manifest does not declare; it was left as it is."""

    kind: str
    name: str


@dataclass
class BuildReport:
    """Everything that a build has to say; counts are of the study as it stands after it.

    `codings_there` are all codings with a place, people's too; `adrift` those whose words are in no text now.
    """

    fresh: bool = True
    title: str = ""
    sources_new: int = 0
    sources_changed: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    translations: int = 0
    turns: int = 0
    words: int = 0
    evidence_words: int = 0
    codes: int = 0
    candidates: int = 0
    codings_there: int = 0
    adrift: int = 0
    originals_kept: bool = False
    anchored: dict[str, int] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    same_text: list[str] = field(default_factory=list)
    not_anchored: list[NotAnchored] = field(default_factory=list)
    not_taken: list[str] = field(default_factory=list)
    memos: int = 0
    memos_left_out: list[str] = field(default_factory=list)
    without_evidence: list[str] = field(default_factory=list)
    without_hits: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    no_longer_declared: list[NoLongerDeclared] = field(default_factory=list)

    @property
    def codings(self) -> int:
        """How many declared codings have their place."""
        return sum(self.anchored.values())

    @property
    def whole(self) -> bool:
        """Whether everything declared went in."""
        return not (self.unread or self.not_anchored or self.not_taken or self.memos_left_out)

    def facts(self) -> Iterator[tuple[str, str]]:
        """The counts, as (what, how many); what a study has none of is left out."""
        read = (
            *((f"{kind.replace('_', ' ')}s", count) for kind, count in self.sources.items()),
            ("translations", self.translations),
            ("new sources", self.sources_new),
            ("sources with a new revision", self.sources_changed),
            ("turns", self.turns),
            ("words", self.words),
            ("words of evidence", self.evidence_words),
            ("codes", self.codes),
            ("candidates", self.candidates),
            ("codings in the study", self.codings_there),
            ("codings adrift", self.adrift),
            ("codings by position", self.anchored.get("position", 0)),
            ("codings by quote", self.anchored.get("quote", 0)),
            ("codings found nearly", self.anchored.get("fuzzy", 0)),
            ("memos", self.memos),
            ("codings not found", len(self.not_anchored) + len(self.not_taken)),
        )
        return ((what, f"{count:,}") for what, count in read if count)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """What wants reading, as (heading, lines); empty lists are left out."""
        read = (
            ("Sources not read", [f"{each.key} ({each.file}): {each.why}" for each in self.unread]),
            ("Withdrawn by a participant, so they stay out", self.withdrawn),
            ("Sources with the same text", self.same_text),
            ("Rows of codings not taken", self.not_taken),
            ("Codings not found", [f"{each.source}, {each.code}: {each.why}" for each in self.not_anchored]),
            ("Memos left out", self.memos_left_out),
            ("Interviews in which no word is evidence", self.without_evidence),
            ("Queries without a hit", self.without_hits),
            ("People's work that stands", [_kept(each) for each in self.kept]),
            (
                "No longer declared, and left as it is",
                [f"{each.kind} “{each.name}”" for each in self.no_longer_declared],
            ),
        )
        return ((heading, lines) for heading, lines in read if lines)


def _kept(each: Kept) -> str:
    stands = "nothing" if each.stands in (None, "") else f"“{each.stands}”"
    declared = "nothing" if each.declared in (None, "") else f"“{each.declared}”"
    return f"{each.kind} {each.key}, {each.field}: {stands} stands; the manifest says {declared}"
