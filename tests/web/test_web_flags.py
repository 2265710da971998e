"""Passages flagged as distressing: readers are warned on every page, before they come to the words."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from caseloom.coding.actions import code_selection, flag_passage, remove_coding, set_coding
from caseloom.coding.model import NewCoding, Selected
from caseloom.coding.readings import codes, flags
from caseloom.sources.actions import revise_source
from caseloom.sources.readers.plain import read as read_plain
from caseloom.sources.readings import source_text
from caseloom.studyfile import new_id
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf, Shelved
from tests.web import small_study
from tests.web.conftest import PORT, entered
from tests.web.copies import source_named
from tests.web.test_web_candidates import forms
from tests.web.test_web_record import offered, send, text_of

BERTA = "Berta Holm, wave 1"
SHOW = "Show a passage flagged as distressing"
BAKE = "It fits how we already bake"


def place_of(shelved: Shelved, words: str) -> Selected:
    study = shelved.study
    with study.file.read() as db:
        text = source_text(db, study.viewer, source_named(study, BERTA))
    start = text.text.index(words)
    return Selected(text.revision, start, start + len(words), (words,))


def at(selected: Selected) -> str:
    return f"{selected.revision.hex}:{selected.start}-{selected.end}"


def flag(shelved: Shelved, words: str = BAKE, note: str = "") -> None:
    study = shelved.study
    flag_passage(
        study.file, study.viewer, source_named(study, BERTA), place_of(shelved, words), note=note or None
    )


def count(shelved: Shelved) -> int:
    with shelved.study.file.read() as db:
        return sum(map(len, flags(db, shelved.study.viewer).values()))


def source_address(browser: Client, root: str) -> str:
    page = text_of(browser, f"{root}/sources")
    return next(link for link in re.findall(r'href="([^"?]*)"', page) if "/sources/berta-holm" in link)


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_a_passage_is_flagged_from_its_panel(browser: Client, shelved: Shelved, root: str) -> None:
    address, here = source_address(browser, root), at(place_of(shelved, BAKE))
    page = text_of(browser, address, at=here)
    assert "Flag this passage" in page
    assert "flagged as distressing" not in re.sub(r"<aside.*</aside>", "", page, flags=re.S)
    answer = send(browser, root, f"{address}/flags", do="add", at=here, note="of <b>grief</b>\nand bread")
    assert answer.redirect_chain[-1][0] == f"{address}?at={here}"
    raw = answer.content.decode()
    assert "of &lt;b&gt;grief&lt;/b&gt; and bread" in raw
    page = words(answer)
    assert "This source has 1 passage that somebody flagged as distressing." in page
    assert re.search(r'href="#t(\d+)">turn \1</a>', page)
    assert 'class="turn-flag">flagged as distressing: of <b>grief</b> and bread' in page
    assert "Flagged as distressing by Ines Marklund" in page
    undo = offered(page, "undo")
    assert undo is not None
    assert undo[0].startswith("Undo: Ines Marklund flagged a passage as distressing: ")
    send(browser, root, f"{root}/undo", change=undo[1], back=address)
    assert count(shelved) == 0


def test_a_flag_is_taken_back_once(browser: Client, shelved: Shelved, root: str) -> None:
    flag(shelved)
    address, here = source_address(browser, root), at(place_of(shelved, BAKE))
    page = text_of(browser, address, at=here)
    assert "Flag this passage" not in page
    id = re.search(r'name="flag" value="(\w+)"', page)
    assert id is not None
    taken = send(browser, root, f"{address}/flags", do="remove", at=here, flag=id[1])
    assert "The flag was taken back." in words(taken)
    again = send(browser, root, f"{address}/flags", do="remove", at=here, flag=id[1])
    assert "That flag was taken back before." in words(again)
    assert count(shelved) == 0


def test_words_apart_from_their_source_are_folded(browser: Client, shelved: Shelved, root: str) -> None:
    codebook = text_of(browser, f"{root}/codebook")
    code = next(
        link for link in re.findall(r'href="([^"?]*)"', codebook) if "/codebook/compatibility" in link
    )
    places = {"code": (code, {}), "search": (f"{root}/search", {"q": "bake"})}
    for address, query in places.values():
        assert SHOW not in text_of(browser, address, **query)
    flag(shelved)
    for name, (address, query) in places.items():
        page = text_of(browser, address, **query)
        folded = re.findall(r'<details class="distressing">.*?</details>', page, re.S)
        assert len(folded) == 1, name
        assert "fits how we" in folded[0]
        assert "fits how we" not in page.replace(folded[0], ""), name
    other = text_of(browser, f"{root}/search", q="coast")
    assert SHOW not in other


def test_a_candidate_is_folded_and_not_read_aloud(browser: Client, shelved: Shelved, root: str) -> None:
    money = "after that the money came"
    flag(shelved, money)
    listed = text_of(browser, f"{root}/candidates")
    query = re.search(r"query=(\w+)", listed)
    assert query is not None
    page = text_of(browser, f"{root}/candidates", query=query[1])
    assert 'aria-label="A passage flagged as distressing"' in page
    folded = re.findall(r'<details class="distressing">.*?</details>', page, re.S)
    assert len(folded) == 1
    assert money not in page.replace(folded[0], "")


def test_a_former_text_warns_and_flags_nothing(browser: Client, shelved: Shelved, root: str) -> None:
    flag(shelved, note="of bread")
    study = shelved.study
    address, here = source_address(browser, root), at(place_of(shelved, BAKE))
    text = small_study.OVEN.replace(BAKE, "It was in the way")
    revise_source(study.file, study.viewer, source_named(study, BERTA), read_plain("t.txt", text.encode()))
    former = text_of(browser, address, at=here)
    assert "flagged as distressing: of bread" in former
    assert "Flag this passage" not in former
    now = text_of(browser, address)
    assert "1 passage that was flagged as distressing is not found in this text." in now
    refused = send(browser, root, f"{address}/flags", do="add", at=here)
    assert "the words you selected are not there any more" in words(refused)


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "add", "at": "1-5"},
        {"do": "add", "at": "nonsense"},
        {"do": "add", "at": f"{'0' * 32}:1-5"},
        {"do": "explode"},
        {"do": "remove", "flag": "nonsense"},
        {"do": "add", "at": "far"},
    ],
)
def test_nonsense_flags_nothing(browser: Client, shelved: Shelved, root: str, sent: dict[str, str]) -> None:
    here = place_of(shelved, BAKE)
    said = {"at": at(here), **sent}
    if said["at"] == "far":
        said["at"] = f"{here.revision.hex}:90000-90005"
    answer = send(browser, root, f"{source_address(browser, root)}/flags", **said)
    assert answer.status_code == 404
    assert count(shelved) == 0


def test_a_reader_without_a_name_is_warned_too(opened: Desk, shelved: Shelved, root: str) -> None:
    flag(shelved)
    reader = Desk(PORT, Shelf.open([shelved.file]))
    browser = entered(reader)
    page = text_of(browser, source_address(browser, root), at=at(place_of(shelved, BAKE)))
    assert "somebody flagged as distressing" in page
    assert "Take the flag back" not in page
    reader.shelf.close()


# -- the same words elsewhere -----------------------------------------------------------------------


def folded_only(page: str, words: str) -> bool:
    """Whether the words are in a page, and only where a reader opens them."""
    seen = re.sub(r"<details.*?</details>", "", page, flags=re.S)
    said, seen = (re.sub("<[^>]*>", "", each) for each in (page, seen))
    return words in said and words not in seen


def test_what_is_coded_there_is_folded_in_the_list_beside_the_text(
    browser: Client, shelved: Shelved, root: str
) -> None:
    address, place = source_address(browser, root), place_of(shelved, BAKE)
    between = f"{place.start}-{place.end}"
    assert not folded_only(text_of(browser, f"{address}/here", at=between), BAKE)
    flag(shelved)
    assert folded_only(text_of(browser, f"{address}/here", at=between), BAKE)
    beside = re.search(r'<aside class="panel".*</aside>', text_of(browser, address, at=at(place)), re.S)
    assert beside is not None
    assert folded_only(beside[0], BAKE)


def test_neither_history_nor_undo_says_the_words_of_what_was_coded_there(
    browser: Client, shelved: Shelved, root: str
) -> None:
    study, place = shelved.study, place_of(shelved, "the money came")
    with study.file.read() as db:
        mornings = next(each.id for each in codes(db, study.viewer) if each.label == "Mornings")
    source = source_named(study, BERTA)
    new = [NewCoding(code=mornings)]
    [made] = code_selection(study.file, study.viewer, source, place, new, id=new_id())
    said = "Ines Marklund coded: Mornings: the money came."
    assert said in text_of(browser, f"{root}/history")
    set_coding(study.file, study.viewer, made, valence="helps")
    flag(shelved, "after that the money")
    unlucky = text_of(browser, f"{root}/history")
    assert said not in unlucky
    assert folded_only(unlucky, "the money came")
    assert "Ines Marklund changed a coding: Mornings." in unlucky
    assert "Ines Marklund coded: Mornings." in unlucky
    remove_coding(study.file, study.viewer, made)
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    assert undo[0] == "Undo: Ines Marklund took out a coding: Mornings."
    undone = words(send(browser, root, f"{root}/undo", change=undo[1], back=f"{root}/history"))
    assert folded_only(undone, "the money came")


def test_a_decided_candidate_is_not_quoted(browser: Client, shelved: Shelved, root: str) -> None:
    money = "after that the money came"
    flag(shelved, money)
    query = re.search(r"query=(\w+)", text_of(browser, f"{root}/candidates"))
    assert query is not None
    page = text_of(browser, f"{root}/candidates", query=query[1])
    sent, *_others = forms(page.partition(SHOW)[2])
    answer = send(browser, root, f"{root}/candidates", do="accepted", **sent)
    assert "Accepted: “A passage flagged as distressing”" in words(answer)
    history = text_of(browser, f"{root}/history")
    assert folded_only(history, money)


def test_words_that_lost_or_changed_their_place_stay_folded(
    browser: Client, shelved: Shelved, root: str
) -> None:
    study = shelved.study
    flag(shelved)
    text = small_study.OVEN.replace(BAKE, "It fits how we have always baked")
    source = source_named(study, BERTA)
    revise_source(study.file, study.viewer, source, read_plain("t.txt", text.encode()))
    moved = text_of(browser, f"{source_address(browser, root)}/moved")
    assert folded_only(moved, "It fits how we have")
    assert folded_only(moved, BAKE)
    revise_source(study.file, study.viewer, source, read_plain("t.txt", b"Berta Holm: Nothing else.\n"))
    assert folded_only(text_of(browser, f"{root}/codings/adrift"), BAKE)
