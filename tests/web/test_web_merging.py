"""Merging from the page: rehearsed, made, opened; then its conflicts settled one by one; inputs untouched."""

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from caseloom.building import build
from caseloom.coding.actions import (
    add_code,
    add_coding,
    decide,
    flag_passage,
    merge_code,
    retire_code,
    set_code,
)
from caseloom.coding.model import NewCode, NewCoding, Quotation, Selected
from caseloom.coding.readings import candidates_of, codes, passages, queries
from caseloom.design.readings import participants
from caseloom.record.actions import withdraw
from caseloom.record.readings import conflicts_told, withdrawal
from caseloom.rooms import OpenStudy, create_for_build, merge_studies, open_study
from caseloom.sources.model import BLANK
from caseloom.sources.readings import source_text
from caseloom.studyfile import Thing
from caseloom.team.actions import edit_memo, remove_memo, write_memo
from caseloom.team.model import NewMemo
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web import copies, small_study
from tests.web.conftest import PORT, entered
from tests.web.test_web_record import send, text_of

TEACHING = Path(__file__).resolve().parents[2] / "examples/teaching"


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
    assert f'<a href="{there}/conflicts" dir="auto">Settle the conflicts</a>' in page
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


def test_the_same_file_is_no_other_copy(browser: Client, root: str, apart: Any) -> None:
    page = words(rehearse(browser, root, apart[0]))
    assert "This is the same file" in page
    assert 'name="make"' not in page


def test_of_a_copy_that_brings_nothing_no_merged_study_is_made(
    browser: Client, root: str, apart: Any
) -> None:
    page = words(rehearse(browser, root, shutil.copyfile(apart[0], apart[0].with_name("alike.caseloom"))))
    assert "nothing that this one lacks" in page
    assert "there is nothing to merge" in page
    assert 'name="make"' not in page


def test_the_name_that_stands_there_is_free(browser: Client, root: str, apart: Any) -> None:
    for name in ("mine merged.caseloom", "mine merged 2.caseloom"):
        assert f'name="to" value="{name}"' in text_of(browser, f"{root}/merge")
        shutil.copyfile(apart[0], apart[0].with_name(name))


def test_what_the_copy_changed_is_told_with_its_values(browser: Client, root: str, apart: Any) -> None:
    """As a change, under the name it has there; and of each side of a conflict in which copy it stands."""
    page = words(rehearse(browser, root, apart[1]))
    assert "Tomasz Okoro changed the code Mornings." in page
    assert "<ins><b>Early</b> talk.</ins>" in page
    assert re.search(r"<b>This copy</b> \(Ines Marklund, [^)]*\): Talk of how mornings go\.", page)
    assert re.search(r"<b>The other copy</b> \(Tomasz Okoro, [^)]*\): <b>Early</b> talk\.", page)


def test_the_codings_that_come_in_are_listed(browser: Client, root: str, apart: Any) -> None:
    study = open_study(apart[1], as_name="Tomasz Okoro")
    for time in range(10):
        copies.code_passage(study, ("It fits", "the money came", "in four parts")[time % 3], "Mornings")
    study.close()
    page = words(rehearse(browser, root, apart[1]))
    assert f"“{copies.BAKERS}” – Mornings, in Berta Holm, wave 1" in page
    listed = re.search(r'<details class="codings-in".*?</details>', page, re.S)
    assert listed is not None
    assert listed[0].count("<li") == 10
    assert "and 2 more codings" in listed[0]


def test_words_that_are_flagged_as_distressing_are_not_among_them(
    browser: Client, root: str, apart: Any
) -> None:
    study = open_study(apart[1], as_name="Tomasz Okoro")
    source = copies.source_named(study, "Berta Holm, wave 1")
    with study.file.read() as db:
        text = source_text(db, study.viewer, source)
    start = text.text.index(copies.BAKERS)
    selected = Selected(text.revision, start, start + len(copies.BAKERS), (copies.BAKERS,))
    flag_passage(study.file, study.viewer, source, selected)
    study.close()
    page = words(rehearse(browser, root, apart[1]))
    assert "A passage flagged as distressing – Mornings, in Berta Holm, wave 1" in page
    assert copies.BAKERS not in page


def test_what_comes_in_that_uses_what_is_out_or_retired_is_said(
    browser: Client, opened: Desk, root: str, apart: Any
) -> None:
    study = opened.shelf.studies[0].study
    retire_code(study.file, study.viewer, copies.code_named(study, "Mornings"))
    page = words(rehearse(browser, root, apart[1]))
    assert "1 coding that comes in has the code “Mornings”, which is retired. It comes in and counts." in page
    assert "1 coding that comes in has the code “Spare”, which is taken out." in page


def test_a_code_that_both_made_is_said_before_and_after_and_can_be_merged(
    browser: Client, opened: Desk, root: str, apart: Any
) -> None:
    mine, theirs = opened.shelf.studies[0].study, open_study(apart[1], as_name="Tomasz Okoro")
    add_code(mine.file, mine.viewer, NewCode(label="Warmth"))
    add_code(theirs.file, theirs.viewer, NewCode(label="warmth"))
    theirs.close()
    said = "is the label of 2 codes, made by Ines Marklund, Tomasz Okoro."
    assert said in words(rehearse(browser, root, apart[1]))
    answer = make(browser, root, apart[1])
    assert said in words(answer)
    page = words(browser.get(f"{answer.redirect_chain[-1][0]}/conflicts"))
    assert said in page
    door = re.search(r'<a href="([^"]*)">Merge the one by Tomasz Okoro into the first</a>', page)
    assert door is not None
    there = words(browser.get(door[1]))
    assert "warmth" in there
    assert "To “Warmth”" in there
    assert said not in words(browser.get(f"{root}/conflicts"))
    home = words(browser.get(answer.redirect_chain[-1][0]))
    wants = '/conflicts#alike"><span class="number">2</span> <span>codes of one label were made by several'
    assert wants in home
    of_tomasz = door[1].partition("?")[0]
    asked = words(browser.get(of_tomasz, {"into": "Warmth"}))
    assert "2 codes are called “Warmth”. Choose the one you mean." in asked
    assert "Warmth · made by Ines Marklund</option>" in asked


def edited_apart(mine: Path, theirs: Path) -> None:
    """Tomasz codes words that Ines corrects away, and changes a memo that she takes out and a label."""
    small_study.make(mine)
    study = open_study(mine, as_name="Ines Marklund")
    about = Thing("code", copies.code_named(study, "Mornings"))
    memo = write_memo(study.file, study.viewer, NewMemo(about, text="Ask again.", title="To ask"))
    study.close()
    shutil.copyfile(mine, theirs)
    study = open_study(theirs, as_name="Tomasz Okoro")
    copies.correct(study, small_study.MINUTES.replace("village", "town"))
    source = copies.source_named(study, copies.MINUTES)
    coding = NewCoding(code=copies.code_named(study, "Mornings"))
    add_coding(study.file, study.viewer, source, Quotation(quote="town meeting"), coding)
    edit_memo(study.file, study.viewer, memo, title="To be asked")
    set_code(study.file, study.viewer, copies.code_named(study, "Mornings"), label="Early")
    study.close()
    study = open_study(mine, as_name="Ines Marklund")
    for hour in ("eight", "nine", "ten"):  # so that hers is the last, and counts
        text = small_study.MINUTES.replace("village", "parish").replace("seven", hour)
        copies.correct(study, text)
    remove_memo(study.file, study.viewer, memo)
    set_code(study.file, study.viewer, copies.code_named(study, "Mornings"), label="Dawn")
    study.close()


def test_what_loses_its_place_or_stays_out_and_what_waits_is_said_before(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.caseloom", tmp_path / "theirs.caseloom"
    edited_apart(mine, theirs)
    desk = Desk(PORT, Shelf.open([mine], name="Ines Marklund"))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = words(rehearse(browser, root, theirs))
    assert "<h3>Turn 1</h3>" in page
    assert 'type="radio" name="turn-' not in page
    assert "corrected the text of Minutes of the meeting (" not in page
    assert re.search("Code “(Early / Dawn|Dawn / Early)”", page)
    lost = "1 coding loses its place: its words are not in the text that counts then."
    assert lost in page
    assert "1 change comes in of something that is taken out here (memo); it stays taken out." in page
    assert "in this copy already" not in page
    made = make(browser, root, theirs)
    assert lost in words(made)
    study = open_study(theirs, as_name="Tomasz Okoro")
    copies.code_passage(study, copies.BAKERS, "Early")
    study.close()
    again = words(rehearse(browser, made.redirect_chain[-1][0], theirs, to="again"))
    assert "2 conflicts besides wait in this copy already." in again
    desk.shelf.close()


def test_before_is_what_the_other_saw(browser: Client, opened: Desk, root: str, apart: Any) -> None:
    """Ines renames a code; Tomasz, who never saw that, renames it from the name that both started from."""
    mine, theirs = opened.shelf.studies[0].study, open_study(apart[1], as_name="Tomasz Okoro")
    code = copies.code_named(mine, "Mornings")
    for study, label in ((mine, "Dawns"), (theirs, "Early mornings"), (theirs, "First mornings")):
        set_code(study.file, study.viewer, code, label=label)
    theirs.close()
    page = words(rehearse(browser, root, apart[1]))
    edits = re.search(r"Tomasz Okoro changed the code First mornings\..*?</li>", page, re.S)
    assert edits is not None
    assert "<del>Mornings</del>" in edits[0]
    assert "<ins>First mornings</ins>" in edits[0]
    assert "Dawns" not in edits[0]


def test_every_change_is_told_or_said_to_stay_out(
    browser: Client, opened: Desk, root: str, apart: Any
) -> None:
    """A memo on the interview of somebody who withdrew here is in the other copy."""
    theirs = open_study(apart[1], as_name="Tomasz Okoro")
    source = copies.source_named(theirs, "Berta Holm, wave 1")
    write_memo(theirs.file, theirs.viewer, NewMemo(Thing("source", source), text="Ask about the hill."))
    theirs.close()
    study = opened.shelf.studies[0].study
    with study.file.read() as db:
        berta = next(each for each in participants(db, study.viewer) if each.name == "Berta Holm")
    withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, berta.id))
    page = words(rehearse(browser, root, apart[1]))
    assert "1 memo of the other copy stays out" in page
    total = re.search(r"(\d+) changes come in from the other copy\.", page)
    parts = re.findall(r"(\d+) of them (?:is|are|stays?|says?) ", page)
    assert total is not None
    assert sum(map(int, parts)) == int(total[1])
    assert len(parts) == 2


def test_codings_of_a_code_that_stays_out_are_said_on_the_home_page(
    browser: Client, opened: Desk, merged: str
) -> None:
    said = "which is taken out: it is not shown and counts nowhere."
    page = text_of(browser, f"{merged}/conflicts")
    assert said not in page
    send(browser, merged, f"{merged}/conflicts", **forms(page, "Spare")[0])
    assert f"1 coding has the code “Spare”, {said}" in text_of(browser, f"{merged}/conflicts")
    assert "coding has a code that is taken out, and counts nowhere." in text_of(browser, merged)


def test_what_a_withdrawal_keeps_out_is_not_told_as_coming_in(
    browser: Client, opened: Desk, root: str, apart: Any
) -> None:
    study = opened.shelf.studies[0].study
    with study.file.read() as db:
        berta = next(each.id for each in participants(db, study.viewer) if each.name == "Berta Holm")
    withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, berta))
    page = words(rehearse(browser, root, apart[1]))
    assert "coded 2 passages" not in page
    assert "Tomasz Okoro coded" not in page
    assert "2 codings of the other copy stay out" in page


def test_what_of_this_copy_goes_since_somebody_withdrew_in_the_other_is_counted(
    browser: Client, opened: Desk, root: str, apart: Any
) -> None:
    with closing(open_study(apart[1], as_name="Tomasz Okoro")) as theirs:
        with theirs.file.read() as db:
            berta = next(each.id for each in participants(db, theirs.viewer) if each.name == "Berta Holm")
        withdraw(theirs.file, theirs.viewer, withdrawal(theirs.file, theirs.viewer, berta))
    page = words(rehearse(browser, root, apart[1]))
    assert "1 participant was withdrawn in the other copy" in page
    study = opened.shelf.studies[0].study
    with study.file.read() as db:
        mine = [
            each for each in passages(db, study.viewer, limit=None) if each.participant_name == "Berta Holm"
        ]
    assert mine
    assert f"{len(mine)} coding{'s'[: len(mine) > 1]} of this copy go" in page
    assert "1 source of this copy goes." in page


@pytest.mark.parametrize(
    ("other", "to", "said"),
    [
        ("", "both", "Choose the other copy, or name it"),
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
    assert "has changed since this was shown, so nothing was written" in page
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
    assert page.count(">counts until you choose<") == page.count('class="side stands"') == 3
    assert "Ines Marklund" in page
    assert "Tomasz Okoro" in page
    assert "whoever" in page
    assert "<h3>Turn 2</h3>" in page


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("title", ["Mornings", "Spare", "Minutes"])
def test_a_side_is_chosen(browser: Client, opened: Desk, merged: str, title: str, side: int) -> None:
    before = len(told(opened))
    page = html.unescape(browser.get(f"{merged}/conflicts").content.decode())
    fields = [each for each in forms(page, title) if "chosen" in each][side]
    answer = words(send(browser, merged, f"{merged}/conflicts", **fields))
    assert "Settled: " in answer
    assert "You chose: " in answer
    assert len(told(opened)) == before - 1
    again = words(send(browser, merged, f"{merged}/conflicts", **fields))
    assert "has been settled or has gone meanwhile" in again
    study = opened.shelf.studies[1].study
    with study.file.read() as db:
        labels = {each.label: each.definition for each in codes(db, study.viewer)}
    if title == "Spare":
        assert ("Spare" in labels) is (side == 1)
    if title == "Mornings":
        stands = labels["Mornings"]
        first = html.unescape(browser.get(f"{merged}/history?act=conflict").content.decode())
        assert "settled a conflict" in first
        gave_way = next(each for each in ("Talk of how mornings go.", "<b>Early</b> talk.") if each != stands)
        assert f"“{stands}” stays; “{gave_way}” gave way" in first


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
    undo = re.search(r'class="said-undo".*?name="change" value="(\w+)".*?Undo this</button>', answer, re.S)
    assert undo is not None
    send(browser, merged, f"{merged}/undo", single="1", change=undo[1], back=f"{merged}/conflicts")
    assert defined() == before


def test_the_side_that_gave_way_is_read_in_the_history(browser: Client, opened: Desk, merged: str) -> None:
    study = opened.shelf.studies[1].study
    page = text_of(browser, f"{merged}/conflicts")
    code = code_of(study)
    assert f'href="{merged}/history?code={code.hex}"' in page
    both = {"Talk of how mornings go.", "<b>Early</b> talk."}
    before = text_of(browser, f"{merged}/history", code=code.hex)
    assert both <= set(re.findall(r"<ins>(.*?)</ins>", before))
    with study.file.read() as db:
        now = next(each.definition for each in codes(db, study.viewer) if each.id == code)
    [other] = both - {now}
    loser = next(
        each
        for each, says in zip(forms(page, "Mornings"), says_of(page, "Mornings"), strict=True)
        if says == other
    )
    answer = words(send(browser, merged, f"{merged}/conflicts", **loser))
    assert f"You chose: {other}" in answer
    after = text_of(browser, f"{merged}/history", act="conflict")
    assert f"“{other}” stays; “{now}” gave way" in after


def code_of(study: OpenStudy) -> UUID:
    return copies.code_named(study, "Mornings")


def says_of(page: str, title: str) -> list[str]:
    """What the sides of the conflict with that title say."""
    section = next(
        each for each in re.findall(r'<section class="conflict".*?</section>', page, re.S) if title in each
    )
    return re.findall(r'<p class="side-says prose" dir="auto">(.*?)</p>', section)


def test_a_candidate_is_judged_with_its_words_and_its_source_before_one(tmp_path: Path) -> None:
    """Two people decide differently on one hit of a saved query."""
    mine, theirs = tmp_path / "mine.caseloom", tmp_path / "theirs.caseloom"
    small_study.make(mine)
    shutil.copyfile(mine, theirs)
    for path, who, decision in ((mine, "Ines Marklund", "accepted"), (theirs, "Tomasz Okoro", "rejected")):
        study = open_study(path, as_name=who)
        with study.file.read() as db:
            query = queries(db, study.viewer)[0]
            candidate = candidates_of(db, study.viewer, query=query.id)[0]
        decide(study.file, study.viewer, candidate, decision)
        study.close()
    merge_studies([mine, theirs], tmp_path / "both.caseloom")
    desk = Desk(PORT, Shelf.open([tmp_path / "both.caseloom"], name="Ines Marklund"))
    browser = entered(desk)
    page = text_of(browser, str(browser.get("/").headers["Location"]) + "/conflicts")
    assert "A saved query found this passage for a code (a candidate)." in page
    assert f">{candidate.quote}</a>" in page
    assert candidate.source_title in page
    assert f"?at={candidate.revision.hex}:{candidate.start}-{candidate.end}" in page
    assert query.name in page
    assert "the coding that came of accepting it is there and counts" in page
    assert page.count(">shown until you choose<") == 1
    desk.shelf.close()


def test_what_was_coded_with_a_code_merged_away_is_given_to_the_other(tmp_path: Path) -> None:
    """Tomasz codes with it first; Ines, who does not know, merges it into another after much else."""
    mine, theirs = tmp_path / "mine.caseloom", tmp_path / "theirs.caseloom"
    small_study.make(mine)
    shutil.copyfile(mine, theirs)
    study = open_study(theirs, as_name="Tomasz Okoro")
    copies.code_passage(study, "It fits how we already bake", "Mornings")
    study.close()
    study = open_study(mine, as_name="Ines Marklund")
    spare = add_code(study.file, study.viewer, NewCode(label="Early hours"))
    for time in range(5):
        set_code(study.file, study.viewer, spare, definition=f"Wording {time}.")
    merge_code(study.file, study.viewer, copies.code_named(study, "Mornings"), spare)
    study.close()
    merge_studies([mine, theirs], tmp_path / "both.caseloom")
    desk = Desk(PORT, Shelf.open([tmp_path / "both.caseloom"], name="Ines Marklund"))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = text_of(browser, f"{root}/conflicts")
    assert "One person merged this code into “Early hours”, another coded with it" in page
    assert "1 coding has it: it comes back with the code, or stays out with it." in page
    sides = "".join(re.findall(r'<div class="sides">.*?</section>', page, re.S))
    assert re.findall(r"<button[^>]*>([^<]*)", sides) == [
        "Leave it taken out",
        "Bring it back",
        "Give them to “Early hours”",
    ]
    answer = words(send(browser, root, f"{root}/conflicts", **forms(page, "Mornings")[2]))
    assert "You chose: given to “Early hours”" in answer
    with desk.shelf.studies[0].study.file.read() as db:
        found = {each.quote: each.code_label for each in passages(db, desk.shelf.studies[0].study.viewer)}
    assert found["It fits how we already bake"] == "Early hours"
    assert "No conflict waits for anybody." in text_of(browser, f"{root}/conflicts")
    desk.shelf.close()


def corrected_apart(folder: Path, ines: str, tomasz: str) -> Desk:
    """Two people's corrections of the minutes, merged and open."""
    mine, theirs = folder / "mine.caseloom", folder / "theirs.caseloom"
    small_study.make(mine)
    shutil.copyfile(mine, theirs)
    for path, who, text in ((mine, "Ines Marklund", ines), (theirs, "Tomasz Okoro", tomasz)):
        study = open_study(path, as_name=who)
        copies.correct(study, text)
        study.close()
    merge_studies([mine, theirs], folder / "both.caseloom")
    return Desk(PORT, Shelf.open([folder / "both.caseloom"], name="Ines Marklund"))


def minutes_now(desk: Desk) -> str:
    study = desk.shelf.studies[0].study
    with study.file.read() as db:
        return source_text(db, study.viewer, copies.source_named(study, copies.MINUTES)).text


def test_corrections_of_different_turns_are_taken_together(tmp_path: Path) -> None:
    was = small_study.MINUTES
    desk = corrected_apart(
        tmp_path, was.replace("seven", "eight"), was.replace("those who light", "who lights")
    )
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = text_of(browser, f"{root}/conflicts")
    assert "They changed different words, so that both corrections can be taken." in page
    assert re.findall("<h3>(.*?)</h3>", page) == ["Turn 1", "Turn 2"]
    assert "Only Ines Marklund changed this. Taking the other text wholly drops it." in page
    assert "Only Tomasz Okoro changed this. Taking the other text wholly drops it." in page
    assert "Taken wholly, it drops 1 change by Ines Marklund." in page
    assert "at <ins>eight</ins>." in page
    fields = {**forms(page, copies.MINUTES)[0], "together": "1"}
    answer = words(send(browser, root, f"{root}/conflicts", **fields))
    assert "You chose: both corrections, in a new text" in answer
    assert "No conflict waits for anybody." in answer
    assert minutes_now(desk) == was.replace("seven", "eight").replace("those who light", "who lights")
    again = words(send(browser, root, f"{root}/conflicts", **fields))
    assert "has been settled or has gone meanwhile" in again
    told = text_of(browser, f"{root}/history")
    [changed] = re.findall(r'together\.</span> <a class="small no-print" href="([^"]*)"', told)
    texts = text_of(browser, changed)
    assert re.search(r"What text 4 changed in text [23]", texts)
    assert re.search(r"takes the place of texts (2 and 3|3 and 2), corrected apart", texts)
    assert "follows text 1" in texts
    desk.shelf.close()


def test_of_a_turn_that_both_corrected_somebody_chooses(tmp_path: Path) -> None:
    was = small_study.MINUTES
    desk = corrected_apart(tmp_path, was.replace("seven", "eight"), was.replace("seven", "nine"))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = text_of(browser, f"{root}/conflicts")
    assert "Both changed this, each in another way." in page
    [place] = set(re.findall(r'type="radio" name="(turn-\d+)"', page))
    fields = {name: said for name, said in forms(page, copies.MINUTES)[0].items() if name in ("key", "state")}
    before = minutes_now(desk)
    answer = words(send(browser, root, f"{root}/conflicts", **fields, together="1"))
    assert "Choose for each turn that both corrected which words it gets." in answer
    assert minutes_now(desk) == before
    answer = words(send(browser, root, f"{root}/conflicts", **fields, together="1", **{place: "other"}))
    assert re.search(
        r"You chose: both corrections, in a new text \(Turn 1 as (Ines Marklund|Tomasz Okoro) has it\)",
        answer,
    )
    assert {before, minutes_now(desk)} == {was.replace("seven", "eight"), was.replace("seven", "nine")}
    assert "No conflict waits for anybody." in text_of(browser, f"{root}/conflicts")
    desk.shelf.close()


def test_of_a_turn_of_which_each_corrected_other_words_both_are_taken(tmp_path: Path) -> None:
    was = small_study.MINUTES
    desk = corrected_apart(tmp_path, was.replace("seven", "eight"), was.replace("village", "town"))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = text_of(browser, f"{root}/conflicts")
    assert "Both changed this, other words each." in page
    assert "The <ins>town</ins> meeting was opened at <ins>eight</ins>." in page
    assert 'type="radio" name="turn-' not in page
    fields = {**forms(page, copies.MINUTES)[0], "together": "1"}
    send(browser, root, f"{root}/conflicts", **fields)
    assert minutes_now(desk) == was.replace("seven", "eight").replace("village", "town")
    desk.shelf.close()


def test_what_stands_for_withdrawn_words_is_said_where_two_texts_differ(tmp_path: Path) -> None:
    was = small_study.MINUTES
    for folder, gone in ((tmp_path / "one", BLANK * len("village")), (tmp_path / "two", "town")):
        folder.mkdir()
        desk = corrected_apart(folder, was.replace("seven", "eight"), was.replace("village", gone))
        browser = entered(desk)
        page = text_of(browser, f"{browser.get('/').headers['Location']}/conflicts")
        assert ("Blocks (█) stand for words that went" in page) is (BLANK in gone)
        desk.shelf.close()


def test_builds_that_differ_are_told_apart(tmp_path: Path) -> None:
    """Two manifests rename one thing: a change, not an addition, with both names; and who was here first."""
    manifest = (TEACHING / "study.toml").read_text("utf-8")
    paths = []
    for copy, name in (("mine", "The Net Loft at the harbour"), ("theirs", "The Net Loft (above)")):
        paths.append(tmp_path / f"{copy}.caseloom")
        declared = tmp_path / f"{copy}.toml"
        declared.write_text(manifest.replace('name = "The Net Loft"', f'name = "{name}"'), "utf-8")
        build(declared, TEACHING, lambda id: create_for_build(paths[-1], id))
    desk = Desk(PORT, Shelf.open(paths[:1], name="Ines Marklund"))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    page = words(rehearse(browser, root, paths[1]))
    assert "A build changed the innovation The Net Loft (above)." in page
    assert "A build added" not in page
    assert "<del>The Net Loft at the harbour</del>" in page
    assert "<b>The other copy</b> (A build): The Net Loft (above)" in page
    assert "<b>This copy</b> (A build): The Net Loft at the harbour" in page
    there = str(make(browser, root, paths[1]).redirect_chain[-1][0])
    page = text_of(browser, f"{there}/conflicts")
    mine, theirs = (
        next(side for side in re.findall(r"<article.*?</article>", page, re.S) if name in side)
        for name in ("at the harbour", "(above)")
    )
    assert "in this file first (build " in mine
    assert "came in by merging (build " in theirs
    history = re.search(r'href="([^"]*/history\?innovation=\w+)"', page)
    assert history is not None
    first = text_of(browser, history[1])
    assert {"The Net Loft at the harbour", "The Net Loft (above)"} <= set(
        re.findall(r"<ins>(.*?)</ins>", first)
    )
    desk.shelf.close()


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


def test_the_history_says_when_a_copy_was_merged_and_what_it_brought(browser: Client, merged: str) -> None:
    page = text_of(browser, f"{merged}/history")
    assert re.search(r"another copy was merged into this file; \d+ changes came in\.", page)
    assert "was merged into this file" not in text_of(browser, f"{merged}/history", since="2000-01-01")
