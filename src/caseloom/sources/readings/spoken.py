"""Where a participant speaks: sources that hold nobody else's answers, and those shared with others."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, or_, select, union

from caseloom.sources.erasing import former_turns, later_turns
from caseloom.sources.model import ASKING
from caseloom.sources.tables import content, revision, source, source_now, speaker, spoken, turn, turn_role
from caseloom.studyfile.erasing import in_batches
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.text import plain_name, runs


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
    found = [_told(db, participant, row.id, row.n, row.title or "", row.source_kind) for row in rows]
    whole = [each.source for each in found if each.alone]
    return [*found, *_translations(db, whole, {each.source for each in found})]


def _translations(db: Connection, originals: Sequence[UUID], known: Collection[UUID]) -> list[SpokenIn]:
    """Translations of what she alone says, in which nobody said who speaks: they are her words too."""
    rows = db.execute(
        select(source.c.id, words_of(source.c.title).label("title"))
        .where(source.c.translation_of.in_(originals), source.c.id.not_in(known))
        .order_by(source.c.n)
    )
    return [SpokenIn(row.id, row.title or "", True, (), (), 0) for row in rows]


def _told(db: Connection, participant: UUID, id: UUID, n: int, title: str, kind: str) -> SpokenIn:
    labels = db.execute(
        select(speaker.c.id, speaker.c.role, speaker.c.participant).where(speaker.c.source == id)
    )
    every = labels.all()
    mine = [each.id for each in every if each.participant == participant]
    mixed = [each for each in mine if db.scalar(_LENT.where(turn.c.speaker == each).limit(1)) is not None]
    speakers = tuple(each for each in mine if each not in mixed)
    turns = set(db.scalars(_turns(participant, id, mixed)))
    turns |= _said_alike(db, id, speakers, turns)
    asking = {each.id for each in every if each.role in ASKING and each.participant is None}
    others = {each.id for each in every} - asking - set(mine)
    lent = _LENT.where(turn.c.speaker.in_(asking), turn_role.c.participant != participant)
    alone = kind in ("interview", "survey") and bool(speakers) and not (others or mixed)
    words = db.scalar(
        select(func.coalesce(func.sum(spoken.c.words), 0))
        .join(turn, turn.c.n == spoken.c.turn_n)
        .outerjoin(speaker, speaker.c.n == spoken.c.speaker_n)
        .where(spoken.c.source_n == n, or_(speaker.c.id.in_(speakers), turn.c.id.in_(turns)))
    )
    alone = alone and db.scalar(lent.limit(1)) is None
    return SpokenIn(id, title, alone, speakers, tuple(sorted(turns)), words or 0)


def _said_alike(
    db: Connection, source_id: UUID, speakers: Sequence[UUID], turns: Collection[UUID]
) -> set[UUID]:
    """Turns with her very words under another's label: who speaks was corrected from one text to the next."""
    rows = db.execute(
        select(turn.c.id, turn.c.speaker, turn.c.words_start, turn.c.end, content.c.content)
        .join(revision, revision.c.id == turn.c.revision)
        .join(content, content.c.id == revision.c.text)
        .where(revision.c.source == source_id)
    ).all()
    words = {row.id: row.content[row.words_start : row.end].strip() for row in rows}
    hers = {row.id for row in rows if row.speaker in speakers or row.id in turns}
    said = {words[id] for id in hers if next(runs(words[id]), None)}  # a "Yes." is anybody's
    return {row.id for row in rows if row.id not in hers and words[row.id] in said}


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


def labels_of_participant(db: Connection, viewer: Viewer, participant: UUID) -> list[str]:
    """The labels under which she speaks, and nobody else in any source."""
    rows = db.execute(
        select(words_of(speaker.c.label), speaker.c.participant).where(speaker.c.label.is_not(None))
    ).all()
    others = {plain_name(label) for label, who in rows if who != participant}
    return [label for label, who in rows if who == participant and plain_name(label) not in others]


@dataclass(frozen=True)
class SaidByOthers:
    """A turn that is not hers: where it stands in which text (code points).

    The text is the `current` one, or a `former` one: corrected since, or taken out. Neither where it was
    corrected apart, and the two wait to be settled.
    """

    id: UUID
    revision: UUID
    number: int
    start: int
    words: str
    current: bool
    former: bool


def said_by_others(
    db: Connection, viewer: Viewer, source_id: UUID, hers: Collection[UUID]
) -> list[SaidByOthers]:
    """The turns in every text of a source, the current one first; without those and under those of `hers`."""
    rows = db.execute(
        select(
            content.c.content,
            revision.c.id.label("revision"),
            turn.c.id,
            turn.c.number,
            turn.c.speaker,
            turn.c.words_start,
            turn.c.end,
            source_now.c.revision_n.is_not(None).label("current"),
            or_(revision.c.gone == 1, revision.c.id.in_(_FOLLOWED)).label("over"),
        )
        .join(revision, revision.c.text == content.c.id)
        .join(turn, turn.c.revision == revision.c.id)
        .outerjoin(source_now, source_now.c.revision_n == revision.c.n)
        .where(revision.c.source == source_id)
        .order_by(source_now.c.revision_n.is_(None), revision.c.n.desc(), turn.c.number)
    ).all()
    out = not any(row.current for row in rows)
    return [
        SaidByOthers(
            row.id,
            row.revision,
            row.number,
            row.words_start,
            row.content[row.words_start : row.end],
            bool(row.current),
            not row.current and bool(out or row.over),
        )
        for row in rows
        if row.id not in hers and row.speaker not in hers
    ]


# A text takes the place of one, and of another where corrections made apart were settled.
_BEFORE = (revision.c.follows, revision.c.settles)
_FOLLOWED = union(*(select(each).where(revision.c.gone == 0, each.is_not(None)) for each in _BEFORE))


def said_now(db: Connection, viewer: Viewer, former: SaidByOthers) -> list[str]:
    """What stands in the current text in the place of a turn of another one.

    Of two texts that were corrected apart neither stands for the other: both stand for the one before them.
    """
    before = {former.id} | former_turns(db, {former.id})
    rows = [
        row
        for some in in_batches(before | later_turns(db, before))
        for row in db.execute(_CURRENT_WORDS.where(turn.c.id.in_(some)))
    ]
    return [row.content[row.words_start : row.end] for row in rows]


_CURRENT_WORDS = (
    select(content.c.content, turn.c.words_start, turn.c.end)
    .join(revision, revision.c.text == content.c.id)
    .join(turn, turn.c.revision == revision.c.id)
    .join(source_now, source_now.c.revision_n == revision.c.n)
)


def later_ones(db: Connection, viewer: Viewer, turns: Set[UUID]) -> set[UUID]:
    """The turns of any later text that stand in the place of these."""
    return later_turns(db, turns)


def later_texts(db: Connection, viewer: Viewer, turns: Set[UUID]) -> set[UUID]:
    """The texts that follow those of these turns, one after the other."""
    fresh = {
        id
        for some in in_batches(turns)
        for id in db.scalars(select(turn.c.revision).where(turn.c.id.in_(some)))
    }
    found: set[UUID] = set()
    while fresh:
        after = {
            id
            for some in in_batches(fresh)
            for id in db.scalars(select(revision.c.id).where(or_(*(each.in_(some) for each in _BEFORE))))
        }
        fresh = after - found
        found |= fresh
    return found
