"""What a page carries besides its text: running heads and feet, page numbers, line numbers in the margin."""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from caseloom.sources.readers.pdflines import Page, PageLine

EDGE = 0.13
"""Running heads and feet stand in this outer part of the page's height."""
NEAR = 6.0
"""Points by which a running line may move from page to page."""
DEEPEST = 4

_NUMBER = re.compile(
    r"(?:page|p\.|seite|sida|sid\.|s\.|第)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?\s*"
    r"(?:(?:/|of|av|de|sur|von|\()\s*\d{1,4}\)?)?\s*页?頁?",
    re.I,
)
_LEADING = re.compile(r"(\d{1,4})\s+(?=\S)")

Places = dict[str, list[tuple[int, float]]]


def without_furniture(pages: list[Page]) -> tuple[list[Page], bool, bool]:
    """Pages with their text only; then whether running lines, and whether line numbers were left out."""
    bare = [_without_line_numbers(page) for page in pages]
    places = _edge_lines(bare)
    clean = [_without_running(page, number, places, len(bare)) for number, page in enumerate(bare)]
    clean = [_without_echo(page, after) for page, after in zip(clean, [*clean[1:], None], strict=True)]
    numbered = any(page is not before for page, before in zip(bare, pages, strict=True))
    running = any(len(page.lines) < len(before.lines) for page, before in zip(clean, bare, strict=True))
    return clean, running, numbered


def _without_echo(page: Page, after: Page | None) -> Page:
    """Some programs print a line that the page's foot cuts through once more on the next page."""
    if after is None or not page.lines or not after.lines:
        return page
    last = page.lines[-1].text
    return replace(page, lines=page.lines[:-1]) if len(last) > 40 and last == after.lines[0].text else page


def _without_line_numbers(page: Page) -> Page:
    alone = _number_column(page.lines)
    if alone:
        return replace(page, lines=tuple(line for line in page.lines if line not in alone))
    return _without_leading_numbers(page)


def _number_column(lines: tuple[PageLine, ...]) -> set[PageLine]:
    """Numbers that stand alone, one under the other, and count upwards beside the text."""
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) <= 4]
    text = [line for line in lines if not line.text.isdecimal()]
    if len(numbers) < 4 or not text:
        return set()
    edge = sorted(line.left for line in text)[len(text) // 2]
    column = [line for line in numbers if line.right <= edge + 1]
    if len(column) < 4 or max(line.right for line in column) - min(line.left for line in column) > 40:
        return set()
    column.sort(key=lambda line: -line.top)
    steps = [int(below.text) - int(above.text) for above, below in pairwise(column)]
    return set(column) if sum(step > 0 for step in steps) >= 0.9 * len(steps) else set()


def _without_leading_numbers(page: Page) -> Page:
    """Numbers that PDFium reads as the first word of each line, as in court transcripts."""
    found = [(line, _LEADING.match(line.text)) for line in page.lines]
    numbers = [int(match[1]) for _, match in found if match]
    following = sum(b - a == 1 for a, b in pairwise(numbers))
    if len(numbers) < 5 or len(numbers) < 0.7 * len(page.lines) or following < 0.9 * (len(numbers) - 1):
        return page
    return replace(page, lines=tuple(_shortened(line, match) for line, match in found))


def _shortened(line: PageLine, match: re.Match[str] | None) -> PageLine:
    if match is None:
        return line
    width = (line.right - line.left) * match.end() / len(line.text)
    return replace(line, text=line.text[match.end() :], left=line.left + width)


def _edges(page: Page) -> tuple[list[PageLine], list[PageLine]]:
    """The outermost lines, from the top downwards and from the foot upwards."""
    down = sorted(page.lines, key=lambda line: -line.top)
    head = [line for line in down if line.bottom > page.height * (1 - EDGE)]
    foot = [line for line in reversed(down) if line.top < page.height * EDGE]
    return head[:DEEPEST], foot[:DEEPEST]


def _key(line: PageLine) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))


def _edge_lines(pages: list[Page]) -> Places:
    places: Places = defaultdict(list)
    for number, page in enumerate(pages):
        for edge in _edges(page):
            for line in edge:
                places[_key(line)].append((number, line.bottom))
    return places


def _without_running(page: Page, number: int, places: Places, count: int) -> Page:
    gone: set[PageLine] = set()
    for edge in _edges(page):
        for line in edge:
            if not _runs(line, page, number, places, count):
                break
            gone.add(line)
    return replace(page, lines=tuple(line for line in page.lines if line not in gone)) if gone else page


def _runs(line: PageLine, page: Page, number: int, places: Places, count: int) -> bool:
    """Whether a line at the edge is a page number or comes again at the same height on other pages."""
    apart = _gap(line, page) > 0.6 * line.height
    if apart and _NUMBER.fullmatch(line.text):
        return True
    same = {other for other, height in places[_key(line)] if abs(height - line.bottom) < NEAR}
    near = {other for other in same if abs(other - number) <= 2}
    if count < 3:
        return apart and len(same) == 2
    # Left and right pages may carry different lines, and a part of a long file its own.
    return (
        len(same) >= 3
        and (len(near) >= 2 or len(same) >= 0.4 * count)
        and (apart or len(same) >= 0.6 * count)
    )


def _gap(line: PageLine, page: Page) -> float:
    """The white space between a line at the edge and the text, in points."""
    upper = line.bottom > page.height / 2
    others = [
        other
        for other in page.lines
        if (other.top < line.bottom + 1 if upper else other.bottom > line.top - 1)
    ]
    if not others:
        return page.height
    if upper:
        return line.bottom - max(other.top for other in others)
    return min(other.bottom for other in others) - line.top
