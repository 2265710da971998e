"""Original beside translation in the pages: both columns with their codings; told in either margin."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source, revise_source
from caseloom.sources.model import NewSource
from caseloom.web.addresses import named
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.analysis.workbench import document
from tests.web.conftest import PORT, entered

ORIGINAL = "访谈者：这个炉子是怎么来的？\n\n林老师：我们自己搬上来的，大家觉得它适合我们的早晨。"
ENGLISH = "Interviewer: How did the <oven> come?\n\nTeacher Lin: We carried it up, it fits our mornings."


class Two:
    """A study with a talk and its translation, not linked yet."""

    def __init__(self, folder: Path) -> None:
        path = folder / "two.caseloom"
        study = create_study(path, StudyCard(title="Ovens"), as_name="Ines")
        self.talk = add_source(study.file, study.viewer, NewSource("Lin", language="zh"), document(ORIGINAL))
        self.english = add_source(
            study.file, study.viewer, NewSource("Lin in English", language="en"), document(ENGLISH)
        )
        for label, source, quote in (
            ("Mornings", self.talk, "适合我们的早晨"),
            ("Carrying", self.english, "carried it up"),
        ):
            code = add_code(study.file, study.viewer, NewCode(label=label))
            add_coding(study.file, study.viewer, source, Quotation(quote=quote), NewCoding(code=code))
        self.study = study
        study.close()
        self.desk = Desk(PORT, Shelf.open([path], name="Ines"))
        self.browser: Client = entered(self.desk)
        home = str(self.browser.get("/").headers["Location"])
        self.home = home
        self.at_talk = f"{home}/sources/{named('Lin', self.talk)}"
        self.at_english = f"{home}/sources/{named('Lin in English', self.english)}"

    def page(self, address: str) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    def link(self, of: str, original: str, *, status: int = 302) -> str:
        form = self.page(f"{of}/translation")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)
        assert token is not None
        answer = self.browser.post(
            f"{of}/translation",
            {"csrfmiddlewaretoken": token[1], "original": original},
            HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
        )
        assert answer.status_code == status
        return str(answer.headers.get("Location", "")) or answer.content.decode()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.desk.shelf.close()


def test_two_sources_are_linked_by_a_form_and_stand_beside_each_other(two: Two) -> None:
    assert "Beside its" not in two.page(two.at_talk)
    to = two.link(two.at_english, two.talk.hex)
    page = two.page(to)
    assert "It is a translation now, and stands beside its original." in page
    rows = re.findall(r'<li class="beside-row[^"]*" id="t\d+">(.*?)</li>\n', page, re.S)
    assert len(rows) >= 2
    words = [re.sub(r"<[^>]*>", "", html.unescape(each)) for each in rows]
    assert page.index("这个炉子") < page.index("How did the &lt;oven&gt; come?")
    assert any("适合我们的早晨" in each and "it fits our mornings" in each for each in words) or (
        page.index("适合我们的早晨") < page.index("it fits our mornings")
    )
    assert ">适合我们的早晨</span>" in page
    assert ">carried it up</span>" in page
    assert two.page(f"{two.at_talk}?beside=1").count('class="beside-row') == 2


def test_each_page_tells_in_its_margin_what_the_other_was_coded(two: Two) -> None:
    two.link(two.at_english, two.talk.hex)
    original, translation = two.page(two.at_talk), two.page(two.at_english)
    assert "coded in the translation:" in original
    assert "Carrying" in original.split("coded in the translation:")[1].split("</ul>")[0]
    assert "coded in the original:" in translation
    assert "Mornings" in translation.split("coded in the original:")[1].split("</ul>")[0]
    assert "Beside its translation" in original
    assert "Beside its original" in translation


def test_beside_what_is_coded_here_stand_the_partner_s_words(two: Two) -> None:
    assert "data-partner" not in two.page(f"{two.at_talk}/here?at=0-5")
    two.link(two.at_english, two.talk.hex)
    start = ORIGINAL.index("我们自己")
    original = two.page(f"{two.at_talk}/here?at={start}-{start + 4}")
    assert (
        'data-partner="In the translation:" dir="auto">We carried it up, it fits our mornings.<' in original
    )
    assert "How did the" not in original
    start = ENGLISH.index("How")
    translation = two.page(f"{two.at_english}/here?at={start}-{start + 3}")
    assert 'data-partner="In the original:" dir="auto" lang="zh">这个炉子是怎么来的？<' in translation


def test_a_translation_is_no_further_source_in_the_list_or_on_the_home(two: Two) -> None:
    two.link(two.at_english, two.talk.hex)
    listed = two.page(f"{two.home}/sources")
    assert "1 source, " in listed
    assert "1 translation is listed too; it counts together with its original." in listed
    assert "interview, translation" in listed
    assert re.search(r'<b class="number"><a href="[^"]*/sources">1</a></b> sources', two.page(two.home))
    assert f'href="{two.at_english}"' not in two.page(f"{two.home}/sources?lacking=evidence")


def test_turns_without_a_certain_partner_stand_alone_and_the_page_says_so(two: Two) -> None:
    two.link(two.at_english, two.talk.hex)
    study = two.desk.shelf.studies[0].study
    more = f"{ORIGINAL}\n\n访谈者：还有吗？\n\n林老师：没有了。"
    revise_source(study.file, study.viewer, two.talk, document(more))
    page = two.page(f"{two.at_talk}?beside=1")
    assert "stand alone" in page
    assert "No turn here stands for it for certain." in page


def test_a_chain_is_refused_and_a_link_is_taken_back(two: Two) -> None:
    two.link(two.at_english, two.talk.hex)
    assert "is itself a translation, or has one" in two.link(two.at_talk, two.english.hex, status=409)
    assert "could not read" in two.link(two.at_talk, "x", status=409)
    assert "It is no translation." in two.page(two.link(two.at_english, ""))
    assert "Beside its" not in two.page(two.at_talk)
