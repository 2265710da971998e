"""From a search to a query, and its candidates decided by plain forms, never over another's word."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from caseloom import packs
from caseloom.coding.actions import decide, save_query
from caseloom.coding.readings import Candidate, candidates_of, codes, passages, queries
from caseloom.design.actions import adopt
from caseloom.frameworks import read_pack
from caseloom.record.readings import history
from caseloom.rooms import open_study
from caseloom.web.addresses import short
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf, Shelved
from tests.web.conftest import PORT, client_at, entered
from tests.web.copies import code_named
from tests.web.test_web_record import offered, send, text_of


def found(shelved: Shelved, name: str, decision: str | None = None) -> list[Candidate]:
    """The candidates of a query."""
    study = shelved.study
    with study.file.read() as db:
        [query] = [each for each in queries(db, study.viewer) if each.name == name]
        return candidates_of(db, study.viewer, query=query.id, decision=decision, limit=None)


def names(shelved: Shelved) -> list[str]:
    with shelved.study.file.read() as db:
        return [each.name for each in queries(db, shelved.study.viewer)]


def coded(shelved: Shelved) -> int:
    with shelved.study.file.read() as db:
        return len(passages(db, shelved.study.viewer, limit=None))


def forms(page: str) -> list[dict[str, str]]:
    """The fields of the forms beside candidates."""
    every = re.findall(r'<form[^>]*class="deciding.*?</form>', page, re.S)
    return [
        dict(re.findall(r'type="hidden" name="(query|key|seen)" value="([^"]*)"', form)) for form in every
    ]


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


# -- saving ---------------------------------------------------------------------------------------


def save(browser: Client, root: str, **fields: str) -> Any:
    """Send the form under the results, made anew unless a change is given."""
    page = text_of(browser, f"{root}/search", q=fields["q"])
    key = re.search(r'name="key" value="(\w+)"><input type="hidden" name="q"', page)
    assert key is not None
    return send(browser, root, f"{root}/search", **{"key": key[1], "scope": "evidence", **fields})


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("Mornings", "Mornings"),
        (" mornings ", "Mornings"),
        ("cfir2022.inner.compatibility", "Compatibility"),
        ("mission ALIGNMENT", "Mission Alignment"),
    ],
)
def test_a_search_is_saved_as_a_query_for_a_code(
    browser: Client, shelved: Shelved, root: str, code: str, label: str
) -> None:
    answer = save(browser, root, q="mornings OR oven", code=code, name="Ovens", note="Talk of it")
    assert "/candidates?query=" in answer.redirect_chain[-1][0]
    assert f"Saved as “Ovens”: {len(found(shelved, 'Ovens'))} passages wait as candidates for “{label}”." in (
        words(answer)
    )
    assert {each.code_label for each in found(shelved, "Ovens")} == {label}
    assert coded(shelved) == 3, "a candidate is no coding"


def test_a_code_is_named_by_its_label_in_another_language(
    browser: Client, shelved: Shelved, root: str
) -> None:
    file, viewer = shelved.study.file, shelved.study.viewer
    adopt(file, viewer, read_pack(packs.text("cfir2022"), packs.wordings("cfir2022")))
    save(browser, root, q="money", code="samstämmighet med uppdraget", name="In Swedish")
    assert found(shelved, "In Swedish")[0].code_label == "Mission Alignment"


def test_a_code_is_named_by_its_number(browser: Client, shelved: Shelved, root: str) -> None:
    page = text_of(browser, f"{root}/search", q="money")
    value, number = next(re.finditer(r'<option value="([^"]+)">([\w.]+\d[\w.]*)</option>', page)).groups()
    save(browser, root, q="money", code=number, name="By number")
    assert found(shelved, "By number")[0].code_label == value


def test_in_chinese_too(browser: Client, shelved: Shelved, root: str) -> None:
    save(browser, root, q="早晨", code="Mornings", name="早晨", scope="all")
    assert ["早晨" in each.quote for each in found(shelved, "早晨")] == [True]


def test_a_form_that_is_sent_twice_saves_once(browser: Client, shelved: Shelved, root: str) -> None:
    for _again in range(2):
        save(browser, root, q="money", code="Mornings", name="Twice", key="form")
    assert names(shelved).count("Twice") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "no such code", "name": "Kept"}, "no code or adopted construct “no such code”"),
        ({"code": "compatibility", "name": "Kept"}, "2 codes are called “compatibility”. Choose the one"),
        ({"code": "", "name": "Kept"}, "no code or adopted construct “”"),
        ({"code": "Mornings", "name": "  "}, "needs a name"),
    ],
)
def test_what_cannot_be_saved_is_said_and_the_form_is_kept(
    browser: Client, shelved: Shelved, root: str, fields: dict[str, str], said: str
) -> None:
    page = words(save(browser, root, q="money", note="<b>mine</b>", **fields))
    assert said in page
    assert "saving no-print" in page
    assert '" open' in re.search(r"<details class=\"sure saving[^>]*>", page)[0]  # type: ignore[index]
    assert "<b>mine</b>" in page
    assert names(shelved) == ["Money"]


def test_of_two_codes_with_one_label_one_is_chosen(browser: Client, shelved: Shelved, root: str) -> None:
    page = words(save(browser, root, q="money", code="Compatibility", name="Kept"))
    offered = re.search(r'<select name="code" required>(.*?)</select>', page, re.S)
    assert offered is not None
    values = re.findall(r'<option value="([^"]+)">', offered[1])
    assert values == ["Compatibility · CFIR 2022", "Compatibility · Greenhalgh et al. 2004"]
    save(browser, root, q="money", code=values[1], name="Kept")
    with shelved.study.file.read() as db:
        chosen = {each.name: each.code for each in queries(db, shelved.study.viewer)}["Kept"]
        reference = {each.id: each.reference for each in codes(db, shelved.study.viewer)}[chosen]
    assert reference.startswith("gh2004.")


def test_who_has_no_name_is_offered_nothing(opened: Desk, shelved: Shelved, root: str) -> None:
    reader = Desk(PORT, Shelf.open([shelved.file]))
    browser = entered(reader)
    assert "Save as a query" not in text_of(browser, f"{root}/search", q="money")
    page = text_of(browser, f"{root}/candidates", query=_key(shelved, "Money"))
    assert 'class="deciding' not in page
    assert "you can read the candidates but not decide on them" in page
    reader.shelf.close()


def _key(shelved: Shelved, name: str) -> str:
    return short(found(shelved, name)[0].query)


# -- deciding -------------------------------------------------------------------------------------


@pytest.fixture
def three(shelved: Shelved) -> str:
    """The key of a query with several candidates."""
    study = shelved.study
    save_query(study.file, study.viewer, "The", "the", code_named(study, "Mornings"), scope="all")
    assert len(found(shelved, "The")) > 3
    return _key(shelved, "The")


def decided(browser: Client, root: str, form: dict[str, str], do: str, **more: str) -> Any:
    return send(browser, root, f"{root}/candidates", **form, do=do, **more)


def test_one_by_one_the_next_candidate_comes(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    every = found(shelved, "The")
    first, second, *_ = forms(text_of(browser, f"{root}/candidates", query=three))
    answer = decided(browser, root, first, "accepted")
    assert answer.redirect_chain[-1][0].endswith(f"-{every[1].start}-{every[1].end}"), "at the next one"
    assert f"Accepted: “{every[0].quote[:10]}" in words(answer)
    assert forms(words(answer))[0] == second
    answer = decided(browser, root, second, "rejected", reason="It is  the wrong\nmorning")
    assert [each.decision for each in found(shelved, "The")[:3]] == ["accepted", "rejected", ""]
    assert coded(shelved) == 4
    page = text_of(browser, f"{root}/candidates", query=three, show="rejected")
    assert "Rejected by Ines Marklund · " in re.sub("<[^>]*>", "", page)
    assert "It is the wrong morning" in page


def test_the_last_one_leads_to_one_before_it_and_then_to_the_heading(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    every = found(shelved, "The")
    last = forms(text_of(browser, f"{root}/candidates", query=three))[-1]
    answer = decided(browser, root, last, "rejected")
    assert answer.redirect_chain[-1][0].endswith(f"-{every[0].start}-{every[0].end}")
    while left := forms(text_of(browser, f"{root}/candidates", query=three)):
        answer = decided(browser, root, left[0], "rejected")
    assert answer.redirect_chain[-1][0].endswith("#hits")
    assert "No candidate here waits for a person." in words(answer)


def test_a_decision_can_be_taken_again_and_undone(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    first = forms(text_of(browser, f"{root}/candidates", query=three))[0]
    decided(browser, root, first, "accepted")
    again = forms(text_of(browser, f"{root}/candidates", query=three, show="accepted"))[0]
    assert again["seen"] == "accepted"
    page = words(decided(browser, root, again, "rejected"))
    assert found(shelved, "The")[0].decision == "rejected"
    assert coded(shelved) == 3
    undo = offered(page, "undo")
    assert undo is not None
    assert "rejected a candidate" in undo[0]
    send(browser, root, f"{root}/undo", change=undo[1], back=f"{root}/candidates?query={three}")
    assert found(shelved, "The")[0].decision == "accepted"
    assert coded(shelved) == 4


@pytest.mark.parametrize("theirs", ["accepted", "rejected"])
@pytest.mark.parametrize("mine", ["accepted", "rejected"])
def test_what_another_decided_meanwhile_is_not_overwritten(
    browser: Client, shelved: Shelved, root: str, three: str, mine: str, theirs: str
) -> None:
    first = forms(text_of(browser, f"{root}/candidates", query=three))[0]
    colleague = open_study(shelved.file, as_name="Tomasz Okoro")
    decide(colleague.file, colleague.viewer, found(shelved, "The")[0], theirs, reason="seen first")
    colleague.close()
    page = words(decided(browser, root, first, mine))
    assert f"Somebody {theirs} this candidate meanwhile, so nothing was written now." in page
    assert found(shelved, "The")[0].decision == theirs
    with shelved.study.file.read() as db:
        newest = next(iter(history(db, shelved.study.viewer, shelved.study.file.kinds)))
    assert newest.who == "Tomasz Okoro"
    shown = text_of(browser, f"{root}/candidates", query=three, show=theirs)
    assert "by Tomasz Okoro" in shown
    assert "seen first" in shown


def test_a_decision_that_was_undone_meanwhile_is_not_made_anew(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    first = forms(text_of(browser, f"{root}/candidates", query=three))[0]
    page = words(decided(browser, root, first, "accepted"))
    undo = offered(page, "undo")
    assert undo is not None
    send(browser, root, f"{root}/undo", change=undo[1], back=root)
    page = words(decided(browser, root, {**first, "seen": "accepted"}, "rejected"))
    assert "was taken back meanwhile" in page
    assert found(shelved, "The")[0].decision == ""


def test_all_that_are_left_for_a_reason_are_one_step(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    count = len(found(shelved, "The"))
    page = text_of(browser, f"{root}/candidates", query=three)
    decided(browser, root, forms(page)[0], "rejected")
    page = text_of(browser, f"{root}/candidates", query=three)
    saw = re.search(r'name="saw" value="(\w+)"', page)
    assert saw is not None
    every = {"query": three, "all": "1", "saw": saw[1]}
    refused = words(decided(browser, root, every, "accepted", reason="  "))
    assert "needs a reason; nothing was written" in refused
    assert coded(shelved) == 3
    done = words(decided(browser, root, every, "accepted", reason="all were read"))
    assert f"{count - 1} candidates were accepted." in done
    assert coded(shelved) == 3 + count - 1
    undo = offered(done, "undo")
    assert undo is not None
    send(browser, root, f"{root}/undo", change=undo[1], back=root)
    assert coded(shelved) == 3
    assert [each.decision for each in found(shelved, "The")] == ["rejected"] + [""] * (count - 1)


def test_all_is_refused_where_other_candidates_wait_now(
    browser: Client, shelved: Shelved, root: str, three: str
) -> None:
    page = text_of(browser, f"{root}/candidates", query=three)
    saw = re.search(r'name="saw" value="(\w+)"', page)
    assert saw is not None
    decide(shelved.study.file, shelved.study.viewer, found(shelved, "The")[0], "rejected")
    every = {"query": three, "all": "1", "saw": saw[1]}
    page = words(decided(browser, root, every, "accepted", reason="all were read"))
    assert "other candidates wait now than it showed" in page
    assert "all were read" in page, "what was typed is kept"
    assert coded(shelved) == 3


def test_a_query_is_taken_out(browser: Client, shelved: Shelved, root: str, three: str) -> None:
    decided(browser, root, forms(text_of(browser, f"{root}/candidates", query=three))[0], "accepted")
    page = words(decided(browser, root, {"query": three}, "remove"))
    assert "The query “The” was taken out." in page
    assert names(shelved) == ["Money"]
    assert coded(shelved) == 4


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "accepted", "key": "nonsense"},
        {"do": "accepted", "key": ""},
        {"do": "explode", "key": "x"},
        {"do": "accepted", "seen": "perhaps"},
        {"do": "accepted", "query": "gone"},
    ],
)
def test_nonsense_writes_nothing(
    browser: Client, shelved: Shelved, root: str, three: str, sent: dict[str, str]
) -> None:
    answer = send(browser, root, f"{root}/candidates", **{"query": three, **sent})
    assert answer.status_code in (200, 404)
    assert {each.decision for each in found(shelved, "The")} == {""}


def test_nobody_decides_from_elsewhere(opened: Desk, root: str) -> None:
    assert client_at(opened).post(f"{root}/candidates", {"do": "accepted"}).status_code == 403
