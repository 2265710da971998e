"""The life of a coding on real material: an inquiry's transcript of over 30,000 words, the teaching study."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from caseloom.building import build
from caseloom.design.actions import adopt
from caseloom.design.model import StudyCard
from caseloom.rooms import create_for_build, create_study
from caseloom.sources.actions import import_files
from caseloom.sources.model import NewSource
from tests.analysis.workbench import pack
from tests.browser.conftest import SCREENSHOTS, Opener, Served
from tests.browser.test_browser_coding import choose, coded, hear, served_alone
from tests.conftest import ROOT

TRANSCRIPT = "inquiry-three-cases/interviews_txt/WAL-01_W2.txt"
TEACHING = ROOT / "examples" / "teaching"
INTERVIEWS = ("林慧贞", "Maja Lindqvist")
LOOKS = (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "study.caseloom"


@pytest.fixture
def served(browser: Browser, file: Path) -> Iterator[Served]:
    yield from served_alone(browser, file)


@pytest.fixture
def transcript(shared_data: Path, file: Path) -> int:
    """One witness's evidence, imported; returns how many words the file has."""
    copy = file.with_name("evidence.txt")
    shutil.copy(shared_data / TRANSCRIPT, copy)
    study = create_study(file, StudyCard(title="Evidence"), as_name="Ines Marklund")
    adopt(study.file, study.viewer, pack("cfir2022"))
    report = import_files(
        study.file, study.viewer, [copy], NewSource(title="A witness", source_kind="interview")
    )
    study.close()
    assert len(report.added) == 1
    return len(copy.read_text("utf-8").split())


@pytest.mark.shared_data
def test_a_real_transcript_of_an_inquiry_is_coded_to_its_last_words(
    transcript: int, open_page: Opener, file: Path
) -> None:
    assert transcript > 30_000
    page = open_page("/sources")
    page.get_by_role("link", name="A witness").first.click()
    page.wait_for_selector("[data-ready]")
    turns = page.locator(".turn")
    expect(turns.nth(300)).to_be_attached()
    page.locator(".turn").last.scroll_into_view_if_needed()
    page.locator(".turn .words").last.focus()
    page.keyboard.press("t")
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    [(last, _)] = coded(file)
    assert last == page.locator(".turn .words").last.inner_text().strip()
    page.keyboard.press("Escape")
    middle = turns.nth(turns.count() // 2)
    middle.scroll_into_view_if_needed()
    middle.locator(".words").focus()
    page.keyboard.press("s")
    choose(page, "culture")
    hear(page, "Coded: Culture.")
    page.keyboard.press("u")
    hear(page, "Undone")
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert [label for _, label in coded(file)] == ["Relative Priority"]
    expect(page.locator(".turn").last.locator(".turn-codes")).to_contain_text("Relative Priority")


@pytest.fixture(scope="session")
def teaching(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("teaching") / "teaching.caseloom"
    build(TEACHING / "study.toml", TEACHING, lambda id: create_for_build(path, id))
    return path


@pytest.fixture
def taught(teaching: Path, file: Path) -> Path:
    shutil.copy(teaching, file)
    return file


@pytest.mark.parametrize("name", INTERVIEWS)
def test_the_teaching_study_is_coded_further(taught: Path, open_page: Opener, name: str) -> None:
    page = open_page("/sources")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_selector("[data-ready]")
    before = len(coded(taught))
    for _ in range(4):
        page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    page.keyboard.press("v")
    expect(page.locator("#here [data-mine] .coding-facts")).to_contain_text("helps")
    assert len(coded(taught)) == before + 1
    page.get_by_role("link", name="Study", exact=True).first.click()
    expect(page.get_by_text("Ines Marklund").first).to_be_attached()


@pytest.mark.parametrize(("theme", "width"), LOOKS)
@pytest.mark.parametrize("name", INTERVIEWS)
def test_pictures_of_the_workspace(
    taught: Path, open_page: Opener, name: str, theme: str, width: int
) -> None:
    """The main page as the documentation and the eye want it: English and Chinese, light and dark."""
    page = open_page("/sources", theme=theme, width=width)
    page.get_by_role("link", name=name).first.click()
    page.wait_for_selector("[data-ready]")
    for _ in range(2):
        page.keyboard.press("j")
    page.keyboard.press("s")
    drawn(page, f"workspace-{'zh' if name == INTERVIEWS[0] else 'sv'}-{theme}-{width}")
    page.keyboard.press("c")
    page.keyboard.type("tens")
    drawn(page, f"workspace-box-{'zh' if name == INTERVIEWS[0] else 'sv'}-{theme}-{width}")


def drawn(page: Page, name: str) -> None:
    """Nothing is cut off at the sides, and a picture is kept."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
