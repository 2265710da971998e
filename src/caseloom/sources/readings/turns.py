"""A source's text with its turns, marks and speakers."""

import json
import sys
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Boolean, Connection, bindparam, func, select, type_coerce

from caseloom.design.readings import id_of, name_of, number_by_id
from caseloom.sources.readers.model import Mark
from caseloom.sources.readers.told import MISLABELLED
from caseloom.sources.readings.current import CurrentText
from caseloom.sources.readings.summaries import SourceSummary, seen, sources
from caseloom.sources.tables import content, revision, source, source_now, speaker, spoken, turn
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class Turn:
    """A turn with its words' place: `start`-`end` with label, `words_start`-`end` what was said."""

    n: int
    id: UUID
    number: int
    start: int
    end: int
    words_start: int
    kind: str
    role: str
    label: str
    participant: UUID | None
    participant_name: str
    seconds: float | None
    words: int
    evidence: bool


@dataclass(frozen=True)
class SourceText:
    """A source's text at one revision; turns are those of that revision."""

    source: SourceSummary
    revision: UUID
    revision_n: int
    current: bool
    text: str
    turns: tuple[Turn, ...]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]

    @property
    def plain(self) -> CurrentText:
        """The text alone, as coding wants it."""
        return CurrentText(self.source.id, self.source.n, self.source.title, self.revision, self.text)


def source_text(
    db: Connection,
    viewer: Viewer,
    id: UUID,
    *,
    at: UUID | None = None,
    between: tuple[int, int] | None = None,
) -> SourceText:
    """A source's text with turns and marks; `at` is a revision, else the current one.

    With `between` (code points, end exclusive) only the turns of a current text that touch that stretch.
    """
    found = sources(db, viewer, id=id)
    if not found:
        raise NotThere(kind="source", name=str(id))
    row = db.execute(
        select(
            revision.c.n,
            revision.c.id,
            words_of(revision.c.marks).label("marks"),
            words_of(revision.c.reading_notes).label("notes"),
            content.c.content,
            source_now.c.revision_n,
        )
        .join(content, content.c.id == revision.c.text)
        .join(source_now, source_now.c.source_n == found[0].n)
        .where(revision.c.source == id)
        .where(revision.c.id == at if at else revision.c.n == source_now.c.revision_n)
    ).one_or_none()
    if row is None:
        raise NotThere(kind="revision", name=str(at))
    current = row.n == row.revision_n
    turns = _turns_now(db, found[0].n, between) if current else _turns_then(db, row.id)
    marks = tuple(Mark(**mark) for mark in json.loads(row.marks or "[]"))
    return SourceText(
        found[0], row.id, row.n, current, row.content, turns, marks, tuple((row.notes or "").splitlines())
    )


def mislabelled_among(db: Connection, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """Which of these sources were read as something else than their files' names promised: the note on it."""
    told = MISLABELLED.partition("{")[0]
    rows = db.execute(
        seen(viewer)
        .join(revision, revision.c.n == source_now.c.revision_n)
        .with_only_columns(source.c.id, words_of(revision.c.reading_notes).label("notes"))
        .where(words_of(revision.c.reading_notes).startswith(told, autoescape=True))
    )
    return {row.id: row.notes.splitlines()[0] for row in rows if row.id in ids}


# Made once: building a statement costs more than running it, and every coding that is made asks it.
_SPOKEN = (
    select(
        turn.c.n,
        turn.c.id,
        spoken.c.number,
        spoken.c.start,
        spoken.c.end,
        spoken.c.words_start,
        spoken.c.turn_kind.label("kind"),
        spoken.c.role,
        func.coalesce(words_of(speaker.c.label), "").label("label"),
        id_of("participant", spoken.c.participant_n).label("participant"),
        func.coalesce(name_of("participant", spoken.c.participant_n), "").label("participant_name"),
        turn.c.seconds,
        spoken.c.words,
        type_coerce(spoken.c.evidence, Boolean),
    )
    .join(turn, turn.c.n == spoken.c.turn_n)
    .outerjoin(speaker, speaker.c.n == spoken.c.speaker_n)
    .where(
        spoken.c.source_n == bindparam("source_n"),
        spoken.c.end > bindparam("first"),
        spoken.c.words_start < bindparam("last"),
    )
    .order_by(spoken.c.number)
)


def _turns_now(db: Connection, number: int, between: tuple[int, int] | None) -> tuple[Turn, ...]:
    first, last = between or (0, sys.maxsize)
    rows = db.execute(_SPOKEN, {"source_n": number, "first": first, "last": last})
    # In the order of the fields: a long source has thousands, and names would have to be looked up for each.
    return tuple(Turn(*row) for row in rows)


def _turns_then(db: Connection, revision_id: UUID) -> tuple[Turn, ...]:
    """The turns of a former revision: what was counted is not kept for them."""
    rows = db.execute(
        select(turn, words_of(speaker.c.label).label("label"), speaker.c.role)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker)
        .where(turn.c.revision == revision_id)
        .order_by(turn.c.number)
    )
    return tuple(
        Turn(
            row.n, row.id, row.number, row.start, row.end, row.words_start, row.turn_kind, row.role or "",
            row.label or "", None, "", row.seconds, 0, False,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True)
class SpeakerSummary:
    """A label of a source: its role, who speaks under it, how many turns and words."""

    id: UUID
    label: str
    role: str
    participant: UUID | None
    participant_name: str
    turns: int
    words: int


def speakers(db: Connection, viewer: Viewer, id: UUID) -> list[SpeakerSummary]:
    """The labels of a source, those with most words first."""
    rows = db.execute(
        select(
            speaker.c.id,
            func.coalesce(words_of(speaker.c.label), "").label("label"),
            speaker.c.role,
            speaker.c.participant,
            func.coalesce(
                name_of("participant", number_by_id("participant", speaker.c.participant)), ""
            ).label("participant_name"),
            func.count().label("turns"),
            func.sum(spoken.c.words).label("words"),
        )
        .join(source, source.c.id == speaker.c.source)
        .join(spoken, spoken.c.speaker_n == speaker.c.n)
        .where(source.c.id == id)
        .group_by(speaker.c.n)
        .order_by(func.sum(spoken.c.words).desc())
    )
    return [SpeakerSummary(**row._mapping) for row in rows]
