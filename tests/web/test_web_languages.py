"""Pages in four languages: chosen or asked for by the browser, whole, and without the program's English."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.web.desk import Desk
from caseloom.web.languages import LANGUAGES
from caseloom.web.shelf import Shelf
from tests.web import greek_study
from tests.web.conftest import PORT, client_at, entered
from tests.web.marked import CLOSE, OPEN, marked, untranslated
from tests.web.test_web_door import OURS, proof

CHOSEN = {"sv": "Källor", "fr": "Étude", "zh-hans": "资料来源"}


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the Greek study."""
    return greek_study.make(tmp_path)


@pytest.fixture
def opened(apart: tuple[Path, Path]) -> Iterator[Desk]:
    """Eleni's copy on a desk."""
    desk = Desk(PORT, Shelf.open([apart[0]], name=greek_study.ELENI))
    yield desk
    desk.shelf.close()


@pytest.fixture
def browser(opened: Desk) -> Client:
    """A browser that came in and prefers Chinese."""
    come = entered(opened)
    come.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9,en;q=0.5"
    return come


def said(answer: Any) -> str:
    """The page as it is sent."""
    return str(answer.content.decode())


def send(browser: Client, root: str, path: str, **fields: str) -> Any:
    """Send a form as the page would."""
    return browser.post(path, {**proof(browser, root), **fields}, **OURS, follow=True)


def first(pattern: str, page: str) -> str:
    """What a pattern's group finds in a page."""
    found = re.search(pattern, page, re.S)
    assert found is not None, pattern
    return html.unescape(found[1])


# -- which language -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("sv-SE,sv;q=0.9", "sv"),
        ("fr-CA", "fr"),
        ("zh-CN", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("de", "en"),
    ],
)
def test_the_first_visit_is_in_the_browser_s_language(
    client: Client, study: str, asked: str, language: str
) -> None:
    page = said(client.get(study, HTTP_ACCEPT_LANGUAGE=asked))
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_a_language_is_chosen_in_the_page_and_kept(client: Client, study: str, language: str) -> None:
    send(client, study, "/taste", language=language, theme="dark", back=study)
    page = said(client.get(study, HTTP_ACCEPT_LANGUAGE="fr"))
    assert f'<html lang="{language}" data-theme="dark"' in page
    assert f'value="{language}" lang="{language}" class="button-plain" aria-current="true"' in page
    assert CHOSEN.get(language, "Sources") in page


def test_a_language_that_there_is_not_changes_nothing(client: Client, study: str) -> None:
    send(client, study, "/taste", language="sv", back=study)
    send(client, study, "/taste", language="xx", back=study)
    assert '<html lang="sv"' in said(client.get(study))


@pytest.mark.parametrize(
    ("language", "banner"), [("sv", "har granskat"), ("fr", "relu"), ("zh-hans", "审阅")]
)
def test_a_translation_says_that_nobody_has_reviewed_it(
    client: Client, study: str, language: str, banner: str
) -> None:
    assert banner in said(client.get(study, HTTP_ACCEPT_LANGUAGE=language))
    assert "has reviewed" not in said(client.get(study, HTTP_ACCEPT_LANGUAGE="en"))


def test_a_browser_that_has_not_come_in_is_told_so_in_its_language(opened: Desk) -> None:
    page = said(client_at(opened).get("/", HTTP_ACCEPT_LANGUAGE="sv"))
    assert '<html lang="sv"' in page
    assert "terminalen" in page
    refused = client_at(opened).get("/", HTTP_HOST="elsewhere:80", HTTP_ACCEPT_LANGUAGE="fr")
    assert refused.status_code == 421
    assert "Mauvaise adresse" in said(refused)


# -- numbers, dates, places -----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "fr"])
def test_a_comma_for_decimals_does_not_reach_the_pictures(client: Client, study: str, language: str) -> None:
    page = said(client.get(study, HTTP_ACCEPT_LANGUAGE=language))
    assert re.findall(r'="[\d.]+%"', page)
    assert re.findall(r'="\d+,\d+%?"', page) == []


@pytest.mark.parametrize(
    ("language", "date"),
    [("en", "2 March 2019"), ("sv", "2 mars 2019"), ("fr", "2 mars 2019"), ("zh-hans", "2019年3月2日")],
)
def test_dates_are_said_in_the_page_s_language(client: Client, study: str, language: str, date: str) -> None:
    assert f">{date}<" in said(client.get(f"{study}/sources", HTTP_ACCEPT_LANGUAGE=language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Ines Marklund kodade"),
        ("fr", "Ines Marklund a codé"),
        ("zh-hans", "Ines Marklund进行了编码"),
    ],
)
def test_the_history_is_told_in_the_page_s_language(
    client: Client, study: str, language: str, sentence: str
) -> None:
    assert sentence in said(client.get(f"{study}/history", HTTP_ACCEPT_LANGUAGE=language))


# -- no English of the program --------------------------------------------------------------------


def pages(browser: Client, root: str) -> Iterator[tuple[str, str]]:
    """Every page of the study that one can go to, by its address."""
    sources, codebook = (said(browser.get(f"{root}/{room}")) for room in ("sources", "codebook"))
    source, minutes = re.findall(r'class="title"><a href="([^"]*)"', sources)[:2]
    code = first(r'<th scope="row"><span class="mark[^>]*><a[^>]* href="([^"]*)"', codebook)
    candidates = said(browser.get(f"{root}/candidates"))
    query = first(r'<th scope="row"><a href="([^"]*query=[^"]*)"', candidates)
    short = code.rpartition("-")[2]
    history = said(browser.get(f"{root}/history"))
    past = first(r'href="([^"]*/history/\d{4}-\d\d-\d\d)"', history)
    people = said(browser.get(f"{root}/participants"))
    withdrawals = re.findall(r'href="([^"]*/withdraw)"', people)
    cell = first(r'class="door" href="([^"]*)"', said(browser.get(f"{root}/matrix?rows=code&columns=case")))
    matrices = (
        "",
        "?cell=candidates",
        "?cell=words&columns=voice",
        "?columns=case,phase&clock=about",
        "?columns=interval&intervals=2019/2020&reach=up_to",
        "?rows=wave&columns=phase",
        "?rows=άλλο",
        "?columns=άλλο",
        "?cell=άλλο",
        "?rows=case",
        "?rows=source_kind&columns=coder",
        "?columns=interval",
        "?voice=κανείς",
        "?rows=participant&columns=setting",
    )
    addresses = [
        root,
        f"{root}/sources",
        f"{root}/sources?lacking=case",
        f"{root}/sources?case=none&wave=none",
        source,
        minutes,
        f"{source}?show=candidates&at=x",
        f"{root}/codebook",
        f"{root}/codebook?show=unused",
        code,
        f"{root}/candidates",
        query,
        f"{root}/codings/adrift",
        f"{root}/search",
        f"{root}/search?q=φούρνος",
        f"{root}/search?q=-φούρνος",
        f"{root}/search?q=τίποταάλλο",
        cell,
        f"{root}/history",
        f"{root}/history?code={short}",
        f"{root}/history?act=undo",
        f"{root}/history?since=2000-01-01&until=2000-01-02",
        past,
        f"{root}/participants",
        *withdrawals,
        f"{root}/conflicts",
        f"{root}/merge",
        f"{root}/backups",
        f"{root}/nowhere",
        *(f"{root}/matrix{query}" for query in matrices),
    ]
    for address in addresses:
        plain = html.unescape(address)
        yield plain, said(browser.get(plain))


def leaks(page: str) -> list[str]:
    """What is left of a page in English; a page without any bracket was not in the marked language."""
    assert OPEN in page
    assert CLOSE in page
    return untranslated(page)


def test_no_page_holds_english_of_the_program(browser: Client, root: str) -> None:
    with marked():
        found = {address: said for address, page in pages(browser, root) if (said := leaks(page))}
    assert found == {}


def test_no_answer_to_a_form_holds_english_of_the_program(
    browser: Client, root: str, apart: tuple[Path, Path], opened: Desk
) -> None:
    with marked():
        answers = list(_answers(browser, root, apart, opened))
    assert [each for each in answers if leaks(each[1])] == [], [leaks(page) for _name, page in answers]


def _answers(browser: Client, root: str, apart: tuple[Path, Path], opened: Desk) -> Iterator[tuple[str, str]]:
    """Forms sent and refused: undo, redo, backups, merging, settling, withdrawing."""
    home = said(browser.get(root))
    change = first(r'/undo" class="offer".*?name="change" value="(\w+)"', home)
    yield "undone", said(send(browser, root, f"{root}/undo", change=change, back=root))
    yield "stale", said(send(browser, root, f"{root}/undo", change=change, back=root))
    yield "single", said(send(browser, root, f"{root}/undo", change=change, back=root, single="1"))
    yield "redone", said(send(browser, root, f"{root}/redo", change=change, back=root))
    yield "backup", said(send(browser, root, f"{root}/backups", make="1"))
    yield "no such backup", said(send(browser, root, f"{root}/backups", restore="x", to="y"))
    yield "no name", said(send(browser, root, f"{root}/backups", copy="1", to=""))
    yield "there already", said(send(browser, root, f"{root}/backups", copy="1", to=apart[1].name))
    yield "nowhere", said(send(browser, root, f"{root}/backups", copy="1", to="α/β"))
    yield "no other", said(send(browser, root, f"{root}/merge", to="γ", **{"try": "1"}))
    rehearsed = said(send(browser, root, f"{root}/merge", other=str(apart[1]), to="γ", **{"try": "1"}))
    yield "rehearsed", rehearsed
    state = first(r'name="state" value="(\w+)"', rehearsed)
    yield (
        "merged",
        said(send(browser, root, f"{root}/merge", other=str(apart[1]), to="γ", make="1", state=state)),
    )
    merged = f"/studies/{opened.shelf.studies[-1].named('x')}"
    conflicts = said(browser.get(merged, follow=True)) and said(
        browser.get(f"{merged}/conflicts", follow=True)
    )
    yield "conflicts", conflicts
    assert conflicts.count('class="conflict"') >= 3
    yield "settled", said(_settle(browser, root, merged, conflicts))
    yield "stale conflict", said(_settle(browser, root, merged, conflicts))
    people = said(browser.get(f"{root}/participants"))
    door = html.unescape(re.findall(r'href="([^"]*/withdraw)"', people)[-1])
    listed = said(browser.get(door))
    form = {"list": first(r'name="list" value="(\w+)"', listed), "as_person": ""}
    yield "another name", said(send(browser, root, door, **form, name="x"))
    yield "old list", said(send(browser, root, door, list="x", as_person="", name="x"))
    typed = first(r'<b dir="auto">([^<]*)</b></label>', listed)
    yield "withdrawn", said(send(browser, root, door, **form, name=typed))
    yield "afterwards", said(browser.get(f"{root}/history"))


def _settle(browser: Client, root: str, merged: str, conflicts: str) -> Any:
    form = first(r'(name="key".*?)</form>', conflicts)
    fields = dict(re.findall(r'name="(key|state|chosen)" value="([^"]*)"', form))
    return send(browser, root, f"{merged}/conflicts", **fields)
