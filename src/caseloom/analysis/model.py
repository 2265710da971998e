"""What a matrix is asked for, and what it is: rows, columns, cells and the rule they were counted by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args
from uuid import UUID

from caseloom.language import CaseloomError, spoken

TIME = ("wave", "phase", "interval")
PEOPLE = ("participant", "voice", "coder")
DIMENSIONS: tuple[str, ...] = ("construct", "code", "case", "setting", "source_kind", *TIME, *PEOPLE)
COUNTED: tuple[str, ...] = ("informants", "codings", "sources", "words", "candidates")
CLOCKS = ("said", "about")
REACHES = ("this", "up_to")


class MatrixProblem(CaseloomError):
    """A matrix that cannot be drawn."""

    exit_code = 7


class UnknownDimension(MatrixProblem):
    """A row or column that a matrix does not have."""

    sentence = "A matrix has no “{name}”. Use one of: {choices}."


class OneGrain(MatrixProblem):
    """Two grains of time in one matrix."""

    sentence = "A matrix has one grain of time; it was asked for {names}. Choose one of them."


class SameTwice(MatrixProblem):
    """The same thing as rows and columns."""

    sentence = "“{name}” stands twice in this matrix. Use each of rows and columns for something else."


class CandidatesHaveNoTime(MatrixProblem):
    """Candidates by the time they speak about."""

    sentence = "Candidates do not say what time they are about. Show them by when they were said."


class NoIntervals(MatrixProblem):
    """An interval matrix without intervals."""

    sentence = "A matrix by interval needs its intervals, such as 2019/2020 and 2021/2023."


class NameNotInStudy(MatrixProblem):
    """A matrix narrowed to something that the study does not have: it would look like “no evidence”."""

    exit_code = 4


class UnknownFramework(NameNotInStudy):
    """A matrix of a framework that was not adopted."""

    sentence = "The study has no framework “{name}”. Nothing was changed. {known}"


class UnknownVoice(NameNotInStudy):
    """A matrix of a voice with which nobody speaks."""

    sentence = "The study has no participant with the voice “{name}”. Nothing was changed. {known}"


@dataclass(frozen=True, kw_only=True)
class MatrixRequest:
    """What to count, by what.

    `clock` "said" places evidence by when it was said or written, "about" by the time it speaks
    about; `reach` "this" counts this time frame only, "up_to" all up to its end. `framework` is a
    pack's id and takes only codings of its constructs; the other narrowings are ids of this study.
    """

    rows: str = "construct"
    columns: tuple[str, ...] = ("case", "wave")
    cell: str = "informants"
    clock: str = "said"
    reach: str = "this"
    intervals: tuple[str, ...] = ()
    framework: str | None = None
    case: UUID | None = None
    wave: UUID | None = None
    coder: UUID | None = None
    source_kind: str | None = None
    voice: str | None = None
    only_used: bool = False

    def __post_init__(self) -> None:
        for name in (self.rows, *self.columns):
            _one_of(name, DIMENSIONS)
        _one_of(self.cell, COUNTED)
        _one_of(self.clock, CLOCKS)
        _one_of(self.reach, REACHES)
        grains = [name for name in (self.rows, *self.columns) if name in TIME]
        if len(set(grains)) > 1:
            raise OneGrain(names=", ".join(grains))
        twice = [name for name in self.columns if name == self.rows or self.columns.count(name) > 1]
        if twice:
            raise SameTwice(name=twice[0])
        if "interval" in grains and not self.intervals:
            raise NoIntervals
        if self.cell == "candidates" and self.clock == "about":
            raise CandidatesHaveNoTime

    @property
    def grain(self) -> str | None:
        """The grain of time: wave, phase, interval, or None for the whole study."""
        return next((name for name in (self.rows, *self.columns) if name in TIME), None)


def _one_of(name: str, choices: tuple[str, ...]) -> None:
    if name not in choices:
        raise UnknownDimension(name=name, choices=", ".join(choices))


@dataclass(frozen=True)
class Heading:
    """A row or column value: its key (an id's hex, a word, or "" for none), label, and place in a tree."""

    key: str
    label: str
    number: str = ""
    parent: str = ""
    depth: int = 0
    countable: bool = True
    dimension: str = ""
    # Of a construct, its framework's title.
    group: str = ""
    # Of a construct, the label's.
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands where a row and a column meet.

    `value` counts what was asked for; `informants` of `interviewed` gave evidence; `kinds` are the
    kinds of source it comes from. `beneath` is the same value with the rows beneath this one, which is
    what every door shows.
    """

    value: int = 0
    informants: int = 0
    interviewed: int = 0
    codings: int = 0
    kinds: tuple[str, ...] = ()
    beneath: int = 0
    beneath_informants: int = 0
    beneath_codings: int = 0
    beneath_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column: its heading per dimension, how much was collected in it, and who was interviewed."""

    headings: tuple[Heading, ...]
    collected: int
    interviewed: int

    @property
    def key(self) -> tuple[str, ...]:
        """The column's values, one per dimension."""
        return tuple(heading.key for heading in self.headings)


Emptiness = Literal["nothing collected", "no evidence coded", "no candidates"]
EMPTINESS: tuple[str, ...] = get_args(Emptiness)


@dataclass(frozen=True)
class Matrix:
    """Rows × columns; `cells` holds only those with evidence, keyed by (row key, column key)."""

    request: MatrixRequest
    rows: tuple[Heading, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, tuple[str, ...]], Cell] = field(default_factory=dict)

    def cell(self, row: Heading, column: Column) -> Cell:
        """The cell, empty if there is no evidence."""
        return self.cells.get((row.key, column.key), Cell(interviewed=column.interviewed))

    def emptiness(self, row: Heading, column: Column) -> Emptiness | None:
        """Why a cell is empty; None if it is not."""
        if (row.key, column.key) in self.cells:
            return None
        if not column.collected:
            return "nothing collected"
        return "no candidates" if self.request.cell == "candidates" else "no evidence coded"


_RULES = {
    ("said", "this"): "{what} said or written in this {grain} only.",
    ("said", "up_to"): "All {little} said or written up to the end of this {grain}.",
    ("about", "this"): "{what} about this {grain} only, whenever it was said.",
    ("about", "up_to"): "All {little} about the time up to the end of this {grain}, whenever it was said.",
}


def evidence_rule(request: MatrixRequest) -> str:
    """The rule by which a matrix counts, in sentences."""
    return " ".join(evidence_sentences(request))


def evidence_sentences(request: MatrixRequest) -> tuple[str, ...]:
    """The rule's sentences: each is a message id that doors look up in the reader's language."""
    grain = request.grain
    what = "Sentences" if request.cell == "candidates" else "Evidence"
    rule = _RULES[request.clock, request.reach].format(what=what, little=what.lower(), grain=grain)
    if grain is None:
        rule = f"All {what.lower()} of the whole study."
    whose = spoken("Interviewers', chairs' and questioners' words are not counted.")
    if request.cell == "candidates":
        hits = spoken("These are hits of queries that nobody has accepted yet: they are no evidence.")
        return rule, whose, hits
    if request.cell == "words":
        return rule, whose, spoken("A word that two codings hold counts twice.")
    return rule, whose
