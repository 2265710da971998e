"""Backups from the page: listed, made, restored to a new file, copied; nothing is ever written over."""

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.design.readings import participants
from caseloom.record.actions import withdraw
from caseloom.record.readings import withdrawal
from caseloom.sources.readings import words_of_participant
from caseloom.studyfile.backups import Backup, backups_folder, backups_of, folder_of, make_backup
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.record.proof import left_of, unique_runs
from tests.web import small_study
from tests.web.conftest import PORT
from tests.web.test_web_door import OURS, proof
from tests.web.test_web_record import code_a_passage, send, text_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the study of each test lies."""
    return tmp_path / "small.caseloom"


@pytest.fixture
def opened(path: Path) -> Iterator[Desk]:
    """A small study of this test's own, open as Ines."""
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path], name="Ines Marklund"))
    yield desk
    desk.shelf.close()


def every(desk: Desk) -> list[Backup]:
    return backups_of(desk.shelf.studies[0].study.file.id)


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def ask(browser: Client, root: str, **fields: str) -> str:
    """Send one of the page's forms; what is said then."""
    return words(send(browser, root, f"{root}/backups", **fields))


def files_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def suggested(page: str) -> list[str]:
    return re.findall(r'name="to" value="([^"]*)"', page)


def test_the_page_says_when_the_last_was_made_and_why(browser: Client, opened: Desk, root: str) -> None:
    assert f'href="{root}/backups"' in text_of(browser, root)
    assert f'href="{root}/backups"' in text_of(browser, f"{root}/history")
    for each in every(opened):
        each.path.unlink()
    page = text_of(browser, f"{root}/backups")
    assert "There is no backup of this file yet." in page
    assert "This study has none yet" in page
    make_backup(opened.shelf.studies[0].study.file, "day")
    page = text_of(browser, f"{root}/backups")
    assert re.search(r"last backup was made on \d.*, before the first change of that day\.", page)
    assert '<span aria-current="page">Backups</span>' in page


def test_one_is_made_when_asked_for(browser: Client, opened: Desk, root: str, path: Path) -> None:
    before = len(every(opened))
    page = ask(browser, root, make="1")
    assert "A backup has been made of the study as it is now" in page
    assert len(every(opened)) == before + 1
    assert "when somebody asked for it" in page
    assert "of another copy" not in page


def test_backups_of_another_copy_are_told_from_one_s_own(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    for each in every(opened):
        each.path.unlink()
    ask(browser, root, to="other", copy="1")
    other = opened.shelf.put(path.with_name("other.caseloom"))
    make_backup(other.study.file, "asked")
    page = text_of(browser, f"{root}/backups")
    assert "of another copy of this study" in page
    assert "There is no backup of this file yet." in page


def test_a_backup_is_restored_beside_the_study_and_opened(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    backup = make_backup(opened.shelf.studies[0].study.file, "asked")
    code_a_passage(opened.shelf.studies[0])
    before = path.read_bytes()
    to = suggested(text_of(browser, f"{root}/backups"))[0]
    assert to == f"small as of {backup.when.astimezone():%Y-%m-%d}.caseloom"
    page = ask(browser, root, restore=backup.name, to=to)
    there = path.with_name(to)
    assert there.is_file()
    assert f"has been restored to {there.resolve()}. This study was left as it is." in page
    assert path.read_bytes() == before
    assert f'<a href="{root}.2" dir="auto">Open {to}</a>' in page
    assert "coded: Mornings" in text_of(browser, f"{root}/history")
    assert "nobody had asked the bakers first" not in text_of(browser, f"{root}.2/history")
    assert suggested(text_of(browser, f"{root}/backups"))[0] == to.replace(".caseloom", " 2.caseloom")
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_what_was_withdrawn_since_is_in_no_restored_study(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    """The backup lay elsewhere when Berta withdrew, and came back."""
    study = opened.shelf.studies[0].study
    backup = make_backup(study.file, "asked")
    kept = backup.path.read_bytes()
    backup.path.unlink()
    with study.file.read() as db:
        berta = next(each.id for each in participants(db, study.viewer) if each.name == "Berta Holm")
        runs = unique_runs(words_of_participant(db, study.viewer, berta), [small_study.MINUTES])
    withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, berta))
    backup.path.write_bytes(kept)
    assert left_of(backup.path, runs)
    page = ask(browser, root, restore=backup.name, to="earlier")
    assert "What was withdrawn from this study since is not in it." in page
    assert left_of(path.with_name("earlier.caseloom"), runs) == []
    assert "Berta" not in text_of(browser, f"{root}.2/participants")


def test_the_study_is_copied_while_it_is_open(browser: Client, opened: Desk, root: str, path: Path) -> None:
    assert suggested(text_of(browser, f"{root}/backups"))[-1] == "small copy.caseloom"
    page = ask(browser, root, to="for Tove", copy="1")
    there = path.with_name("for Tove.caseloom")
    assert f"has been copied to {there.resolve()}." in page
    with closing(sqlite3.connect(there)) as copy, closing(sqlite3.connect(path)) as mine:
        assert list(copy.iterdump()) == list(mine.iterdump())
    assert len(opened.shelf.studies) == 1
    [door] = re.findall(r'href="([^"]*)"[^>]*>\s*Open for Tove.caseloom', page)
    form = text_of(browser, door)
    assert f'name="file" value="{there.resolve()}"' in form
    answer = browser.post("/studies", {**proof(browser, root), "file": str(there)}, **OURS)
    assert str(answer.headers["Location"]).startswith(root)
    assert [each.file for each in opened.shelf.studies] == [path, there.resolve()]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "Write the path of a study file first."),
        ("nowhere.caseloom", "There is no study at"),
        ("small.txt", "is not a Caseloom study"),
        ("\0", "That path cannot be used"),
    ],
)
def test_a_file_that_is_no_study_is_not_opened_and_said_so(
    browser: Client, opened: Desk, root: str, path: Path, file: str, said: str
) -> None:
    path.with_name("small.txt").write_text("only words", "utf-8")
    page = words(browser.post("/studies", {**proof(browser, root), "file": file}, **OURS))
    assert said in page
    assert html.escape(file.replace("\0", "\ufffd")) in page or not file.isprintable()
    assert len(opened.shelf.studies) == 1


@pytest.mark.parametrize("which", ["restore", "copy"])
@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "a file name of its own"),
        ('""', "a file name of its own"),
        ("small", "already exists and was left as it is"),
        ("small.caseloom", "already exists and was left as it is"),
        ("no/such/folder/earlier", "there is no such folder"),
        ("\0", "That path cannot be used"),
        ("x" * 5000, "That path cannot be used"),
        ("~nobody-of-that-name/x", "there is no such folder"),
        (".", "already exists and was left as it is"),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_the_field_is_kept(
    browser: Client, opened: Desk, root: str, path: Path, which: str, to: str, said: str
) -> None:
    backup = make_backup(opened.shelf.studies[0].study.file, "asked")
    before = files_in(path.parent)
    fields = {"restore": backup.name} if which == "restore" else {"copy": "1"}
    page = send(browser, root, f"{root}/backups", to=to, **fields).content.decode()
    assert "said-trouble" in page
    assert said in html.unescape(page)
    assert f'name="to" value="{html.escape(to)}"' in page
    assert ('<details class="sure no-print" open>' in page) is (which == "restore")
    assert files_in(path.parent) == before
    assert len(opened.shelf.studies) == 1


def test_a_page_left_open_over_a_backup_that_went_says_so(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    backup = make_backup(opened.shelf.studies[0].study.file, "asked")
    backup.path.unlink()
    before = files_in(path.parent)
    for name in (backup.name, "../../elsewhere", "<b>"):
        page = ask(browser, root, restore=name, to="earlier")
        assert "That backup is not there any more, so nothing was restored." in page
    assert files_in(path.parent) == before


def test_a_damaged_backup_is_not_restored(browser: Client, opened: Desk, root: str, path: Path) -> None:
    backup = make_backup(opened.shelf.studies[0].study.file, "asked")
    whole = backup.path.read_bytes()
    backup.path.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    assert "is damaged or was altered" in ask(browser, root, restore=backup.name, to="earlier")
    assert not path.with_name("earlier.caseloom").exists()


def test_hostile_names_are_text(browser: Client, opened: Desk, root: str) -> None:
    answer = send(browser, root, f"{root}/backups", to='no/"><script>x</script>', copy="1")
    assert "<script>x" not in answer.content.decode()


def test_a_day_s_backup_that_failed_is_told_until_one_is_made(
    browser: Client, opened: Desk, root: str
) -> None:
    study = opened.shelf.studies[0].study
    for each in every(opened):
        each.path.unlink()
    for folder in (*backups_folder().iterdir(), backups_folder()):
        folder.rmdir()
    backups_folder().write_text("something else")
    study.file.safekeeping.settled = "never"
    code_a_passage(opened.shelf.studies[0])
    page = text_of(browser, f"{root}/backups")
    assert "The day's backup of this study could not be made." in page
    assert "cannot be written" in ask(browser, root, make="1")
    backups_folder().unlink()
    assert "could not be made" not in ask(browser, root, make="1")


def test_a_form_from_elsewhere_or_without_proof_does_nothing(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    backup = make_backup(opened.shelf.studies[0].study.file, "asked")
    before, count = files_in(path.parent), len(every(opened))
    forms: list[dict[str, str]] = [
        {"make": "1"},
        {"restore": backup.name, "to": "earlier"},
        {"copy": "1", "to": "copied"},
    ]
    for fields in forms:
        assert browser.post(f"{root}/backups", fields, **OURS).status_code == 403
        whole = {**proof(browser, root), **fields}
        foreign = {**OURS, "HTTP_ORIGIN": "http://evil.example"}
        assert browser.post(f"{root}/backups", whole, **foreign).status_code == 403
    assert files_in(path.parent) == before
    assert len(every(opened)) == count


def test_looking_at_the_page_makes_nothing(browser: Client, opened: Desk, root: str, path: Path) -> None:
    before, count = files_in(path.parent), len(every(opened))
    browser.get(f"{root}/backups", {"make": "1", "copy": "1", "to": "copied"})
    assert (files_in(path.parent), len(every(opened))) == (before, count)


def test_the_pages_say_where_the_study_and_its_backups_lie(
    browser: Client, opened: Desk, root: str, path: Path
) -> None:
    lie_in = folder_of(opened.shelf.studies[0].study.file.id)
    assert f"<code>{lie_in}</code>" in text_of(browser, f"{root}/backups")
    assert f"<code>{path.resolve()}</code>" in text_of(browser, root)
