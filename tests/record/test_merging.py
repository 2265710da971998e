"""Merging copies: what two people did apart is all there; what does not go together is shown, both sides."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from caseloom.coding import actions as coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import codes, followed, passages
from caseloom.design import actions as design
from caseloom.design.model import NewParticipant, StudyCard
from caseloom.design.readings import cases
from caseloom.record import actions as record
from caseloom.record.model import BuiltOn, ConflictTold
from caseloom.record.readings import conflicts_told, history, withdrawal
from caseloom.rooms import KINDS, OpenStudy, create_study, merge_studies, open_study
from caseloom.sources import actions as sources
from caseloom.sources.model import TextsChanged, is_blanked
from caseloom.sources.readings import source_text, speakers
from caseloom.sources.readings import sources as all_sources
from caseloom.studyfile.checking import check
from caseloom.studyfile.errors import AlreadyThere
from caseloom.studyfile.merging import NotCopies, TooFew
from tests.analysis.workbench import Workbench, document

TEXT = "Ann: We had no money for the garden.\n\nBo: The board gave us water and a fence."


class Copies:
    """One study in two people's hands, and put together again."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        start = create_study(folder / "start.caseloom", StudyCard(title="Gardens"), as_name="Ann")
        bench = Workbench(start)
        bench.case("North")
        bench.adopt()
        bench.code("Money")
        bench.code("Water")
        bench.source("Talk", TEXT, case="North")
        self.code, self.other, self.source = bench.codes["Money"], bench.codes["Water"], bench.sources["Talk"]
        self.case, self.construct = bench.cases["North"], bench.of("cfir2022.inner.culture")
        start.close()
        self.ann, self.bo = self.copy("Ann"), self.copy("Bo")

    def copy(self, name: str) -> OpenStudy:
        path = self.folder / f"{name}.caseloom"
        shutil.copy(self.folder / "start.caseloom", path)
        return self.stack.enter_context(closing(open_study(path, as_name=name)))

    def merged(self, *studies: OpenStudy, as_name: str = "Ann") -> OpenStudy:
        to = self.folder / f"merged-{len(list(self.folder.iterdir()))}.caseloom"
        merge_studies([each.file.path for each in studies or (self.ann, self.bo)], to)
        opened = self.stack.enter_context(closing(open_study(to, as_name=as_name)))
        assert [each for each in check(opened.file) if each.weight != "note"] == []
        return opened


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    with ExitStack() as stack:
        yield Copies(tmp_path, stack)


def code(study: OpenStudy, source: UUID, quote: str, with_code: UUID) -> UUID:
    return coding.add_coding(
        study.file, study.viewer, source, Quotation(quote=quote), NewCoding(code=with_code)
    )


def conflicts(study: OpenStudy) -> list[ConflictTold]:
    with study.file.read() as db:
        return conflicts_told(db, study.viewer, KINDS)


def coded(study: OpenStudy) -> list[tuple[str, str, str]]:
    with study.file.read() as db:
        return sorted((each.quote, each.code_label, each.coder_name) for each in passages(db, study.viewer))


def settle(study: OpenStudy, conflict: ConflictTold, side: int) -> None:
    record.settle_conflict(study.file, study.viewer, conflict, conflict.sides[side].change)


# -- what goes together ---------------------------------------------------------------------------


def test_cases_keep_their_own_interviews_although_the_copies_number_them_alike(copies: Copies) -> None:
    """The other program's failing case: rows of two copies with the same numbers, linked by number."""
    for study, case, title in (
        (copies.ann, "East", "Talk in the east"),
        (copies.bo, "West", "Talk in the west"),
    ):
        bench = Workbench(study)
        bench.case(case)
        bench.source(title, f"Olga: I speak of the {case}.", case=case)
    for order in ((copies.ann, copies.bo), (copies.bo, copies.ann)):
        merged = copies.merged(*order)
        with merged.file.read() as db:
            found = {each.title: each.case_name for each in all_sources(db, merged.viewer)}
        assert found == {"Talk": "North", "Talk in the east": "East", "Talk in the west": "West"}


def test_what_both_coded_is_there_once_each_with_its_coder(copies: Copies) -> None:
    for study in (copies.ann, copies.bo):
        code(study, copies.source, "no money for the garden", copies.code)
    assert coded(copies.merged()) == [
        ("no money for the garden", "Money", "Ann"),
        ("no money for the garden", "Money", "Bo"),
    ]


def test_a_construct_s_code_that_both_used_first_is_one_code(copies: Copies) -> None:
    for study in (copies.ann, copies.bo):
        code(study, copies.source, "water and a fence", copies.construct)
    merged = copies.merged()
    with merged.file.read() as db:
        [found] = [each for each in codes(db, merged.viewer) if each.codings]
    assert (found.label, found.codings) == ("Culture", 2)
    assert conflicts(merged) == []


def test_a_candidate_that_both_accepted_is_decided_once(copies: Copies) -> None:
    query = coding.save_query(copies.ann.file, copies.ann.viewer, "Money", "money", copies.code, scope="all")
    third = copies.folder / "third.caseloom"
    shutil.copy(copies.ann.file.path, third)
    with closing(open_study(third, as_name="Bo")) as bo:
        for study in (copies.ann, bo):
            coding.decide_all(
                study.file, study.viewer, query, "accepted", reason=f"as {study.viewer.name} sees it"
            )
        merged = copies.merged(copies.ann, bo)
    with merged.file.read() as db:
        decided = KINDS.table("candidate_decision")
        assert db.scalars(select(decided.c.decision)).all() == ["accepted"]
    assert {who for _, _, who in coded(merged)} == {"Ann", "Bo"}
    [conflict] = conflicts(merged)
    settle(merged, conflict, 1)
    assert conflicts(merged) == []


# -- what does not --------------------------------------------------------------------------------


def test_a_case_renamed_on_both_sides_shows_both_names_until_a_person_settles_it(copies: Copies) -> None:
    for study, name in ((copies.ann, "Northern garden"), (copies.bo, "The north")):
        design.set_field(study.file, study.viewer, "case", copies.case, name=name)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    assert (conflict.kind, conflict.field, conflict.sort) == ("case", "name", "field")
    assert {(side.who, side.says) for side in conflict.sides} == {
        ("Ann", "Northern garden"),
        ("Bo", "The north"),
    }
    stands = next(side.says for side in conflict.sides if side.stands)
    assert names_of_cases(merged) == [stands]
    loser = next(place for place, side in enumerate(conflict.sides) if not side.stands)
    settle(merged, conflict, loser)
    assert names_of_cases(merged) == [conflict.sides[loser].says]
    assert conflicts(merged) == []


def test_a_settled_conflict_stays_settled_when_the_copies_are_merged_again(copies: Copies) -> None:
    for study, name in ((copies.ann, "Northern garden"), (copies.bo, "The north")):
        design.set_field(study.file, study.viewer, "case", copies.case, name=name)
    merged = copies.merged()
    settle(merged, conflicts(merged)[0], 1)
    chosen = names_of_cases(merged)
    again = copies.merged(copies.bo, merged, copies.ann)
    assert (names_of_cases(again), conflicts(again)) == (chosen, [])


def test_undoing_a_settlement_brings_the_conflict_back(copies: Copies) -> None:
    for study, name in ((copies.ann, "Northern garden"), (copies.bo, "The north")):
        design.set_field(study.file, study.viewer, "case", copies.case, name=name)
    merged = copies.merged()
    before = conflicts(merged)
    settle(merged, before[0], 1)
    record.undo(merged.file, merged.viewer)
    assert conflicts(merged) == before
    record.redo(merged.file, merged.viewer)
    assert conflicts(merged) == []


def names_of_cases(study: OpenStudy) -> list[str]:
    with study.file.read() as db:
        return [each.name for each in cases(db, study.viewer)]


def test_the_same_said_on_both_sides_is_no_conflict(copies: Copies) -> None:
    for study in (copies.ann, copies.bo):
        design.set_field(study.file, study.viewer, "case", copies.case, name="Northern garden")
    assert conflicts(copies.merged()) == []


def test_a_code_taken_out_here_and_used_there_can_be_brought_back_with_its_codings(copies: Copies) -> None:
    coding.remove_code(copies.ann.file, copies.ann.viewer, copies.code)
    code(copies.bo, copies.source, "no money", copies.code)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    assert (conflict.sort, conflict.about) == ("used", "Money")
    assert [side.who for side in conflict.sides] == ["Ann", "Bo"]
    settle(merged, conflict, 1)
    assert coded(merged) == [("no money", "Money", "Bo")]
    assert conflicts(merged) == []


def test_that_it_stays_out_can_be_settled_too(copies: Copies) -> None:
    coding.remove_code(copies.ann.file, copies.ann.viewer, copies.code)
    code(copies.bo, copies.source, "no money", copies.code)
    merged = copies.merged()
    settle(merged, conflicts(merged)[0], 0)
    assert conflicts(merged) == []
    with merged.file.read() as db:
        assert "Money" not in {each.label for each in codes(db, merged.viewer)}


def test_a_source_taken_out_here_and_coded_there(copies: Copies) -> None:
    sources.remove_source(copies.ann.file, copies.ann.viewer, copies.source)
    code(copies.bo, copies.source, "no money", copies.code)
    code(copies.bo, copies.source, "water", copies.code)
    merged = copies.merged()
    assert coded(merged) == []
    [conflict] = conflicts(merged)
    settle(merged, conflict, 1)
    assert [quote for quote, _, _ in coded(merged)] == ["no money", "water"]


def test_a_transcript_corrected_on_both_sides(copies: Copies) -> None:
    code(copies.ann, copies.source, "no money", copies.code)
    for study, words in ((copies.ann, "the northern garden"), (copies.bo, "the old garden")):
        text = document(TEXT.replace("the garden", words))
        assert sources.revise_source(study.file, study.viewer, copies.source, text)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    assert conflict.sort == "text"
    assert {side.who for side in conflict.sides} == {"Ann", "Bo"}
    other = next(place for place, side in enumerate(conflict.sides) if not side.stands)
    assert str(conflict.sides[other].says).startswith(("northern", "old"))
    settle(merged, conflict, other)
    with merged.file.read() as db:
        now = source_text(db, merged.viewer, copies.source).text
    assert str(conflict.sides[other].says) in " ".join(now.split())
    assert conflicts(merged) == []
    assert coded(merged) == [("no money", "Money", "Ann")]


def test_codings_are_followed_into_whichever_correction_stands_and_asked_about_again(copies: Copies) -> None:
    """Ann confirmed a place in her correction; Bo's stands meanwhile, with other words at that place."""
    code(copies.ann, copies.source, "no money for the garden", copies.code)
    code(copies.bo, copies.source, "water and a fence", copies.other)
    for study, words in ((copies.ann, "the northern garden"), (copies.bo, "the old and dry garden")):
        text = document(TEXT.replace("the garden", words))
        assert sources.revise_source(study.file, study.viewer, copies.source, text)
    with copies.ann.file.read() as db:
        hers = followed(db, copies.ann.viewer, copies.source)
    [grown] = hers.wanting
    assert grown.now == "no money for the northern garden"
    place = coding.SeenPlace(grown.id, grown.start, grown.end)
    assert coding.confirm_places(
        copies.ann.file, copies.ann.viewer, copies.source, hers.text.revision, [place]
    )
    for order in ((copies.ann, copies.bo), (copies.bo, copies.ann)):
        merged = copies.merged(*order)
        [conflict] = conflicts(merged)
        seen = {}
        for side in (0, 1):
            settle(merged, conflict, side)
            with merged.file.read() as db:
                found = followed(db, merged.viewer, copies.source)
            seen[found.text.text] = [(each.became, each.then.quote, each.now) for each in found.wanting]
            record.undo(merged.file, merged.viewer)
        assert {len(each) for each in seen.values()} == {0, 1}
        [asked] = [each for each in seen.values() if each]
        assert asked == [
            ("nearly", "no money for the northern garden", "no money for the old and dry garden")
        ]
        assert conflict.sort == "text"


def test_a_code_merged_here_and_used_there(copies: Copies) -> None:
    code(copies.ann, copies.source, "water", copies.code)
    coding.merge_code(copies.ann.file, copies.ann.viewer, copies.code, copies.other)
    code(copies.bo, copies.source, "no money", copies.code)
    merged = copies.merged()
    assert coded(merged) == [("water", "Water", "Ann")]
    [conflict] = conflicts(merged)
    settle(merged, conflict, 1)
    assert coded(merged) == [("no money", "Money", "Bo"), ("water", "Water", "Ann")]
    coding.merge_code(merged.file, merged.viewer, copies.code, copies.other)
    assert {label for _, label, _ in coded(merged)} == {"Water"}


def revise(study: OpenStudy, source: UUID, **words: str) -> None:
    text = TEXT
    for old, new in words.items():
        text = text.replace(old, new)
    assert sources.revise_source(study.file, study.viewer, source, document(text))


def text_now(study: OpenStudy, source: UUID) -> str:
    with study.file.read() as db:
        return source_text(db, study.viewer, source).text


def test_corrections_of_different_turns_are_both_taken(copies: Copies) -> None:
    code(copies.ann, copies.source, "no money", copies.code)
    revise(copies.ann, copies.source, garden="yard")
    revise(copies.bo, copies.source, fence="wall")
    both = TEXT.replace("garden", "yard").replace("fence", "wall")
    for order in ((copies.ann, copies.bo), (copies.bo, copies.ann)):
        merged = copies.merged(*order)
        before = text_now(merged, copies.source)
        [conflict] = conflicts(merged)
        assert conflict.third is not None
        assert list(conflict.choices) == ["a", "b", "c"]
        record.settle_conflict(merged.file, merged.viewer, conflict, conflict.third.change)
        assert text_now(merged, copies.source) == both
        assert conflicts(merged) == []
        assert coded(merged) == [("no money", "Money", "Ann")]
        assert conflicts(copies.merged(merged, copies.ann, copies.bo)) == []
        record.undo(merged.file, merged.viewer)
        assert (text_now(merged, copies.source), len(conflicts(merged))) == (before, 1)
        record.redo(merged.file, merged.viewer)
        assert text_now(merged, copies.source) == both


@pytest.mark.parametrize("bo_s", [False, True])
def test_of_a_turn_that_both_corrected_one_is_chosen(copies: Copies, bo_s: bool) -> None:
    revise(copies.ann, copies.source, money="cash")
    revise(copies.bo, copies.source, money="funds", fence="wall")
    merged = copies.merged()
    [conflict] = conflicts(merged)
    assert conflict.third is None
    bo_stands = conflict.sides[0].who == "Bo"
    others = [0] if bo_s != bo_stands else []
    record.combine(merged.file, merged.viewer, conflict, others)
    words = TEXT.replace("money", "funds" if bo_s else "cash").replace("fence", "wall")
    assert text_now(merged, copies.source) == words
    assert conflicts(merged) == []


def twice(copies: Copies) -> None:
    """Each corrects one turn, then the other: in both copies a text stands between the first and the last."""
    revise(copies.ann, copies.source, garden="yard")
    revise(copies.ann, copies.source, garden="yard", fence="hedge")
    revise(copies.bo, copies.source, money="cash")
    revise(copies.bo, copies.source, money="cash", water="wells")


def test_texts_corrected_more_than_once_are_settled_together_for_good(copies: Copies) -> None:
    twice(copies)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    record.combine(merged.file, merged.viewer, conflict)
    assert text_now(merged, copies.source) == (
        "Ann: We had no cash for the yard.\n\nBo: The board gave us wells and a hedge."
    )
    assert conflicts(merged) == []
    assert conflicts(copies.merged(copies.bo, merged, copies.ann)) == []


@pytest.mark.parametrize("side", [0, 1])
def test_of_texts_corrected_more_than_once_one_is_chosen_for_good(copies: Copies, side: int) -> None:
    twice(copies)
    code(copies.ann, copies.source, "no money", copies.code)
    merged = copies.merged()
    [conflict] = conflicts(merged)
    ann_s = conflict.sides[side].who == "Ann"
    settle(merged, conflict, side)
    words = ("money", "yard", "water", "hedge") if ann_s else ("cash", "garden", "wells", "fence")
    said = "Ann: We had no {} for the {}.\n\nBo: The board gave us {} and a {}.".format(*words)
    assert (text_now(merged, copies.source), conflicts(merged)) == (said, [])
    assert coded(merged) == ([("no money", "Money", "Ann")] if ann_s else [])
    assert conflicts(copies.merged(copies.bo, merged, copies.ann)) == []
    record.undo(merged.file, merged.viewer)
    assert len(conflicts(merged)) == 1
    record.redo(merged.file, merged.viewer)
    assert (text_now(merged, copies.source), conflicts(merged)) == (said, [])


def test_two_who_choose_crosswise_are_asked_again(copies: Copies) -> None:
    twice(copies)
    first = copies.merged()
    second = copies.merged(as_name="Bo")
    [conflict] = conflicts(first)
    settle(first, conflict, 0)
    settle(second, conflict, 1)
    merged = copies.merged(first, second)
    [again] = conflicts(merged)
    assert {each.who for each in again.sides} == {"Ann", "Bo"}
    texts = {text_now(first, copies.source), text_now(second, copies.source)}
    assert text_now(merged, copies.source) in texts
    settle(merged, again, 1)
    assert conflicts(merged) == []
    assert text_now(merged, copies.source) in texts
    assert conflicts(copies.merged(first, merged, second)) == []


def test_a_chosen_text_keeps_its_turns_where_words_were_withdrawn(copies: Copies) -> None:
    """A turn without words has no label to be read by: a text that is chosen has the turns it had."""
    talk = "Cem: {} for the garden.\n\nDee: The board gave {}.\n\nCem: So it was.\n\nDee: Yes."
    for study, words in ((copies.ann, ("Cash", "water")), (copies.bo, ("No money", "a fence"))):
        sources.revise_source(study.file, study.viewer, copies.source, document(talk.format(*words)))
    merged = copies.merged()
    names = {"Cem": NewParticipant(name="Cem K"), "Dee": NewParticipant(name="Dee L")}
    people = {label: design.add(merged.file, merged.viewer, each) for label, each in names.items()}
    with merged.file.read() as db:
        turns = source_text(db, merged.viewer, copies.source).turns
        there = {each.label: each.id for each in speakers(db, merged.viewer, copies.source)}
    for label, participant in people.items():
        sources.set_speaker(merged.file, merged.viewer, there[label], "respondent", participant)
    found = withdrawal(merged.file, merged.viewer, people["Cem"])
    record.withdraw(merged.file, merged.viewer, found)
    [conflict] = conflicts(merged)
    settle(merged, conflict, 1)
    with merged.file.read() as db:
        text = source_text(db, merged.viewer, copies.source)
    assert [each.label for each in text.turns] == ["", "Dee", "", "Dee"]
    assert len(text.turns) == len(turns)
    assert is_blanked(text.text[text.turns[0].words_start : text.turns[0].end])
    assert conflicts(merged) == []
    assert [each for each in check(merged.file) if each.weight != "note"] == []


def test_of_three_texts_one_is_chosen_for_good(copies: Copies) -> None:
    third = copies.copy("Cem")
    twice(copies)
    revise(third, copies.source, board="council")
    merged = copies.merged(copies.ann, copies.bo, third)
    [conflict] = conflicts(merged)
    assert len(conflict.sides) == 3
    cem = next(at for at, each in enumerate(conflict.sides) if each.who == "Cem")
    settle(merged, conflict, cem)
    assert (text_now(merged, copies.source), conflicts(merged)) == (TEXT.replace("board", "council"), [])


def test_texts_that_changed_since_they_were_shown_are_not_put_together(copies: Copies) -> None:
    revise(copies.ann, copies.source, garden="yard")
    revise(copies.bo, copies.source, fence="wall")
    merged = copies.merged()
    [conflict] = conflicts(merged)
    revise(merged, copies.source, water="wells")
    with pytest.raises(TextsChanged):
        record.combine(merged.file, merged.viewer, conflict)
    assert len(conflicts(merged)) == 1


# -- undo and merge -------------------------------------------------------------------------------


def test_undo_after_a_merge_stops_at_another_s_work_and_says_whose(copies: Copies) -> None:
    made = coding.add_code(copies.ann.file, copies.ann.viewer, NewCode(label="Trust"))
    third = copies.folder / "third.caseloom"
    shutil.copy(copies.ann.file.path, third)
    with closing(open_study(third, as_name="Bo")) as bo:
        code(bo, copies.source, "The board gave us water", made)
        merged = copies.merged(copies.ann, bo)
    with pytest.raises(BuiltOn, match="Bo coded: Trust: The board gave us water"):
        record.undo(merged.file, merged.viewer)
    assert coded(merged) == [("The board gave us water", "Trust", "Bo")]


def test_what_was_undone_here_and_built_on_there_is_kept_and_shown(copies: Copies) -> None:
    made = coding.add_code(copies.ann.file, copies.ann.viewer, NewCode(label="Trust"))
    third = copies.folder / "third.caseloom"
    shutil.copy(copies.ann.file.path, third)
    record.undo(copies.ann.file, copies.ann.viewer)
    with closing(open_study(third, as_name="Bo")) as bo:
        code(bo, copies.source, "The board gave us water", made)
        merged = copies.merged(copies.ann, bo)
    [conflict] = conflicts(merged)
    assert (conflict.sort, [side.who for side in conflict.sides]) == ("used", ["Ann", "Bo"])
    settle(merged, conflict, 1)
    assert coded(merged) == [("The board gave us water", "Trust", "Bo")]


def test_undo_goes_on_in_the_merged_study_where_it_was(copies: Copies) -> None:
    code(copies.ann, copies.source, "no money", copies.code)
    code(copies.bo, copies.source, "water", copies.code)
    merged = copies.merged()
    record.undo(merged.file, merged.viewer)
    assert [who for _, _, who in coded(merged)] == ["Bo"]
    record.redo(merged.file, merged.viewer)
    assert [who for _, _, who in coded(merged)] == ["Ann", "Bo"]


# -- participants who withdrew ----------------------------------------------------------------------


def test_an_interview_that_came_in_from_a_copy_that_did_not_know_is_shown_and_can_go(copies: Copies) -> None:
    bench = Workbench(copies.ann)
    bench.person("Olga")
    olga = bench.people["Olga"]
    third = copies.folder / "third.caseloom"
    shutil.copy(copies.ann.file.path, third)
    record.withdraw(copies.ann.file, copies.ann.viewer, withdrawal(copies.ann.file, copies.ann.viewer, olga))
    with closing(open_study(third, as_name="Bo")) as bo:
        other = Workbench(bo, people={"Olga": olga})
        other.source(
            "Second talk", "Interviewer: And now?\n\nOlga: The fence is down again.", participant="Olga"
        )
        merged = copies.merged(copies.ann, bo)
    [conflict] = [each for each in conflicts(merged) if each.sort == "withdrawn"]
    assert conflict.about == "Second talk"
    settle(merged, conflict, 0)
    assert conflicts(merged) == []
    with merged.file.read() as db:
        assert {each.title for each in all_sources(db, merged.viewer)} == {"Talk"}


# -- what is refused ------------------------------------------------------------------------------


def test_copies_of_different_studies_are_not_merged(copies: Copies, tmp_path: Path) -> None:
    create_study(tmp_path / "other.caseloom", StudyCard(title="Gardens"), as_name="Ann").close()
    with pytest.raises(NotCopies, match=r"other\.caseloom is another study"):
        merge_studies([copies.ann.file.path, tmp_path / "other.caseloom"], tmp_path / "to.caseloom")
    assert not (tmp_path / "to.caseloom").exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_merge_never_writes_over_a_file_and_wants_two(copies: Copies) -> None:
    ann, bo = copies.ann.file.path, copies.bo.file.path
    before = bo.read_bytes()
    with pytest.raises(AlreadyThere):
        merge_studies([ann, bo], bo)
    with pytest.raises(TooFew):
        merge_studies([ann], copies.folder / "to.caseloom")
    assert bo.read_bytes() == before


def test_a_merge_adds_no_change_of_its_own(copies: Copies) -> None:
    code(copies.bo, copies.source, "water", copies.code)
    merged = copies.merged()
    for study, acts in ((merged, 6), (copies.bo, 6)):
        with study.file.read() as db:
            told = [act.action for act in history(db, study.viewer, KINDS)]
        assert told[0] == "coding.add"
        assert len(told) >= acts
