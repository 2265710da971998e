"""A page of a source as a picture, at the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.sources.printed import a_picture, a_scan
from tests.web import paged_study


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paged.caseloom"
    paged_study.make(path)
    return path


def test_a_page_is_written_as_a_picture(caseloom: Program, paper: Path, tmp_path: Path) -> None:
    to = tmp_path / "second.png"
    said = caseloom("page", paper, paged_study.TITLE, "2", "--to", to)
    assert (said.code, said.out) == (0, f"Wrote page 2 of “{paged_study.TITLE}” to {to}.\n")
    assert to.read_bytes().startswith(b"\x89PNG")


def test_what_there_is_no_page_of_is_said(
    caseloom: Program, paper: Path, study: Path, tmp_path: Path
) -> None:
    to = tmp_path / "page.png"
    for words, code, sentence in (
        ((paper, paged_study.TITLE, "4"), 2, "report.pdf has 3 pages, so there is no page 4 to show."),
        ((study, "Berta", "1"), 5, "There are no pages of “Berta” to show"),
        ((paper, "Nobody's", "1"), 4, "Nobody's"),
    ):
        said = caseloom("page", *words, "--to", to)
        assert said.code == code
        assert sentence in said.err
    assert not to.exists()


def test_no_other_file_is_written_over(caseloom: Program, paper: Path) -> None:
    before = paper.read_bytes()
    said = caseloom("page", paper, paged_study.TITLE, "1", "--to", paper)
    assert said.code == 2
    assert "ends in .png" in said.err
    assert paper.read_bytes() == before


def test_pictures_of_pages_are_brought_and_written_again(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.png").write_bytes(a_picture(size=(60, 84)))
    words = ("pictures", study, "Berta", tmp_path / "scan.png")
    said = caseloom(*words, "--begins", "1,2", "--as", "Ann")
    assert said.code == 2
    assert "(pages: 1; said: 2)" in said.err
    said = caseloom(*words, "--begins", "1", "--as", "Ann")
    assert (said.code, said.out) == (0, "Brought 1 picture of pages.\n")
    to = tmp_path / "page.png"
    assert caseloom("page", study, "Berta", "1", "--to", to).code == 0
    assert to.read_bytes().startswith(b"\x89PNG")


def test_a_scanned_pdf_is_refused_as_a_text_and_taken_beside_typed_words(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(a_scan(40, 200))
    said = caseloom("import", study, tmp_path / "scan.pdf", "--as", "Ann")
    assert said.code != 0
    assert "“caseloom pictures”" in said.out + said.err
    words = ("pictures", study, "Berta", tmp_path / "scan.pdf", "--as", "Ann", "--begins")
    said = caseloom(*words, "1")
    assert said.code == 2
    assert "Say for every page with which turn or words it begins (pages: 2; said: 1)." in said.err
    said = caseloom(*words, "1,one")
    assert said.code == 2
    assert "Say with which turn each page begins, or which words in quotes" in said.err
    said = caseloom(*words, '1,"nobody had asked"')
    assert (said.code, said.out) == (0, "Brought 2 pictures of pages.\n")
    to = tmp_path / "page.png"
    assert caseloom("page", study, "Berta", "2", "--to", to).code == 0
    assert to.read_bytes().startswith(b"\x89PNG")
