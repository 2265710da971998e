"""Writing about sources: bring texts in, say who speaks, put things right."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from caseloom.dates import check
from caseloom.language import CaseloomError
from caseloom.sources.erasing import tells, withdrawn_speakers
from caseloom.sources.kinds import ORIGINAL, REVISION, SOURCE, SPEAKER, TEXT, TURN, TURN_ROLE
from caseloom.sources.model import (
    AlreadyImported,
    ImportReport,
    NewSource,
    Speaking,
    blanked,
    last_ones,
    speaking,
)
from caseloom.sources.readers import Document, read_file
from caseloom.sources.tables import content, revision, source, speaker, turn, turn_role
from caseloom.studyfile import Change, Progress, Silent, StudyFile, derived_id, new_id
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import change as change_table
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.text import TurnSpan, read_turns


def add_source(
    study: StudyFile,
    viewer: Viewer,
    new: NewSource,
    document: Document,
    *,
    original: bytes | None = None,
    key: str | None = None,
    again: bool = False,
    batch: UUID | None = None,
) -> UUID:
    """Bring one text in, with its turns and speakers; one change. Returns the source's id.

    With a key (a manifest's) an existing source is brought up to date: a changed text becomes a new
    revision. Raises `AlreadyImported` when a person brings the same text a second time.
    """
    with study.change("source.add", viewer.author, batch=batch) as change:
        digest = _digest(document)
        if key is None and not again:
            _refuse_second(change.db, digest, new)
        id = change.put(SOURCE, new.values(), key=key)
        if change.build is not None and change.is_withdrawn(id):
            return id
        _revise(change, id, _Arrival(new, document, digest, original, key))
        return id


def import_files(
    study: StudyFile,
    viewer: Viewer,
    paths: Sequence[Path],
    new: NewSource,
    *,
    keep_originals: bool = False,
    again: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring files in, each its own change in one batch: the good ones go in, the bad are listed.

    `new.title` is used for a single file; several are titled by their names.
    """
    watch, _ = progress or Silent(), viewer.author
    report, batch = ImportReport(), new_id()
    for done, path in enumerate(paths):
        watch.step(path.name, done, len(paths))
        try:
            document = read_file(path)
            named = replace(
                new, title=new.title if new.title and len(paths) == 1 else path.stem, file_name=path.name
            )
            original = path.read_bytes() if keep_originals else None
            report.added.append(
                add_source(study, viewer, named, document, original=original, again=again, batch=batch)
            )
        except CaseloomError as refused:
            report.refused.append((path.name, str(refused)))
    watch.step("", len(paths), len(paths))
    return report


def revise_source(
    study: StudyFile, viewer: Viewer, id: UUID, document: Document, *, original: bytes | None = None
) -> bool:
    """Give a source a corrected text; False if it is the one it has.

    The former text stays readable, and every coding keeps the words it was made with.
    """
    with study.change("source.revise", viewer.author) as change:
        row = change.db.execute(select(source).where(source.c.id == id, source.c.gone == 0)).one_or_none()
        if row is None:
            raise NotThere(kind="source", name=str(id))
        title = change.db.scalar(select(words_of(source.c.title)).where(source.c.id == id)) or ""
        new = NewSource(title=title, source_kind=row.source_kind)
        return _revise(change, id, _Arrival(new, document, _digest(document), original, None))


def let_text_stand(study: StudyFile, viewer: Viewer, id: UUID, revision_id: UUID) -> None:
    """Of texts corrected without knowing of each other let one be current; the others stay readable."""
    with study.change("source.choose", viewer.author) as change:
        there = change.db.execute(_REVISIONS, {"source_id": id}).all()
        others = [each.id for each in last_ones(there)]
        if revision_id not in others:
            raise NotThere(kind="text of that source", name=str(revision_id))
        chain = [revision_id, *(each for each in others if each != revision_id)]
        for later, earlier in pairwise(chain):
            change.edit(REVISION, later, follows=earlier)


def set_source(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change what a study says of a source; False if nothing was different."""
    for date in (values.get("written"), values.get("covers")):
        if date is not None:
            check(date)
    with study.change("source.set", viewer.author) as change:
        return change.edit(SOURCE, id, **values)


def remove_source(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a source out of sight; it stays in the file."""
    with study.change("source.remove", viewer.author) as change:
        return change.remove(SOURCE, id)


def set_speaker(
    study: StudyFile, viewer: Viewer, id: UUID, role: str, participant: UUID | None = None
) -> bool:
    """Say once for all turns of a label who speaks under it."""
    with study.change("speaker.set", viewer.author) as change:
        return change.edit(SPEAKER, id, role=role, participant=participant)


def set_turn_role(
    study: StudyFile, viewer: Viewer, turn_id: UUID, role: str, participant: UUID | None = None
) -> UUID:
    """Say for a single turn what its speaker's label says wrongly."""
    with study.change("turn.role", viewer.author) as change:
        if change.db.scalar(select(turn.c.n).where(turn.c.id == turn_id)) is None:
            raise NotThere(kind="turn", name=str(turn_id))
        values = {"turn": turn_id, "role": role, "participant": participant}
        return change.put(TURN_ROLE, values, key=turn_id.hex)


def _digest(document: Document) -> str:
    return hashlib.sha256(document.text.encode()).hexdigest()


# Statements are made once: building one costs more than running it, and an import runs each per source.
_SAME_TEXT = (
    select(words_of(source.c.title))
    .join(revision, revision.c.source == source.c.id)
    .where(revision.c.digest == bindparam("digest"), source.c.gone == 0)
    .limit(1)
)


def _refuse_second(db: Connection, digest: str, new: NewSource) -> None:
    title = db.scalar(_SAME_TEXT, {"digest": digest})
    if title is not None:
        raise AlreadyImported(name=new.file_name or new.title, title=title)


@dataclass(frozen=True)
class _Arrival:
    """A text on its way in."""

    new: NewSource
    document: Document
    digest: str
    original: bytes | None
    key: str | None


def _revise(change: Change, id: UUID, arrival: _Arrival) -> bool:
    """Write a revision unless the source's latest has this text; False if it has.

    What a withdrawn speaker says is blanked on the way in. A build's revision follows what builds
    wrote: a person's correction of it stays the later one.
    """
    spans = read_turns(arrival.document.text)
    speakers = _speakers(change, id, arrival.new, _labels(spans), arrival.key)
    latest = _latest(change, id)
    if latest is not None and latest.digest == arrival.digest:
        return False
    follows = latest.id if latest else None
    if arrival.key is None:
        revision_id = new_id()
    else:
        came = f"{arrival.key}\x1f{arrival.digest}\x1f{follows.hex if follows else ''}"
        revision_id = derived_id(change.study, "revision", came)
    text_id = derived_id(change.study, "text", revision_id.hex)
    withdrawn = withdrawn_speakers(change.db, speakers.values())
    silent = [(span.start, span.end) for span in spans if speakers.get(span.label) in withdrawn]
    change.create(TEXT, {"content": blanked(arrival.document.text, silent)}, id=text_id)
    values = {"source": id, "text": text_id, "follows": follows, "digest": arrival.digest}
    change.create(REVISION, {**values, **_as_read(arrival.document, silent)}, id=revision_id)
    _turns(change, revision_id, spans, speakers)
    if latest is not None:
        _carry_roles(change, latest.id, revision_id, arrival.document.text, spans)
    if arrival.original is not None and not silent:
        original_id = derived_id(change.study, "original", revision_id.hex)
        change.create(ORIGINAL, {"revision": revision_id, "content": arrival.original}, id=original_id)
    return True


_REVISIONS = (
    select(revision.c.id, revision.c.digest, revision.c.follows, change_table.c.author)
    .join(change_table, change_table.c.n == revision.c.born)
    .where(revision.c.source == bindparam("source_id"), revision.c.gone == 0)
    .order_by(change_table.c.stamp.desc(), change_table.c.id.desc())
)


def _latest(change: Change, id: UUID) -> Any:
    """The last revision that nothing follows; for a build, the last that a build wrote."""
    there = change.db.execute(_REVISIONS, {"source_id": id}).all()
    if change.build is not None:
        there = [each for each in there if each.author is None]
    return next(iter(last_ones(there)), None)


def _carry_roles(
    change: Change, before: UUID, revision_id: UUID, text: str, spans: Sequence[TurnSpan]
) -> None:
    """What was said of single turns holds for the same words in the corrected text too."""
    rows = change.db.execute(_ROLES, {"revision_id": before}).all()
    if not rows:
        return
    there = change.db.scalars(_TEXT_OF, {"revision_id": before}).one()
    said = {there[row.words_start : row.end].strip(): row for row in rows}
    for number, span in enumerate(spans, start=1):
        row = said.get(text[span.words_start : span.end].strip())
        if row is not None:
            turn_id = derived_id(change.study, "turn", f"{revision_id.hex}\x1f{number}")
            values = {"turn": turn_id, "role": row.role, "participant": row.participant}
            change.put(TURN_ROLE, values, key=turn_id.hex)


_ROLES = (
    select(turn.c.words_start, turn.c.end, turn_role.c.role, turn_role.c.participant)
    .join(turn_role, turn_role.c.turn == turn.c.id)
    .where(turn.c.revision == bindparam("revision_id"), turn_role.c.gone == 0)
)
_TEXT_OF = (
    select(content.c.content)
    .join(revision, revision.c.text == content.c.id)
    .where(revision.c.id == bindparam("revision_id"))
)


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


def _turns(change: Change, revision_id: UUID, spans: Sequence[TurnSpan], speakers: dict[str, UUID]) -> None:
    change.create_many(
        TURN,
        [
            {
                "id": derived_id(change.study, "turn", f"{revision_id.hex}\x1f{number}"),
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
