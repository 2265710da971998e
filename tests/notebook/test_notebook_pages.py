"""A page of a source in Python: Jupyter shows it, and it can be saved."""

from pathlib import Path

import pytest

import caseloom
from caseloom.sources.model import NoPages, NoSuchPage, PagesAmiss
from tests.sources.printed import a_picture, a_scan
from tests.web import paged_study


def test_a_page_is_a_picture_that_jupyter_shows_and_that_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "paged.caseloom"
    paged_study.make(path)
    with caseloom.open(path) as study:
        page = study.page_picture(paged_study.TITLE, 1)
        assert repr(page) == f"<Page 1 of “{paged_study.TITLE}”>"
        assert page._repr_png_() == page.png
        assert page.save(tmp_path / "page.png").read_bytes() == page.png
        with pytest.raises(NoSuchPage):
            study.page_picture(paged_study.TITLE, 0)
        assert page.png.startswith(b"\x89PNG")


def test_pictures_of_pages_are_brought(tmp_path: Path) -> None:
    path = tmp_path / "plain.caseloom"
    paged_study.make(path)
    (tmp_path / "notes.txt").write_text("Only words.")
    (tmp_path / "scan.png").write_bytes(a_picture())
    with caseloom.open(path, as_="Ines Marklund") as study:
        study.sources.add(tmp_path / "notes.txt")
        assert len(study.add_page_pictures("notes", [tmp_path / "scan.png"], begins=[1])) == 1
        (tmp_path / "scan.pdf").write_bytes(a_scan(40, 200))
        assert len(study.add_page_pictures("notes", [tmp_path / "scan.pdf"], begins=[1, 1])) == 2
        with pytest.raises(PagesAmiss, match="pages: 2; said: 1"):
            study.add_page_pictures("notes", [tmp_path / "scan.pdf"], begins=[1])
        assert study.page_picture("notes", 3).png.startswith(b"\x89PNG")


def test_a_source_without_pages_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plain.caseloom"
    paged_study.make(path)
    (tmp_path / "notes.txt").write_text("Only words.")
    with caseloom.open(path, as_="Ines Marklund") as study:
        study.sources.add(tmp_path / "notes.txt", keep_original=True)
        with pytest.raises(NoPages, match="There are no pages of “notes” to show"):
            study.page_picture("notes", 1)
