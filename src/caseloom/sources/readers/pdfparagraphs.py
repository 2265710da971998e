"""Lines of a page back to paragraphs: what was wrapped is joined, what was set apart stays apart."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from caseloom.sources.readers.pdflines import Page, PageLine

_LABEL = re.compile(r"([^\W\d_][^:：\n]{0,39})[:：](?:\s|$)")
_BULLET = re.compile(r"[•●○▪■◦‣·\uf0b7*–—-]\s")
_ITEM = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,4})[.)]\s")
_CLOSED = re.compile(r"[.!?…:;。！？：；][\"'”’»）)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_LEADER = re.compile(r"\.{4,}\s*\w{1,6}$")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


@dataclass
class Paragraph:
    """Lines that belong together, each with the number of its page (0-based)."""

    lines: list[tuple[int, PageLine]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of most of its lines."""
        heights = sorted(line.height for _, line in self.lines)
        return heights[len(heights) // 2]


@dataclass(frozen=True)
class Setting:
    """How a document is set: its usual distance from line to line, its speakers, its words."""

    pitch: float
    letter: float
    """The usual width of a letter, as a share of the line's height."""
    labels: frozenset[str]
    words: frozenset[str]


def setting_of(pages: list[Page]) -> Setting:
    """See how the whole document is set."""
    steps: Counter[float] = Counter()
    labels: Counter[str] = Counter()
    words: set[str] = set()
    letters = sorted(_letter(line) for page in pages for line in page.lines if len(line.text) > 20) or [1.0]
    for page in pages:
        for line, below in pairwise(page.lines):
            step = line.bottom - below.bottom
            if 0 < step < 4 * line.height:
                steps[round(step * 2) / 2 / max(line.height, 1)] += 1
        for line in page.lines:
            words.update(word.casefold() for word in _WORD.findall(line.text))
            found = _LABEL.match(line.text)
            if found:
                labels[found[1]] += 1
    pitch = steps.most_common(1)[0][0] if steps else 1.2
    usual = letters[len(letters) // 2]
    return Setting(
        pitch, usual, frozenset(label for label, often in labels.items() if often >= 3), frozenset(words)
    )


def _letter(line: PageLine) -> float:
    return (line.right - line.left) / max(len(line.text), 1) / max(line.height, 1)


def paragraphs_of(pages: list[Page]) -> list[Paragraph]:
    """All paragraphs in reading order; one may go over from page to page."""
    setting = setting_of(pages)
    found: list[Paragraph] = []
    edges = [_right_edges(page) for page in pages]
    before: tuple[int, PageLine] | None = None
    for number, line in _reading_order(pages):
        if before is None or _begins(found[-1], before, (number, line), edges[before[0]], setting):
            found.append(Paragraph())
        found[-1].lines.append((number, line))
        before = (number, line)
    return found


def _reading_order(pages: list[Page]) -> Iterator[tuple[int, PageLine]]:
    for number, page in enumerate(pages):
        for line in in_reading_order(page):
            yield number, line


def in_reading_order(page: Page) -> list[PageLine]:
    """The file's own order, unless it jumps upwards within a column: then from top to bottom."""
    lines = list(page.lines)
    jumps = sum(below.bottom > line.top and _overlap(line, below) > 0.5 for line, below in pairwise(lines))
    if jumps and not _two_columns(page):
        lines.sort(key=lambda line: (-line.bottom, line.left))
    return lines


def _overlap(one: PageLine, other: PageLine) -> float:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared / max(min(one.right - one.left, other.right - other.left), 1)


def _two_columns(page: Page) -> bool:
    middle = page.width / 2
    left = sum(len(line.text) for line in page.lines if line.right <= middle + 5)
    right = sum(len(line.text) for line in page.lines if line.left >= middle - 5)
    whole = sum(len(line.text) for line in page.lines)
    return min(left, right) > 0.2 * whole


def _right_edges(page: Page) -> tuple[float, float, float]:
    """The middle of the page, and how far lines reach left and right of it (the same in one column)."""
    if _two_columns(page):
        middle = page.width / 2 - 5
        return middle, _reach(page, 0, middle), _reach(page, middle, page.width)
    reach = _reach(page, 0, page.width)
    return 0.0, reach, reach


def _reach(page: Page, after: float, before: float) -> float:
    ends = sorted(line.right for line in page.lines if after <= line.left < before)
    return ends[int(len(ends) * 0.95)] if ends else page.width


def _begins(
    paragraph: Paragraph,
    above: tuple[int, PageLine],
    here: tuple[int, PageLine],
    edges: tuple[float, float, float],
    setting: Setting,
) -> bool:
    """Whether a line begins a new paragraph after the one above it."""
    last, line = above[1], here[1]
    if _starts_as_new(line, last, setting) or _other_size(last, line) or _is_row(last, setting):
        return True
    if above[0] != here[0] or line.bottom > last.top:
        # Over a page or column, the sentence counts more than the place.
        goes_on = not _CLOSED.search(last.text[-20:]) and last.right > 0.75 * _reach_of(last, edges)
        return not goes_on and not line.text[:1].islower()
    if last.bottom - line.bottom < 0.5 * line.height:
        return False
    step = (last.bottom - line.bottom) / max(line.height, 1)
    return step > 1.3 * setting.pitch or _ends_early(last, line, edges) or _indented(paragraph, last, line)


def _starts_as_new(line: PageLine, last: PageLine, setting: Setting) -> bool:
    found = _LABEL.match(line.text)
    if (found and found[1] in setting.labels) or _BULLET.match(line.text):
        return True
    return bool(_ITEM.match(line.text) and _CLOSED.search(last.text[-20:]))


def _is_row(line: PageLine, setting: Setting) -> bool:
    """Whether a line is a row of a table or a contents list: white space stands between its parts."""
    return bool(_LEADER.search(line.text[-60:])) or _letter(line) > 1.5 * setting.letter


def _other_size(last: PageLine, line: PageLine) -> bool:
    return abs(last.height - line.height) > 0.12 * max(last.height, line.height) and len(line.text) > 2


def _ends_early(last: PageLine, line: PageLine, edges: tuple[float, float, float]) -> bool:
    """Whether the next line's first word would still have found room: then the break was meant."""
    reach = _reach_of(last, edges)
    letter = max((one.right - one.left) / max(len(one.text), 1) for one in (last, line))
    if _CJK.match(line.text):
        return last.right + 2.5 * letter < reach
    word = line.text.split(maxsplit=1)[0]
    signs = sum(1.4 if sign.isupper() or sign in "mw@%—" else 1.1 for sign in word)
    return last.right + (signs + 1.6) * letter < reach


def _reach_of(line: PageLine, edges: tuple[float, float, float]) -> float:
    middle, left_reach, right_reach = edges
    return right_reach if line.left >= middle else left_reach


def _indented(paragraph: Paragraph, last: PageLine, line: PageLine) -> bool:
    """Whether the left edge says so: by an indent, or by the way back from a set-in block."""
    shift = line.left - last.left
    first = len(paragraph.lines) == 1
    if shift > 5:
        return not (first and (_BULLET.match(last.text) or _ITEM.match(last.text) or _LABEL.match(last.text)))
    return shift < -5 and not first


def joined(paragraph: Paragraph, words: frozenset[str]) -> list[tuple[int, str]]:
    """The paragraph's text in pieces, one for each page that it stands on."""
    pieces: list[tuple[int, str]] = []
    for number, line in paragraph.lines:
        text = line.text
        if pieces:
            place, before = pieces[-1]
            pieces[-1] = (place, _seam(before, text, words))
        if pieces and pieces[-1][0] == number:
            pieces[-1] = (number, pieces[-1][1] + text)
        else:
            pieces.append((number, text))
    return pieces


def _seam(before: str, after: str, words: frozenset[str]) -> str:
    """What stands before a line break, ready for the next line: hyphen dropped or kept, space or none."""
    broken = _BROKEN.search(before[-80:])
    if broken and after[:1].islower():
        second = _WORD.match(after)
        head, tail = broken[1].casefold(), second[0].casefold() if second else ""
        if f"{head}-{tail}" in words and head + tail not in words:
            return before
        return before[:-1]
    if broken or before.endswith(("—", "/")) or (_CJK.match(before[-1:]) and _CJK.match(after[:1])):
        return before
    return before + " "
