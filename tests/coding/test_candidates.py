"""Candidates: a query's hits wait for a person, and a decision is made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.coding.actions import add_code, code_named, decide, decide_all, remove_query, save_query
from caseloom.coding.model import (
    AcceptedMeanwhile,
    CandidateGone,
    CodeUnknown,
    NewCode,
    QueryNameMissing,
    ReasonMissing,
    RejectedMeanwhile,
    ReopenedMeanwhile,
)
from caseloom.coding.readings import Candidate, Decided, candidates_of, decided_on, passages, queries
from caseloom.record.actions import undo
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.studyfile import Build
from caseloom.studyfile.errors import ChoiceUnknown
from caseloom.team.model import Viewer
from caseloom.text import EmptyQuery
from tests.analysis.workbench import Workbench, document, open_workbench

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.adopt(CULTURE)
    bench.said("t", "Ida Berg", "We began small. Then we waited. We began again.")
    save_query(bench.file, bench.viewer, "beginnings", "began", bench.of(CULTURE))
    yield bench
    bench.study.close()


def waiting(bench: Workbench, decision: str = "") -> list[Candidate]:
    with bench.file.read() as db:
        return [each for each in candidates_of(db, bench.viewer, limit=None) if each.decision == decision]


def coded(bench: Workbench) -> list[tuple[str, str]]:
    with bench.file.read() as db:
        return [(each.quote, each.coder_name) for each in passages(db, bench.viewer)]


def test_accepting_a_candidate_twice_makes_one_coding(bench: Workbench) -> None:
    first = waiting(bench)[0]
    made = decide(bench.file, bench.viewer, first, "accepted")
    assert decide(bench.file, bench.viewer, first, "accepted") == made
    assert coded(bench) == [("We began small.", "Ann")]


def test_rejecting_what_was_accepted_takes_its_coding_out(bench: Workbench) -> None:
    first = waiting(bench)[0]
    decide(bench.file, bench.viewer, first, "accepted")
    decide(bench.file, bench.viewer, first, "rejected")
    assert coded(bench) == []
    assert [each.quote for each in waiting(bench, "rejected")] == ["We began small."]


def test_accepting_what_was_rejected_codes_it(bench: Workbench) -> None:
    first = waiting(bench)[0]
    assert decide(bench.file, bench.viewer, first, "rejected") is None
    assert decide(bench.file, bench.as_person("Bo"), first, "accepted")
    assert coded(bench) == [("We began small.", "Bo")]
    assert len(waiting(bench)) == 1


def test_deciding_on_all_leaves_what_was_decided(bench: Workbench) -> None:
    first, second = waiting(bench)
    decide(bench.file, bench.viewer, first, "rejected")
    with pytest.raises(ReasonMissing):
        decide_all(bench.file, bench.viewer, first.query, "accepted", reason=" ")
    bo = bench.as_person("Bo")
    assert decide_all(bench.file, bo, first.query, "accepted", reason="each was read") == 1
    assert coded(bench) == [(second.quote, "Bo")]
    with bench.file.read() as db:
        [query] = queries(db, bench.viewer)
    assert (query.candidates, query.accepted, query.rejected) == (2, 1, 1)


def test_a_decision_is_one_of_two(bench: Workbench) -> None:
    with pytest.raises(ChoiceUnknown):
        decide(bench.file, bench.viewer, waiting(bench)[0], "perhaps")
    assert len(waiting(bench)) == 2
    assert coded(bench) == []


def test_a_query_that_asks_nothing_is_not_saved(bench: Workbench) -> None:
    with pytest.raises(EmptyQuery):
        save_query(bench.file, bench.viewer, "nothing", " -began ", bench.of(CULTURE))
    with bench.file.read() as db:
        assert [each.name for each in queries(db, bench.viewer)] == ["beginnings"]


def test_questions_are_no_candidates_unless_the_query_asks_for_all(bench: Workbench) -> None:
    for scope in ("evidence", "all"):
        save_query(bench.file, bench.viewer, scope, "happened", bench.of(CULTURE), scope=scope)
    found = [(each.query_name, each.quote, each.evidence) for each in waiting(bench)]
    assert [each for each in found if each[0] != "beginnings"] == [("all", "What happened then?", False)]
    assert bench.grid(columns=(), cell="candidates") == {("Culture",): 2}


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[Workbench]:
    """A study whose one document a build declares, so that its text can change."""
    bench = open_workbench(tmp_path)
    bench.adopt(CULTURE)
    save_query(bench.file, bench.viewer, "beginnings", "began", bench.of(CULTURE))
    declare(bench, "The oven began small. It was lit by hand.")
    yield bench
    bench.study.close()


def declare(bench: Workbench, text: str) -> None:
    builder = Viewer(build=Build(key="manifest"))
    new = NewSource("Minutes", "document")
    bench.sources["Minutes"] = add_source(bench.file, builder, new, document(text), key="minutes")


@pytest.mark.parametrize("decision", ["accepted", "rejected"])
def test_a_decision_stands_when_the_text_around_it_changes(declared: Workbench, decision: str) -> None:
    decide(declared.file, declared.viewer, waiting(declared)[0], decision)
    declare(declared, "Held in May.\n\nThe oven began small. It was lit by hand.")
    assert waiting(declared) == []
    assert [each.quote for each in waiting(declared, decision)] == ["The oven began small."]


def test_a_candidate_whose_words_changed_cannot_be_decided(declared: Workbench) -> None:
    [stale] = waiting(declared)
    declare(declared, "In May the oven began small.")
    with pytest.raises(CandidateGone):
        decide(declared.file, declared.viewer, stale, "accepted")
    assert coded(declared) == []


def test_what_was_decided_since_one_looked_is_not_decided_again(bench: Workbench) -> None:
    first, second = waiting(bench)
    bo = bench.as_person("Bo")
    decide(bench.file, bo, first, "rejected", reason="not of a beginning", seen="")
    for decision in ("accepted", "rejected"):
        with pytest.raises(RejectedMeanwhile):
            decide(bench.file, bench.viewer, first, decision, seen="")
    decide(bench.file, bo, second, "accepted", seen="")
    with pytest.raises(AcceptedMeanwhile):
        decide(bench.file, bench.viewer, second, "rejected", seen="")
    with pytest.raises(RejectedMeanwhile):
        decide(bench.file, bench.viewer, first, "rejected", seen="accepted")
    undo(bench.file, bo)
    with pytest.raises(ReopenedMeanwhile):
        decide(bench.file, bench.viewer, second, "rejected", seen="accepted")
    assert coded(bench) == []
    assert decide(bench.file, bench.viewer, first, "accepted", seen="rejected") is not None
    with bench.file.read() as db:
        said = decided_on(db, bench.viewer, first.query)
    assert said == {(first.revision, first.start, first.end): Decided("Ann", "")}


def test_a_candidate_that_is_no_hit_any_more_is_not_decided(bench: Workbench) -> None:
    first = waiting(bench)[0]
    remove_query(bench.file, bench.viewer, first.query)
    with pytest.raises(CandidateGone):
        decide(bench.file, bench.viewer, first, "accepted", seen="")


def test_candidates_are_listed_by_how_they_stand(bench: Workbench) -> None:
    first, second = waiting(bench)
    decide(bench.file, bench.viewer, first, "accepted")
    with bench.file.read() as db:
        by = {
            state: [each.start for each in candidates_of(db, bench.viewer, decision=state)]
            for state in ("", "accepted", "rejected")
        }
    assert by == {"": [second.start], "accepted": [first.start], "rejected": []}


def test_a_query_is_saved_once_under_the_key_of_its_form(bench: Workbench) -> None:
    ids = {
        save_query(bench.file, bench.viewer, "again", "waited", bench.of(CULTURE), key="form")
        for _twice in range(2)
    }
    assert len(ids) == 1
    with pytest.raises(QueryNameMissing):
        save_query(bench.file, bench.viewer, "  ", "waited", bench.of(CULTURE))
    with bench.file.read() as db:
        assert [each.name for each in queries(db, bench.viewer)] == ["beginnings", "again"]


def test_an_empty_name_is_no_code(bench: Workbench) -> None:
    add_code(bench.file, bench.viewer, NewCode(label="Mornings"))
    with bench.file.read() as db, pytest.raises(CodeUnknown):
        code_named(db, bench.viewer, " ")
