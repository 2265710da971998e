"""Original beside translation: both columns turn by turn, each with its own codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import highlights
from caseloom.sources.readings import SourceText, TextsBeside, TurnsBeside
from caseloom.sources.readings import Turn as SpokenTurn
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.components.passages import CodeMark
from caseloom.web.components.turns import Mark, Turn
from caseloom.web.languages import grouped
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.column import coded_in, column_of
from caseloom.web.words import title_language


@dataclass(frozen=True)
class Piece:
    """A stretch of words; with a hue it is coded, first of all with the code of that hue and line.

    One that is `here` is the passage that the reader came for, or part of it.
    """

    words: str
    hue: int = 0
    line: int = 0
    here: bool = False


@dataclass(frozen=True)
class Side:
    """One turn in its column, with what it was coded there; `href` opens it in its source."""

    number: int
    href: str
    speaker: str
    language: str
    start: int
    pieces: tuple[Piece, ...]
    codes: tuple[CodeMark, ...]
    evidence: bool
    unsure: bool


@dataclass(frozen=True)
class Row:
    """Two turns beside each other; None where a turn stands alone."""

    number: int
    sides: tuple[Side | None, Side | None]

    @property
    def alone(self) -> bool:
        """Whether one of the sides is empty."""
        return None in self.sides


@dataclass(frozen=True)
class Shown:
    """What the template shows: the heads of both columns, what is not certain, the rows."""

    title: str
    heads: tuple[Link, Link]
    kinds: tuple[str, str]
    uncertain: tuple[str, ...]
    rows: tuple[Row, ...]


def show_beside(page: Page, found: TextsBeside, trail: tuple[Link, ...]) -> HttpResponse:
    """The page of both texts; the original stands on the left, whichever was asked for."""
    book = Codebook(page)
    swap = found.one.source.original is not None
    left, right = (found.other, found.one) if swap else (found.one, found.other)
    columns = _column(page, left, book), _column(page, right, book)
    rows = tuple(_row(n, row, columns, swap=swap) for n, row in enumerate(found.rows, start=1))
    shown = Shown(
        title=found.one.source.title,
        heads=(_head(page, left), _head(page, right)),
        kinds=(_("Original"), _("Translation")),
        uncertain=tuple(_uncertain(found)),
        rows=rows,
    )
    return page.show("sources/beside.html", here="sources", trail=trail, both=shown)


@dataclass(frozen=True)
class _Column:
    """A source's turns as its page shows them, by number."""

    turns: dict[int, Turn]
    address: str
    language: str


def _column(page: Page, text: SourceText, book: Codebook) -> _Column:
    painted = highlights(page.db, page.viewer, text.source.n)
    turns = column_of(text, coded_in(page, text, painted), book, None)
    address = page.at("sources", named(text.source.title, text.source.id))
    return _Column({each.number: each for each in turns}, address, text.source.language or "")


def _row(number: int, row: TurnsBeside, columns: tuple[_Column, _Column], *, swap: bool) -> Row:
    left, right = (row.other, row.one) if swap else (row.one, row.other)
    unsure = not row.sure
    return Row(number, (_side(left, columns[0], unsure), _side(right, columns[1], unsure)))


def _side(spoken: SpokenTurn | None, column: _Column, unsure: bool) -> Side | None:
    if spoken is None:
        return None
    turn = column.turns[spoken.number]
    return Side(
        number=turn.number,
        href=f"{column.address}#t{turn.number}",
        speaker=turn.speaker,
        language=column.language,
        start=turn.start,
        pieces=tuple(cut(turn.words, turn.marks)),
        codes=turn.codes,
        evidence=turn.evidence,
        unsure=unsure,
    )


def cut(words: str, marks: Sequence[Mark], here: tuple[int, int] = (0, 0)) -> Iterator[Piece]:
    """Words cut where codings, and the passage that is `here`, begin and end.

    Where several codings lie, the first of them gives the look. All places lie within the words.
    """
    edges = sorted({0, len(words), *here, *(each.start for each in marks), *(each.end for each in marks)})
    for start, end in pairwise(edges):
        over = next((each for each in marks if each.start < end and start < each.end), None)
        within = here[0] <= start and end <= here[1]
        yield Piece(words[start:end], over.hue if over else 0, over.line if over else 0, within)


def _head(page: Page, text: SourceText) -> Link:
    title = text.source.title
    href = page.at("sources", named(title, text.source.id))
    return Link(title, href, title_language(title, text.source.language))


def _uncertain(found: TextsBeside) -> Iterator[str]:
    """What is said above the columns where the texts do not have the same turns."""
    if found.alone:
        yield ngettext(
            "%(n)s turn has no certain partner and stands alone.",
            "%(n)s turns have no certain partner and stand alone.",
            found.alone,
        ) % {"n": grouped(found.alone)}
    if found.unsure:
        yield ngettext(
            "%(n)s pair was made by the length of its turns and may be wrong.",
            "%(n)s pairs were made by the length of their turns and may be wrong.",
            found.unsure,
        ) % {"n": grouped(found.unsure)}


def coded_beside(page: Page, found: TextsBeside, book: Codebook) -> dict[int, tuple[CodeMark, ...]]:
    """By a turn's number what its partner was coded: for the margin of a page that shows one text."""
    painted = highlights(page.db, page.viewer, found.other.source.n)
    other = column_of(found.other, coded_in(page, found.other, painted), book, None)
    codes = {each.number: each.codes for each in other}
    return {
        row.one.number: codes[row.other.number]
        for row in found.rows
        if row.one is not None and row.other is not None and codes[row.other.number]
    }
