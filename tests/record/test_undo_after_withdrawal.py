"""Undo after a withdrawal: what it left nothing of is passed over, and nothing says that it was undone."""

from pathlib import Path
from uuid import UUID

import pytest

from caseloom.coding.actions import add_code
from caseloom.coding.model import NewCode
from caseloom.record import actions as record
from caseloom.record.model import NothingLeft, NothingToUndo
from caseloom.record.readings import can_be_undone, edits_of, history, next_acts, withdrawal
from caseloom.rooms import KINDS
from caseloom.studyfile import Thing
from caseloom.team.actions import edit_memo, write_memo
from caseloom.team.model import READER, NewMemo
from caseloom.team.readings import memo
from tests.analysis.workbench import Workbench, open_workbench

TALK = "Interviewer: How is it?\n\nOlga: The heron stood on our roof every morning of that long dry summer."


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = open_workbench(tmp_path)
    made.case("North")
    made.person("Olga Heron")
    made.code("Birds")
    made.source("Talk", TALK, participant="Olga Heron", case="North")
    return made


def withdraw(bench: Workbench) -> None:
    olga = bench.people["Olga Heron"]
    record.withdraw(bench.file, bench.viewer, withdrawal(bench.file, bench.viewer, olga))


def offered(bench: Workbench) -> str:
    with bench.file.read() as db:
        return str(next_acts(db, bench.viewer, KINDS)[0] or "")


def told(bench: Workbench, id: UUID) -> tuple[str, str]:
    with bench.file.read() as db:
        found = memo(db, bench.viewer, id)
    return found.title, found.text


def memo_that_named_her(bench: Workbench) -> UUID:
    new = NewMemo(Thing("code", bench.codes["Birds"]), "question", text="Ask Olga Heron.", title="Birds")
    id = write_memo(bench.file, bench.viewer, new)
    assert edit_memo(bench.file, bench.viewer, id, text="Ask somebody.")
    return id


def test_a_text_whose_former_words_went_is_passed_over(bench: Workbench) -> None:
    id = memo_that_named_her(bench)
    add_code(bench.file, bench.viewer, NewCode(label="Ropes"))
    withdraw(bench)
    record.undo(bench.file, bench.viewer)
    assert told(bench, id) == ("Birds", "Ask somebody.")
    assert "wrote the memo" in offered(bench), "what it said before is nowhere: the memo itself is next"


def test_what_went_whole_is_not_offered_in_the_history_and_refused_by_name(bench: Workbench) -> None:
    bench.coding("Talk", "The heron stood on our roof", "Birds")
    memo_that_named_her(bench)
    withdraw(bench)
    with bench.file.read() as db:
        acts = history(db, bench.viewer, KINDS, limit=None)
        mine = {act.action: can_be_undone(db, bench.viewer, KINDS, act) for act in acts}
        gone = {act.action: act.changes[0] for act in acts if act.action in ("coding.add", "memo.edit")}
    assert mine["coding.add"] is mine["memo.edit"] is mine["source.add"] is False
    assert mine["memo.write"] is mine["code.add"] is True
    for change in gone.values():
        with pytest.raises(NothingLeft, match="Nothing was changed"):
            record.undo(bench.file, bench.viewer, change)


def test_the_part_that_is_left_is_taken_back_and_it_is_said_that_the_rest_went(bench: Workbench) -> None:
    id = memo_that_named_her(bench)
    edit_memo(bench.file, bench.viewer, id, text="Olga Heron says so.")
    edit_memo(bench.file, bench.viewer, id, text="Somebody says so.", title="Herons")
    withdraw(bench)
    taken = record.undo(bench.file, bench.viewer)
    assert taken.lost
    assert taken.told_taken.endswith("The rest of it went with a withdrawal.")
    assert told(bench, id) == ("Birds", "Somebody says so.")
    assert record.redo(bench.file, bench.viewer).lost is False
    assert told(bench, id) == ("Herons", "Somebody says so.")


def test_one_who_did_nothing_that_is_left_has_nothing_to_undo(bench: Workbench) -> None:
    bo = bench.as_person("Bo")
    new = NewMemo(Thing("source", bench.sources["Talk"]), "question", text="Ask her again.")
    write_memo(bench.file, bo, new)
    withdraw(bench)
    with bench.file.read() as db:
        assert next_acts(db, bo, KINDS) == (None, None)
    with pytest.raises(NothingToUndo):
        record.undo(bench.file, bo)


def test_the_history_says_what_went_and_what_it_was(bench: Workbench) -> None:
    bench.coding("Talk", "The heron stood on our roof", "Birds")
    id = memo_that_named_her(bench)
    withdraw(bench)
    with bench.file.read() as db:
        acts = history(db, bench.viewer, KINDS, limit=None)
        told = {act.action: str(act) for act in acts}
        [edited] = [act for act in acts if act.action == "memo.edit"]
        [edit] = edits_of(db, READER, KINDS, edited, "memo", id)
    assert told["coding.add"].endswith("a coding that went with a withdrawal.")
    assert told["source.add"].endswith("a source that went with a withdrawal.")
    assert told["participant.add"].endswith("a participant who withdrew.")
    assert (edit.before, edit.after, edit.went) == ("", "Ask somebody.", frozenset({"before"}))
