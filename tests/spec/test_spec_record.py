"""What a team relies on: what was done is told, can be taken back, and takes nobody else's work along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.coding import actions as coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import passages
from caseloom.record import actions as record
from caseloom.record.model import BuiltOn, NothingToRedo, NothingToUndo, NotYours, Wanted
from caseloom.record.readings import edits_of, history, next_acts
from caseloom.rooms import KINDS
from caseloom.sources.actions import import_files
from caseloom.sources.model import NewSource
from caseloom.sources.readings import sources
from tests.analysis.workbench import Workbench, open_workbench

TEXT = "Interviewer: How is the garden?\n\nOlga: There is no money for the garden, and little water."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.person("Olga")
    bench.source("Talk", TEXT, case="North", participant="Olga")
    bench.code("Money")
    yield bench
    bench.study.close()


def told(study: Workbench) -> list[str]:
    with study.file.read() as db:
        return [str(act) for act in history(db, study.viewer, KINDS)]


def code(study: Workbench, quote: str, who: str = "Ann") -> None:
    viewer = study.as_person(who)
    new = NewCoding(code=study.codes["Money"])
    coding.add_coding(study.file, viewer, study.sources["Talk"], Quotation(quote=quote), new)


def quotes(study: Workbench) -> list[str]:
    with study.file.read() as db:
        return [each.quote for each in passages(db, study.viewer)]


def test_the_history_tells_who_did_what_the_last_first(study: Workbench) -> None:
    code(study, "no money")
    code(study, "little water", who="Bo")
    assert told(study)[:3] == [
        "Bo coded: Money: little water.",
        "Bo joined the team.",
        "Ann coded: Money: no money.",
    ]


def test_the_history_of_a_code_says_what_its_definition_was_before(study: Workbench) -> None:
    money = study.codes["Money"]
    coding.set_code(study.file, study.viewer, money, definition="What it costs.")
    coding.set_code(study.file, study.viewer, money, definition="What it costs, and who pays.")
    with study.file.read() as db:
        [last, *_] = history(db, study.viewer, KINDS, Wanted(of=("code", money)))
        [edit] = edits_of(db, study.viewer, KINDS, last, "code", money)
    assert (edit.field, edit.before, edit.after) == (
        "definition",
        "What it costs.",
        "What it costs, and who pays.",
    )


def test_what_undo_would_undo_is_said_beforehand(study: Workbench) -> None:
    code(study, "no money")
    with study.file.read() as db:
        before, again = next_acts(db, study.viewer, KINDS)
    assert (str(before), again) == ("Ann coded: Money: no money.", None)
    assert str(record.undo(study.file, study.viewer)) == "Ann coded: Money: no money."
    assert quotes(study) == []


def test_many_steps_back_and_forth_again(study: Workbench) -> None:
    for quote in ("no money", "the garden, and", "little water"):
        code(study, quote)
    for _ in range(3):
        record.undo(study.file, study.viewer)
    assert quotes(study) == []
    for _ in range(3):
        record.redo(study.file, study.viewer)
    assert quotes(study) == ["no money", "the garden, and", "little water"]
    with pytest.raises(NothingToRedo):
        record.redo(study.file, study.viewer)


def test_after_something_new_what_was_undone_is_not_done_again(study: Workbench) -> None:
    code(study, "no money")
    record.undo(study.file, study.viewer)
    code(study, "little water")
    with pytest.raises(NothingToRedo):
        record.redo(study.file, study.viewer)


def test_an_import_of_many_files_is_one_step(study: Workbench, tmp_path: Path) -> None:
    paths = [tmp_path / f"note {number}.txt" for number in range(30)]
    for path in paths:
        path.write_text(f"A note of its own, {path.stem}.", encoding="utf-8")
    import_files(study.file, study.viewer, paths, NewSource("", "field_note"))
    assert told(study)[0] == "Ann brought in 30 sources."
    record.undo(study.file, study.viewer)
    with study.file.read() as db:
        assert [each.title for each in sources(db, study.viewer)] == ["Talk"]


def test_a_query_that_was_accepted_whole_is_one_step(study: Workbench) -> None:
    query = coding.save_query(study.file, study.viewer, "Garden", "garden", study.codes["Money"], scope="all")
    assert coding.decide_all(study.file, study.viewer, query, "accepted", reason="all of it") == 2
    assert told(study)[0] == "Ann accepted 2 candidates."
    record.undo(study.file, study.viewer)
    assert quotes(study) == []


def test_a_refusal_names_what_was_built_on_it_and_by_whom(study: Workbench) -> None:
    study.codes["Trust"] = coding.add_code(study.file, study.viewer, NewCode(label="Trust"))
    bo = study.as_person("Bo")
    new = NewCoding(code=study.codes["Trust"])
    coding.add_coding(study.file, bo, study.sources["Talk"], Quotation(quote="little water"), new)
    with pytest.raises(BuiltOn, match=r"since then, Bo coded: Trust: little water\. Nothing was changed"):
        record.undo(study.file, study.viewer)
    assert quotes(study) == ["little water"]


def test_nobody_undoes_another_s_act(study: Workbench) -> None:
    code(study, "no money")
    bo = study.as_person("Bo")
    with study.file.read() as db:
        last = next(act for act in history(db, bo, KINDS) if act.action == "coding.add")
    with pytest.raises(NotYours, match="Only Ann can undo that"):
        record.undo(study.file, bo, last.changes[0])
    with pytest.raises(NothingToUndo):
        record.undo(study.file, bo)
    assert quotes(study) == ["no money"]
