"""The current text of a source, and nothing else: what coding a passage wants."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from caseloom.sources.tables import content, revision, source, source_now
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class CurrentText:
    """A source's current text, of which revision it is, and how the source is called."""

    source: UUID
    source_n: int
    title: str
    revision: UUID
    text: str


# Made once: building the statement costs more than running it, and every coding runs it.
_CURRENT = (
    select(source.c.n, words_of(source.c.title).label("title"), revision.c.id, content.c.content)
    .join(source_now, source_now.c.source_n == source.c.n)
    .join(revision, revision.c.n == source_now.c.revision_n)
    .join(content, content.c.id == revision.c.text)
    .where(source.c.id == bindparam("id"))
)


def current_text(db: Connection, viewer: Viewer, id: UUID) -> CurrentText:
    """The current text of a source. Raises `NotThere`."""
    row = db.execute(_CURRENT, {"id": id}).one_or_none()
    if row is None:
        raise NotThere(kind="source", name=str(id))
    return CurrentText(id, row.n, row.title or "", row.id, row.content)
