"""Five thousand codings on one page: it is read, coded and undone as any other, and nothing is left out."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from caseloom.coding.actions import add_code, write_codings
from caseloom.coding.model import Located, NewCode, NewCoding
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readings import current_text
from tests.analysis.workbench import document
from tests.browser.conftest import Opener, Served
from tests.browser.test_browser_coding import choose, coded, hear, served_alone

CODINGS, TURNS, CODES = 5_000, 120, 40
TALK = "we had no oven and the council gave money for bread until the village met again"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Invented talk of some 8,000 words, coded 5,000 times: dense, overlapping, and across turns."""
    dice = random.Random(5)
    said = (" ".join(dice.choices(TALK.split(), k=66)) for _ in range(TURNS))
    text = "\n\n".join(f"{'AB'[place % 2]}: {words}." for place, words in enumerate(said))
    path = tmp_path / "many.caseloom"
    study = create_study(path, StudyCard(title="Many codings"), as_name="Ines Marklund")
    codes = [add_code(study.file, study.viewer, NewCode(label=f"Code {n}")) for n in range(CODES)]
    source = add_source(study.file, study.viewer, NewSource("A long talk"), document(text))
    with study.file.change("coding.add", study.viewer.author) as change:
        starts = (dice.randrange(len(text) - 400) for _ in range(CODINGS))
        places = ((start, start + dice.randint(5, 400)) for start in starts)
        many = [Located(start, end, NewCoding(code=dice.choice(codes))) for start, end in places]
        write_codings(change, study.viewer, current_text(change.db, study.viewer, source), many)
    study.close()
    return path


@pytest.fixture
def served(browser: Browser, file: Path) -> Iterator[Served]:
    yield from served_alone(browser, file)


def test_a_page_with_five_thousand_codings_is_coded_and_undone(open_page: Opener, file: Path) -> None:
    page = open_page("/sources")
    page.get_by_role("link", name="A long talk").first.click()
    page.wait_for_selector("[data-ready]")
    painted = "[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)"
    before, marks = page.evaluate(painted), page.locator(".turn-codes a").count()
    assert before >= CODINGS, "one that goes over several turns is painted in each"
    assert marks >= TURNS
    page.locator(".turn .words").last.focus()
    page.keyboard.press("t")
    choose(page, "code 39")
    hear(page, "Coded: Code 39.")
    assert len(coded(file)) == CODINGS + 1
    assert page.evaluate(painted) > before
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    hear(page, "Undone")
    assert len(coded(file)) == CODINGS
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate(painted) == before
    expect(page.locator(".turn-codes a")).to_have_count(marks)
