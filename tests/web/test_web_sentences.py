"""Sentences of pages: what was not searched, what a time is about, what may be left out."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client

from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers.plain import read
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web.conftest import PORT, entered


@pytest.mark.parametrize("sought", ["OR", "-oven", '""'])
def test_a_search_that_was_not_made_is_not_said_to_have_found_nothing(
    client: Client, study: str, sought: str
) -> None:
    page = client.get(f"{study}/search", {"q": sought}).content.decode()
    assert "Nothing was searched" in page
    assert "sources matches" not in page


def test_a_matrix_of_candidates_offers_to_leave_out_rows_without_candidates(
    client: Client, study: str
) -> None:
    assert "Rows without evidence" in client.get(f"{study}/matrix").content.decode()
    page = client.get(f"{study}/matrix?cell=candidates").content.decode()
    assert "Rows without candidates" in page
    assert "Rows without evidence" not in page


def test_a_time_that_is_about_a_year_is_not_about_about_it(tmp_path: Path) -> None:
    study = create_study(tmp_path / "s.caseloom", StudyCard(title="Times"), as_name="Ines")
    code = add_code(study.file, study.viewer, NewCode(label="Bread"))
    source = add_source(study.file, study.viewer, NewSource(title="B"), read("b.txt", b"The oven was cold."))
    new = NewCoding(code=code, about="2018~")
    add_coding(study.file, study.viewer, source, Quotation(quote="oven was cold"), new)
    study.close()
    desk = Desk(PORT, Shelf.open([tmp_path / "s.caseloom"]))
    browser = entered(desk)
    home = browser.get("/").headers["Location"]
    page = browser.get(f"{home}/matrix?rows=code&columns=source_kind&cell=codings").content.decode()
    door = re.search(r'class="door" href="([^"]*)"', page)
    assert door is not None
    opened = browser.get(html.unescape(door[1])).content.decode()
    desk.shelf.close()
    assert "time it speaks of: about 2018" in opened
    assert "about about" not in opened
