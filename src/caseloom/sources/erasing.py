"""What goes from texts that stay when somebody withdraws: turns, blanked in place."""

import json
from collections.abc import Iterable, Mapping, Set
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Connection, bindparam, func, select, update

from caseloom.sources.model import blanked
from caseloom.sources.tables import content, former_turn, original, page_picture, revision, speaker, turn
from caseloom.studyfile.erasing import FOR_ERASURE, Named, in_batches
from caseloom.studyfile.tables import item, wording

Spans: TypeAlias = dict[UUID, list[tuple[int, int]]]


def blank_turns(db: Connection, named: Named) -> Named:
    """Blank the turns of emptied speakers, emptied and reworded turns; every position stays.

    The original files that hold these texts go, and the pictures of their pages. Only what is named counts,
    not who is said to speak: that differs between copies, and a merge has to come out the same in any order.
    """
    spans = together(withdrawn_spans(db, named), reworded_spans(db, named))
    originals: set[UUID] = set()
    pictures: set[UUID] = set()
    for some in in_batches(spans):
        originals.update(db.scalars(select(original.c.id).where(original.c.revision.in_(some))))
        pictures.update(db.scalars(select(page_picture.c.id).where(page_picture.c.revision.in_(some))))
    for id, where in spans.items():
        _blank(db, id, where)
    return Named({"original": originals, "page_picture": pictures})


def withdrawn_spans(db: Connection, named: Named) -> Spans:
    """Where people speak who withdrew: revision → spans (code points, 0-based, end exclusive).

    Also in the texts before and after that in which a turn is named: there the same was said, perhaps in
    other words and by somebody who did not know.
    """
    hers = set(named.emptied.get("turn", ()))
    for some in in_batches(named.emptied.get("speaker", ())):
        hers.update(db.scalars(select(turn.c.id).where(turn.c.speaker.in_(some))))
    return _spans(db, hers | former_turns(db, hers) | later_turns(db, hers))


def reworded_spans(db: Connection, named: Named) -> Spans:
    """Where others name or quote somebody who withdrew, in texts that were corrected since: as above.

    Also in corrections of these turns that a copy made without knowing: all that were known are named
    as spared.
    """
    named_turns = named.reworded.get("turn", set())
    return _spans(db, named_turns | later_turns(db, named_turns, named.spared.get("turn", set())))


def together(*found: Spans) -> Spans:
    """Spans of several reasons as one, each once and in order."""
    every: dict[UUID, set[tuple[int, int]]] = {}
    for each in found:
        for id, spans in each.items():
            every.setdefault(id, set()).update(spans)
    return {id: sorted(spans) for id, spans in every.items()}


def _spans(db: Connection, turns: Iterable[UUID]) -> Spans:
    found: Spans = {}
    for some in in_batches(turns):
        for row in db.execute(select(turn.c.revision, turn.c.start, turn.c.end).where(turn.c.id.in_(some))):
            found.setdefault(row.revision, []).append((row.start, row.end))
    return {id: sorted(spans) for id, spans in found.items()}


def former_turns(db: Connection, turns: Set[UUID]) -> set[UUID]:
    """The turns of every former text in whose place these stand."""
    return _along(db, turns, former_turn.c.turn, former_turn.c.former)


def later_turns(db: Connection, turns: Set[UUID], but: Set[UUID] = frozenset()) -> set[UUID]:
    """The turns of every later text that stand in the place of these; not `but`, nor those after them."""
    return _along(db, turns, former_turn.c.former, former_turn.c.turn, but)


def in_its_place(db: Connection, place: tuple[UUID, int, int], text: UUID) -> tuple[int, int] | None:
    """Where the turns stand in a text that stand for those of a place (revision, start, end) in another.

    From the first's words to the last's end; None where none does. So what was coded in words that went is
    found; going back too, since of two corrections made apart neither stands for the other.
    """
    revision_id, start, end = place
    touched = select(turn.c.id).where(turn.c.revision == revision_id, turn.c.start < end, turn.c.end > start)
    there = set(db.scalars(touched))
    there |= former_turns(db, there)
    there |= later_turns(db, there)
    standing = select(func.min(turn.c.words_start), func.max(turn.c.end))
    found = [
        row
        for some in in_batches(there)
        for row in db.execute(standing.where(turn.c.revision == text, turn.c.id.in_(some)))
        if row[0] is not None
    ]
    return (min(row[0] for row in found), max(row[1] for row in found)) if found else None


def _along(
    db: Connection,
    turns: Set[UUID],
    start: Column[UUID],
    end: Column[UUID],
    but: Set[UUID] = frozenset(),
) -> set[UUID]:
    found: set[UUID] = set()
    fresh = set(turns)
    while fresh:
        reached: set[UUID] = set()
        for some in in_batches(fresh):
            reached.update(db.scalars(select(end).where(start.in_(some))))
        fresh = reached - found - but
        found |= fresh
    return found


def withdrawn_speakers(db: Connection, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the speakers who withdrew, or under whom a participant speaks who did."""
    return set(db.scalars(_WITHDRAWN, {"ids": list(ids)}))


_WITHDRAWN = (
    select(speaker.c.id)
    .join(item, item.c.entity.in_((speaker.c.id, speaker.c.participant)))
    .where(speaker.c.id.in_(bindparam("ids", expanding=True)), FOR_ERASURE)
)


def _blank(db: Connection, id: UUID, spans: list[tuple[int, int]]) -> None:
    row = db.execute(
        select(content.c.id, content.c.content, revision.c.marks)
        .join(revision, revision.c.text == content.c.id)
        .where(revision.c.id == id)
    ).one_or_none()
    if row is None:
        return
    db.execute(update(content).where(content.c.id == row.id).values(content=blanked(row.content, spans)))
    marks = db.scalar(select(wording.c.words).where(wording.c.id == row.marks))
    if marks:
        left = [mark for mark in json.loads(marks) if not tells(mark, spans)]
        words = json.dumps(left, ensure_ascii=False)
        db.execute(update(wording).where(wording.c.id == row.marks).values(words=words))


def tells(mark: Mapping[str, Any], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a mark is a comment on one of the spans: a comment's words stand in the mark itself."""
    start, end = mark["start"], max(mark["end"], mark["start"] + 1)
    return mark["kind"] == "comment" and any(a < end and start < b for a, b in spans)
