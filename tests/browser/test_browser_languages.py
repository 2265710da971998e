"""Pages in Swedish, French and Chinese in a real browser: by ear in every theme, and whole at 320 px."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AXE, SCREENSHOTS, Opener
from tests.browser.test_browser_pages import NO_AXE, faults

# Every language meets every theme, and every main page stands in at least one of the pairs.
PAIRS = (
    ("home", "sv", "light"), ("source-at", "sv", "dark"), ("matrix-cell", "sv", "contrast"),
    ("matrix", "fr", "light"), ("code", "fr", "dark"), ("history", "fr", "contrast"),
    ("source", "zh-CN", "light"), ("codebook", "zh-CN", "dark"), ("home", "zh-CN", "contrast"),
    ("backups", "sv", "light"), ("candidates", "fr", "light"), ("participants", "zh-CN", "light"),
)  # fmt: skip
NARROW = (
    "home", "sources", "source", "codebook", "code", "candidates", "search", "matrix", "history", "backups",
    "participants", "merge", "conflicts",
)  # fmt: skip
ROOMS = {"history", "backups", "participants", "merge", "conflicts"}
CUT_OFF = """
() => [...document.querySelectorAll("button, a, th, td, label, legend, h1, h2, p, li, dt, dd, summary")]
  .filter(at => at.offsetParent && at.checkVisibility())
  .filter(at => !at.closest(".unseen, .tip, .bar, .matrix-window, .ledger-window"))
  .filter(at => at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX !== "visible"
    || at.getBoundingClientRect().right > innerWidth + 1)
  .map(at => at.outerHTML.slice(0, 160))
"""


def opened(open_page: Opener, places: dict[str, str], name: str, **how: Any) -> Page:
    """A page by its name, of the rooms that `places` knows or of the record."""
    return open_page(f"/{name}" if name in ROOMS else places[name], **how)


@pytest.mark.parametrize(("name", "language", "theme"), PAIRS)
def test_a_page_in_another_language_can_be_used_by_everybody(
    open_page: Opener, places: dict[str, str], name: str, language: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = opened(open_page, places, name, language=language, theme=theme, width=1440)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{language}-{theme}.png")
    assert page.evaluate("document.documentElement.lang.slice(0, 2)") == language[:2]
    if theme == "contrast":
        assert page.evaluate("document.documentElement.dataset.theme") == "contrast"
    assert faults(page) == []


@pytest.mark.parametrize("language", ["sv", "fr"])
def test_longer_words_are_not_cut_off_on_a_narrow_page(
    open_page: Opener, places: dict[str, str], language: str
) -> None:
    page = opened(open_page, places, NARROW[0], language=language, width=320, height=640)
    found = {}
    for name in NARROW:
        path = f"/{name}" if name in ROOMS else places[name]
        page.goto(path if path.startswith("http") else places["root"] + path)
        page.screenshot(path=SCREENSHOTS / f"{name}-{language}-320.png")
        wide = int(page.evaluate("document.documentElement.scrollWidth"))
        if wide > 320 or (cut := page.evaluate(CUT_OFF)):
            found[name] = (wide, cut if wide <= 320 else [])
    assert found == {}


def test_a_language_is_chosen_by_keyboard(open_page: Opener) -> None:
    page = open_page("/sources", language="en")
    page.get_by_role("button", name="Look").press("Enter")
    page.get_by_role("button", name="Svenska").press("Enter")
    page.get_by_role("heading", name="Källor", level=1).wait_for()
    assert page.evaluate("document.documentElement.lang") == "sv"
    page.get_by_role("button", name="Utseende").press("Enter")
    expect(page.get_by_text("har granskat denna översättning")).to_be_visible()
    page.get_by_role("button", name="简体中文").press("Enter")
    page.get_by_role("heading", name="资料来源", level=1).wait_for()
