"""The few words templates need beyond Django's: assets, exact text."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from caseloom.web.assets import address, font
from caseloom.web.components.cells import cells_html
from caseloom.web.components.column import codes_html, exact_html, flags_html, mark_html
from caseloom.web.components.matrix import Cell
from caseloom.web.components.passages import CodeMark
from caseloom.web.languages import grouped
from caseloom.web.reader import foreign

register = template.Library()
register.simple_tag(address, name="asset")
register.simple_tag(font, name="font")
register.filter("grouped", grouped)


@register.simple_tag
def lang(language: str) -> str:
    """The `lang` of words in another language than the page's; nothing for words in the page's own."""
    return format_html(' lang="{}"', language) if foreign(language) else ""


@register.simple_tag
def in_english(language: str) -> str:
    """A small mark behind English words on a page of another language; nothing behind all others."""
    if foreign(language) != "en":
        return ""
    return format_html(' <span class="in-english">{}</span>', gettext("in English"))


@register.filter
def exact(text: str) -> SafeString:
    """Escaped text whose carriage returns survive the HTML parser, so that positions stay true."""
    return mark_safe(exact_html(text))  # noqa: S308 - `exact_html` escapes it


@register.filter
def turn_codes(codes: Sequence[CodeMark]) -> SafeString:
    """What a turn was coded, for its margin."""
    return mark_safe(codes_html(codes))  # noqa: S308 - `codes_html` escapes every word


@register.filter
def turn_flags(notes: Sequence[str]) -> SafeString:
    """The flags of a turn as distressing."""
    return mark_safe(flags_html(notes))  # noqa: S308 - `flags_html` escapes every word


@register.filter
def code_mark(code: CodeMark) -> SafeString:
    """A code's name with its hue and line."""
    return mark_safe(mark_html(code))  # noqa: S308 - `mark_html` escapes every word


@register.filter
def cells(row: Iterable[Cell]) -> SafeString:
    """A matrix row's cells."""
    return mark_safe(cells_html(row, gettext("of")))  # noqa: S308 - `cells_html` escapes every word
