"""Reading a source in a real browser: highlights, places, keys, looks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Served
from tests.web import small_study

WITHOUT_HIGHLIGHTS = "delete window.Highlight; delete CSS.highlights;"


def painted(page: Page) -> list[str]:
    """The words under every code's highlight, in order."""
    return list(
        page.evaluate(
            """() => {
              const words = (range) => range.startContainer.data.slice(range.startOffset, range.endOffset);
              const marks = [...CSS.highlights].filter(([name]) => name.startsWith("mark-"));
              return marks.flatMap(([, ranges]) => [...ranges].map(words));
            }"""
        )
    )


def test_codings_are_painted_over_exactly_their_words(open_page: Opener, places: dict[str, str]) -> None:
    page = open_page(places["source"])
    assert sorted(painted(page)) == ["It fits how we already bake", "in four parts", "it fits the mornings"]


def test_without_highlights_the_margin_says_the_same(open_page: Opener, places: dict[str, str]) -> None:
    page = open_page()
    page.add_init_script(WITHOUT_HIGHLIGHTS)
    page.goto(places["source"])
    assert page.evaluate("typeof Highlight") == "undefined"
    turn = page.locator(".turn", has_text="in four parts")
    expect(turn.locator(".turn-codes")).to_contain_text("coded:")
    expect(turn.locator(".turn-codes")).to_contain_text("Mornings")
    expect(page.locator("mark")).to_have_count(0)


def test_a_place_is_scrolled_to_and_shown(open_page: Opener, places: dict[str, str]) -> None:
    start = small_study.OVEN.index("so it stayed")
    page = open_page(f"{places['source']}?at={start}-{start + 12}", height=420)
    here = page.evaluate(
        """() => [...CSS.highlights.get("here")].map((range) =>
             range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    )
    assert here == ["so it stayed"]
    expect(page.locator(".is-here")).to_be_in_viewport()


def test_two_thousand_codings_are_painted(open_page: Opener, served: Served) -> None:
    page = open_page(served.origin)
    page.get_by_role("link", name="Heavy").click()
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="Long").click()
    expect(page.locator("[data-painted]")).to_have_attribute("data-painted", "2000")
    expect(page.locator(".minimap path").nth(2)).to_be_attached()


def test_keys_walk_through_the_turns(open_page: Opener, places: dict[str, str]) -> None:
    page = open_page(places["source"])
    for key, number in (("j", "1"), ("j", "2"), ("n", "6"), ("p", "2"), ("k", "1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('li').id") == f"t{number}", key


def test_a_slash_goes_to_the_search_and_a_question_mark_tells_the_keys(open_page: Opener) -> None:
    page = open_page()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#seek")).to_be_focused()
    page.keyboard.type("oven?")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="“oven?”")).to_be_visible()


def test_the_keys_are_scrolled_by_keys_and_give_the_focus_back(
    open_page: Opener, places: dict[str, str]
) -> None:
    page = open_page(places["source"])
    page.set_viewport_size({"width": 1000, "height": 320})
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator("#keys h2")).not_to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#t1 :focus, #t1:focus")).to_be_attached()


@pytest.mark.parametrize(("letter", "title"), [("s", "Sources"), ("c", "Codebook"), ("m", "Matrix")])
def test_g_and_a_letter_go_to_a_room(open_page: Opener, letter: str, title: str) -> None:
    page = open_page()
    page.keyboard.press("g")
    page.keyboard.press(letter)
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_a_chosen_look_is_kept(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("button", name="Keep this look")).to_be_hidden()
    with page.expect_response("**/taste"):
        page.get_by_label("dark", exact=True).check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    with page.expect_response("**/taste"):
        page.get_by_label("compact").check()
    page.reload()
    assert page.evaluate("({...document.documentElement.dataset})") == {"theme": "dark", "density": "compact"}
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(233, 228, 217)"


def test_a_look_can_be_chosen_without_scripts(open_page: Opener) -> None:
    page = open_page(scripts=False)
    page.get_by_role("button", name="Look").click()
    page.get_by_label("high contrast").check()
    page.get_by_role("button", name="Keep this look").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
