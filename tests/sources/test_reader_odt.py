"""OpenDocument texts: the same rules as for Word."""

import io

from caseloom.sources.readers import Document, read
from tests.sources.fixtures import odt


def read_body(body: str, styles: str = "") -> Document:
    return read("talk.odt", odt(body, styles=styles))


def marked(document: Document, kind: str) -> list[tuple[str, str]]:
    return [(document.text[m.start : m.end], m.label) for m in document.marks if m.kind == kind]


def test_headings_paragraphs_spaces_and_breaks() -> None:
    document = read_body(
        '<text:h text:outline-level="2">Start</text:h>'
        '<text:p>A<text:s text:c="3"/>b<text:tab/>c<text:line-break/><text:span>d\n   e</text:span></text:p>'
    )
    assert document.text == "Start\n\nA   b\tc\nd e"
    assert marked(document, "heading") == [("Start", "2")]


def test_deleted_words_are_left_out_and_told() -> None:
    document = read_body(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>kept</text:p>"
    )
    assert document.text == "kept"
    assert [str(note) for note in document.notes] == ["Tracked changes were read as accepted (1 of them)."]


def test_notes_and_comments() -> None:
    document = read_body(
        "<text:p>One<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Below.</text:p>"
        '</text:note-body></text:note> and <office:annotation office:name="c"><dc:creator>Ana</dc:creator>'
        '<text:p>Why?</text:p></office:annotation>two<office:annotation-end office:name="c"/>.</text:p>'
    )
    assert document.text == "One and two.\n\nBelow."
    assert marked(document, "footnote") == [("", "1"), ("Below.", "1")]
    assert marked(document, "comment") == [("two", "Ana: Why?")]


def test_tables_lists_boxes_and_hidden_words() -> None:
    document = read_body(
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p><text:p>c</text:p></table:table-cell></table:table-row></table:table>"
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        '<text:p>x<text:span text:style-name="H">secret</text:span><draw:frame><draw:text-box>'
        "<text:p>box</text:p></draw:text-box></draw:frame></text:p>",
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>',
    )
    assert document.text == "a\tb c\n\nitem\n\nx\n\nbox"
    assert marked(document, "table") == [("a\tb c", "1 × 2")]
    assert marked(document, "list") == [("item", "1")]
    assert "1 stretches of hidden text were left out." in map(str, document.notes)


def test_files_made_by_another_library() -> None:
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    made = OpenDocumentText()
    made.text.addElement(H(outlinelevel=1, text="Intervju"))
    made.text.addElement(P(text="Åsa: Ja."))
    stream = io.BytesIO()
    made.save(stream)
    assert read("made.odt", stream.getvalue()).text == "Intervju\n\nÅsa: Ja."
