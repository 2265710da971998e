"""The pages of a PDF as pictures: how large each is, one of them to look at, all of them to be kept."""

from caseloom.sources.readers.errors import TooManyPages
from caseloom.sources.readers.pdfaside import aside
from caseloom.sources.readers.pdfdrawing import Size, size_in_dots
from caseloom.sources.readers.pdfium import opened

SHOWN_AT = 150
"""Dots an inch of a page that is looked at."""
KEPT_AT = 200
"""Dots an inch of a page that is kept as a picture: of A4 or Letter, as many as a picture is shown with."""
MOST_KEPT = 200
"""Pages of a PDF that are kept as pictures: each takes half a megabyte or more."""


def page_sizes(name: str, data: bytes) -> list[Size | None]:
    """The size of each page's picture; None for a page that cannot be drawn.

    Raises FileEncrypted or FileDamaged.
    """
    with opened(name, data) as document:
        return [size_in_dots(document, number, SHOWN_AT) for number in range(len(document))]


def page_picture(name: str, data: bytes, number: int) -> bytes:
    """A page (from 1) as PNG.

    Raises FileEncrypted, FileDamaged, NoSuchPage, PageNotDrawn, PagesBusy or PageTooSlow.
    """
    with aside(name, data) as document:
        return document.picture(number, SHOWN_AT, "PNG")


def pages_to_keep(name: str, data: bytes) -> int:
    """How many pages would be kept as pictures.

    Raises FileEncrypted, FileDamaged, TooManyPages, PagesBusy or PageTooSlow.
    """
    with aside(name, data) as document:
        if document.count > MOST_KEPT:
            raise TooManyPages(name=name, count=document.count, limit=MOST_KEPT)
        return document.count


def pictures_to_keep(name: str, data: bytes) -> list[bytes]:
    """Every page as JPEG, in order.

    Raises FileEncrypted, FileDamaged, PageNotDrawn, PagesBusy or PageTooSlow.
    """
    with aside(name, data) as document:
        return [document.picture(number, KEPT_AT, "JPEG") for number in range(1, document.count + 1)]
