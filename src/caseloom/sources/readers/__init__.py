"""Files to text: one reader a format, the format found by content, every refusal one sentence."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from caseloom.sources.readers.detection import detect
from caseloom.sources.readers.errors import (
    FileMissing,
    FileTooLarge,
    IsAFolder,
    NoPermission,
    NotAnOrdinaryFile,
    NoText,
    ReadFailed,
    TextTooLong,
    Unreadable,
)
from caseloom.sources.readers.model import Document, Format, Mark, MarkKind, Note, note
from caseloom.sources.readers.told import MISLABELLED

__all__ = [
    "MOST_BYTES",
    "MOST_BYTES_PACKED",
    "MOST_CHARACTERS",
    "Document",
    "Format",
    "Mark",
    "MarkKind",
    "Note",
    "Unreadable",
    "bytes_of",
    "read",
    "read_file",
]

MOST_BYTES: Final = 100_000_000
"""What a text, page or subtitle file may have."""
MOST_BYTES_PACKED: Final = 500_000_000
"""What a PDF or an office file may have: their pictures count too."""
MOST_CHARACTERS: Final = 20_000_000


_MODULES: Final[dict[Format, str]] = {
    "txt": "plain",
    "md": "markdown",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "pdf": "pdf",
    "html": "html",
    "vtt": "subtitles",
    "srt": "subtitles",
}


def read(name: str, data: bytes) -> Document:
    """Read a file's bytes as a document; `name` is used for its ending and in sentences.

    Raises a subclass of Unreadable, and nothing else, whatever the bytes are.
    """
    _check_size(name, len(data), None, data[:1024])
    found, mislabelled = detect(name, data)
    document = _reader(found)(name, data)
    if not document.text.strip():
        raise NoText(name=name)
    if len(document.text) > MOST_CHARACTERS:
        raise TextTooLong(name=name, count=len(document.text), limit=MOST_CHARACTERS)
    if mislabelled:
        return replace(document, notes=(note(MISLABELLED, format=found), *document.notes))
    return document


def read_file(path: Path, *, limit: int | None = None) -> Document:
    """Read a file as a document.

    `limit` is the most bytes it may have, for any format; by default 100 MB, or 500 MB for PDF and
    office files. A file above it is refused before it is read. Raises subclasses of Unreadable.
    """
    return read(path.name, bytes_of(path, limit=limit))


def bytes_of(path: Path, *, limit: int | None = None) -> bytes:
    """The bytes of an ordinary file within the limit (see `read_file`)."""
    name = path.name or str(path)
    try:
        kind = path.stat()
        _check_kind(name, kind.st_mode)
        with open(path, "rb", opener=_without_waiting) as stream:
            _check_kind(name, os.fstat(stream.fileno()).st_mode)
            head = stream.read(1024)
            most = _check_size(name, os.fstat(stream.fileno()).st_size, limit, head)
            data = head + stream.read(most + 1 - len(head))
    except FileNotFoundError:
        raise FileMissing(name=name) from None
    except PermissionError:
        raise NoPermission(name=name) from None
    except (OSError, ValueError) as problem:
        raise ReadFailed(name=name, reason=getattr(problem, "strerror", None) or str(problem)) from None
    _check_size(name, len(data), limit, head)
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open so that a pipe put in the file's place a moment ago does not make us wait for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_kind(name: str, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsAFolder(name=name)
    if not stat.S_ISREG(mode):
        raise NotAnOrdinaryFile(name=name)


def _check_size(name: str, size: int, limit: int | None, head: bytes) -> int:
    packed = head.startswith(b"PK") or b"%PDF-" in head
    most = limit if limit is not None else MOST_BYTES_PACKED if packed else MOST_BYTES
    if size > most:
        raise FileTooLarge(name=name, size=-(-size // 1_000_000), limit=most // 1_000_000)
    return most


def _reader(found: Format) -> Callable[[str, bytes], Document]:
    """The reader of a format; imported on first use, since some bring large libraries."""
    module = import_module(f"caseloom.sources.readers.{_MODULES[found]}")
    return cast(Callable[[str, bytes], Document], module.read)
