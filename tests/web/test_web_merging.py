"""Merging from the page: rehearsed, made, opened; then its conflicts settled one by one; inputs untouched."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.coding.actions import set_code
from caseloom.coding.readings import codes
from caseloom.record.readings import conflicts_told
from caseloom.rooms import open_study
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web import copies, small_study
from tests.web.conftest import PORT, entered
from tests.web.test_web_record import send, text_of


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """Ines's copy and Tomasz's."""
    return copies.make(tmp_path)


@pytest.fixture
def opened(apart: tuple[Path, Path]) -> Iterator[Desk]:
    """Ines's copy open on a desk."""
    desk = Desk(PORT, Shelf.open([apart[0]], name="Ines Marklund"))
    yield desk
    desk.shelf.close()


@pytest.fixture
def browser(opened: Desk) -> Client:
    """A browser that came in."""
    return entered(opened)


@pytest.fixture
def root(browser: Client) -> str:
    """The study's address."""
    return str(browser.get("/").headers["Location"])


def words(answer: Any) -> str:
    """What an answer says, entities resolved."""
    return html.unescape(answer.content.decode())


def rehearse(browser: Client, root: str, other: Path | str, to: str = "both", **more: str) -> Any:
    """Send the form of the merge page."""
    return send(browser, root, f"{root}/merge", other=str(other), to=to, **{"try": "1"}, **more)


def make(browser: Client, root: str, other: Path, to: str = "both") -> Any:
    """Rehearse, then make the merged study."""
    state = re.search(r'name="state" value="(\w+)"', words(rehearse(browser, root, other, to)))
    assert state is not None
    return send(
        browser, root, f"{root}/merge", other=str(other), to=to, make="1", state=state[1], follow_to="x"
    )


def test_a_rehearsal_says_who_brings_what_and_writes_nothing(
    browser: Client, root: str, apart: tuple[Path, Path]
) -> None:
    before = {path: path.read_bytes() for path in apart}
    page = words(rehearse(browser, root, apart[1]))
    assert "Tomasz Okoro</h3>" in page
    assert "Tomasz Okoro coded 2 passages." in page
    assert "Tomasz Okoro corrected the text of Minutes of the meeting." in page
    assert "Code “Mornings”" in page
    assert "Nothing has been written." in page
    assert 'value="both"' in page, "the fields are kept"
    assert str(apart[1]) in page
    assert sorted(path.name for path in apart[0].parent.iterdir()) == ["mine.caseloom", "theirs.caseloom"]
    assert {path: path.read_bytes() for path in apart} == before


def test_the_merged_study_is_made_opened_and_gone_to(
    browser: Client, opened: Desk, root: str, apart: tuple[Path, Path]
) -> None:
    before = {path: path.read_bytes() for path in apart}
    answer = make(browser, root, apart[1])
    there = answer.redirect_chain[-1][0]
    assert there == f"{root}.2"
    page = words(answer)
    assert "both.caseloom has been made and is open here" in page
    assert "conflicts between merged copies wait for a person." in page
    assert f'href="{there}/conflicts"' in page
    assert {path: path.read_bytes() for path in apart} == before
    assert words(browser.get(root)).count("both.caseloom") == 0, "the first copy is still at its address"
    assert 'class="rail-file"' in words(browser.get(root))
    assert (apart[0].parent / "both.caseloom").is_file()
    desk = words(browser.get("/"))
    assert f'href="{root}"' in desk
    assert f'href="{there}"' in desk


def test_a_copy_on_the_desk_is_a_choice(browser: Client, opened: Desk, root: str, apart: Any) -> None:
    opened.shelf.put(apart[1], "Tomasz Okoro")
    page = words(browser.get(f"{root}/merge"))
    assert f'name="choice" value="{apart[1].resolve()}"' in page
    answer = rehearse(browser, root, "", choice=str(apart[1].resolve()))
    assert "Tomasz Okoro coded 2 passages." in words(answer)


def test_a_copy_that_brings_nothing_says_so(browser: Client, root: str, apart: Any) -> None:
    assert "nothing that this one lacks" in words(rehearse(browser, root, apart[0]))


@pytest.mark.parametrize(
    ("other", "to", "said"),
    [
        ("", "both", "Name the other copy first"),
        ("nowhere.caseloom", "both", "There is no study at"),
        ("theirs.caseloom", "", "a file name of its own"),
        ("theirs.caseloom", "mine", "already exists and was left as it is"),
        ("theirs.caseloom", "no/such/folder/both", "there is no such folder"),
        ("other.caseloom", "both", "is another study than"),
        ("text.caseloom", "both", "is not a Caseloom study"),
        ("\0", "both", "That path cannot be used"),
        ("x" * 5000, "both", "That path cannot be used"),
        (".", "both", ""),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_the_fields_are_kept(
    browser: Client, root: str, apart: tuple[Path, Path], other: str, to: str, said: str
) -> None:
    folder = apart[0].parent
    small_study.make(folder / "other.caseloom")
    (folder / "text.caseloom").write_text("only words", "utf-8")
    there = sorted(folder.iterdir())
    page = words(rehearse(browser, root, other, to))
    assert "said-trouble" in page
    assert said in page
    assert f'name="to" value="{to}"' in page
    assert sorted(folder.iterdir()) == there


def test_hostile_fields_are_text(browser: Client, root: str) -> None:
    page = rehearse(browser, root, '"><script>x</script>', "<b>").content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page.replace("<b>The", "").replace("<b>Fictional", "")


def test_a_copy_that_changed_since_the_rehearsal_is_rehearsed_again(
    browser: Client, root: str, apart: tuple[Path, Path]
) -> None:
    state = re.search(r'name="state" value="(\w+)"', words(rehearse(browser, root, apart[1])))
    assert state is not None
    study = open_study(apart[1], as_name="Tomasz Okoro")
    set_code(study.file, study.viewer, copies.code_named(study, "Mornings"), colour="rust")
    study.close()
    fields = {"other": str(apart[1]), "to": "both", "make": "1", "state": state[1]}
    page = words(send(browser, root, f"{root}/merge", **fields))
    assert "has changed since the rehearsal, so nothing was written" in page
    assert not (apart[0].parent / "both.caseloom").exists()


# -- conflicts ----------------------------------------------------------------------------------------


@pytest.fixture
def merged(browser: Client, root: str, apart: tuple[Path, Path]) -> str:
    """The address of the merged study."""
    return str(make(browser, root, apart[1]).redirect_chain[-1][0])


def forms(page: str, title: str) -> list[dict[str, str]]:
    """The forms of the conflict with that title, as fields."""
    section = next(
        each for each in re.findall(r'<section class="conflict".*?</section>', page, re.S) if title in each
    )
    return [
        dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        for form in re.findall(r"<form.*?</form>", section, re.S)
    ]


def told(desk: Desk) -> list[Any]:
    study = desk.shelf.studies[1].study
    with study.file.read() as db:
        return list(conflicts_told(db, study.viewer, study.file.kinds))


def test_each_conflict_shows_both_sides(browser: Client, merged: str) -> None:
    page = browser.get(f"{merged}/conflicts").content.decode()
    assert "Talk of how mornings go." in page
    assert "&lt;b&gt;Early&lt;/b&gt; talk." in page
    assert page.count(">stands meanwhile<") == page.count('class="side stands"') == 3
    assert "Ines Marklund" in page
    assert "Tomasz Okoro" in page
    assert "whoever lights it" in page


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("title", ["Mornings", "Spare", "Minutes"])
def test_a_side_is_chosen(browser: Client, opened: Desk, merged: str, title: str, side: int) -> None:
    before = len(told(opened))
    page = html.unescape(browser.get(f"{merged}/conflicts").content.decode())
    fields = forms(page, title)[side]
    answer = words(send(browser, merged, f"{merged}/conflicts", **fields))
    assert "Settled: " in answer
    assert len(told(opened)) == before - 1
    again = words(send(browser, merged, f"{merged}/conflicts", **fields))
    assert "has been settled or has gone meanwhile" in again
    study = opened.shelf.studies[1].study
    with study.file.read() as db:
        labels = {each.label: each.definition for each in codes(db, study.viewer)}
    if title == "Spare":
        assert ("Spare" in labels) is (side == 1)
    if title == "Mornings":
        first = html.unescape(browser.get(f"{merged}/history?act=conflict").content.decode())
        assert "settled a conflict" in first


def test_a_settlement_can_be_undone(browser: Client, opened: Desk, merged: str) -> None:
    """What stood before stands again; that there were two sides stays in the history."""
    study = opened.shelf.studies[1].study

    def defined() -> str:
        with study.file.read() as db:
            return next(each.definition for each in codes(db, study.viewer) if each.label == "Mornings")

    before = defined()
    page = text_of(browser, f"{merged}/conflicts")
    other = next(
        each for each in forms(page, "Mornings") if each["chosen"] != forms(page, "Mornings")[0]["chosen"]
    )
    answer = words(send(browser, merged, f"{merged}/conflicts", **other))
    assert defined() != before
    assert "Undo: Ines Marklund settled a conflict: Mornings." in answer
    undo = re.search(r'action="[^"]*/undo".*?name="change" value="(\w+)"', answer, re.S)
    assert undo is not None
    send(browser, merged, f"{merged}/undo", change=undo[1], back=f"{merged}/conflicts")
    assert defined() == before


def test_a_page_left_open_over_another_side_settles_nothing(
    browser: Client, opened: Desk, merged: str
) -> None:
    page = text_of(browser, f"{merged}/conflicts")
    fields = {**forms(page, "Mornings")[0], "state": "0" * 64}
    before = told(opened)
    answer = words(send(browser, merged, f"{merged}/conflicts", **fields))
    assert "another side has come to this conflict" in answer
    assert told(opened) == before


def test_a_study_without_conflicts_says_when_they_come_about(browser: Client, root: str) -> None:
    assert "No conflict waits for anybody." in text_of(browser, f"{root}/conflicts")
