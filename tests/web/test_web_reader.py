"""Constructs in the reader's language, with a mark where English stands in and a word on who reviewed."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from caseloom.coding.actions import add_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.design.actions import adopt
from caseloom.design.model import StudyCard
from caseloom.frameworks import read_pack
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers.plain import read
from caseloom.web import reader
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.spec.test_spec_frameworks_languages import FRENCH, PACK, SWEDISH
from tests.web.conftest import PORT, entered
from tests.web.test_web_pages import links

UNREVIEWED = "no native researcher has reviewed"
MARK = '<span class="in-english">in English</span>'


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A study with one framework, in English, in part in Swedish, and in French that somebody reviewed."""
    path: Path = tmp_path_factory.mktemp("reader") / "care.caseloom"
    study = create_study(path, StudyCard(title="Care"), as_name="Ines")
    adopt(study.file, study.viewer, read_pack(PACK, {"sv": SWEDISH, "fr": FRENCH}))
    source = add_source(study.file, study.viewer, NewSource(title="B"), read("b.txt", b"They gave me a key."))
    new = NewCoding(code=study.file.key_id("code", "care.trust"))
    add_coding(study.file, study.viewer, source, Quotation(quote="gave me a key"), new)
    study.close()
    desk = Desk(PORT, Shelf.open([path]))
    yield desk
    desk.shelf.close()


@pytest.fixture
def browser(shelf: Desk) -> Client:
    return entered(shelf)


@pytest.fixture
def home(browser: Client) -> str:
    return str(browser.get("/").headers["Location"])


def speak(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """As if the interface were in that language: Django's name for it."""
    monkeypatch.setattr(reader, "get_language", lambda: language)


def page(browser: Client, address: str) -> str:
    return html.unescape(browser.get(address).content.decode())


def code(browser: Client, home: str, label: str) -> str:
    found = next(link for link in links(page(browser, f"{home}/codebook")) if f"/{label}-" in link)
    return page(browser, found.partition("#")[0])


@pytest.mark.parametrize(
    ("django", "ours"),
    [
        ("en", "en"), ("en-gb", "en"), ("sv", "sv"), ("fr", "fr"), ("zh-hans", "zh"), ("de", "en"),
        (None, "en"),
    ],
)  # fmt: skip
def test_the_interface_s_language_as_a_study_names_it(
    monkeypatch: pytest.MonkeyPatch, django: str, ours: str
) -> None:
    speak(monkeypatch, django)
    assert reader.reader_language() == ours


def test_an_english_page_marks_nothing(browser: Client, home: str) -> None:
    for address in ("codebook", "matrix"):
        shown = page(browser, f"{home}/{address}")
        assert ">Trust</a>" in shown
        assert MARK not in shown
        assert UNREVIEWED not in shown


def test_the_codebook_is_worded_and_marks_what_is_english(
    browser: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "sv")
    shown = page(browser, f"{home}/codebook")
    assert re.search(r'"(?: lang="sv")?>Tillit</a></span><span class="gist"><span[^>]*>I vilken mån', shown)
    assert f' lang="en">Hope</a></span> {MARK}' in shown
    assert shown.count(MARK) == 1
    assert UNREVIEWED in shown


def test_words_that_were_reviewed_have_no_banner_and_their_definition_is_marked(
    browser: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "fr")
    shown = page(browser, f"{home}/codebook")
    assert ">Espoir</a>" in shown
    assert f'lang="en">How far better times are expected.</span> {MARK}' in shown
    assert UNREVIEWED not in shown


def test_in_plain_words_is_a_paragraph_of_its_own(
    browser: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Do people rely on each other from the start?" in plain_in(code(browser, home, "trust"))
    speak(monkeypatch, "sv")
    swedish = code(browser, home, "tillit")
    assert "Litar folk på varandra från början?" in plain_in(swedish)
    assert UNREVIEWED in swedish
    assert MARK not in plain_in(swedish)
    hope = code(browser, home, "hope")
    assert "Do people think that it will get better?" in plain_in(hope)
    assert 'lang="en"' in plain_in(hope)
    assert MARK in plain_in(hope)
    # All of that code's words are English: there is no Swedish to be reviewed.
    assert UNREVIEWED not in hope


def test_rows_of_the_matrix_are_worded_and_marked(
    browser: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "sv")
    shown = page(browser, f"{home}/matrix?columns=case&cell=codings")
    assert re.search(r"<th scope=\"row\"><a [^>]*>Tillit</a></th>", shown)
    assert re.search(r'<th scope="row"><a [^>]* lang="en">Hope</a> ' + re.escape(MARK), shown)
    assert UNREVIEWED in shown
    door = re.search(r'class="door" href="([^"]*)"', shown)
    assert door is not None
    assert ">Tillit</a>" in page(browser, door[1])


def test_a_code_s_old_name_in_another_language_leads_to_it(
    browser: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = next(link for link in links(page(browser, f"{home}/codebook")) if "/trust-" in link)
    speak(monkeypatch, "sv")
    answer = browser.get(english.partition("#")[0])
    assert answer.status_code == 302
    assert "/tillit-" in answer.headers["Location"]


def plain_in(shown: str) -> str:
    found = re.search(r'<section aria-labelledby="plain">.*?</section>', shown, re.S)
    assert found is not None
    return found[0]
