"""A small study built in a few lines: named cases, waves, people, talks and codings, for the rooms' tests."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from caseloom import packs
from caseloom.analysis.model import Cell, Column, Heading, Matrix, MatrixRequest
from caseloom.analysis.readings import cell_evidence, matrix
from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.actions import add, adopt
from caseloom.design.model import NewCase, NewParticipant, NewPhase, NewWave, StudyCard
from caseloom.frameworks import Pack, read_pack
from caseloom.rooms import OpenStudy, create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers import Document
from caseloom.sources.readings import SourceText, source_text
from caseloom.team.actions import add_person, join
from caseloom.team.model import Viewer


@cache
def pack(name: str) -> Pack:
    """A framework pack, read once a run."""
    return read_pack(packs.text(name), packs.wordings(name))


def document(text: str) -> Document:
    """A text as a reader hands it over."""
    return Document(text, (), "txt", "utf-8", None, ())


@dataclass(repr=False)
class Workbench:
    """A study under test, with what was put into it by name; an unknown name is None."""

    study: OpenStudy
    cases: dict[str, UUID] = field(default_factory=dict)
    waves: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    coders: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, UUID] = field(default_factory=dict)
    sources: dict[str, UUID] = field(default_factory=dict)

    @property
    def file(self) -> Any:
        """The study's file."""
        return self.study.file

    @property
    def viewer(self) -> Viewer:
        """Whoever made the study."""
        return self.study.viewer

    def as_person(self, name: str) -> Viewer:
        """The study in another person's hands."""
        return Viewer(join(self.file, name))

    # -- design -----------------------------------------------------------------------------------

    def case(self, *names: str) -> None:
        """Add cases."""
        for name in names:
            self.cases[name] = add(self.file, self.viewer, NewCase(name=name))

    def wave(self, name: str, date: str | None = None) -> None:
        """Add a wave."""
        self.waves[name] = add(self.file, self.viewer, NewWave(name=name, date=date))

    def phase(self, case: str, name: str, period: str) -> UUID:
        """Add a phase of a case."""
        return add(self.file, self.viewer, NewPhase(case=self.cases[case], name=name, period=period))

    def person(self, name: str, *voices: str, case: str | None = None) -> None:
        """Add a participant."""
        new = NewParticipant(name=name, case=self.cases.get(case or ""), voices="\n".join(voices) or None)
        self.people[name] = add(self.file, self.viewer, new)

    def coder(self, name: str) -> None:
        """Add somebody to the team."""
        self.coders[name] = add_person(self.file, self.viewer, name)

    def adopt(self, *references: str, name: str = "cfir2022") -> None:
        """Adopt some constructs of a framework (all, without names)."""
        adopt(self.file, self.viewer, pack(name), only=references or None)

    def code(self, label: str, parent: str | None = None) -> UUID:
        """Add an inductive code."""
        new = NewCode(label=label, parent=self.of(parent) if parent else None)
        self.codes[label] = add_code(self.file, self.viewer, new)
        return self.codes[label]

    def of(self, code: str) -> UUID:
        """The id of an inductive code's label, else of a construct's reference."""
        return self.codes.get(code) or self.file.key_id("code", code)

    # -- sources and codings ----------------------------------------------------------------------

    def source(
        self,
        title: str,
        text: str,
        kind: str = "interview",
        *,
        case: str = "",
        wave: str = "",
        written: str | None = None,
        participant: str = "",
        rules: tuple[SpeakerRule, ...] = (),
    ) -> UUID:
        """Bring a text in."""
        new = NewSource(
            title=title,
            source_kind=kind,
            case=self.cases.get(case),
            wave=self.waves.get(wave),
            written=written,
            participant=self.people.get(participant),
            rules=rules,
        )
        self.sources[title] = add_source(self.file, self.viewer, new, document(text), again=True)
        return self.sources[title]

    def said(self, title: str, who: str, words: str, **more: Any) -> UUID:
        """Bring in a talk of one question and one answer by the participant of that name."""
        text = f"Interviewer: What happened then?\n\n{who}: {words}"
        return self.source(title, text, participant=who, **more)

    def coding(
        self, title: str, quote: str, code: str, *, coder: str = "", role: str = "", **more: Any
    ) -> UUID:
        """Code the words of a source."""
        new = NewCoding(
            code=self.of(code), role=self.file.key_id("construct", role) if role else None, **more
        )
        coder_id = self.coders.get(coder)
        where = Quotation(quote=quote)
        return add_coding(self.file, self.viewer, self.sources[title], where, new, coder=coder_id)

    # -- what comes out ---------------------------------------------------------------------------

    def text(self, title: str) -> SourceText:
        """A source's text with its turns."""
        with self.file.read() as db:
            return source_text(db, self.viewer, self.sources[title])

    def matrix(self, **asked: Any) -> Matrix:
        """The matrix that was asked for."""
        with self.file.read() as db:
            return matrix(db, self.viewer, MatrixRequest(**asked))

    def grid(self, **asked: Any) -> dict[tuple[str, ...], Any]:
        """(row's label, column's labels …) → value, of the cells that count something."""
        found = self.matrix(**asked)
        return {
            (row.label, *(each.label for each in column.headings)): cell.value
            for row, column, cell in cells(found)
            if cell.value
        }

    def opened(self, row: str, column: tuple[str, ...], *, beneath: bool = False, **asked: Any) -> list[str]:
        """The words behind a cell, by the labels of its row and column."""
        found = self.matrix(**asked)
        at_row = next(each for each in found.rows if each.label == row)
        at = next(each for each in found.columns if tuple(one.label for one in each.headings) == column)
        with self.file.read() as db:
            evidence = cell_evidence(
                db, self.viewer, found.request, at_row.key, at.key, beneath=beneath, limit=None
            )
        return [each.quote for each in evidence.passages] + [each.quote for each in evidence.candidates]


def cells(found: Matrix) -> list[tuple[Heading, Column, Cell]]:
    """Every row and column of a matrix with their cell."""
    return [(row, column, found.cell(row, column)) for row in found.rows for column in found.columns]


def open_workbench(folder: Path) -> Workbench:
    """A new study, made by Ann."""
    study = create_study(folder / "study.caseloom", StudyCard(title="A study"), as_name="Ann")
    bench = Workbench(study)
    if study.viewer.person is not None:
        bench.coders["Ann"] = study.viewer.person.id
    return bench
