"""Undo, settling, merging and withdrawing as people do them: by key and mouse, without scripts too."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.rooms import merge_studies, open_study
from tests.browser.conftest import Opener, Served, serve
from tests.browser.test_browser_pages import faults
from tests.browser.test_browser_record import keep
from tests.web import copies

SAID = "Ines Marklund coded: Mornings: and the people who knew it have gone to the coast."


@pytest.fixture
def served(browser: Browser, tmp_path: Path) -> Iterator[Served]:
    """A merged study of this test's own, in which Ines coded last."""
    mine, theirs = copies.make(tmp_path)
    both = tmp_path / "both.caseloom"
    merge_studies([mine, theirs], both)
    study = open_study(both, as_name="Ines Marklund")
    source = copies.source_named(study, "Carl Åkesson, wave 2")
    new = NewCoding(code=copies.code_named(study, "Mornings"))
    words = Quotation(quote="and the people who knew it have gone to the coast")
    add_coding(study.file, study.viewer, source, words, new)
    study.close()
    with serve(browser, both) as serving:
        yield serving


def undo_button(page: Page) -> str:
    """What a screen reader calls the bar's undo."""
    return page.locator('form.offer[data-key="u"] button').inner_text().strip()


@pytest.mark.parametrize("scripts", [True, False])
def test_undo_says_beforehand_what_and_afterwards_that(open_page: Opener, scripts: bool) -> None:
    page = open_page("/participants", scripts=scripts)
    button = page.get_by_role("button", name=f"Undo: {SAID}")
    button.hover()
    tip = page.locator('form.offer[data-key="u"] .tip')
    expect(tip).to_have_css("opacity", "1")
    keep(page, "undo-tip")
    here = page.url
    button.click()
    expect(page).to_have_url(here)
    expect(page.get_by_role("region", name="What happened")).to_contain_text(f"Undone: {SAID}")
    page.reload()
    expect(page.get_by_role("region", name="What happened")).to_contain_text(f"Undone: {SAID}")
    keep(page, "undo-said")
    expect(page.get_by_role("button", name=f"Redo: {SAID}")).to_have_count(1)
    page.get_by_role("region", name="What happened").get_by_role("button", name="Close").click()
    expect(page.get_by_role("region", name="What happened")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bar_fits_a_narrow_page(open_page: Opener, theme: str) -> None:
    page = open_page("", width=320, height=640, theme=theme)
    button = page.locator('form.offer[data-key="u"] button')
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    box = page.locator('form.offer[data-key="u"] .tip').bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    keep(page, f"undo-320-{theme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What happened")).to_be_visible()
    keep(page, f"undo-said-320-{theme}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("undo", "redo"), [("u", "r"), ("Control+z", "Control+Shift+Z")])
def test_undo_and_redo_have_keys(open_page: Opener, undo: str, redo: str) -> None:
    page = open_page("/sources")
    page.keyboard.press(undo)
    expect(page.get_by_text(f"Undone: {SAID}")).to_be_visible()
    page.wait_for_load_state()  # before, the page has no keys yet
    page.keyboard.press(redo)
    expect(page.get_by_text(f"Done again: {SAID}")).to_be_visible()


def test_keys_in_a_field_write_there(open_page: Opener) -> None:
    page = open_page("/sources")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("ur")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name=f"Undo: {SAID}")).to_have_count(1)
    expect(page.get_by_role("region", name="What happened")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page).to_have_url(re.compile("/sources$"))


def test_a_tab_left_open_undoes_nothing_else(open_page: Opener) -> None:
    first = open_page("/sources")
    second = first.context.new_page()
    second.goto(first.url)
    first.keyboard.press("u")
    expect(first.get_by_text(f"Undone: {SAID}")).to_be_visible()
    then = undo_button(first)
    second.keyboard.press("u")
    expect(second.get_by_text("older than the study, so nothing was changed")).to_be_visible()
    assert undo_button(second) == then
    keep(second, "undo-stale")


@pytest.mark.parametrize("scripts", [True, False])
def test_conflicts_are_settled_one_by_one(open_page: Opener, scripts: bool) -> None:
    page = open_page("", scripts=scripts)
    page.locator('.wants a[href$="/conflicts"]').click()
    for left in (2, 1, 0):
        page.locator(".side button").last.click()
        expect(page.locator(".conflict")).to_have_count(left)
        expect(page.get_by_role("region", name="What happened")).to_contain_text("Settled: ")
    keep(page, "conflicts-settled")
    expect(page.get_by_text("No conflict waits for anybody.")).to_be_visible()


def test_copies_are_merged_and_the_new_study_opens(open_page: Opener, served: Served) -> None:
    page = open_page("/merge", scripts=False)
    theirs = served.jar.parent / "theirs.caseloom"
    page.get_by_label("The other copy: its path on this machine").fill(str(theirs))
    page.get_by_label("File name of the merged study").fill("again")
    page.get_by_role("button", name="Show what would come in").click()
    expect(page.get_by_text("The other copy has nothing that this one lacks.")).to_be_visible()
    expect(page.get_by_role("button", name="Make the merged study")).to_have_count(0)
    later = open_study(shutil.copyfile(theirs, theirs.with_name("later.caseloom")), as_name="Tomasz Okoro")
    add_code(later.file, later.viewer, NewCode(label="Evenings"))
    later.close()
    page.get_by_label("The other copy: its path on this machine").fill(str(later.file.path))
    page.get_by_role("button", name="Show what would come in").click()
    page.get_by_role("button", name="Make the merged study").click()
    expect(page.get_by_role("region", name="What happened")).to_contain_text("again.caseloom has been made")
    keep(page, "merged")
    assert (served.jar.parent / "again.caseloom").is_file()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_participant_withdraws(open_page: Opener, scripts: bool) -> None:
    page = open_page("/participants", scripts=scripts)
    page.get_by_role("link", name="Withdraw … Berta Holm").click()
    page.get_by_label("To withdraw for good, type").fill("Berta")
    page.get_by_role("button", name="Withdraw for good").click()
    expect(page.get_by_text("what you typed is not the name")).to_be_visible()
    keep(page, "withdraw-refused")
    page.get_by_label("To withdraw for good, type").fill("Berta Holm")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The participant has been withdrawn")).to_be_visible()
    expect(page.get_by_text("Berta Holm")).to_have_count(0)
    keep(page, "withdrawn")
