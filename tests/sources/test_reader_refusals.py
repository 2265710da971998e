"""Wrong, damaged and hostile files: each one sentence, and nothing else happens."""

import os
import re
import struct
from pathlib import Path

import pytest

from caseloom.sources import readers
from caseloom.sources.readers import errors, read, read_file
from tests.sources.fixtures import docx, odt, p, word_part, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/hostname">]>'


def with_prolog(prolog: str) -> bytes:
    part = word_part("document", "<w:body><w:p><w:r><w:t>&c;&out;</w:t></w:r></w:p></w:body>")
    return zipped({"word/document.xml": prolog + part})


def encrypted_zip() -> bytes:
    """The flag that says "encrypted", in both places where a zip archive keeps it."""
    data = bytearray(docx(p("Secret")))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            struct.pack_into("<H", data, found.start() + place, 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.txt", b"", errors.FileEmpty),
        ("a.txt", b" \n\n ", errors.NoText),
        ("a.docx", docx(p("")), errors.NoText),
        ("a.html", b"<html><body><script>x</script></body></html>", errors.NoText),
        ("a.doc", OLE + b"\0" * 600, errors.OldFormat),
        ("a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), errors.FileEncrypted),
        ("a.docx", encrypted_zip(), errors.FileEncrypted),
        ("a.odt", odt("<text:p>x</text:p>", manifest="<encryption-data/>"), errors.FileEncrypted),
        ("a.docx", docx(p("Words."))[:-40], errors.FileDamaged),
        ("a.docx", docx(p("Words."))[:100], errors.FileDamaged),
        ("a.docx", zipped({"word/document.xml": "<w:document"}), errors.FileDamaged),
        ("a.docx", zipped({"[Content_Types].xml": "<Types/>"}), errors.FileDamaged),
        ("a.docx", with_prolog(BOMB), errors.DeclaresEntities),
        ("a.docx", with_prolog(OUTSIDE), errors.DeclaresEntities),
        ("a.docx", docx(p("<w:r>" * 5000 + "</w:r>" * 5000)), errors.FileDamaged),
        ("a.docx", zipped({"word/document.xml": b" " * 30_000_000}), errors.UnpacksTooLarge),
        ("a.zip", zipped({"../../etc/passwd": "x"}), errors.NotADocument),
        ("a.pages", zipped({"Index/Document.iwa": "x"}), errors.OldFormat),
        ("a.docx", zipped({"xl/workbook.xml": "x"}), errors.IsATable),
        ("a.csv", b"a,b\n1,2\n", errors.IsATable),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, errors.NotADocument),
        ("a.txt", b"MZ\x90\0" + b"\0" * 500, errors.NotADocument),
        ("a.pdf", b"%PDF-1.4 cut sh", errors.FileDamaged),
    ],
)
def test_each_has_its_own_sentence(name: str, data: bytes, refusal: type[errors.Unreadable]) -> None:
    with pytest.raises(refusal) as refused:
        read(name, data)
    assert type(refused.value) is refusal
    assert refused.value.name == name
    assert "othing was changed" in str(refused.value) or "nothing was changed" in str(refused.value)


def test_openings_made_to_confuse_do_not_hold_us_up() -> None:
    assert read("a.txt", b"<!---->" * 600 + b"x").format == "txt"
    assert read("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 100_000 + b"x").format == "vtt"


def test_a_path_in_an_archive_is_never_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = word_part("document", f"<w:body>{p('Words.')}</w:body>")
    data = zipped({"word/document.xml": body, "../outside.txt": "x", "/tmp/caseloom-outside.txt": "x"})
    assert read("a.docx", data).text == "Words."
    assert list(tmp_path.iterdir()) == []
    assert not Path("../outside.txt").exists()


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as stream:
        stream.truncate(1_000_000_000)
    with pytest.raises(errors.FileTooLarge, match="1000 MB; a file of this kind may have 100 MB"):
        read_file(path)
    path.write_bytes(b"x" * 11)
    with pytest.raises(errors.FileTooLarge):
        read_file(path, limit=10)


def test_a_text_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_CHARACTERS", 5)
    with pytest.raises(errors.TextTooLong, match="has 6 characters"):
        read("a.txt", b"abcdef")


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        read_file(tmp_path / "none.txt")
    with pytest.raises(errors.IsAFolder):
        read_file(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(errors.NotAnOrdinaryFile):
        read_file(tmp_path / "pipe.txt")
    with pytest.raises(errors.NotAnOrdinaryFile):
        read_file(Path("/dev/zero"))
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(errors.ReadFailed):
        read_file(tmp_path / "loop.txt")


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("secret")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # The superuser may read anything, so the system's refusal is played.
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(errors.NoPermission):
        read_file(path)


def test_every_sentence_says_that_nothing_was_changed() -> None:
    def family(kind: type[errors.Unreadable]) -> set[type[errors.Unreadable]]:
        return {kind}.union(*(family(child) for child in kind.__subclasses__()))

    kinds = family(errors.Unreadable)
    assert len(kinds) > 20
    assert [kind for kind in kinds if "othing was changed" not in kind.sentence.replace("\n", " ")] == []
    assert [kind for kind in kinds if "{name}" not in kind.sentence] == []
