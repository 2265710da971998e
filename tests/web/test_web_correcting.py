"""Correcting a transcript in the pages: a turn, a file, what became of codings, the texts there were."""

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import followed, passages
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source, revise_source
from caseloom.sources.model import NewSource
from caseloom.sources.readings import source_text
from caseloom.web import brought
from caseloom.web.addresses import named
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.analysis.workbench import document
from tests.web.conftest import PORT, entered

TALK = """Interviewer: How did the oven come here?

Berta: We carried it up the hill 🧱 in four parts, and nobody had asked the bakers first.

Berta: <b>The council</b> decided, and the money came in the autumn."""


class Talk:
    """A study with one coded talk, in a browser; Ines looks, Bo coded too."""

    def __init__(self, folder: Path) -> None:
        path = folder / "talk.caseloom"
        study = create_study(path, StudyCard(title="Ovens"), as_name="Bo")
        self.id = add_source(study.file, study.viewer, NewSource(title="Berta"), document(TALK))
        self.code = add_code(study.file, study.viewer, NewCode(label="Oven"))
        add_coding(
            study.file, study.viewer, self.id, Quotation(quote="asked the bakers"), NewCoding(code=self.code)
        )
        study.close()
        self.desk = Desk(PORT, Shelf.open([path], name="Ines"))
        [self.shelved] = self.desk.shelf.studies
        for words in ("carried it up the hill 🧱 in four parts", "the money came"):
            self.coded(words)
        self.browser = entered(self.desk)
        self.home = str(self.browser.get("/").headers["Location"])
        self.address = f"{self.home}/sources/{named('Berta', self.id)}"

    def coded(self, words: str) -> None:
        study = self.shelved.study
        add_coding(study.file, study.viewer, self.id, Quotation(quote=words), NewCoding(code=self.code))

    def page(self, *steps: str, status: int = 200) -> str:
        answer = self.browser.get("/".join((self.address, *steps)))
        assert answer.status_code == status
        return answer.content.decode()

    def send(self, step: str, **said: object) -> HttpResponse:
        """Send a form of the page as it is, with its hidden fields for a turn."""
        page = self.page(step)
        return self.post(step, page, **said)

    def post(self, step: str, page: str, **said: object) -> HttpResponse:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
        assert token is not None
        answer = self.browser.post(
            f"{self.address}/{step}",
            {"csrfmiddlewaretoken": token[1], **said},
            HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
        )
        assert isinstance(answer, HttpResponse)
        return answer

    def turn(self, number: int, words: str, *, page: str = "") -> HttpResponse:
        page = page or self.page(f"turns/{number}")
        return self.post(f"turns/{number}", page, words=words, **hidden(page))

    def text(self) -> str:
        with self.shelved.study.file.read() as db:
            return source_text(db, self.shelved.study.viewer, self.id).text

    def quotes(self) -> list[str]:
        with self.shelved.study.file.read() as db:
            return [each.quote for each in passages(db, self.shelved.study.viewer)]


def hidden(page: str) -> dict[str, str]:
    revision = re.search(r'name="revision" value="([^"]*)"', page)
    seen = re.search(r'<textarea name="seen" hidden>\n(.*?)</textarea>', page, re.S)
    assert revision is not None
    assert seen is not None
    return {"revision": revision[1], "seen": html.unescape(seen[1])}


@contextmanager
def talk_in(folder: Path) -> Iterator[Talk]:
    talk = Talk(folder)
    try:
        yield talk
    finally:
        talk.desk.shelf.close()


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talk_in(tmp_path) as made:
        yield made


SECOND = "We carried it up the hill 🧱 in four parts, and nobody had asked the bakers first."
GROWN = SECOND.replace("four parts", "four <heavy> parts")


def test_each_turn_leads_to_a_form_with_its_label_and_its_words(talk: Talk) -> None:
    page = talk.page()
    assert f'href="{talk.address}/turns/2"' in page
    form = talk.page("turns/2")
    assert '<b class="speaker" dir="auto">Berta</b>' in form
    assert f"\n{html.escape(SECOND)}</textarea>" in form
    talk.page("turns/9", status=404)
    talk.page("turns/x", status=404)


def test_a_corrected_turn_is_a_new_text_and_asks_about_the_codings(talk: Talk) -> None:
    answer = talk.turn(2, GROWN)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{talk.address}/moved"
    assert talk.text() == TALK.replace(SECOND, GROWN)
    listed = talk.page("moved")
    assert "Turn 2 was corrected." in listed
    assert "It grew: words came in." in listed
    assert "<ins>&lt;heavy&gt; </ins>" in listed.replace(
        "<ins> &lt;heavy&gt;</ins>", "<ins>&lt;heavy&gt; </ins>"
    )
    assert "1 other coding moved with its words" in listed or "2 other codings moved" in listed
    home = talk.browser.get(talk.home).content.decode()
    assert re.search(
        r'lacking=confirmation"><span class="number">1</span> <span>coding has other words', home
    )
    sources = talk.browser.get(f"{talk.home}/sources?lacking=confirmation").content.decode()
    assert f'href="{talk.address}"' in sources
    assert "the words of 1 coding are not the same any more" in talk.page()


def test_a_correction_that_touches_no_coding_asks_nothing(talk: Talk) -> None:
    answer = talk.turn(1, "How did this oven come here?")
    assert answer.headers["Location"] == talk.address
    assert "Every coding stands at the words it stood at." in talk.page()
    assert "there is nothing to confirm" in talk.page("moved")


def test_a_text_corrected_meanwhile_keeps_what_was_typed_and_shows_the_turn_as_it_is(talk: Talk) -> None:
    form = talk.page("turns/2")
    study = talk.shelved.study
    moved_on = TALK.replace("four parts", "five parts").replace(
        "Interviewer", "Interviewer: Good day.\n\nInterviewer"
    )
    revise_source(study.file, study.viewer, talk.id, document(moved_on))
    answer = talk.turn(2, GROWN, page=form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "was corrected by somebody else after the page was opened" in page
    assert f"\n{html.escape(GROWN)}</textarea>" in page
    assert "The turn as it is now" in page
    assert "five parts" in page
    assert f'action="{talk.address}/turns/3"' in page
    assert talk.text() == moved_on
    assert talk.post("turns/3", page, words=GROWN, **hidden(page)).status_code == 302
    assert talk.text() == moved_on.replace(SECOND.replace("four", "five"), GROWN)


def test_where_the_turn_is_gone_nothing_is_offered_to_be_overwritten(talk: Talk) -> None:
    form = talk.page("turns/2")
    study = talk.shelved.study
    left = "Interviewer: How did the oven come here?"
    revise_source(study.file, study.viewer, talk.id, document(left))
    page = talk.turn(2, GROWN, page=form).content.decode()
    assert html.escape(GROWN) in page
    assert "no turn of its text surely stands for this one" in page
    assert "Save the corrected turn" not in page
    assert talk.text() == left


@pytest.mark.parametrize("words", ["", "   ", "Well.\n\nCarl: And I say so too.\n\nCarl: Twice."])
def test_words_that_cannot_be_a_turn_are_refused_and_kept(talk: Talk, words: str) -> None:
    answer = talk.turn(2, words)
    assert answer.status_code == 409
    assert html.escape(words) in answer.content.decode()
    assert talk.text() == TALK


def test_all_places_are_confirmed_with_one_act_and_do_not_come_back(talk: Talk) -> None:
    talk.turn(2, GROWN.replace("the bakers", "all the bakers"))
    page = talk.page("moved")
    assert "Confirm all 2 places shown here" in page
    every = re.search(r'class="confirm-all">.*?</form>', page, re.S)
    assert every is not None
    said = dict(re.findall(r'name="(do|revision|seen)" value="([^"]*)"', every[0]))
    assert talk.post("moved", page, **said).status_code == 302
    listed = talk.page("moved")
    assert "2 places were confirmed." in listed
    assert "there is nothing to confirm" in listed
    history = talk.browser.get(f"{talk.home}/history").content.decode()
    assert "Ines confirmed where 2 codings stand in corrected texts." in history
    assert "asked all the bakers" in talk.quotes()
    # The same form once more, as from a second window: it says what was not done.
    assert talk.post("moved", page, **said).status_code in (302, 409)
    assert talk.page("moved").count("Confirm this place") == 0


def test_places_that_are_not_those_seen_are_not_confirmed(talk: Talk) -> None:
    talk.turn(2, GROWN)
    page = talk.page("moved")
    said = dict(re.findall(r'name="(do|revision|seen)" value="([^"]*)"', page)[:3])
    talk.turn(2, GROWN.replace("heavy", "light"))
    answer = talk.post("moved", page, **said)
    assert answer.status_code == 409
    assert "nothing was confirmed" in answer.content.decode()
    assert "light" in answer.content.decode()


def test_a_lost_coding_is_placed_again_by_its_coder_only(talk: Talk) -> None:
    talk.turn(2, "It was brought.")
    page = talk.page("moved")
    assert page.count("Its words are not in the text any more") == 2
    assert "Only Bo places it again or takes it out." in page
    mine = re.search(r'name="do" value="place"><input type="hidden" name="coding" value="([^"]*)"', page)
    assert mine is not None
    refused = talk.post("moved", page, do="place", coding=mine[1], words="not there at all")
    assert refused.status_code == 409
    assert "not there at all</textarea>" in refused.content.decode()
    assert talk.post("moved", page, do="place", coding=mine[1], words="It was brought").status_code == 302
    assert "It was brought" in talk.quotes()
    with talk.shelved.study.file.read() as db:
        viewer = talk.shelved.study.viewer
        [lost] = followed(db, viewer, talk.id).wanting
    for do in ("place", "remove"):
        answer = talk.post("moved", page, do=do, coding=lost.id.hex, words="It was brought")
        assert "Bo made that coding" in answer.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"do": "confirm"},
        {"do": "confirm", "revision": "x", "seen": "y"},
        {"do": "remove", "coding": "0" * 32},
        {"do": "eat", "coding": ""},
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(talk: Talk, said: dict[str, str]) -> None:
    talk.turn(2, GROWN)
    before = talk.quotes()
    assert talk.send("moved", **said).status_code == 409
    assert talk.quotes() == before


# -- a whole file ---------------------------------------------------------------------------------

CORRECTED = f"{TALK.replace(SECOND, GROWN)}\n\nInterviewer: Thank you."


def upload(text: str, name: str = "berta.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_file_is_shown_first_and_written_when_one_says_so(talk: Talk) -> None:
    looked = talk.send("correct", do="look", file=upload(CORRECTED)).content.decode()
    for sentence in (
        "1 turn is changed.",
        "1 turn comes in.",
        "1 coding would grow.",
        "2 codings would move with their words.",
        "What berta.txt would change",
    ):
        assert sentence in looked
    assert talk.text() == TALK
    answer = talk.post("correct", looked, do="write", token=token_in(looked))
    assert answer.headers["Location"] == f"{talk.address}/moved"
    assert talk.text() == CORRECTED
    assert "1 coding wants to be looked at, below." in talk.page("moved")
    again = talk.post("correct", looked, do="write", token=token_in(looked))
    assert "does not have the file any more" in again.content.decode()


def test_a_text_corrected_meanwhile_is_compared_anew(talk: Talk) -> None:
    looked = talk.send("correct", do="look", file=upload(CORRECTED)).content.decode()
    talk.turn(1, "How did this oven come here?")
    before = talk.text()
    answer = talk.post("correct", looked, do="write", token=token_in(looked))
    page = answer.content.decode()
    assert "nothing was written" in page
    assert "2 turns are changed." in page
    assert talk.text() == before
    assert talk.post("correct", page, do="write", token=token_in(page)).status_code == 302
    assert talk.text() == CORRECTED


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(TALK), "That is the text that the source has"),
        (upload(" \n "), "holds no text"),
        (SimpleUploadedFile("x.docx", b"PK\x03\x04 nothing"), "Nothing was changed"),
        (SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), "othing was changed"),
        ("", "No file was chosen"),
    ],
)
def test_a_file_that_is_no_correction_says_why(talk: Talk, file: object, sentence: str) -> None:
    answer = talk.send("correct", do="look", file=file)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert talk.text() == TALK


def test_a_file_that_is_too_large_is_not_read(talk: Talk) -> None:
    page = talk.page("correct")
    size = brought.MOST_BROUGHT + 1
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
    assert token is not None
    large = io.BytesIO(bytes(size))
    large.name = "large.txt"
    answer = talk.browser.post(
        f"{talk.address}/correct",
        {"csrfmiddlewaretoken": token[1], "do": "look", "file": large},
        HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
    )
    assert "may have 50 MB. It was not read and nothing was changed" in answer.content.decode()


# -- the texts that there were --------------------------------------------------------------------


def test_every_text_stays_readable_and_says_what_it_changed(talk: Talk) -> None:
    assert "it was never corrected" in talk.page("revisions")
    talk.turn(2, GROWN)
    talk.turn(1, "How did this oven come here?")
    page = talk.page("revisions")
    assert re.findall(r">(Text \d)</a>", page) == ["Text 3", "Text 2", "Text 1"]
    assert page.count(">Ines, ") + page.count("Ines, ") >= 2
    assert "What text 3 changed" in page
    assert "<del>the</del>" in page
    second = re.search(r'href="([^"]*/revisions\?text=[0-9a-f]{32})#beside"(?! aria-current)', page)
    assert second is not None
    assert "heavy" in talk.browser.get(html.unescape(second[1])).content.decode()
    first = re.search(r'href="([^"]*\?text=[0-9a-f]{32})">Text 1<', page)
    assert first is not None
    then = talk.browser.get(html.unescape(first[1])).content.decode()
    assert "You are reading an earlier revision" in then
    assert html.escape(SECOND) in then
    assert "/turns/2" not in then


def test_a_reader_without_a_name_can_look_but_not_write(tmp_path: Path) -> None:
    with talk_in(tmp_path) as talk:
        shelved = talk.desk.shelf.reopen(talk.shelved)
        assert shelved.study.viewer.person is None
        for step in ("turns/2", "moved", "correct"):
            assert "Save the corrected turn" not in talk.page(step)
        answer = talk.turn(2, GROWN)
        assert answer.status_code == 409
        with shelved.study.file.read() as db:
            assert source_text(db, shelved.study.viewer, talk.id).text == TALK
