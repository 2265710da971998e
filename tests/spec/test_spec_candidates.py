"""Candidates: what a query finds is no evidence until a person accepts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from caseloom.coding.actions import decide, decide_all, save_query
from caseloom.coding.model import ReasonMissing
from caseloom.coding.readings import Candidate, candidates_of, passages
from tests.analysis.workbench import Workbench, open_workbench

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.person("Ida Berg")
    bench.person("Olof Lind")
    bench.adopt(CULTURE)
    bench.said("one", "Ida Berg", "The oven was ours. It was lit daily. An oven, an oven!", case="North")
    bench.said("two", "Olof Lind", "They say the oven is cold.", case="South")
    query = save_query(bench.file, bench.viewer, "ovens", "oven", bench.of(CULTURE))
    bench.codes["query"] = query
    yield bench
    bench.study.close()


def waiting(bench: Workbench) -> list[Candidate]:
    with bench.file.read() as db:
        return [each for each in candidates_of(db, bench.viewer) if not each.decision]


def counted(bench: Workbench) -> tuple[dict[tuple[str, ...], int], dict[tuple[str, ...], int]]:
    """What is coded, and what waits, by case."""
    return (
        bench.grid(columns=("case",), cell="codings"),
        bench.grid(columns=("case",), cell="candidates"),
    )


def test_a_candidate_is_the_sentence_around_a_hit(bench: Workbench) -> None:
    assert [each.quote for each in waiting(bench)] == [
        "The oven was ours.",
        "An oven, an oven!",
        "They say the oven is cold.",
    ]


def test_candidates_are_in_no_count_until_accepted(bench: Workbench) -> None:
    assert counted(bench) == ({}, {("Culture", "North"): 2, ("Culture", "South"): 1})
    for cell in ("informants", "codings", "sources", "words"):
        assert bench.grid(cell=cell) == {}


def test_accepting_makes_a_coding_by_that_person(bench: Workbench) -> None:
    first, *_ = waiting(bench)
    decide(bench.file, bench.as_person("Bo"), first, "accepted")
    with bench.file.read() as db:
        [coding] = passages(db, bench.viewer)
    assert (coding.quote, coding.coder_name, coding.code_label) == ("The oven was ours.", "Bo", "Culture")
    assert counted(bench) == (
        {("Culture", "North"): 1},
        {("Culture", "North"): 1, ("Culture", "South"): 1},
    )


def test_rejecting_keeps_it_out(bench: Workbench) -> None:
    for each in waiting(bench):
        decide(bench.file, bench.viewer, each, "rejected", reason="a real oven")
    assert counted(bench) == ({}, {})
    bench.file.rebuild()
    assert waiting(bench) == []


def test_deciding_on_all_needs_a_reason_and_is_one_batch(bench: Workbench) -> None:
    query = bench.codes["query"]
    for reason in ("", "  "):
        with pytest.raises(ReasonMissing):
            decide_all(bench.file, bench.viewer, query, "accepted", reason=reason)
    assert counted(bench)[0] == {}
    assert decide_all(bench.file, bench.viewer, query, "accepted", reason="all were read aloud") == 3
    assert counted(bench) == ({("Culture", "North"): 2, ("Culture", "South"): 1}, {})
    with bench.file.read() as db:
        batches = list(db.scalars(sql("SELECT batch FROM change WHERE action = 'candidate.accepted'")))
        reasons = set(
            db.scalars(sql("SELECT words FROM wording WHERE id IN (SELECT reason FROM candidate_decision)"))
        )
    assert len(batches) == 2, "a change for each source"
    assert len(set(batches)) == 1, "under one batch, so that one undo takes all back"
    assert reasons == {"all were read aloud"}


def test_a_later_source_brings_new_candidates_and_leaves_decisions(bench: Workbench) -> None:
    decide(bench.file, bench.viewer, waiting(bench)[0], "rejected")
    bench.said("three", "Olof Lind", "My own oven.", case="South")
    assert [each.quote for each in waiting(bench)] == [
        "An oven, an oven!",
        "They say the oven is cold.",
        "My own oven.",
    ]
