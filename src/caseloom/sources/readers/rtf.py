"""RTF: its words, one paragraph a block."""

from striprtf.striprtf import rtf_to_text

from caseloom.sources.readers.composing import Composer
from caseloom.sources.readers.errors import EncodingUnknown, FileDamaged
from caseloom.sources.readers.model import Document, note
from caseloom.sources.readers.told import CUT_SHORT, PLAIN


def read(name: str, data: bytes) -> Document:
    """Read an .rtf; raises FileDamaged where it cannot be followed, EncodingUnknown for wrong bytes."""
    written = data.decode("latin-1").replace("\0", "")
    try:
        text = str(rtf_to_text(written, errors="strict"))  # type: ignore[no-untyped-call]
    except UnicodeError:
        raise EncodingUnknown(name=name) from None
    except Exception as problem:
        raise FileDamaged(name=name, format="rtf", reason=type(problem).__name__) from None
    composer = Composer()
    for paragraph in text.split("\n"):
        composer.words(paragraph)
    notes = (note(PLAIN), *((note(CUT_SHORT),) if not written.rstrip("\x00 \r\n").endswith("}") else ()))
    return Document(composer.text, (), "rtf", "rtf", None, notes)
