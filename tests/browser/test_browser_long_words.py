"""Long titles, addresses and names stay within their page; what is chosen comes into view."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Served


def box(page: Page, selector: str) -> Any:
    """Where the first such thing is: top, bottom, left, right in pixels of the window."""
    return page.locator(selector).first.evaluate("at => at.getBoundingClientRect().toJSON()")


def overflow(page: Page, selector: str) -> int:
    """How many pixels of its content do not fit into it, sideways."""
    return int(page.locator(selector).first.evaluate("at => at.scrollWidth - at.clientWidth"))


def test_an_address_in_a_note_breaks_in_the_panel(open_page: Opener, served: Served) -> None:
    page = open_page(served.long + "/sources")
    page.locator(".ledger .title a").first.click()
    assert overflow(page, ".panel") == 0


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_list_of_sources_stays_on_its_page(open_page: Opener, served: Served, width: int) -> None:
    page = open_page(served.long + "/sources", width=width)
    assert overflow(page, "html") == 0
    assert box(page, ".ledger-window")["right"] <= width
    assert overflow(page, ".ledger-window") == 0


def test_the_title_of_the_study_gives_way_to_the_page_one_is_on(open_page: Opener, served: Served) -> None:
    page = open_page(served.long + "/sources")
    assert overflow(page, ".study-name a") > 0
    assert overflow(page, ".where [aria-current]") == 0


def test_the_codebook_s_first_row_is_not_under_its_head(open_page: Opener, places: dict[str, str]) -> None:
    page = open_page(places["codebook"], width=320, height=640)
    assert box(page, ".codebook thead th")["bottom"] <= box(page, ".codebook tbody th")["top"]


def test_the_matrix_s_heads_stay_below_the_bar_at_the_end_of_the_page(
    open_page: Opener, served: Served
) -> None:
    page = open_page(served.long + "/matrix?rows=cfir2022&columns=case")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert box(page, ".matrix thead")["top"] >= box(page, ".bar")["bottom"]


def test_choosing_a_query_shows_its_candidates(open_page: Opener, served: Served) -> None:
    page = open_page(served.long + "/candidates")
    page.locator(".ledger tbody th a").first.click()
    page.locator("#hits").wait_for()
    page.wait_for_load_state()
    hits = box(page, "#hits")
    assert box(page, ".bar")["bottom"] <= hits["top"] < 450


def test_a_command_in_a_notice_breaks(open_page: Opener, served: Served) -> None:
    page = open_page(served.bare + "/matrix", width=320, height=640)
    expect(page.locator(".notice code")).to_have_count(1)
    assert overflow(page, "html") == 0
