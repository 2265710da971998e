"""The pages of a PDF as pictures: how large each is, and one of them as PNG."""

import io
import math
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from caseloom.sources.model import NoSuchPage, PageNotDrawn
from caseloom.sources.readers.pdfium import opened

DOTS_A_POINT = 150 / 72
MOST_DOTS = 4_000_000
"""Of a picture: about 16 MB while it is drawn, whatever size the file says that the page has."""
LONGEST_SIDE = 8_000


class Size(NamedTuple):
    """The width and height of a page's picture, in dots."""

    width: int
    height: int


def page_sizes(name: str, data: bytes) -> list[Size | None]:
    """The size of each page's picture; None for a page that cannot be drawn.

    Raises FileEncrypted or FileDamaged.
    """
    with opened(name, data) as document:
        return [_size(document, number) for number in range(len(document))]


def page_picture(name: str, data: bytes, number: int) -> bytes:
    """A page (from 1) as PNG. Raises FileEncrypted, FileDamaged, NoSuchPage or PageNotDrawn."""
    with opened(name, data) as document:
        if not 1 <= number <= len(document):
            raise NoSuchPage(name=name, count=len(document), number=number)
        size = _size(document, number - 1)
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            size = None
        if size is None:
            raise PageNotDrawn(name=name, number=number)
        try:
            return _drawn(page, size)
        finally:
            page.close()


def _size(document: Any, number: int) -> Size | None:
    """Whole dots, so that a page's picture is as large as the place that was kept for it."""
    try:
        width, height = document.get_page_size(number)
    except pypdfium2.PdfiumError:
        return None
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        return None
    scale = min(DOTS_A_POINT, math.sqrt(MOST_DOTS / (width * height)), LONGEST_SIDE / max(width, height))
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def _drawn(page: Any, size: Size) -> bytes:
    bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, *size, 0, raw.FPDF_ANNOT)
        stream = io.BytesIO()
        bitmap.to_pil().save(stream, "PNG", compress_level=3)
        return stream.getvalue()
    finally:
        bitmap.close()
