"""Participants, and their withdrawal from the page: shown, confirmed by name, done; never by an old list."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.coding.actions import add_coding, set_code
from caseloom.coding.model import NewCoding, Quotation
from caseloom.design.actions import set_field
from caseloom.design.readings import participants
from caseloom.sources.actions import add_source, revise_source
from caseloom.sources.model import BLANK, NewSource
from caseloom.studyfile import Thing
from caseloom.studyfile.backups import make_backup
from caseloom.studyfile.copying import copy_file
from caseloom.team.actions import join, write_memo
from caseloom.team.model import NewMemo
from caseloom.team.readings import memo as memo_told
from caseloom.team.readings import people
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.analysis.workbench import document
from tests.web import small_study
from tests.web.conftest import PORT
from tests.web.copies import code_named, source_named
from tests.web.test_web_door import OURS, proof
from tests.web.test_web_record import send, text_of


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    """A small study of this test's own, in which Berta is named by a code's definition."""
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path], name="Ines Marklund"))
    study = desk.shelf.studies[0].study
    said = "As Berta Holm said: <i>carried up the hill</i>."
    set_code(study.file, study.viewer, code_named(study, "Mornings"), definition=said)
    yield desk
    desk.shelf.close()


@pytest.fixture
def berta(browser: Client, root: str) -> str:
    """The address of Berta's withdrawal."""
    listed = text_of(browser, f"{root}/participants")
    [link] = re.findall(r'href="([^"]*/participants/berta-holm-\w+/withdraw)"', listed)
    return str(link)


def names(desk: Desk) -> list[str]:
    study = desk.shelf.studies[0].study
    with study.file.read() as db:
        return [each.name for each in participants(db, study.viewer)]


def fields_of(page: str) -> dict[str, str]:
    """What the confirming form was made for."""
    form = re.search(r'class="confirming".*?</form>', page, re.S)
    assert form is not None
    return dict(re.findall(r'type="hidden" name="(list|as_person)" value="([^"]*)"', form[0]))


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_participants_are_listed_with_where_they_speak(browser: Client, root: str) -> None:
    page = text_of(browser, f"{root}/participants")
    assert "Berta Holm" in page
    assert "baker" in page
    assert "North" in page
    assert "/sources/berta-holm-wave-1" in page
    assert f'href="{root}/participants"' in text_of(browser, root)


def test_the_page_says_what_goes_and_whose_texts_stay(browser: Client, opened: Desk, berta: str) -> None:
    raw = browser.get(berta).content.decode()
    assert "1 whole source" in raw
    assert "3 codings with their quotations, whoever made them." in raw
    assert "<mark>Berta Holm</mark> said: &lt;i&gt;carried up the hill&lt;/i&gt;" in raw
    assert "names this person" in raw
    assert "Berta Holm" in names(opened), "nothing was changed by looking"


def test_the_name_has_to_be_typed(browser: Client, opened: Desk, root: str, berta: str) -> None:
    form = fields_of(text_of(browser, berta))
    for typed in ("", " "):
        assert "the name was not typed" in words(send(browser, root, berta, **form, name=typed))
    for typed in ("Berta", "Carl Åkesson"):
        assert "what you typed is not the name" in words(send(browser, root, berta, **form, name=typed))
    assert "Berta Holm" in names(opened)


def test_withdrawn_is_gone_and_the_page_says_what_is_out_of_reach(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    form = fields_of(text_of(browser, berta))
    answer = send(browser, root, berta, **form, name="berta holm")
    page = words(answer)
    assert answer.redirect_chain[-1][0] == f"{root}/participants"
    assert "The participant has been withdrawn" in page
    assert "Out of Caseloom's reach are copies" in page
    assert "1 text of others was listed" in page
    assert "Berta" not in page
    assert names(opened) == ["Carl Åkesson"]
    # The text that names her is still there, as was said: its history is the one place.
    assert text_of(browser, f"{root}/history").count("Berta") == 1
    assert "withdrew a participant." in text_of(browser, f"{root}/history")
    again = words(send(browser, root, berta, **form, name="Berta Holm"))
    assert "this participant is not in it any more" in again
    assert browser.get(berta).status_code in (302, 404)


def test_a_list_that_has_grown_old_withdraws_nothing(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    form = fields_of(text_of(browser, berta))
    study = opened.shelf.studies[0].study
    source = source_named(study, "Berta Holm, wave 1")
    new = NewCoding(code=code_named(study, "Mornings"))
    add_coding(study.file, study.viewer, source, Quotation(quote="so it stayed"), new)
    page = words(send(browser, root, berta, **form, name="Berta Holm"))
    assert "the study has changed since this list was made" in page
    assert "4 codings with their quotations, whoever made them." in page
    assert "Berta Holm" in names(opened)
    send(browser, root, berta, **fields_of(page), name="Berta Holm")
    assert "Berta Holm" not in names(opened)


def test_where_else_it_is_is_said_before(browser: Client, opened: Desk, root: str, berta: str) -> None:
    study = opened.shelf.studies[0].study
    make_backup(study.file, "asked")
    copy = copy_file(study.file.path, study.file.path.with_name("copy of it.caseloom"))
    page = text_of(browser, berta)
    assert "backup of this study too." in page or "backups of this study too." in page
    assert f"<li><code>{copy.resolve()}</code></li>" in page
    assert "Out of Caseloom's reach are copies" in page
    done = words(send(browser, root, berta, **fields_of(page), name="Berta Holm"))
    assert f"<li><code>{copy.resolve()}</code></li>" in done


def test_an_empty_name_is_refused_in_our_own_words(browser: Client, berta: str) -> None:
    page = text_of(browser, berta)
    form = re.search(r'<form[^>]*class="confirming"[^>]*>', page)
    assert form is not None
    assert "novalidate" in form[0]
    assert "Small letters or capitals make no difference." in page


@pytest.mark.parametrize("answer", ["keep", "name", "everything"])
def test_a_co_researcher_is_asked_about_both(
    browser: Client, opened: Desk, root: str, berta: str, answer: str
) -> None:
    study = opened.shelf.studies[0].study
    assert study.viewer.person is not None
    with study.file.read() as db:
        id = next(each.id for each in participants(db, study.viewer) if each.name == "Berta Holm")
    set_field(study.file, study.viewer, "participant", id, person=study.viewer.person.id)
    page = text_of(browser, berta, as_person=answer)
    assert "Berta Holm is also a member of the team, as Ines Marklund" in page
    form = fields_of(page)
    assert form["as_person"] == answer
    other = "name" if answer == "keep" else "keep"
    mixed = words(send(browser, root, berta, list=form["list"], as_person=other, name="Berta Holm"))
    assert "the study has changed since this list was made" in mixed
    done = words(send(browser, root, berta, **form, name="Berta Holm"))
    assert "The participant has been withdrawn" in done
    assert ("You are Ines Marklund" in done) is (answer == "keep")
    assert browser.get(root).status_code == 200
    assert browser.get(f"{root}/history").status_code == 200


@pytest.mark.parametrize("answer", ["keep", "name"])
def test_a_member_of_the_team_of_the_same_name_is_asked_about(
    browser: Client, opened: Desk, berta: str, root: str, answer: str
) -> None:
    study = opened.shelf.studies[0].study
    id = join(study.file, "Berta Holm (invented)").id
    page = text_of(browser, berta, as_person=answer)
    assert "Is Berta Holm (invented), a member of the team, the same person?" in page
    assert ("say below what shall happen to the name" in page) is (answer == "keep")
    send(browser, root, berta, **fields_of(page), name="Berta Holm")
    with study.file.read() as db:
        left = {each.id: each.name for each in people(db, study.viewer)}
    assert left[id] == ("Berta Holm (invented)" if answer == "keep" else "")


# -- texts of others ----------------------------------------------------------------------------------


def rewording(page: str, field: str) -> dict[str, str]:
    """The form in which a text of that field is written anew."""
    form = next(
        each
        for each in re.findall(r'<form[^>]*class="rewording".*?</form>', page, re.S)
        if f'.{field}"' in each
    )
    return dict(re.findall(r'type="hidden" name="(reword|was|as_person)" value="([^"]*)"', form))


def test_a_text_that_names_her_is_changed_where_it_is_listed(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    form = rewording(text_of(browser, berta), "definition")
    answer = words(send(browser, root, berta, **form, words="As the baker said."))
    assert "The text has been changed." in answer
    assert "None was found" in answer
    study = opened.shelf.studies[0].study
    assert "As the baker said." in text_of(browser, f"{root}/codebook", show="used") + words(
        browser.get(f"{root}/history?code={code_named(study, 'Mornings').hex}")
    )
    send(browser, root, berta, **fields_of(text_of(browser, berta)), name="Berta Holm")
    assert b"As Berta Holm said" not in study.file.path.read_bytes(), "what it said until then went too"


def test_a_text_that_has_changed_meanwhile_is_not_written_over(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    form = rewording(text_of(browser, berta), "definition")
    study = opened.shelf.studies[0].study
    set_code(study.file, study.viewer, code_named(study, "Mornings"), definition="Berta Holm and others.")
    page = words(send(browser, root, berta, **form, words="Gone."))
    assert "that text has changed or is not listed any more" in page
    assert "<mark>Berta Holm</mark> and others." in page


def test_what_has_a_name_is_not_left_without_one(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    study = opened.shelf.studies[0].study
    set_code(study.file, study.viewer, code_named(study, "Mornings"), label="Berta's mornings")
    form = rewording(text_of(browser, berta), "label")
    page = words(send(browser, root, berta, **form, words=" \n "))
    assert "This cannot be left empty, so nothing was changed." in page
    assert '<details class="sure no-print" open>' in page


def test_each_text_says_where_it_stands_and_what_changes_it(
    browser: Client, opened: Desk, berta: str
) -> None:
    study = opened.shelf.studies[0].study
    minutes = "Present: the council.\n\nBerta Holm was thanked for the bread."
    add_source(study.file, study.viewer, NewSource("It's thanks", "document"), document(minutes))
    page = text_of(browser, berta)
    start = minutes.index("Berta Holm")
    assert re.search(rf'href="[^"]*/sources/its-thanks-\w+\?at=[0-9a-f]{{32}}:{start}-{start + 10}"', page)
    assert "<mark>Berta Holm</mark> was thanked" in page
    [bring] = re.findall(r'href="([^"]*/its-thanks-\w+/correct)"', page)
    assert browser.get(bring).status_code == 200
    assert re.search(r'href="[^"]*/codebook/mornings-', page)


def test_who_corrects_a_turn_of_the_list_is_led_back_to_it(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    study = opened.shelf.studies[0].study
    minutes = "Present: the council.\n\nBerta Holm was thanked for the bread."
    add_source(study.file, study.viewer, NewSource("Thanks", "document"), document(minutes))
    page = text_of(browser, berta)
    [turn] = re.findall(r'href="([^"]*/thanks-\w+/turns/2\?withdrawing=\w+)"', page)
    form = text_of(browser, turn)
    assert f'href="{berta}">Back to the withdrawal' in form
    sent = dict(re.findall(r'type="hidden" name="(revision|withdrawing)" value="([^"]*)"', form))
    seen = "Berta Holm was thanked for the bread."
    address = turn.partition("?")[0]
    stale = send(browser, root, address, **sent, seen="Another.", words="The baker was thanked.")
    assert (stale.status_code, f'href="{berta}">Back to the withdrawal' in words(stale)) == (409, True)
    new = "The baker was thanked for the bread."
    answer = send(browser, root, address, **sent, seen=seen, words=new)
    assert answer.redirect_chain == [(berta, 302)]
    assert "What it said until now goes when you withdraw." in words(answer)
    assert "turns/2?withdrawing" not in words(answer)


def test_a_turn_that_was_corrected_goes_and_its_coding_waits_with_the_turn(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    study = opened.shelf.studies[0].study
    minutes = "Present: the council.\n\nBerta Holm was thanked for the bread."
    new = NewSource("Thanks", "document")
    source = add_source(study.file, study.viewer, new, document(minutes))
    coding = NewCoding(code=code_named(study, "Mornings"))
    add_coding(study.file, study.viewer, source, Quotation(quote="Berta Holm was thanked"), coding)
    revise_source(study.file, study.viewer, source, document(minutes.replace("Berta Holm", "The baker")))
    page = text_of(browser, berta)
    assert "Former texts: these turns of others go, since they are said otherwise now" in page
    goes, stays = page.split("Texts of others that stay, for you to judge")
    assert "<mark>Berta Holm</mark> was thanked" in goes
    assert "was thanked" not in stays
    send(browser, root, berta, **fields_of(page), name="Berta Holm")
    [address] = set(re.findall(r'href="([^"]*/sources/thanks-\w+)"', text_of(browser, f"{root}/sources")))
    moved = text_of(browser, f"{address}/moved")
    assert "Its words went with somebody who withdrew. It stands with the whole turn as it is now." in moved
    assert "The baker was thanked for the bread." in moved
    assert "Blocks (█) stand for words that went" in text_of(browser, f"{address}/revisions")
    former = text_of(browser, re.findall(r'class="quote" href="([^"#]*)', moved)[0])
    assert BLANK in former
    assert "These words went with somebody who withdrew." in former


def test_a_memo_that_names_her_is_found_by_her_given_name_and_changed_there(
    browser: Client, opened: Desk, root: str, berta: str
) -> None:
    study = opened.shelf.studies[0].study
    about = Thing("code", code_named(study, "Mornings"))
    id = write_memo(study.file, study.viewer, NewMemo(about, text="Ask Berta again.", title="To ask"))
    page = text_of(browser, berta)
    assert re.search(r'href="[^"]*/memos/to-ask-\w+"', page)
    form = next(
        each for each in re.findall(r'<form[^>]*class="rewording".*?</form>', page, re.S) if id.hex in each
    )
    sent = dict(re.findall(r'type="hidden" name="(reword|was|as_person)" value="([^"]*)"', form))
    answer = words(send(browser, root, berta, **sent, words="Ask again."))
    assert "The text has been changed." in answer
    with study.file.read() as db:
        assert memo_told(db, study.viewer, id).text == "Ask again."
    send(browser, root, berta, **fields_of(text_of(browser, berta)), name="Berta Holm")
    assert b"Ask Berta again" not in study.file.path.read_bytes(), "what it said until then went too"


def test_a_refusal_has_an_address_of_its_own_to_go_back_to(browser: Client, root: str, berta: str) -> None:
    form = {**proof(browser, root), **fields_of(text_of(browser, berta)), "name": "Somebody"}
    answer = browser.post(berta, form, **OURS)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{berta}?as_person=keep")
    assert "what you typed is not the name" in text_of(browser, berta)


def test_what_was_listed_is_listed_still_when_it_is_done(browser: Client, root: str, berta: str) -> None:
    form = fields_of(text_of(browser, berta))
    done = words(send(browser, root, berta, **form, name="Berta Holm"))
    [listed] = re.findall(r'<li><a href="([^"]*)" dir="auto">Mornings \(definition of the code\)</a>', done)
    assert browser.get(listed).status_code == 200
    assert "Mornings (definition of the code)" in text_of(browser, f"{root}/participants"), "it stays"


def test_a_copy_that_is_open_too_is_a_link_to_withdraw_there(
    browser: Client, opened: Desk, root: str, berta: str, tmp_path: Path
) -> None:
    copy_file(opened.shelf.studies[0].study.file.path, tmp_path / "copy.caseloom")
    opened.shelf.put(tmp_path / "copy.caseloom", "Ines Marklund")
    done = words(send(browser, root, berta, **fields_of(text_of(browser, berta)), name="Berta Holm"))
    [there] = re.findall(r'<a href="([^"]*)" dir="auto">Withdraw in copy.caseloom too</a>', done)
    page = text_of(browser, there)
    done = words(send(browser, root, there, **fields_of(page), name="Berta Holm"))
    assert "Withdraw in" not in done
