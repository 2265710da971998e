"""What import does to a text before positions are counted in it: as little as possible."""

import re

from caseloom.text.errors import InvalidText

_REFUSED = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text as a study keeps it: no byte order mark in front, lines ended by LF.

    Letters, accents and spaces stay as the researcher wrote them (no normalising). Raises
    InvalidText for U+0000 and lone surrogates; its place is a code point, 0-based, in the given text.
    """
    refused = _REFUSED.search(text)
    if refused:
        place = refused.start()
        raise InvalidText(what=f"U+{ord(refused.group()):04X}", place=place, line=_line_of(text, place))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _line_of(text: str, place: int) -> int:
    before = text[:place].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1
