"""Codings whose words are gone have a page of their own, and each opens the revision it was made in."""

import html
import re
from pathlib import Path

from django.test import Client

from caseloom import packs
from caseloom.coding.actions import add_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.design.actions import adopt
from caseloom.design.model import StudyCard
from caseloom.frameworks import read_pack
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers.plain import read
from caseloom.studyfile import Build
from caseloom.team.model import Viewer
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web.conftest import PORT, entered

BEFORE = "Berta: Brödet var kvar hela vintern, och ingen frågade oss.\n\nBerta: Ugnen står kvar."
AFTER = "Berta: 1234 5678.\n\nBerta: Ugnen står kvar."


def test_a_coding_whose_words_are_gone_opens_the_revision_it_was_made_in(tmp_path: Path) -> None:
    path = tmp_path / "corrected.caseloom"
    study = create_study(path, StudyCard(title="Corrected"), as_name="Ines")
    adopt(study.file, study.viewer, read_pack(packs.text("gh2004")))
    builds = Viewer(build=Build(key="corrected"))
    new = NewSource(title="Berta", language="sv")
    source = add_source(study.file, builds, new, read("berta.txt", BEFORE.encode()), key="berta")
    code = study.file.key_id("code", "gh2004.innovation.compatibility")
    add_coding(
        study.file,
        study.viewer,
        source,
        Quotation(quote="Brödet var kvar hela vintern"),
        NewCoding(code=code),
    )
    add_source(study.file, builds, new, read("berta.txt", AFTER.encode()), key="berta")
    study.close()
    desk = Desk(PORT, Shelf.open([path]))
    browser = entered(desk)
    home = browser.get("/").headers["Location"]
    door = re.search(
        r'href="([^"]*/codings/adrift)"><span class="number">1<', browser.get(home).content.decode()
    )
    assert door is not None
    listed = browser.get(door[1]).content.decode()
    assert "1 coding was made with words that its source no longer has" in listed
    found = re.search(r'<blockquote[^>]* lang="sv"[^>]*><a class="quote" href="([^"]*)">([^<]*)<', listed)
    assert found is not None
    assert found[2] == "Brödet var kvar hela vintern"
    then = browser.get(html.unescape(found[1])).content.decode()
    assert "earlier revision" in then
    assert ">Brödet var kvar hela vintern</a>" in then
    desk.shelf.close()


def test_where_every_coding_has_its_place_the_page_says_what_belongs_there(
    client: Client, study: str
) -> None:
    assert (
        "In this study every coding has its place" in client.get(f"{study}/codings/adrift").content.decode()
    )


def test_an_excerpt_shows_dots_only_where_something_is_cut_off(client: Client, study: str) -> None:
    """“It was decided that the oven belongs to those who light it.” is a whole paragraph."""
    page = client.get(f"{study}/search?q=belongs").content.decode()
    quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert quoted is not None
    assert "…" not in quoted[1]


def test_words_in_another_language_say_so_and_the_pages_own_do_not(client: Client, study: str) -> None:
    page = client.get(f"{study}/sources").content.decode()
    assert re.search(r'<a href="[^"]*" lang="zh" dir="auto">林老师</a>', page)
    assert 'lang="en" dir' not in page


def test_the_list_of_sources_counts_codings_and_opens_the_source(client: Client, study: str) -> None:
    page = client.get(f"{study}/sources").content.decode()
    row = next(row for row in page.split("<tr>") if "Berta Holm, wave 1" in row)
    assert re.search(r'<a href="[^"]*/sources/berta-holm-wave-1-[^"]*">3</a></td></tr>', row)
