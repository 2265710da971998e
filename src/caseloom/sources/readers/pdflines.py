"""The lines of a PDF as PDFium finds them, each with its place on the page."""

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pypdfium2 import raw

from caseloom.sources.readers.composing import tidy
from caseloom.sources.readers.pdfium import opened

LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
BREAKS = str.maketrans({"\ufffe": "-", "\x02": "-"})
"""How PDFium writes the hyphen at a line's end; it puts the next line right behind it."""
LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")


LooseBox: TypeAlias = tuple[float, float, float, float]
"""Left, right, bottom and top, in points from the page's lower left corner."""


@dataclass(frozen=True)
class PageLine:
    """One line: its text, and its box in points from the page's lower left corner.

    `held` are PDFium's indices of its characters, where they were asked for.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    held: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """From the lowest to the highest that a letter may reach."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Page:
    """The lines of one page in the order of the file."""

    width: float
    height: float
    lines: tuple[PageLine, ...]
    spaces_guessed: bool = False


def pages_of(name: str, data: bytes) -> list[Page]:
    """All pages with their lines; raises FileEncrypted or FileDamaged."""
    with opened(name, data) as document:
        return [_page(document, number) for number in range(len(document))]


def _page(document: Any, number: int) -> Page:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            width, height = page.get_size()
            return Page(width, height, *_lines(text_page))
        finally:
            text_page.close()
    finally:
        page.close()


def _lines(text_page: Any) -> tuple[tuple[PageLine, ...], bool]:
    """The lines, and whether the spaces in them had to be guessed."""
    whole = text_page.get_text_range()

    def index_of(place: int) -> int:
        index: int = raw.FPDFText_GetCharIndexFromTextIndex(text_page.raw, place)
        return index

    added = added_spaces(text_page.raw, whole, index_of)
    found = (_line(text_page.raw, whole, span.start(), span.end(), added) for span in LINE.finditer(whole))
    return tuple(line for line in found if line), bool(added)


def _line(text_page: Any, whole: str, start: int, end: int, added: set[int]) -> PageLine | None:
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    box = _box(text_page, start, end - 1) if start < end else None
    written = "".join(whole[place] for place in range(start, end) if place not in added)
    text = tidy(written.translate(BREAKS).translate(LIGATURES)).strip()
    return PageLine(text, *box) if box and text else None


def _in_letters(text: str) -> bool:
    """Whether the words fell apart into letters, since the file gives no widths for its letters."""
    words = text.split()
    return len(words) > 20 and sum(len(word) == 1 and word.isalpha() for word in words) > 0.3 * len(words)


def added_spaces(text_page: Any, text: str, index_of: Callable[[int], int]) -> set[int]:
    """Spaces concluded from gaps, not in the file, where words fell apart and there are real ones too.

    `index_of` gives PDFium's index of the character at a place of the text.
    """
    if not _in_letters(text):
        return set()
    spaces = {place for place, character in enumerate(text) if character == " "}
    added = {place for place in spaces if raw.FPDFText_IsGenerated(text_page, index_of(place)) == 1}
    return added if len(spaces - added) > 0.05 * len(text) else set()


def _box(text_page: Any, first: int, last: int) -> LooseBox | None:
    """The box around a line, from its first and its last character.

    Asking for every character's box would cost more than reading the words.
    """
    start = _box_at(text_page, first)
    end = _box_at(text_page, last)
    return box_of_line(start, end) if start and end else None


def box_of_line(start: LooseBox, end: LooseBox) -> LooseBox:
    """The box around a line from those of its first and its last character."""
    left, right = min(start[0], end[0]), max(start[1], end[1])
    # One odd sign (a fallback font, a raised number) must not make the line look like a heading.
    lower = min(start, end, key=lambda box: box[3] - box[2])
    return left, right, lower[2], lower[3]


def _box_at(text_page: Any, place: int) -> LooseBox | None:
    return loose_box(text_page, raw.FPDFText_GetCharIndexFromTextIndex(text_page, place))


def loose_box(text_page: Any, index: int) -> LooseBox | None:
    """What a character may fill: left, right, bottom and top in points; None where it has no place."""
    box = raw.FS_RECTF()
    if index < 0 or not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
        return None
    return box.left, box.right, min(box.bottom, box.top), max(box.bottom, box.top)
