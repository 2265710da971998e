"""What goes from a text that several people share when one of them withdraws: her turns, blanked in place."""

import json
from collections.abc import Iterable, Mapping, Set
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Connection, bindparam, select, update

from caseloom.sources.model import blanked
from caseloom.sources.tables import content, former_turn, original, page_picture, revision, speaker, turn
from caseloom.studyfile.erasing import FOR_ERASURE, Named, in_batches
from caseloom.studyfile.tables import item, wording

Spans: TypeAlias = dict[UUID, list[tuple[int, int]]]


def blank_turns(db: Connection, named: Named) -> Named:
    """Blank the turns of emptied speakers, and emptied turns; every position stays.

    The original files that hold these texts go, and the pictures of their pages.
    Only what is named counts, not who is said to speak: that
    differs between copies, and a merge has to come out the same in any order.
    """
    spans = blank_spans(db, named)
    originals: set[UUID] = set()
    pictures: set[UUID] = set()
    for some in in_batches(spans):
        originals.update(db.scalars(select(original.c.id).where(original.c.revision.in_(some))))
        pictures.update(db.scalars(select(page_picture.c.id).where(page_picture.c.revision.in_(some))))
    for id, where in spans.items():
        _blank(db, id, where)
    return Named({"original": originals, "page_picture": pictures}, {})


def blank_spans(db: Connection, named: Named) -> Spans:
    """Where people speak who withdrew: revision → spans (code points, 0-based, end exclusive).

    Also in the texts before and after that in which a turn is named: there the same was said, perhaps in
    other words and by somebody who did not know.
    """
    hers = set(named.emptied.get("turn", ()))
    for some in in_batches(named.emptied.get("speaker", ())):
        hers.update(db.scalars(select(turn.c.id).where(turn.c.speaker.in_(some))))
    hers |= _along(db, hers, former_turn.c.former, former_turn.c.turn)
    hers |= _along(db, hers, former_turn.c.turn, former_turn.c.former)
    found: dict[UUID, set[tuple[int, int]]] = {}
    for some in in_batches(hers):
        for row in db.execute(select(turn.c.revision, turn.c.start, turn.c.end).where(turn.c.id.in_(some))):
            found.setdefault(row.revision, set()).add((row.start, row.end))
    return {id: sorted(spans) for id, spans in found.items()}


def _along(db: Connection, turns: Set[UUID], start: Column[UUID], end: Column[UUID]) -> set[UUID]:
    """The turns that stand for these in every later text, or every former one."""
    found: set[UUID] = set()
    fresh = set(turns)
    while fresh:
        reached: set[UUID] = set()
        for some in in_batches(fresh):
            reached.update(db.scalars(select(end).where(start.in_(some))))
        fresh = reached - found
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
