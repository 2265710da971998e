"""Markdown in pages: what people write looks as they meant it, and can do nothing."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.web.markdown import markdown_html, markdown_words

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong", "s", "code"}
TAGS |= {"pre", "br", "hr", "a", "table", "thead", "tbody", "tr", "th", "td"}
LINKS = ("http://", "https://", "mailto:", "/studies/")
ATTRIBUTES = {"dir", "href", "rel", "class", "start", "style"}


class Seen(HTMLParser):
    """Every tag, attribute and address in an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(html: str) -> bool:
    seen = Seen(html)
    safe = all(each.casefold().startswith(LINKS) for each in seen.addresses)
    return seen.tags <= TAGS and seen.attributes <= ATTRIBUTES and safe


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onclick=alert(1)>bold</b>",
    "<!-- comment --><style>*{display:none}</style>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//elsewhere.example/x)",
    "[x](/\\elsewhere.example)",
    "[x](\\\\elsewhere.example)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "![x](http://elsewhere.example/x.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "```<script>\nalert(1)\n```",
    "`<script>alert(1)</script>`",
    "# <img src=x onerror=alert(1)>",
    "| <script> | b |\n|---|---|\n| <img src=x> | y |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>\u202c \u2066x\u2069",
    "<a href='https://a.example' style='position:fixed'>x</a>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_written_can_do_anything(text: str) -> None:
    html = str(markdown_html(text))
    assert harmless(html), html
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize("text", ["[]()", "[words]()", "[*words*]()"])
def test_a_link_to_nowhere_stays_as_it_was_written(text: str) -> None:
    html = str(markdown_html(text))
    assert "<a" not in html
    assert "]()" in html
    assert markdown_words(text).startswith("[")


@given(st.text(alphabet=st.sampled_from(list("<>&\"'`*_[]()!#|-~:/\\\n ajs\u202eh")), max_size=80))
def test_no_text_whatever_gives_other_tags_than_ours(text: str) -> None:
    assert harmless(str(markdown_html(text)))


@given(st.text(max_size=200))
def test_any_text_of_any_script_is_read(text: str) -> None:
    assert harmless(str(markdown_html(text)))


@pytest.mark.parametrize(
    "deep",
    [
        "> " * 4000,
        "- " * 4000,
        "[" * 20_000,
        "*" * 20_000,
        "`a ``" * 5000,
        "![" * 5000,
        "**a " * 5000,
        "\n" * 20_000,
    ],
)
def test_deep_nesting_is_read_without_losing_a_word(deep: str) -> None:
    html = str(markdown_html(f"{deep}word"))
    assert harmless(html)
    assert "word" in Seen(html).text


def test_what_nests_too_deep_is_shown_as_written() -> None:
    text = "> " * 30 + "deep"
    assert Seen(str(markdown_html(text))).text.strip() == text
    assert str(markdown_html("> " * 5 + "shallow")).count("<blockquote") == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Main points\n\n- The *oven*\n- came", "Main points The oven came"),
        ("one\ntwo [here](https://a.example)", "one two here"),
        ("```\ncode\n```", "code"),
        ("<b>as written</b>", "<b>as written</b>"),
    ],
)
def test_the_words_alone_are_for_lists(text: str, words: str) -> None:
    assert markdown_words(text) == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Main points", '<h2 dir="auto">Main points</h2>'),
        ("###### Deep", '<h6 dir="auto">Deep</h6>'),
        ("*stress* and **weight**", '<p dir="auto"><em>stress</em> and <strong>weight</strong></p>'),
        ("one\ntwo", '<p dir="auto">one<br>\ntwo</p>'),
        ("- a\n- b", '<ul>\n<li dir="auto">a</li>\n<li dir="auto">b</li>\n</ul>'),
        ("~~no~~", '<p dir="auto"><s>no</s></p>'),
        (
            "[here](https://a.example/x)",
            '<p dir="auto"><a href="https://a.example/x" rel="noopener noreferrer">here</a></p>',
        ),
        (
            "[there](/studies/a-b/sources/c?at=1-2)",
            '<p dir="auto"><a href="/studies/a-b/sources/c?at=1-2" rel="noopener noreferrer">there</a></p>',
        ),
        ("没有 **水**", '<p dir="auto">没有 <strong>水</strong></p>'),
    ],
)
def test_what_is_meant_is_shown(text: str, html: str) -> None:
    assert re.sub(r"<br />", "<br>", str(markdown_html(text))).strip() == html
