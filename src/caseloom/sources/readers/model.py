"""What a reader hands back: the text, the marks on it, and what was left out or guessed."""

from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["heading", "page", "table", "footnote", "comment", "list"]
Format = Literal["txt", "md", "docx", "odt", "rtf", "pdf", "html", "vtt", "srt"]


@dataclass(frozen=True)
class Mark:
    """A place in a document's text that the file told apart.

    `start` and `end` are code points of the text, 0-based, end exclusive. What `label` holds:

    - heading: its level, "1" to "9"
    - page: the page's number as a place, "1" for the first; pages cover the text without gaps
    - table: rows × columns, as "3 × 2"
    - list: the item's depth, "1" for the outermost
    - footnote: its number; over the note's own paragraph at the end of the text, and once more
      with `start == end` where the note is called in the running text
    - comment: "author: words"; the words stand nowhere in the text
    """

    kind: MarkKind
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Note:
    """Something that was left out or guessed: a sentence with named gaps, and what fills them."""

    sentence: str
    named: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.named))


@dataclass(frozen=True)
class Document:
    """A file as text.

    `text` has no byte-order mark, only LF line ends, no U+0000 and no lone surrogate. Paragraphs of
    docx, odt, rtf, html and pdf stand apart by one blank line; plain text is as it was written.
    `encoding` is the name of the encoding the bytes were read with. `language` is what the file
    declares (a BCP 47 tag), None where it declares nothing.
    """

    text: str
    marks: tuple[Mark, ...]
    format: Format
    encoding: str
    language: str | None
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        for mark in self.marks:
            if not 0 <= mark.start <= mark.end <= len(self.text):
                raise ValueError(mark)


def note(sentence: str, **named: str | int) -> Note:
    """Make a note from a sentence and what fills its gaps."""
    return Note(sentence, tuple(named.items()))
