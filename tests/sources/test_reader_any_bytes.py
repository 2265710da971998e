"""Whatever the bytes and whatever the name: a document or a refusal, nothing else."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseloom.sources.readers import Document, Unreadable, read
from caseloom.sources.readers.tables import Table, table_of
from tests.sources.fixtures import docx, odt, p, pdf, wrapped, zipped

ENDINGS = (
    *(".txt", ".md", ".docx", ".odt", ".rtf", ".pdf", ".html", ".vtt", ".srt"),
    *(".csv", ".xlsx", ".json", ".doc", ""),
)
TABLE = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
SEEDS = (
    docx(p("Ana: Yes.") + TABLE + p("Ben: No."), comments='<w:comment w:id="1"><w:p/></w:comment>'),
    odt("<text:h>One</text:h><text:p>Ana: <text:s/>Yes.</text:p>"),
    pdf([wrapped("Ana: Yes, and this is a line of some length that has to be wrapped. " * 3, 700)]),
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}} \'e5 \u8364? {\field{\fldinst x}{\fldrslt y}}\par Ben}",
    "<!doctype html><html><body><p>Vård<table><tr><td>a<td>b</table><h1>x</h1></body></html>".encode(),
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Yes.\n",
    b"1\n00:00:01,000 --> 00:00:02,000\nAna: Yes.\n",
    "# Ana\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- *x*\n\n<div>y</div>".encode("utf-16"),
    "訪談者：你們是怎麼開始的？".encode("big5"),
    b'a,b\n1,"2"\n',
    b'[{"a": 1, "b": [2]}]',
)


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """A sound file with pieces replaced, taken out, doubled or cut off."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        data = (
            data[:start] + draw(st.one_of(st.binary(max_size=20), st.just(data[start:end] * 2))) + data[end:]
        )
    return data[: draw(st.one_of(st.just(len(data)), st.integers(0, len(data))))]


@st.composite
def packed(draw: st.DrawFn) -> bytes:
    """An office file whose packing is sound but whose XML is not what it should be."""
    inside = draw(st.text("<>/w:pr tblc&;\"='x\0é", max_size=60))
    return draw(st.sampled_from((docx(inside), odt(inside), zipped({"xl/workbook.xml": inside}))))


def check(name: str, data: bytes) -> None:
    try:
        document = read(name, data)
    except Unreadable as problem:
        refused = problem
    else:
        check_text(document)
        return
    assert refused.name == name


def check_text(document: Document) -> None:
    assert isinstance(document, Document)
    assert document.text.strip()
    assert "\r" not in document.text
    assert "\0" not in document.text
    document.text.encode("utf-8")
    assert all(str(note) for note in document.notes)


@given(ending=st.sampled_from(ENDINGS), data=st.one_of(st.binary(max_size=300), altered(), packed()))
@settings(max_examples=150, deadline=None)
def test_a_document_or_a_refusal(ending: str, data: bytes) -> None:
    check(f"file{ending}", data)


@given(ending=st.sampled_from(ENDINGS), data=st.one_of(st.binary(max_size=300), altered(), packed()))
@settings(max_examples=100, deadline=None)
def test_a_table_or_a_refusal(ending: str, data: bytes) -> None:
    try:
        table = table_of(f"file{ending}", data)
    except Unreadable:
        table = Table((), ())
    assert all(tuple(row) == table.columns for row in table.rows)


@pytest.mark.slow
@given(ending=st.sampled_from(ENDINGS), data=altered())
@settings(max_examples=5000, deadline=None)
def test_a_document_or_a_refusal_many_times(ending: str, data: bytes) -> None:
    check(f"file{ending}", data)


def test_the_readers_load_lazily() -> None:
    program = (
        "import sys, caseloom.sources.readers, caseloom.sources.readers.model;"
        "large = ('lxml', 'pypdfium2', 'striprtf', 'markdown_it', 'charset_normalizer', 'python_calamine');"
        "print([name for name in large if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
