"""What a build writes and tells: speakers, evidence, codings, candidates, plans."""

import sqlite3
from pathlib import Path

import pytest

from caseloom.building import ManifestRefused, build, read_manifest
from caseloom.building.problems import FolderMissing, ManifestMissing, OtherStudy
from caseloom.coding.readings import codes, passages, queries
from caseloom.design import readings as design
from caseloom.record.actions import withdraw
from caseloom.record.readings import withdrawal
from caseloom.sources.readings import source_text, sources
from caseloom.studyfile import Thing
from caseloom.studyfile.progress import Cancelled
from caseloom.team.model import READER
from caseloom.team.readings import memos, people
from tests.building.small import FILES, MANIFEST, build_small, opened, study_for, write_small


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    build_small(folder)
    return folder / "small.caseloom"


def test_the_design_is_what_the_manifest_declares(built: Path) -> None:
    with opened(built) as study, study.file.read() as db:
        card = design.card(db, READER)
        assert card is not None
        assert (card.title, card.questions) == ("Two gardens", ("Who watered?", "Who did not?"))
        assert [each.name for each in design.cases(db, READER)] == ["North garden", "South garden"]
        yard, town = design.settings(db, READER)
        assert (yard.name, yard.within, town.name) == ("The yard", town.id, "The town")
        sides = {(each.setting, each.side) for each in design.case_settings(db, READER)}
        assert sides == {(yard.id, "inner"), (town.id, "outer")}
        assert [each.date for each in design.waves(db, READER)] == ["2019-05", "2021-05"]
        assert [each.phase for each in design.phases(db, READER)] == ["implementation"]
        assert {each.name: each.voices for each in design.participants(db, READER)} == {
            "Mary Green": ("gardener",),
            "Tom Brook": ("neighbour",),
        }
        assert [(each.count, each.source_kind) for each in design.plans(db, READER)] == [(2, "interview")]
        assert [each.name for each in people(db, READER)] == ["Ada", "Ben"]


def test_listed_constructs_are_adopted_with_those_above_them(built: Path) -> None:
    with opened(built) as study, study.file.read() as db:
        assert {each.reference or each.label for each in codes(db, READER)} == {
            "cfir2022.inner",
            "cfir2022.inner.culture",
            "cfir2022.process",
            "cfir2022.process.engaging",
            "cfir2022.process.engaging.recipients",
            "cfir2022.outer",
            "cfir2022.outer.financing",
            "Weather",
        }


def test_header_lines_are_no_text_and_labels_have_their_roles(built: Path) -> None:
    """Mr Brook shares the surname of another interview's respondent and asks here."""
    with opened(built) as study, study.file.read() as db:
        text = source_text(db, READER, study.file.key_id("source", "n1"))
        assert text.text.startswith("Mr Brook: Did the rain come?")
        assert [(turn.label, turn.role, turn.evidence, turn.participant_name) for turn in text.turns] == [
            ("Mr Brook", "interviewer", False, ""),
            ("Ms Green", "respondent", True, "Mary Green"),
            ("The Chair", "chair", False, ""),
            ("Ms Green", "respondent", True, "Mary Green"),
        ]


def test_dates_of_tables_become_edtf(built: Path) -> None:
    with opened(built) as study, study.file.read() as db:
        written = {each.title: each.written for each in sources(db, READER)}
    assert written["Mary Green, w1"] == "2019-05-03"
    assert written["Mary Green, w2"] == "2021-05-04/2021-05-05"


def test_a_quotation_is_looked_for_in_its_part_only(built: Path) -> None:
    """The same words answer both questions; the table's row belongs to the second."""
    with opened(built) as study, study.file.read() as db:
        coded = passages(db, READER, source=study.file.key_id("source", "n2"), limit=None)
        text = source_text(db, READER, study.file.key_id("source", "n2")).text
    money = next(each for each in coded if each.quote == "We had no money then")
    assert text.count(money.quote) == 2
    assert money.start == text.rindex(money.quote)
    nearly = next(each for each in coded if each is not money)
    assert (nearly.quote, money.score) == ("Now we have a culture of asking", None)
    assert nearly.score is not None


def test_what_a_row_says_is_what_its_coding_says(built: Path) -> None:
    with opened(built) as study, study.file.read() as db:
        by = {
            each.coder_name: each
            for each in passages(db, READER, source=study.file.key_id("source", "n1"), limit=None)
        }
    assert (by["Ada"].valence, by["Ada"].about, by["Ada"].memo) == ("helps", "2019~", "")
    assert (by["Ben"].valence, by["Ben"].about, by["Ben"].memo) == ("neither", None, "I am not sure.")


def test_queries_make_candidates_in_their_scope(built: Path) -> None:
    """Rain is looked for everywhere, also in what is no evidence: Mr Brook asked about it."""
    with opened(built) as study, study.file.read() as db:
        found = {each.name: each.candidates for each in queries(db, READER)}
        assert found["Rain everywhere"] == 3
        assert found["Money"] == 4
        assert sum(each.codings for each in codes(db, READER)) == 5


def test_a_memo_is_by_its_coder_about_one_thing_and_linked_to_others(built: Path) -> None:
    with opened(built) as study, study.file.read() as db:
        [memo] = memos(db, READER).memos
        kinds = [each.kind for each in memo.links]
    assert (memo.title, memo.memo_kind, memo.author_name) == ("Who pays for water?", "question", "Ada")
    assert memo.about == Thing("case", study.file.key_id("case", "north"))
    assert sorted(kinds) == ["code", "construct", "source", "study"]


def test_a_memo_on_what_did_not_come_in_is_told(tmp_path: Path) -> None:
    report = build_small(
        tmp_path, MANIFEST.replace('about = "case:north"\nby', 'about = "source:lost"\nby') + LOST
    )
    [left_out] = report.memos_left_out
    assert left_out.startswith("first: ")
    assert not report.whole
    assert report.memos == 0


def test_a_memo_stays_without_its_links_to_who_withdrew_and_goes_where_it_is_about_them(
    tmp_path: Path,
) -> None:
    linked = MANIFEST.replace('links = ["source:n1", ', 'links = ["participant:p2", "source:n1", ')
    linked += '\n[[memo]]\nkey = "second"\nabout = "participant:p2"\nby = "c1"\ntitle = "On Tom"\n'
    assert build_small(tmp_path, linked).memos == 2
    with opened(tmp_path / "small.caseloom", "Cleo") as study:
        told = withdrawal(study.file, study.viewer, study.file.key_id("participant", "p2"))
        withdraw(study.file, study.viewer, told)
    report = build_small(tmp_path, linked.replace("Who pays", "Who now pays"))
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        [memo] = memos(db, READER).memos
    assert memo.title == "Who now pays for water?"
    assert "On Tom" in report.withdrawn
    assert report.memos_left_out == []
    assert [each for each in report.no_longer_declared if each.kind == "memo"] == []


LOST = """
[[source]]
key = "lost"
file = "lost.txt"
title = "Lost"
kind = "document"
"""


def test_without_rows_of_codings_nothing_is_coded(tmp_path: Path) -> None:
    report = build_small(tmp_path, MANIFEST[: MANIFEST.index("[[codings]]")])
    assert (report.codings, report.candidates > 0) == (0, True)
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert passages(db, READER, limit=None) == []


def test_a_wrong_row_of_codings_is_left_out_and_told(tmp_path: Path) -> None:
    rows = (
        "n1,no.such.code,A,everybody was asked,,,,\n"
        "n9,weather,A,rain,,,,\n"
        "n1,weather,Z,rain,,,,\n"
        "n1,weather,A,rain,,good,,\n"
    )
    header = "source,code,coder,quote,near,valence,about,memo\n"
    report = build_small(
        tmp_path, changed={"codings.csv": header + rows + "n1,weather,A,The rain came,,,,\n"}
    )
    assert report.codings == 1
    assert len(report.not_taken) == 4
    for row, word in enumerate(("no.such.code", "n9", "Z", "good"), start=2):
        (told,) = [each for each in report.not_taken if f"Row {row} of codings.csv" in each]
        assert word in told


def test_another_study_s_file_is_left_as_it_is(tmp_path: Path) -> None:
    build_small(tmp_path)
    before = (tmp_path / "small.caseloom").read_bytes()
    other = MANIFEST.replace("7d0d5c1c", "8d0d5c1c")
    with pytest.raises(OtherStudy, match="another file"):
        build_small(tmp_path, other)
    assert (tmp_path / "small.caseloom").read_bytes() == before


def test_a_refused_manifest_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ManifestRefused):
        build_small(tmp_path, MANIFEST.replace('wave = "w1"\ncount', 'wave = "w9"\ncount'))
    assert not (tmp_path / "small.caseloom").exists()


def test_a_manifest_or_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestMissing, match=r"none\.toml"):
        read_manifest(tmp_path / "none.toml", tmp_path)
    path = write_small(tmp_path / "there")
    with pytest.raises(FolderMissing, match="nowhere"):
        read_manifest(path, tmp_path / "nowhere")


class Watch:
    """Progress that remembers, and stops the work at a step."""

    def __init__(self, stop_at: int = -1) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self.stop_at = stop_at

    def step(self, what: str, done: int, total: int) -> None:
        if done == self.stop_at:
            raise Cancelled(done=done, total=total)
        self.steps.append((what, done, total))


def test_progress_names_every_source(tmp_path: Path) -> None:
    watch = Watch()
    build(write_small(tmp_path), tmp_path, study_for(tmp_path / "small.caseloom"), watch)
    assert watch.steps[:5] == [
        ("Minutes", 0, 4),
        ("Mary Green, w1", 1, 4),
        ("Mary Green, w2", 2, 4),
        ("Tom Brook, w1", 3, 4),
        ("", 4, 4),
    ]


def test_a_build_that_was_stopped_goes_on_the_next_time(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    with pytest.raises(Cancelled):
        build(path, tmp_path, study_for(tmp_path / "small.caseloom"), Watch(stop_at=2))
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert len(sources(db, READER)) == 2
    report = build(path, tmp_path, study_for(tmp_path / "small.caseloom"))
    assert (report.sources_new, report.sources, report.codings) == (2, {"interview": 3, "document": 1}, 5)


def originals(path: Path) -> int:
    with sqlite3.connect(path) as db:
        return int(db.execute("SELECT count(*) FROM original").fetchone()[0])


def test_originals_are_kept_only_where_the_manifest_says_so(tmp_path: Path) -> None:
    assert not build_small(tmp_path / "without").originals_kept
    assert originals(tmp_path / "without" / "small.caseloom") == 0
    keeping = MANIFEST.replace("[study]", '[study]\noriginals = "keep"')
    assert build_small(tmp_path / "with", keeping).originals_kept
    assert originals(tmp_path / "with" / "small.caseloom") == 4


def test_two_sources_with_one_text_are_told(tmp_path: Path) -> None:
    """Their headers differ, what was said does not; both stand, as declared."""
    twice = FILES["talks/n1.txt"].replace("Interview: n1", "Interview: n2")
    report = build_small(tmp_path, changed={"talks/n2.txt": twice})
    assert report.same_text == ["n1 and n2"]
    assert report.sources == {"interview": 3, "document": 1}


def test_a_participant_and_a_coder_can_be_one_human(tmp_path: Path) -> None:
    manifest = MANIFEST.replace(
        "[[plan]]", '[[participant]]\nkey = "p3"\nname = "Ben"\nperson = "c2"\n[[plan]]'
    )
    build_small(tmp_path, manifest)
    with sqlite3.connect(tmp_path / "small.caseloom") as db:
        (same,) = db.execute(
            "SELECT count(*) FROM participant JOIN person ON person.id = participant.person"
        ).fetchone()
    assert same == 1


OWN_PACK = """
id = "{id}"
version = "1"
edition = 1
title = "Ours"
citation = "Nobody, nowhere"
languages = ["en"]
rights = "Ours."

[[construct]]
id = "ours.rain"
kind = "construct"
measure = "presence"
label = "Rain"
definition = "Whether it rained."
"""


def test_a_pack_of_one_s_own_is_adopted_from_the_folder(tmp_path: Path) -> None:
    manifest = MANIFEST.replace("[[coder]]", '[[framework]]\npack = "ours"\nfile = "ours.toml"\n[[coder]]', 1)
    manifest = manifest.replace('code = "weather"', 'construct = "ours.rain"')
    build_small(tmp_path, manifest, {"ours.toml": OWN_PACK.format(id="ours")})
    with opened(tmp_path / "small.caseloom") as study, study.file.read() as db:
        assert [each.pack for each in design.frameworks(db, READER)] == ["cfir2022", "ours"]
    with pytest.raises(ManifestRefused, match=r'the id of the pack in ours\.toml, which is "theirs"'):
        build_small(
            tmp_path,
            manifest,
            {"ours.toml": OWN_PACK.format(id="theirs").replace("ours.rain", "theirs.rain")},
        )
    with pytest.raises(ManifestRefused, match="cannot be read"):
        build_small(tmp_path, manifest.replace("ours.toml", "none.toml"))


def test_the_report_counts_what_there_is(tmp_path: Path) -> None:
    report = build_small(tmp_path)
    assert dict(report.facts()) == {
        "interviews": "3",
        "documents": "1",
        "new sources": "4",
        "turns": "12",
        "words": "64",
        "words of evidence": "50",
        "codes": "8",
        "candidates": str(report.candidates),
        "codings in the study": "5",
        "codings by quote": "4",
        "codings found nearly": "1",
        "memos": "1",
        "codings not found": "1",
    }
    assert [heading for heading, _ in report.lists()] == ["Codings not found"]
