"""Draws pages of a PDF; run by itself, it is the process in which that is done for `pdfaside`.

So it imports nothing of Caseloom: it is there in half the time.
"""

import io
import math
import signal
import struct
import sys
from typing import Any, BinaryIO, NamedTuple

import pypdfium2
from pypdfium2 import raw

MOST_DOTS = 4_000_000
"""Of a picture: about 16 MB while it is drawn, whatever size the file says that the page has."""
LONGEST_SIDE = 8_000
LENGTH = struct.Struct(">Q")
"""How the file's length is told before its bytes."""


class Size(NamedTuple):
    """The width and height of a page's picture, in dots."""

    width: int
    height: int


def size_in_dots(document: Any, number: int, dots_an_inch: int) -> Size | None:
    """How large page `number` (from 0) is drawn; None where it has no size that a picture could have.

    Whole dots, so that a page's picture is as large as the place that was kept for it.
    """
    try:
        width, height = document.get_page_size(number)
    except pypdfium2.PdfiumError:
        return None
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        return None
    scale = min(dots_an_inch / 72, math.sqrt(MOST_DOTS / (width * height)), LONGEST_SIDE / max(width, height))
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def drawn(document: Any, number: int, dots_an_inch: int, form: str) -> bytes | None:
    """Page `number` (from 0) as PNG or JPEG; None for one that cannot be drawn."""
    size = size_in_dots(document, number, dots_an_inch)
    if size is None:
        return None
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, *size, 0, raw.FPDF_ANNOT)
    stream = io.BytesIO()
    written = {"compress_level": 3} if form == "PNG" else {"quality": 90}
    bitmap.to_pil().save(stream, form, **written)
    page.close()
    return stream.getvalue()


def answer(asked: BinaryIO, told: BinaryIO, seconds: int) -> None:
    """Read a file, tell how many pages it has, then draw each that a line asks for, until none does.

    A line asks for a page's number (from 0), dots an inch and format. What takes twice the `seconds` that
    are waited for it ends this process, also when nobody is there any more who could.
    """
    _limit(2 * seconds)
    data = asked.read(LENGTH.unpack(asked.read(LENGTH.size))[0])
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        _tell(told, "refused", str(problem).encode())
        return
    _tell(told, "pages", str(len(document)).encode())
    _limit(0)
    for line in asked:
        number, dots_an_inch, form = line.decode().split()
        _limit(2 * seconds)
        picture = drawn(document, int(number), int(dots_an_inch), form)
        _tell(told, "none" if picture is None else "drawn", picture or b"")
        _limit(0)


def _tell(told: BinaryIO, what: str, content: bytes) -> None:
    told.write(f"{what} {len(content)}\n".encode() + content)
    told.flush()


def _limit(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # the system's own, which waits for no code to look
        signal.alarm(seconds)


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
