"""What goes from a text that several people share when one of them withdraws: her turns, blanked in place."""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from caseloom.sources.model import blanked
from caseloom.sources.tables import content, original, revision, speaker, turn, turn_role
from caseloom.studyfile.erasing import FOR_ERASURE, Named, in_batches
from caseloom.studyfile.tables import item, wording

Spans: TypeAlias = dict[UUID, list[tuple[int, int]]]


def blank_turns(db: Connection, named: Named) -> Named:
    """Blank the turns of emptied participants and speakers, and emptied turns; positions stay.

    The speakers' labels go too, and the original files that hold these texts.
    """
    spans = blank_spans(db, named)
    more = Named({}, {})
    more.emptied["speaker"] = _speakers_of(db, named)
    for some in in_batches(spans):
        more.erased.setdefault("original", set()).update(
            db.scalars(select(original.c.id).where(original.c.revision.in_(some)))
        )
    for id, where in spans.items():
        _blank(db, id, where)
    return more


def blank_spans(db: Connection, named: Named) -> Spans:
    """Where people speak who withdrew: revision → spans (code points, 0-based, end exclusive)."""
    people, turns = named.emptied.get("participant", set()), named.emptied.get("turn", set())
    hers = select(turn_role.c.turn).where(turn_role.c.participant.in_(people), turn_role.c.gone == 0)
    others = select(turn_role.c.turn).where(turn_role.c.participant.not_in(people), turn_role.c.gone == 0)
    spoken = [each & turn.c.id.not_in(others) for each in _where(turn.c.speaker, _speakers_of(db, named))]
    found: Spans = {}
    for which in (*spoken, *_where(turn.c.id, turns), turn.c.id.in_(hers)):
        for row in db.execute(select(turn.c.revision, turn.c.start, turn.c.end).where(which)):
            found.setdefault(row.revision, []).append((row.start, row.end))
    return {id: sorted(set(spans)) for id, spans in found.items()}


def withdrawn_speakers(db: Connection, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the speakers who withdrew, or under whom a participant speaks who did."""
    return set(db.scalars(_WITHDRAWN, {"ids": list(ids)}))


_WITHDRAWN = (
    select(speaker.c.id)
    .join(item, item.c.entity.in_((speaker.c.id, speaker.c.participant)))
    .where(speaker.c.id.in_(bindparam("ids", expanding=True)), FOR_ERASURE)
)


def _speakers_of(db: Connection, named: Named) -> set[UUID]:
    """The emptied speakers, and those under whom an emptied participant speaks."""
    found = set(named.emptied.get("speaker", set()))
    for which in _where(speaker.c.participant, named.emptied.get("participant", set())):
        found.update(db.scalars(select(speaker.c.id).where(which)))
    return found


def _where(column: Any, ids: Iterable[UUID]) -> list[Any]:
    return [column.in_(some) for some in in_batches(ids)]


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
        left = [mark for mark in json.loads(marks) if not _tells(mark, spans)]
        words = json.dumps(left, ensure_ascii=False)
        db.execute(update(wording).where(wording.c.id == row.marks).values(words=words))


def _tells(mark: dict[str, Any], spans: list[tuple[int, int]]) -> bool:
    """A comment's words stand in the mark itself."""
    start, end = mark["start"], max(mark["end"], mark["start"] + 1)
    return mark["kind"] == "comment" and any(a < end and start < b for a, b in spans)
