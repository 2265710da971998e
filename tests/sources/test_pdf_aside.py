"""Pages are drawn in a process beside ours: what takes too long, or dies of it, takes nothing else along."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.sources.model import NoSuchPage, PageNotDrawn, PagesBusy, PageTooSlow
from caseloom.sources.readers import pdfaside, pdfdrawing
from caseloom.sources.readers.errors import FileDamaged
from caseloom.sources.readers.pdfaside import aside
from caseloom.sources.readers.pdfium import opened
from caseloom.sources.readers.pdfpictures import page_picture
from tests.sources.printed import report, without_end


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """The processes that were started, none of which may be left."""
    every: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *said: object, **named: object) -> None:
            super().__init__(*said, **named)  # type: ignore[call-overload]
            every.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    yield every
    assert [each.returncode for each in every if each.returncode is None] == []


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    started: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfaside, "SECONDS", 1)
    for _ in range(3):  # more than are drawn at once
        with pytest.raises(PageTooSlow, match=r"Page 1 of a\.pdf took longer than 1 seconds to draw"):
            page_picture("a.pdf", without_end(), 1)
    monkeypatch.undo()
    assert page_picture("a.pdf", report(), 1).startswith(b"\x89PNG")
    assert len(started) == 3


def test_who_waits_while_others_are_drawn_is_told_so(
    started: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfaside, "WAIT", 0.1)
    with pdfaside._TURNS, pdfaside._TURNS, pytest.raises(PagesBusy, match="other pages are being drawn"):
        page_picture("a.pdf", report(), 1)
    assert page_picture("a.pdf", report(), 1).startswith(b"\x89PNG")
    assert len(started) == 2


def test_what_takes_no_longer_is_drawn() -> None:
    assert page_picture("a.pdf", without_end(10), 1).startswith(b"\x89PNG")


def test_it_is_the_same_picture_as_this_process_would_draw() -> None:
    with opened("a.pdf", report()) as document:
        here = pdfdrawing.drawn(document, 1, 150, "PNG")
    assert here == page_picture("a.pdf", report(), 2)


def test_a_process_that_dies_of_a_page_is_no_more_than_a_page_that_is_not_drawn(
    started: list["subprocess.Popen[bytes]"],
) -> None:
    with aside("a.pdf", report()) as document:
        assert document.count == 3
        assert document.picture(1, 20, "JPEG").startswith(b"\xff\xd8")
        started[0].kill()
        for _ in range(2):
            with pytest.raises(PageNotDrawn, match=r"Page 2 of a\.pdf cannot be drawn"):
                document.picture(2, 20, "PNG")


def test_a_process_that_dies_of_a_file_says_that_it_is_damaged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import sys; sys.stdin.buffer.read(8)")
    monkeypatch.setattr(pdfdrawing, "__file__", str(dying))
    with pytest.raises(FileDamaged, match="it cannot be opened"):
        page_picture("a.pdf", bytes(3_000_000), 1)


def test_where_there_can_be_no_process_no_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(PageNotDrawn):
        page_picture("a.pdf", report(), 1)


def test_what_lies_in_the_folder_that_one_works_in_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pypdfium2", "PIL", "io", "html"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken in')")
    monkeypatch.chdir(tmp_path)
    assert page_picture("a.pdf", report(), 1).startswith(b"\x89PNG")


def test_a_page_that_there_is_not_is_not_asked_for() -> None:
    with aside("a.pdf", report()) as document, pytest.raises(NoSuchPage):
        document.picture(4, 20, "PNG")


@pytest.mark.skipif(os.name != "posix", reason="Only POSIX systems end a process by a clock of their own.")
def test_it_ends_by_itself_where_nobody_is_left_to_stop_it() -> None:
    data = without_end()
    asked = pdfdrawing.LENGTH.pack(len(data)) + data + b"0 150 PNG\n"
    done = subprocess.run(
        [sys.executable, "-P", pdfdrawing.__file__, "1"], input=asked, capture_output=True, check=False
    )
    assert done.stdout == b"pages 1\n1"
    assert done.returncode != 0
