"""Correcting and translations in a real browser: by ear, at 320 px, in light and dark, without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from caseloom.rooms import open_study
from caseloom.sources.actions import add_source, revise_source, set_translation
from caseloom.sources.model import NewSource
from tests.analysis.workbench import document
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, serve
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import small_study
from tests.web.copies import source_named

NAMES = ("turn", "moved", "correct", "revisions", "translation", "beside", "translated")
CORRECTED = small_study.OVEN.replace("in four parts", "in four heavy parts")
ENGLISH = "Interviewer: How did this oven come here?\n\nTeacher Lin: We carried it up ourselves."


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small study with a corrected talk, and a translation of the Chinese one."""
    path = tmp_path_factory.mktemp("corrected") / "small.caseloom"
    small_study.make(path)
    study = open_study(path, as_name="Ines Marklund")
    talk = source_named(study, "Berta Holm, wave 1")
    revise_source(study.file, study.viewer, talk, document(CORRECTED))
    english = add_source(
        study.file, study.viewer, NewSource("Lin, English", language="en"), document(ENGLISH)
    )
    set_translation(study.file, study.viewer, english, source_named(study, "林老师"))
    twice = document("Berta Holm: It came.\n\nBerta Holm: It stayed.")
    add_source(study.file, study.viewer, NewSource("Said twice"), twice)
    study.close()
    with serve(browser, path) as serving:
        yield serving


@pytest.fixture(scope="module")
def addresses(browser: Browser, served: Served) -> dict[str, str]:
    """These pages by name."""
    context = browser.new_context(storage_state=served.jar)
    page = context.new_page()
    page.goto(f"{served.study}/sources")
    talk, lin = (
        f"{served.origin}{page.get_by_role('link', name=name, exact=True).get_attribute('href')}"
        for name in ("Berta Holm, wave 1", "林老师")
    )
    context.close()
    return {
        "turn": f"{talk}/turns/2",
        "moved": f"{talk}/moved",
        "correct": f"{talk}/correct",
        "revisions": f"{talk}/revisions",
        "translation": f"{lin}/translation",
        "beside": f"{lin}?beside=1",
        "translated": lin,
        "talk": talk,
    }


def keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_corrections_can_be_used_by_everybody(
    open_page: Opener, addresses: dict[str, str], name: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page(addresses[name], theme=theme, width=1440)
    keep(page, f"{name}-{theme}")
    assert faults(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_corrections_needs_no_sideways_scrolling(
    open_page: Opener, addresses: dict[str, str], name: str
) -> None:
    page = open_page(addresses[name], width=320, height=640)
    keep(page, f"{name}-320")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_turn_is_corrected_and_its_coding_confirmed_without_scripts(
    open_page: Opener, addresses: dict[str, str]
) -> None:
    page = open_page(addresses["talk"], scripts=False)
    page.locator("#t2").hover()
    page.locator("#t2 .turn-correct").click()
    words = page.get_by_role("textbox", name="What Berta Holm says")
    words.fill(words.input_value().replace("four heavy parts", "four very heavy parts"))
    page.get_by_role("button", name="Save the corrected turn").click()
    expect(page.get_by_text("Turn 2 was corrected.")).to_be_visible()
    expect(page.locator(".follow ins").first).to_have_text("very heavy ")
    page.get_by_role("button", name="Confirm this place").first.click()
    expect(page.get_by_text("1 place was confirmed.")).to_be_visible()
    expect(page.locator(".follow")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_turn_leads_to_its_correction_also_where_one_goes_on_speaking(
    open_page: Opener, width: int
) -> None:
    page = open_page("/sources", width=width)
    page.get_by_role("link", name="Said twice").click()
    page.locator("#t2 .words").focus()
    page.screenshot(path=SCREENSHOTS / f"same-speaker-{width}.png")
    page.locator("#t2").get_by_role("link", name="Correct turn 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("turn 2")
