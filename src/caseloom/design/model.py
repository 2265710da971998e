"""What a study's design consists of, as it is declared; an invalid one cannot be built."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

from caseloom.dates import check
from caseloom.design import kinds
from caseloom.language import CaseloomError
from caseloom.studyfile import Kind


class NothingToName(CaseloomError):
    """A name is empty."""

    sentence = "A {kind} needs a name; nothing was written. Give it one."
    exit_code = 2


class UnknownConstruct(CaseloomError):
    """A framework does not have such a construct."""

    sentence = (
        "The framework {pack} has no construct “{reference}”; nothing was adopted. Check the reference."
    )
    exit_code = 4


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Something of the design before it has an id; ids of others are of this study."""

    KIND: ClassVar[Kind]
    DATES: ClassVar[tuple[str, ...]] = ()
    NAMED: ClassVar[str | None] = "name"

    def __post_init__(self) -> None:
        if self.NAMED and not str(getattr(self, self.NAMED)).strip():
            raise NothingToName(kind=self.KIND.name)
        for name in self.DATES:
            if (date := getattr(self, name)) is not None:
                check(date)

    def values(self) -> Mapping[str, Any]:
        """The fields of the row."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def check_field(kind: str, name: str, value: Any) -> None:
    """Refuse for a field what could not be declared: an empty name, or what is no date."""
    declared = next((each for each in Declared.__subclasses__() if each.KIND.name == kind), None)
    if declared is None:
        return
    if name == declared.NAMED and not str(value or "").strip():
        raise NothingToName(kind=kind)
    if name in declared.DATES and value is not None:
        check(value)


@dataclass(frozen=True, kw_only=True)
class StudyCard(Declared):
    """What the study is about, and how it wants to be shown."""

    KIND = kinds.STUDY
    NAMED = "title"
    title: str
    language: str = "en"
    notice: str | None = None
    fictional: int = 0
    questions: str | None = None
    originals: str = "none"
    citation: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewInnovation(Declared):
    """What is being put in place."""

    KIND = kinds.INNOVATION
    name: str
    description: str | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewInnovationVersion(Declared):
    """An innovation as it was from a date on."""

    KIND = kinds.INNOVATION_VERSION
    DATES = ("date",)
    innovation: UUID
    name: str
    date: str | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewSetting(Declared):
    """A place or organisation; settings nest."""

    KIND = kinds.SETTING
    name: str
    level: str | None = None
    within: UUID | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewCase(Declared):
    """An innovation in a setting over a period."""

    KIND = kinds.CASE
    DATES = ("period",)
    name: str
    innovation: UUID | None = None
    setting: UUID | None = None
    period: str | None = None
    served: str | None = None
    trigger: str | None = None
    description: str | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewCaseSetting(Declared):
    """A setting that is inner or outer for a case."""

    KIND = kinds.CASE_SETTING
    NAMED = None
    case: UUID
    setting: UUID
    side: str


@dataclass(frozen=True, kw_only=True)
class NewWave(Declared):
    """A round of collection."""

    KIND = kinds.WAVE
    DATES = ("date",)
    name: str
    date: str | None = None
    note: str | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewPhase(Declared):
    """A stretch of a case's life; phases may overlap and come again."""

    KIND = kinds.PHASE
    DATES = ("period",)
    case: UUID
    name: str
    phase: str = "other"
    period: str


@dataclass(frozen=True, kw_only=True)
class NewParticipant(Declared):
    """Somebody who gives evidence."""

    KIND = kinds.PARTICIPANT
    name: str
    case: UUID | None = None
    setting: UUID | None = None
    post: str | None = None
    voices: str | None = None
    quoted_as: str | None = None
    person: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NewPlan(Declared):
    """How many sources of a kind are meant to be collected, for a case and wave or over all."""

    KIND = kinds.PLAN
    NAMED = None
    source_kind: str
    count: int
    case: UUID | None = None
    wave: UUID | None = None
    note: str | None = None
