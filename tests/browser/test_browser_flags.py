"""A warning before distressing words, in a real browser: seen, heard, folded, in light and dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from caseloom.coding.actions import flag_passage
from caseloom.coding.model import Selected
from caseloom.rooms import open_study
from caseloom.sources.readings import source_text
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, serve
from tests.browser.test_browser_coding import at_source, choose, hear
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import small_study
from tests.web.copies import source_named

BAKE = "It fits how we already bake"


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small study with one flagged passage."""
    path = tmp_path_factory.mktemp("flagged") / "small.caseloom"
    small_study.make(path)
    study = open_study(path, as_name="Ines Marklund")
    source = source_named(study, "Berta Holm, wave 1")
    with study.file.read() as db:
        text = source_text(db, study.viewer, source)
    start = text.text.index(BAKE)
    selected = Selected(text.revision, start, start + len(BAKE), (BAKE,))
    flag_passage(study.file, study.viewer, source, selected, note="of bread and grief")
    study.close()
    with serve(browser, path) as serving:
        yield serving


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_readers_are_warned(open_page: Opener, theme: str) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page("/search?q=bake", theme=theme)
    folded = page.get_by_text("Show a passage flagged as distressing")
    expect(folded).to_be_visible()
    expect(page.get_by_text("fits how we")).to_be_hidden()
    assert faults(page) == []
    folded.click()
    page.get_by_role("link", name="bake", exact=True).click()
    expect(page.get_by_text("flagged as distressing: of bread and grief")).to_be_visible()
    expect(page.get_by_text("Flagged as distressing by Ines Marklund")).to_be_visible()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"flagged-{theme}.png")
    assert faults(page) == []
    page.get_by_label("Warning").get_by_role("link").click()
    expect(page).to_have_url(re.compile("#t"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path=SCREENSHOTS / f"flagged-{theme}-390.png")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("way", ["key", "button"])
def test_what_is_selected_is_flagged_on_the_canvas_and_undone(open_page: Opener, way: str) -> None:
    page = at_source(open_page, "林老师" if way == "key" else "Berta Holm")
    warned = page.locator(".turn-flag")
    before = warned.count()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("s")
    if way == "key":
        page.keyboard.press("f")
    else:
        bar = page.get_by_role("toolbar", name="What is selected")
        bar.get_by_role("button", name="Flag as distressing").click()
    hear(page, "The passage is flagged as distressing.")
    expect(page.locator("#t2 .turn-flag")).to_have_text("flagged as distressing")
    expect(page.get_by_label("Warning").get_by_role("link", name="turn 2")).to_be_visible()
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    here = page.locator("#here .coding", has_text="coded by you").last
    expect(here.locator(".coding-quote")).to_be_hidden()
    here.get_by_text("Show a passage flagged as distressing").click()
    expect(here.locator(".coding-quote")).to_be_visible()
    page.keyboard.press("u")
    hear(page, "Undone: Ines Marklund coded: Mornings.")
    page.keyboard.press("Escape")
    page.screenshot(path=SCREENSHOTS / f"flagged-on-canvas-{way}.png")
    assert faults(page) == []
    page.keyboard.press("u")
    hear(page, "Undone: Ines Marklund flagged a passage as distressing")
    expect(warned).to_have_count(before)
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    hear(page, "Nothing is selected.")
    page.keyboard.press("?")
    expect(page.get_by_text("flag what is selected as distressing")).to_be_visible()


def test_the_form_works_without_scripts(open_page: Opener) -> None:
    page = open_page("/search?q=coast", scripts=False)
    page.get_by_role("link", name="coast", exact=True).click()
    page.get_by_text("Flag as distressing", exact=True).click()
    page.get_by_label("What it is about").fill("of leaving")
    page.get_by_role("button", name="Flag this passage").click()
    expect(page.get_by_text("flagged as distressing: of leaving")).to_be_visible()
    page.get_by_role("button", name="Take the flag back").click()
    expect(page.get_by_text("The flag was taken back.")).to_be_visible()
    expect(page.get_by_text("flagged as distressing: of leaving")).to_have_count(0)
