"""The canvas at the server: what a page sends is read strictly, and answered with what it touched."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from caseloom.coding.actions import set_code
from caseloom.coding.readings import codes, passages
from caseloom.record.readings import LastChange, latest, next_acts, wrote_only
from caseloom.rooms import open_study
from caseloom.sources.actions import revise_source
from caseloom.sources.readings import source_text, sources
from caseloom.studyfile import new_id
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.analysis.workbench import document
from tests.web.conftest import PORT, entered


class Page:
    """The source of Berta Holm as a browser has it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.client, self.query = desk, entered(desk), ""
        self.study = self.client.get("/").headers["Location"]
        file, viewer = desk.shelf.studies[0].study.file, desk.shelf.studies[0].study.viewer
        with file.read() as db:
            found = next(each for each in sources(db, viewer) if "Berta" in each.title)
            self.text = source_text(db, viewer, found.id)
            self.codes = {each.label: each.id for each in codes(db, viewer)}
        listed = self.client.get(f"{self.study}/sources").content.decode()
        self.at = next(part for part in listed.split('"') if "/sources/berta-holm" in part)

    def place(self, words: str) -> dict[str, Any]:
        start = self.text.text.index(words)
        revision = self.text.revision.hex
        return {"revision": revision, "start": start, "end": start + len(words), "words": [words]}

    def send(self, **wish: Any) -> Any:
        body = {"change": new_id().hex, **wish}
        return self.post(json.dumps(body, default=lambda each: each.hex))

    def post(self, body: str) -> Any:
        shown = self.client.get(self.at).content.decode()
        token = shown.partition('data-token="')[2].partition('"')[0]
        return self.client.post(
            f"{self.at}/codings{self.query}", body,
            content_type="application/json", headers={"x-csrftoken": token}, HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
        )  # fmt: skip

    def coded(self) -> list[tuple[str, str, str]]:
        open_ = self.desk.shelf.studies[0].study
        with open_.file.read() as db:
            found = passages(db, open_.viewer, source=self.text.source.id)
            return [(each.quote, each.code_label, each.coder_name) for each in found]


def desk_as(name: str | None, study_path: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "own.caseloom"
    shutil.copy(study_path, path)
    desk = Desk(PORT, Shelf.open([path], name=name))
    yield desk
    desk.shelf.close()


@pytest.fixture
def page(study_path: Path, tmp_path: Path) -> Iterator[Page]:
    for desk in desk_as("Ines Marklund", study_path, tmp_path):
        yield Page(desk)


@pytest.fixture
def nameless(study_path: Path, tmp_path: Path) -> Iterator[Page]:
    for desk in desk_as(None, study_path, tmp_path):
        yield Page(desk)


def test_a_coding_is_answered_with_the_turns_it_touched(page: Page) -> None:
    answer = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    assert [each["number"] for each in answer["turns"]] == [4]
    assert "Mornings" in answer["turns"][0]["codes"]
    assert answer["say"] == "Coded: Mornings."
    assert answer["place"] == [page.place("the money came")[each] for each in ("start", "end")]
    assert "Undo: Ines Marklund coded: Mornings" in answer["offers"]
    assert answer["latest"] != answer["before"]
    assert ("the money came", "Mornings", "Ines Marklund") in page.coded()


def test_a_code_renamed_elsewhere_has_its_new_name_with_the_next_coding(page: Page) -> None:
    wish = {"do": "code", "codes": [page.codes["Mornings"]]}
    assert page.send(**wish, place=page.place("the money came")).json()["say"] == "Coded: Mornings."
    elsewhere = page.desk.shelf.studies[0]
    with closing(open_study(elsewhere.file, as_name="Ines Marklund")) as window:
        set_code(window.file, window.viewer, page.codes["Mornings"], label="Early hours")
    answer = page.send(**wish, place=page.place("money")).json()
    assert answer["say"] == "Coded: Early hours. Overlaps 1 coding."
    assert "Early hours" in answer["turns"][0]["codes"]
    assert "Mornings" not in answer["turns"][0]["codes"]


@pytest.mark.parametrize("do", ["code", "new", "flag", "resize", "remove"])
def test_what_is_offered_after_a_write_is_what_undo_would_take(page: Page, do: str) -> None:
    coded = {"codes": [page.codes["Mornings"]]}
    made = page.send(do="code", place=page.place("the money came"), **coded).json()
    wishes: dict[str, dict[str, Any]] = {"code": coded, "new": {"label": "Pay days"}}
    wish = wishes.get(do, {})
    if do in ("resize", "remove"):
        wish = {"coding": made["codings"][0]}
    answer = page.send(do=do, **wish, **({} if do == "remove" else {"place": page.place("money")})).json()
    open_ = page.desk.shelf.studies[0].study
    with open_.file.read() as db:
        undo, redo = next_acts(db, open_.viewer, open_.file.kinds)
    assert undo is not None
    assert redo is None
    assert re.findall(r'name="change" value="(\w+)"', answer["offers"]) == [undo.changes[0].hex]


def test_codes_are_read_anew_where_another_file_was_put(page: Page) -> None:
    shelved = page.desk.shelf.studies[0]
    with shelved.study.file.read() as db:
        now = latest(db)
        assert now is not None
        assert wrote_only(db, ["coding"], since=now)
        assert not wrote_only(db, ["coding"], since=now._replace(n=now.n - 1))
        assert not wrote_only(db, ["coding"], since=None)
        assert not wrote_only(db, [], since=LastChange(now.id, now.n + 1))


def test_what_is_amiss_is_said_with_its_field(page: Page) -> None:
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    refused = page.send(do="set", coding=made["codings"][0], said={"about": "when"})
    assert (refused.status_code, refused.json()["field"]) == (409, "about")
    refused = page.send(do="set", coding=new_id().hex, said={"valence": "helps"})
    assert (refused.status_code, refused.json()["field"]) == (409, "")


def test_what_arrives_twice_is_said_to_be_there(page: Page) -> None:
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    wish: dict[str, Any] = {"do": "set", "coding": made["codings"][0], "said": {"valence": "helps"}}
    assert page.send(**wish).json()["say"] == "Mornings: whether it helps or hinders was changed."
    assert page.send(**wish).json()["say"] == "Mornings: it says this already."


def test_what_is_said_of_a_coding_without_a_place_is_kept_and_said_so(page: Page) -> None:
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    study = page.desk.shelf.studies[0].study
    revise_source(study.file, study.viewer, page.text.source.id, document("Nothing of it is left."))
    said = page.send(do="set", coding=made["codings"][0], said={"valence": "hinders"}).json()["say"]
    assert said == "What you said of the coding is kept; it has no place in the text that is shown."


def test_undo_leads_back_to_the_codings_that_are_shown(page: Page) -> None:
    page.query = "?valence=helps"
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    assert 'name="back" value="' + page.at + '?valence=helps"' in made["offers"]


def test_what_is_coded_but_not_shown_is_counted(page: Page) -> None:
    place = page.place("the money came")
    page.send(do="code", place=place, codes=[page.codes["Mornings"]])
    at = f"at={place['start']}-{place['end']}"
    here = page.client.get(f"{page.at}/here?{at}&valence=helps").content.decode()
    assert "coding here is not shown." in here or "codings here are not shown." in here
    assert "Nothing is coded here yet." not in here
    assert "not shown" not in page.client.get(f"{page.at}/here?{at}").content.decode()


def test_what_is_flagged_is_said_once_however_often_it_arrives(page: Page) -> None:
    wish = {"do": "flag", "place": page.place("the money came"), "change": new_id()}
    for answer in (page.send(**wish).json(), page.send(**wish).json()):
        assert answer["say"] == "The passage is flagged as distressing. Readers are warned of it."
        assert answer["place"] == [page.place("the money came")[each] for each in ("start", "end")]
        assert "Undo: Ines Marklund flagged a passage as distressing: " in answer["offers"]
    shown = page.client.get(page.at).content.decode()
    assert shown.count('class="turn-flag"') == 1
    assert page.send(do="flag").status_code == 409
    assert page.send(do="flag", place={**page.place("the money"), "words": ["no money"]}).status_code == 409
    assert page.client.get(page.at).content.decode().count('class="turn-flag"') == 1


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", "null", '"code"', '{"do": "code"}', '{"do": "code", "change": "no id"}',
        '{"do": "code", "change": 7, "place": 1}', "\x00\xff",
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(page: Page, body: str) -> None:
    before = page.coded()
    answer = page.post(body)
    assert answer.status_code == 409
    assert "nothing was changed" in answer.json()["sentence"]
    assert page.coded() == before


@pytest.mark.parametrize(
    ("start", "end"), [(-5, 3), (0, 10**9), (7, 7), (9, 2), ("1", "4"), (1.5, 3), (None, 3), (True, 9)]
)
def test_a_place_that_is_none_is_refused(page: Page, start: Any, end: Any) -> None:
    before = page.coded()
    place = {**page.place("the money came"), "start": start, "end": end}
    answer = page.send(do="code", place=place, codes=[page.codes["Mornings"]])
    assert answer.status_code == 409
    assert page.coded() == before


def test_another_s_coding_is_changed_by_nobody_else(page: Page) -> None:
    open_ = page.desk.shelf.studies[0].study
    with open_.file.read() as db:
        theirs = next(each for each in passages(db, open_.viewer) if each.coder_name == "Tomasz Okoro")
    for wish in ({"do": "remove"}, {"do": "set", "said": {"valence": "helps"}}):
        answer = page.send(coding=theirs.id, **wish)
        assert answer.status_code == 409
        assert answer.json()["sentence"].startswith("Tomasz Okoro made that coding")
    assert ("it fits the mornings", "Mornings", "Tomasz Okoro") in page.coded()


def test_a_time_is_typed_as_the_page_says_it(page: Page) -> None:
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    [coding] = made["codings"]
    for written in ("November 2017", "2017-11"):
        assert page.send(do="set", coding=coding, said={"about": written}).status_code == 200
        start, end = made["place"]
        here = page.client.get(f"{page.at}/here?at={start}-{end}").content.decode()
        assert "time it speaks of: November 2017" in here
        assert 'name="about" value="November 2017"' in here


def test_what_was_changed_of_a_coding_is_said_apart(page: Page) -> None:
    made = page.send(do="code", place=page.place("the money came"), codes=[page.codes["Mornings"]]).json()
    [coding] = made["codings"]
    weight = {"valence": "helps", "example": "concrete"}
    for said, sentence in (
        ({"about": "2019"}, "Mornings: the time it speaks of was changed."),
        ({"memo": "Ask again."}, "Mornings: the memo was changed."),
        (weight, "Mornings was changed: Helps or hinders, Example or remark."),
        ({**weight, "about": "2019"}, "Mornings: it says this already."),
        ({**weight, "example": ""}, "Mornings: whether it is an example or a remark was changed."),
    ):
        assert page.send(do="set", coding=coding, said=said).json()["say"] == sentence
    moved = page.send(do="resize", coding=coding, place=page.place("money came")).json()
    assert moved["say"] == "Mornings: the passage was changed."
    recoded = page.send(do="set", coding=coding, codes=[page.codes["Compatibility"]]).json()
    assert recoded["say"] == "The code is Compatibility now."


@pytest.mark.parametrize("said", [{"about": "sometime"}, {"valence": "splendid"}])
def test_what_a_coding_cannot_say_is_refused(page: Page, said: dict[str, str]) -> None:
    open_ = page.desk.shelf.studies[0].study
    with open_.file.read() as db:
        mine = next(each for each in passages(db, open_.viewer) if each.quote == "in four parts")
    answer = page.send(do="set", coding=mine.id, said=said)
    assert answer.status_code == 409
    assert answer.json()["sentence"]


def test_a_code_or_coding_that_nobody_knows_is_refused(page: Page) -> None:
    unknown = UUID(int=7)
    for wish in (
        {"do": "code", "place": page.place("the money came"), "codes": [unknown]},
        {"do": "remove", "coding": unknown},
        {"do": "dance", "coding": unknown},
    ):
        assert page.send(**wish).status_code == 409


def test_a_write_without_the_page_s_token_is_refused(page: Page) -> None:
    answer = page.client.post(f"{page.at}/codings", "{}", content_type="application/json")
    assert answer.status_code == 403


# -- who am I ---------------------------------------------------------------------------------------


def test_a_reader_is_asked_for_a_name_and_then_codes(nameless: Page) -> None:
    shown = nameless.client.get(nameless.at).content.decode()
    assert "You are reading without a name." in shown
    assert 'data-codings="' not in shown
    asked = nameless.client.get(f"/who?back={nameless.at}").content.decode()
    assert "Tomasz Okoro" in asked
    answer = name_oneself(nameless, asked, "Ada Lind")
    assert answer.status_code == 302
    assert answer.headers["Location"] == nameless.at
    nameless.send(do="code", place=nameless.place("the money came"), codes=[nameless.codes["Mornings"]])
    assert ("the money came", "Mornings", "Ada Lind") in nameless.coded()


@pytest.mark.parametrize("name", ["", "   ", "x" * 300])
def test_no_name_is_no_name(nameless: Page, name: str) -> None:
    asked = nameless.client.get("/who").content.decode()
    answer = name_oneself(nameless, asked, name)
    assert answer.status_code == 400
    assert "Nothing was changed." in answer.content.decode()


def test_the_way_back_leads_nowhere_else(nameless: Page) -> None:
    asked = nameless.client.get("/who?back=https://elsewhere.example/").content.decode()
    assert 'name="back" value="https' not in asked


def name_oneself(page: Page, asked: str, name: str) -> Any:
    token = asked.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
    words = {"csrfmiddlewaretoken": token, "name": name, "back": page.at}
    return page.client.post("/who", words, HTTP_ORIGIN=f"http://127.0.0.1:{PORT}")


# -- what is shown ----------------------------------------------------------------------------------


def test_a_reader_sees_only_the_codings_that_are_asked_for(page: Page) -> None:
    def marks(query: str) -> int:
        return page.client.get(f"{page.at}{query}").content.decode().count("data-marks=")

    everything = marks("")
    assert marks("?valence=helps") == 1
    assert marks("?valence=hinders") == 0
    assert marks("?valence=unsaid") >= 1
    assert marks("?valence=nonsense&coder=&time=") == everything
    shown = page.client.get(f"{page.at}?valence=helps").content.decode()
    every = marked(page.client.get(page.at).content.decode())
    assert f"1 of {every} codings are shown: <b>Helps or hinders</b> helps " in shown
    assert "/codings?valence=helps" in shown


def test_a_reader_sees_only_the_codings_of_one_code(page: Page) -> None:
    shown = page.client.get(page.at).content.decode()
    offered = re.search(r'<select name="code">(.*?)</select>', shown, re.DOTALL)
    assert offered is not None
    values = dict(re.findall(r'<option value="(\w+)">([^<]+)</option>', offered[1]))
    assert set(values.values()) == {"Compatibility", "Mornings"}
    every = marked(shown)
    each = [marked(page.client.get(f"{page.at}?code={key}").content.decode()) for key in values]
    assert all(0 < number < every for number in each)
    assert sum(each) == every
    chosen = next(key for key, label in values.items() if label == "Mornings")
    shown = page.client.get(f"{page.at}?code={chosen}").content.decode()
    assert "codings are shown: <b>Code</b> Mornings " in shown
    assert f"/codings?code={chosen}" in shown
    assert marked(page.client.get(f"{page.at}?code=nonsense").content.decode()) == 0


def marked(page: str) -> int:
    """How many stretches of text are painted."""
    return sum(written.count(";") + 1 for written in re.findall(r'data-marks="([^"]+)"', page))


def test_what_is_coded_where_only_some_codings_are_shown_is_said_to_be_none_of_them(page: Page) -> None:
    unseen = "Only some codings are shown, and this is none of them."
    wish = {"do": "code", "codes": [page.codes["Mornings"]], "place": page.place("the mornings")}
    assert unseen not in page.send(**wish).json()["say"]
    page.query = "?valence=helps"
    answer = page.send(**{**wish, "place": page.place("the money came")}).json()
    assert answer["say"].startswith("Coded: Mornings. ")
    assert unseen in answer["say"]
    mine = page.send(do="set", coding=answer["codings"][0], said={"valence": "helps"}).json()
    assert mine["say"] == "Mornings: whether it helps or hinders was changed."


def test_what_no_coding_says_is_not_offered_for_sifting(page: Page) -> None:
    shown = page.client.get(page.at).content.decode()
    assert '<select name="valence">' in shown
    assert '<select name="example">' not in shown
    assert '<select name="coder">' in shown


# -- a characteristic together with a role ------------------------------------------------------------


def role_of(page: Page, label: str) -> Any:
    chosen = page.client.get(f"{page.study}/codes").json()["codes"]
    found = next(each for each in chosen if each["label"] == "Motivation")
    return next(each["id"] for each in found["roles"] if each["label"] == label)


def roles(page: Page) -> list[tuple[str, str]]:
    open_ = page.desk.shelf.studies[0].study
    with open_.file.read() as db:
        found = passages(db, open_.viewer, source=page.text.source.id)
        return [(each.code_label, each.role_label) for each in found if each.quote == "the money came"]


def test_a_characteristic_is_offered_with_every_role_of_its_framework_and_nothing_else_is(page: Page) -> None:
    chosen = page.client.get(f"{page.study}/codes").json()["codes"]
    with_roles = {each["label"] for each in chosen if each["roles"]}
    assert with_roles == {"Need", "Capability", "Opportunity", "Motivation"}
    found = next(each["roles"] for each in chosen if each["label"] == "Motivation")
    assert len(found) == 9
    assert "Innovation Deliverers" in {each["label"] for each in found}


def test_both_are_coded_in_one_step(page: Page) -> None:
    wish = {"codes": [page.codes["Motivation"]], "role": role_of(page, "Innovation Deliverers")}
    answer = page.send(do="code", place=page.place("the money came"), **wish).json()
    assert answer["say"] == "Coded: Motivation × Innovation Deliverers."
    assert roles(page) == [("Motivation", "Innovation Deliverers")]


@pytest.mark.parametrize(
    ("another", "role", "after"),
    [
        ("Capability", "", ("Capability", "Innovation Deliverers")),
        ("Capability", "Opinion Leaders", ("Capability", "Opinion Leaders")),
        ("Mornings", "", ("Mornings", "")),
    ],
)
def test_a_role_stays_with_characteristics_only(
    page: Page, another: str, role: str, after: tuple[str, str]
) -> None:
    wish = {"codes": [page.codes["Motivation"]], "role": role_of(page, "Innovation Deliverers")}
    made = page.send(do="code", place=page.place("the money came"), **wish).json()["codings"]
    page.send(
        do="set", coding=made[0], codes=[page.codes[another]], role=role_of(page, role) if role else None
    )
    assert roles(page) == [after]
