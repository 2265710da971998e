"""The pages of a source in Python: one as a picture, which Jupyter shows; pictures or a PDF brought in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from caseloom.notebook.names import named
from caseloom.notebook.opened import Opened
from caseloom.reporting.formats import write_bytes
from caseloom.sources.actions import add_page_pictures, pictures_in
from caseloom.sources.readers import bytes_of
from caseloom.sources.readings import file_with_pages, picture_brought, source_text


@dataclass(frozen=True)
class PagePicture:
    """A page of a source's file as PNG."""

    source: str
    number: int
    png: bytes

    def save(self, to: str | Path) -> Path:
        """Write it to a file. Raises `ListingNotWritten`."""
        place = Path(to).expanduser()
        write_bytes(self.png, place)
        return place

    def _repr_png_(self) -> bytes:
        return self.png

    def __repr__(self) -> str:
        return f"<Page {self.number} of “{self.source}”>"


def page_picture(study: Opened, source: str | UUID, number: int) -> PagePicture:
    """A page (from 1) of the file that a source was read from; see `Study.page_picture`."""
    from caseloom.sources.readers.pdfpictures import page_picture as drawn
    from caseloom.sources.readers.photographs import shown

    with study.reading() as db:
        found = source_text(db, study.viewer, named(db, study.viewer, "source", source))
        paged, data = file_with_pages(db, study.viewer, found)
        if paged.pictures:
            data = picture_brought(db, study.viewer, paged, number)
    made = shown(paged.name, data, "PNG") if paged.pictures else drawn(paged.name, data, number)
    return PagePicture(found.source.title, number, made)


def add_pictures(
    study: Opened, source: str | UUID, files: Sequence[str | Path], begins: Sequence[int | str]
) -> list[UUID]:
    """Bring pictures of pages; see `Study.add_page_pictures`."""
    author = study.author()
    with study.reading() as db:
        id = named(db, author, "source", source)
    paths = [Path(each).expanduser() for each in files]
    contents = [(path.name, bytes_of(path)) for path in paths]
    return add_page_pictures(study.file, author, id, pictures_in(study.file, author, id, contents, begins))
