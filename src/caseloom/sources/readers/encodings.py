"""Bytes to text: UTF-8 first, then what the bytes say of themselves, then a guess that is owned up to."""

import codecs
import re
from dataclasses import dataclass

from caseloom.sources.readers.errors import EncodingUnknown
from caseloom.sources.readers.model import Note, note
from caseloom.sources.readers.told import GUESSED

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"cp1252": "windows-1252", "big5hkscs": "big5"}
_SAMPLE = 200_000
_ORDINARY = re.compile(
    r"[\s!-~\u00a0-\u052f\u2010-\u2044\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f000-\U0001faff]"
)


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was in, and a note where that was a guess."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(name: str, data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a whole file, never with replacement characters.

    In this order: a byte-order mark, strict UTF-8, UTF-16 without mark, the `declared` encoding (of
    an HTML page), and a guess among GB18030, Big5 and windows-1252, which carries a note. Raises
    EncodingUnknown where nothing fits.
    """
    marked = _marked(name, data)
    if marked:
        return marked
    if b"\0" not in data:
        text = _strict(data, "utf-8")
        if text is not None:
            return Decoded(text, "utf-8")
    decoded = _wide(data) or _declared(data, declared) or _guessed(data) or _with_zeros(data)
    if decoded is None:
        raise EncodingUnknown(name=name)
    return decoded


def opening(data: bytes) -> str:
    """The first characters in whatever encoding, good enough to recognise a format by."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : 4096].decode(encoding, "ignore")
    head = data[:4096]
    if b"\0" in head:
        # Cut between two characters of two units each, or of one: up to three bytes are too many.
        wide = next((wide.text for cut in (4096, 4094) if (wide := _wide(head[:cut]))), None)
        return wide or _strict(head, "utf-8") or ""
    return _strict(head, "utf-8") or head.decode("latin-1")


def _with_zeros(data: bytes) -> Decoded | None:
    """UTF-8 with U+0000 in it: the reader of the format says what becomes of that."""
    text = _strict(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _marked(name: str, data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None:
                raise EncodingUnknown(name=name)
            return Decoded(text, encoding)
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: of the two byte orders the one that gives ordinary characters."""
    if b"\0" not in data or len(data) % 2:
        return None
    found = [(_ordinary(data, encoding), encoding) for encoding in ("utf-16-le", "utf-16-be")]
    share, encoding = max(found)
    if share < 0.9:
        return None
    return Decoded(data.decode(encoding), encoding, (note(GUESSED, encoding=encoding),))


def _ordinary(data: bytes, encoding: str) -> float:
    text = _strict(data, encoding)
    if not text or "\0" in text:
        return 0.0
    sample = text[:_SAMPLE]
    common = sum(bool(_ORDINARY.match(character)) for character in sample)
    # Read the wrong way round, a Latin letter ends in a zero byte, and looks Chinese otherwise.
    turned = sum(ord(character) & 0xFF == 0 for character in sample)
    return (common - turned) / len(sample)


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared or b"\0" in data:
        return None
    try:
        encoding = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    encoding = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        encoding, encoding
    )
    text = _strict(data, encoding)
    return (
        None if text is None or not isinstance(text, str) else Decoded(text, _NAMES.get(encoding, encoding))
    )


def _guessed(data: bytes) -> Decoded | None:
    if b"\0" in data:
        return None
    if _letters_alone(data):
        order = ["cp1252", "gb18030", "big5hkscs"]
    else:
        order = [*_likely(data), "gb18030", "big5hkscs"]
    for encoding in order:
        text = _strict(data, encoding)
        if text is not None and not _controls(text):
            shown = _NAMES.get(encoding, encoding)
            return Decoded(text, shown, (note(GUESSED, encoding=shown),))
    return None


def _letters_alone(data: bytes) -> bool:
    """Whether bytes above ASCII mostly stand alone among letters, as accents do in one-byte encodings."""
    high = runs = 0
    before = False
    for byte in data[:_SAMPLE]:
        above = byte >= 0x80
        high += above
        runs += above and not before
        before = above
    return runs > 0 and high / runs < 1.5 and high < 0.3 * len(data[:_SAMPLE])


def _likely(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE], cp_isolation=["gb18030", "big5", "big5hkscs"])
    return [match.encoding for match in found]


def _controls(text: str) -> bool:
    """Whether the text holds controls that no text has: then the encoding is wrong, or it is no text."""
    return any((c < " " and c not in "\t\n\r\x0b\x0c\x1a\x1e\x1f") or "\x7f" <= c <= "\x9f" for c in text)
