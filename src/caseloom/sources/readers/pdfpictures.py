"""The pages of a PDF as pictures: how large each is, and one of them to look at."""

from caseloom.sources.readers.pdfaside import aside
from caseloom.sources.readers.pdfdrawing import Size, size_in_dots
from caseloom.sources.readers.pdfium import opened

SHOWN_AT = 150
"""Dots an inch of a page that is looked at."""


def page_sizes(name: str, data: bytes) -> list[Size | None]:
    """The size of each page's picture; None for a page that cannot be drawn.

    Raises FileEncrypted or FileDamaged.
    """
    with opened(name, data) as document:
        return [size_in_dots(document, number, SHOWN_AT) for number in range(len(document))]


def page_picture(name: str, data: bytes, number: int) -> bytes:
    """A page (from 1) as PNG.

    Raises FileEncrypted, FileDamaged, NoSuchPage, PageNotDrawn or PageTooSlow.
    """
    with aside(name, data) as document:
        return document.picture(number, SHOWN_AT, "PNG")
