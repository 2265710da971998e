"""A source beside its pages in a real browser: nothing jumps, nothing is cut off, in any light."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from caseloom.rooms import open_study
from caseloom.sources.actions import NewPicture, add_page_pictures, add_source
from caseloom.sources.model import NewSource
from tests.analysis.workbench import document
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, Watch, serve
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.sources.printed import OVER_THE_PAGE, a_picture
from tests.web import paged_study


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The study of the report, with a letter on paper of which there is a photograph."""
    path = tmp_path_factory.mktemp("paged") / "paged.caseloom"
    paged_study.make(path)
    study = open_study(path, as_name="Ines Marklund")
    words = "Dear council,\n\nthe oven is cold.\n\nThe bakers"
    letter = add_source(study.file, study.viewer, NewSource("Letter", "document"), document(words))
    photograph = NewPicture("letter.jpg", a_picture(size=(600, 840), form="JPEG"), 1)
    add_page_pictures(study.file, study.viewer, letter, [photograph])
    minutes = document("Ana: The oven is lit.\n\nBen: Who has the key?")
    add_source(study.file, study.viewer, NewSource("Minutes", "document"), minutes)
    study.close()
    with serve(browser, path, titles=("Ovens on paper",)) as serving:
        yield serving


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_passage_is_found_on_its_page(open_page: Opener, theme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page("/codebook", theme=theme, width=width)
    page.get_by_role("main").get_by_role("link", name="Planning").first.click()
    page.get_by_role("link", name="On its page").click()
    expect(page).to_have_url(re.compile("/pages.*#passage$"))
    first = page.get_by_role("img", name="Page 1 of “Report on the oven”; its words stand beside it.")
    expect(first).to_be_in_viewport()
    expect(page.locator("mark").first).to_have_text("nobody had taken it down while they")
    expect(first).to_have_js_property("complete", value=True)
    expect(first).to_have_js_property("naturalWidth", value=1240)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"paged-{theme}-{width}.png")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_photograph_of_a_page_stands_beside_its_words(open_page: Opener, theme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page("/sources", theme=theme, width=width)
    page.get_by_role("link", name="Letter").first.click()
    expect(page.get_by_role("heading", name="Letter")).to_be_visible()
    here = page.url.partition("?")[0]
    page.goto(f"{here}/pages?at=15-23")
    expect(page.locator("mark")).to_have_text("the oven")
    picture = page.get_by_role("img", name="Page 1 of “Letter”")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", value=600)
    page.screenshot(path=SCREENSHOTS / f"photograph-{theme}-{width}.png")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{here}/pictures")
    expect(page.get_by_label("Pictures in the order of the pages (JPEG or PNG), or a PDF")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / f"pictures-{theme}-{width}.png")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_where_a_picture_does_not_come_the_page_says_so(open_page: Opener, watch: Watch) -> None:
    watch.expected = ("404",)
    page = open_page("/sources")
    page.get_by_role("link", name="Letter").first.click()
    said = page.get_by_text("This page cannot be drawn, or takes too long to draw.")
    page.goto(f"{page.url.partition('?')[0]}/pages")
    expect(page.get_by_role("img", name="Page 1 of “Letter”")).to_have_js_property("naturalWidth", value=600)
    expect(said).to_be_hidden()
    page.route("**/picture", lambda route: route.fulfill(status=404, body="None."))
    page.reload()
    expect(said).to_be_visible()
    if AXE.is_file():
        assert faults(page) == []


def test_the_rectangle_lies_over_the_words_at_any_size(open_page: Opener) -> None:
    page = open_page("/sources")
    page.get_by_role("link", name=paged_study.TITLE).first.click()
    page.get_by_role("link", name="Beside its pages").click()
    page.wait_for_url(re.compile("/pages$"))
    plain = page.url
    page.go_back()
    start = page.evaluate(
        "words => Array.from(document.querySelectorAll('.words')).map(each =>"
        " [each.textContent.indexOf(words), Number(each.dataset.start)]).find(([at]) => at >= 0)"
        ".reduce((a, b) => a + b)",
        OVER_THE_PAGE,
    )
    page.goto(f"{plain}?at={start}-{start + len(OVER_THE_PAGE)}")
    shares = []
    for width in (1280, 700, 320):
        page.set_viewport_size({"width": width, "height": 900})
        picture = page.locator(".page-picture img").first.bounding_box()
        box = page.locator(".page-passage rect").first.bounding_box()
        assert picture is not None
        assert box is not None
        shares.append(
            (
                round((box["x"] - picture["x"]) / picture["width"], 1),
                round((box["y"] - picture["y"]) / picture["height"], 2),
            )
        )
    assert len(set(shares)) == 1


def test_the_place_of_a_picture_is_kept_before_it_comes(open_page: Opener, watch: Watch) -> None:
    watch.expected = ("net::ERR_FAILED",)
    page = open_page("/sources")
    page.get_by_role("link", name=paged_study.TITLE).first.click()
    page.route("**/picture", lambda route: route.abort())
    page.get_by_role("link", name="Beside its pages").click()
    expect(page.locator(".page-picture img")).to_have_count(3)
    heights = [each.bounding_box() for each in page.locator(".page-picture img").all()]
    assert all(each and abs(each["height"] / each["width"] - 842 / 595) < 0.01 for each in heights)


def test_without_scripts_every_page_can_be_read_beside_its_picture(open_page: Opener) -> None:
    page = open_page("/sources", scripts=False)
    page.get_by_role("link", name=paged_study.TITLE).first.click()
    page.get_by_role("link", name="p. 3").click()
    expect(page).to_have_url(re.compile("/pages#p3$"))
    expect(page.get_by_role("heading", name="Page 3")).to_be_in_viewport()
    expect(page.get_by_text("The third page only says that there is no more.")).to_be_visible()
    larger = page.get_by_role("link").filter(has=page.get_by_role("img", name="Page 3 of"))
    expect(larger).to_have_attribute("href", re.compile(r"/pages/3/picture$"))


def test_a_scanned_pdf_is_brought_and_stands_beside_its_words(open_page: Opener, tmp_path: Path) -> None:
    grained = [Image.effect_noise((900, 1260), 60) for _ in range(2)]
    scan = tmp_path / "scan.pdf"
    grained[0].save(scan, save_all=True, append_images=grained[1:], resolution=150, quality=95)
    assert scan.stat().st_size > 1_000_000
    page = open_page("/sources")
    page.get_by_role("link", name="Minutes").first.click()
    page.goto(f"{page.url.partition('?')[0]}/pictures")
    page.get_by_label("or a PDF of them").set_input_files(scan)
    page.get_by_label("With what the pages begin").fill("1, 2")
    page.get_by_role("button", name="Bring them in").click()
    expect(page).to_have_url(re.compile("/pages$"))
    expect(page.get_by_text("The pictures stand beside the text now.")).to_be_visible()
    for number in (1, 2):
        picture = page.get_by_role("img", name=f"Page {number} of “Minutes”")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", value=1200)
