"""The page that asks how codings stand to each other: its address is its state, and it is saved by name."""

import html
import re

import pytest
from django.test import Client

from caseloom.coding.actions import add_coding, save_coding_query
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import coding_queries
from caseloom.coding.relations import Wish
from caseloom.web.shelf import Shelved
from tests.web.copies import code_named, source_named
from tests.web.test_web_record import send, text_of

FIT = "cfir2022.inner.compatibility"
ASKED = {"code": "Mornings", "relation": "near", "other": FIT, "within": "5", "unit": "words"}


def names(shelved: Shelved) -> list[str]:
    with shelved.study.file.read() as db:
        return [each.name for each in coding_queries(db, shelved.study.viewer)]


def test_both_codings_are_shown_and_counted(browser: Client, root: str) -> None:
    page = text_of(browser, f"{root}/codings/query", **ASKED)
    assert "1 coding found." in page
    cards = re.findall(r'<article class="passage.*?</article>', page, re.S)
    assert ["it fits the mornings" in cards[0], "It fits how we already bake" in cards[1]] == [True, True]
    assert 'value="near" selected' in page
    assert 'name="within" inputmode="numeric" autocomplete="off" value="5"' in page
    none = text_of(browser, f"{root}/codings/query", **{**ASKED, "relation": "overlapping"})
    assert "No coding was found." in none
    apart = text_of(browser, f"{root}/codings/query", **{**ASKED, "relation": "apart"})
    assert "2 codings found." in apart


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "nothing"}, "no code or adopted construct “nothing”"),
        ({"other": ""}, "no code or adopted construct “”"),
        ({"relation": "explode"}, "“explode” cannot be asked of codings"),
        ({"relation": ""}, "“” cannot be asked of codings"),
        ({"within": "99999"}, "“99999” cannot be asked of codings"),
        ({"unit": "<b>"}, "“<b>” cannot be asked of codings"),
    ],
)
def test_what_cannot_be_asked_is_said(browser: Client, root: str, changed: dict[str, str], said: str) -> None:
    answer = browser.get(f"{root}/codings/query", {**ASKED, **changed})
    assert answer.status_code == 200
    assert said in html.unescape(answer.content.decode())
    assert "<b>” cannot" not in answer.content.decode()


def test_of_several_codes_with_one_label_one_is_chosen(browser: Client, root: str) -> None:
    page = text_of(browser, f"{root}/codings/query", **{**ASKED, "other": "Compatibility"})
    assert "2 codes are called “Compatibility”. Choose the one you mean." in page
    offered = re.search(r'<select name="other" required>(.*?)</select>', page, re.S)
    assert offered is not None
    values = re.findall(r'<option value="([^"]+)">', offered[1])
    said = [text_of(browser, f"{root}/codings/query", **{**ASKED, "other": each}) for each in values]
    assert ["1 coding found." in each for each in said].count(True) == 1
    assert not any("are called" in each for each in said)


def test_saved_by_name_it_comes_back_with_its_address(browser: Client, shelved: Shelved, root: str) -> None:
    page = text_of(browser, f"{root}/codings/query", **ASKED, valence="", coder="")
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key is not None
    for _twice in range(2):
        answer = send(browser, root, f"{root}/codings/query", **ASKED, key=key[1], name="Bread <b>")
    assert names(shelved) == ["Bread <b>"]
    page = answer.content.decode()
    assert "Bread &lt;b&gt;" in page
    assert "1 coding found." in page, "it leads back to what was asked"
    listed = text_of(browser, f"{root}/codings/query")
    assert "coding stands" not in listed
    door = re.search(r'href="([^"]*/codings/query\?[^"]*)" dir="auto">Bread', listed)
    assert door is not None
    assert "1 coding found." in text_of(browser, door[1])
    saved = re.search(r'name="saved" value="(\w+)"', listed)
    assert saved is not None
    send(browser, root, f"{root}/codings/query", do="remove", saved=saved[1])
    assert names(shelved) == []
    gone = send(browser, root, f"{root}/codings/query", do="remove", saved=saved[1])
    assert gone.status_code == 404


def test_a_query_without_a_name_is_kept_in_the_form(browser: Client, shelved: Shelved, root: str) -> None:
    page = send(browser, root, f"{root}/codings/query", **ASKED, key="k", name=" ").content.decode()
    assert "A saved query needs a name; nothing was written." in page
    assert 'value="Mornings"' in page
    assert names(shelved) == []


def test_many_are_paged_and_a_saved_one_may_ask_for_what_is_gone(
    browser: Client, shelved: Shelved, root: str
) -> None:
    study = shelved.study
    source, mornings = source_named(study, "Berta Holm, wave 1"), code_named(study, "Mornings")
    for at in range(40):
        new = NewCoding(code=mornings)
        add_coding(study.file, study.viewer, source, Quotation(start=at, end=at + 200), new)
    asked = {**ASKED, "relation": "overlapping", "other": "Mornings"}
    page = text_of(browser, f"{root}/codings/query", **asked)
    assert "41 codings found." in page
    assert "1–30 / 41" in page
    assert re.search(r"and \d+ more", page)
    assert "31–41 / 41" in text_of(browser, f"{root}/codings/query", **asked, **{"from": "30"})
    lost = Wish(relation="same", code="0" * 32, other=mornings.hex, case="1" * 32)
    save_coding_query(study.file, study.viewer, "Lost", lost)
    listed = text_of(browser, f"{root}/codings/query")
    door = re.search(r'href="([^"]*/codings/query\?[^"]*)" dir="auto">Lost', listed)
    assert door is not None
    assert "no code or adopted construct" in text_of(browser, door[1])
