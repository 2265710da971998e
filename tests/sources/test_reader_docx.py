"""Word documents: what counts as the text, and where everything else goes."""

import pytest

from caseloom.sources.readers import Document, read
from tests.sources.fixtures import WORD, docx, p, r, word_part, zipped


def read_body(body: str, **parts: str) -> Document:
    return read("talk.docx", docx(body, **parts))


def marked(document: Document, kind: str) -> list[tuple[str, str]]:
    return [(document.text[m.start : m.end], m.label) for m in document.marks if m.kind == kind]


def test_paragraphs_stand_apart_by_one_blank_line_and_empty_ones_vanish() -> None:
    assert read_body(p("One.") + p("") + p("Two.")).text == "One.\n\nTwo."


def test_headings_are_found_by_the_name_of_their_style_by_what_it_is_based_on_and_by_outline() -> None:
    document = read_body(
        p("Named", '<w:pStyle w:val="Rubrik2"/>')
        + p("Based", '<w:pStyle w:val="Own"/>')
        + p("Outlined", '<w:outlineLvl w:val="0"/>')
        + p("Plain", '<w:outlineLvl w:val="9"/>')
    )
    assert marked(document, "heading") == [("Named", "2"), ("Based", "2"), ("Outlined", "1")]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("a") + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co\u2011op"),
        (r("a\u00a0b"), "a\u00a0b"),
        ("<w:smartTag><w:hyperlink>" + r("link") + "</w:hyperlink></w:smartTag>", "link"),
        (
            '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>'
            + r("in")
            + "</w:sdtContent></w:sdt>",
            "in",
        ),
        (
            "<w:ins>"
            + r("kept ")
            + "</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            + r("on"),
            "kept on",
        ),
        ("<w:moveFrom>" + r("old") + "</w:moveFrom><w:moveTo>" + r("new") + "</w:moveTo>", "new"),
        (r("seen") + r(" unseen", "<w:vanish/>") + r(" too", '<w:rStyle w:val="Unseen"/>'), "seen"),
        (r("shown", '<w:vanish w:val="0"/>'), "shown"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" yes"), "☒ yes"),
    ],
)
def test_the_words_of_a_paragraph(inside: str, text: str) -> None:
    assert read_body(p(inside)).text == text


def test_of_a_field_only_the_result_is_text_also_where_fields_nest() -> None:
    def step(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = (
        step("begin") + "<w:r><w:instrText>X</w:instrText></w:r>" + step("separate") + r("no") + step("end")
    )
    code = step("begin") + "<w:r><w:instrText>IF</w:instrText></w:r>" + inner
    assert read_body(p(code + step("separate") + r("yes") + step("end") + r("."))).text == "yes."


def test_a_paragraph_whose_end_was_deleted_joins_the_next() -> None:
    body = p(r("One "), "<w:rPr><w:del/></w:rPr>") + p("sentence.") + p("Next.")
    assert read_body(body).text == "One sentence.\n\nNext."


def test_tracked_changes_and_hidden_text_are_told() -> None:
    document = read_body(p("<w:ins>" + r("in") + "</w:ins>" + r("x", "<w:vanish/>")))
    assert [str(note) for note in document.notes] == [
        "Tracked changes were read as accepted (1 of them).",
        "1 stretches of hidden text were left out.",
    ]


def test_a_text_box_written_for_two_programs_is_read_once() -> None:
    box = "<w:txbxContent>" + p("In the box.") + "</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read_body(p(r("Before.") + f"<w:r>{both}</w:r>")).text == "Before.\n\nIn the box."


def test_tables_are_rows_with_tabs_between_cells() -> None:
    def cell(*inside: str) -> str:
        return "<w:tc>" + "".join(p(words) for words in inside) + "</w:tc>"

    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("x") + "</w:tr>"
    rows = f"<w:tr>{cell('I')}{cell('How', 'so?')}</w:tr>{gone}<w:tr>{cell('R')}{cell('Well.')}</w:tr>"
    document = read_body(p("Before.") + f"<w:tbl>{rows}</w:tbl>" + p("After."))
    assert document.text == "Before.\n\nI\tHow so?\nR\tWell.\n\nAfter."
    assert marked(document, "table") == [("I\tHow so?\nR\tWell.", "2 × 2")]


def test_notes_come_behind_the_text_numbered_as_called_and_their_call_is_a_place() -> None:
    def note(number: int, words: str, kind: str = "") -> str:
        return f'<w:footnote w:id="{number}" {kind}>{p(words)}</w:footnote>'

    body = p(r("Second") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + r(" first."))
    body += p(r("Last.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    document = read_body(
        body, footnotes=note(-1, "line", 'w:type="separator"') + note(2, "Two") + note(3, "Three")
    )
    assert document.text == "Second first.\n\nLast.\n\nThree\n\nTwo"
    assert marked(document, "footnote") == [("", "1"), ("", "2"), ("Three", "1"), ("Two", "2")]
    assert [m.start for m in document.marks if m.kind == "footnote" and m.start == m.end] == [6, 20]


def test_comments_are_told_apart_from_the_text_with_author_and_place() -> None:
    body = p(
        r("  We ")
        + '<w:commentRangeStart w:id="7"/>'
        + r("trusted them")
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        + r(".")
    )
    comment = '<w:comment w:id="7" w:author="Ana">' + p("Which ones?") + p("Ask.") + "</w:comment>"
    document = read_body(body, comments=comment)
    assert document.text == "We trusted them."
    assert marked(document, "comment") == [("trusted them", "Ana: Which ones?\nAsk.")]


def test_lists_are_marked_with_their_depth_and_their_numbers_are_no_text() -> None:
    item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    document = read_body(p("Item", item) + p("Plain", none))
    assert (document.text, marked(document, "list")) == ("Item\n\nPlain", [("Item", "2")])


def test_page_headers_are_left_out_and_told() -> None:
    document = read_body(p("Text."), header1=p("Confidential"))
    assert document.text == "Text."
    assert "Page headers and footers were left out." in map(str, document.notes)


def test_the_strict_variant_of_the_format_is_read_alike() -> None:
    heading = p("Words.", '<w:outlineLvl w:val="0"/>')
    strict = word_part("document", f"<w:body>{heading}</w:body>")
    strict = strict.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    document = read("talk.docx", zipped({"word/document.xml": strict}))
    assert marked(document, "heading") == [("Words.", "1")]


def test_word_files_made_by_another_library_are_read_word_for_word() -> None:
    import io

    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Interview 3", level=1)
    made.add_paragraph("Interviewer: How did it begin?")
    made.add_paragraph("Ana: With 三 people 🙂.")
    stream = io.BytesIO()
    made.save(stream)
    document = read("made.docx", stream.getvalue())
    assert document.text == "Interview 3\n\nInterviewer: How did it begin?\n\nAna: With 三 people 🙂."
    assert marked(document, "heading") == [("Interview 3", "1")]
