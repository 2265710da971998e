"""The few words templates need beyond Django's: assets, exact text."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from caseloom.web.assets import address
from caseloom.web.components.cells import cells_html
from caseloom.web.components.matrix import Cell
from caseloom.web.languages import grouped
from caseloom.web.reader import foreign

register = template.Library()
register.simple_tag(address, name="asset")
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
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308 - escaped one call earlier


@register.filter
def cells(row: Iterable[Cell]) -> SafeString:
    """A matrix row's cells."""
    return mark_safe(cells_html(row, gettext("of")))  # noqa: S308 - `cells_html` escapes every word
