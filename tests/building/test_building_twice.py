"""Building again: the same study, and nothing of what people did is lost."""

import sqlite3
from pathlib import Path

from caseloom.building.report import Kept, NoLongerDeclared
from caseloom.coding.actions import add_coding, code_named, remove_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import passages, queries
from caseloom.design.actions import set_field
from caseloom.design.readings import cases
from caseloom.sources.actions import set_speaker
from caseloom.sources.readings import source_text, sources, speakers
from caseloom.team.model import READER
from tests.building.small import FILES, MANIFEST, build_small, opened


def rows(path: Path, table: str = "change") -> int:
    with sqlite3.connect(path) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def dump(path: Path) -> list[str]:
    """Every row of every table, whatever its order; SQLite's own bookkeeping of the index apart."""
    with sqlite3.connect(path) as db:
        db.text_factory = bytes
        tables = [
            row[0].decode() for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return sorted(
            f"{table}: {row}"
            for table in tables
            if not table.startswith("turn_index")
            for row in db.execute(f'SELECT * FROM "{table}"')
        )


def test_the_same_manifest_and_data_give_the_same_study(tmp_path: Path) -> None:
    """Ids, changes, texts, turns, places and candidates: row for row, in every table."""
    first, second = tmp_path / "a", tmp_path / "b"
    assert build_small(first).__dict__ == build_small(second).__dict__
    assert dump(first / "small.caseloom") == dump(second / "small.caseloom")


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    first = build_small(tmp_path)
    before, changes = dump(tmp_path / "small.caseloom"), rows(tmp_path / "small.caseloom")
    again = build_small(tmp_path)
    assert rows(tmp_path / "small.caseloom") == changes
    assert dump(tmp_path / "small.caseloom") == before
    assert (again.fresh, again.sources_new, again.sources_changed, again.kept) == (False, 0, 0, [])
    assert (again.anchored, again.words, again.candidates) == (first.anchored, first.words, first.candidates)


def counted(path: Path) -> list[tuple[object, ...]]:
    with opened(path) as study, study.file.read() as db:
        found: list[tuple[object, ...]] = [
            (each.id, each.start, each.end, each.words, each.evidence)
            for each in passages(db, READER, limit=None)
        ]
        found += [(each.id, each.turns, each.words, each.evidence_words) for each in sources(db, READER)]
        return found + [(each.id, each.candidates) for each in queries(db, READER)]


def test_a_fresh_build_and_one_in_two_steps_come_to_the_same(tmp_path: Path) -> None:
    """First without codings and queries, then with all: derived tables come out as in one go."""
    whole, steps = tmp_path / "whole", tmp_path / "steps"
    build_small(whole)
    build_small(steps, MANIFEST[: MANIFEST.index("[[query]]")])
    build_small(steps)
    assert counted(whole / "small.caseloom") == counted(steps / "small.caseloom")


def test_a_person_s_name_for_a_case_and_a_person_s_coding_stand(tmp_path: Path) -> None:
    build_small(tmp_path)
    with opened(tmp_path / "small.caseloom", "Cleo") as study:
        file, viewer = study.file, study.viewer
        set_field(file, viewer, "case", file.key_id("case", "north"), name="The northern garden")
        with file.read() as db:
            culture = code_named(db, viewer, "cfir2022.inner.culture")
        mine = add_coding(
            file, viewer, file.key_id("source", "s1"), Quotation(quote="ran away"), NewCoding(code=culture)
        )
    report = build_small(tmp_path)
    assert report.kept == [Kept("case", "north", "name", "North garden", "The northern garden")]
    heading, lines = dict(report.lists()).popitem()
    assert heading == "People's work that stands"
    assert lines == ["case north, name: “The northern garden” stands; the manifest says “North garden”"]
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert "The northern garden" in [each.name for each in cases(db, READER)]
        assert mine in {each.id for each in passages(db, READER, limit=None)}


def test_a_coding_that_a_person_took_out_does_not_come_back(tmp_path: Path) -> None:
    build_small(tmp_path)
    with opened(tmp_path / "small.caseloom", "Cleo") as study:
        with study.file.read() as db:
            there = passages(db, READER, limit=None)
        assert remove_coding(study.file, study.viewer, there[0].id)
    build_small(tmp_path)
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert {each.id for each in passages(db, READER, limit=None)} == {each.id for each in there[1:]}


def test_a_manifest_s_new_wording_comes_in_where_nobody_edited(tmp_path: Path) -> None:
    build_small(tmp_path)
    report = build_small(tmp_path, MANIFEST.replace("South garden", "Garden in the south"))
    assert report.kept == []
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert [each.name for each in cases(db, READER)] == ["North garden", "Garden in the south"]


def test_a_changed_text_is_a_new_revision_of_the_same_source(tmp_path: Path) -> None:
    build_small(tmp_path)
    longer = FILES["talks/s1.txt"].replace("It ran", "You ask. It ran")
    report = build_small(tmp_path, changed={"talks/s1.txt": longer})
    assert (report.sources_new, report.sources_changed) == (0, 1)
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        text = source_text(db, READER, study.file.key_id("source", "s1"))
        assert text.source.revisions == 2
        assert "You ask. It ran" in text.text
        (coded,) = passages(db, READER, source=study.file.key_id("source", "s1"), limit=None)
        assert coded.quote == "like the rain"
        assert text.text[coded.start : coded.end] == coded.quote


def test_what_is_no_longer_declared_is_told_and_stays(tmp_path: Path) -> None:
    build_small(tmp_path)
    without = MANIFEST.replace('[[wave]]\nkey = "w2"\nname = "Second visit"\ndate = "2021-05"\n', "")
    interviews = "".join(
        line for line in FILES["interviews.csv"].splitlines(keepends=True) if "w2" not in line
    )
    codings = "".join(line for line in FILES["codings.csv"].splitlines(keepends=True) if "n2" not in line)
    report = build_small(tmp_path, without, {"interviews.csv": interviews, "codings.csv": codings})
    assert report.no_longer_declared == [
        NoLongerDeclared("wave", "Second visit"),
        NoLongerDeclared("source", "Mary Green, w2"),
    ]
    assert report.sources == {"interview": 3, "document": 1}


def test_a_file_that_cannot_be_read_is_listed_and_the_good_ones_go_in(tmp_path: Path) -> None:
    report = build_small(tmp_path, changed={"talks/n2.txt": "", "minutes.txt": "\0\0\0"})
    assert {each.key for each in report.unread} == {"n2", "minutes"}
    assert all(each.why.endswith(".") for each in report.unread)
    assert report.sources == {"interview": 2}
    assert {each.source for each in report.not_anchored} == {"n2", "s1"}
    assert not report.whole
    mended = build_small(tmp_path)
    assert (mended.unread, mended.sources_new) == ([], 2)


def test_a_missing_file_is_listed_too(tmp_path: Path) -> None:
    manifest = MANIFEST.replace('file = "minutes.txt"', 'file = "minuts.txt"')
    report = build_small(tmp_path, manifest)
    assert [each.file for each in report.unread] == ["minuts.txt"]


def test_a_corrected_speaker_stands_and_is_named_by_label(tmp_path: Path) -> None:
    build_small(tmp_path)
    with opened(tmp_path / "small.caseloom", "Cleo") as study:
        with study.file.read() as db:
            found = speakers(db, READER, study.file.key_id("source", "n1"))
        brook = next(each for each in found if each.label == "Mr Brook")
        set_speaker(study.file, study.viewer, brook.id, "speaker")
    report = build_small(tmp_path)
    assert report.kept == [Kept("speaker", "Mr Brook, Mary Green, w1", "role", "interviewer", "speaker")]
