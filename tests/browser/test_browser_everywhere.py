"""Every page in every language, light and dark: by ear, and whole at 320 px; elsewhere this is pairwise."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from caseloom.web.urls import urlpatterns
from tests.browser.conftest import AXE, SMALL, Opener, Served, Watch, places_in, serve
from tests.browser.test_browser_languages import CUT_OFF
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import lived_study, wordy_study

LANGUAGES = ("en", "sv", "fr", "zh-CN")
# What is asked for by scripts and forms, or leads on; none of it is a page.
NO_PAGES = {
    "enter", "taste", "asset", "here", "write_codings", "flag", "choices", "now", "undo", "redo", "read",
    "order", "codes_here", "picture",
}  # fmt: skip
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A study that people lived with, and another one beside it, so that there is a desk."""
    folder = tmp_path_factory.mktemp("everywhere")
    bare = folder / "bare.caseloom"
    wordy_study.make_bare(bare)
    with serve(browser, lived_study.make(folder), bare, titles=(SMALL,)) as serving:
        yield serving


@pytest.fixture(scope="module")
def everywhere(browser: Browser, served: Served) -> dict[str, str]:
    """The main pages by name, every source, and one page of every other sort that links lead to."""
    found = {**places_in(browser, served), "desk": f"{served.origin}/", "lost": f"{served.study}/nowhere"}
    found = {name: path if path.startswith("http") else served.study + path for name, path in found.items()}
    context = browser.new_context(storage_state=served.jar)
    page = context.new_page()
    page.goto(f"{served.study}/sources")
    for each in page.locator(".ledger .title a").all():
        found[f"source “{each.inner_text()}”"] = f"{served.origin}{each.get_attribute('href')}"
    known = {sort_of(path) for path in found.values()}
    waiting = list(found.values())
    while waiting:
        page.goto(waiting.pop(0))
        for path in links(page, served.origin):
            if (sort := sort_of(path)) and sort not in known | NO_PAGES:
                known.add(sort)
                found[sort] = path
                waiting.append(path)
    context.close()
    return found


def links(page: Page, origin: str) -> list[str]:
    """The addresses of ours that a page leads to."""
    every: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
    return [each for each in every if each.startswith(f"{origin}/")]


def sort_of(address: str) -> str:
    """Which sort of page an address is; "" for none."""
    path = urlsplit(address).path.removeprefix("/")
    names = (each.name for each in urlpatterns if each.pattern.match(path))
    return next((str(name) for name in names), "")


def test_links_lead_to_every_sort_of_page(everywhere: dict[str, str]) -> None:
    every = {str(each.name) for each in urlpatterns} - NO_PAGES
    assert {sort_of(path) for path in everywhere.values()} - {""} == every


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(
    open_page: Opener, everywhere: dict[str, str], watch: Watch, theme: str, language: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    watch.expected = ("404",)  # of the page that says so
    page = open_page("", theme=theme, language=language)
    found: list[str] = []
    for name, path in everywhere.items():
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(path)
        found += [f"{name}: {each}" for each in (*faults(page), *too_wide(page))]
    if found:
        pytest.fail("\n".join(found))


def too_wide(page: Page) -> list[str]:
    """What needs sideways scrolling, or is cut off, where a page is 320 px wide."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    cut: list[str] = page.evaluate(CUT_OFF)
    return [f"cut off: {each}" for each in cut[:3]] + ([f"{wide} px wide"] if wide > 320 else [])
