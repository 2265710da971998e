"""What a person who took something out knew of: what came in without, is never hidden in silence."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from caseloom.coding import actions as coding
from caseloom.coding.readings import candidates_of, codes
from caseloom.design import actions as design
from caseloom.record import actions as record
from caseloom.record.model import ConflictTold
from caseloom.rooms import KINDS, OpenStudy, open_study
from caseloom.sources import actions as sources
from caseloom.sources.readings import sources as all_sources
from caseloom.studyfile import Thing
from caseloom.studyfile.tables import change, item
from caseloom.team.actions import write_memo
from caseloom.team.model import NewMemo
from tests.record.test_merging import Copies, code, coded, conflicts, settle


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    with ExitStack() as stack:
        yield Copies(tmp_path, stack)


def work(study: OpenStudy, times: int = 5) -> None:
    """Write so much that what this copy writes next counts as later than anything in the other."""
    for time in range(times):
        design.set_field(study.file, study.viewer, "case", _case(study), name=f"Garden {time}")


def _case(study: OpenStudy) -> Any:
    with study.file.read() as db:
        return db.scalars(select(KINDS.table("case").c.id).limit(1)).one()


def merge_away(copies: Copies) -> None:
    coding.merge_code(copies.ann.file, copies.ann.viewer, copies.code, copies.other)


def take_out_code(copies: Copies) -> None:
    coding.remove_code(copies.ann.file, copies.ann.viewer, copies.code)


def take_out_source(copies: Copies) -> None:
    sources.remove_source(copies.ann.file, copies.ann.viewer, copies.source)


def code_it(copies: Copies) -> None:
    copies.bo.file.clock = lambda: "2020-01-01T09:00:00+00:00"
    code(copies.bo, copies.source, "no money", copies.code)


def write_on_it(copies: Copies) -> None:
    write_memo(copies.bo.file, copies.bo.viewer, NewMemo(Thing("source", copies.source), text="Look again"))


def orders(copies: Copies) -> Iterator[OpenStudy]:
    yield copies.merged(copies.ann, copies.bo)
    yield copies.merged(copies.bo, copies.ann)
    third = copies.copy("Cleo")
    once = copies.merged(third, copies.bo)
    yield copies.merged(once, copies.ann, third)
    yield copies.merged(copies.merged(copies.ann, third), once)


OUT_AND_USE: dict[str, tuple[Callable[[Copies], None], Callable[[Copies], None]]] = {
    "a code merged into another, coded with": (merge_away, code_it),
    "a code taken out, coded with": (take_out_code, code_it),
    "a source taken out, coded": (take_out_source, code_it),
    "a source taken out, with a memo": (take_out_source, write_on_it),
}


@pytest.mark.parametrize(("out", "use"), OUT_AND_USE.values(), ids=OUT_AND_USE)
def test_what_is_used_earlier_by_stamp_and_clock_than_it_is_taken_out_is_shown(
    copies: Copies, out: Callable[[Copies], None], use: Callable[[Copies], None]
) -> None:
    use(copies)
    work(copies.ann)
    out(copies)
    for merged in orders(copies):
        used = [each for each in conflicts(merged) if each.sort == "used"]
        assert [[side.who for side in each.sides] for each in used] == [["Ann", "Bo"]]


KNOWINGLY = {name: each for name, each in OUT_AND_USE.items() if each[0] is not take_out_code}


@pytest.mark.parametrize(("out", "use"), KNOWINGLY.values(), ids=KNOWINGLY)
def test_what_was_known_when_it_was_taken_out_is_no_conflict(
    copies: Copies, out: Callable[[Copies], None], use: Callable[[Copies], None]
) -> None:
    use(copies)
    ann = copies.merged(copies.ann, copies.bo)
    copies.ann = ann
    out(copies)
    for merged in (copies.merged(ann, copies.bo), copies.merged(copies.bo, ann)):
        assert [each for each in conflicts(merged) if each.sort == "used"] == []


def test_one_person_s_two_copies_do_not_know_of_each_other(copies: Copies) -> None:
    """Ann codes on her laptop; on the other machine she has written later things, and takes the code out."""
    laptop = copies.copy("Ann 2")
    laptop = OpenStudy(laptop.file, copies.ann.viewer)
    code(laptop, copies.source, "no money", copies.code)
    work(copies.ann)
    take_out_code(copies)
    for merged in (copies.merged(copies.ann, laptop), copies.merged(laptop, copies.ann)):
        [conflict] = conflicts(merged)
        assert conflict.sort == "used"


def test_an_undo_of_the_settlement_brings_the_conflict_back(copies: Copies) -> None:
    code_it(copies)
    work(copies.ann)
    take_out_code(copies)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    for side in (0, 1):
        settle(merged, conflict, side)
        assert conflicts(merged) == []
        record.undo(merged.file, merged.viewer)
        assert [(each.sort, each.entity) for each in conflicts(merged)] == [("used", copies.code)]


def test_settled_as_out_it_comes_back_when_another_copy_brings_a_use_nobody_had_seen(copies: Copies) -> None:
    third = copies.copy("Cleo")
    code_it(copies)
    code(third, copies.source, "water", copies.code)
    work(copies.ann)
    take_out_code(copies)
    merged = copies.merged()
    settle(merged, conflicts(merged)[0], 0)
    [conflict] = conflicts(copies.merged(merged, third))
    assert [side.who for side in conflict.sides] == ["Ann", "Cleo"]


def test_of_two_who_took_it_out_one_who_knew_is_enough(copies: Copies) -> None:
    code_it(copies)
    known = copies.merged(copies.copy("Cleo"), copies.bo, as_name="Cleo")
    sources.remove_source(known.file, known.viewer, copies.source)
    work(copies.ann)
    take_out_source(copies)
    for merged in (copies.merged(copies.ann, known), copies.merged(known, copies.ann)):
        assert conflicts(merged) == []


@pytest.mark.parametrize("out", [merge_away, take_out_code])
def test_of_a_study_of_an_older_program_what_holds_on_to_a_code_was_not_known(
    copies: Copies, out: Callable[[Copies], None]
) -> None:
    code(copies.ann, copies.source, "water", copies.code)
    if out is take_out_code:
        record.undo(copies.ann.file, copies.ann.viewer)
    code_it(copies)
    work(copies.ann)
    out(copies)
    with copies.ann.file._write() as db:
        db.execute(update(item).values(knew=None))
        db.execute(update(KINDS.table("code")).values(merged_into=None))
        db.execute(item.delete().where(item.c.field == "merged_into"))
    [conflict] = conflicts(copies.merged())
    assert conflict.sort == "used"
    assert (conflict.third is not None) == (out is merge_away)


# -- a code that was merged into another ------------------------------------------------------------------


def give(study: OpenStudy, conflict: ConflictTold) -> None:
    assert conflict.third is not None
    record.settle_conflict(study.file, study.viewer, conflict, conflict.third.change)


def test_what_used_a_merged_code_can_be_given_to_the_one_that_took_the_others(copies: Copies) -> None:
    code(copies.bo, copies.source, "no money", copies.code)
    code(copies.bo, copies.source, "water", copies.code)
    write_memo(copies.bo.file, copies.bo.viewer, NewMemo(Thing("code", copies.code), text="Is it?"))
    work(copies.ann)
    merge_away(copies)
    for merged in orders(copies):
        [conflict] = [each for each in conflicts(merged) if each.sort == "used"]
        assert conflict.third is not None
        assert conflict.third.says == "Water"
        assert list(conflict.choices) == ["a", "b", "c"]
        give(merged, conflict)
        after = [("no money", "Water", "Bo"), ("water", "Water", "Bo")]
        assert coded(merged) == after
        assert [each for each in conflicts(merged) if each.sort == "used"] == []
        record.undo(merged.file, merged.viewer)
        assert coded(merged) == []
        assert ("used", copies.code) in {(each.sort, each.entity) for each in conflicts(merged)}
        record.redo(merged.file, merged.viewer)
        assert coded(merged) == after


def test_the_taker_is_the_one_that_stands_at_the_end(copies: Copies) -> None:
    code_it(copies)
    work(copies.ann)
    merge_away(copies)
    coding.merge_code(copies.ann.file, copies.ann.viewer, copies.other, copies.construct)
    [conflict] = [each for each in conflicts(copies.merged()) if each.entity == copies.code]
    assert conflict.third is not None
    assert conflict.third.change == copies.construct


@pytest.mark.parametrize("how", ["retired", "taken out"])
def test_what_takes_no_more_is_not_offered(copies: Copies, how: str) -> None:
    code_it(copies)
    work(copies.ann)
    merge_away(copies)
    act = coding.retire_code if how == "retired" else coding.remove_code
    act(copies.ann.file, copies.ann.viewer, copies.other)
    [conflict] = [each for each in conflicts(copies.merged()) if each.entity == copies.code]
    assert conflict.third is None


def test_a_merged_code_that_is_brought_back_is_merged_no_more(copies: Copies) -> None:
    code_it(copies)
    work(copies.ann)
    merge_away(copies)
    merged = copies.merged()
    settle(merged, conflicts(merged)[0], 1)
    table = KINDS.table("code")
    with merged.file.read() as db:
        assert db.scalar(select(table.c.merged_into).where(table.c.id == copies.code)) is None
        assert "Money" in {each.label for each in codes(db, merged.viewer)}
        assert [each.title for each in all_sources(db, merged.viewer)] == ["Talk"]


# -- a candidate accepted here and rejected there ---------------------------------------------------------


@pytest.mark.parametrize("first", ["accepted", "rejected"])
@pytest.mark.parametrize("settled", ["accepted", "rejected"])
def test_the_coding_goes_by_how_the_decisions_are_settled(copies: Copies, first: str, settled: str) -> None:
    query = coding.save_query(copies.ann.file, copies.ann.viewer, "Money", "money", copies.code, scope="all")
    other = copies.folder / "third.caseloom"
    shutil.copy(copies.ann.file.path, other)
    with closing(open_study(other, as_name="Bo")) as bo:
        work(bo)
        for study, decision in (
            (copies.ann, first),
            (bo, "rejected" if first == "accepted" else "accepted"),
        ):
            with study.file.read() as db:
                [found] = candidates_of(db, study.viewer, query=query)
            coding.decide(study.file, study.viewer, found, decision, reason=f"as {study.viewer.name} sees it")
        who = "Ann" if first == "accepted" else "Bo"
        made = [("Ann: We had no money for the garden.", "Money", who)]
        for merged in (copies.merged(copies.ann, bo), copies.merged(bo, copies.ann)):
            [conflict] = conflicts(merged)
            assert (conflict.coded, coded(merged)) == (True, made)
            side = next(place for place, each in enumerate(conflict.sides) if each.says == settled)
            settle(merged, conflict, side)
            assert conflicts(merged) == []
            assert coded(merged) == (made if settled == "accepted" else [])
            with merged.file.read() as db:
                assert [each.decision for each in candidates_of(db, merged.viewer, query=query)] == [settled]
                assert db.scalar(select(change.c.action).order_by(change.c.n.desc())) == "conflict.settle"
            record.undo(merged.file, merged.viewer)
            assert (len(conflicts(merged)), coded(merged)) == (1, made)
