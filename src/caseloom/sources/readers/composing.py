"""How readers put a text together from blocks, so that every mark keeps its place."""

import re
from dataclasses import dataclass, field

from caseloom.sources.readers.model import Mark, MarkKind

GAP = "\n\n"

# What XML, PDF and RTF can carry that no text needs: controls other than tab and newline, lone
# surrogates, the two non-characters, the byte-order mark in mid-text.
UNWANTED = {
    **{point: None for point in (*range(0x20), *range(0x7F, 0xA0)) if point not in (9, 10, 0x85)},
    **dict.fromkeys(range(55296, 57344)),
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0xFEFF: None,
    0xFFFE: None,
    0xFFFF: None,
}


_UNWANTED = re.compile("[" + "".join(re.escape(chr(code)) for code in UNWANTED) + "]")


def tidy(text: str) -> str:
    """Leave only characters that a text may hold; every kind of line break becomes LF."""
    text = text.replace("\r\n", "\n")
    # Looking is much quicker than translating, and nearly every text is tidy already.
    return text.translate(UNWANTED) if _UNWANTED.search(text) else text


@dataclass(frozen=True)
class Point:
    """A place that a file names by key, such as the start of a comment."""

    kind: str
    key: str
    at: int


@dataclass
class Line:
    """The inside of one block while it grows: its text so far and the points in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    points: list[Point] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append words, tidied."""
        text = tidy(text)
        self.parts.append(text)
        self.length += len(text)

    def point(self, kind: str, key: str) -> None:
        """Remember this place under a key."""
        self.points.append(Point(kind, key, self.length))

    def extend(self, other: "Line", *, flat: bool = False) -> None:
        """Append another line; `flat` turns its breaks and tabs into spaces, for a table's cell."""
        text, points = other.trimmed()
        self.points += [Point(point.kind, point.key, self.length + point.at) for point in points]
        self.parts.append(text.replace("\n", " ").replace("\t", " ") if flat else text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """All words so far."""
        return "".join(self.parts)

    def trimmed(self) -> tuple[str, list[Point]]:
        """The text without white space at its ends, and the points moved with it."""
        whole = self.text
        text = whole.strip()
        before = len(whole) - len(whole.lstrip()) if text else 0
        return text, [Point(p.kind, p.key, min(max(p.at - before, 0), len(text))) for p in self.points]


class Composer:
    """Blocks become one text, a blank line between them; marks and points are kept in its places."""

    def __init__(self, gap: str = GAP) -> None:
        self.gap = gap
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.points: list[Point] = []

    def add(self, line: Line, kind: MarkKind | None = None, label: str = "") -> None:
        """Add a block; one without text leaves only its points."""
        text, points = line.trimmed()
        start = self._begin() if text else self.length
        self.points += [Point(point.kind, point.key, start + point.at) for point in points]
        self.parts.append(text)
        self.length += len(text)
        if kind and text:
            self.marks.append(Mark(kind, start, self.length, label))

    def words(self, text: str, kind: MarkKind | None = None, label: str = "") -> None:
        """Add a block that has no points."""
        line = Line()
        line.add(text)
        self.add(line, kind, label)

    def rows(self, rows: list[list[Line]]) -> None:
        """Add a table: a row a line, cells apart by tabs."""
        rows = [row for row in rows if row]
        table = Line()
        for number, row in enumerate(rows):
            table.add("\n" if number else "")
            for place, cell in enumerate(row):
                table.add("\t" if place else "")
                table.extend(cell, flat=True)
        self.add(table, "table", f"{len(rows)} × {max(map(len, rows), default=0)}")

    def _begin(self) -> int:
        if self.length:
            self.parts.append(self.gap)
            self.length += len(self.gap)
        return self.length

    @property
    def text(self) -> str:
        """All blocks so far."""
        return "".join(self.parts)

    def ordered(self) -> tuple[Mark, ...]:
        """All marks by place."""
        return tuple(sorted(self.marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.label)))
