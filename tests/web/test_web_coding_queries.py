"""The page that asks how codings stand to each other: its address is its state, and it is saved by name."""

import contextlib
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from caseloom.coding.actions import (
    add_code,
    add_coding,
    confirm_codings,
    merge_code,
    remove_code,
    save_coding_query,
    set_code,
    set_coding_query,
)
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import SavedWish, coding_queries, recoding
from caseloom.coding.relations import Wish
from caseloom.design.readings import cases
from caseloom.rooms import merge_studies, open_study
from caseloom.studyfile.copying import copy_file
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf, Shelved
from tests.web.conftest import PORT, entered
from tests.web.copies import code_named, source_named
from tests.web.test_web_record import offered, send, text_of

FIT = "cfir2022.inner.compatibility"
ASKED = {"code": "Mornings", "relation": "near", "other": FIT, "within": "5", "unit": "words"}


def every(shelved: Shelved) -> list[SavedWish]:
    with shelved.study.file.read() as db:
        return coding_queries(db, shelved.study.viewer)


def names(shelved: Shelved) -> list[str]:
    return [each.name for each in every(shelved)]


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


def opened(browser: Client, root: str, name: str) -> str:
    """The page of a saved query."""
    listed = text_of(browser, f"{root}/codings/query")
    door = re.search(rf'href="([^"]*/codings/query\?[^"]*)" dir="auto">{name}<', listed)
    assert door is not None
    return text_of(browser, door[1])


def hidden(page: str) -> dict[str, str]:
    """What the form that changes a saved query says beside its name."""
    form = page.partition("Change the saved query to this")[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


@pytest.fixture
def saved(shelved: Shelved) -> Wish:
    """A saved query, “Near”."""
    study = shelved.study
    fit = study.file.key_id("code", FIT)
    wish = Wish(relation="near", code=code_named(study, "Mornings").hex, other=fit.hex, within=5)
    save_coding_query(study.file, study.viewer, "Near", wish)
    return wish


def wishes(shelved: Shelved) -> dict[str, Wish | None]:
    return {each.name: each.wish for each in every(shelved)}


def test_a_saved_query_is_asked_otherwise_renamed_and_that_is_undone(
    browser: Client, shelved: Shelved, root: str, saved: Wish
) -> None:
    page = opened(browser, root, "Near")
    assert "Saved as “Near”." in page
    asked = {**ASKED, "relation": "apart", "saved": hidden(page)["saved"]}
    page = text_of(browser, f"{root}/codings/query", **asked)
    assert "2 codings found." in page
    form = hidden(page)
    answer = send(browser, root, f"{root}/codings/query", **form, name="Apart")
    assert "Changed: “Apart”." in html.unescape(answer.content.decode())
    assert wishes(shelved) == {"Apart": replace(saved, relation="apart")}
    again = html.unescape(send(browser, root, f"{root}/codings/query", **form, name="Mine").content.decode())
    assert "The saved query was changed meanwhile, so nothing was changed now." in again
    assert wishes(shelved) == {"Apart": replace(saved, relation="apart")}
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    assert undo[0] == "Undo: Ines Marklund changed the query over codings Apart."
    send(browser, root, f"{root}/undo", change=undo[1], back=root)
    assert wishes(shelved) == {"Near": saved}


def test_a_saved_query_keeps_its_name(browser: Client, shelved: Shelved, root: str, saved: Wish) -> None:
    form = hidden(opened(browser, root, "Near"))
    page = send(browser, root, f"{root}/codings/query", **form, name=" ").content.decode()
    assert "A saved query needs a name; nothing was written." in page
    assert wishes(shelved) == {"Near": saved}
    form["saved"] = "nowhere"
    assert send(browser, root, f"{root}/codings/query", **form, name="x").status_code == 404


def test_two_who_change_a_saved_query_apart_settle_it(
    browser: Client, shelved: Shelved, root: str, saved: Wish, tmp_path: Path
) -> None:
    study = shelved.study
    [query] = (each.id for each in every(shelved))
    theirs = tmp_path / "theirs.caseloom"
    copy_file(study.file.path, theirs)
    set_coding_query(study.file, study.viewer, query, wish=replace(saved, relation="inside", within=0))
    with contextlib.closing(open_study(theirs, as_name="Tomasz Okoro")) as other:
        set_coding_query(other.file, other.viewer, query, wish=replace(saved, relation="apart", within=0))
    merge_studies([study.file.path, theirs], tmp_path / "both.caseloom")
    desk = Desk(PORT, Shelf.open([tmp_path / "both.caseloom"], name="Ines Marklund"))
    browser = entered(desk)
    page = text_of(browser, f"{browser.get('/').headers['Location']}/conflicts")
    desk.shelf.close()
    assert "Query over codings “Near”" in page
    assert "People wrote different things as “What is asked”" in page
    assert "Mornings inside Compatibility, or on the same passage" in page
    assert "Mornings not overlapping with Compatibility" in page


def test_a_merged_code_is_asked_for_under_the_other_and_one_that_is_gone_is_named(
    browser: Client, shelved: Shelved, root: str, saved: Wish
) -> None:
    study = shelved.study
    bread = add_code(study.file, study.viewer, NewCode(label="Bread"))
    merge_code(study.file, study.viewer, code_named(study, "Mornings"), bread)
    assert wishes(shelved) == {"Near": replace(saved, code=bread.hex)}
    assert "1 coding found." in opened(browser, root, "Near")
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    send(browser, root, f"{root}/undo", change=undo[1], back=root)
    assert wishes(shelved) == {"Near": saved}
    set_coding_query(study.file, study.viewer, every(shelved)[0].id, wish=replace(saved, code=bread.hex))
    remove_code(study.file, study.viewer, bread)
    page = opened(browser, root, "Near")
    assert "asks for a code that is not in the codebook any more" in page
    assert "Choose another, ask, and save the change." in page
    page = text_of(
        browser, f"{root}/codings/query", **ASKED, saved=hidden(page).get("saved", "") or key_of(page)
    )
    send(browser, root, f"{root}/codings/query", **hidden(page), name="Near")
    assert wishes(shelved) == {"Near": saved}


def key_of(page: str) -> str:
    """The saved query that a page is about."""
    found = re.search(r'type="hidden" name="saved" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_history_says_in_words_what_a_query_asks_and_what_was_found_right(
    browser: Client, shelved: Shelved, root: str, saved: Wish
) -> None:
    study = shelved.study
    [query] = every(shelved)
    with study.file.read() as db:
        [case] = (each.id for each in cases(db, study.viewer) if each.name == "North")
    otherwise = replace(saved, relation="apart", within=0, case=case.hex, valence="helps")
    set_coding_query(study.file, study.viewer, query.id, wish=otherwise)
    mornings = code_named(study, "Mornings")
    set_code(study.file, study.viewer, mornings, definition="How mornings begin.")
    with study.file.read() as db:
        [waits] = recoding(db, study.viewer, mornings)
    confirm_codings(study.file, study.viewer, mornings, [waits.waiting[0].coding], reason="The same.")
    page = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", text_of(browser, f"{root}/history")))
    near = "Mornings near Compatibility: at most 5 words between them"
    assert (
        f"What is asked{near} →became Mornings not overlapping with Compatibility; only North, helps" in page
    )
    assert "Found still rightnothing →became under the wording as it was then" in page
    assert waits.digest not in page
