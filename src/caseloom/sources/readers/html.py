"""Web pages: what a reader of the page sees, block by block; scripts, styles and hidden parts left out."""

import re

from lxml import etree
from lxml import html as lxml_html

from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.errors import FileDamaged, NoText
from caseloom.sources.readers.model import Document, note
from caseloom.sources.readers.told import INVISIBLE, PICTURES
from caseloom.sources.readers.trees import attribute, local

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)""", re.I
)
_UNSEEN = {
    "script", "style", "head", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select",
    "datalist", "textarea", "audio", "video", "map",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "td", "th", "tr", "ul",
}  # fmt: skip
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
DEEPEST = 200


class _Walk:
    """The way through a page: blocks to paragraphs, inline elements to their words."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.line = Line()
        self.lists = 0
        self.pictures = 0
        self.hidden = 0

    def text(self, text: str | None, *, as_written: bool = False) -> None:
        if not text:
            return
        if as_written:
            self.line.add(text)
            return
        text = _SPACES.sub(" ", text)
        before = self.line.parts[-1] if self.line.parts else "\n"
        self.line.add(text.lstrip(" ") if before.endswith((" ", "\n")) else text)

    def flush(self) -> None:
        line, self.line = self.line, Line()
        self.composer.add(line)

    def children(self, element: etree._Element, depth: int, *, as_written: bool = False) -> None:
        self.text(element.text, as_written=as_written)
        for child in element:
            tag = local(child).lower()
            if tag and depth < DEEPEST:
                self._element(child, tag, depth + 1, as_written=as_written)
            self.text(child.tail, as_written=as_written)

    def _element(self, element: etree._Element, tag: str, depth: int, *, as_written: bool) -> None:
        if tag in _UNSEEN:
            return
        if _is_hidden(element):
            self.hidden += 1
        elif tag == "img":
            self.pictures += 1
        elif tag == "br":
            self.line.add("\n")
        elif tag == "table" and not _for_layout(element):
            self.flush()
            self.composer.rows(_rows(element, depth))
        elif (
            tag in ("li", "tr", "td", "th")
            or tag in _BLOCKS
            or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit())
        ):
            self._block(element, tag, depth)
        else:
            self.children(element, depth, as_written=as_written)

    def _block(self, element: etree._Element, tag: str, depth: int) -> None:
        self.flush()
        self.lists += tag in ("ul", "ol")
        before = len(self.composer.marks), self.composer.length
        self.children(element, depth, as_written=tag == "pre")
        line, self.line = self.line, Line()
        if tag[0] == "h" and tag[1:].isdigit():
            self.composer.add(line, "heading", tag[1])
        elif tag == "li" and (len(self.composer.marks), self.composer.length) == before:
            self.composer.add(line, "list", str(max(self.lists, 1)))
        else:
            self.composer.add(line)
        self.lists -= tag in ("ul", "ol")


def read(name: str, data: bytes) -> Document:
    """Read an HTML page; its encoding from its mark, from UTF-8, from what it declares, else guessed."""
    found = _CHARSET.search(data[:4096])
    decoded = decode(name, data, declared=found[1].decode("ascii") if found else None)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text).replace("\0", "")
    try:
        # As UTF-8 bytes with the encoding said aloud: the page's own declaration must not count twice.
        parser = lxml_html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
        )
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise NoText(name=name) from None
    except (
        etree.LxmlError,
        ValueError,
        AssertionError,
    ) as problem:  # lxml asserts what pages need not keep to
        raise FileDamaged(name=name, format="html", reason=" ".join(str(problem).split())[:80]) from None
    walk = _Walk()
    walk.children(root, 0)
    walk.flush()
    notes = [note(PICTURES, count=walk.pictures)] if walk.pictures else []
    notes += [note(INVISIBLE, count=walk.hidden)] if walk.hidden else []
    language = attribute(root, "lang") or None
    marks = walk.composer.ordered()
    return Document(walk.composer.text, marks, "html", decoded.encoding, language, (*decoded.notes, *notes))


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(str(element.get("style") or "")))


def _for_layout(table: etree._Element) -> bool:
    """Old pages use tables to place whole columns: those hold headings, lists or tables."""
    inner = ("h1", "h2", "h3", "h4", "ul", "ol", "table")
    return table.get("role") == "presentation" or next(iter(table.iterdescendants(*inner)), None) is not None


def _rows(table: etree._Element, depth: int) -> list[list[Line]]:
    return [[_cell(cell, depth) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def _cell(cell: etree._Element, depth: int) -> Line:
    walk = _Walk()
    walk.children(cell, depth + 1)
    walk.flush()
    line = Line()
    line.add(" ".join(walk.composer.text.split()))
    return line
