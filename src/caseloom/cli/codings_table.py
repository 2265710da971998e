"""A table of codings: every row a passage, a code and a coder, each anchored in its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from caseloom.cli.named_or_new import Names
from caseloom.coding.actions import code_named, locate, write_coding
from caseloom.coding.model import CodingProblem, NewCoding, Quotation
from caseloom.coding.readings import highlights
from caseloom.language import CaseloomError
from caseloom.rooms import OpenStudy
from caseloom.sources.readers.tables import read_table
from caseloom.sources.readings import current_text
from caseloom.studyfile import Change, Progress, new_id
from caseloom.team.model import Viewer

COLUMNS = ("source", "code", "quote", "start", "end", "coder", "role", "valence", "example", "about", "memo")
_AND = "\x1f"


class ColumnMissing(CodingProblem):
    """A table of codings without a column that it needs."""

    sentence = (
        "{name} has no column “{column}”, so nothing was coded. Its columns: {columns}. "
        "Say “--column {column}=…” with the one that is meant."
    )
    exit_code = 2


class NotAPlace(CodingProblem):
    """A start or end that is no number."""

    sentence = "“{said}” is not a place in a text: start and end are whole numbers, counted from 0."


class NoPassage(CodingProblem):
    """A row without words or place."""

    sentence = "The row has neither a quote nor start and end."


@dataclass
class CodingsReport:
    """What became of a table: how each passage was anchored; (source, code, why) of what was not found."""

    coded: int = 0
    unchanged: int = 0
    by: dict[str, int] = field(default_factory=dict)
    lost: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One row: the columns' words, "" where the table has none."""

    said: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.said[name]

    def quotation(self, threshold: float) -> Quotation:
        """Where it says that the passage is."""
        start, end = (_place(self[name]) for name in ("start", "end"))
        if not self["quote"] and (start is None or end is None):
            raise NoPassage
        return Quotation(quote=self["quote"] or None, start=start, end=end, threshold=threshold)


def _place(said: str) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdigit()):
        raise NotAPlace(said=said)
    return int(said)


def read_codings(path: Path, renamed: Mapping[str, str]) -> list[Row]:
    """The rows of a table; `renamed` says which of its columns holds what (`COLUMNS`)."""
    table = read_table(path)
    called = {name: renamed.get(name, name) for name in COLUMNS}
    needed = [
        "source",
        "code",
        "quote" if "start" not in renamed and "start" not in table.columns else "start",
    ]
    for name in [*needed, *renamed]:
        if called.get(name) not in table.columns:
            raise ColumnMissing(name=path.name, column=name, columns=", ".join(table.columns))
    return [Row({name: row.get(column, "").strip() for name, column in called.items()}) for row in table.rows]


def write_codings(
    opened: OpenStudy, rows: Sequence[Row], names: Names, threshold: float, progress: Progress
) -> CodingsReport:
    """Write a table of codings, one change a source in one batch; what is not found is in the report.

    Names of sources, coders, codes and roles are looked up before anything is written.
    """
    by_source: dict[UUID, list[Row]] = {}
    codes: dict[str, UUID] = {}
    for row in rows:
        source = names.id("source", row["source"])
        if source is None:
            raise NoPassage
        by_source.setdefault(source, []).append(row)
        names.id("person", row["coder"])
        names.id("construct", row["role"])
        if row["code"] not in codes:
            with opened.file.read() as db:
                codes[row["code"]] = code_named(db, opened.viewer, row["code"])
    report, batch = CodingsReport(), new_id()
    for done, (source, some) in enumerate(by_source.items()):
        progress.step(some[0]["source"], done, len(by_source))
        with opened.file.change("coding.add", opened.viewer.author, batch=batch) as change:
            _Writing(change, opened.viewer, source, codes, names, threshold, report).write(some)
    progress.step("", len(by_source), len(by_source))
    return report


class _Writing:
    """The codings of one source, on their way into one change."""

    def __init__(
        self,
        change: Change,
        viewer: Viewer,
        source: UUID,
        codes: Mapping[str, UUID],
        names: Names,
        threshold: float,
        report: CodingsReport,
    ) -> None:
        self.change, self.viewer, self.codes, self.names = change, viewer, codes, names
        self.threshold, self.report = threshold, report
        self.text = current_text(change.db, viewer, source)
        self.there = {each.coding for each in highlights(change.db, viewer, self.text.source_n)}

    def write(self, rows: Sequence[Row]) -> None:
        """Write the rows; those whose passage is not found are listed in the report."""
        for row in rows:
            try:
                self._one(row)
            except CaseloomError as lost:
                self.report.lost.append((row["source"], row["code"], str(lost)))

    def _one(self, row: Row) -> None:
        quotation = row.quotation(self.threshold)
        found = locate(self.text, quotation)
        coder = self.names.id("person", row["coder"]) or self._viewer
        parts = (self.text.source.hex, self.codes[row["code"]].hex, coder.hex, row["role"])
        key = _AND.join(("table", *parts, str(found.start), str(found.end)))
        new = NewCoding(
            code=self.codes[row["code"]],
            role=self.names.id("construct", row["role"]),
            valence=row["valence"] or None,
            example=row["example"] or None,
            about=row["about"] or None,
            memo=row["memo"] or None,
        )
        if found.how != "fuzzy":
            quotation = Quotation(start=found.start, end=found.end)
        id = write_coding(self.change, self.viewer, self.text, quotation, new, coder=coder, key=key)
        if id in self.there:
            self.report.unchanged += 1
            return
        self.there.add(id)
        self.report.coded += 1
        self.report.by[found.how] = self.report.by.get(found.how, 0) + 1

    @property
    def _viewer(self) -> UUID:
        if self.viewer.person is None:
            raise NoPassage
        return self.viewer.person.id
