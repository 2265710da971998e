"""Passages flagged as distressing, where they stand in a text now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, case, func, null, or_, select

from caseloom.coding.tables import SELECTED, coding, decision, flag, passage, sought_of
from caseloom.sources.erasing import in_its_place
from caseloom.sources.readings import SourceText, source_of_revision, texts
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person
from caseloom.text import Anchored, anchor


@dataclass(frozen=True)
class Flag:
    """A flagged passage at its place in a text (code points, end exclusive), by whom, and why.

    `end` is 0 where its words are not found in that text.
    """

    id: UUID
    source: UUID
    start: int
    end: int
    note: str
    who: str

    @property
    def lost(self) -> bool:
        """Whether its words are not found in the text."""
        return not self.end

    def touches(self, start: int, end: int) -> bool:
        """Whether it shares a character with a stretch of the text."""
        return self.start < end and start < self.end


def flags_in(db: Connection, viewer: Viewer, found: SourceText) -> list[Flag]:
    """The flags of a source, where they stand in one of its texts, in text order; lost ones last."""
    rows = db.execute(_ROWS.where(source_of_revision(passage.c.revision) == found.source.id))
    placed = (_placed(db, each, found.source.id, found.revision, found.text) for each in rows)
    return sorted(placed, key=lambda each: (each.lost, each.start, each.end))


def flags(db: Connection, viewer: Viewer) -> dict[UUID, list[Flag]]:
    """Every flag of the study by its source, where it stands in the current text; none that is lost."""
    by_source: dict[UUID, list[Flag]] = {}
    for each in _now(db, viewer):
        if not each.lost:
            by_source.setdefault(each.source, []).append(each)
    return by_source


def flagged(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these passages, codings or decisions on candidates (`kind`) were made of flagged words.

    In one text by place; where the two were made in different texts of a source, one's words hold the
    other's.
    """
    return set(db.scalars(_FLAGGED[kind], {"ids": ids})) if kind in _FLAGGED else set()


_WARNED = passage.alias("warned")
_SAME_PLACE = and_(
    passage.c.revision == _WARNED.c.revision,
    passage.c.start < _WARNED.c.end,
    _WARNED.c.start < passage.c.end,
)
_SAME_WORDS = and_(
    passage.c.revision != _WARNED.c.revision,
    or_(func.instr(passage.c.quote, _WARNED.c.quote) > 0, func.instr(_WARNED.c.quote, passage.c.quote) > 0),
    source_of_revision(passage.c.revision) == source_of_revision(_WARNED.c.revision),
)
_FLAGS = (
    select(flag.c.id)
    .join(_WARNED, _WARNED.c.id == flag.c.passage)
    .where(flag.c.gone == 0, or_(_SAME_PLACE, _SAME_WORDS))
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Made once: building a statement costs more than running it, and every act that is told runs one.
_FLAGGED: dict[str, Select[Any]] = {
    "passage": select(passage.c.id).where(passage.c.id.in_(_IDS), _FLAGS.correlate(passage).exists()),
    **{
        name: select(table.c.id)
        .join(passage, passage.c.id == table.c.passage)
        .where(table.c.id.in_(_IDS), _FLAGS.correlate(passage).exists())
        for name, table in (("coding", coding), ("candidate_decision", decision))
    },
}

_ROWS: Select[Any] = (
    select(
        flag.c.id,
        *SELECTED,
        words_of(flag.c.note).label("note"),
        name_of_person(change.c.author).label("who"),
    )
    .join(passage, passage.c.id == flag.c.passage)
    .join(change, change.c.n == flag.c.born)
    .where(flag.c.gone == 0)
)


def _now(db: Connection, viewer: Viewer) -> Iterator[Flag]:
    now = texts(viewer).subquery("now")
    # A text is read only where a flag stands in a former one.
    former = case((passage.c.revision == now.c.revision, null()), else_=now.c.content)
    rows = _ROWS.add_columns(now.c.source, now.c.revision.label("current"), former.label("content")).join(
        now, now.c.source == source_of_revision(passage.c.revision)
    )
    for each in db.execute(rows):
        yield _placed(db, each, each.source, each.current, each.content or "")


def _placed(db: Connection, row: Any, source: UUID, revision: UUID, text: str) -> Flag:
    start, end = row.start, row.end
    if row.revision != revision and (sought := sought_of(row)):
        found = anchor(text, sought)
        start, end = (found.start, found.end) if isinstance(found, Anchored) else (0, 0)
    elif row.revision != revision:
        start, end = in_its_place(db, (row.revision, start, end), revision) or (0, 0)
    return Flag(row.id, source, start, end, row.note or "", row.who or "")
