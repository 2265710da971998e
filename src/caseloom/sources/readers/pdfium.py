"""PDFium, which opens a PDF for one thread at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2

from caseloom.language import Phrase, spoken
from caseloom.sources.readers.errors import FileDamaged, FileEncrypted

MOST_PAGES = 10_000
_ONE_AT_A_TIME = threading.Lock()
"""PDFium may not be entered from two threads at once."""


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """The file as PDFium's document, closed at the end; raises FileEncrypted or FileDamaged.

    The block must not open another one: it would wait for itself.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            raise refusal(name, str(problem)) from None
        try:
            counted(name, len(document))
            yield document
        except pypdfium2.PdfiumError as problem:
            raise refusal(name, str(problem)) from None
        finally:
            document.close()


def counted(name: str, pages: int) -> int:
    """How many pages a file has; raises FileDamaged for more than any has."""
    if pages > MOST_PAGES:
        raise FileDamaged(name=name, format="pdf", reason=Phrase("{n} pages", n=pages))
    return pages


def refusal(name: str, said: str) -> FileEncrypted | FileDamaged:
    """What PDFium said when it refused a file, as our error."""
    if "password" in said.lower() or "security" in said.lower():
        return FileEncrypted(name=name)
    if "success" in said.lower():  # what it says of a whole file without pages
        return FileDamaged(name=name, format="pdf", reason=spoken("there is no page in it"))
    return FileDamaged(name=name, format="pdf", reason=said[:80])
