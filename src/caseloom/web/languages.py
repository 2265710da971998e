"""The languages of the pages: their names, and their catalogues handed to Django."""

from gettext import GNUTranslations
from io import BytesIO

from django.utils.translation import get_language, to_locale, trans_real

from caseloom import packs
from caseloom.language import packed, read_catalogue

LANGUAGES = [("en", "English"), ("sv", "Svenska"), ("fr", "Français"), ("zh-hans", "简体中文")]
"""Each under its own name, so that whoever needs it can read it."""
COOKIE = "caseloom-language"
A_YEAR = 365 * 24 * 3600

_GROUPING = {"en": "\u202f", "sv": "\u202f", "fr": "\u202f", "zh-hans": ","}


def load_catalogues() -> None:
    """Put our sentences over Django's own, in every language that has a catalogue.

    The catalogues are read as they are written (.po): nothing has to be compiled first.
    """
    for language, _name in LANGUAGES:
        locale = to_locale(language)
        if locale in packs.CATALOGUES:
            said = read_catalogue(packs.catalogue(locale), language)
            trans_real.translation(language).merge(GNUTranslations(BytesIO(packed(said))))


def page_language() -> str:
    """The language of the page that is being made."""
    return get_language() or LANGUAGES[0][0]


def is_known(language: str) -> bool:
    """Whether pages are there in that language."""
    return language in dict(LANGUAGES)


def between_thousands() -> str:
    """What parts the thousands of a number."""
    return _GROUPING.get(page_language(), "\u202f")


def between_sentences() -> str:
    """What stands between two sentences of one paragraph: Chinese has no blank there."""
    return "" if page_language().startswith("zh") else " "


def grouped(number: int) -> str:
    """A whole number, its thousands parted as the page's language does."""
    return str(number) if abs(number) < 1000 else f"{number:,}".replace(",", between_thousands())


def number_forms(one: str, other: str) -> dict[str, str]:
    """A sentence's forms for scripts, by the plural categories of our languages (CLDR)."""
    return {"one": one, "other": other, "many": other}
