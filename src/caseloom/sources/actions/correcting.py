"""Correcting the words of one turn: a new revision in which everything else stands as it stood."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.sources.actions.arriving import Arrival, revise
from caseloom.sources.kinds import TURN_ROLE
from caseloom.sources.model import (
    NewSource,
    NoWordsLeft,
    OtherTurns,
    TextChanged,
    TurnWithdrawn,
    is_blanked,
)
from caseloom.sources.readers import Document, Mark
from caseloom.sources.readings import SourceText, Turn, source_text
from caseloom.sources.tables import revision, turn, turn_role
from caseloom.studyfile import Change, StudyFile
from caseloom.team.model import Viewer
from caseloom.text import Spoken, carried, clean, differences, places, read_turns


@dataclass(frozen=True)
class Correction:
    """What somebody makes of a turn: its number, the revision and the words they saw, the words it gets."""

    revision: UUID
    number: int
    seen: str
    words: str


def correct_turn(study: StudyFile, viewer: Viewer, source: UUID, asked: Correction) -> bool:
    """Give one turn of a source other words, as a new revision; False where they are those it has.

    Its label stays, and what was said of who speaks in it. Raises `TextChanged` where the source has
    another text than was seen, `OtherTurns` where the words would be read as several turns.
    """
    with study.change("source.revise", viewer.author) as change:
        found = source_text(change.db, viewer, source)
        spoken = _turn(found, asked)
        corrected = in_place(found, spoken, asked.words)
        document = replace(as_it_is(change.db, found), text=corrected.text, marks=corrected.marks)
        new = NewSource(title=found.source.title, source_kind=found.source.source_kind)
        if revise(change, source, Arrival(new, document)) is None:
            return False
        _hand_role_over(change, source, spoken)
        return True


def in_place(found: SourceText, spoken: Turn, words: str) -> Document:
    """The text with other words in one turn; the marks stay with what they mark.

    Raises `NoWordsLeft`, `TurnWithdrawn`, `OtherTurns`.
    """
    start, end = spoken.words_start, spoken.end
    before, after = found.text[start:end], clean(words.replace("\r\n", "\n")).strip()
    if is_blanked(before):
        raise TurnWithdrawn(number=spoken.number)
    if not after:
        raise NoWordsLeft(number=spoken.number)
    text = f"{found.text[:start]}{after}{found.text[end:]}"
    _refuse_other_turns(found, spoken, text, len(after) - len(before))
    pieces = differences(before, after)

    def moved(at: int) -> int:
        if at <= start:
            return at
        return start + carried(pieces, at - start) if at < end else at + len(after) - len(before)

    marks = tuple(Mark(each.kind, moved(each.start), moved(each.end), each.label) for each in found.marks)
    return Document(text, marks, "txt", "utf-8", None, ())


def turn_now(former: SourceText, number: int, now: SourceText) -> Turn | None:
    """The turn of one text of a source that stands for one of another; None where none surely does."""
    at = next((at for at, each in enumerate(former.turns) if each.number == number), None)
    if at is None:
        return None
    to = places(_spoken(former), _spoken(now))[at]
    return now.turns[next(iter(to))] if len(to) == 1 else None


def _spoken(found: SourceText) -> list[Spoken]:
    return [Spoken(each.label, found.text[each.words_start : each.end]) for each in found.turns]


def _turn(found: SourceText, asked: Correction) -> Turn:
    spoken = next((each for each in found.turns if each.number == asked.number), None)
    if found.revision != asked.revision or spoken is None:
        raise TextChanged(source=found.source.title)
    if found.text[spoken.words_start : spoken.end] != asked.seen:
        raise TextChanged(source=found.source.title)
    return spoken


def _refuse_other_turns(found: SourceText, spoken: Turn, text: str, longer: int) -> None:
    """The readers cut texts into turns anew: every other turn has to stay what it is."""
    expected = [
        (each.start + longer * (each.number > spoken.number), each.label, each.kind)
        for each in found.turns
        if each.number != spoken.number
    ]
    expected.append((spoken.start, spoken.label, spoken.kind))
    if sorted((each.start, each.label, each.kind) for each in read_turns(text)) != sorted(expected):
        raise OtherTurns(number=spoken.number)


def as_it_is(db: Connection, found: SourceText) -> Document:
    """The revision as it was read: a correction by hand changes nothing of that."""
    row = db.execute(
        select(revision.c.format, revision.c.encoding).where(revision.c.id == found.revision)
    ).one()
    return Document(found.text, found.marks, row.format or "txt", row.encoding or "utf-8", None, ())


def _hand_role_over(change: Change, source: UUID, spoken: Turn) -> None:
    """What was said of this single turn holds for its corrected words too."""
    said = change.db.execute(
        select(turn_role.c.role, turn_role.c.participant).where(
            turn_role.c.turn == spoken.id, turn_role.c.gone == 0
        )
    ).one_or_none()
    if said is None:
        return
    now = change.db.scalars(
        select(turn.c.id)
        .join(revision, revision.c.id == turn.c.revision)
        .where(revision.c.source == source, turn.c.number == spoken.number)
        .order_by(revision.c.n.desc())
        .limit(1)
    ).one()
    change.put(TURN_ROLE, {"turn": now, "role": said.role, "participant": said.participant}, key=now.hex)
