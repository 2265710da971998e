"""Where a participant speaks: sources that hold nobody else's answers, and those shared with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, or_, select

from caseloom.sources.tables import content, revision, source, speaker, spoken, turn, turn_role
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class SpokenIn:
    """A source in which a participant speaks; `alone` if nobody else answers there.

    `speakers` are the labels under which she speaks, `turns` single turns said to be hers.
    """

    source: UUID
    title: str
    alone: bool
    speakers: tuple[UUID, ...]
    turns: tuple[UUID, ...]
    words: int


def spoken_in(db: Connection, viewer: Viewer, participant: UUID) -> list[SpokenIn]:
    """Every source, also one that is out, in which a participant speaks in any of its texts."""
    hers = select(speaker.c.source).where(speaker.c.participant == participant)
    single = (
        select(revision.c.source)
        .join(turn, turn.c.revision == revision.c.id)
        .join(turn_role, turn_role.c.turn == turn.c.id)
        .where(turn_role.c.participant == participant, turn_role.c.gone == 0)
    )
    rows = db.execute(
        select(source.c.id, source.c.n, source.c.source_kind, words_of(source.c.title).label("title"))
        .where(or_(source.c.id.in_(hers), source.c.id.in_(single)))
        .order_by(source.c.n)
    ).all()
    return [_told(db, participant, row.id, row.n, row.title or "", row.source_kind) for row in rows]


def _told(db: Connection, participant: UUID, id: UUID, n: int, title: str, kind: str) -> SpokenIn:
    labels = db.scalars(
        select(speaker.c.id).where(speaker.c.source == id, speaker.c.participant == participant)
    ).all()
    mixed = [each for each in labels if db.scalar(_LENT.where(turn.c.speaker == each).limit(1)) is not None]
    speakers = tuple(each for each in labels if each not in mixed)
    turns = tuple(db.scalars(_turns(participant, id, mixed)))
    others = db.scalar(
        select(func.count())
        .select_from(speaker)
        .where(
            speaker.c.source == id,
            speaker.c.role.in_(("respondent", "speaker")),
            or_(speaker.c.participant.is_(None), speaker.c.participant != participant),
        )
    )
    hers = (speaker.c.id.in_(speakers), turn.c.id.in_(turns))
    words = db.scalar(
        select(func.coalesce(func.sum(spoken.c.words), 0))
        .join(turn, turn.c.n == spoken.c.turn_n)
        .outerjoin(speaker, speaker.c.n == spoken.c.speaker_n)
        .where(spoken.c.source_n == n, or_(*hers))
    )
    alone = kind in ("interview", "survey") and not others and not mixed and bool(speakers)
    return SpokenIn(id, title, alone, speakers, turns, words or 0)


# Single turns that somebody is said to speak in, whatever their label says.
_LENT = (
    select(turn.c.id)
    .join(turn_role, turn_role.c.turn == turn.c.id)
    .where(turn_role.c.participant.is_not(None), turn_role.c.gone == 0)
)


def _turns(participant: UUID, source_id: UUID, mixed: Sequence[UUID]) -> Select[Any]:
    """Single turns that are hers, and those under a label that she shares with others."""
    hers = turn.c.id.in_(_LENT.where(turn_role.c.participant == participant))
    shared = turn.c.speaker.in_(mixed) & turn.c.id.not_in(_LENT)
    return (
        select(turn.c.id)
        .join(revision, revision.c.id == turn.c.revision)
        .where(revision.c.source == source_id, or_(hers, shared))
        .order_by(turn.c.n)
    )


def words_of_participant(db: Connection, viewer: Viewer, participant: UUID) -> list[str]:
    """The text of every turn of a participant, in every text of every source."""
    rows = db.execute(
        select(content.c.content, turn.c.words_start, turn.c.end)
        .join(revision, revision.c.text == content.c.id)
        .join(turn, turn.c.revision == revision.c.id)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker)
        .outerjoin(turn_role, (turn_role.c.turn == turn.c.id) & (turn_role.c.gone == 0))
        .where(func.coalesce(turn_role.c.participant, speaker.c.participant) == participant)
    )
    return [row.content[row.words_start : row.end] for row in rows]
