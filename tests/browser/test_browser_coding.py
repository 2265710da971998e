"""Coding in a real browser: by mouse, by keys alone, heard; and whatever goes wrong meanwhile."""

import contextlib
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from caseloom.coding.actions import add_code, add_coding, remove_code, set_code
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import codes, passages
from caseloom.rooms import OpenStudy, open_study
from caseloom.sources.actions import revise_source
from caseloom.sources.readings import sources
from tests.analysis.workbench import document
from tests.browser.conftest import SCREENSHOTS, SERVE, SMALL, Opener, Served, Watch, come_in
from tests.browser.test_browser_pages import faults
from tests.web import small_study

INES = "Ines Marklund"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    return path


@contextlib.contextmanager
def server(file: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own process at a port, so that it can go and come back."""
    command = [sys.executable, "-c", SERVE.replace("port=0", f"port={port}"), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def served_alone(browser: Browser, file: Path) -> Iterator[Served]:
    """A study of its own, served, with a browser let in."""
    with server(file, 0) as (process, address):
        jar = file.with_suffix(".cookies.json")
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        context.storage_state(path=jar)
        study = page.url
        context.close()
        yield Served(address.partition("/enter/")[0], study, "", "", process, jar)


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def served(browser: Browser, file: Path, port: int) -> Iterator[Served]:
    """The small study, of this test's own."""
    with server(file, port) as (process, address):
        jar = file.with_suffix(".cookies.json")
        [study] = come_in(browser, address, jar, [SMALL])
        yield Served(address.partition("/enter/")[0], study, "", "", process, jar)


@pytest.fixture
def page(open_page: Opener) -> Page:
    return at_source(open_page, "Berta Holm")


def at_source(open_page: Opener, title: str, **looks: object) -> Page:
    page = open_page("/sources", **looks)
    page.get_by_role("link", name=title).first.click()
    page.wait_for_selector("[data-ready]")
    return page


def coded(file: Path, coder: str = INES) -> list[tuple[str, str]]:
    """What a coder coded in the file, in text order, but for what the study began with."""
    with contextlib.closing(open_study(file)) as study, study.file.read() as db:
        found = passages(db, study.viewer, limit=None)
    before = {"It fits how we already bake", "in four parts", "it fits the mornings"}
    return [
        (each.quote, each.code_label)
        for each in found
        if each.coder_name == coder and each.quote not in before
    ]


def weights(file: Path, beginning: str) -> list[tuple[str | None, str | None]]:
    """Valence and example of the codings whose words begin so."""
    with contextlib.closing(open_study(file)) as study, study.file.read() as db:
        found = passages(db, study.viewer, limit=None)
    return [(each.valence, each.example) for each in found if each.quote.startswith(beginning)]


def hear(page: Page, words: str) -> None:
    expect(page.locator("#spoken")).to_contain_text(words)


def choose(page: Page, typed: str) -> None:
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def drag_over(page: Page, first: str, last: str) -> None:
    """Select with the mouse from the beginning of some words to the end of others."""
    places = page.evaluate(
        """([first, last]) => {
          const at = (words, end) => {
            for (const text of [...document.querySelectorAll(".words")].map((each) => each.firstChild)) {
              const place = text.data.indexOf(words);
              if (place < 0) continue;
              const range = document.createRange();
              range.setStart(text, end ? place + words.length - 1 : place);
              range.setEnd(text, end ? place + words.length : place + 1);
              const box = range.getBoundingClientRect();
              return [end ? box.right - 1 : box.left + 1, box.top + box.height / 2];
            }
          };
          document.querySelector(".turn").scrollIntoView();
          return [at(first, false), at(last, true)];
        }""",
        [first, last],
    )
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=8)
    page.mouse.up()


def test_while_one_drags_over_several_lines_nothing_gets_under_the_pointer(page: Page, file: Path) -> None:
    """Slowly downwards, with a rest on every line, to the other end of a turn and a little beyond."""
    words = page.locator("#t2 .words")
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(
            box["x"] + min(40 * step, box["width"] - 4), box["y"] + 12 + (box["height"] - 16) * step / 11
        )
        expect(page.locator("#bar")).to_be_hidden()
    selected = page.evaluate("getSelection().toString()")
    page.mouse.up()
    expect(page.locator("#bar")).to_be_visible()
    assert page.locator("#t2 .words").inner_text().startswith(selected[:20])
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    [(quote, _)] = coded(file)
    assert quote == selected.strip()


def test_going_on_to_another_turn_lets_go_of_what_was_selected(page: Page, file: Path) -> None:
    for key in ("j", "s", "j", "j", "s"):
        page.keyboard.press(key)
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    [(quote, _)] = coded(file)
    assert page.locator("#t3 .words").inner_text().startswith(quote)


def test_what_was_typed_about_a_coding_is_saved_when_one_goes_elsewhere(page: Page) -> None:
    page.locator("#t2 .words").focus()
    page.keyboard.press("t")
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    page.keyboard.press("m")
    expect(page.locator("#here [name=memo]:focus")).to_have_count(1)
    page.keyboard.type("ask her again")
    page.locator("#t3 .words").click()
    hear(page, "Relative Priority: the memo was changed.")
    page.locator("#t2 .words").click()
    expect(page.locator("#here")).to_contain_text("ask her again")


def test_a_code_that_was_just_made_is_the_last_used(page: Page, file: Path) -> None:
    page.locator("#t2 .words").focus()
    page.keyboard.press("w")
    choose(page, "zz new")
    hear(page, "Coded: zz new.")
    page.keyboard.press("w")
    page.keyboard.press(".")
    expect(page.locator("#t2 .turn-codes")).to_contain_text("zz new ×2")
    assert {label for _, label in coded(file)} == {"zz new"}


# -- the life of a coding ---------------------------------------------------------------------------


def test_words_are_selected_with_the_mouse_and_coded(page: Page, file: Path) -> None:
    drag_over(page, "carried it up the hill 🧱🔥", "in four parts")
    hear(page, "words selected. It touches 1 coding.")
    page.get_by_role("toolbar", name="What is selected").get_by_role("button", name="Code").click()
    page.keyboard.type("relative pr")
    expect(page.get_by_role("dialog").get_by_role("option", selected=True)).to_contain_text(
        "Relative Priority"
    )
    expect(page.get_by_role("region", name="What this code means")).not_to_be_empty()
    page.keyboard.press("Enter")
    hear(page, "Coded: Relative Priority. Overlaps 1 coding.")
    assert coded(file) == [("carried it up the hill 🧱🔥 in four parts", "Relative Priority")]
    turn = page.locator("#t2")
    expect(turn.locator(".turn-codes")).to_contain_text("Relative Priority")
    expect(page.locator("#here")).to_contain_text("coded by you")
    page.reload()
    expect(page.locator("#t2 .turn-codes")).to_contain_text("Relative Priority")


def test_a_listener_finds_a_sentence_codes_it_hears_it_and_undoes_it(page: Page, file: Path) -> None:
    """By keys and ears alone: the second turn that answers, its last sentence."""
    for _ in range(4):
        page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.startswith("The council did.")
    for _ in range(2):
        page.keyboard.press("s")
    hear(page, "words selected.")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    [(quote, _)] = coded(file)
    assert quote.startswith("Somebody wrote <script>")
    assert quote.endswith("the money came.")
    assert page.evaluate("document.activeElement.textContent") == focused
    page.keyboard.press("u")
    hear(page, "Undone: Ines Marklund coded: Mornings")
    assert coded(file) == []
    expect(page.locator("#t4 .turn-codes")).to_have_count(0)
    page.keyboard.press("r")
    hear(page, "Done again")
    assert len(coded(file)) == 1


def test_the_accessibility_tree_says_what_the_page_shows(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("compat")
    box = page.get_by_role("dialog", name="Choose a code")
    expect(box.get_by_role("combobox", name="Code: label, number or other name")).to_be_focused()
    active = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    expect(box.get_by_role("option", selected=True)).to_have_attribute("id", str(active))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox")).not_to_have_attribute("aria-activedescendant", str(active))
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "words"


def test_chinese_words_are_words(open_page: Opener, file: Path) -> None:
    page = at_source(open_page, "林老师")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("s")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    assert coded(file) == [("大家觉得它适合我们的早晨。", "Mornings")]
    page.keyboard.press("Escape")
    drag_over(page, "𠮷家", "𠮷家的人")
    choose(page, "mornings")
    expect(page.locator("#here .coding-quote")).to_have_text("𠮷家的人")
    assert ("𠮷家的人", "Mornings") in coded(file)


def test_who_goes_on_when_the_box_has_closed_is_not_called_back(page: Page) -> None:
    """The browser tells that the box has closed some time after it has."""
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    box = page.get_by_role("dialog", name="Choose a code")
    expect(box).to_be_visible()
    button = page.get_by_role("toolbar", name="What is selected").get_by_role("button").first
    inside, further = box.element_handle(), button.element_handle()
    page.evaluate("([box, button]) => { box.hidePopover(); button.focus(); }", [inside, further])
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    expect(button).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_weight_typed_while_a_coding_is_saved_is_meant_for_that_coding(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    expect(page.locator("#here .coding")).to_have_count(1)
    waiting: list[Route] = []
    page.route("**/codings", lambda route: waiting.append(route))  # noqa: PLW0108 - it marks what it is given
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press(".")
    page.keyboard.press("v")
    page.keyboard.press("y")
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert len(waiting) == 1, "neither weight is sent before the coding is there"
    page.unroute("**/codings")  # which lets it through
    expect(page.locator("#here .coding-facts").first).to_contain_text("helps · concrete example")
    assert weights(file, "We carried it up the hill") == [("helps", "concrete")]
    assert weights(file, "How did the oven") == [(None, None)]


def test_a_coding_is_recoded_weighed_remarked_moved_and_taken_out(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    page.keyboard.press("v")
    expect(page.locator("#here .coding-facts")).to_contain_text("helps")
    page.keyboard.press("v")
    expect(page.locator("#here .coding-facts")).to_contain_text("hinders")
    page.keyboard.press("y")
    expect(page.locator("#here .coding-facts")).to_contain_text("concrete example")
    page.keyboard.press("a")
    expect(page.locator("#here [name=about]:focus")).to_have_count(1)
    page.keyboard.type("2019~")
    page.keyboard.press("Enter")
    expect(page.locator("#here .coding-facts")).to_contain_text("time it speaks of: about 2019")
    page.keyboard.press("m")
    expect(page.locator("#here [name=memo]:focus")).to_have_count(1)
    page.keyboard.type("Asked twice.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#here .memo")).to_have_text("Asked twice.")
    page.get_by_role("button", name="Change code").click()
    page.keyboard.type("compatibility")
    page.keyboard.press("Enter")
    hear(page, "The code is Compatibility now.")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.get_by_role("button", name="Set to selection").first.click()
    hear(page, "Compatibility: the passage was changed.")
    page.keyboard.press("l")
    expect(page.locator("#here .coding").first).to_be_focused()
    page.keyboard.press("Delete")
    hear(page, "The coding was taken out.")
    assert coded(file) == []


def test_a_new_code_is_made_from_what_is_selected(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("w")
    page.keyboard.press("e")
    choose(page, "Asking how")
    hear(page, "Coded: Asking how.")
    page.keyboard.press("w")
    page.keyboard.press("c")
    page.keyboard.type("asking")
    expect(page.get_by_role("dialog").get_by_role("option", selected=True)).to_contain_text("Asking how")
    page.keyboard.press("Escape")
    assert [label for _, label in coded(file)] == ["Asking how"]


def test_the_last_code_again_and_across_turns(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("t")
    choose(page, "mornings")
    page.keyboard.press("e")
    page.keyboard.press(".")
    hear(page, "Overlaps")
    (first, _), (longer, label) = coded(file)
    assert label == "Mornings"
    assert longer.startswith(first)
    assert "Berta Holm:" in longer
    expect(page.locator("#t1 .turn-codes .number")).to_have_text("×2")
    expect(page.locator("#t2 .turn-codes")).to_contain_text("Mornings")


def test_a_code_s_own_key(open_page: Opener, file: Path) -> None:
    with study_of(file) as study:
        set_code(study.file, study.viewer, code_named(study, "Mornings"), shortcut="3")
    page = at_source(open_page, "Berta Holm")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("3")
    hear(page, "Coded: Mornings.")
    assert len(coded(file)) == 1


DROP = """() => {
  const rows = [...document.querySelectorAll(".tree-row")];
  const row = rows.find((each) => each.textContent.startsWith("Mornings"));
  const how = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() };
  for (const type of ["dragover", "drop"]) row.dispatchEvent(new DragEvent(type, how));
}"""


def test_the_codebook_beside_the_text_is_walked_and_takes_what_is_dropped_on_it(
    page: Page, file: Path
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("b")
    tree = page.get_by_role("tree", name="Codebook")
    focused = tree.locator(":focus")
    expect(focused).to_have_attribute("aria-level", "1")
    page.keyboard.press("End")
    expect(focused).to_have_text("Mornings2")
    page.keyboard.press("Shift+Enter")
    hear(page, "Coded: Mornings.")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("aria-level", "2")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-level", "1")
    drag_over(page, "The council", "did.")
    page.locator(".tree-row", has_text="Mornings").scroll_into_view_if_needed()
    page.evaluate(DROP)
    hear(page, "Coded: Mornings.")
    assert [label for _, label in coded(file)] == ["Mornings", "Mornings"]
    assert ("The council did.", "Mornings") in coded(file)
    assert faults(page) == []


def test_letters_in_the_codebook_beside_the_text_look_for_a_code_and_do_nothing_else(
    page: Page, file: Path
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("b")
    focused = page.get_by_role("tree", name="Codebook").locator(":focus")
    page.keyboard.type("compatib", delay=20)
    expect(focused).to_contain_text("Compatibility")
    expect(focused).to_have_attribute("aria-level", "2")
    page.wait_for_timeout(1000)
    page.keyboard.type("morn", delay=20)
    expect(focused).to_contain_text("Mornings")
    assert coded(file) == []
    expect(page.locator("#spoken")).not_to_contain_text("flagged")
    page.keyboard.press("Enter")
    hear(page, "Coded: Mornings.")
    # Now the keys are the page's again: the weight is the new coding's.
    expect(page.locator("#t1 .words")).to_be_focused()
    page.keyboard.press("v")
    hear(page, "Mornings: whether it helps or hinders was changed.")
    expect(page.locator(".tree-row", has_text="Mornings").locator(".number")).to_have_text("3")


def test_what_is_pointed_at_in_the_box_stays_while_codes_are_counted_anew(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    page.keyboard.press("c")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    pointed = page.locator("#choices [aria-selected=true]")
    said = pointed.inner_text()
    expect(page.locator(".tree-row", has_text="Mornings").locator(".number")).to_have_text("3")
    expect(pointed).to_have_text(said, use_inner_text=True)
    expect(page.locator("#choices [role=option]").first).to_have_attribute("aria-selected", "false")


def test_a_code_that_comes_while_one_types_is_offered_first(page: Page) -> None:
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("j")
    page.keyboard.press("s")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/codes", hold)
    choose(page, "Asking how")
    hear(page, "Coded: Asking how.")
    page.keyboard.press("w")
    page.keyboard.press("c")
    page.keyboard.type("asking")
    chosen = page.get_by_role("dialog").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Make a new code")
    for route in held:
        route.continue_()
    expect(chosen).to_contain_text("Asking how")


@pytest.mark.usefixtures("refusing")
def test_a_time_that_is_none_is_said_at_its_field(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "Mornings")
    hear(page, "Coded: Mornings.")
    page.keyboard.press("a")
    field = page.get_by_role("textbox", name="Time it speaks of")
    field.fill("when he came")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“when he came” is not a time that Caseloom can read")
    expect(page.get_by_role("alert")).to_contain_text("2017 to 2019, or about 2019")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("2017 to 2019")
    field.press("Enter")
    expect(page.locator("#here")).to_contain_text("time it speaks of: 2017 to 2019")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_strip_beside_the_text_shows_what_was_coded_just_now(page: Page) -> None:
    strip = page.locator("[data-minimap] > svg")
    before = page.locator("[data-minimap] path").count()
    page.keyboard.press("j")
    page.keyboard.press("t")
    choose(page, "Asking how")
    hear(page, "Coded: Asking how.")
    expect(page.locator("[data-minimap] path")).to_have_count(before + 1)
    drawn = strip.inner_html()
    page.reload()
    page.wait_for_selector("[data-ready]")
    # As the server draws it, but for how the same is written in XML and in HTML.
    again = strip.inner_html()
    assert re.findall(r'class="([^"]*)"|d="([^"]*)"', drawn) == re.findall(
        r'class="([^"]*)"|d="([^"]*)"', again
    )


def test_what_one_does_not_want_to_see_is_counted_beside_the_text(page: Page) -> None:
    page.goto(f"{page.url.partition('?')[0]}?valence=helps")
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("j")
    page.keyboard.press("t")
    choose(page, "Mornings")
    expect(page.locator("#here")).to_contain_text("is not shown")
    expect(page.locator("#here [data-coding]")).to_have_count(0)


def test_what_can_be_done_is_what_is_offered(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    expect(page.get_by_text("Enter codes, Shift+Enter codes and stays, Esc closes.")).to_be_visible()
    page.keyboard.press("Escape")
    choose(page, "Mornings")
    hear(page, "Coded: Mornings.")
    expect(page.get_by_role("button", name="Set to selection")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Set to selection")).to_be_hidden()
    page.get_by_role("button", name="Change code").click()
    expect(page.get_by_text("Enter gives the coding this code, Esc closes.")).to_be_visible()
    expect(page.get_by_text("Shift+Enter codes and stays")).to_be_hidden()


def test_a_pointer_takes_whole_words_unless_alt_is_held(page: Page, file: Path) -> None:
    drag_over(page, "arried it", "up the hi")
    hear(page, "5 words selected.")
    assert copied(page).startswith("“carried it up the hill”\n")
    page.keyboard.press("Escape")
    page.keyboard.down("Alt")
    drag_over(page, "arried it", "up the hi")
    hear(page, "5 words selected.")
    page.keyboard.up("Alt")
    assert copied(page).startswith("“arried it up the hi”\n")
    hear(page, "Copied, with who said it and where.")


@contextlib.contextmanager
def study_of(file: Path, name: str = "Tomasz Okoro") -> Iterator[OpenStudy]:
    with contextlib.closing(open_study(file, as_name=name)) as study:
        yield study


def code_named(study: OpenStudy, label: str) -> UUID:
    with study.file.read() as db:
        return next(each.id for each in codes(db, study.viewer) if each.label == label)


# -- what goes wrong ---------------------------------------------------------------------------------


@pytest.fixture
def refusing(watch: Watch) -> None:
    """What a browser writes into its console about a refusal or a server that is gone is no fault here."""
    watch.expected = ("409", "503", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET")


@pytest.mark.usefixtures("refusing")
def test_two_windows_that_code_the_same_words_code_them_once(
    open_page: Opener, page: Page, file: Path
) -> None:
    other = at_source(open_page, "Berta Holm")
    for window in (page, other):
        window.keyboard.press("j")
        window.keyboard.press("s")
    choose(page, "mornings")
    hear(page, "Coded: Mornings.")
    choose(other, "mornings")
    hear(other, "You have coded this passage with “Mornings” already")
    assert len(coded(file)) == 1
    expect(other.locator("#t1 .turn-codes")).to_contain_text("Mornings")


@pytest.mark.usefixtures("refusing")
def test_a_code_taken_out_while_its_box_is_open(page: Page, file: Path) -> None:
    with study_of(file) as study:
        extra = add_code(study.file, study.viewer, NewCode(label="Passing"))
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("passing")
    with study_of(file) as study:
        remove_code(study.file, study.viewer, extra)
    page.keyboard.press("Enter")
    hear(page, "“Passing” was taken out of the codebook meanwhile; nothing was coded.")
    assert coded(file) == []
    expect(page.locator("#t1 [data-marks]")).to_have_count(0)


@pytest.mark.usefixtures("refusing")
def test_a_text_corrected_meanwhile_is_not_coded_in_the_wrong_place(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    with study_of(file) as study:
        with study.file.read() as db:
            source = next(each.id for each in sources(db, study.viewer) if "Berta" in each.title)
        corrected = small_study.OVEN.replace("How did the oven come here?", "How did it get here?")
        revise_source(study.file, study.viewer, source, document(corrected))
    choose(page, "mornings")
    hear(page, "was corrected meanwhile")
    assert coded(file) == []
    page.get_by_role("button", name="Show the newer text").click()
    expect(page.locator("#t1 .words")).to_have_text("How did it get here?")


def test_what_others_did_meanwhile_appears_when_one_comes_back(page: Page, file: Path) -> None:
    with study_of(file) as study:
        with study.file.read() as db:
            source = next(each.id for each in sources(db, study.viewer) if "Berta" in each.title)
        add_coding(
            study.file, study.viewer, source, Quotation(quote="The council did."),
            NewCoding(code=code_named(study, "Mornings")),
        )  # fmt: skip
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#t4 .turn-codes")).to_contain_text("Mornings TO")


@pytest.mark.usefixtures("refusing")
def test_a_server_that_stops_in_between_loses_nothing(
    page: Page, served: Served, file: Path, port: int
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    served.process.terminate()
    served.process.wait()
    choose(page, "mornings")
    hear(page, "Not saved: Caseloom does not answer. 1 change is kept here")
    expect(page.locator("#status")).to_have_attribute("data-state", "trouble")
    assert coded(file) == []
    with server(file, port):
        expect(page.locator("#status")).to_contain_text("Everything is saved now.")
        assert len(coded(file)) == 1
        expect(page.locator("#t1 .turn-codes")).to_contain_text("Mornings")


@pytest.mark.usefixtures("refusing")
def test_a_study_that_another_program_holds_is_tried_again(page: Page, file: Path) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        choose(page, "mornings")
        expect(page.locator("#status")).to_contain_text("is kept here and tried again", timeout=30_000)
        holder.execute("ROLLBACK")
        expect(page.locator("#status")).to_contain_text("saved now", timeout=30_000)
    assert len(coded(file)) == 1


def test_without_scripts_the_page_is_read_and_says_what_is_missing(open_page: Opener) -> None:
    page = open_page("/sources", scripts=False)
    page.get_by_role("link", name="Berta Holm").first.click()
    expect(page.get_by_text("To code on it, your browser has to run its scripts")).to_be_visible()
    expect(page.locator("#t2 .words")).to_contain_text("We carried it up the hill")


def test_what_is_copied_says_where_it_was_said(page: Page) -> None:
    drag_over(page, "carried it", "up the hill")
    assert copied(page) == "“carried it up the hill”\n(Berta Holm, wave 1, North, Wave 1, turn 2)"


def test_the_codes_of_the_source_are_listed_anew(page: Page) -> None:
    listed = page.locator("#coded-here")
    before = listed.inner_text()
    page.locator("#t4 .words").focus()
    page.keyboard.press("t")
    choose(page, "relative pr")
    expect(listed).to_contain_text("Relative Priority")
    assert "Relative Priority" not in before


def test_who_is_quoted_is_named_as_agreed(page: Page, open_page: Opener) -> None:
    people = open_page("/participants")
    people.get_by_role("link", name="Say … Berta Holm").click()
    people.get_by_label("Named in quotations").fill("a baker of the first hour")
    people.get_by_role("button", name="Save", exact=True).click()
    expect(
        people.get_by_text("In quotations Berta Holm is named “a baker of the first hour” now.")
    ).to_be_visible()
    page.reload()
    drag_over(page, "carried it", "up the hill")
    assert copied(page).startswith("“carried it up the hill”\n(a baker of the first hour, ")


def copied(page: Page) -> str:
    """What a copy of the selection puts on the clipboard."""
    return str(
        page.evaluate(
            """() => {
          const data = new DataTransfer();
          const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector(".turns").dispatchEvent(event);
          return data.getData("text/plain");
        }"""
        )
    )


# -- looks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_workspace_is_accessible_and_drawn(open_page: Opener, theme: str, width: int) -> None:
    page = at_source(open_page, "Berta Holm", theme=theme, width=width)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("s")
    choose(page, "relative pr")
    hear(page, "Coded: Relative Priority.")
    assert faults(page) == []
    page.screenshot(path=SCREENSHOTS / f"coding-{theme}-{width}.png")
    page.keyboard.press("c")
    page.keyboard.type("cul")
    assert faults(page) == []
    page.screenshot(path=SCREENSHOTS / f"coding-box-{theme}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_narrow_page_what_is_coded_here_comes_up_and_is_put_away(open_page: Opener) -> None:
    page = at_source(open_page, "Berta Holm", width=390)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("t")
    listed = page.locator("section.here")
    expect(listed.get_by_text("Mornings")).to_be_in_viewport()
    listed.get_by_role("button", name="Close").click()
    expect(listed.get_by_text("Mornings")).not_to_be_in_viewport()
