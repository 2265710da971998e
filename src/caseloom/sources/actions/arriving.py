"""A text on its way into a source: its revision, its turns and speakers, and what it takes over."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from caseloom.sources.actions.before import Before
from caseloom.sources.erasing import tells, withdrawn_speakers
from caseloom.sources.kinds import ORIGINAL, REVISION, SPEAKER, TEXT, TURN
from caseloom.sources.model import NewSource, Speaking, blanked, last_ones, speaking
from caseloom.sources.readers import Document
from caseloom.sources.tables import revision, speaker
from caseloom.studyfile import Change, derived_id, new_id
from caseloom.studyfile.tables import change as change_table
from caseloom.studyfile.tables import words_of
from caseloom.text import Spoken, TurnSpan, read_turns


@dataclass(frozen=True)
class Arrival:
    """A text on its way in; with a key it is a manifest's.

    It takes the place of the source's latest text; or of one that somebody chose (`instead_of`), and of one
    that was corrected apart from that (`settles`). Its turns are read, unless they are known (`spans`).
    """

    new: NewSource
    document: Document
    original: bytes | None = None
    key: str | None = None
    instead_of: UUID | None = None
    settles: UUID | None = None
    spans: Sequence[TurnSpan] = ()

    @cached_property
    def digest(self) -> str:
        """What tells whether a text is the same."""
        return hashlib.sha256(self.document.text.encode()).hexdigest()


def revise(change: Change, id: UUID, arrival: Arrival) -> UUID | None:
    """Write a revision; None if the text before it is the same, unless it settles that with another.

    What a withdrawn speaker says is blanked on the way in. A build's revision follows what builds
    wrote: a person's correction of it stays the later one.
    """
    text = arrival.document.text
    spans = arrival.spans or read_turns(text)
    speakers = _speakers(change, id, arrival.new, _labels(spans), arrival.key)
    latest = _latest(change, id, arrival.instead_of)
    if latest is not None and latest.digest == arrival.digest and arrival.settles is None:
        return None
    follows = latest.id if latest else None
    if arrival.key is None:
        revision_id = new_id()
    else:
        came = f"{arrival.key}\x1f{arrival.digest}\x1f{follows.hex if follows else ''}"
        revision_id = derived_id(change.study, "revision", came)
    text_id = derived_id(change.study, "text", revision_id.hex)
    said = [Spoken(speakers.get(span.label), text[span.words_start : span.end].strip()) for span in spans]
    before = Before.of(change.db, latest.id, said) if latest else Before()
    withdrawn = withdrawn_speakers(change.db, speakers.values()) | before.blanked
    silent = [(span.start, span.end) for at, span in enumerate(spans) if {at, said[at].speaker} & withdrawn]
    change.create(TEXT, {"content": blanked(text, silent)}, id=text_id)
    values = {"source": id, "text": text_id, "follows": follows, "settles": arrival.settles}
    said_of_it = {"digest": arrival.digest, **_as_read(arrival.document, silent)}
    change.create(REVISION, {**values, **said_of_it}, id=revision_id)
    turns = _turns(change, revision_id, spans, speakers)
    before.hand_over(change, turns, said)
    if arrival.original is not None and not silent:
        original_id = derived_id(change.study, "original", revision_id.hex)
        change.create(ORIGINAL, {"revision": revision_id, "content": arrival.original}, id=original_id)
    return revision_id


REVISIONS = (
    select(revision.c.id, revision.c.digest, revision.c.follows, revision.c.settles, change_table.c.author)
    .join(change_table, change_table.c.n == revision.c.born)
    .where(revision.c.source == bindparam("source_id"), revision.c.gone == 0)
    .order_by(change_table.c.stamp.desc(), change_table.c.id.desc())
)


def _latest(change: Change, id: UUID, chosen: UUID | None) -> Any:
    """The chosen revision, or the last that nothing follows; for a build, the last that a build wrote."""
    there = change.db.execute(REVISIONS, {"source_id": id}).all()
    if chosen is not None:
        return next(each for each in there if each.id == chosen)
    if change.build is not None:
        there = [each for each in there if each.author is None]
    return next(iter(last_ones(there)), None)


def _as_read(document: Document, silent: Sequence[tuple[int, int]]) -> dict[str, str]:
    marks = [each for each in map(asdict, document.marks) if not tells(each, silent)]
    return {
        "format": document.format,
        "encoding": document.encoding,
        "marks": json.dumps(marks, ensure_ascii=False) if marks else "",
        "reading_notes": "\n".join(str(note) for note in document.notes),
    }


def _labels(spans: Iterable[TurnSpan]) -> list[str]:
    return list(dict.fromkeys(span.label for span in spans if span.label))


_SPEAKERS = select(words_of(speaker.c.label).label("label"), speaker.c.id).where(
    speaker.c.source == bindparam("source_id")
)


def _speakers(
    change: Change, id: UUID, new: NewSource, labels: Sequence[str], key: str | None
) -> dict[str, UUID]:
    """The speaker rows of a source: a build keeps them up to date; a person's stand as they are."""
    who = speaking(labels, new.source_kind, new.rules, new.participant)
    rows = change.db.execute(_SPEAKERS, {"source_id": id})
    there = {row.label: row.id for row in rows}
    found: dict[str, UUID] = {
        label: there.get(label) or derived_id(change.study, "speaker", f"{id.hex}\x1f{label}")
        for label in labels
    }
    values = {label: {"source": id, "label": label, **_values(who[label])} for label in labels}
    if key is None:
        # One who withdrew has no label any more.
        fresh = [label for label in labels if found[label] not in there.values()]
        change.create_many(SPEAKER, [{"id": found[label], **values[label]} for label in fresh])
    else:
        for label in labels:
            change.put(SPEAKER, values[label], key=f"{id.hex}\x1f{label}")
    return found


def _values(who: Speaking) -> dict[str, Any]:
    return {"role": who.role, "participant": who.participant}


def _turns(
    change: Change, revision_id: UUID, spans: Sequence[TurnSpan], speakers: dict[str, UUID]
) -> list[UUID]:
    ids = [
        derived_id(change.study, "turn", f"{revision_id.hex}\x1f{number}")
        for number in range(1, len(spans) + 1)
    ]
    change.create_many(
        TURN,
        [
            {
                "id": ids[number - 1],
                "revision": revision_id,
                "number": number,
                "start": span.start,
                "end": span.end,
                "words_start": span.words_start,
                "turn_kind": span.kind,
                "speaker": speakers.get(span.label),
                "seconds": span.time,
            }
            for number, span in enumerate(spans, start=1)
        ],
    )
    return ids
