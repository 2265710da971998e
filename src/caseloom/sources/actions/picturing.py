"""Bringing pictures of pages on paper, or a PDF of them, beside typed words; taking one out."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.language import Phrase, spoken
from caseloom.sources.actions.beginning import Begins, starts_of
from caseloom.sources.kinds import PAGE_PICTURE, PICTURE
from caseloom.sources.model import PagesAmiss, PictureOfWithdrawn, is_blanked
from caseloom.sources.readers.detection import is_pdf
from caseloom.sources.readers.errors import FileEmpty
from caseloom.sources.readers.pdfpictures import pages_to_keep, pictures_to_keep
from caseloom.sources.readers.photographs import size_of
from caseloom.sources.readings import PagedText, SourceText, paged_text, source_text
from caseloom.sources.tables import page_picture
from caseloom.studyfile import StudyFile
from caseloom.team.model import Viewer
from caseloom.text import Way, carried


@dataclass(frozen=True)
class NewPicture:
    """A picture of a page: its file's name and bytes, and with which turn or words the page begins."""

    name: str
    content: bytes
    begins: Begins


def pictures_in(
    study: StudyFile,
    viewer: Viewer,
    source: UUID,
    files: Sequence[tuple[str, bytes]],
    begins: Sequence[Begins],
) -> list[NewPicture]:
    """The pages of files (name, bytes) in their order, as pictures to add to a source; writes nothing.

    A JPEG or PNG is one page; of a PDF each is drawn, when it is known that all fit the text. `begins` holds
    for each page with which turn or words it begins. Raises `PagesAmiss`, `PictureOfWithdrawn`,
    `PageNotDrawn`, `PagesBusy`, `PageTooSlow`, `Unreadable`.
    """
    counts = [_pages(*file) for file in files]
    if sum(counts) != len(begins):
        raise PagesAmiss(
            why=Phrase(
                "Say for every page with which turn or words it begins (pages: {pages}; said: {said}).",
                pages=sum(counts),
                said=len(begins),
            )
        )
    with study.read() as db:
        _placed(db, viewer, source, begins)
    left = iter(begins)
    return [
        NewPicture(name, content, at)
        for name, data in files
        for content, at in zip(pictures_to_keep(name, data) if is_pdf(data) else [data], left, strict=False)
    ]


def _pages(name: str, data: bytes) -> int:
    if not data:
        raise FileEmpty(name=name)
    return pages_to_keep(name, data) if is_pdf(data) else 1


def add_page_pictures(
    study: StudyFile, viewer: Viewer, source: UUID, pictures: Sequence[NewPicture]
) -> list[UUID]:
    """Put pictures of pages, in their order, beside the current text of a source; returns their ids.

    Later texts of the source are shown beside them too. Raises `NoPicture`, `PagesAmiss`,
    `PictureOfWithdrawn`.
    """
    sizes = [size_of(each.name, each.content) for each in pictures]
    with study.change("page_picture.add", viewer.author) as change:
        found, paged, starts = _placed(change.db, viewer, source, [each.begins for each in pictures])
        at = found.revision
        if paged is not None:
            # All pictures of a source are put at one of its texts, the one that the first were brought for.
            at, way = paged.revision, Way(found.text, paged.read)
            starts = [carried(way.pieces, start) for start in starts]
        mine = select(func.max(page_picture.c.number)).where(page_picture.c.revision == at)
        number = change.db.scalar(mine) or 0
        made = []
        for each, size, start in zip(pictures, sizes, starts, strict=True):
            number += 1
            kept = change.create(PICTURE, {"content": each.content})
            values = {"revision": at, "picture": kept, "number": number, "start": start}
            made.append(change.create(PAGE_PICTURE, {**values, **size._asdict()}))
        return made


def _placed(
    db: Connection, viewer: Viewer, source: UUID, begins: Sequence[Begins]
) -> tuple[SourceText, PagedText | None, list[int]]:
    """The source's text, that text on the pages it has, and where further ones begin (code points)."""
    found = source_text(db, viewer, source)
    if any(is_blanked(found.text[each.words_start : each.end]) for each in found.turns):
        raise PictureOfWithdrawn(source=found.source.title)
    paged = paged_text(db, viewer, found)
    if paged is not None and paged.original is not None:
        raise PagesAmiss(why=spoken("The pages of this source’s own file are kept already."))
    return found, paged, starts_of(found, begins, first=paged is None)


def remove_page_picture(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a picture of a page out; False if that was done before. Undo brings it back."""
    with study.change("page_picture.remove", viewer.author) as change:
        return change.remove(PAGE_PICTURE, id)
