"""Reading the design: the study's card, its cases and time, participants, adopted frameworks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, Select, Table, func, literal, select
from sqlalchemy import case as when
from sqlalchemy.sql.expression import ColumnElement

from caseloom.design.kinds import LANGUAGES
from caseloom.design.tables import (
    case,
    case_setting,
    construct,
    framework,
    innovation,
    innovation_version,
    participant,
    phase,
    plan,
    setting,
    stands,
    study,
    wave,
)
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class Card:
    """What the study is about."""

    id: UUID
    title: str
    language: str
    notice: str
    fictional: bool
    questions: tuple[str, ...]
    originals: str
    citation: str


@dataclass(frozen=True)
class Innovation:
    """What is being put in place."""

    n: int
    id: UUID
    name: str
    description: str


@dataclass(frozen=True)
class InnovationVersion:
    """An innovation as it was from a date on."""

    id: UUID
    innovation: UUID
    name: str
    date: str | None
    description: str


@dataclass(frozen=True)
class Setting:
    """A place or organisation."""

    n: int
    id: UUID
    name: str
    level: str | None
    within: UUID | None


@dataclass(frozen=True)
class Case:
    """An innovation in a setting over a period."""

    n: int
    id: UUID
    name: str
    innovation: UUID | None
    setting: UUID | None
    period: str | None
    served: str
    trigger: str
    description: str


@dataclass(frozen=True)
class CaseSetting:
    """A setting that is inner or outer for a case."""

    case: UUID
    setting: UUID
    side: str


@dataclass(frozen=True)
class Wave:
    """A round of collection."""

    n: int
    id: UUID
    name: str
    date: str | None
    note: str


@dataclass(frozen=True)
class Phase:
    """A stretch of a case's life."""

    n: int
    id: UUID
    case: UUID
    name: str
    phase: str
    period: str


@dataclass(frozen=True)
class Participant:
    """Somebody who gives evidence; voices are self-described."""

    n: int
    id: UUID
    name: str
    case: UUID | None
    setting: UUID | None
    post: str
    voices: tuple[str, ...]
    quoted_as: str
    person: UUID | None


@dataclass(frozen=True)
class Plan:
    """What is meant to be collected."""

    id: UUID
    case: UUID | None
    wave: UUID | None
    source_kind: str
    count: int
    note: str


@dataclass(frozen=True)
class Framework:
    """An adopted framework, with what it is for in this study.

    `unreviewed` are the languages whose wording is a translation that no native researcher has reviewed.
    """

    n: int
    id: UUID
    pack: str
    edition: str
    version: str
    title: str
    citation: str
    provenance: str
    purpose: str
    unreviewed: tuple[str, ...]


@dataclass(frozen=True)
class AdoptedConstruct:
    """A construct as this study holds it; inclusion, exclusion and questions are an entry a line.

    `label_language` and its like say which language those words are in, "" where there are none;
    `guidance_language` speaks of cue, inclusion, exclusion and questions, "" where it is not known.
    """

    n: int
    id: UUID
    framework: UUID
    reference: str
    parent: UUID | None
    number: str
    construct_kind: str
    measure: str
    polarity: str
    label: str
    label_language: str
    definition: str
    definition_language: str
    plain: str
    plain_language: str
    definition_provenance: str
    source_definition: str
    project_wording: str
    cue: str
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    questions: tuple[str, ...]
    guidance_language: str
    criteria_provenance: str
    category_values: tuple[str, ...]


Read = TypeVar("Read")

_LINES = {"questions", "unreviewed", "voices", "inclusion", "exclusion", "category_values"}


def seen(viewer: Viewer, table: Table) -> Select[Any]:
    """The rows of a design table that the viewer may see: all that are there."""
    return select(table).where(stands(table))


def name_of(kind: str, n: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The name of the case, wave, setting or participant with that local number, for use in a select."""
    one = _NAMED[kind]
    return select(words_of(one.c.name)).where(one.c.n == n).correlate_except(one).scalar_subquery()


def id_of(kind: str, n: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The id of the case, wave, setting, participant or construct with that local number."""
    one = _NAMED[kind]
    return select(one.c.id).where(one.c.n == n).correlate_except(one).scalar_subquery()


def number_by_id(kind: str, id: Any) -> ScalarSelect[Any]:
    """The local number of the case, wave, participant or construct with that id (or column of ids)."""
    one = _NAMED[kind]
    return select(one.c.n).where(one.c.id == id).correlate_except(one).scalar_subquery()


def label_of_construct(n: ColumnElement[Any], language: str = "en") -> ScalarSelect[Any]:
    """The label of the construct with that local number, for use in a select."""
    one = _NAMED["construct"]
    worded, _ = _in_language(one, "label", language)
    return select(worded).where(one.c.n == n).correlate_except(one).scalar_subquery()


# Tables of their own: what is looked up by may be a column of the same table outside.
_NAMED = {
    "case": case.alias(),
    "wave": wave.alias(),
    "setting": setting.alias(),
    "participant": participant.alias(),
    "construct": construct.alias(),
}


def card(db: Connection, viewer: Viewer) -> Card | None:
    """The study's card; None before anything was said of it."""
    return next(iter(_all(db, viewer, study, Card)), None)


def innovations(db: Connection, viewer: Viewer) -> list[Innovation]:
    """Every innovation, in the order declared."""
    return _all(db, viewer, innovation, Innovation)


def innovation_versions(db: Connection, viewer: Viewer) -> list[InnovationVersion]:
    """Every version of every innovation, oldest first."""
    return sorted(_all(db, viewer, innovation_version, InnovationVersion), key=lambda each: each.date or "")


def settings(db: Connection, viewer: Viewer) -> list[Setting]:
    """Every setting, in the order declared."""
    return _all(db, viewer, setting, Setting)


def cases(db: Connection, viewer: Viewer) -> list[Case]:
    """Every case, in the order declared."""
    return _all(db, viewer, case, Case)


def case_settings(db: Connection, viewer: Viewer) -> list[CaseSetting]:
    """Which settings are inner or outer for which case."""
    return _all(db, viewer, case_setting, CaseSetting)


def waves(db: Connection, viewer: Viewer) -> list[Wave]:
    """Every wave, in the order declared."""
    return _all(db, viewer, wave, Wave)


def phases(db: Connection, viewer: Viewer) -> list[Phase]:
    """Every phase of every case that is there, by when it began."""
    there = {each.id for each in cases(db, viewer)}
    found = (each for each in _all(db, viewer, phase, Phase) if each.case in there)
    return sorted(found, key=lambda each: each.period)


def participants(db: Connection, viewer: Viewer) -> list[Participant]:
    """Every participant, by name."""
    return sorted(_all(db, viewer, participant, Participant), key=lambda each: each.name)


def participant_told(db: Connection, viewer: Viewer, id: UUID) -> Participant | None:
    """A participant, also one that was taken out; None for one who withdrew, and for nobody."""
    query = select(*_columns(participant, Participant, "en"))
    row = db.execute(query.where(participant.c.id == id, participant.c.name.is_not(None))).one_or_none()
    return None if row is None else _made(Participant, row._mapping)


def plans(db: Connection, viewer: Viewer) -> list[Plan]:
    """What is meant to be collected."""
    return _all(db, viewer, plan, Plan)


def frameworks(db: Connection, viewer: Viewer) -> list[Framework]:
    """The adopted frameworks, in the order adopted."""
    return _all(db, viewer, framework, Framework)


def constructs(db: Connection, viewer: Viewer, *, language: str = "en") -> list[AdoptedConstruct]:
    """Every adopted construct in the order of its framework, worded in a language.

    What has no wording in it is in English, and what has none in English in whichever language it has.
    """
    found = _all(db, viewer, construct, AdoptedConstruct, language)
    order = {each.id: place for place, each in enumerate(frameworks(db, viewer))}
    return sorted((each for each in found if each.framework in order), key=lambda each: order[each.framework])


def construct_labels(db: Connection, viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The labels of constructs, also of those that are out, in the viewer's language, else in English."""
    label = label_of_construct(construct.c.n, viewer.language)
    rows = db.execute(select(construct.c.id, label).where(construct.c.id.in_(ids)))
    return {id: words for id, words in rows if words}


def names_of_constructs(db: Connection, viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """The labels of every adopted construct in all languages, by its reference."""
    labels = [words_of(construct.c[f"label_{language}"]) for language in LANGUAGES]
    rows = db.execute(seen(viewer, construct).with_only_columns(construct.c.reference, *labels))
    return {row[0]: tuple(filter(None, row[1:])) for row in rows}


def _all(db: Connection, viewer: Viewer, table: Table, read: type[Read], language: str = "en") -> list[Read]:
    query = seen(viewer, table).with_only_columns(*_columns(table, cast(Any, read), language))
    order = [table.c[name] for name in ("position", "n") if name in table.c]
    return [_made(read, row._mapping) for row in db.execute(query.order_by(*order))]


@cache  # building these costs more than reading a codebook of three frameworks
def _columns(table: Table, read: Any, language: str) -> tuple[Any, ...]:
    columns: list[Any] = []
    for name in read.__dataclass_fields__:
        if f"{name}_en" in table.c:
            worded, spoken = _in_language(table, name, language)
            columns += [worded.label(name), spoken.label(f"{name}_language")]
        elif name == "guidance_language":
            # A pack that speaks English gives its guidance in it, and in no other language.
            columns.append(when((table.c.label_en.is_not(None), literal("en")), else_="").label(name))
        elif f"{name.removesuffix('_language')}_en" in table.c:
            continue
        elif _holds_words(table, name):
            columns.append(words_of(table.c[name]).label(name))
        else:
            columns.append(table.c[name])
    return tuple(columns)


def _in_language(table: Any, name: str, language: str) -> tuple[Any, Any]:
    """A language map's words, and the language that they are in: the one asked for, English, any."""
    order = [each for each in dict.fromkeys((language, "en", *LANGUAGES)) if f"{name}_{each}" in table.c]
    words = (words_of(table.c[f"{name}_{each}"]) for each in order)
    there = ((table.c[f"{name}_{each}"].is_not(None), literal(each)) for each in order)
    return func.coalesce(*words), when(*there)


def _holds_words(table: Table, name: str) -> bool:
    return any(key.column.table.name == "wording" for key in table.c[name].foreign_keys)


def _made(read: type[Read], row: Any) -> Read:
    kinds = read.__dataclass_fields__  # type: ignore[attr-defined]
    values = {}
    for name, each in kinds.items():
        value = row[name]
        if name in _LINES:
            value = tuple((value or "").splitlines())
        elif each.type is str or each.type == "str":
            value = value or ""
        elif each.type is bool:
            value = bool(value)
        values[name] = value
    return read(**values)
