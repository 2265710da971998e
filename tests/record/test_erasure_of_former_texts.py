"""What others said of her in a text that was corrected since: its words go, and what is coded there stays."""

from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from caseloom.coding.actions import SeenPlace, confirm_places, flag_passage
from caseloom.coding.model import Selected
from caseloom.coding.readings import Followed, flags, followed, foreseen, passages
from caseloom.record import actions as record
from caseloom.record.model import NothingLeft, NothingToUndo, Withdrawal
from caseloom.record.readings import conflicts_told, history, withdrawal
from caseloom.rooms import KINDS, OpenStudy, merge_studies, open_study
from caseloom.sources.actions import Correction, add_source, correct_turn, remove_source, revise_source
from caseloom.sources.model import BLANK, NewSource, SpeakerRule
from caseloom.sources.readings import source_text
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from tests.analysis.workbench import Workbench, document, open_workbench
from tests.record.proof import left_of, unique_runs

NAMED = "Nora Heron was thanked for the soup that she carried home on every single Thursday."
UNNAMED = "A member was thanked for the soup."
MINUTES = f"Present: the whole board.\n\n{NAMED}\n\nThe van was talked about at length."
RUNS = unique_runs([NAMED], [UNNAMED])


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Minutes in which she is thanked, with the file they were read from; the thanks are coded twice."""
    made = open_workbench(tmp_path)
    made.person("Nora Heron")
    made.code("Thanks")
    made.sources["Minutes"] = add_source(
        made.file, made.viewer, NewSource("Minutes", "document"), document(MINUTES), original=MINUTES.encode()
    )
    made.coding("Minutes", "thanked for the soup that she carried", "Thanks")
    made.coding("Minutes", "Thursday.\n\nThe van", "Thanks")
    with closing(made.study):
        yield made


def rewrite(study: OpenStudy, source: UUID, old: str, new: str) -> None:
    """Other words in the one turn that has the old ones."""
    with study.file.read() as db:
        found = source_text(db, study.viewer, source)
    [turn] = [each for each in found.turns if old in found.text[each.words_start : each.end]]
    seen = found.text[turn.words_start : turn.end]
    asked = Correction(found.revision, turn.number, seen, seen.replace(old, new))
    correct_turn(study.file, study.viewer, source, asked)


def listed(study: OpenStudy, who: UUID) -> Withdrawal:
    return withdrawal(study.file, study.viewer, who)


def withdraw(bench: Workbench) -> None:
    record.withdraw(bench.file, bench.viewer, listed(bench.study, bench.people["Nora Heron"]))


def sound(study: OpenStudy) -> bool:
    return [each for each in check(study.file) if each.weight != "note"] == []


def where_codings_stand(bench: Workbench) -> list[Followed]:
    with bench.file.read() as db:
        return list(followed(db, bench.viewer, bench.sources["Minutes"]).codings)


def test_a_turn_that_named_her_goes_when_it_is_said_otherwise_now(bench: Workbench) -> None:
    rewrite(bench.study, bench.sources["Minutes"], NAMED, UNNAMED)
    told = listed(bench.study, bench.people["Nora Heron"])
    assert [(each.field, each.about, each.shown.there) for each in told.former] == [
        ("former_text", "Minutes", "Nora Heron")
    ]
    assert told.suspects == ()
    assert dict(told.counts)["original"] == 1
    assert left_of(bench.file.path, RUNS), "before, the proof finds them"
    withdraw(bench)
    assert left_of(bench.file.path, RUNS) == []
    assert sound(bench.study)
    assert bench.text("Minutes").text == MINUTES.replace(NAMED, UNNAMED)


def test_its_codings_stand_with_the_whole_turn_as_it_is_now_and_want_a_person(bench: Workbench) -> None:
    rewrite(bench.study, bench.sources["Minutes"], NAMED, UNNAMED)
    withdraw(bench)
    inside, across = sorted(where_codings_stand(bench), key=lambda each: len(each.then.quote))[::-1]
    assert set(inside.then.quote) == {BLANK}
    assert (inside.now, inside.wants) == (UNNAMED, True)
    assert across.then.quote == f"{BLANK * 9}\n\nThe van"
    assert (across.now, across.wants) == ("The van", True)
    with bench.file.read() as db:
        found = bench.text("Minutes")
        later = foreseen(db, bench.viewer, found.source.id, found.text.replace("Present", "There"))
    assert {each.id: each.now for each in later.codings} == {inside.id: UNNAMED, across.id: "The van"}
    places = [SeenPlace(each.id, each.start, each.end) for each in (inside, across)]
    confirm_places(bench.file, bench.viewer, found.source.id, found.revision, places)
    assert where_codings_stand(bench) == []
    with bench.file.read() as db:
        assert {each.quote for each in passages(db, bench.viewer)} == {UNNAMED, "The van"}


def test_a_flag_in_it_stands_with_the_whole_turn_too(bench: Workbench) -> None:
    found = bench.text("Minutes")
    start = found.text.index("soup")
    flag_passage(
        bench.file, bench.viewer, found.source.id, Selected(found.revision, start, start + 4, ("soup",))
    )
    rewrite(bench.study, found.source.id, NAMED, UNNAMED.replace("soup", "meal"))
    withdraw(bench)
    now = bench.text("Minutes").text
    with bench.file.read() as db:
        [flag] = flags(db, bench.viewer)[found.source.id]
    assert now[flag.start : flag.end] == UNNAMED.replace("soup", "meal")


def test_where_she_is_named_still_somebody_judges_both(bench: Workbench) -> None:
    rewrite(bench.study, bench.sources["Minutes"], "every single Thursday", "Thursdays")
    told = listed(bench.study, bench.people["Nora Heron"])
    assert told.former == ()
    assert [each.field for each in told.suspects] == ["text", "former_text"]
    withdraw(bench)
    with bench.file.read() as db:
        assert db.scalar(select(KINDS.table("original").c.id)) is not None
    assert left_of(bench.file.path, RUNS)


def test_a_turn_that_was_left_out_and_a_source_that_was_taken_out_go_too(bench: Workbench) -> None:
    revise_source(
        bench.file, bench.viewer, bench.sources["Minutes"], document(MINUTES.replace(f"{NAMED}\n\n", ""))
    )
    notes = bench.source("Notes", f"{NAMED}\n\nNothing else.", "field_note")
    remove_source(bench.file, bench.viewer, notes)
    told = listed(bench.study, bench.people["Nora Heron"])
    assert [(each.about, each.shown.place is None) for each in told.former] == [
        ("Minutes", False),
        ("Notes", True),
    ]
    withdraw(bench)
    assert left_of(bench.file.path, RUNS) == []
    assert sound(bench.study)
    assert where_codings_stand(bench)[0].became == "lost", "nothing stands in its place"


def test_every_copy_loses_it_also_one_that_corrected_another_turn(bench: Workbench, tmp_path: Path) -> None:
    """The copy's text holds the former words again: it did not know, so nothing names its turn."""
    minutes, path = bench.sources["Minutes"], bench.file.path
    other, third = tmp_path / "other.caseloom", tmp_path / "third.caseloom"
    rewrite(bench.study, minutes, "whole board", "board")
    for each in (other, third):
        copy_file(path, each)
    with closing(open_study(other, as_name="Bo")) as bo:
        rewrite(bo, minutes, "The van", "The lorry")
        bo_bench = Workbench(bo, sources=bench.sources, codes=bench.codes)
        bo_bench.coding("Minutes", "carried home on every single", "Thanks")
    with closing(open_study(third, as_name="Cy")) as cy:
        rewrite(cy, minutes, "at length", "briefly")
        rewrite(cy, minutes, NAMED, NAMED.replace("soup", "bread"))
    rewrite(bench.study, minutes, NAMED, UNNAMED)
    withdraw(bench)
    assert left_of(path, RUNS) == []
    outcomes = set()
    for number, inputs in enumerate(permutations((path, other, third))):
        first, to = tmp_path / f"first {number}.caseloom", tmp_path / f"{number}.caseloom"
        merge_studies(inputs[:2], first)
        merge_studies((first, inputs[2]), to)
        assert left_of(to, RUNS | unique_runs([NAMED.replace("soup", "bread")], [UNNAMED])) == []
        with closing(open_study(to, as_name="Ann")) as merged:
            assert sound(merged)
            with merged.file.read() as db:
                table = KINDS.table("text")
                texts = tuple(db.scalars(select(table.c.content).order_by(table.c.id)))
                told = conflicts_told(db, merged.viewer, KINDS)
                stand = sorted((each.start, each.end) for each in passages(db, merged.viewer))
            outcomes.add((texts, tuple(stand)))
            assert [each.sort for each in told] == ["text"]
    assert len(outcomes) == 1


def test_of_two_corrections_put_together_only_what_is_said_otherwise_goes(
    bench: Workbench, tmp_path: Path
) -> None:
    """The side that was not current has turns of its own: those that stand unchanged in the text stay."""
    minutes, other, to = bench.sources["Minutes"], tmp_path / "other.caseloom", tmp_path / "to.caseloom"
    thanks = "She thanked Nora Heron for her time."
    rewrite(bench.study, minutes, "The van was talked about at length.", f"The van was late. {thanks}")
    copy_file(bench.file.path, other)
    with closing(open_study(other, as_name="Bo")) as bo:
        rewrite(bo, minutes, "whole board", "board")
    rewrite(bench.study, minutes, NAMED, UNNAMED)
    merge_studies((bench.file.path, other), to)
    with closing(open_study(to, as_name="Ann")) as merged:
        with merged.file.read() as db:
            [conflict] = conflicts_told(db, merged.viewer, KINDS)
        assert conflict.third is not None
        record.settle_conflict(merged.file, merged.viewer, conflict, conflict.third.change)
        told = listed(merged, bench.people["Nora Heron"])
        assert [each.shown.there for each in told.former] == ["Nora Heron"] * len(told.former)
        assert not any(thanks in str(each.shown) for each in told.former)
        assert {each.field for each in told.suspects} == {"text", "former_text"}
        record.withdraw(merged.file, merged.viewer, told)
        with merged.file.read() as db:
            assert BLANK not in source_text(db, merged.viewer, minutes).text
            texts = [each for each in db.scalars(select(KINDS.table("text").c.content)) if BLANK in each]
        assert texts
        assert all("The van was" in each and "board" in each for each in texts)
        assert left_of(to, RUNS) == []


def test_the_correction_is_not_undone_any_more_nor_what_came_after_it(bench: Workbench) -> None:
    """Without it the former text would stand again, which says nothing there now."""
    minutes = bench.sources["Minutes"]
    rewrite(bench.study, minutes, NAMED, UNNAMED)
    rewrite(bench.study, minutes, "whole board", "board")
    bench.code("Vans")
    withdraw(bench)
    text = bench.text("Minutes").text
    with bench.file.read() as db:
        acts = [each for each in history(db, bench.viewer, KINDS) if each.action == "source.revise"]
    corrections = [id for each in acts for id in each.changes]
    assert len(corrections) == 2
    for each in corrections:
        with pytest.raises(NothingLeft):
            record.undo(bench.file, bench.viewer, each)
    for _ in range(20):
        try:
            record.undo(bench.file, bench.viewer)
        except NothingToUndo:
            break
        assert BLANK not in bench.text("Minutes").text
    assert bench.text("Minutes").text == text


def test_two_people_who_are_named_in_one_turn_withdraw_in_any_order(bench: Workbench, tmp_path: Path) -> None:
    """What one withdrawal spares, the other takes; a coding over both goes, whoever withdrew first."""
    bench.person("Olga Crane")
    rules = (SpeakerRule("respondent", pattern="Olga", participant=bench.people["Olga Crane"]),)
    said = (
        "Interviewer: Who cooked?\n\nOlga: We cooked for forty on that one stove.\n\n"
        "Piet: Nora Heron cooked, Olga Crane only watched.\n\nInterviewer: And then?\n\nPiet: Nothing."
    )
    group = bench.source("Group", said, "focus_group", rules=rules)
    bench.coding("Group", "one stove.\n\nPiet: Nora Heron", "Thanks")
    rewrite(bench.study, group, "Nora Heron cooked", "She cooked")
    rewrite(bench.study, group, "Olga Crane only watched", "and she watched")
    other, to = tmp_path / "other.caseloom", tmp_path / "to.caseloom"
    copy_file(bench.file.path, other)
    withdraw(bench)
    with closing(open_study(other, as_name="Bo")) as bo:
        record.withdraw(bo.file, bo.viewer, listed(bo, bench.people["Olga Crane"]))
    outcomes = set()
    for inputs in permutations((bench.file.path, other)):
        merge_studies(inputs, to)
        with closing(open_study(to)) as merged:
            assert sound(merged)
            with merged.file.read() as db:
                table = KINDS.table("text")
                texts = tuple(db.scalars(select(table.c.content).order_by(table.c.id)))
                ids = tuple(sorted(each.id for each in passages(db, merged.viewer)))
            outcomes.add((texts, ids))
        to.unlink()
    record.withdraw(bench.file, bench.viewer, listed(bench.study, bench.people["Olga Crane"]))
    with bench.file.read() as db:
        ids = tuple(sorted(each.id for each in passages(db, bench.viewer)))
    [(texts, merged_ids)] = outcomes
    assert ids == merged_ids
    assert not any("Olga" in each or "Nora" in each for each in texts if each != MINUTES)
