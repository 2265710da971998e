"""A look over a study names what is wrong: each test spoils a real file in one way."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.coding.actions import add_code, add_coding, save_query
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.actions import add, set_field
from caseloom.design.model import NewCase, NewParticipant, StudyCard
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers import Document
from caseloom.studyfile.checking import check
from caseloom.studyfile.remarks import Remark
from caseloom.text import search_terms

TALK = """Interviewer: Who lit the oven?

Berta: The bakers lit it, and the money came later.

Interviewer: And now?

Berta: Now it is lit."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[OpenStudy]:
    made = create_study(tmp_path / "study.caseloom", StudyCard(title="Ovens"), as_name="Ann")
    file, viewer = made.file, made.viewer
    north = add(file, viewer, NewCase(name="North"))
    set_field(file, viewer, "case", north, name="The north", period="2019/2021")
    set_field(file, viewer, "case", north, name="North again")
    berta = add(file, viewer, NewParticipant(name="Berta", case=north))
    source = add_source(
        file,
        viewer,
        NewSource(title="Berta", case=north, participant=berta),
        Document(TALK, (), "txt", "utf-8", None, ()),
    )
    bakers = add_code(file, viewer, NewCode(label="Bakers"))
    add_coding(file, viewer, source, Quotation(quote="The bakers lit it"), NewCoding(code=bakers))
    save_query(file, viewer, "Money", "money", bakers)
    yield made
    made.close()


def spoil(study: OpenStudy, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(study.file.path)) as db:
        for statement in statements:
            assert db.execute(statement).rowcount != 0, "the statement spoils nothing"
        db.commit()


def found(study: OpenStudy) -> list[Remark]:
    return check(study.file)


def only(study: OpenStudy) -> Remark:
    every = found(study)
    assert len(every) == 1, [str(each) for each in every]
    return every[0]


def test_a_sound_study_has_no_remarks(study: OpenStudy) -> None:
    assert found(study) == []


def test_looking_changes_nothing(study: OpenStudy) -> None:
    spoil(study, "UPDATE source_now SET words = words + 1")
    before = study.file.path.read_bytes()
    found(study)
    assert study.file.path.read_bytes() == before


def test_a_damaged_page_is_found_by_sqlite(study: OpenStudy) -> None:
    with contextlib.closing(sqlite3.connect(study.file.path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'case'").fetchone()[0]
    with study.file.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    every = found(study)
    assert {each.about for each in every} == {"file"}
    assert all(each.weight == "damage" for each in every)


def test_a_key_to_nowhere_is_named_with_both_tables(study: OpenStudy) -> None:
    spoil(study, "DELETE FROM participant")
    said = [str(each) for each in found(study) if each.about == "key"]
    assert said == ["1 rows of speaker name a row of participant that is not there."]


def test_a_row_without_birth_is_named(study: OpenStudy) -> None:
    spoil(study, "DELETE FROM item WHERE kind = 'participant' AND field = ''")
    one = only(study)
    assert (one.about, one.weight) == ("births", "damage")
    assert str(one).startswith("1 rows of participant have no birth")


def test_a_birth_of_nobody_is_named(study: OpenStudy) -> None:
    spoil(
        study,
        "INSERT INTO item(change, kind, entity, field) "
        "SELECT change, kind, x'00112233445566778899aabbccddeeff', field FROM item "
        "WHERE kind = 'case' LIMIT 1",
    )
    assert str(only(study)) == (
        "The record of changes names 1 rows of case that are not there: 00112233-4455-6677-8899-aabbccddeeff."
    )


def test_a_birth_of_an_unknown_kind_is_named(study: OpenStudy) -> None:
    spoil(
        study,
        "INSERT INTO item(change, kind, entity, field) "
        "SELECT change, 'unicorn', entity, field FROM item WHERE kind = 'case' LIMIT 1",
    )
    assert "“unicorn”" in str(only(study))


@pytest.mark.parametrize(
    ("field", "statement"),
    [
        ("period", "UPDATE \"case\" SET period = '1066'"),
        ("name", 'UPDATE "case" SET name = (SELECT title FROM source)'),
        ("period", "UPDATE item SET value = '\"1066\"' WHERE field = 'period' AND overwrote IS NOT NULL"),
    ],
)
def test_a_field_that_its_changes_do_not_say_is_named(study: OpenStudy, field: str, statement: str) -> None:
    spoil(study, statement)
    one = only(study)
    assert (one.about, one.weight) == ("fold", "damage")
    assert str(one).startswith(f"The {field} of case ")


def test_of_two_edits_at_once_the_later_stamp_stands(study: OpenStudy) -> None:
    """Two people renamed the case from the same name: the fold is the later one's, not a finding."""
    spoil(
        study,
        "INSERT INTO change(id, stamp, author, at, action) "
        "SELECT x'ffffffffffffffffffffffffffffffff', 0, author, at, action FROM change LIMIT 1",
        "INSERT INTO item(change, kind, entity, field, value, overwrote) "
        "SELECT (SELECT max(n) FROM change), kind, entity, field, '\"1500\"', overwrote FROM item "
        "WHERE field = 'period' AND overwrote IS NOT NULL",
    )
    assert found(study) == []
    spoil(study, "UPDATE change SET stamp = 999 WHERE n = (SELECT max(n) FROM change)")
    assert only(study).about == "fold"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE notes (words TEXT)", "The table “notes” is in the file, and no kind declares it."),
        ("CREATE VIEW peek AS SELECT 1", "The view “peek” is in the file, and no kind declares it."),
        (
            'ALTER TABLE "case" ADD COLUMN mood TEXT',
            "The table “case” does not have the columns that its kind declares.",
        ),
        ("DROP INDEX change_by_stamp", "“change_by_stamp” is missing from the file."),
    ],
)
def test_what_no_kind_declares_is_named(study: OpenStudy, statement: str, said: str) -> None:
    with contextlib.closing(sqlite3.connect(study.file.path)) as db:
        db.execute(statement)
    assert str(only(study)) == said


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("source_now", "UPDATE source_now SET words = words + 1"),
        ("spoken", "DELETE FROM spoken WHERE number = 1"),
        ("heard", "DELETE FROM heard"),
        ("place", 'UPDATE place SET "end" = "end" - 1'),
        ("candidate", "DELETE FROM candidate"),
    ],
)
def test_a_derived_table_that_is_not_what_it_should_be_is_named_and_mended(
    study: OpenStudy, table: str, statement: str
) -> None:
    spoil(study, statement)
    one = only(study)
    assert (one.about, one.weight) == ("derived", "derived")
    assert f"“{table}”" in str(one)
    study.file.rebuild()
    assert found(study) == []


def test_a_candidate_s_local_number_means_nothing(study: OpenStudy) -> None:
    spoil(study, "UPDATE candidate SET n = n + 100")
    assert found(study) == []


def test_an_index_that_does_not_find_a_word_is_named_and_mended(study: OpenStudy) -> None:
    with contextlib.closing(sqlite3.connect(study.file.path)) as db:
        turn = db.execute("SELECT turn_n FROM spoken WHERE number = 4").fetchone()[0]
        terms = search_terms("Now it is lit.")
        went_in = "INSERT INTO turn_index(turn_index, rowid, terms) VALUES ('delete', ?, ?)"
        db.execute(went_in, (turn, terms))
        db.execute("INSERT INTO turn_index(rowid, terms) VALUES (?, ?)", (turn, terms.replace("lit", "lost")))
        db.commit()
    one = only(study)
    assert (one.about, one.weight) == ("index", "derived")
    assert str(one).endswith("the first wrong word is “lit”.")
    study.file.rebuild()
    assert found(study) == []


def test_a_reference_to_a_row_that_was_taken_out_is_a_note(study: OpenStudy) -> None:
    with study.file.read() as db:
        north = db.exec_driver_sql('SELECT id FROM "case"').scalar_one()
    with study.file.change("case.remove", study.viewer.author) as change:
        change.remove(study.file.kinds["case"], UUID(bytes=north))
    # Taking a case out moves nothing that was counted under it until its sources are touched.
    study.file.rebuild()
    every = found(study)
    assert {(each.about, each.weight) for each in every} == {("gone", "note")}
    assert any(str(each).startswith("1 rows of participant refer by their case to a case") for each in every)


def test_remarks_come_by_what_they_weigh(study: OpenStudy) -> None:
    spoil(study, "UPDATE \"case\" SET period = '1066'", "UPDATE source_now SET words = words + 1")
    assert [each.weight for each in found(study)] == ["damage", "derived"]


def test_a_study_in_use_is_looked_over_all_the_same(study: OpenStudy) -> None:
    other = open_study(study.file.path)
    with other.file.read():
        assert found(study) == []
    other.close()
