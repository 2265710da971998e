"""The way through a Word document's body: paragraphs, runs, fields, boxes and tables."""

from dataclasses import dataclass, field

from lxml import etree

from caseloom.sources.readers import wordstyles
from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.trees import attribute, local

_THROUGH = {
    "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "dir", "bdo", "fldSimple",
    "ruby", "rubyBase", "oMath", "oMathPara", "p", "r",
}  # fmt: skip
_GONE = {"del", "moveFrom"}
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
}  # fmt: skip
_BOXES = {0xF0A8: "☐", 0xF06F: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0B7: "•", 0xF0E0: "→"}


@dataclass
class Counts:
    """What was met on the way and is told in a note."""

    tracked: int = 0
    hidden: int = 0
    pictures: int = 0
    signs: int = 0
    numbered: bool = False
    running: bool = False


@dataclass
class Walk:
    """One way through a document's body, notes and boxes."""

    composer: Composer
    styles: wordstyles.Styles
    counts: Counts = field(default_factory=Counts)
    carried: Line | None = None
    """What stands before a paragraph mark whose deletion is accepted: it joins the next paragraph."""
    fields: list[bool] = field(default_factory=list)
    """The fields around this place, outermost first; True while in the code, not in the result."""
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> None:
        """Read paragraphs, tables and what wraps them."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self.composer.rows(self._table(element))
            elif name in _GONE:
                self.counts.tracked += 1
            elif name == "AlternateContent":
                self.blocks(_chosen(element))
            elif name not in ("sectPr", "sdtPr", "sdtEndPr"):
                self.blocks(element)
            self._empty_boxes()

    def _empty_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _paragraph(self, paragraph: etree._Element) -> None:
        line, ended = self._line(paragraph)
        if not ended:
            self.carried = line
            return
        level = self.styles.heading(paragraph)
        depth = self.styles.depth(paragraph)
        if level:
            self.composer.add(line, "heading", str(level))
        elif depth:
            self.counts.numbered = True
            self.composer.add(line, "list", str(depth))
        else:
            self.composer.add(line)

    def _line(self, paragraph: etree._Element) -> tuple[Line, bool]:
        """A paragraph's words, and whether its own mark stands."""
        line, self.carried = self.carried or Line(), None
        self.inline(paragraph, line)
        return line, not wordstyles.mark_deleted(paragraph)

    def inline(self, parent: etree._Element, line: Line) -> None:
        """Read what stands within a paragraph or a run."""
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, line)
            elif name in ("ins", "moveTo"):
                self.counts.tracked += 1
                self.inline(element, line)
            elif name in _GONE:
                self.counts.tracked += 1
            elif name in _THROUGH:
                self.inline(element, line)
            elif name == "AlternateContent":
                self.inline(_chosen(element), line)
            else:
                self._leaf(name, element, line)

    def _run(self, run: etree._Element, line: Line) -> None:
        if self.styles.hidden(run):
            self.counts.hidden += any(local(child) == "t" for child in run)
            return
        self.inline(run, line)

    def _leaf(self, name: str, element: etree._Element, line: Line) -> None:
        if name == "t":
            if not any(self.fields):
                line.add(element.text or "")
        elif name in _SIGNS:
            if not any(self.fields):
                line.add(_SIGNS[name])
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name in (
            "footnoteReference",
            "endnoteReference",
            "commentRangeStart",
            "commentRangeEnd",
            "commentReference",
        ):
            line.point(name, attribute(element, "id") or "")
        elif name in ("drawing", "pict", "object"):
            self._drawing(element)
        elif name == "sym":
            self._sign(element, line)

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self.fields.append(True)
        elif step == "separate" and self.fields:
            self.fields[-1] = False
        elif step == "end" and self.fields:
            self.fields.pop()

    def _drawing(self, element: etree._Element) -> None:
        boxes = _boxes(element)
        self.boxes += boxes
        self.counts.pictures += not boxes and any(
            local(part) in ("blip", "imagedata") for part in element.iter()
        )

    def _sign(self, element: etree._Element, line: Line) -> None:
        try:
            point = int(attribute(element, "char") or "", 16)
        except ValueError:
            return
        if 0xE000 <= point <= 0xF8FF and point not in _BOXES:
            self.counts.signs += 1
        elif 0 < point < 0x110000:
            line.add(_BOXES.get(point, chr(point)))

    def _table(self, table: etree._Element) -> list[list[Line]]:
        rows = []
        for row in _children(table, "tr"):
            if wordstyles.row_deleted(row):
                self.counts.tracked += 1
            else:
                rows.append([self._cell(cell) for cell in _children(row, "tc")])
        return rows

    def _cell(self, cell: etree._Element) -> Line:
        """A cell's paragraphs, and tables in it, on one line."""
        joined = Line()
        for paragraph in _paragraphs(cell):
            line, ended = self._line(paragraph)
            if not ended:
                self.carried = line
                continue
            joined.add(" " if joined.length and line.text.strip() else "")
            joined.extend(line, flat=True)
        if self.carried:
            joined.extend(self.carried, flat=True)
            self.carried = None
        return joined

    def finish(self) -> None:
        """Add what still waits for a paragraph mark."""
        if self.carried:
            self.composer.add(self.carried)
            self.carried = None


def _children(parent: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls."""
    found: list[etree._Element] = []
    for element in parent:
        name = local(element)
        if name == wanted:
            found.append(element)
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            found += _children(element, wanted)
    return found


def _paragraphs(cell: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for element in cell:
        if local(element) == "p":
            found.append(element)
        elif local(element) in ("sdt", "sdtContent", "customXml", "tbl", "tr", "tc"):
            found += _paragraphs(element)
    return found


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of contents that say the same twice, for newer and older programs, the first."""
    for choice in alternatives:
        if local(choice) in ("Choice", "Fallback"):
            return choice
    return alternatives


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The outermost text boxes in a drawing, none of them twice."""
    found: list[etree._Element] = []
    for element in drawing:
        if local(element) == "txbxContent":
            found.append(element)
        else:
            found += _boxes(_chosen(element) if local(element) == "AlternateContent" else element)
    return found
