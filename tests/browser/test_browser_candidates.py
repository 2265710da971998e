"""Candidates in a real browser: from a search to a query, decided by keys alone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served
from tests.browser.test_browser_pages import NO_AXE, faults


@pytest.fixture
def served(served_alone: Served) -> Served:
    return served_alone


def save_a_query(page: Page) -> None:
    """From the search page, as a person would."""
    page.get_by_text("Save as a query for a code").click()
    page.get_by_label("Code (its label or number)").fill("Mornings")
    page.get_by_label("Look in").select_option("all")
    page.get_by_role("button", name="Save the query").click()
    expect(page.get_by_role("heading", name="the", exact=True)).to_be_visible()


def here(page: Page) -> str:
    """The words of the candidate in focus; "" where none is."""
    page.wait_for_load_state()  # the focus is set by then
    page.wait_for_load_state()  # the focus is set by then
    hit = "document.activeElement?.closest('[data-hit]')"
    return str(page.evaluate(f"{hit}?.getAttribute('aria-label') ?? ''"))


def test_a_search_becomes_a_query_decided_by_keys(open_page: Opener) -> None:
    page = open_page("/search?q=the")
    save_a_query(page)
    every = [each.get_attribute("aria-label") for each in page.locator("[data-hit]").all()]
    assert len(every) > 4
    page.keyboard.press("j")
    assert here(page) == every[0]
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert here(page) == every[0]
    page.keyboard.press("y")
    expect(page.get_by_text("Accepted: “")).to_be_visible()
    assert here(page) == every[1], "the next one has the focus"
    page.keyboard.press("e")
    page.keyboard.type("yes, but: not this")
    page.keyboard.press("Escape")
    assert here(page) == every[1]
    page.keyboard.press("x")
    expect(page.get_by_text("Rejected: “")).to_be_visible()
    assert here(page) == every[2]
    page.get_by_role("link", name="Rejected 1").click()
    expect(page.get_by_text("yes, but: not this")).to_be_visible()
    page.wait_for_load_state()  # before, the page has no keys yet
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: ")).to_be_visible()
    expect(page.get_by_text("No candidate of this query has been rejected.")).to_be_visible()


def test_without_scripts_the_same_forms_decide(open_page: Opener) -> None:
    page = open_page("/search?q=the", scripts=False)
    save_a_query(page)
    count = page.locator("[data-hit]").count()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.locator("[data-hit]")).to_have_count(count - 1)
    page.get_by_text(f"Decide on all {count - 1} candidates that wait").click()
    page.get_by_label("Reason, which is kept with each").fill("all were read")
    page.get_by_role("button", name="Reject all").click()
    expect(page.get_by_text(f"{count - 1} candidates were rejected.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_deciding_can_be_used_by_everybody(open_page: Opener, theme: str) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page = open_page("/search?q=the", theme=theme)
    page.get_by_text("Save as a query for a code").click()
    page.screenshot(path=SCREENSHOTS / f"saving-{theme}.png")
    assert faults(page) == []
    save_a_query_opened(page)
    page.locator("[data-hit]").first.wait_for()
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.get_by_text("Decide on all").click()
    page.screenshot(path=SCREENSHOTS / f"deciding-{theme}.png", full_page=True)
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path=SCREENSHOTS / f"deciding-{theme}-390.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def save_a_query_opened(page: Page) -> None:
    """The form stands open already."""
    page.get_by_label("Code (its label or number)").fill("Mornings")
    page.get_by_label("Look in").select_option("all")
    page.get_by_role("button", name="Save the query").click()
