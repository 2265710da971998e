"""Markdown: the words without their markers; headings stay lines of their own, and are marked."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.model import Document, note
from caseloom.sources.readers.told import PICTURES, TOO_LONG

LONGEST = 5_000_000


class _Walk:
    """The way through Markdown's tokens."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.opened: list[str] = []
        self.level = ""
        self.rows: list[list[Line]] = []
        self.pictures = 0

    def tokens(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("fence", "code_block", "html_block"):
                self.composer.words(token.content if token.type != "html_block" else _untagged(token.content))
            elif token.type == "table_close":
                self.opened.pop()
                self.composer.rows(self.rows)
                self.rows = []
            elif token.type == "tr_open":
                self.rows.append([])
            elif token.type == "tr_close":
                continue
            elif token.nesting == 1:
                self.level = token.tag[1:] if token.type == "heading_open" else self.level
                self.opened.append(token.type)
            elif token.nesting == -1 and self.opened:
                self.opened.pop()

    def _inline(self, token: Token) -> None:
        line = self._line(token.children or ())
        depth = sum(opened in ("bullet_list_open", "ordered_list_open") for opened in self.opened)
        last = self.opened[-1] if self.opened else ""
        if last in ("th_open", "td_open"):
            self.rows[-1].append(line)
        elif last == "heading_open":
            self.composer.add(line, "heading", self.level)
        elif depth:
            self.composer.add(line, "list", str(depth))
        else:
            self.composer.add(line)

    def _line(self, tokens: Sequence[Token]) -> Line:
        line = Line()
        for token in tokens:
            if token.type in ("text", "code_inline"):
                line.add(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                line.add("\n")
            elif token.type == "image":
                self.pictures += 1
        return line


def read(name: str, data: bytes) -> Document:
    """Read Markdown (CommonMark with tables); a line break in a paragraph stays one."""
    decoded = decode(name, data)
    notes = list(decoded.notes)
    walk = _Walk()
    if len(decoded.text) > LONGEST:
        walk.composer.words(decoded.text)
        notes.append(note(TOO_LONG))
    else:
        walk.tokens(MarkdownIt("commonmark").enable("table").parse(decoded.text))
    notes += [note(PICTURES, count=walk.pictures)] if walk.pictures else []
    return Document(walk.composer.text, walk.composer.ordered(), "md", decoded.encoding, None, tuple(notes))


def _untagged(html: str) -> str:
    """The words of an HTML block in Markdown."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.fragment_fromstring(html.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    for unseen in list(root.iter("script", "style")):
        unseen.drop_tree()
    return str(root.text_content())
