"""A language whose every translation is the English in brackets, and what a page says outside of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils.translation import trans_real

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "title", "placeholder", "alt")
# Shown in the same letters in every language: the product, commands and keys, languages' own names.
UNTOLD = frozenset({"script", "style", "code", "kbd"})
SAME = re.compile(r"Caseloom|English|Svenska|Français|[\w./-]*\.caseloom\b|\b(UTC|EDTF|utf-8|html)\b")
_INNERMOST = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_GAP = re.compile(r"%\(\w+\)s|{\w+}")
_LATIN = re.compile(r"[A-Za-z]{2,}[A-Za-z ,.'’]*")


class Marked:
    """Stands where Django has a language's translations."""

    def gettext(self, id: str) -> str:
        """The English (without its context) in brackets, which leave what fills its gaps outside."""
        words = id.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        return OPEN + _GAP.sub(lambda gap: CLOSE + gap[0] + OPEN, words) + CLOSE

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same for a number of things."""
        return self.gettext(one if number == 1 else many)

    def to_language(self) -> str:
        """The language it stands for."""
        return "zh-hans"


@contextmanager
def marked() -> Iterator[None]:
    """Pages in Chinese come with every translated sentence in brackets: its dates hold no Latin letter."""
    before = trans_real.translation("zh-hans")
    trans_real._translations["zh-hans"] = Marked()
    try:
        yield
    finally:
        trans_real._translations["zh-hans"] = before


def untranslated(page: str) -> list[str]:
    """What a page says in Latin letters outside of the brackets."""
    reader = _Reader()
    reader.feed(page)
    said = " ¦ ".join(reader.said)
    while _INNERMOST.search(said):
        said = _INNERMOST.sub(" ", said)
    return _LATIN.findall(SAME.sub(" ", said))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNTOLD:
            self.within.append(tag)
        self.said += [value or "" for name, value in attrs if name in (*SPOKEN, "data-names")]

    def handle_endtag(self, tag: str) -> None:
        if self.within and tag == self.within[-1]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.said.append(data)
