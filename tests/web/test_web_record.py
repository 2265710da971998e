"""The record in the pages: undo and redo in the bar, history, the past, and what a page left open may do."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.coding.actions import add_code, add_coding, remove_code, set_code, set_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import passages
from caseloom.record.catalogue import ACTIONS
from caseloom.record.readings import history
from caseloom.rooms import open_study
from caseloom.web.desk import Desk
from caseloom.web.notes import Board
from caseloom.web.pages.record.history import sorts
from caseloom.web.shelf import Shelf, Shelved
from tests.web import small_study
from tests.web.conftest import PORT, client_at, entered
from tests.web.copies import code_named, source_named
from tests.web.test_web_door import OURS, proof


def send(browser: Client, root: str, path: str, **fields: str) -> Any:
    """Send a form as the page would; follows where the answer leads."""
    return browser.post(path, {**proof(browser, root), **fields}, **OURS, follow=True)


def text_of(browser: Client, address: str, **query: str) -> str:
    """The page as people read it: entities resolved, tags kept."""
    answer = browser.get(address, query)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def offered(page: str, key: str) -> tuple[str, str] | None:
    """What the bar's button says and the change it was made for."""
    found = re.search(rf'action="[^"]*/{key}" class="offer".*?</form>', page, re.S)
    if found is None:
        return None
    change = re.search(r'name="change" value="(\w+)"', found[0])
    label = re.search(r'class="tip"[^>]*>(.*?)</span>', found[0], re.S)
    assert change is not None
    assert label is not None
    return label[1], change[1]


def code_a_passage(shelved: Shelved, quote: str = "nobody had asked the bakers first") -> None:
    """Ines codes a passage with Mornings."""
    study = shelved.study
    source = source_named(study, "Berta Holm, wave 1")
    new = NewCoding(code=code_named(study, "Mornings"))
    add_coding(study.file, study.viewer, source, Quotation(quote=quote), new)


# -- the bar ----------------------------------------------------------------------------------------


def test_the_bar_says_what_undo_would_undo(browser: Client, root: str, shelved: Shelved) -> None:
    code_a_passage(shelved)
    page = text_of(browser, root)
    undo = offered(page, "undo")
    assert undo is not None
    assert undo[0] == "Undo: Ines Marklund coded: Mornings: nobody had asked the bakers first."
    assert offered(page, "redo") is None


def test_nothing_is_offered_to_a_reader_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path]))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = text_of(browser, root)
    assert offered(page, "undo") is None
    last = acts(desk.shelf.studies[0])[0].changes[0].hex
    answer = send(browser, root, f"{root}/undo", change=last, back=root)
    assert "does not know who you are" in answer.content.decode()
    desk.shelf.close()


def test_undo_and_redo_come_back_to_the_page_with_a_sentence(
    browser: Client, root: str, shelved: Shelved
) -> None:
    code_a_passage(shelved)
    here = f"{root}/sources?kind=interview"
    undo = offered(text_of(browser, here), "undo")
    assert undo is not None
    answer = send(browser, root, f"{root}/undo", change=undo[1], back=here)
    assert answer.redirect_chain[-1][0] == here
    said = "Undone: Ines Marklund coded: Mornings: nobody had asked the bakers first."
    assert said in answer.content.decode()
    assert said in text_of(browser, here), "it stays until it is put away"
    assert said not in text_of(browser, f"{root}/codebook"), "other pages are quiet"
    redo = offered(text_of(browser, here), "redo")
    assert redo is not None
    assert redo[0] == "Redo: Ines Marklund coded: Mornings: nobody had asked the bakers first."
    answer = send(browser, root, f"{root}/redo", change=redo[1], back=here)
    assert "Done again: Ines Marklund coded" in answer.content.decode()
    assert said not in answer.content.decode()
    send(browser, root, f"{root}/read", back=here)
    assert "Done again" not in text_of(browser, here)


def test_a_page_left_open_over_an_undo_undoes_nothing_else(
    browser: Client, root: str, shelved: Shelved
) -> None:
    code_a_passage(shelved)
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    first = send(browser, root, f"{root}/undo", change=undo[1], back=root)
    assert "Undone:" in first.content.decode()
    now = offered(text_of(browser, root), "undo")
    second = send(browser, root, f"{root}/undo", change=undo[1], back=root).content.decode()
    assert "older than the study, so nothing was changed" in second
    assert offered(text_of(browser, root), "undo") == now


def test_a_page_left_open_over_a_redo_says_so(browser: Client, root: str, shelved: Shelved) -> None:
    code_a_passage(shelved)
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    send(browser, root, f"{root}/undo", change=undo[1], back=root)
    redo = offered(text_of(browser, root), "redo")
    assert redo is not None
    send(browser, root, f"{root}/redo", change=redo[1], back=root)
    again = send(browser, root, f"{root}/redo", change=redo[1], back=root).content.decode()
    assert "The page was older than the study" in again


def test_a_refusal_says_who_is_in_the_way(browser: Client, root: str, shelved: Shelved) -> None:
    study = shelved.study
    add_code(study.file, study.viewer, NewCode(label="<em>Loaves</em>"))
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    colleague = open_study(study.file.path, as_name="Tomasz Okoro")
    source = source_named(colleague, "Berta Holm, wave 1")
    new = NewCoding(code=code_named(colleague, "<em>Loaves</em>"))
    add_coding(colleague.file, colleague.viewer, source, Quotation(quote="in four parts"), new)
    colleague.close()
    answer = send(browser, root, f"{root}/undo", change=undo[1], back=root).content.decode()
    assert "said-trouble" in answer
    assert "Tomasz Okoro coded: &lt;em&gt;Loaves&lt;/em&gt;: in four parts." in answer
    assert "<em>Loaves" not in answer


def test_undoing_what_the_page_is_about_leads_home_with_the_sentence(
    browser: Client, root: str, shelved: Shelved
) -> None:
    study = shelved.study
    add_code(study.file, study.viewer, NewCode(label="Loaves"))
    listed = text_of(browser, f"{root}/codebook")
    here = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/codebook/loaves" in link)
    undo = offered(text_of(browser, here), "undo")
    assert undo is not None
    answer = send(browser, root, f"{root}/undo", change=undo[1], back=here)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == root
    assert "Undone: Ines Marklund made the code Loaves." in answer.content.decode()


def test_undoing_a_name_comes_back_to_the_page_under_its_former_name(
    browser: Client, root: str, shelved: Shelved
) -> None:
    study = shelved.study
    set_code(study.file, study.viewer, code_named(study, "Mornings"), label="Dawns")
    listed = text_of(browser, f"{root}/codebook")
    here = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/codebook/dawns" in link)
    undo = offered(text_of(browser, here), "undo")
    assert undo is not None
    answer = send(browser, root, f"{root}/undo", change=undo[1], back=here)
    assert "/codebook/mornings" in answer.redirect_chain[-1][0]
    assert "Undone: Ines Marklund changed the code" in answer.content.decode()


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/studies/x", "/studies/other-00000000", "x", ""]
)
def test_a_form_of_the_record_sends_nobody_elsewhere(browser: Client, root: str, back: str) -> None:
    answer = browser.post(f"{root}/read", {**proof(browser, root), "back": back}, **OURS)
    assert answer.headers["Location"] == root


@pytest.mark.parametrize("change", ["", "x", "0" * 32, "<script>"])
def test_a_form_that_names_no_act_changes_nothing(
    browser: Client, root: str, shelved: Shelved, change: str
) -> None:
    before = len(acts(shelved))
    for key in ("undo", "redo"):
        assert send(browser, root, f"{root}/{key}", change=change, back=root).status_code == 200
    answer = send(browser, root, f"{root}/undo", change=change, single="1", back=root)
    assert "no such act" in answer.content.decode()
    assert len(acts(shelved)) == before


def test_a_note_is_for_its_page_under_any_of_its_names() -> None:
    board = Board()
    board.pin("/studies/ovens-abc/sources/old-name-xyz?at=3-4", "Undone.")
    assert board.on("/studies/ovens-abc/sources/new-name-xyz") is not None
    assert board.on("/studies/ovens-abc/sources") is None
    assert not board.move("/studies/ovens-abc", "/studies/ovens-abc/sources")
    board.clear()
    assert board.on("/studies/ovens-abc/sources/new-name-xyz") is None


def test_a_note_goes_when_one_goes_on_and_one_with_work_to_do_stays() -> None:
    board = Board()
    board.pin("/studies/a/codebook", "The code was made.")
    assert board.on("/studies/a") is None, "it waits until it was shown"
    assert board.on("/studies/a/codebook") is not None
    assert board.on("/studies/a/codebook") is not None, "also when the page is loaded again"
    assert board.on("/studies/a") is None
    assert board.on("/studies/a/codebook") is None
    board.pin("/studies/a/participants", "Withdrawn.", stays=True)
    assert board.on("/studies/a/participants") is not None
    assert board.on("/studies/a") is None
    assert board.on("/studies/a/participants") is not None


# -- history ----------------------------------------------------------------------------------------


def acts(shelved: Shelved) -> list[Any]:
    with shelved.study.file.read() as db:
        return list(history(db, shelved.study.viewer, shelved.study.file.kinds, limit=None))


def test_the_history_tells_acts_by_day_the_last_first(browser: Client, root: str, shelved: Shelved) -> None:
    code_a_passage(shelved)
    page = text_of(browser, f"{root}/history")
    today = datetime.now(UTC).date()
    assert f"{today.day} {today:%B %Y}" in page
    assert f"{root}/history/{today.isoformat()}" in page
    last, first = page.index("coded: Mornings: nobody had asked"), page.index("described the study")
    assert last < first
    assert "Tomasz Okoro coded: Mornings: it fits the mornings." in page


def test_where_times_go_back_acts_stand_by_the_time_shown_and_it_is_said(
    browser: Client, root: str, shelved: Shelved
) -> None:
    file, viewer = shelved.study.file, shelved.study.viewer
    note = "Copies were merged here, or a clock ran wrong"
    assert note not in text_of(browser, f"{root}/history")
    for hour in ("12", "09", "15"):
        file.clock = lambda hour=hour: f"2030-01-02T{hour}:00:00+00:00"  # type: ignore[misc]
        add_code(file, viewer, NewCode(label=f"At {hour}"))
    page = text_of(browser, f"{root}/history")
    assert note in page
    told = re.findall(r'<span class="act-words">[^<]* the code (At \d+)\.', page)
    assert told == ["At 15", "At 12", "At 09"]


def test_the_history_is_sifted_by_person_sort_and_day(browser: Client, root: str) -> None:
    whole = text_of(browser, f"{root}/history")
    tomasz = re.search(r'<option value="(\w+)">Tomasz Okoro', whole)
    assert tomasz is not None
    his = text_of(browser, f"{root}/history", person=tomasz[1])
    assert "Tomasz Okoro coded" in his
    assert "Ines Marklund coded" not in his
    codings = text_of(browser, f"{root}/history", act="coding")
    assert "coded: " in codings
    assert "brought in" not in codings
    assert "No act fits" in text_of(browser, f"{root}/history", until="1999-12-31")
    assert "No act fits" not in text_of(browser, f"{root}/history", since="1999-12-31")
    nonsense = text_of(browser, f"{root}/history", since="nonsense", act="'")
    assert nonsense.count("<li") == whole.count("<li")
    assert "“nonsense” is no day, so it was left out of account." in nonsense
    assert 'name="since" value="nonsense"' in nonsense
    assert 'type="date"' not in whole


def test_the_history_of_a_code_says_what_became_of_its_fields(
    browser: Client, root: str, shelved: Shelved
) -> None:
    study = shelved.study
    set_code(study.file, study.viewer, code_named(study, "Mornings"), definition="<b>Dawn</b>")
    listed = text_of(browser, f"{root}/codebook")
    code = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/codebook/mornings" in link)
    link = re.search(r'href="([^"]*/history\?code=\w+)"', text_of(browser, code))
    assert link is not None
    raw = browser.get(link[1]).content.decode()
    assert "<del>Talk of mornings.</del>" in raw
    assert "<ins>&lt;b&gt;Dawn&lt;/b&gt;</ins>" in raw
    assert "brought in" not in raw


@pytest.mark.parametrize(
    ("language", "heading", "time", "weight"),
    [
        ("en", "Time it speaks of", "2004 to 2019", "helps and hinders"),
        ("sv", "Tid det handlar om", "2004 till 2019", "främjar och hindrar"),
    ],
)
def test_a_changed_coding_says_its_time_and_weight_as_its_form_does(
    browser: Client, root: str, shelved: Shelved, language: str, heading: str, time: str, weight: str
) -> None:
    code_a_passage(shelved)
    study = shelved.study
    with study.file.read() as db:
        mine = next(each.id for each in passages(db, study.viewer) if each.quote.startswith("nobody had"))
    set_coding(study.file, study.viewer, mine, about="2004/2019", valence="both")
    answer = browser.get(f"{root}/history", {"coding": mine.hex}, HTTP_ACCEPT_LANGUAGE=language)
    page = html.unescape(answer.content.decode())
    assert re.search(rf"<dt>{heading}</dt><dd[^>]*>.*?<ins>{time}</ins>", page)
    assert f"<ins>{weight}</ins>" in page


def test_the_history_of_a_source_leaves_out_the_others(browser: Client, root: str) -> None:
    listed = text_of(browser, f"{root}/sources")
    source = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/sources/minutes" in link)
    link = re.search(r'href="([^"]*/history\?source=\w+)"', text_of(browser, source))
    assert link is not None
    page = text_of(browser, link[1])
    assert "brought in Minutes of the meeting" in page
    assert "Berta" not in page


def test_the_history_of_a_source_and_of_a_code_has_the_codings(
    browser: Client, root: str, shelved: Shelved
) -> None:
    code_a_passage(shelved)
    said = "Ines Marklund coded: Mornings: nobody had asked"
    listed = text_of(browser, f"{root}/sources") + text_of(browser, f"{root}/codebook")
    links = re.findall(r'href="([^"#]*)"', listed)
    for name, coded in (
        ("berta-holm", True),
        ("minutes", False),
        ("mornings", True),
        ("compatibility", False),
    ):
        thing = next(link for link in links if re.search(rf"/(sources|codebook)/{name}", link))
        link = re.search(r'href="([^"]*/history\?(source|code)=\w+)"', text_of(browser, thing))
        assert link is not None, thing
        # In the bar, what undo would take stands on every page.
        assert (said in text_of(browser, link[1]).partition("<main")[2]) == coded, thing


def test_one_s_own_act_is_undone_alone_from_the_history(browser: Client, root: str, shelved: Shelved) -> None:
    code_a_passage(shelved)
    code_a_passage(shelved, "so it stayed")
    older = acts(shelved)[1]
    page = browser.get(f"{root}/history").content.decode()
    assert f'name="change" value="{older.changes[0].hex}"' in page
    fields = {"change": older.changes[0].hex, "single": "1", "back": f"{root}/history"}
    answer = html.unescape(send(browser, root, f"{root}/undo", **fields).content.decode())
    assert "Undone: Ines Marklund coded: Mornings: nobody had asked" in answer
    assert "undone since" in answer
    again = html.unescape(send(browser, root, f"{root}/undo", **fields).content.decode())
    assert "This was undone already" in again


def test_somebody_else_s_act_is_not_offered_and_refused(browser: Client, root: str, shelved: Shelved) -> None:
    theirs = next(act for act in acts(shelved) if act.who == "Tomasz Okoro" and act.action == "coding.add")
    page = browser.get(f"{root}/history").content.decode()
    assert theirs.changes[0].hex not in page
    fields = {"change": theirs.changes[0].hex, "single": "1", "back": root}
    answer = send(browser, root, f"{root}/undo", **fields).content.decode()
    assert "Only Tomasz Okoro can undo that" in answer


def test_a_long_history_has_pages(browser: Client, root: str, shelved: Shelved) -> None:
    study = shelved.study
    for number in range(60):
        add_code(study.file, study.viewer, NewCode(label=f"Code {number}"))
    page = text_of(browser, f"{root}/history", act="code")
    assert page.count('class="act"') == 50
    assert 'rel="next"' in page
    rest = text_of(browser, f"{root}/history", act="code", **{"from": "50"})
    assert 'rel="prev"' in rest
    assert 'rel="next"' not in rest


def test_every_action_can_be_sifted_by() -> None:
    assert {name.partition(".")[0] for name in ACTIONS} == set(sorts())


@pytest.mark.parametrize("query", ["source=zzzzzzzz", "code=zzzzzzzz", "coding=x", "person=zzzzzzzz"])
def test_a_history_of_nothing_is_not_found(browser: Client, root: str, query: str) -> None:
    assert browser.get(f"{root}/history?{query}").status_code == 404


# -- the past ---------------------------------------------------------------------------------------


def test_the_study_as_it_was_is_shown_as_the_past(browser: Client, root: str, shelved: Shelved) -> None:
    study = shelved.study
    study.file.clock = lambda: "2031-05-04T10:00:00+00:00"
    add_code(study.file, study.viewer, NewCode(label="Tomorrow"))
    today = datetime.now(UTC).date().isoformat()
    page = text_of(browser, f"{root}/history/{today}")
    assert "This is the study as it was at the end of" in page
    assert "Berta Holm, wave 1" in page
    assert "Mornings" in page
    assert "Tomorrow" not in page
    assert offered(page, "undo") is None


def test_a_day_before_the_study_is_empty_and_shown(browser: Client, root: str) -> None:
    page = text_of(browser, f"{root}/history/1999-12-31")
    assert "There was no source yet." in page
    assert "Nothing had been coded yet." in page


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "9999-12-31", "20240101x"])
def test_a_day_that_never_was_is_not_found(browser: Client, root: str, day: str) -> None:
    assert browser.get(f"{root}/history/{day}").status_code == 404


def test_what_was_taken_out_is_not_there_though_it_was_met(
    browser: Client, root: str, shelved: Shelved
) -> None:
    study = shelved.study
    add_code(study.file, study.viewer, NewCode(label="Loaves"))
    listed = text_of(browser, f"{root}/codebook")
    here = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/codebook/loaves" in link)
    remove_code(study.file, study.viewer, code_named(study, "Loaves"))
    assert browser.get(here).status_code == 404


# -- who may write ----------------------------------------------------------------------------------

FORMS = ("/undo", "/redo", "/read", "/conflicts", "/merge", "/participants/x-00000000/withdraw")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_elsewhere_is_refused(
    browser: Client, opened: Desk, root: str, shelved: Shelved, path: str
) -> None:
    before = acts(shelved)
    good = proof(browser, root)
    for fields, headers in (
        (good, {}),
        (good, {"HTTP_ORIGIN": "http://evil.example", "HTTP_SEC_FETCH_SITE": "cross-site"}),
        (good, {"HTTP_ORIGIN": "null"}),
        ({}, OURS),
        ({"csrfmiddlewaretoken": "x" * 64}, OURS),
    ):
        assert browser.post(root + path, fields, **headers).status_code == 403
    assert client_at(opened).post(root + path, good, **OURS).status_code == 403
    assert acts(shelved) == before


@pytest.mark.parametrize("path", ["/undo", "/redo", "/read"])
def test_what_writes_is_not_done_by_a_link(browser: Client, root: str, path: str) -> None:
    assert browser.get(root + path).status_code == 405


@pytest.mark.parametrize("quote", ["and after that the money came.", "nobody had asked the bakers first"])
def test_a_sentence_of_the_history_ends_once(
    browser: Client, root: str, shelved: Shelved, quote: str
) -> None:
    study = shelved.study
    new = NewCoding(code=code_named(study, "Mornings"))
    source = source_named(study, "Berta Holm, wave 1")
    add_coding(study.file, study.viewer, source, Quotation(quote=quote), new)
    page = text_of(browser, f"{root}/history")
    assert f"{quote.removesuffix('.')}.<" in page
    assert ".." not in re.sub(r"<[^>]*>", " ", page).replace("\u2026", "")
