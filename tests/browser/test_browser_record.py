"""The record in a real browser: by ear, at 320 px, in light and dark, without scripts, as pictures."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from caseloom.coding.actions import add_code, set_code
from caseloom.coding.model import NewCode
from caseloom.design.actions import set_field
from caseloom.design.readings import participants
from caseloom.rooms import merge_studies, open_study
from tests.browser.conftest import AXE, SCREENSHOTS, Opener, Served, serve
from tests.browser.test_browser_pages import NO_AXE, faults
from tests.web import copies

TODAY = datetime.now(UTC).date().isoformat()
NAMES = (
    "history",
    "history-code",
    "past",
    "participants",
    "withdraw",
    "conflicts",
    "merge",
    "backups",
    "waiting",
)


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A merged study with every sort of conflict; Berta is a co-researcher too."""
    folder = tmp_path_factory.mktemp("merged")
    mine, theirs = copies.make(folder)
    study = open_study(mine, as_name="Ines Marklund")
    with study.file.read() as db:
        berta = next(each.id for each in participants(db, study.viewer) if each.name == "Berta Holm")
    assert study.viewer.person is not None
    set_field(study.file, study.viewer, "participant", berta, person=study.viewer.person.id)
    study.close()
    merge_studies([mine, theirs], folder / "both.caseloom")
    later = open_study(shutil.copyfile(theirs, folder / "later.caseloom"), as_name="Tomasz Okoro")
    mornings = copies.code_named(later, "Mornings")
    set_code(later.file, later.viewer, mornings, label="Dawn", definition="Talk of how the day begins.")
    add_code(later.file, later.viewer, NewCode(label="Evenings"))
    later.close()
    with serve(browser, folder / "both.caseloom") as serving:
        yield serving


@pytest.fixture(scope="module")
def addresses(browser: Browser, served: Served) -> dict[str, str]:
    """The record's pages by name."""
    context = browser.new_context(storage_state=served.jar)
    page = context.new_page()
    page.goto(served.study + "/participants")
    withdraw = page.locator('a[href$="/withdraw"]').first.get_attribute("href")
    page.goto(served.study + "/codebook?show=used")
    page.get_by_role("link", name="Mornings", exact=True).first.click()
    code = page.get_by_role("link", name="History of this code").get_attribute("href")
    context.close()
    return {
        "history": "/history",
        "history-code": f"{served.origin}{code}",
        "past": f"/history/{TODAY}",
        "participants": "/participants",
        "withdraw": f"{served.origin}{withdraw}",
        "conflicts": "/conflicts",
        "merge": "/merge",
        "backups": "/backups",
        "waiting": "",
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_the_record_s_page_can_be_used_by_everybody(
    open_page: Opener, addresses: dict[str, str], name: str, theme: str
) -> None:
    if not AXE.is_file():
        pytest.skip(NO_AXE)
    page = open_page(addresses[name], theme=theme, width=1440)
    keep(page, f"{name}-{theme}")
    assert faults(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_record_s_page_needs_no_sideways_scrolling(
    open_page: Opener, addresses: dict[str, str], name: str
) -> None:
    page = open_page(addresses[name], width=320, height=640)
    keep(page, f"{name}-320")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", NAMES)
def test_the_record_s_page_can_be_read_without_scripts(
    open_page: Opener, addresses: dict[str, str], name: str
) -> None:
    page = open_page(addresses[name], scripts=False)
    expect(page.locator("main h1")).not_to_be_empty()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_a_rehearsal_is_shown_on_the_page(open_page: Opener, served: Served, theme: str, width: int) -> None:
    page = open_page("/merge", theme=theme, width=width, scripts=False)
    theirs = served.jar.parent / "later.caseloom"
    page.get_by_label("The other copy: its path on this machine").fill(str(theirs))
    page.get_by_role("button", name="Show what would come in").click()
    expect(page.get_by_role("heading", name="What would come in")).to_be_visible()
    keep(page, f"rehearsal-{theme}-{width}")
    page.get_by_label("The other copy: its path on this machine").fill("nowhere.caseloom")
    page.get_by_role("button", name="Show what would come in").click()
    expect(page.get_by_text("There is no study at")).to_be_visible()
    expect(page.get_by_label("The other copy: its path on this machine")).to_have_value("nowhere.caseloom")
    keep(page, f"merge-trouble-{theme}-{width}")
    if width == 320:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_act_is_undone_only_after_a_second_look(open_page: Opener, theme: str) -> None:
    page = open_page("/history", theme=theme)
    page.keyboard.press("Tab")
    first = page.locator("details.sure > summary").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, undo it").first).to_be_visible()
    keep(page, f"history-confirm-{theme}")
    assert faults(page) == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 1440), ("light", 320), ("dark", 320)])
def test_a_backup_is_made_and_restored_by_keyboard(open_page: Opener, theme: str, width: int) -> None:
    page = open_page("/backups", theme=theme, width=width, scripts=False)
    press(page, page.get_by_role("button", name="Make a backup now"))
    page.get_by_text("A backup has been made of the study as it is now").wait_for()
    press(page, page.locator("details.sure > summary").first)
    form = page.locator("details.sure[open] form")
    name = f"earlier {theme} {width}"
    form.get_by_label("Name of the new file").fill("no/such/folder")
    press(page, form.get_by_role("button", name="Restore"))
    page.get_by_text("there is no such folder").wait_for()
    expect(form.get_by_label("Name of the new file")).to_have_value("no/such/folder")
    keep(page, f"backups-trouble-{theme}-{width}")
    form.get_by_label("Name of the new file").fill(name)
    page.keyboard.press("Enter")
    page.get_by_text("This study was left as it is.").wait_for()
    keep(page, f"backups-restored-{theme}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, page.get_by_role("link", name=f"Open {name}.caseloom"))
    page.locator(".rail-file").get_by_text(f"{name}.caseloom").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_of_a_backup_can_be_used_by_everybody(open_page: Opener, theme: str) -> None:
    page = open_page("/backups", theme=theme)
    page.get_by_role("button", name="Make a backup now").click()
    page.locator("details.sure > summary").first.click()
    keep(page, f"backups-open-{theme}")
    assert faults(page) == []


def press(page: Page, what: Locator) -> None:
    """Use a thing as one does without a mouse."""
    what.focus()
    page.keyboard.press("Enter")


def keep(page: Page, name: str) -> None:
    """A picture of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(SCREENSHOTS) / f"record-{name}.png", full_page=True)
