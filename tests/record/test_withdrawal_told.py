"""What is told before somebody withdraws: every text that names the person, and no more than goes."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.building import build
from caseloom.coding import actions as coding_actions
from caseloom.coding.readings import codes, passages
from caseloom.design import actions as design
from caseloom.design.model import NewParticipant
from caseloom.design.readings import cases, participants, phases
from caseloom.record import actions as record
from caseloom.record.model import Withdrawal
from caseloom.record.readings import withdrawal
from caseloom.rooms import OpenStudy, create_for_build, open_study
from caseloom.sources import actions as sources
from caseloom.sources.model import NewSource, SpeakerRule
from tests.analysis.workbench import document

MINUTE = "Minute of the Mental Health Strategy Group, 18 June 2020"
CALLUM = "Callum Baird, who left, wave 3"
TEACHING = Path(__file__).resolve().parents[2] / "examples/teaching"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "teaching.caseloom"
    build(TEACHING / "study.toml", TEACHING, lambda id: create_for_build(path, id))
    return path


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Iterator[OpenStudy]:
    shutil.copy(built, tmp_path / "study.caseloom")
    with closing(open_study(tmp_path / "study.caseloom", as_name="Ann")) as opened:
        yield opened


def named(study: OpenStudy, name: str) -> UUID:
    with study.file.read() as db:
        return next(each.id for each in participants(db, study.viewer) if name in each.name)


def told(study: OpenStudy, name: str) -> Withdrawal:
    return withdrawal(study.file, study.viewer, named(study, name))


# -- how much goes ----------------------------------------------------------------------------------


def test_what_went_before_is_not_counted_again(study: OpenStudy) -> None:
    names = ("Desmond", "Maja", "Head of service", "Alasdair")
    before = {name: dict(told(study, name).counts) for name in names}
    record.withdraw(study.file, study.viewer, told(study, "Shona"))
    after = {name: dict(told(study, name).counts) for name in names}
    assert after == before
    assert after["Desmond"]["source"] == 1
    assert "source" not in after["Head of service"]


# -- who is named where -----------------------------------------------------------------------------


def listed(study: OpenStudy, name: str) -> set[tuple[str, str, str]]:
    found = told(study, name).suspects
    return {(each.kind, each.field, each.about) for each in found if each.why == "name"}


def test_the_names_of_the_teaching_study_are_met_without_what_stands_behind_them(study: OpenStudy) -> None:
    shona = {each[2] for each in listed(study, "Shona") if each[:2] == ("source", "text")}
    assert shona == {
        "Alasdair Meikle, chief officer, wave 1",
        "Application to the Community Distress Fund, November 2017",
        CALLUM,
        "The Inverlairn Packet, 30 September and 7 October 2022",
        MINUTE,
    }
    assert ("source", "text", MINUTE) in listed(study, "Alasdair")
    assert ("source", "text", "Desmond Adeyemi, threshold friend, wave 2") in listed(study, "Maja")
    [minute] = [each for each in told(study, "Shona").suspects if each.about == MINUTE]
    assert "Shona Rennie" in minute.words
    assert len(minute.rest) == 2, "she is named in three of its paragraphs"


def test_she_is_met_wherever_people_write(study: OpenStudy) -> None:
    """Code examples, phase names, memos, case descriptions, notes, and what is said of innovations."""
    with study.file.read() as db:
        code = next(each for each in codes(db, study.viewer) if each.construct is None)
        phase, case = phases(db, study.viewer)[0], cases(db, study.viewer)[0]
        coding = next(each for each in passages(db, study.viewer) if "Shona" not in each.source_title)
    coding_actions.set_code(study.file, study.viewer, code.id, examples="“Everybody wants a Shona.”")
    coding_actions.set_coding(study.file, study.viewer, coding.id, memo="Ask Rennie about this.")
    design.set_field(study.file, study.viewer, "phase", phase.id, name="Shona's year")
    design.set_field(study.file, study.viewer, "case", case.id, description="Run by S. Rennie.")
    found = {(kind, field) for kind, field, _ in listed(study, "Shona")}
    assert {("code", "examples"), ("coding", "memo"), ("phase", "name"), ("case", "description")} <= found


def test_a_label_that_is_hers_alone_names_her(study: OpenStudy) -> None:
    who = design.add(study.file, study.viewer, NewParticipant(name="Edda Original"))
    rules = (
        SpeakerRule("interviewer", pattern="Interviewer"),
        SpeakerRule("respondent", pattern="LF35", participant=who),
    )
    talk = document("Interviewer: And you?\n\nLF35: I was there, the whole week.")
    sources.add_source(study.file, study.viewer, NewSource("Talk", rules=rules), talk)
    sources.add_source(
        study.file, study.viewer, NewSource("Notes", "field_note"), document("LF35 was tired.")
    )
    assert listed(study, "Edda") == {("source", "text", "Notes")}


def test_a_former_text_that_names_her_goes_and_is_listed_apart(study: OpenStudy) -> None:
    first = "Present: the board.\n\nShona Rennie was thanked for the soup."
    new = NewSource("Thanks", "document")
    id = sources.add_source(study.file, study.viewer, new, document(first))
    said = [each for each in told(study, "Shona").suspects if each.entity == id]
    assert [(each.field, each.shown.place is not None) for each in said] == [("text", True)]
    sources.revise_source(study.file, study.viewer, id, document(first.replace("Shona Rennie", "A peer")))
    found = told(study, "Shona")
    assert [each.field for each in found.suspects if each.entity == id] == []
    assert [(each.field, str(each.shown)) for each in found.former] == [
        ("former_text", "Shona Rennie was thanked for the soup.")
    ]


def test_a_post_in_the_place_of_a_name_is_met_only_as_a_whole(study: OpenStudy) -> None:
    """“Head of service” is nobody's given and family name: a head and a service are no reason."""
    assert listed(study, "Head of service") == {
        ("source", "text", MINUTE),
        ("source", "text", CALLUM),
        ("plan", "note", ""),
    }
    assert listed(study, "Principal of the school") == set()
