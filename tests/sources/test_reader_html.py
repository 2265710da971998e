"""Web pages: what a reader of the page would see."""

import pytest

from caseloom.sources.readers import Document, read


def page(body: str, head: str = "") -> Document:
    return read(
        "page.html", f"<!DOCTYPE html><html lang=sv><head>{head}</head><body>{body}</body></html>".encode()
    )


def marked(document: Document, kind: str) -> list[tuple[str, str]]:
    return [(document.text[m.start : m.end], m.label) for m in document.marks if m.kind == kind]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One <b>bold</b>\n word.</p><div>Two<br>lines</div>", "One bold word.\n\nTwo\nlines"),
        ("loose<p>inside</p>after", "loose\n\ninside\n\nafter"),
        ("<script>x()</script><style>p{}</style><p>Seen</p><noscript>no</noscript>", "Seen"),
        ("<p hidden>no</p><p style='display: none'>no</p><p>Seen<!-- no --></p>", "Seen"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("<p>&lt;tag&gt; &eacute; &#x1F642;</p>", "<tag> é 🙂"),
        ("<section><article><p>Deep</p></article></section>", "Deep"),
    ],
)
def test_blocks_become_paragraphs_and_only_what_is_seen_is_text(body: str, text: str) -> None:
    assert page(body).text == text


def test_headings_lists_and_tables_are_marked() -> None:
    document = page(
        "<h2>Head</h2><ul><li>a<ul><li>b</li></ul></li></ul><table><tr><th>x<td>y<tr><td>1<td>2</table>"
    )
    assert document.text == "Head\n\na\n\nb\n\nx\ty\n1\t2"
    assert marked(document, "heading") == [("Head", "2")]
    assert ("b", "2") in marked(document, "list")
    assert marked(document, "table") == [("x\ty\n1\t2", "2 × 2")]


def test_the_declared_language_and_encoding_count() -> None:
    written = '<html lang="sv"><head><meta charset="iso-8859-1"></head><body><p>Vård</p></body></html>'
    document = read("page.html", written.encode("latin-1"))
    assert (document.text, document.language, document.encoding, document.notes) == (
        "Vård",
        "sv",
        "windows-1252",
        (),
    )


def test_a_page_in_gb2312_is_read_as_it_says() -> None:
    written = '<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><p>访谈</p>'
    assert read("page.htm", written.encode("gb2312")).text == "访谈"


def test_a_page_named_otherwise_is_read_as_a_page_with_a_note() -> None:
    document = read("interview.docx", b"<!doctype html><title>Log in</title><p>Please log in</p>")
    assert document.format == "html"
    assert str(document.notes[0]) == "Its name promises something else, but it was read as what it is: html."
