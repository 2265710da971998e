"""The matrix: informants of those interviewed, emptiness told apart, what stands beneath a row, roles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseloom.analysis.model import (
    CandidatesHaveNoTime,
    MatrixRequest,
    NoIntervals,
    OneGrain,
    SameTwice,
    UnknownDimension,
    evidence_rule,
)
from tests.analysis.workbench import Workbench, cells, open_workbench

CULTURE = "cfir2022.inner.culture"
LEARNING, RECIPIENTS = f"{CULTURE}.learning_centeredness", f"{CULTURE}.recipient_centeredness"
LEADS, NEED = "cfir2022.individuals.role.implementation_leads", "cfir2022.individuals.char.need"
CAPABILITY = "cfir2022.individuals.char.capability"

# Who said what in the North; in the South a document was collected, in the East nothing.
SAID = {
    "Ida Berg": "We learn from guests. We ask them first.",
    "Olof Lind": "We learn by doing.",
    "Eva Holm": "The weather was fine.",
    "Maj Ek": "It was cold.",
    "Per Dahl": "I came late.",
}
CODED = [
    ("Ida Berg", "We learn from guests.", LEARNING),
    ("Ida Berg", "We ask them first.", RECIPIENTS),
    ("Olof Lind", "We learn by doing.", LEARNING),
    ("Eva Holm", "The weather was fine.", CULTURE),
]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South", "East")
    bench.adopt(LEARNING, RECIPIENTS, LEADS, NEED, CAPABILITY)
    for name, words in SAID.items():
        bench.person(name, case="North")
        bench.said(name, name, words, case="North")
    bench.source("Minutes", "The board met.", "document", case="South")
    for source, quote, code in CODED:
        bench.coding(source, quote, code)
    yield bench
    bench.study.close()


def test_informants_of_those_interviewed(bench: Workbench) -> None:
    """3 of 5: of five interviewed in a case, three gave evidence for a construct or what is beneath it."""
    found = {
        row.label: (cell.informants, cell.beneath_informants, cell.interviewed)
        for row, column, cell in cells(bench.matrix(columns=("case",)))
        if column.headings[0].label == "North"
    }
    assert found == {
        "Inner Setting": (0, 3, 5),
        "Culture": (1, 3, 5),
        "Recipient-Centeredness": (1, 1, 5),
        "Learning-Centeredness": (2, 2, 5),
        "Individuals": (0, 0, 5),
        "Roles": (0, 0, 5),
        "Implementation Leads": (0, 0, 5),
        "Characteristics": (0, 0, 5),
        "Need": (0, 0, 5),
        "Capability": (0, 0, 5),
    }


# A title; what is counted; the row's own count, and its count with all that is beneath it.
BENEATH = [
    ("who speaks of two subconstructs is one informant of their parent", "informants", 1, 3),
    ("each coding counts once", "codings", 1, 4),
    ("a source with two codings is one source", "sources", 1, 3),
    ("words add up", "words", 4, 4 + 8 + 4),
]


@pytest.mark.parametrize(("title", "cell", "own", "beneath"), BENEATH, ids=[row[0] for row in BENEATH])
def test_a_parent_counts_what_is_beneath_it_once(
    bench: Workbench, title: str, cell: str, own: int, beneath: int
) -> None:
    found = next(
        each for row, _, each in cells(bench.matrix(columns=(), cell=cell)) if row.label == "Culture"
    )
    assert (found.value, found.beneath) == (own, beneath), title


def test_a_cell_opens_into_what_it_counts(bench: Workbench) -> None:
    asked: dict[str, Any] = {"columns": ("case",), "cell": "codings"}
    assert bench.opened("Culture", ("North",), **asked) == ["The weather was fine."]
    assert bench.opened("Culture", ("North",), beneath=True, **asked) == [
        "We learn from guests.",
        "We ask them first.",
        "We learn by doing.",
        "The weather was fine.",
    ]


def test_nothing_collected_is_not_no_evidence_coded(bench: Workbench) -> None:
    found = bench.matrix(columns=("case",))
    culture = next(row for row in found.rows if row.label == "Culture")
    why = {column.headings[0].label: found.emptiness(culture, column) for column in found.columns}
    assert why == {"North": None, "South": "no evidence coded", "East": "nothing collected"}
    collected = {each.headings[0].label: (each.collected, each.interviewed) for each in found.columns}
    assert collected == {"North": (5, 5), "South": (1, 0), "East": (0, 0)}


def test_an_inductive_code_counts_beneath_the_construct_it_stands_under(bench: Workbench) -> None:
    bench.code("Weather talk", CULTURE)
    bench.coding("Maj Ek", "It was cold.", "Weather talk")
    found = {row.label: each.beneath for row, _, each in cells(bench.matrix(rows="code", columns=()))}
    assert (found["Weather talk"], found["Culture"]) == (1, 4)


# CFIR Individuals: a person's role × what is said of her or him. The code is the characteristic.
INDIVIDUALS = [
    ("Maj Ek", "It was cold.", NEED, LEADS),
    ("Per Dahl", "I came late.", CAPABILITY, LEADS),
    ("Eva Holm", "The weather was fine.", NEED, ""),
]


def test_individuals_are_coded_as_role_by_characteristic(bench: Workbench) -> None:
    for source, quote, code, role in INDIVIDUALS:
        bench.coding(source, quote, code, role=role)
    found = {
        row.label: (each.value, each.beneath)
        for row, _, each in cells(bench.matrix(columns=(), cell="codings"))
    }
    assert found["Need"] == (2, 2)
    assert found["Capability"] == (1, 1)
    assert found["Implementation Leads"] == (2, 2), "what was said of leads, whatever it was"
    assert found["Roles"] == (0, 2)
    assert found["Characteristics"] == (0, 3)
    assert found["Individuals"] == (0, 3), "each coding once, though it stands in two branches"
    assert bench.opened("Implementation Leads", ("North",), columns=("case",)) == [
        "It was cold.",
        "I came late.",
    ]


def test_kinds_of_source_stand_beside_the_count(bench: Workbench) -> None:
    bench.source("Diary", "We learn at night.", "field_note", case="North")
    bench.coding("Diary", "We learn at night.", LEARNING)
    found = bench.matrix(columns=("case",))
    at = next(
        each
        for row, column, each in cells(found)
        if (row.label, column.headings[0].label) == ("Learning-Centeredness", "North")
    )
    assert (at.informants, at.codings, at.kinds) == (2, 3, ("field_note", "interview"))


# A title; what was asked for; how it is refused.
REFUSED = [
    ("an unknown dimension", {"rows": "colour"}, UnknownDimension, "Use one of: construct"),
    ("two grains of time", {"rows": "wave", "columns": ("phase",)}, OneGrain, "one grain of time"),
    ("the same twice", {"rows": "case", "columns": ("case",)}, SameTwice, "stands twice"),
    ("intervals without intervals", {"columns": ("interval",)}, NoIntervals, "2019/2020"),
    (
        "candidates by the time they are about",
        {"cell": "candidates", "clock": "about"},
        CandidatesHaveNoTime,
        "do not say",
    ),
]


@pytest.mark.parametrize(("title", "asked", "refusal", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_no_matrix_shows(
    title: str, asked: dict[str, object], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        MatrixRequest(**asked)  # type: ignore[arg-type]


# What was asked for; the rule that the page prints above the matrix.
RULES = [
    ({"columns": ("case",)}, "All evidence of the whole study."),
    ({"columns": ("wave",)}, "Evidence said or written in this wave only."),
    ({"columns": ("wave",), "reach": "up_to"}, "All evidence said or written up to the end of this wave."),
    (
        {"columns": ("phase",), "clock": "about"},
        "Evidence about this phase only, whenever it was said.",
    ),
    (
        {"columns": ("phase",), "clock": "about", "reach": "up_to"},
        "All evidence about the time up to the end of this phase, whenever it was said.",
    ),
]


@pytest.mark.parametrize(("asked", "rule"), RULES)
def test_the_rule_is_said(asked: dict[str, object], rule: str) -> None:
    said = evidence_rule(MatrixRequest(**asked))  # type: ignore[arg-type]
    assert said.startswith(rule)
    assert "Interviewers', chairs' and questioners' words are not counted." in said
