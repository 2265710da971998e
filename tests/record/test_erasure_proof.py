"""Withdrawing a participant: what she said is gone from the bytes, and stays gone, whatever comes after."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from caseloom.building import build
from caseloom.coding.actions import add_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import codes, passages
from caseloom.design import actions as design
from caseloom.design.model import NewCase, NewParticipant
from caseloom.design.readings import Participant, cases, participants
from caseloom.record import actions as record
from caseloom.record.model import TEXTS, BuiltOn, NothingToRedo, NothingToUndo, NotUndoable, Suspect
from caseloom.record.readings import history, withdrawal
from caseloom.rooms import KINDS, OpenStudy, create_for_build, merge_studies, open_study, restore_study
from caseloom.sources import actions as sources
from caseloom.sources.model import BLANK, NewSource, SpeakerRule
from caseloom.sources.readers import read
from caseloom.sources.readings import search_sources, source_text, spoken_in, words_of_participant
from caseloom.sources.readings import sources as all_sources
from caseloom.studyfile.backups import backups_of, make_backup
from caseloom.studyfile.checking import check
from caseloom.studyfile.tables import words_of
from tests.analysis.workbench import document
from tests.record.proof import left_of, unique_runs, vocabulary
from tests.sources.fixtures import docx, p

TEACHING = Path(__file__).resolve().parents[2] / "examples/teaching"
GROUP = """Moderator: What became of the lunch club after the grant ran out?

Nora: We carried the soup pots home on the number nine bus every single Thursday.

Ada: The council promised a van and then the van went to the ring road project instead.

Nora: My grandson painted the sign again because nobody else wanted to climb that ladder."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "teaching.caseloom"
    build(TEACHING / "study.toml", TEACHING, lambda id: create_for_build(path, id))
    return path


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    shutil.copy(built, tmp_path / "study.caseloom")
    return tmp_path / "study.caseloom"


@pytest.fixture
def study(path: Path) -> Iterator[OpenStudy]:
    with closing(open_study(path, as_name="Ann")) as opened:
        yield opened


def named(study: OpenStudy, name: str) -> UUID:
    with study.file.read() as db:
        return next(each.id for each in participants(db, study.viewer) if name in each.name)


def words_unique_to(study: OpenStudy, who: UUID) -> set[str]:
    """Runs that she said, and that stand in nobody else's words and in no text about the study."""
    with study.file.read() as db:
        hers = words_of_participant(db, study.viewer, who)
        theirs = {each.source for each in spoken_in(db, study.viewer, who)}
        everybody = [each.id for each in participants(db, study.viewer) if each.id != who]
        others = [words for each in everybody for words in words_of_participant(db, study.viewer, each)]
        rest = [each.id for each in all_sources(db, study.viewer) if each.id not in theirs]
        others += [source_text(db, study.viewer, each).text for each in rest]
    suspects = withdrawal(study.file, study.viewer, who).suspects
    return unique_runs(hers, [*others, *(words_said(study, each) for each in suspects)])


def words_said(study: OpenStudy, suspect: Suspect) -> str:
    if suspect.kind == "source" and suspect.field in TEXTS:
        return ""  # the whole text is among the others' words already
    table = KINDS.table(suspect.kind)
    with study.file.read() as db:
        rows = select(words_of(table.c[suspect.field])).where(table.c.id == suspect.entity)
        return db.scalar(rows) or ""


def withdraw(study: OpenStudy, who: UUID) -> None:
    record.withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, who))


def sound(study: OpenStudy) -> bool:
    return [each for each in check(study.file) if each.weight != "note"] == []


PEOPLE = ["Maja", "Desmond", "Alasdair", "Shona", "林慧贞", "Doreen", "陈秀兰", "Thérèse"]


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_that_only_she_said_is_left_in_the_bytes(study: OpenStudy, path: Path, name: str) -> None:
    who = named(study, name)
    runs = words_unique_to(study, who)
    assert len(runs) > 300
    assert left_of(path, runs), "before, the proof finds them"
    withdraw(study, who)
    assert left_of(path, runs) == []
    assert sound(study)
    assert who not in {each.id for each in _participants(study)}


def _participants(study: OpenStudy) -> list[Participant]:
    with study.file.read() as db:
        return list(participants(db, study.viewer))


def test_the_index_holds_no_word_that_only_she_said(study: OpenStudy, path: Path) -> None:
    before = vocabulary(path)
    withdraw(study, named(study, "Maja"))
    gone = before - vocabulary(path)
    assert len(gone) > 100
    assert vocabulary(path) <= before
    with study.file.read() as db:
        lost = [word for word in sorted(gone)[:50] if search_sources(db, study.viewer, f'"{word}"').hits]
    assert lost == []


def test_a_zipped_original_goes_with_her(study: OpenStudy, path: Path) -> None:
    words = "Our kitchen table became the office where seven neighbours planned the whole winter programme."
    who = design.add(study.file, study.viewer, NewParticipant(name="Edda Original"))
    data = docx(p("Interviewer: Where did you meet?") + p(f"Edda: {words}"))
    rules = (
        SpeakerRule("interviewer", pattern="Interviewer"),
        SpeakerRule("respondent", pattern="Edda", participant=who),
    )
    new = NewSource("Talk with Edda", rules=rules)
    sources.add_source(study.file, study.viewer, new, read("edda.docx", data), original=data)
    runs = unique_runs([words], [])
    found = left_of(path, runs, most=99)
    assert any(each.startswith("original, word/document.xml: ") for each in found)
    withdraw(study, who)
    assert left_of(path, runs) == []


def with_group(study: OpenStudy) -> tuple[UUID, UUID, set[str]]:
    """A focus group of two, one of whom withdraws; both coded, and a coding that reaches over both."""
    nora = design.add(study.file, study.viewer, NewParticipant(name="Nora Group"))
    ada = design.add(study.file, study.viewer, NewParticipant(name="Ada Group"))
    rules = (
        SpeakerRule("interviewer", pattern="Moderator"),
        SpeakerRule("respondent", pattern="Nora", participant=nora),
        SpeakerRule("respondent", pattern="Ada", participant=ada),
    )
    new = NewSource("Lunch club", "focus_group", rules=rules)
    group = sources.add_source(study.file, study.viewer, new, document(GROUP))
    with study.file.read() as db:
        code = codes(db, study.viewer)[5].id
    for quote in (
        "carried the soup pots home",
        "council promised a van",
        "single Thursday.\n\nAda: The council",
    ):
        add_coding(study.file, study.viewer, group, Quotation(quote=quote), NewCoding(code=code))
    return nora, group, words_unique_to(study, nora)


def test_in_a_focus_group_the_others_words_stay_where_they_are(study: OpenStudy, path: Path) -> None:
    nora, group, runs = with_group(study)
    withdraw(study, nora)
    assert left_of(path, runs) == []
    with study.file.read() as db:
        text = source_text(db, study.viewer, group).text
        quotes = [each.quote for each in passages(db, study.viewer, limit=None) if each.source == group]
    assert len(text) == len(GROUP)
    assert text[GROUP.index("Ada") :][:30] == GROUP[GROUP.index("Ada") :][:30]
    assert "Nora" not in text
    assert "council promised a van" in quotes
    assert not any("soup" in quote or "Thursday" in quote for quote in quotes)
    assert any(BLANK in quote and "The council" in quote for quote in quotes)
    assert sound(study)


def test_it_stays_gone_after_undo_redo_a_build_and_a_correction(study: OpenStudy, path: Path) -> None:
    nora, group, runs = with_group(study)
    design.set_field(study.file, study.viewer, "participant", nora, post="Cook of the soup that Nora made")
    who = named(study, "Maja")
    hers = words_unique_to(study, who)
    withdraw(study, nora)
    withdraw(study, who)
    for again in (record.undo, record.undo, record.redo):
        try:
            again(study.file, study.viewer)
        except (BuiltOn, NothingToRedo, NothingToUndo):
            break
    sources.revise_source(study.file, study.viewer, group, document(GROUP.replace("ladder", "ladder twice")))
    build(TEACHING / "study.toml", TEACHING, lambda _: open_study(path).file)
    assert left_of(path, runs | hers) == []
    assert sound(study)


def test_it_stays_gone_through_merges_in_any_order(study: OpenStudy, path: Path, tmp_path: Path) -> None:
    nora, group, runs = with_group(study)
    other = tmp_path / "other.caseloom"
    study.close()
    shutil.copy(path, other)
    with closing(open_study(other, as_name="Bo")) as bo:
        with bo.file.read() as db:
            code = codes(db, bo.viewer)[6].id
        quote = Quotation(quote="My grandson painted the sign")
        memo = "We carried the soup pots home on the number nine bus: she told me twice."
        add_coding(bo.file, bo.viewer, group, quote, NewCoding(code=code, memo=memo))
        design.set_field(
            bo.file, bo.viewer, "participant", nora, post="We carried the soup pots home on foot"
        )
    with closing(open_study(path, as_name="Ann")) as ann:
        withdraw(ann, nora)
    for name, inputs in (("one", (path, other)), ("two", (other, path)), ("three", (other, path, other))):
        to = tmp_path / f"{name}.caseloom"
        merge_studies(inputs, to)
        assert left_of(to, runs) == []
        with closing(open_study(to)) as merged:
            assert sound(merged)


def test_the_program_s_backups_are_written_anew(study: OpenStudy) -> None:
    who = named(study, "Shona")
    runs = words_unique_to(study, who)
    make_backup(study.file, "asked")
    found = backups_of(study.file.id)
    assert all(left_of(each.path, runs) for each in found)
    withdraw(study, who)
    assert backups_of(study.file.id)
    assert [each for each in backups_of(study.file.id) if left_of(each.path, runs)] == []


@pytest.mark.parametrize("present", ["there", "lost"])
def test_a_backup_that_was_out_of_reach_is_restored_without_her(
    study: OpenStudy, path: Path, tmp_path: Path, present: str
) -> None:
    """It lay on another machine when she withdrew: before it has its name as a study, she is gone from it."""
    who = named(study, "Shona")
    runs = words_unique_to(study, who)
    away = make_backup(study.file, "asked")
    kept = away.path.read_bytes()
    away.path.unlink()
    withdraw(study, who)
    away.path.write_bytes(kept)
    assert left_of(away.path, runs)
    if present == "lost":
        make_backup(study.file, "asked")
        study.close()
        path.unlink()
    back = tmp_path / "back" / "earlier.caseloom"
    back.parent.mkdir()
    assert restore_study(away, back, present=path) == 1
    assert left_of(back, runs) == []
    assert list(back.parent.iterdir()) == [back]
    with closing(open_study(back)) as restored:
        assert sound(restored)
        assert who not in {each.id for each in _participants(restored)}


def test_what_remains_is_that_it_happened(study: OpenStudy) -> None:
    withdraw(study, named(study, "Shona"))
    with study.file.read() as db:
        last = history(db, study.viewer, KINDS, limit=1)[0]
    assert str(last) == "Ann withdrew a participant."
    with pytest.raises(NotUndoable):
        record.undo(study.file, study.viewer, last.changes[0])


def test_others_texts_that_quote_or_name_her_are_listed_for_a_person_to_judge(study: OpenStudy) -> None:
    nora, _, _ = with_group(study)
    note = "She said they carried the soup pots home on the bus, and Nora Group laughed."
    with study.file.read() as db:
        source = all_sources(db, study.viewer)[0].id
    sources.set_source(study.file, study.viewer, source, note=note)
    found = withdrawal(study.file, study.viewer, nora)
    assert [(each.kind, each.field, each.why) for each in found.suspects] == [("source", "note", "name")]
    assert found.shared
    assert not found.whole


# -- where words could hide -------------------------------------------------------------------------


def test_words_under_another_s_label_in_a_former_text_go_too(study: OpenStudy, path: Path) -> None:
    nora, group, runs = with_group(study)
    wrong = GROUP.replace("Nora: My grandson", "Ada: My grandson")
    sources.revise_source(study.file, study.viewer, group, document(wrong))
    withdraw(study, nora)
    assert left_of(path, runs) == []
    assert sound(study)


def test_what_was_said_of_a_single_turn_holds_in_the_corrected_text(study: OpenStudy, path: Path) -> None:
    nora, group, _ = with_group(study)
    words = "The council promised a van and then the van went to the ring road project instead."
    with study.file.read() as db:
        [hers] = [each for each in source_text(db, study.viewer, group).turns if each.label == "Ada"]
    sources.set_turn_role(study.file, study.viewer, hers.id, "respondent", nora)
    corrected = document(GROUP.replace("lunch club", "supper club"))
    sources.revise_source(study.file, study.viewer, group, corrected)
    withdraw(study, nora)
    assert left_of(path, unique_runs([words], [])) == []


def test_a_correction_that_brings_a_withdrawn_turn_again_in_other_words_is_blanked_there(
    study: OpenStudy, path: Path
) -> None:
    """Under another label, or in a single turn of another's: what tells it is the place."""
    nora, group, runs = with_group(study)
    single = "The council promised a van and then the van went to the ring road project instead."
    with study.file.read() as db:
        [hers] = [each for each in source_text(db, study.viewer, group).turns if each.label == "Ada"]
    sources.set_turn_role(study.file, study.viewer, hers.id, "respondent", nora)
    withdraw(study, nora)
    again = GROUP.replace("Nora:", "N.:").replace("ring road project", "motorway").replace("lunch", "supper")
    assert sources.revise_source(study.file, study.viewer, group, document(again))
    assert left_of(path, runs | unique_runs([single], [])) == []
    with study.file.read() as db:
        text = source_text(db, study.viewer, group).text
    assert text.startswith("Moderator: What became of the supper club after the grant ran out?")
    assert sound(study)


def test_a_correction_made_in_a_copy_that_did_not_know_is_blanked_in_a_merge(
    study: OpenStudy, path: Path, tmp_path: Path
) -> None:
    nora, group, runs = with_group(study)
    other, third = tmp_path / "other.caseloom", tmp_path / "third.caseloom"
    study.close()
    for each in (other, third):
        shutil.copy(path, each)
    again = GROUP.replace("Nora:", "N.:").replace("ladder", "tall ladder").replace("lunch", "supper")
    with closing(open_study(other, as_name="Bo")) as bo:
        assert sources.revise_source(bo.file, bo.viewer, group, document(again))
        with bo.file.read() as db:
            code = codes(db, bo.viewer)[6].id
        add_coding(bo.file, bo.viewer, group, Quotation(quote="climb that tall ladder"), NewCoding(code=code))
    with closing(open_study(third, as_name="Cy")) as cy:
        assert sources.revise_source(cy.file, cy.viewer, group, document(again.replace("number", "no.")))
    with closing(open_study(path, as_name="Ann")) as ann:
        withdraw(ann, nora)
    texts = set()
    for number, inputs in enumerate(permutations((path, other, third))):
        first, to = tmp_path / f"first {number}.caseloom", tmp_path / f"{number}.caseloom"
        merge_studies(inputs[:2], first)
        merge_studies((first, inputs[2]), to)
        assert left_of(to, runs) == []
        with closing(open_study(to)) as merged:
            assert sound(merged)
            with merged.file.read() as db:
                table = KINDS.table("text")
                texts.add(tuple(db.scalars(select(table.c.content).order_by(table.c.id))))
                told = [each for each in passages(db, merged.viewer, limit=None) if each.source == group]
                assert not any("ladder" in each.quote for each in told)
    assert len(texts) == 1


def test_what_a_text_said_before_it_was_changed_by_hand_goes_with_her(study: OpenStudy, path: Path) -> None:
    nora, _, runs = with_group(study)
    with study.file.read() as db:
        source = all_sources(db, study.viewer)[0].id
    quoting = "We carried the soup pots home on the number nine bus, she said."
    sources.set_source(study.file, study.viewer, source, note=quoting)
    [suspect] = withdrawal(study.file, study.viewer, nora).suspects
    assert (suspect.kind, suspect.field) == ("source", "note")
    sources.set_source(study.file, study.viewer, source, note="About soup.")
    assert withdrawal(study.file, study.viewer, nora).suspects == ()
    withdraw(study, nora)
    assert left_of(path, runs) == []
    assert sound(study)


def test_minutes_that_name_her_are_listed(study: OpenStudy) -> None:
    nora, _, _ = with_group(study)
    minutes = document("Present: the board.\n\nNora Group was thanked for the soup.")
    sources.add_source(study.file, study.viewer, NewSource("Minutes", "document"), minutes)
    listed = withdrawal(study.file, study.viewer, nora).suspects
    assert [(each.field, each.about, each.why) for each in listed] == [("text", "Minutes", "name")]


def test_an_interview_in_which_somebody_else_answers_does_not_go_whole(study: OpenStudy) -> None:
    who = design.add(study.file, study.viewer, NewParticipant(name="Edda Original"))
    rules = (
        SpeakerRule("interviewer", pattern="Interviewer"),
        SpeakerRule("respondent", pattern="Edda", participant=who),
    )
    talk = document("Interviewer: And you?\n\nEdda: I was there.\n\nBob: So was I, the whole week.")
    sources.add_source(study.file, study.viewer, NewSource("Two of us", rules=rules), talk)
    found = withdrawal(study.file, study.viewer, who)
    assert ([title for _, title in found.whole], [title for _, title in found.shared]) == ([], ["Two of us"])


def test_who_was_taken_out_can_withdraw_too(study: OpenStudy, path: Path) -> None:
    nora, _, runs = with_group(study)
    design.remove(study.file, study.viewer, "participant", nora)
    withdraw(study, nora)
    assert left_of(path, runs) == []


def test_undo_passes_over_what_was_erased(study: OpenStudy) -> None:
    case = design.add(study.file, study.viewer, NewCase(name="South"))
    who = design.add(study.file, study.viewer, NewParticipant(name="Edda Original"))
    rules = (SpeakerRule("respondent", pattern="Edda", participant=who),)
    talk = document("Interviewer: And you?\n\nEdda: I was there the whole week.")
    sources.add_source(study.file, study.viewer, NewSource("Talk", rules=rules), talk)
    withdraw(study, who)
    record.undo(study.file, study.viewer)  # not that she was added: of her nothing is left to take out
    with study.file.read() as db:
        assert case not in {each.id for each in cases(db, study.viewer)}
    assert sound(study)


def test_a_backup_that_was_held_is_written_anew_at_a_later_opening(study: OpenStudy, path: Path) -> None:
    nora, _, runs = with_group(study)
    backup = make_backup(study.file, "asked")
    with closing(sqlite3.connect(backup.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        withdraw(study, nora)
        assert left_of(backup.path, runs)
        other.execute("ROLLBACK")
    study.close()
    open_study(path).close()
    assert left_of(backup.path, runs) == []
