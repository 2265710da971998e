"""PDF: words in reading order, paragraphs rejoined, page furniture left out, pages kept as places."""

from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.errors import NoText, OnlyPictures
from caseloom.sources.readers.model import Document, Mark, Note, note
from caseloom.sources.readers.pdffurniture import without_furniture
from caseloom.sources.readers.pdflines import Page, pages_of
from caseloom.sources.readers.pdfparagraphs import Paragraph, joined, paragraphs_of, setting_of
from caseloom.sources.readers.told import LINE_NUMBERS, PICTURE_PAGES, REJOINED, RUNNING_LINES, SPACES

LONGEST_HEADING = 200


def read(name: str, data: bytes) -> Document:
    """Read a PDF; raises FileEncrypted, FileDamaged, and OnlyPictures where no page has text."""
    pages = pages_of(name, data)
    empty = sum(not page.lines for page in pages)
    if empty == len(pages):
        raise (OnlyPictures(name=name, pages=len(pages)) if pages else NoText(name=name))
    pages, running, numbered = without_furniture(pages)
    composer = _composed(pages)
    composer.marks += _pages(composer, len(pages))
    notes: tuple[Note, ...] = (note(REJOINED),)
    notes += (note(RUNNING_LINES),) if running else ()
    notes += (note(LINE_NUMBERS),) if numbered else ()
    notes += (note(PICTURE_PAGES, count=empty),) if empty else ()
    guessed = sum(page.spaces_guessed for page in pages)
    notes += (note(SPACES, count=guessed),) if guessed else ()
    return Document(composer.text, composer.ordered(), "pdf", "utf-8", None, notes)


def _composed(pages: list[Page]) -> Composer:
    composer = Composer()
    words = setting_of(pages).words
    paragraphs = paragraphs_of(pages)
    levels = _levels(paragraphs)
    for paragraph in paragraphs:
        line = Line()
        for number, text in joined(paragraph, words):
            line.point("page", str(number))
            line.add(text)
        level = levels.get(_size(paragraph)) if _may_be_heading(line) else None
        composer.add(line, "heading" if level else None, str(level or ""))
    return composer


def _may_be_heading(line: Line) -> bool:
    """A row of a contents list is none, however large its letters."""
    return line.length <= LONGEST_HEADING and "...." not in line.text


def _size(paragraph: Paragraph) -> float:
    return round(paragraph.height)


def _levels(paragraphs: list[Paragraph]) -> dict[float, int]:
    """Letters clearly larger than those of most of the text make headings, the largest of level 1."""
    amounts: dict[float, int] = {}
    for paragraph in paragraphs:
        amount = sum(len(line.text) for _, line in paragraph.lines)
        amounts[_size(paragraph)] = amounts.get(_size(paragraph), 0) + amount
    if not amounts:
        return {}
    usual = max(amounts, key=lambda size: (amounts[size], size))
    larger = sorted((size for size in amounts if size >= 1.15 * usual), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _pages(composer: Composer, count: int) -> list[Mark]:
    """A page goes from its first word to the next page's first; an empty page is empty there."""
    starts: dict[int, int] = {}
    for point in composer.points:
        starts.setdefault(int(point.key), point.at)
    marks: list[Mark] = []
    end = composer.length
    for number in reversed(range(count)):
        start = min(starts.get(number, end), end) if number else 0
        marks.append(Mark("page", start, end, str(number + 1)))
        end = start
    return marks
