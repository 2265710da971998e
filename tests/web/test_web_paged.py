"""A source beside its pages: pictures, words, the passage on them; what is said without a page."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caseloom.coding.actions import flag_passage
from caseloom.coding.model import Selected
from caseloom.rooms import open_study
from caseloom.sources.actions import Correction, add_source, correct_turn, remove_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers import Document, Mark, pdfaside
from caseloom.sources.readings import source_text
from caseloom.web.brought import MOST_BROUGHT
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.analysis.workbench import document
from tests.sources.printed import OVER_THE_PAGE, a_picture, a_scan, not_one_page, without_end
from tests.web import paged_study
from tests.web.conftest import PORT, entered
from tests.web.copies import source_named

NO_PAGES = "There are no pages of “Notes” to show"


class Paged:
    """The study of the report, with a source beside it that has no pages, on a desk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "paged.caseloom"
        paged_study.make(self.path)
        study = open_study(self.path, as_name="Ines Marklund")
        self.report = source_named(study, paged_study.TITLE)
        add_source(study.file, study.viewer, NewSource("Notes"), document("Only words."))
        study.close()
        self.desk = Desk(PORT, Shelf.open([self.path], name="Ines Marklund"))
        self.browser: Client = entered(self.desk)
        self.home = str(self.browser.get("/").headers["Location"])
        listed = self.page(f"{self.home}/sources")
        self.address = _link(listed, "/sources/report-on-the-oven-")
        self.notes = _link(listed, "/sources/notes-")

    def page(self, address: str, status: int = 200) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == status
        return html.unescape(answer.content.decode())


def _link(page: str, start: str) -> str:
    found = re.search(rf'href="([^"]*{start}[^"#?]*)', page)
    assert found is not None
    return found[1]


def rows(page: str) -> list[str]:
    """The pages of the view, one by one."""
    return page.split('<li class="paged-row"')[1:]


@pytest.fixture
def paged(tmp_path: Path) -> Iterator[Paged]:
    made = Paged(tmp_path)
    yield made
    made.desk.shelf.close()


def test_a_source_leads_to_its_pages_and_each_page_label_to_its_own(paged: Paged) -> None:
    page = paged.page(paged.address)
    assert f'<a href="{paged.address}/pages">Beside its pages</a>' in page
    for number in (1, 2, 3):
        assert f'<a href="{paged.address}/pages#p{number}">p. {number}</a>' in page
    assert "Beside its pages" not in paged.page(paged.notes)


def test_each_page_stands_beside_its_words(paged: Paged) -> None:
    first, second, third = rows(paged.page(f"{paged.address}/pages"))
    assert "called it a complicated undertaking" in first
    assert "In the end the oven stayed" not in first
    assert "In the end the oven stayed" in second
    assert "there is no more" in third
    for number, row in enumerate((first, second, third), 1):
        assert f'id="p{number}"' in row
        assert f"Page {number} of “Report on the oven”; its words stand beside it." in row
        picture = re.search(r'<img src="([^"]*)" loading="lazy"[^>]* width="(\d+)" height="(\d+)"', row)
        assert picture is not None
        answer = paged.browser.get(picture[1])
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Cache-Control"] == "no-store"
        width, height = (int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
        assert (width, height) == (int(picture[2]), int(picture[3]))
        assert "<rect" not in row


def test_every_word_of_the_source_stands_beside_one_page(paged: Paged) -> None:
    shelved = paged.desk.shelf.studies[0]
    with shelved.study.file.read() as db:
        text = source_text(db, shelved.study.viewer, paged.report).text
    prose = re.findall(r'<p class="prose"[^>]*>(.*?)</p>', paged.page(f"{paged.address}/pages"), re.DOTALL)
    said = " ".join(re.sub("<[^>]*>", "", each) for each in prose)
    assert said.split() == text.split()


def test_a_coded_passage_leads_to_its_page_and_is_marked_there_and_in_the_words(paged: Paged) -> None:
    code = _link(paged.page(f"{paged.home}/codebook"), "/codebook/planning-")
    found = re.search(r'<a href="([^"]*/pages\?at=[^"]*)#passage">On its page</a>', paged.page(code))
    assert found is not None
    page = paged.page(found[1])
    assert 'href="#passage">Go to the passage on page 1</a>' in page
    first, second, third = rows(page)
    assert 'id="passage"' in first
    assert [row.count("<rect") for row in (first, second, third)] == [1, 1, 0]
    marked = [
        " ".join(re.sub("<[^>]*>", "", each) for each in re.findall(r"<mark.*?</mark>", row))
        for row in (first, second)
    ]
    assert " ".join(marked) == OVER_THE_PAGE


def test_the_passage_one_came_for_leads_to_its_page(paged: Paged) -> None:
    panel = paged.page(f"{paged.address}?at=10-20")
    found = re.search(r'<a href="([^"]*/pages\?at=[0-9a-f]{32}:10-20#passage)">On its page</a>', panel)
    assert found is not None
    assert "On its page" not in paged.page(f"{paged.notes}?at=0-4")


def test_a_passage_that_is_on_no_page_is_said_to_be_on_none(paged: Paged) -> None:
    shelved = paged.desk.shelf.studies[0]
    file, viewer = shelved.study.file, shelved.study.viewer
    with file.read() as db:
        now = source_text(db, viewer, paged.report)
    turn = now.turns[-1]
    seen = now.text[turn.words_start : turn.end]
    asked = Correction(now.revision, turn.number, seen, f"{seen} Written in by hand much later.")
    assert correct_turn(file, viewer, paged.report, asked)
    with file.read() as db:
        start = source_text(db, viewer, paged.report).text.index("Written in by hand")
    page = paged.page(f"{paged.address}/pages?at={start}-{start + 18}")
    assert "The passage cannot be shown on the pages: its words are not found there." in page
    assert "<rect" not in page
    assert "Written in by hand" in rows(page)[2]
    former = paged.page(f"{paged.address}/pages?text={now.revision.hex}")
    assert "Written in by hand" not in former
    assert f"pages/3/picture?text={now.revision.hex}" in former


def test_a_distressing_passage_is_warned_of_beside_its_page_too(paged: Paged) -> None:
    shelved = paged.desk.shelf.studies[0]
    file, viewer = shelved.study.file, shelved.study.viewer
    with file.read() as db:
        now = source_text(db, viewer, paged.report)
    start = now.text.index("the children had gone home")
    selected = Selected(now.revision, start, start + 12, ("the children",))
    flag_passage(file, viewer, paged.report, selected, note="of leaving")
    page = paged.page(f"{paged.address}/pages")
    assert "This source has 1 passage that somebody flagged as distressing." in page
    assert "flagged as distressing: of leaving" in rows(page)[1]


@pytest.mark.parametrize("at", ["nonsense", "5-2", "900-99999", f"{'0' * 32}:1-2"])
def test_a_place_that_there_is_not_shows_the_pages_alone(paged: Paged, at: str) -> None:
    page = paged.page(f"{paged.address}/pages?at={at}")
    assert len(rows(page)) == 3


def test_a_source_without_pages_says_so(paged: Paged) -> None:
    assert NO_PAGES in paged.page(f"{paged.notes}/pages", 404)
    assert NO_PAGES in paged.page(f"{paged.notes}/pages/1/picture", 404)


def test_a_page_that_the_file_has_not_is_said_to_be_none(paged: Paged) -> None:
    for number in ("0", "4", "9" * 30):
        said = paged.page(f"{paged.address}/pages/{number}/picture", 404)
        assert "report.pdf has 3 pages, so there is no page" in said


def test_a_kept_file_that_is_damaged_leaves_the_words_and_says_so(tmp_path: Path) -> None:
    made = Paged(tmp_path)
    shelved = made.desk.shelf.studies[0]
    file, viewer = shelved.study.file, shelved.study.viewer
    words = "Words of a file that fell apart."
    said = Document(words, (Mark("page", 0, len(words), "1"),), "pdf", "utf-8", None, ())
    add_source(file, viewer, NewSource("Torn"), said, original=b"%PDF-1.4 and nothing more")
    torn = _link(made.page(f"{made.home}/sources"), "/sources/torn-")
    page = made.page(f"{torn}/pages")
    assert "The pages of “Torn” cannot be shown, since the file that is kept of it is damaged" in page
    assert words in rows(page)[0]
    assert "<img" not in page
    assert "damaged or locked" in made.page(f"{torn}/pages/1/picture", 404)
    made.desk.shelf.close()


def test_a_page_that_takes_too_long_to_draw_is_said_to_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfaside, "SECONDS", 1)
    made = Paged(tmp_path)
    shelved = made.desk.shelf.studies[0]
    words = "Words of a page without end."
    said = Document(words, (Mark("page", 0, len(words), "1"),), "pdf", "utf-8", None, ())
    add_source(shelved.study.file, shelved.study.viewer, NewSource("Endless"), said, original=without_end())
    endless = _link(made.page(f"{made.home}/sources"), "/sources/endless-")
    [row] = rows(made.page(f"{endless}/pages"))
    assert "<img" in row
    assert "data-no-picture hidden>This page cannot be drawn, or takes too long to draw." in row
    said_so = made.page(f"{endless}/pages/1/picture", 404)
    assert "took longer than 1 seconds to draw, so it was given up" in said_so
    assert made.browser.get(f"{made.address}/pages/1/picture").content.startswith(b"\x89PNG")
    made.desk.shelf.close()


def test_a_source_that_is_gone_has_no_pages_to_show(paged: Paged) -> None:
    shelved = paged.desk.shelf.studies[0]
    remove_source(shelved.study.file, shelved.study.viewer, paged.report)
    assert "This source is not in the study any more." in paged.page(f"{paged.address}/pages", 404)
    assert "This source is not in the study any more." in paged.page(f"{paged.address}/pages/1/picture", 404)


def test_nothing_is_written_when_pages_are_shown(paged: Paged, tmp_path: Path) -> None:
    before = sorted((each, each.stat().st_size) for each in tmp_path.rglob("*"))
    paged.page(f"{paged.address}/pages")
    paged.browser.get(f"{paged.address}/pages/1/picture")
    assert sorted((each, each.stat().st_size) for each in tmp_path.rglob("*")) == before


def bring(paged: Paged, begins: str, *pictures: bytes, status: int = 302) -> str:
    form = paged.page(f"{paged.notes}/pictures")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)
    assert token is not None
    files = [SimpleUploadedFile(f"{at}.png", data) for at, data in enumerate(pictures, 1)]
    answer = paged.browser.post(
        f"{paged.notes}/pictures",
        {"csrfmiddlewaretoken": token[1], "begins": begins, "pictures": files},
        HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
    )
    assert answer.status_code == status
    return str(answer.headers.get("Location", "")) or html.unescape(answer.content.decode())


def test_pictures_of_pages_are_brought_and_stand_beside_the_words(paged: Paged) -> None:
    assert bring(paged, "1", a_picture(size=(60, 84))) == f"{paged.notes}/pages"
    page = paged.page(f"{paged.notes}/pages?at=0-4#passage")
    assert "Words cannot be looked for in these pictures: the passage is marked beside its page." in page
    [row] = rows(page)
    assert ">Only<" in row
    assert 'width="60" height="84"' in row
    assert 'id="passage"' in row
    answer = paged.browser.get(f"{paged.notes}/pages/1/picture")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert "there is no page 2" in paged.page(f"{paged.notes}/pages/2/picture", 404)
    assert "Beside its pages" in paged.page(paged.notes)


def test_what_cannot_be_brought_is_refused_with_a_sentence_and_what_was_typed(paged: Paged) -> None:
    said = bring(paged, "1, 1", a_picture(), status=409)
    assert "Say for every page with which turn or words it begins (pages: 1; said: 2)." in said
    assert "1.png is not a picture that Caseloom can show" in bring(paged, "1", b"no picture", status=409)
    said = bring(paged, "one", a_picture(), status=409)
    assert "Say with which turn each page begins, or which words in quotes: 1, 4, “and so”." in said
    assert 'value="one"' in said
    assert NO_PAGES in paged.page(f"{paged.notes}/pages", 404)


def test_a_scanned_pdf_is_brought_page_by_page(paged: Paged) -> None:
    said = bring(paged, "1", a_scan(40, 200), status=409)
    assert "Say for every page with which turn or words it begins (pages: 2; said: 1)." in said
    assert bring(paged, "1, 1", a_scan(40, 200)) == f"{paged.notes}/pages"
    assert len(rows(paged.page(f"{paged.notes}/pages"))) == 2
    answer = paged.browser.get(f"{paged.notes}/pages/2/picture")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "there is no page in it" in bring(paged, "1", not_one_page(), status=409)


def test_more_than_may_be_brought_at_once_is_refused_with_what_to_do(paged: Paged) -> None:
    said = bring(paged, "1", bytes(MOST_BROUGHT + 1), status=409)
    assert "The files have 51 MB together; what is brought through the page may have 50 MB." in said
    assert "caseloom pictures" in said


def test_a_picture_is_taken_out_again(paged: Paged) -> None:
    bring(paged, "1", a_picture())
    form = paged.page(f"{paged.notes}/pictures")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)
    which = re.search(r'name="remove" value="([^"]*)"', form)
    assert token is not None
    assert which is not None
    answer = paged.browser.post(
        f"{paged.notes}/pictures",
        {"csrfmiddlewaretoken": token[1], "remove": which[1]},
        HTTP_ORIGIN=f"http://127.0.0.1:{PORT}",
    )
    assert answer.status_code == 302
    assert NO_PAGES in paged.page(f"{paged.notes}/pages", 404)


def test_a_source_with_pages_of_its_own_takes_no_pictures(paged: Paged) -> None:
    page = paged.page(f"{paged.address}/pictures")
    assert "The pages of this source’s own file are kept already." in page
    assert 'type="file"' not in page
