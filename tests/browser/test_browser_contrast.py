"""The canvas where contrast is high, or the colours are the system's: nothing is lost that a colour said."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served
from tests.browser.test_browser_coding import at_source, choose, hear
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web.test_web_colours import contrast

THEMES = ("contrast", "forced", "forced-dark")

PAINTED = """
(words, name) => {
  const canvas = document.createElement("canvas").getContext("2d");
  const paper = getComputedStyle(document.querySelector(".sheet")).backgroundColor;
  const seen = (...colours) => {
    for (const colour of [paper, ...colours]) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    return "#" + parts.map(part => part.toString(16).padStart(2, "0")).join("");
  };
  const style = getComputedStyle(words, name && `::highlight(${name})`);
  return {
    paper: seen(), ground: seen(style.backgroundColor), text: seen(style.color),
    line: seen(style.textDecorationColor), lines: style.textDecorationLine, kind: style.textDecorationStyle,
    own: getComputedStyle(words).forcedColorAdjust,
  };
}
"""


@pytest.fixture
def served(served_alone: Served) -> Served:
    return served_alone


@dataclass(frozen=True)
class Painted:
    """What is painted over words under one name, as colours on the paper (#rrggbb)."""

    paper: str
    ground: str
    text: str
    line: str
    lines: str
    kind: str
    own: str


def painted(words: Locator, name: str) -> Painted:
    """How a highlight of that name looks on these words."""
    found: dict[str, Any] = words.evaluate(PAINTED, name)
    return Painted(**found)


def marks(page: Page) -> set[str]:
    """The names under which codings are painted on the page."""
    return set(page.evaluate("[...CSS.highlights.keys()].filter(name => name.startsWith('mark-'))"))


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_coded_selected_and_pointed_at_can_be_told_apart(open_page: Opener, theme: str) -> None:
    page = at_source(open_page, "Berta Holm", theme=theme)
    for key in "jjs":
        page.keyboard.press(key)
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    expect(page.locator("#here .coding")).to_have_count(2)
    page.screenshot(path=SCREENSHOTS / f"canvas-chosen-{theme}.png")
    page.keyboard.press("l")
    expect(page.locator("#here .coding").first).to_be_focused()
    page.screenshot(path=SCREENSHOTS / f"canvas-pointed-{theme}.png")
    words = page.locator("#t2 .words")
    chosen, pointed = painted(words, "chosen"), painted(words, "pointed")
    coded = [painted(words, name) for name in sorted(marks(page))]
    assert len({each.kind for each in coded}) > 1
    for each in (chosen, pointed, *coded):
        assert contrast(each.text, each.ground) >= 4.5
        # Elsewhere the browser would paint all of them as if they were selected.
        assert theme == "contrast" or each.own == "none"
    assert contrast(chosen.ground, chosen.paper) >= 3
    assert all(contrast(chosen.ground, each.ground) >= 3 for each in coded)
    assert "overline" in pointed.lines
    assert contrast(pointed.line, pointed.ground) >= 3
    assert all("underline" in each.lines and contrast(each.line, each.paper) >= 3 for each in coded)
    assert "overline" not in " ".join(each.lines for each in coded)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_in_focus_and_what_is_chosen_is_seen(open_page: Opener, theme: str) -> None:
    page = at_source(open_page, "Berta Holm", theme=theme)
    page.keyboard.press("j")
    words = page.locator("#t1 .words")
    expect(words).to_be_focused()
    assert outline(words) >= 2
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("cul")
    box = page.get_by_role("dialog", name="Choose a code")
    chosen, other = box.get_by_role("option", selected=True), box.get_by_role("option", selected=False)
    expect(chosen).to_contain_text("Culture")
    page.screenshot(path=SCREENSHOTS / f"canvas-box-{theme}.png")
    assert line_or_ground(chosen) != line_or_ground(other.first)
    for part in (".mark", ".choice-path"):
        look = painted(chosen.locator(part), "")
        assert contrast(look.text, painted(chosen, "").ground) >= 4.5
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(words).to_be_focused()
    button = page.get_by_role("toolbar", name="What is selected").get_by_role("button").first
    button.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert outline(button) >= 2
    current = page.locator(".rail-rooms a[aria-current]")
    others = page.locator(".rail-rooms a:not([aria-current])")
    assert line_or_ground(current) != line_or_ground(others.first)
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    assert faults(page) == []


OUTLINE = """
at => {
  const style = getComputedStyle(at);
  return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}
"""
SET_APART = """
at => {
  const style = getComputedStyle(at);
  const shadow = !matchMedia("(forced-colors: active)").matches && style.boxShadow;
  return [style.textDecorationLine, style.outlineStyle, shadow].join();
}
"""


def outline(element: Locator) -> float:
    """How wide the outline of something is, in pixels; 0 for none."""
    return float(element.evaluate(OUTLINE))


def line_or_ground(element: Locator) -> tuple[str, str]:
    """What may set something apart; a shadow only where the system draws one."""
    return painted(element, "").ground, str(element.evaluate(SET_APART))
