"""Bringing pictures of pages on paper for a source whose words are typed elsewhere; taking one out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlalchemy import func, select

from caseloom.language import spoken
from caseloom.sources.kinds import PAGE_PICTURE, PICTURE
from caseloom.sources.model import PagesAmiss, PictureOfWithdrawn, is_blanked
from caseloom.sources.readers.photographs import size_of
from caseloom.sources.readings import SourceText, paged_text, source_text
from caseloom.sources.tables import page_picture
from caseloom.studyfile import StudyFile
from caseloom.team.model import Viewer
from caseloom.text import Way, carried


@dataclass(frozen=True)
class NewPicture:
    """A picture of a page: its file's name and bytes, and the number of the turn with which it begins."""

    name: str
    content: bytes
    begins: int


def add_page_pictures(
    study: StudyFile, viewer: Viewer, source: UUID, pictures: Sequence[NewPicture]
) -> list[UUID]:
    """Put pictures of pages, in their order, beside the current text of a source; returns their ids.

    Later texts of the source are shown beside them too. Raises `NoPicture`, `PagesAmiss`,
    `PictureOfWithdrawn`.
    """
    sizes = [size_of(each.name, each.content) for each in pictures]
    with study.change("page_picture.add", viewer.author) as change:
        found = source_text(change.db, viewer, source)
        if any(is_blanked(found.text[each.words_start : each.end]) for each in found.turns):
            raise PictureOfWithdrawn(source=found.source.title)
        paged = paged_text(change.db, viewer, found)
        if paged is not None and paged.original is not None:
            raise PagesAmiss(why=spoken("The pages of this source’s own file are kept already."))
        starts = _starts(found, pictures, first=paged is None)
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


def _starts(found: SourceText, pictures: Sequence[NewPicture], *, first: bool) -> list[int]:
    """Where the pages begin in the text (code points)."""
    begins = [each.begins for each in pictures]
    turns = {each.number: each.start for each in found.turns}
    if not begins:
        raise PagesAmiss(why=spoken("No picture was named."))
    if not set(begins) <= turns.keys():
        raise PagesAmiss(why=spoken("The text has no turn of one of these numbers."))
    if any(one > other for one, other in pairwise(begins)):
        raise PagesAmiss(why=spoken("Pages follow each other: none begins before the one before it."))
    if first and begins[0] != found.turns[0].number:
        raise PagesAmiss(why=spoken("The first picture stands for the page with which the text begins."))
    return [turns[each] for each in begins]


def remove_page_picture(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a picture of a page out; False if that was done before. Undo brings it back."""
    with study.change("page_picture.remove", viewer.author) as change:
        return change.remove(PAGE_PICTURE, id)
