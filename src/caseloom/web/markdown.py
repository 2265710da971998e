"""Markdown as HTML that can do nothing: no HTML of the writer's, no pictures, links of a few sorts only."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

DEEPEST = 20
LINKS = ("https://", "http://", "mailto:", "/studies/")
_OWN_DIRECTION = {"paragraph_open", "heading_open", "blockquote_open", "list_item_open", "th_open", "td_open"}


def markdown_html(text: str) -> SafeString:
    """The text as HTML. Its headings stand below the page's own; every line break is one.

    A link that is not to the web, to an address of mail or into the studies stays as it was written. A
    text that nests deeper than a reader follows is shown as it was written, so that no word is lost.
    """
    tokens = _READER.parse(text)
    if any(each.level >= DEEPEST - 1 for each in _every(tokens)):
        return mark_safe(f'<p class="as-written" dir="auto">{escape(text)}</p>')  # noqa: S308 - escaped
    for each in _every(tokens):
        _dress(each)
    html: str = _READER.renderer.render(tokens, _READER.options, {})
    return mark_safe(html)  # noqa: S308 - the reader escapes all that is not its own


def markdown_words(text: str) -> str:
    """The words alone, in one line, for a list."""
    inline = (each for each in _READER.parse(text) if each.type in ("inline", "fence", "code_block"))
    return " ".join(" ".join(_plain(each) for each in inline).split())


def _plain(token: Token) -> str:
    if token.children is None:
        return token.content
    return "".join(" " if "break" in each.type else each.content for each in token.children)


def _every(tokens: Iterable[Token]) -> Iterable[Token]:
    for each in tokens:
        yield each
        yield from each.children or ()


def _dress(token: Token) -> None:
    if token.type in _OWN_DIRECTION:
        token.attrSet("dir", "auto")
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1:]) + 1, 6)}"
    if token.type == "link_open":
        token.attrSet("rel", "noopener noreferrer")
        token.attrs.pop("title", None)


def _keep_as_written(state: StateCore) -> None:
    """A link to nowhere, `[words]()`, would lead to the page it stands on: it stays as it was written."""
    for each in state.tokens:
        to_nowhere = False
        for part in each.children or ():
            if part.type == "link_open" and not part.attrGet("href"):
                to_nowhere = True
                _say(part, "[")
            elif part.type == "link_close" and to_nowhere:
                to_nowhere = False
                _say(part, "]()")


def _say(token: Token, words: str) -> None:
    token.type, token.tag, token.nesting, token.attrs, token.content = "text", "", 0, {}, words


class _Reader(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
        self.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
        self.core.ruler.push("as_written", _keep_as_written)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - as the library calls it
        """Whether a link may lead there."""
        return url.casefold().startswith(LINKS) and "\\" not in url


_READER = _Reader()
