"""A source beside the source it translates, or its translation: the turns of both, laid beside each other."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from caseloom.sources.model import ASKING
from caseloom.sources.readings.turns import SourceText, Turn, source_text
from caseloom.team.model import Viewer
from caseloom.text import Said, lay_beside


@dataclass(frozen=True)
class TurnsBeside:
    """A row: a turn of the one text and one of the other; None where a turn stands alone."""

    one: Turn | None
    other: Turn | None
    sure: bool


@dataclass(frozen=True)
class TextsBeside:
    """Two texts of the same words in two languages; `one` is the source that was asked for."""

    one: SourceText
    other: SourceText
    rows: tuple[TurnsBeside, ...]

    def row_of(self, number: int) -> int:
        """Which row (from 1) a turn of the source that was asked for stands in."""
        return next(n for n, row in enumerate(self.rows, 1) if row.one and row.one.number == number)

    @property
    def alone(self) -> int:
        """How many turns have no certain partner."""
        return sum(row.one is None or row.other is None for row in self.rows)

    @property
    def unsure(self) -> int:
        """How many pairs are made by their lengths only."""
        return sum(not row.sure for row in self.rows)


def beside(db: Connection, viewer: Viewer, found: SourceText) -> TextsBeside | None:
    """The source's text beside its original's, or its first translation's; None where it has neither."""
    other = partner_of(found)
    if other is None:
        return None
    text = source_text(db, viewer, other)
    laid = lay_beside(_said(found), _said(text))
    rows = tuple(
        TurnsBeside(
            None if row.one is None else found.turns[row.one],
            None if row.other is None else text.turns[row.other],
            row.sure,
        )
        for row in laid
    )
    return TextsBeside(found, text, rows)


def partner_of(found: SourceText) -> UUID | None:
    """The source beside which this one is read: its original, else the first of its translations."""
    return found.source.original or next(iter(found.source.translations), None)


def _said(found: SourceText) -> list[Said]:
    return [Said(_who(turn), turn.end - turn.words_start) for turn in found.turns]


def _who(turn: Turn) -> str:
    """What sort of speaker has a turn: labels are in their languages, and differ."""
    if turn.kind in ("note", "heading"):
        return turn.kind
    if turn.role in ASKING:
        return "asks"
    return "answers" if turn.label else "text"
