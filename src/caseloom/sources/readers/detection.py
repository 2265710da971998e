"""What a file is: by its content first, by its name only where the content leaves it open."""

import re
from pathlib import PurePath
from typing import Final

from caseloom.sources.readers.archive import Archive
from caseloom.sources.readers.encodings import opening
from caseloom.sources.readers.errors import (
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    IsATable,
    NotADocument,
    OldFormat,
)
from caseloom.sources.readers.model import Format

BY_NAME: Final[dict[str, Format]] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".vtt": "vtt",
    ".srt": "srt",
}
TABLES: Final = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".xls": "xls", ".ods": "ods"}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_A_TEXT = "a text, a Word document or a PDF"
_TRANSCRIPT = "the transcript of the recording"
_OTHERS: Final = (
    (b"\x89PNG", "a picture", "the text it shows"),
    (b"\xff\xd8\xff", "a picture", "the text it shows"),
    (b"GIF8", "a picture", "the text it shows"),
    (b"BM", "a picture", "the text it shows"),
    (b"II*\0", "a picture", "the text it shows"),
    (b"MM\0*", "a picture", "the text it shows"),
    (b"RIFF", "a recording or a picture", _TRANSCRIPT),
    (b"OggS", "a recording", _TRANSCRIPT),
    (b"fLaC", "a recording", _TRANSCRIPT),
    (b"ID3", "a recording", _TRANSCRIPT),
    (b"\x1aE\xdf\xa3", "a recording", _TRANSCRIPT),
    (b"MZ", "a program", _A_TEXT),
    (b"\x7fELF", "a program", _A_TEXT),
    (b"\xca\xfe\xba\xbe", "a program", _A_TEXT),
    (b"\x1f\x8b", "an archive", "the files in it, unpacked"),
    (b"7z\xbc\xaf", "an archive", "the files in it, unpacked"),
    (b"Rar!", "an archive", "the files in it, unpacked"),
    (b"BZh", "an archive", "the files in it, unpacked"),
    (b"\xfd7zXZ", "an archive", "the files in it, unpacked"),
    (b"SQLite format 3\0", "a database", _A_TEXT),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SRT = re.compile(r"\s*\d+[ \t]*\r?\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_VTT = re.compile(r"\s*WEBVTT(?:[ \t\r\n]|$)")


def detect(name: str, data: bytes) -> tuple[Format, bool]:
    """The format of a file, and whether its name promised another.

    Raises what fits of FileEmpty, FileDamaged, FileEncrypted, OldFormat, IsATable and NotADocument.
    """
    if not data:
        raise FileEmpty(name=name)
    promised = BY_NAME.get(_ending(name))
    found = _by_magic(name, data) or _by_opening(name, data, promised)
    return found, promised is not None and found != promised


def is_pdf(data: bytes) -> bool:
    """Whether these are the bytes of a PDF, whole or not; a little else may stand before it."""
    return b"%PDF-" in data[:1024]


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _by_magic(name: str, data: bytes) -> Format | None:
    if data.startswith(_ZIP):
        return _in_zip(name, data)
    if data.startswith(_OLE):
        return _in_ole(name, data)
    if is_pdf(data):
        return "pdf"
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    _refuse_others(name, data)
    return None


def _refuse_others(name: str, data: bytes) -> None:
    binary = b"\0" in data[:8192] or _ending(name) not in BY_NAME
    for magic, what, instead in _OTHERS:
        # Short magic such as "MZ" and "BM" also begins honest texts.
        if data.startswith(magic) and (binary or not magic.isalnum()):
            raise NotADocument(name=name, format=what, instead=instead)
    if data[4:8] == b"ftyp":
        raise NotADocument(name=name, format="a recording or a picture", instead=_TRANSCRIPT)


def _in_zip(name: str, data: bytes) -> Format:
    archive = Archive(name, data, "zip")
    names = archive.names
    if any(part.startswith("word/") for part in names):
        return "docx"
    if "mimetype" in names:
        return _open_document(name, archive)
    if any(part.startswith("xl/") for part in names):
        raise IsATable(name=name, format="xlsx")
    if any(part.startswith("ppt/") for part in names):
        raise NotADocument(name=name, format="a presentation", instead="a PDF or Word version of it")
    if any(part.endswith(".iwa") for part in names):
        raise OldFormat(name=name, format="a Pages document", instead="Word (.docx) from Pages")
    if "project.qde" in names:
        raise NotADocument(
            name=name, format="a project of another program", instead="its sources, or import the project"
        )
    if "[Content_Types].xml" in names:
        raise FileDamaged(name=name, format="docx", reason="its text is missing")
    raise NotADocument(name=name, format="an archive", instead="the files in it, unpacked")


def _open_document(name: str, archive: Archive) -> Format:
    kind = archive.read("mimetype").strip()
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise IsATable(name=name, format="ods")
    what = "an electronic book" if b"epub" in kind else "a drawing or presentation"
    raise NotADocument(name=name, format=what, instead="a PDF or Word version of it")


def _in_ole(name: str, data: bytes) -> Format:
    """The old binary office container, which also wraps today's documents when they are encrypted."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileEncrypted(name=name)
    if "Workbook".encode("utf-16-le") in data:
        raise OldFormat(name=name, format="an old Excel workbook (.xls)", instead=".xlsx")
    raise OldFormat(name=name, format="an old Word document (.doc)", instead=".docx")


def _by_opening(name: str, data: bytes, promised: Format | None) -> Format:
    head = opening(data)
    if _VTT.match(head):
        return "vtt"
    if _SRT.match(head):
        return "srt"
    if promised != "md" and _HTML.match(head):
        return "html"
    if not head.strip("\0"):
        raise NotADocument(name=name, format="a file of bytes", instead=_A_TEXT)
    table = TABLES.get(_ending(name))
    if table:
        raise IsATable(name=name, format=table)
    return promised if promised in ("md", "html", "vtt", "srt") else "txt"
