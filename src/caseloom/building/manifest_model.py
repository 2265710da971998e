"""What a manifest declares: the tables, their keys and which other entries they name.

Every key is a letter-and-digit name that the author gives, never a person's name: it becomes part of an id
that outlives every correction of the name. References are keys.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseloom.building.shape import (
    choice,
    edtf,
    flag,
    identity,
    inner,
    mapping,
    number,
    reference,
    references,
    text,
    texts,
)
from caseloom.team.kinds import MEMO_KINDS

SOURCE_KINDS = ("interview", "focus_group", "document", "field_note", "survey")
THINGS = ("innovation", "setting", "case", "wave", "phase", "participant", "source", "query", "code")
"""The kinds of entries that a memo can be about or linked to, besides the study."""
ROLES = ("respondent", "interviewer", "chair", "speaker")


@dataclass(frozen=True, kw_only=True)
class Study:
    id: uuid.UUID = identity()  # noqa: RUF009 - a declaration of a field, as `field()` is
    title: str = text(required=True)
    language: str = text(default="en")
    notice: str = text()
    fictional: bool = flag()
    questions: tuple[str, ...] = texts()
    originals: str = choice("keep", "none")
    citation: str = text()


@dataclass(frozen=True, kw_only=True)
class InnovationVersion:
    key: str = text(required=True)
    name: str = text(required=True)
    date: str = edtf()
    description: str = text()


@dataclass(frozen=True, kw_only=True)
class Innovation:
    key: str = text(required=True)
    name: str = text(required=True)
    description: str = text()
    version: tuple[InnovationVersion, ...] = inner(InnovationVersion, many=True)


@dataclass(frozen=True, kw_only=True)
class Setting:
    key: str = text(required=True)
    name: str = text(required=True)
    level: str = choice("micro", "meso", "macro")
    within: str = reference("setting")


@dataclass(frozen=True, kw_only=True)
class Case:
    key: str = text(required=True)
    name: str = text(required=True)
    innovation: str = reference("innovation")
    setting: str = reference("setting")
    period: str = edtf()
    served: str = text()
    trigger: str = text()
    description: str = text()
    inner: tuple[str, ...] = references("setting")
    outer: tuple[str, ...] = references("setting")


@dataclass(frozen=True, kw_only=True)
class Wave:
    key: str = text(required=True)
    name: str = text(required=True)
    date: str = edtf()
    note: str = text()


@dataclass(frozen=True, kw_only=True)
class Phase:
    key: str = text(required=True)
    case: str = reference("case", required=True)
    name: str = text(required=True)
    kind: str = choice("adoption", "implementation", "assimilation", "other", required=True)
    period: str = edtf(required=True)


@dataclass(frozen=True, kw_only=True)
class Participant:
    key: str = text(required=True)
    name: str = text(required=True)
    case: str = reference("case")
    post: str = text()
    voices: tuple[str, ...] = texts()
    quoted_as: str = text()
    setting: str = reference("setting")
    person: str = reference("coder")


@dataclass(frozen=True, kw_only=True)
class Plan:
    kind: str = choice(*SOURCE_KINDS, required=True)
    case: str = reference("case")
    wave: str = reference("wave")
    count: int = number(required=True)
    note: str = text()


@dataclass(frozen=True, kw_only=True)
class Framework:
    pack: str = text(required=True)
    file: str = text()
    purpose: str = text()
    constructs: tuple[str, ...] = texts()


@dataclass(frozen=True, kw_only=True)
class Coder:
    key: str = text(required=True)
    name: str = text(required=True)
    voices: tuple[str, ...] = texts()


@dataclass(frozen=True, kw_only=True)
class Code:
    key: str = text(required=True)
    label: str = text(required=True)
    definition: str = text()
    inclusion: str = text()
    exclusion: str = text()
    parent: str = reference("code")
    examples: tuple[str, ...] = texts()


@dataclass(frozen=True, kw_only=True)
class Speakers:
    """Which labels speak in which role: a label has a role when it holds the words given for it.

    Roles are tried in this order; `others` is the role of every other label. A respondent is the
    source's participant.
    """

    chair: tuple[str, ...] = texts()
    interviewer: tuple[str, ...] = texts()
    respondent: tuple[str, ...] = texts()
    speaker: tuple[str, ...] = texts()
    others: str = choice(*ROLES)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source: what stands in `file`, or the `words` themselves where a table holds them."""

    key: str = text(required=True)
    title: str = text(required=True)
    kind: str = choice(*SOURCE_KINDS, required=True)
    file: str = text()
    words: str = text()
    case: str = reference("case")
    wave: str = reference("wave")
    date: str = edtf()
    covers: str = edtf()
    language: str = text()
    translation_of: str = reference("source")
    participant: str = reference("participant")
    producer: str = text()
    setting: str = reference("setting")
    innovation: str = reference("innovation")
    note: str = text()
    skip_header: str = choice("until-blank")
    speakers: Speakers | None = inner(Speakers)  # noqa: RUF009


@dataclass(frozen=True, kw_only=True)
class Query:
    key: str = text(required=True)
    name: str = text(required=True)
    expression: str = text(required=True)
    construct: str = text()
    code: str = reference("code")
    in_: str = choice("evidence", "all")
    note: str = text()


@dataclass(frozen=True, kw_only=True)
class Coding:
    """One coding: `quote`, or `start` and `end`, or all three; `near` is the text after which to look."""

    source: str = reference("source", required=True)
    code: str = text(required=True)
    coder: str = reference("coder", required=True)
    quote: str = text()
    near: str = text()
    start: int | None = number()
    end: int | None = number()
    role: str = text()
    valence: str = choice("helps", "hinders", "both", "neither")
    example: str = choice("concrete", "general")
    about: str = edtf()
    memo: str = text()
    key: str = text()


@dataclass(frozen=True, kw_only=True)
class Memo:
    """A memo by a coder; `about` and `links` are "study", or a kind and a key, such as "case:north"."""

    key: str = text(required=True)
    about: str = text(required=True)
    by: str = reference("coder", required=True)
    kind: str = choice(*MEMO_KINDS)
    title: str = text()
    text: str = text()
    links: tuple[str, ...] = texts()


@dataclass(frozen=True, kw_only=True)
class Map:
    """Words of a table and what the study calls them; `values` here, or `file` with a JSON object."""

    key: str = text(required=True)
    file: str = text()
    values: Mapping[str, str] = mapping()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column made from another: `pattern` takes its group out of it, `map` looks it up."""

    from_: str = text(required=True)
    pattern: str = text()
    map: str = reference("map")


KINDS: Mapping[str, type[Any]] = {
    "innovation": Innovation,
    "setting": Setting,
    "case": Case,
    "wave": Wave,
    "phase": Phase,
    "participant": Participant,
    "plan": Plan,
    "framework": Framework,
    "coder": Coder,
    "code": Code,
    "map": Map,
    "source": Source,
    "query": Query,
    "coding": Coding,
    "memo": Memo,
}
# Kinds that may also be filled from the rows of a table, under their plural.
FILLED: Mapping[str, str] = {
    "participants": "participant",
    "codes": "code",
    "sources": "source",
    "queries": "query",
    "codings": "coding",
    "memos": "memo",
}


@dataclass(frozen=True)
class Filling:
    """Rows of one kind that a table will fill: what each key is to hold, with {column} in it."""

    kind: str
    entry: str
    table: str
    columns: Mapping[str, Column]
    templates: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Everything declared; before `complete` without the rows that tables fill."""

    study: Study
    innovation: tuple[Innovation, ...] = ()
    setting: tuple[Setting, ...] = ()
    case: tuple[Case, ...] = ()
    wave: tuple[Wave, ...] = ()
    phase: tuple[Phase, ...] = ()
    participant: tuple[Participant, ...] = ()
    plan: tuple[Plan, ...] = ()
    framework: tuple[Framework, ...] = ()
    coder: tuple[Coder, ...] = ()
    code: tuple[Code, ...] = ()
    map: tuple[Map, ...] = ()
    source: tuple[Source, ...] = ()
    query: tuple[Query, ...] = ()
    coding: tuple[Coding, ...] = ()
    memo: tuple[Memo, ...] = ()
    fillings: tuple[Filling, ...] = ()
