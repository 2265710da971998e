"""The example studies, built from the real material: every word once, every count as its tables say."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from caseloom.building import BuildReport, build
from caseloom.coding.readings import passages, queries
from caseloom.design.readings import card, cases, frameworks, participants, plans, waves
from caseloom.sources.readings import SourceSummary, source_text, sources
from caseloom.team.model import READER
from caseloom.text import count_words
from tests.building.small import opened, study_for

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BuiltStudy = tuple[BuildReport, Path]


def build_example(name: str, data: Path, to: Path) -> BuiltStudy:
    return build(EXAMPLES / name / "study.toml", data, study_for(to)), to


@pytest.fixture(scope="module")
def inquiry(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltStudy:
    to = tmp_path_factory.mktemp("inquiry") / "inquiry.caseloom"
    return build_example("inquiry", shared_data / "inquiry-three-cases", to)


@pytest.fixture(scope="module")
def experts(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltStudy:
    to = tmp_path_factory.mktemp("experts") / "experts.caseloom"
    return build_example("experts", shared_data / "coded-expert-interviews", to)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_inquiry_study_is_whole(inquiry: BuiltStudy) -> None:
    report, path = inquiry
    assert report.whole
    assert report.sources == {"interview": 40, "document": 116}
    assert (report.without_evidence, report.without_hits, report.no_longer_declared) == ([], [], [])
    with opened(path) as study, study.file.read() as db:
        assert len(cases(db, READER)) == 3
        assert len(waves(db, READER)) == 4
        assert len(participants(db, READER)) == 14
        assert [each.pack for each in frameworks(db, READER)] == ["cfir2022", "gh2004", "lozeau2002"]
        assert "Nothing here is a finding" in getattr(card(db, READER), "notice", "")


def test_what_the_readme_says_to_type_in_python_works_on_the_inquiry_study(
    inquiry: BuiltStudy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^```python\n(.*?)^```$", readme, re.M | re.S)
    shutil.copy(inquiry[1], tmp_path / "inquiry.caseloom")
    monkeypatch.chdir(tmp_path)
    typed: dict[str, Any] = {}
    exec(block, typed)
    assert typed["study"].codings["quote"].to_list() == ["statutory responsibility for their care"]
    typed["study"].close()


def test_turns_words_and_evidence_are_as_the_table_says_in_every_transcript(
    inquiry: BuiltStudy, shared_data: Path
) -> None:
    """The table counts no words of “The Witness” as the respondent's; we do."""
    rows = table(shared_data / "inquiry-three-cases" / "interviews.csv")
    with opened(inquiry[1]) as study, study.file.read() as db:
        found = {each.id: each for each in sources(db, READER)}
        counted, expected = [], []
        for row in rows:
            source = found[study.file.key_id("source", row["interview_id"])]
            turns = source_text(db, READER, source.id).turns
            witness = sum(turn.words for turn in turns if turn.label == "The Witness")
            counted.append((source.turns, source.words, source.evidence_words))
            expected.append((int(row["turns"]), int(row["words"]), int(row["respondent_words"]) + witness))
    assert len(counted) == 40
    assert counted == expected
    assert 1 - sum(each[2] for each in counted) / sum(each[1] for each in counted) == pytest.approx(
        0.453, abs=5e-4
    )


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n\n")[2]


def test_no_word_of_the_inquiry_is_lost_or_doubled(inquiry: BuiltStudy, shared_data: Path) -> None:
    folder = shared_data / "inquiry-three-cases"
    named = [("interviews_txt", row["interview_id"]) for row in table(folder / "interviews.csv")]
    named += [("documents_txt", row["document_id"]) for row in table(folder / "documents.csv")]
    with opened(inquiry[1]) as study, study.file.read() as db:
        assert len({each.id for each in sources(db, READER)}) == len(named)
        for kind, key in named:
            text = source_text(db, READER, study.file.key_id("source", key))
            assert text.text.split() == body(folder / kind / f"{key}.txt").split(), key
            ends = [0, *(turn.end for turn in text.turns)]
            between = [text.text[end : turn.start] for end, turn in zip(ends, text.turns, strict=False)]
            assert not "".join([*between, text.text[ends[-1] :]]).strip(), key
            spoken = sum(count_words(text.text[turn.start : turn.end]) for turn in text.turns)
            assert spoken == count_words(text.text), key


def by_kind(found: list[SourceSummary], kind: str) -> list[SourceSummary]:
    return [each for each in found if each.source_kind == kind]


def test_statements_have_a_date_no_wave_and_a_producer_where_the_title_names_one(inquiry: BuiltStudy) -> None:
    with opened(inquiry[1]) as study, study.file.read() as db:
        found = sources(db, READER)
    documents = by_kind(found, "document")
    assert all(each.written and each.wave is None for each in documents)
    producers = [each.producer for each in documents if each.producer]
    assert len(producers) == 85
    assert not [each for each in producers if " by " in each or each.startswith("the ")]
    assert "Scottish Covid Bereaved" in producers
    assert all(each.wave_name for each in by_kind(found, "interview"))


def test_a_counsel_with_a_respondent_s_surname_asks(inquiry: BuiltStudy) -> None:
    with opened(inquiry[1]) as study, study.file.read() as db:
        roles = Counter(
            (turn.label, turn.role)
            for each in by_kind(sources(db, READER), "interview")
            for turn in source_text(db, READER, each.id).turns
            if "Dawson" in turn.label
        )
    assert dict(roles.keys()) == {
        "Mr Dawson": "interviewer",
        "Mr Aidan Dawson": "respondent",
    }


def test_every_query_of_the_inquiry_has_candidates_and_none_is_a_coding(inquiry: BuiltStudy) -> None:
    with opened(inquiry[1]) as study, study.file.read() as db:
        found = queries(db, READER)
        assert len(found) >= 25
        assert all(each.candidates >= 3 and each.scope == "evidence" for each in found)
        assert passages(db, READER, limit=None) == []


def test_the_experts_codings_are_anchored(experts: BuiltStudy, shared_data: Path) -> None:
    report, path = experts
    rows = table(shared_data / "coded-expert-interviews" / "coded_segments_dev.csv")
    with opened(path) as study, study.file.read() as db:
        there = {each.id for each in passages(db, READER, limit=None)}
        matched = Counter(
            row["match"] for row in rows if study.file.key_id("coding", row["segment_id"]) in there
        )
    assert matched["verbatim"] == 74
    assert matched["near"] >= 63
    assert len(there) + len(report.not_anchored) == len(rows) == 221
    assert (report.unread, report.not_taken) == ([], [])
    assert (report.sources, report.codes) == ({"interview": 25}, 65)


def test_the_experts_quotations_stand_in_the_answer_to_their_question(
    experts: BuiltStudy, shared_data: Path
) -> None:
    rows = table(shared_data / "coded-expert-interviews" / "coded_segments_dev.csv")
    with opened(experts[1]) as study, study.file.read() as db:
        asked = {study.file.key_id("coding", row["segment_id"]): row["question"] for row in rows}
        for each in passages(db, READER, limit=None):
            text = source_text(db, READER, each.source).text
            before = text[: each.start]
            assert before.rpartition("Interviewer: [")[2].startswith(asked[each.id])
            assert each.evidence


def test_the_published_study_has_a_plan_and_no_source(tmp_path: Path) -> None:
    report, path = build_example("published", tmp_path, tmp_path / "published.caseloom")
    assert (report.sources, report.words, report.codings) == ({}, 0, 0)
    with opened(path) as study, study.file.read() as db:
        assert [(each.source_kind, each.count) for each in plans(db, READER)] == [("interview", 14)]
        assert len(cases(db, READER)) == 3
        assert participants(db, READER) == []
        assert "10.1186/s12961-024-01130-w" in getattr(card(db, READER), "citation", "")


@pytest.mark.parametrize("name", ["inquiry", "experts", "published"])
def test_every_example_says_what_it_is(name: str) -> None:
    readme = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    assert "may not be concluded" in readme
    assert "caseloom build study.toml" in readme
