"""A source's text laid on the pages of the file it was read from, where that is a PDF and was kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.sources.model import NoPages
from caseloom.sources.readers.model import Mark
from caseloom.sources.readings.turns import SourceText
from caseloom.sources.tables import content, original, revision, source, source_now
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.text import Anchored, Way, describe, follow

if TYPE_CHECKING:
    from caseloom.sources.readers.pdfletters import Box


@dataclass(frozen=True)
class PagedText:
    """A text with the pages of the file that it, or a text before it, was read from.

    `read` is the text as it was read from that file, `pages` where its pages lie in it.
    """

    found: SourceText
    original: UUID
    name: str
    read: str
    pages: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The pages as places of the text."""
        both = zip(self.spans, self.pages, strict=True)
        return tuple(Mark("page", start, end, page.label) for (start, end), page in both)

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each page's words lie in the text: code points, end exclusive, without gaps.

        What was put in by a correction belongs to the page before.
        """
        if self.read == self.found.text:
            return tuple((page.start, page.end) for page in self.pages)
        way = Way(self.read, self.found.text)
        edges = [len(self.found.text)]
        for page in reversed(self.pages[1:]):
            kept = way.carried(page.start, page.end) if page.start < page.end else None
            edges.append(kept[0] if kept else edges[-1])
        return tuple(pairwise([0, *reversed(edges)]))

    def on_pages(self, start: int, end: int) -> dict[int, tuple[int, int]]:
        """Which part of each page's text a passage is, by the page's index; empty where it is not there.

        Code points from where the page's text begins in `read`, end exclusive.
        """
        there = self._in_file(start, end)
        if there is None:
            return {}
        return {
            at: (max(there[0], page.start) - page.start, min(there[1], page.end) - page.start)
            for at, page in enumerate(self.pages)
            if max(there[0], page.start) < min(there[1], page.end)
        }

    def words_on(self, at: int) -> str:
        """What was read from a page (its index)."""
        return self.read[self.pages[at].start : self.pages[at].end]

    def _in_file(self, start: int, end: int) -> tuple[int, int] | None:
        if self.read == self.found.text:
            return start, end
        way = Way(self.found.text, self.read)
        found = follow(way, describe(self.found.text, start, end))
        return (found.start, found.end) if isinstance(found, Anchored) else None


def paged_text(db: Connection, viewer: Viewer, found: SourceText) -> PagedText | None:
    """The text on its pages; None where no PDF is kept of it, nor of a text that it follows."""
    rows = db.execute(_REVISIONS.where(source.c.id == found.source.id)).all()
    there = _before(rows, found.revision)
    if there is None:
        return None
    read, marks = found.text, found.marks
    if there.id != found.revision:
        row = db.execute(_READ.where(revision.c.id == there.id)).one()
        read, marks = row.content, tuple(Mark(**mark) for mark in json.loads(row.marks or "[]"))
    pages = tuple(mark for mark in marks if mark.kind == "page")
    return PagedText(found, there.original, there.name or found.source.title, read, pages) if pages else None


_READ = select(content.c.content, words_of(revision.c.marks).label("marks")).join(
    revision, revision.c.text == content.c.id
)


def file_with_pages(db: Connection, viewer: Viewer, found: SourceText) -> tuple[PagedText, bytes]:
    """The text on its pages, and the bytes of the file that they are of. Raises `NoPages`."""
    paged = paged_text(db, viewer, found)
    if paged is None:
        raise NoPages(source=found.source.title)
    data: bytes = db.scalars(select(original.c.content).where(original.c.id == paged.original)).one()
    return paged, data


def passage_on_pages(paged: PagedText, data: bytes, start: int, end: int) -> dict[int, tuple["Box", ...]]:
    """The rectangles of a passage of the text, by the indices of the pages on which it stands.

    Empty for a page whose picture it is not found on; nothing at all where its words are not in the file.
    Raises FileEncrypted or FileDamaged.
    """
    from caseloom.sources.readers.pdfletters import printed_pages
    from caseloom.sources.readers.pdfplaces import rectangles

    parts = paged.on_pages(start, end)
    printed = printed_pages(paged.name, data, (at + 1 for at in parts)) if parts else {}
    return {
        at: rectangles(printed[at + 1], paged.words_on(at), *part) if at + 1 in printed else ()
        for at, part in parts.items()
    }


def sources_with_pages(db: Connection, viewer: Viewer) -> frozenset[UUID]:
    """The sources whose current text can be shown beside its pages."""
    rows = db.execute(_REVISIONS.order_by(revision.c.source)).all()
    found = ((id, list(each)) for id, each in groupby(rows, key=lambda row: row.source))
    return frozenset(id for id, each in found if _before(each, each[0].now) is not None)


_NOW = revision.alias()
_REVISIONS = (
    select(
        revision.c.source,
        revision.c.id,
        revision.c.follows,
        revision.c.format,
        original.c.id.label("original"),
        words_of(source.c.file_name).label("name"),
        _NOW.c.id.label("now"),
    )
    .join(source, source.c.id == revision.c.source)
    .join(source_now, source_now.c.source_n == source.c.n)
    .join(_NOW, _NOW.c.n == source_now.c.revision_n)
    .outerjoin(original, original.c.revision == revision.c.id)
    .where(revision.c.gone == 0, source.c.gone == 0)
)


def _before(rows: Sequence[Any], id: UUID | None) -> Any:
    """From a revision on, the first with a PDF kept, going back along what each follows."""
    by_id = {row.id: row for row in rows}
    passed: set[UUID] = set()
    while id is not None and id not in passed and id in by_id:
        row = by_id[id]
        if row.original is not None and row.format == "pdf":
            return row
        passed.add(id)
        id = row.follows
    return None
