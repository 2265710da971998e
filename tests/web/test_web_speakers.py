"""Who speaks under a label: chosen or made on a page of its own, and withdrawn as any participant."""

import re

import pytest
from django.test import Client

from caseloom.design.readings import participants
from caseloom.record import actions as record
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readings import spoken_in
from caseloom.web.desk import Desk
from tests.analysis.workbench import document
from tests.web.test_web_record import send, text_of

GROUP = """Moderator: And the fence?

Leonard: My uncle nailed the old fence posts together with wire from the boat shed.

Joanne: Nobody asked the harbour master what he thought of any of that at all."""


@pytest.fixture
def group(opened: Desk) -> Desk:
    study = opened.shelf.studies[0].study
    rules = (SpeakerRule("interviewer", pattern="Moderator"), SpeakerRule("respondent"))
    add_source(study.file, study.viewer, NewSource("The group", "focus_group", rules=rules), document(GROUP))
    return opened


def page_of_leonard(browser: Client, root: str) -> str:
    listed = text_of(browser, f"{root}/sources")
    source = next(link for link in re.findall(r'href="([^"?]*)"', listed) if "/sources/the-group" in link)
    beside = text_of(browser, source)
    return next(link for link in re.findall(r'href="([^"]*)"', beside) if "/speakers/leonard" in link)


def as_new(**said: str) -> dict[str, str]:
    return {"participant": "new", "role": "respondent", "name": "Leonard", "case": "", "voices": "", **said}


def test_a_participant_is_made_of_a_label_and_can_be_withdrawn(
    group: Desk, browser: Client, root: str
) -> None:
    address = page_of_leonard(browser, root)
    answer = send(browser, root, address, **as_new(voices="instructors, lived experience"))
    assert "As “Leonard” speaks Leonard now." in answer.content.decode()
    study = group.shelf.studies[0].study
    with study.file.read() as db:
        leonard = next(each for each in participants(db, study.viewer) if each.name == "Leonard")
        [there] = spoken_in(db, study.viewer, leonard.id)
    assert leonard.voices == ("instructors", "lived experience")
    assert (there.title, there.alone, len(there.speakers)) == ("The group", False, 1)
    listed = text_of(browser, f"{root}/participants")
    address = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/leonard" in link)
    assert "only this participant’s turns go" in text_of(browser, f"{address.rpartition('/')[0]}/withdraw")


def test_a_name_that_is_written_is_meant_whatever_the_list_says(
    group: Desk, browser: Client, root: str
) -> None:
    address = page_of_leonard(browser, root)
    assert '<input name="name" value=""' in text_of(browser, address)
    answer = send(browser, root, address, **as_new(participant=""))
    assert "As “Leonard” speaks Leonard now." in answer.content.decode()


def test_it_is_one_act_that_is_undone_as_one(group: Desk, browser: Client, root: str) -> None:
    send(browser, root, page_of_leonard(browser, root), **as_new())
    study = group.shelf.studies[0].study
    assert "said who speaks as Leonard" in str(record.undo(study.file, study.viewer))
    with study.file.read() as db:
        assert "Leonard" not in {each.name for each in participants(db, study.viewer)}


def test_one_who_is_there_is_chosen_and_let_go_again(group: Desk, browser: Client, root: str) -> None:
    study = group.shelf.studies[0].study
    with study.file.read() as db:
        berta = next(each for each in participants(db, study.viewer) if each.name == "Berta Holm")
    address = page_of_leonard(browser, root)
    send(browser, root, address, participant=berta.id.hex, role="respondent")
    assert re.search(rf'value="{berta.id.hex}" selected', text_of(browser, address))
    answer = send(browser, root, address, participant="", role="respondent")
    assert "As “Leonard” no participant speaks." in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (as_new(name=" "), "name"),
        ({"participant": "f" * 32, "role": "respondent"}, "could not read"),
        ({"participant": "", "role": "king"}, "could not read"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    group: Desk, browser: Client, root: str, sent: dict[str, str], said: str
) -> None:
    study = group.shelf.studies[0].study
    with study.file.read() as db:
        before = participants(db, study.viewer)
    answer = send(browser, root, page_of_leonard(browser, root), **sent)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    with study.file.read() as db:
        assert participants(db, study.viewer) == before
