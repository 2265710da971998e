"""OpenDocument texts: the words as they stand, tracked deletions left out."""

from dataclasses import dataclass, field

from lxml import etree

from caseloom.sources.readers.archive import Archive
from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.errors import FileEncrypted
from caseloom.sources.readers.model import Document, Mark, Note, note
from caseloom.sources.readers.told import COMMENTS, HIDDEN, PICTURES, RUNNING, TRACKED
from caseloom.sources.readers.trees import attribute, local, parse

_UNSEEN = {
    "tracked-changes",
    "sequence-decls",
    "forms",
    "variable-decls",
    "user-field-decls",
    "bookmark",
    "title",
    "desc",
}
_BLOCKS = {"p", "h", "table", "list", "section", "index-body", "text-box"}
_CODES = {"hidden-text", "hidden-paragraph", "conditional-text", "script", "ruby-text", "note-citation"}


@dataclass
class Walk:
    """One way through a document's body, boxes and notes."""

    composer: Composer
    hidden_styles: frozenset[str]
    depth: int = 0
    pictures: int = 0
    hidden: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> None:
        """Read paragraphs, tables, lists and what wraps them."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, name)
            elif name == "table":
                self.composer.rows([[self._cell(cell) for cell in row] for row in _rows(element)])
            elif name in ("list", "list-item", "list-header"):
                self.depth += name == "list"
                self.blocks(element)
                self.depth -= name == "list"
            elif name == "section" and attribute(element, "display") == "none":
                self.hidden += 1
            elif name == "frame":
                self._frame(element)
            elif name not in _UNSEEN:
                self.blocks(element)
            self._empty_boxes()

    def _empty_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _paragraph(self, element: etree._Element, name: str) -> None:
        line = Line()
        if attribute(element, "style-name") in self.hidden_styles:
            self.hidden += 1
            return
        self.inline(element, line)
        if name == "h":
            self.composer.add(line, "heading", attribute(element, "outline-level") or "1")
        elif self.depth:
            self.composer.add(line, "list", str(self.depth))
        else:
            self.composer.add(line)

    def inline(self, parent: etree._Element, line: Line) -> None:
        """Words of a paragraph; runs of white space in the XML count as one space."""
        _add(line, parent.text)
        for element in parent:
            self._inside(local(element), element, line)
            _add(line, element.tail)

    def _inside(self, name: str, element: etree._Element, line: Line) -> None:
        if name == "s":
            line.add(" " * _times(element))
        elif name == "tab":
            line.add("\t")
        elif name == "line-break":
            line.add("\n")
        elif name == "note":
            self._note(element, line)
        elif name in ("annotation", "annotation-end"):
            self._comment(name, element, line)
        elif name == "frame":
            self._frame(element)
        elif name == "span" and attribute(element, "style-name") in self.hidden_styles:
            self.hidden += 1
        elif name in _CODES:
            self.hidden += name.startswith("hidden")
        elif name not in _UNSEEN:
            self.inline(element, line)

    def _note(self, element: etree._Element, line: Line) -> None:
        for part in element:
            if local(part) == "note-body":
                self.notes.append((str(len(self.notes) + 1), self._words(part)))
                line.point("note", self.notes[-1][0])

    def _comment(self, name: str, element: etree._Element, line: Line) -> None:
        key = attribute(element, "name") or f"\0{len(self.comments)}"
        line.point(name, key)
        if name == "annotation":
            author = next((part.text or "" for part in element if local(part) == "creator"), "")
            said = self._words(element, skip=("creator", "date", "creator-initials"))
            self.comments[key] = f"{author}: {said}" if author else said

    def _words(self, element: etree._Element, *, skip: tuple[str, ...] = ()) -> str:
        inner = Walk(Composer("\n"), self.hidden_styles)
        for part in element:
            if local(part) in ("p", "h"):
                inner._paragraph(part, "p")
            elif local(part) not in skip:
                inner.blocks(part)
        return inner.composer.text

    def _frame(self, element: etree._Element) -> None:
        boxes = [part for part in element if local(part) == "text-box"]
        self.boxes += boxes
        self.pictures += not boxes and any(local(part) == "image" for part in element)

    def _cell(self, cell: etree._Element) -> Line:
        joined = Line()
        for paragraph in cell.iter():
            if local(paragraph) in ("p", "h") and not _in_note(paragraph, cell):
                line = Line()
                self.inline(paragraph, line)
                joined.add(" " if joined.length and line.text.strip() else "")
                joined.extend(line, flat=True)
        return joined


def read(name: str, data: bytes) -> Document:
    """Read an .odt; raises FileEncrypted, FileDamaged, DeclaresEntities and what `archive.Archive` raises."""
    archive = Archive(name, data, "odt")
    _check_readable(archive)
    root = parse(name, archive.read("content.xml"), "odt")
    styles = parse(name, archive.read("styles.xml"), "odt") if "styles.xml" in archive.names else None
    walk = Walk(Composer(), _hidden_styles(root) | _hidden_styles(styles))
    for body in root:
        if local(body) == "body":
            walk.blocks(body)
    comments = _comments(walk)
    _append_notes(walk)
    walk.composer.marks += comments
    notes = _notes(walk, root, styles)
    return Document(walk.composer.text, walk.composer.ordered(), "odt", "utf-8", _language(styles), notes)


def _check_readable(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise FileEncrypted(name=archive.name)
    if "encrypted-package" in archive.names:
        raise FileEncrypted(name=archive.name)


def _add(line: Line, text: str | None) -> None:
    if text:
        words = " ".join(text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" "))
        while "  " in words:
            words = words.replace("  ", " ")
        line.add(words)


def _times(element: etree._Element) -> int:
    written = attribute(element, "c") or "1"
    return min(int(written), 1000) if written.isascii() and written.isdigit() and len(written) < 5 else 1


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Rows and their cells; tables in cells are read as part of the cell."""
    rows: list[list[etree._Element]] = []
    for element in table:
        if local(element) == "table-row":
            rows.append([cell for cell in element if local(cell) == "table-cell"])
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            rows += _rows(element)
    return rows


def _in_note(paragraph: etree._Element, cell: etree._Element) -> bool:
    parent = paragraph.getparent()
    while parent is not None and parent is not cell:
        if local(parent) in ("note", "annotation"):
            return True
        parent = parent.getparent()
    return False


def _hidden_styles(root: etree._Element | None) -> frozenset[str]:
    if root is None:
        return frozenset()
    return frozenset(
        attribute(style, "name") or ""
        for style in root.iter()
        if local(style) == "style"
        and any(local(part) == "text-properties" and attribute(part, "display") == "none" for part in style)
    )


def _append_notes(walk: Walk) -> None:
    places = {point.key: point.at for point in walk.composer.points if point.kind == "note"}
    for number, text in walk.notes:
        walk.composer.marks.append(Mark("footnote", places[number], places[number], number))
        walk.composer.words(text, "footnote", number)


def _comments(walk: Walk) -> list[Mark]:
    starts = {point.key: point.at for point in walk.composer.points if point.kind == "annotation"}
    ends = {point.key: point.at for point in walk.composer.points if point.kind == "annotation-end"}
    return [
        Mark("comment", starts[key], max(ends.get(key, starts[key]), starts[key]), label)
        for key, label in walk.comments.items()
        if key in starts
    ]


def _language(styles: etree._Element | None) -> str | None:
    for style in styles.iter() if styles is not None else ():
        if local(style) == "default-style" and attribute(style, "family") == "paragraph":
            for part in style:
                language = attribute(part, "language") if local(part) == "text-properties" else None
                if language and language != "none":
                    country = attribute(part, "country")
                    return f"{language}-{country}" if country and country != "none" else language
    return None


def _notes(walk: Walk, root: etree._Element, styles: etree._Element | None) -> tuple[Note, ...]:
    tracked = sum(local(element) == "changed-region" for element in root.iter())
    told = (
        (tracked, TRACKED),
        (walk.hidden, HIDDEN),
        (walk.pictures, PICTURES),
        (len(walk.comments), COMMENTS),
    )
    notes = [note(sentence, count=number) for number, sentence in told if number]
    return (*notes, *((note(RUNNING),) if _has_running(styles) else ()))


def _has_running(styles: etree._Element | None) -> bool:
    return styles is not None and any(
        local(element) in ("header", "footer") and "".join(map(str, element.itertext())).strip()
        for element in styles.iter()
    )
