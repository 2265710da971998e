"""The matrix under the keyboard."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

MATRIX = "/matrix?rows=cfir2022&columns=case,wave"


def focused(page: Page) -> str:
    """The row's label and the column's place of what has the focus."""
    return str(
        page.evaluate(
            """() => {
              const cell = document.activeElement.closest("td, th");
              return cell ? `${cell.closest("tr").cells[0].innerText.trim()} ${cell.cellIndex}` : "nowhere";
            }"""
        )
    )


def test_arrows_go_from_cell_to_cell(open_page: Opener) -> None:
    page = open_page(MATRIX)
    page.locator("tbody tr").first.locator("td").first.focus()
    assert focused(page) == "Innovation 1"
    for key, place in (
        ("ArrowDown", "Innovation Source 1"),
        ("ArrowRight", "Innovation Source 2"),
        ("End", "Innovation Source 5"),
        ("ArrowRight", "Innovation Source 5"),
        ("Home", "Innovation Source 0"),
        ("ArrowUp", "Innovation 0"),
        ("ArrowUp", "Innovation 0"),
    ):
        page.keyboard.press(key)
        assert focused(page) == place, key


def test_the_matrix_is_one_stop_for_the_tab_key(open_page: Opener) -> None:
    page = open_page(MATRIX)
    expect(page.locator("table[data-matrix] [tabindex='0']")).to_have_count(1)
    page.locator("tbody tr").nth(3).locator("td").first.focus()
    expect(page.locator("table[data-matrix] [tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    assert focused(page) == "nowhere"


def test_enter_opens_the_cell_beside_and_escape_closes_it(open_page: Opener) -> None:
    page = open_page(MATRIX)
    door = page.get_by_role("row", name="Compatibility").locator("a.door").first
    door.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel.get_by_text("It fits how we already bake")).to_be_visible()
    expect(panel).to_be_focused()
    expect(page.locator("table[data-matrix]")).to_be_visible()
    expect(page).to_have_url(re.compile("row="))
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()
    expect(door).to_be_focused()
    expect(page).not_to_have_url(re.compile("row="))


def test_escape_gives_the_focus_back_also_where_the_page_came_with_its_cell_open(open_page: Opener) -> None:
    page = open_page(MATRIX)
    door = page.get_by_role("row", name="Compatibility").locator("a.door").first
    door.click()
    expect(page.locator("#panel .passage")).to_have_count(1)
    page.reload()
    expect(page.locator(".cell.is-open a.door")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_empty()
    expect(page.get_by_role("row", name="Compatibility").locator("a.door").first).to_be_focused()
    expect(page).not_to_have_url(re.compile("row="))


def test_an_opened_cell_has_an_address_and_back_closes_it(open_page: Opener) -> None:
    page = open_page(MATRIX)
    page.get_by_role("row", name="Compatibility").locator("a.door").first.click()
    expect(page.locator("#panel .passage")).to_have_count(1)
    page.reload()
    expect(page.locator("#panel .passage")).to_have_count(1)
    page.go_back()
    expect(page.locator("#panel .passage")).to_have_count(0)


def test_a_passage_leads_to_its_source_at_the_place(open_page: Opener) -> None:
    page = open_page(MATRIX)
    page.get_by_role("row", name="Compatibility").locator("a.door").first.click()
    page.locator("#panel .quote").first.click()
    expect(page.locator(".is-here .words")).to_contain_text("It fits how we already bake")
    expect(page.locator(".is-here")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"\?at="))


def test_space_folds_and_the_address_remembers(open_page: Opener) -> None:
    page = open_page(MATRIX)
    inner = page.get_by_role("row", name="Compatibility")
    page.get_by_role("rowheader", name="Inner Setting").locator("a").focus()
    page.keyboard.press(" ")
    expect(inner).to_be_hidden()
    expect(page).to_have_url(re.compile("fold="))
    page.reload()
    expect(inner).to_be_hidden()
    page.get_by_role("rowheader", name="Inner Setting").locator("a").focus()
    page.keyboard.press(" ")
    expect(inner).to_be_visible()
    expect(page).not_to_have_url(re.compile("fold="))


def test_all_rows_fold_at_once(open_page: Opener) -> None:
    page = open_page(MATRIX)
    page.get_by_role("button", name="Fold all", exact=True).click()
    expect(page.locator("tbody tr:visible")).to_have_count(5)
    page.get_by_role("button", name="Unfold all").click()
    expect(page.locator("tbody tr:visible").nth(60)).to_be_visible()


def test_focus_and_pointer_name_the_informants(open_page: Opener) -> None:
    page = open_page(MATRIX)
    says = page.locator("#says")
    expect(says).to_be_hidden()
    page.get_by_role("row", name="Compatibility").locator("a.door").first.focus()
    expect(says).to_have_text("Compatibility, North, Wave 1: 1 of 1 interviewed (Berta Holm)")
    expect(says).to_be_in_viewport()
    page.get_by_role("row", name="Relative Priority").locator("td").first.hover()
    expect(says).to_have_text("no evidence coded")
