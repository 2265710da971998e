"""Memos in a real browser: written and changed without scripts, by ear, at 320 px, in light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from caseloom.coding.readings import codes, passages
from caseloom.design.readings import card, cases
from caseloom.rooms import OpenStudy, open_study
from caseloom.studyfile import Thing
from caseloom.team.actions import link_memo, write_memo
from caseloom.team.model import NewMemo
from caseloom.web.addresses import short
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, serve
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import small_study
from tests.web.copies import source_named

SUMMARY = f"""# Main points

- The oven came in **four parts**.
- {small_study.HOSTILE} ![picture](https://elsewhere.example/x.png) [x](javascript:alert(1))

# Surprises

> nobody had asked the bakers first

# Next questions

1. Who lights it now?

| Who | When |
|---|---|
| Berta | 2021 |
"""
NAMES = ("memos", "memos-found", "memo", "memo-new", "memo-new-any", "memo-home", "memo-code")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The small study with memos on most things, and the pages about them."""
    path = tmp_path_factory.mktemp("memos") / "memos.caseloom"
    small_study.make(path)
    study = open_study(path, as_name="Ines Marklund")
    source = Thing("source", source_named(study, "Berta Holm, wave 1"))
    things = _things(study)
    long = "rhythm " * 60 + "a" * 200
    new = [
        NewMemo(source, "contact_summary", SUMMARY, "Contact summary: Berta Holm, wave 1"),
        NewMemo(things["case"], "theoretical", long, "What fits is a rhythm " + "b" * 120),
        NewMemo(things["code"], "methodological", "Split this code?"),
        NewMemo(things["study"], "reflexive", "I grew up with such an oven.", "Where I stand"),
        NewMemo(things["coding"], "question", "为什么没有人问面包师？"),
    ]
    ids = [write_memo(study.file, study.viewer, each) for each in new]
    for to in (things["case"], things["code"], Thing("memo", ids[3])):
        link_memo(study.file, study.viewer, ids[0], to)
    study.close()
    return path, {
        "memos": "/memos",
        "memos-found": "/memos?words=bakers",
        "memo": f"/memos/x-{short(ids[0])}",
        "memo-new": f"/memos/new?about={source}&kind=contact_summary",
        "memo-new-any": "/memos/new",
        "memo-home": "",
        "memo-code": f"/codebook/x-{short(things['code'].id)}",
    }


def _things(study: OpenStudy) -> dict[str, Thing]:
    viewer = study.viewer
    with study.file.read() as db:
        found = card(db, viewer)
        assert found is not None
        return {
            "case": Thing("case", next(each.id for each in cases(db, viewer) if each.name == "North")),
            "code": next(each.thing for each in codes(db, viewer) if each.label == "Mornings"),
            "study": Thing("study", found.id),
            "coding": Thing("coding", passages(db, viewer)[0].id),
        }


@pytest.fixture(scope="module")
def served(browser: Browser, written: tuple[Path, dict[str, str]]) -> Iterator[Served]:
    with serve(browser, written[0]) as serving:
        yield serving


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_can_be_used_by_everybody(
    open_page: Opener, written: tuple[Path, dict[str, str]], name: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page(written[1][name], theme=theme, width=1440)
    if name == "memo":
        page.get_by_text("Change type, title or text").click()
        page.get_by_text("Take this memo out").click()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{theme}.png")
    assert faults(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_page_needs_no_sideways_scrolling(
    open_page: Opener, written: tuple[Path, dict[str, str]], name: str
) -> None:
    page = open_page(written[1][name], width=320, height=640)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-320.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_hostile_words_ask_nobody_for_anything(
    open_page: Opener, written: tuple[Path, dict[str, str]]
) -> None:
    said = []
    page = open_page(written[1]["memo"])
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.reload()
    expect(page.locator(".memo-text img, .memo-text script")).to_have_count(0)
    expect(page.locator(".memo-text").get_by_text("<script>alert")).to_have_count(1)
    assert said == []  # what the page asked of others is looked at by `open_page`


@pytest.mark.parametrize("scripts", [True, False])
def test_a_memo_s_whole_life(open_page: Opener, written: tuple[Path, dict[str, str]], scripts: bool) -> None:
    page = open_page("/memos/new", scripts=scripts)
    page.locator("select[name=about]").select_option(label="North")
    page.locator("select[name=kind]").select_option(label="question")
    page.locator("textarea[name=text]").fill("Who *lights* it?\n\nAnd who pays?")
    page.get_by_role("button", name="Write it").click()
    expect(page.locator("h1")).to_have_text("Who lights it?")
    expect(page.locator(".memo-text em")).to_have_text("lights")
    page.get_by_text("Change type, title or text").click()
    page.locator("input[name=title]").fill("Light and pay")
    page.get_by_role("button", name="Keep the change").click()
    expect(page.locator("h1")).to_have_text("Light and pay")
    page.locator("select[name=thing]").select_option(label="South")
    page.get_by_role("button", name="Link it").click()
    expect(page.locator(".memo-links").get_by_role("link", name="South")).to_be_visible()
    page.get_by_text("Take this memo out").click()
    page.get_by_role("button", name="Yes, take it out").click()
    expect(page.get_by_text("Taken out: the memo “Light and pay”")).to_be_visible()
    page.locator(".offer button").first.click()
    expect(page.get_by_role("heading", name="Light and pay").first).to_be_visible()


def test_what_was_typed_is_not_left_without_a_question(open_page: Opener) -> None:
    page = open_page("/memos/new")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    page.locator("textarea[name=text]").press_sequentially("My words.")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="No, go back").click()
    expect(page.locator("textarea[name=text]")).to_have_value("My words.")
    page.locator("select[name=about]").select_option(label="North")
    page.get_by_role("button", name="Write it").click()
    expect(page.locator("h1")).to_have_text("My words.")
    assert asked == ["beforeunload"], "what was sent is not asked about"
