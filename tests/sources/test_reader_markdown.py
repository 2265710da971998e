"""Markdown: markers go, words stay, and headings that name speakers stay lines of their own."""

import pytest

from caseloom.sources.readers import read


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("### Ana:\nYes *indeed*.\n", "Ana:\n\nYes indeed."),
        ("One **two** `three` [four](x).", "One two three four."),
        ("one\ntwo  \nthree", "one\ntwo\nthree"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nafter", "a\tb\n1\t2\n\nafter"),
        ("> quoted\n\n```\ncode\n```\n", "quoted\n\ncode"),
        ("5 * 3 < 20 &amp; so", "5 * 3 < 20 & so"),
        ("<div>in <b>html</b></div>\n", "in html"),
    ],
)
def test_markers_are_dropped(written: str, text: str) -> None:
    assert read("talk.md", written.encode()).text == text


def test_headings_and_lists_are_marked() -> None:
    document = read("talk.md", "# Talk\n\n### 張三：\n\n- one\n  - two\n\nEnd\n".encode())
    found = [(document.text[m.start : m.end], m.kind, m.label) for m in document.marks]
    assert found == [
        ("Talk", "heading", "1"),
        ("張三：", "heading", "3"),
        ("one", "list", "1"),
        ("two", "list", "2"),
    ]
