"""What an act did to the fields of a row, in words: before and after, and of a conflict what gave way."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.language import Phrase
from caseloom.record.catalogue import SETTLE
from caseloom.record.fields import Several, Words
from caseloom.record.model import Act, Edit
from caseloom.record.readings.labels import labels
from caseloom.record.readings.values import told
from caseloom.studyfile import Kind, Kinds, Thing, read_thing
from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.fold import FieldStory, Written, decode, stories
from caseloom.studyfile.tables import EDITS, change, item, wording
from caseloom.team.model import Viewer


def edits_of(db: Connection, viewer: Viewer, kinds: Kinds, act: Act, kind: str, entity: UUID) -> list[Edit]:
    """What an act did to the fields of one row, in words.

    Of the birth of a row that was made in several copies, the first values that are not the same there.
    Of a settlement, what gave way and what stays.
    """
    declared, found = kinds[kind], []
    for field, story in stories(db, kind, entity).items():
        if field != GONE and field not in declared.names:
            continue
        for id in act.changes:
            mine = story.written.get(id)
            if mine is None or not (mine.overwrote or _born_otherwise(story)):
                continue
            gave_way = _gave_way(story, mine) if act.action == SETTLE else [story.before(id)]
            over = [each for each in gave_way if each]
            words = (in_words(db, viewer, kinds, kind, field, each.value) for each in over)
            before = together([said for said in words if said])
            went = {"before"} if over and all(each.value is None for each in over) else set()
            went |= {"after"} if mine.value is None else set()
            after = in_words(db, viewer, kinds, kind, field, mine.value)
            found.append(Edit(field, before, after, frozenset(went)))
    return [edit for edit in found if edit.before != edit.after or len(edit.went) == 1]


def brought_edits(
    db: Connection, viewer: Viewer, kinds: Kinds, kind: str, entity: UUID, first: int
) -> Iterator[Edit]:
    """What the changes from number `first` on say of a row, and what they wrote over: both, in words.

    Where they wrote over nothing (the row was made in several copies), it is what was said before them.
    """
    for field, story in stories(db, kind, entity).items():
        if field not in kinds[kind].names:
            continue
        late = set(db.scalars(select(change.c.id).where(change.c.id.in_(story.written), change.c.n >= first)))
        known = FieldStory({id: each for id, each in story.written.items() if id not in late}).stands
        came = FieldStory({id: each for id, each in story.written.items() if id in late}).stands
        if came is None:
            continue
        seen = _written_over(story, came, late) or known
        values = (each.value if each else None for each in (seen, came))
        said = [in_words(db, viewer, kinds, kind, field, value) for value in values]
        if said[0] != said[1]:
            yield Edit(field, said[0], said[1])


def _written_over(story: FieldStory, came: Written, late: set[UUID]) -> Written | None:
    """What somebody saw in a field before the first of the late values that lead to the last of them."""
    at: Written | None = came
    passed = set[UUID]()  # a stranger's file may lead round in a circle
    while at is not None and at.change in late and at.change not in passed:
        passed.add(at.change)
        at = story.before(at.change)
    return None if at is not None and at.change in late else at


def _born_otherwise(story: FieldStory) -> bool:
    """Whether a row that was made in several copies was given different first values."""
    return len({each.value for each in story.written.values() if not each.overwrote}) > 1


def _gave_way(story: FieldStory, settled: Written) -> list[Written]:
    """The sides of a conflict that its settlement did not choose."""
    over = (story.written[id] for id in settled.overwrote if id in story.written)
    return sorted((each for each in over if each.value != settled.value), key=lambda each: each.rank)


def together(said: Sequence[str | Phrase]) -> Words:
    """What was said, as one; nothing is ""."""
    return said[0] if len(said) == 1 else Several(said) if said else ""


def row_of(db: Connection, act: Act) -> tuple[str, UUID] | None:
    """The one row (kind, id) whose fields an act wrote; None where it wrote to several or to none."""
    if len(act.changes) != 1:
        return None
    wrote = select(item.c.kind, item.c.entity).join(change, change.c.n == item.c.change)
    found = db.execute(wrote.where(change.c.id == act.changes[0], EDITS).distinct().limit(2)).all()
    return (found[0].kind, found[0].entity) if len(found) == 1 else None


def in_words(
    db: Connection, viewer: Viewer, kinds: Kinds, kind: str, field: str, value: str | None
) -> str | Phrase:
    """What a field says, as an item keeps it, in words; "" for nothing."""
    said = decode(kinds[kind], field, value)
    if said is None:
        return ""
    if field != GONE and field in kinds[kind].words:
        return db.scalar(select(wording.c.words).where(wording.c.id == said)) or ""
    if isinstance(said, UUID):
        to = kinds[kind].field(field).to
        return labels(db, viewer, kinds, to, [said]).get(said, "") if to else ""
    if (thing := _thing(kinds[kind], field, said)) is not None:
        return labels(db, viewer, kinds, thing.kind, [thing.id]).get(thing.id, "")
    return told(db, viewer, kinds, kind, field, str(said))


def _thing(kind: Kind, field: str, said: Any) -> Thing | None:
    """The row that a field names which may name rows of several kinds."""
    return read_thing(str(said)) if field != GONE and kind.field(field).holds == "thing" else None
