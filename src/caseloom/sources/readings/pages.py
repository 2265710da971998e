"""A source's text laid on its pages: those of the PDF it was read from, or pictures that people brought."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, exists, select

from caseloom.sources.model import NoPages, NoSuchPage
from caseloom.sources.readers.model import Mark
from caseloom.sources.readings.turns import SourceText
from caseloom.sources.tables import (
    content,
    original,
    page_picture,
    picture,
    revision,
    source,
    source_now,
)
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.text import Anchored, Way, describe, follow

if TYPE_CHECKING:
    from caseloom.sources.readers.pdfletters import Box


@dataclass(frozen=True)
class Pictured:
    """A picture of a page that somebody brought, and its size as it is shown."""

    id: UUID
    picture: UUID
    width: int
    height: int


@dataclass(frozen=True)
class PagedText:
    """A text with the pages of the file that it, or a text before it, was read from.

    `read` is the text as it was read from that file, at its `revision`, `pages` where its pages lie in it.
    Without an `original` the pages are `pictures` that people brought for that text; None for words before
    the first of them.
    """

    found: SourceText
    original: UUID | None
    revision: UUID
    name: str
    read: str
    pages: tuple[Mark, ...]
    pictures: tuple[Pictured | None, ...] = ()

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
    """The text on its pages; None where neither PDF nor pictures are kept of it or a text before it."""
    rows = db.execute(_REVISIONS.where(source.c.id == found.source.id)).all()
    there = _before(rows, found.revision)
    if there is None:
        return None
    read, marks = found.text, found.marks
    brought = db.execute(_BROUGHT.where(page_picture.c.revision == there.id)).all()
    if there.id != found.revision:
        row = db.execute(_READ.where(revision.c.id == there.id)).one()
        read, marks = row.content, tuple(Mark(**mark) for mark in json.loads(row.marks or "[]"))
    name = there.name or found.source.title
    if not _is_pdf(there):
        return _on_pictures(PagedText(found, None, there.id, name, read, ()), brought)
    pages = tuple(mark for mark in marks if mark.kind == "page")
    return PagedText(found, there.original, there.id, name, read, pages) if pages else None


def _on_pictures(text: PagedText, brought: Sequence[Any]) -> PagedText:
    pictures = [Pictured(each.id, each.picture, each.width, each.height) for each in brought]
    starts = [each.start for each in brought]
    before = [None] if text.read[: starts[0]].strip() else []
    edges = [*(0 for _ in before), *starts, len(text.read)]
    if not before:
        edges[0] = 0
    pages = (Mark("page", *edge, str(number)) for number, edge in enumerate(pairwise(edges), 1))
    return replace(text, pages=tuple(pages), pictures=(*before, *pictures))


_BROUGHT = (
    select(
        page_picture.c.id,
        page_picture.c.picture,
        page_picture.c.start,
        page_picture.c.width,
        page_picture.c.height,
    )
    .where(page_picture.c.gone == 0)
    .order_by(page_picture.c.start, page_picture.c.number, page_picture.c.id)
)


_READ = select(content.c.content, words_of(revision.c.marks).label("marks")).join(
    revision, revision.c.text == content.c.id
)


def file_with_pages(db: Connection, viewer: Viewer, found: SourceText) -> tuple[PagedText, bytes]:
    """The text on its pages, and the bytes of the PDF that they are of, if they are. Raises `NoPages`."""
    paged = paged_text(db, viewer, found)
    if paged is None:
        raise NoPages(source=found.source.title)
    if paged.original is None:
        return paged, b""
    data: bytes = db.scalars(select(original.c.content).where(original.c.id == paged.original)).one()
    return paged, data


def picture_brought(db: Connection, viewer: Viewer, paged: PagedText, number: int) -> bytes:
    """The bytes of the picture of a page (from 1) as they were brought. Raises `NoSuchPage`."""
    there = paged.pictures[number - 1] if 1 <= number <= len(paged.pictures) else None
    if there is None:
        raise NoSuchPage(name=paged.name, count=len(paged.pictures), number=number)
    data: bytes = db.scalars(select(picture.c.content).where(picture.c.id == there.picture)).one()
    return data


def passage_on_pages(paged: PagedText, data: bytes, start: int, end: int) -> dict[int, tuple["Box", ...]]:
    """The rectangles of a passage of the text, by the indices of the pages on which it stands.

    Empty for a page whose picture it is not found on; nothing at all where its words are not in the file.
    Raises FileEncrypted or FileDamaged.
    """
    from caseloom.sources.readers.pdfletters import printed_pages
    from caseloom.sources.readers.pdfplaces import rectangles

    parts = paged.on_pages(start, end)
    if paged.original is None:
        return dict.fromkeys(parts, ())
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
        exists().where(page_picture.c.revision == revision.c.id, page_picture.c.gone == 0).label("pictured"),
    )
    .join(source, source.c.id == revision.c.source)
    .join(source_now, source_now.c.source_n == source.c.n)
    .join(_NOW, _NOW.c.n == source_now.c.revision_n)
    .outerjoin(original, original.c.revision == revision.c.id)
    .where(revision.c.gone == 0, source.c.gone == 0)
)


def _is_pdf(row: Any) -> bool:
    return row.original is not None and row.format == "pdf"


def _before(rows: Sequence[Any], id: UUID | None) -> Any:
    """From a revision on, the first with a PDF kept, or with pictures, going back along what each follows."""
    by_id = {row.id: row for row in rows}
    passed: set[UUID] = set()
    while id is not None and id not in passed and id in by_id:
        row = by_id[id]
        if _is_pdf(row) or row.pictured:
            return row
        passed.add(id)
        id = row.follows
    return None
