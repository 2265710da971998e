"""Bringing texts in, correcting them, and putting right what is said of a source."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from caseloom.dates import check
from caseloom.language import CaseloomError
from caseloom.sources.actions.arriving import Arrival, revise
from caseloom.sources.actions.translating import refuse_chain
from caseloom.sources.kinds import SOURCE
from caseloom.sources.model import AlreadyImported, ImportReport, NewSource
from caseloom.sources.readers import Document, read_file
from caseloom.sources.tables import revision, source
from caseloom.studyfile import Progress, Silent, StudyFile, new_id
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


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
        arrival = Arrival(new, document, original, key)
        if key is None and not again:
            _refuse_second(change.db, arrival)
        if key is None and new.translation_of is not None:
            refuse_chain(change.db, None, new.translation_of)
        id = change.put(SOURCE, new.values(), key=key)
        if change.build is not None and change.is_withdrawn(id):
            return id
        revise(change, id, arrival)
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
        return revise(change, id, Arrival(new, document, original)) is not None


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


# Made once: building a statement costs more than running it, and an import runs it per source.
_SAME_TEXT = (
    select(words_of(source.c.title))
    .join(revision, revision.c.source == source.c.id)
    .where(revision.c.digest == bindparam("digest"), source.c.gone == 0)
    .limit(1)
)


def _refuse_second(db: Connection, arrival: Arrival) -> None:
    title = db.scalar(_SAME_TEXT, {"digest": arrival.digest})
    if title is not None:
        raise AlreadyImported(name=arrival.new.file_name or arrival.new.title, title=title)
