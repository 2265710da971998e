"""Whether two names are the same, however their accents were typed."""

import unicodedata


def same_name(one: str, other: str) -> bool:
    """True for names that differ in case, in surrounding blanks or in how an accent is composed."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())
