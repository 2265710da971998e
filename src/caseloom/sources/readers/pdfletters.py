"""Where each letter of a PDF's page stands: what a passage of its text is found by on the picture."""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from pypdfium2 import raw

from caseloom.sources.readers.composing import tidy
from caseloom.sources.readers.pdfium import opened
from caseloom.sources.readers.pdflines import (
    BREAKS,
    LIGATURES,
    LINE,
    LooseBox,
    Page,
    PageLine,
    added_spaces,
    box_of_line,
    loose_box,
)
from caseloom.sources.readers.pdfparagraphs import in_reading_order

_FINE = 1_000_000
"""PDFium gives places on a picture in whole steps: so many to each side."""


class Box(NamedTuple):
    """A rectangle on a page's picture, in shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In shares of the picture's width."""
        return round(self.right - self.left, 6)

    @property
    def height(self) -> float:
        """In shares of the picture's height."""
        return round(self.bottom - self.top, 6)


class Letter(NamedTuple):
    """One sign of a page, in which of its lines it stands, and where; a line's end has no box."""

    sign: str
    line: int
    box: Box | None


@dataclass(frozen=True)
class PrintedPage:
    """The letters of a page as they are read, with running heads, line numbers and hyphens."""

    letters: tuple[Letter, ...]

    @cached_property
    def text(self) -> str:
        """The signs of the letters, one by one; LF ends a line."""
        return "".join(letter.sign for letter in self.letters)


def printed_pages(name: str, data: bytes, numbers: Iterable[int]) -> dict[int, PrintedPage]:
    """Pages by number (from 1); those that the file has not are left out.

    Raises FileEncrypted or FileDamaged.
    """
    with opened(name, data) as document:
        there = [number for number in numbers if 1 <= number <= len(document)]
        return {number: _printed(document, number - 1) for number in there}


_Placing: TypeAlias = Callable[[LooseBox], Box]


def _printed(document: Any, number: int) -> PrintedPage:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            width, height = page.get_size()
            lines = in_reading_order(Page(width, height, tuple(_lines(text_page.raw))))
            return PrintedPage(tuple(_letters(text_page.raw, lines, _placing(page.raw))))
        finally:
            text_page.close()
    finally:
        page.close()


def _lines(text_page: Any) -> Iterator[PageLine]:
    count = raw.FPDFText_CountChars(text_page)
    signs = "".join(chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count))
    added = added_spaces(text_page, signs, int)
    for found in LINE.finditer(signs):
        start, end = found.span()
        while start < end and signs[start].isspace():
            start += 1
        while end > start and signs[end - 1].isspace():
            end -= 1
        first, last = loose_box(text_page, start), loose_box(text_page, end - 1)
        if start < end and first and last:
            held = tuple(index for index in range(start, end) if index not in added)
            yield PageLine("".join(signs[index] for index in held), *box_of_line(first, last), held=held)


def _letters(text_page: Any, lines: Iterable[PageLine], placing: _Placing) -> Iterator[Letter]:
    for number, line in enumerate(lines):
        for index, sign in zip(line.held, line.text, strict=True):
            written = tidy(sign.translate(BREAKS).translate(LIGATURES))
            loose = loose_box(text_page, index)
            for each, box in zip(written, _shares(loose, len(written)), strict=False):
                yield Letter(each, number, placing(box) if loose else None)
        yield Letter("\n", number, None)


def _shares(box: LooseBox | None, count: int) -> Iterator[LooseBox]:
    """The box of a ligature cut into those of its letters."""
    left, right, bottom, top = box or (0.0, 0.0, 0.0, 0.0)
    width = (right - left) / max(count, 1)
    for place in range(count):
        yield left + place * width, left + (place + 1) * width, bottom, top


def _placing(page: Any) -> _Placing:
    """From points on the page to shares of its picture, however the page is cut and turned."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def corner(across: float, up: float) -> tuple[float, float]:
        whole = (0, 0, _FINE, _FINE, 0)
        raw.FPDF_PageToDevice(page, *whole, across, up, ctypes.byref(x), ctypes.byref(y))
        return x.value / _FINE, y.value / _FINE

    def placed(box: LooseBox) -> Box:
        left, right, bottom, top = box
        one, other = corner(left, bottom), corner(right, top)
        return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    return placed
