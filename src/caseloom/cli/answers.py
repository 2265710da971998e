"""Tables of answers: one source a row, its questions as headings, its words the participant's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from caseloom.cli.named_or_new import Names
from caseloom.dates import from_column
from caseloom.language import CaseloomError
from caseloom.rooms import OpenStudy
from caseloom.sources.actions import add_source
from caseloom.sources.model import ImportReport, NewSource, SourceProblem, SpeakerRule
from caseloom.sources.readers import Document
from caseloom.sources.readers.tables import Table, read_table
from caseloom.studyfile import Progress, new_id
from caseloom.text import read_turns

_RESPONDENT = "Respondent"


class NoSuchColumn(SourceProblem):
    """A table does not have a column that was named."""

    sentence = "{name} has no column “{column}”, so nothing of it was imported. Its columns: {columns}."


class NoAnswer(SourceProblem):
    """A row without an answer."""

    sentence = "It holds no answer in {columns}, so it was left out."


@dataclass(frozen=True)
class AnswerColumns:
    """Which columns hold the answers, and which say whose they are, where and when they belong."""

    answers: tuple[str, ...]
    participant: str | None = None
    case: str | None = None
    wave: str | None = None
    written: str | None = None

    def check(self, name: str, table: Table) -> None:
        """Refuse a table that lacks one of them."""
        for column in (*self.answers, self.participant, self.case, self.wave, self.written):
            if column is not None and column not in table.columns:
                raise NoSuchColumn(name=name, column=column, columns=", ".join(table.columns))


def import_answers(
    opened: OpenStudy,
    files: Sequence[Path],
    new: NewSource,
    about: AnswerColumns,
    names: Names,
    again: bool,
    progress: Progress,
) -> ImportReport:
    """Bring tables of answers in, each row its own change in one batch; bad rows and tables are listed."""
    report, batch = ImportReport(), new_id()
    for path in files:
        try:
            table = read_table(path)
            about.check(path.name, table)
        except CaseloomError as refused:
            report.refused.append((path.name, str(refused)))
            continue
        for number, row in enumerate(table.rows, start=2):
            progress.step(path.name, number - 2, len(table.rows))
            try:
                one = _source(row, number, path, new, about, names)
                document = Document(_text(row, about, _label(one)), (), "txt", "utf-8", None, ())
                report.added.append(
                    add_source(opened.file, opened.viewer, one, document, again=again, batch=batch)
                )
            except CaseloomError as refused:
                report.refused.append((f"{path.name}, row {number}", str(refused)))
        progress.step("", len(table.rows), len(table.rows))
    return report


def _source(
    row: Mapping[str, str], number: int, path: Path, new: NewSource, about: AnswerColumns, names: Names
) -> NewSource:
    if not any(row[column].strip() for column in about.answers):
        raise NoAnswer(columns=", ".join(about.answers))
    case = names.id("case", _cell(row, about.case)) or new.case
    who = _cell(row, about.participant)
    participant = names.id("participant", who, case=case) or new.participant
    when = _cell(row, about.written)
    return replace(
        new,
        title=f"{new.title or path.stem}, {who or f'row {number}'}",
        case=case,
        wave=names.id("wave", _cell(row, about.wave)) or new.wave,
        participant=participant,
        written=_date(when) if when else new.written,
        file_name=path.name,
        rules=_rules(who, participant),
    )


def _rules(who: str, participant: UUID | None) -> tuple[SpeakerRule, ...]:
    labels = frozenset(filter(None, (who, _RESPONDENT)))
    return (SpeakerRule("respondent", labels=labels, participant=participant),)


def _date(written: str) -> str | None:
    return from_column(written)


def _cell(row: Mapping[str, str], column: str | None) -> str:
    return row[column].strip() if column is not None else ""


def _label(one: NewSource) -> str:
    """The participant's name if it is read as a speaker's label, else a word that is."""
    for label in sorted(one.rules[0].labels, key=lambda each: each == _RESPONDENT):
        if [turn.label for turn in read_turns(f"{label}: Yes.\n\n{label}: No.")] == [label, label]:
            return label
    return _RESPONDENT


def _text(row: Mapping[str, str], about: AnswerColumns, label: str) -> str:
    """The answers as turns; with several questions, each beneath its own as a heading."""
    told = [(column, row[column].strip()) for column in about.answers if row[column].strip()]
    if len(about.answers) == 1:
        return f"{label}: {told[0][1]}"
    return "\n\n".join(f"[{column}]\n\n{label}: {words}" for column, words in told)
