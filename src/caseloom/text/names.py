"""Whether two names are the same, however their accents were typed."""

import unicodedata


def same_name(one: str, other: str) -> bool:
    """True for names that differ in case, in surrounding blanks or in how an accent is composed."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """A name as it is compared: without case and surrounding blanks, accents composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())
