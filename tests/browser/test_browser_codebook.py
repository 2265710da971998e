"""Working in the codebook in a real browser: every page by ear, at 390 px, light and dark; pairs by keys."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from caseloom.coding.actions import add_code, name_version, set_code
from caseloom.coding.kinds import COLOURS
from caseloom.coding.model import NewCode
from caseloom.coding.readings import passages
from caseloom.rooms import open_study
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, serve
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import small_study
from tests.web.copies import code_named

INES = "Ines Marklund"
STEPS = {
    "codebook-new": "/codebook/new",
    "codebook-edit": "{mornings}/edit",
    "codebook-construct": "{fit}/edit",
    "codebook-merge": "{mornings}/merge?into={into}",
    "codebook-split": "{mornings}/split",
    "codebook-retire": "{mornings}/retire",
    "codebook-code": "{mornings}",
    "codebook-versions": "/codebook/versions",
    "codebook-version": "{version}",
    "codebook-recode": "/codings/recode",
    "codebook-list": "/codebook",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("codebook") / "small.caseloom"
    small_study.make(path)
    study = open_study(path, as_name=INES)
    mornings = code_named(study, "Mornings")
    name_version(study.file, study.viewer, "Pilot", "Agreed in the first workshop")
    words = {"inclusion": "The hour before work\nBreakfast", "exclusion": "Evenings → cfir2022.inner.culture"}
    more = {"examples": "it fits the mornings", "near_misses": "“One morning”, said of a date"}
    said = {"definition": "How the day begins, and what is baked for it."}
    set_code(study.file, study.viewer, mornings, **said, **words, **more, colour="rust", shortcut="3")
    for label, colour in zip(("Dawn", "Ash", "Hands"), COLOURS, strict=False):
        new = NewCode(label=label, parent=mornings, definition=f"Talk of {label.lower()}.", colour=colour)
        add_code(study.file, study.viewer, new)
    name_version(study.file, study.viewer, "After round 1")
    study.close()
    return path


@pytest.fixture(scope="module")
def served(browser: Browser, file: Path) -> Iterator[Served]:
    """A study whose codebook has been worked in."""
    with serve(browser, file) as serving:
        yield serving


@pytest.fixture(scope="module")
def addresses(browser: Browser, served: Served) -> dict[str, str]:
    """The pages by name."""
    context = browser.new_context(storage_state=served.jar)
    page = context.new_page()
    page.goto(served.study + "/codebook")
    hrefs = {
        name: str(page.get_by_role("link", name=label, exact=True).first.get_attribute("href"))
        for name, label in (("mornings", "Mornings"), ("fit", "Compatibility"))
    }
    page.goto(served.study + "/codebook/versions")
    hrefs["version"] = str(page.get_by_role("link", name="Pilot").get_attribute("href"))
    context.close()
    found = {name: step.format(**hrefs, into=hrefs["fit"].rpartition("-")[2]) for name, step in STEPS.items()}
    return {
        name: served.origin + path if path.startswith("/studies") else path for name, path in found.items()
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", STEPS)
def test_the_page_can_be_used_by_everybody(
    open_page: Opener, addresses: dict[str, str], name: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page(addresses[name], theme=theme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{theme}.png")
    assert faults(page) == []


@pytest.mark.parametrize("name", STEPS)
def test_a_narrow_page_needs_no_sideways_scrolling(
    open_page: Opener, addresses: dict[str, str], name: str
) -> None:
    for width in (390, 320):
        page = open_page(addresses[name], width=width, height=844)
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_pair_is_coded_by_keys_in_one_step(open_page: Opener, file: Path) -> None:
    page = open_page("/sources")
    page.get_by_role("link", name="Berta Holm").first.click()
    page.wait_for_selector("[data-ready]")
    page.locator(".words").nth(1).focus()
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("motiv deliv")
    option = page.locator(".choice").first
    expect(option).to_contain_text("Motivation × Innovation Deliverers")
    page.screenshot(path=SCREENSHOTS / "codebook-pair.png")
    page.keyboard.press("Enter")
    expect(page.locator("#spoken")).to_contain_text("Coded: Motivation × Innovation Deliverers.")
    canvas = page.locator("[data-canvas]")
    before = str(canvas.get_attribute("data-latest"))
    page.keyboard.press("s")
    page.keyboard.press(".")
    expect(canvas).not_to_have_attribute("data-latest", before)
    expect(page.locator("#here")).to_contain_text("Innovation Deliverers")
    with contextlib.closing(open_study(file)) as study, study.file.read() as db:
        found = [each for each in passages(db, study.viewer, limit=None) if each.role_label]
    assert [(each.code_label, each.role_label) for each in found] == [
        ("Motivation", "Innovation Deliverers")
    ] * 2


def test_a_code_is_changed_by_keys_alone(open_page: Opener, addresses: dict[str, str]) -> None:
    page = open_page(addresses["codebook-edit"])
    page.get_by_label("Definition").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("What the day begins with.")
    page.get_by_role("radio", name="magenta").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The code was changed.")).to_be_visible()
    expect(page.locator("h1")).to_contain_class(f"hue-{COLOURS.index('magenta') + 1} code-title")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("How the day begins, and what is baked for it.")).to_be_visible()


def test_the_codebook_is_narrowed_while_one_types(open_page: Opener, addresses: dict[str, str]) -> None:
    page = open_page(addresses["codebook-list"])
    rows = page.locator(".codebook tbody tr:visible")
    every = rows.count()
    page.get_by_role("searchbox", name="Find a code").fill("mornings")
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox", name="Find a code").fill("zebra")
    expect(page.get_by_text("No code has these words")).to_be_visible()
    page.get_by_role("searchbox", name="Find a code").fill("")
    expect(rows).to_have_count(every)


def test_own_codes_are_moved_by_buttons_and_by_keys(open_page: Opener) -> None:
    page = open_page("/codebook")
    labels = page.locator("tr:has(.moving) .mark")
    expect(labels).to_have_text(["Mornings", "Dawn", "Ash", "Hands"])
    page.get_by_role("button", name="Move up: Hands").click()
    expect(labels).to_have_text(["Mornings", "Dawn", "Hands", "Ash"])
    expect(page.get_by_text("“Hands” was moved up.")).to_be_visible()
    moved = page.get_by_role("link", name="Hands", exact=True)
    expect(moved).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(labels).to_have_text(["Mornings", "Hands", "Dawn", "Ash"])
    expect(moved).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("“Hands” stays where it is")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "codebook-moved.png")
    page.keyboard.press("u")
    expect(labels).to_have_text(["Mornings", "Dawn", "Hands", "Ash"])
    page.set_viewport_size({"width": 320, "height": 640})
    page.screenshot(path=SCREENSHOTS / "codebook-moved-320.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
