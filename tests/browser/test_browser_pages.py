"""Every page in a real browser: by ear, at 320 px, in light and dark, on paper; and kept as a picture."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AXE, SCREENSHOTS, Opener

NAMES = (
    "home", "sources", "source", "source-at", "codebook", "code", "candidates", "adrift", "search", "matrix",
    "matrix-cell", "matrix-candidates", "cell", "empty-search", "not-drawn",
)  # fmt: skip
NO_AXE = "axe-core is not installed: run “npm ci” in frontend/ to check the pages with it."


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_can_be_used_by_everybody(
    open_page: Opener, places: dict[str, str], name: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page(places[name], theme=theme, width=1440)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{theme}.png")
    assert faults(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_page_needs_no_sideways_scrolling(
    open_page: Opener, places: dict[str, str], name: str
) -> None:
    page = open_page(places[name], width=320, height=640)
    page.screenshot(path=SCREENSHOTS / f"{name}-320.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["home", "source", "matrix", "code"])
def test_a_page_can_be_read_without_scripts(open_page: Opener, places: dict[str, str], name: str) -> None:
    page = open_page(places[name], scripts=False)
    expect(page.locator("main")).not_to_be_empty()
    if name == "source":
        expect(page.get_by_text("coded:").first).to_be_attached()
    if name == "matrix":
        page.locator("a.door").first.click()
        expect(page.locator(".passage").first).to_be_attached()


@pytest.mark.parametrize("name", ["source", "matrix"])
def test_a_page_prints(open_page: Opener, places: dict[str, str], name: str) -> None:
    page = open_page(places[name])
    page.emulate_media(media="print")
    page.screenshot(path=SCREENSHOTS / f"{name}-print.png")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_the_first_stop_skips_to_the_page(open_page: Opener) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"


def test_the_built_in_fonts_are_used(open_page: Opener) -> None:
    page = open_page()
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    )
    assert {"Source Serif 4 Variable", "Inter Variable"} <= {name.strip('"') for name in loaded}


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong, as rule and place."""
    # The page's own policy keeps scripts out, so axe is put in past it, as a debugger would.
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found["violations"]
        for node in fault["nodes"][:3]
    ]
