"""Plain text: kept exactly as it was written, apart from the byte-order mark and the line ends."""

from caseloom.sources.readers.composing import tidy
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.errors import HoldsRefused, NotADocument
from caseloom.sources.readers.model import Document
from caseloom.text.cleaning import clean
from caseloom.text.errors import InvalidText

MOST_CONTROLS = 0.05
"""A larger share of control characters is no text, whatever it is called."""


def read(name: str, data: bytes) -> Document:
    """The text of a plain file; see `encodings.decode` for how its encoding is found."""
    decoded = decode(name, data)
    unix = decoded.text.replace("\r\n", "\n")
    if len(unix) - len(tidy(unix)) > MOST_CONTROLS * len(unix):
        raise NotADocument(name=name, format="a file of bytes", instead="a text, a Word document or a PDF")
    try:
        text = clean(decoded.text)
    except InvalidText as problem:
        raise HoldsRefused(name=name, **problem.named) from None
    return Document(text, (), "txt", decoded.encoding, None, decoded.notes)
