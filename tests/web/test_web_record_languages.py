"""The record in the reader's language: a framework's codes are named there as the codebook names them."""

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom import packs
from caseloom.coding.actions import add_coding, set_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import passages
from caseloom.design.actions import adopt
from caseloom.frameworks import read_pack
from caseloom.record.readings import history
from caseloom.rooms import OpenStudy, open_study
from caseloom.team.model import READER
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web import small_study
from tests.web.conftest import PORT, entered
from tests.web.copies import source_named
from tests.web.test_web_door import OURS, proof
from tests.web.test_web_record import offered

QUOTE = "nobody had asked the bakers first"
NAMES = {"en": "Compatibility", "sv": "Kompatibilitet", "fr": "Compatibilité", "zh-hans": "兼容性"}


def code(study: OpenStudy, label: str, quote: str) -> None:
    """Code words of Berta's first interview with a construct."""
    source = source_named(study, "Berta Holm, wave 1")
    new = NewCoding(code=study.file.key_id("code", f"cfir2022.inner.{label}"))
    add_coding(study.file, study.viewer, source, Quotation(quote=quote), new)


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """Ines's copy of a study whose framework has words in all languages, and Tomasz's, who coded more."""
    mine, theirs = tmp_path / "mine.caseloom", tmp_path / "theirs.caseloom"
    small_study.make(mine)
    study = open_study(mine, as_name="Ines Marklund")
    adopt(study.file, study.viewer, read_pack(packs.text("cfir2022"), packs.wordings("cfir2022")))
    code(study, "compatibility", QUOTE)
    study.close()
    shutil.copyfile(mine, theirs)
    other = open_study(theirs, as_name="Tomasz Okoro")
    code(other, "compatibility", "in four parts")
    other.close()
    return mine, theirs


@pytest.fixture
def desk(apart: tuple[Path, Path]) -> Iterator[Desk]:
    """Ines's copy on a desk."""
    opened = Desk(PORT, Shelf.open([apart[0]], name="Ines Marklund"))
    yield opened
    opened.shelf.close()


@pytest.fixture
def browser(desk: Desk) -> Client:
    """A browser that came in."""
    return entered(desk)


@pytest.fixture
def root(browser: Client) -> str:
    """The study's address."""
    return str(browser.get("/").headers["Location"])


def said(answer: Any) -> str:
    """What an answer says, entities resolved."""
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(("language", "name"), NAMES.items())
def test_history_and_the_bar_name_a_code_as_the_codebook_does(
    browser: Client, root: str, language: str, name: str
) -> None:
    page = said(browser.get(f"{root}/history", HTTP_ACCEPT_LANGUAGE=language))
    undo = offered(page, "undo")
    assert undo is not None
    assert f"{name}: {QUOTE}" in undo[0]
    assert re.search(rf'class="act-words">[^<]*{name}: {QUOTE}', page)
    assert name in said(browser.get(f"{root}/codebook", HTTP_ACCEPT_LANGUAGE=language))


def test_two_pages_in_two_languages_are_each_offered_theirs(browser: Client, root: str) -> None:
    for language in ("sv", "fr", "sv"):
        undo = offered(said(browser.get(root, HTTP_ACCEPT_LANGUAGE=language)), "undo")
        assert undo is not None
        assert f"{NAMES[language]}:" in undo[0]


def test_what_a_coding_was_before_is_named_so_too(browser: Client, root: str, desk: Desk) -> None:
    study = desk.shelf.studies[0].study
    with study.file.read() as db:
        mine = next(each.id for each in passages(db, study.viewer) if each.quote == QUOTE)
    culture = study.file.key_id("code", "cfir2022.inner.culture")
    set_coding(study.file, study.viewer, mine, code=culture)
    page = said(browser.get(f"{root}/history", HTTP_ACCEPT_LANGUAGE="sv"))
    assert "<del>Kompatibilitet</del>" in page


def test_what_was_undone_is_said_in_the_reader_s_language(browser: Client, root: str) -> None:
    undo = offered(said(browser.get(root, HTTP_ACCEPT_LANGUAGE="sv")), "undo")
    assert undo is not None
    fields = {"change": undo[1], "back": root, **proof(browser, root)}
    answer = browser.post(f"{root}/undo", fields, **OURS, follow=True, HTTP_ACCEPT_LANGUAGE="sv")
    assert f"Kompatibilitet: {QUOTE}" in said(answer)


def test_a_merge_tells_before_it_is_made_by_those_names(
    browser: Client, root: str, apart: tuple[Path, Path]
) -> None:
    fields = {"other": str(apart[1]), "to": "both", "try": "1", **proof(browser, root)}
    page = said(browser.post(f"{root}/merge", fields, **OURS, HTTP_ACCEPT_LANGUAGE="sv"))
    assert "Kompatibilitet: in four parts" in page
    assert "Compatibility" not in page


def test_who_reads_without_a_page_reads_english(desk: Desk) -> None:
    study = desk.shelf.studies[0].study
    with study.file.read() as db:
        acts = [str(act) for act in history(db, READER, study.file.kinds, limit=1)]
    assert acts == [f"Ines Marklund coded: Compatibility: {QUOTE}."]
