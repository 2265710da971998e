"""The query over codings in a real browser: asked, saved and found again, in light and dark, and narrow."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served
from tests.browser.test_browser_pages import NO_AXE, faults


@pytest.fixture
def served(served_alone: Served) -> Served:
    return served_alone


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_asked_saved_and_found_again(open_page: Opener, theme: str) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page("/codebook", theme=theme)
    page.get_by_role("link", name="Find codings by what is coded near them").click()
    page.get_by_label("Codings of").fill("Mornings")
    page.get_by_label("stands").select_option("near")
    page.get_by_label("those of").fill("cfir2022.inner.compatibility")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="1 coding found.")).to_be_visible()
    page.get_by_text("Save this query under a name").click()
    page.get_by_label("Name").fill("Mornings near fit")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"related-{theme}.png", full_page=True)
    assert faults(page) == []
    page.get_by_role("button", name="Save the query").click()
    expect(page.get_by_text("Saved as “Mornings near fit”.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path=SCREENSHOTS / f"related-{theme}-390.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="Mornings near fit").click()
    expect(page.get_by_role("heading", name="1 coding found.")).to_be_visible()
