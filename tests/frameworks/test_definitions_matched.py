"""Definitions from the user's own copy find their constructs."""

from dataclasses import replace

import pytest

from caseloom import packs
from caseloom.frameworks import Construct, Pack, Texts, UnmatchedRow, match_definitions, read_pack, refusals

CFIR = read_pack(packs.text("cfir2022"))
GREENHALGH = read_pack(packs.text("gh2004"))

# how a table may call it | which construct it is (below the pack's id)
CALLED = [
    (CFIR, "Innovation Source", "innovation.source"),
    (CFIR, "source", "innovation.source"),
    (CFIR, "A. Innovation Source", "innovation.source"),
    (CFIR, "INNOVATION DOMAIN", "innovation"),
    (CFIR, "I. Innovation", "innovation"),
    (CFIR, "III.D.4", "inner.culture.learning_centeredness"),
    (CFIR, "III.D.4. Learning-Centeredness", "inner.culture.learning_centeredness"),
    (CFIR, "Learning centredness", "inner.culture.learning_centeredness"),
    (CFIR, "cfir2022.inner.culture.learning_centeredness", "inner.culture.learning_centeredness"),
    (CFIR, "Partnerships and connections", "outer.partnerships_connections"),
    (CFIR, "Materials & Equipment*", "inner.available_resources.materials_equipment"),
    (CFIR, "Engaging: Innovation Recipients", "process.engaging.recipients"),
    (CFIR, "Innovation Recipients (role)", "individuals.role.innovation_recipients"),
    (GREENHALGH, "Decentralization", "antecedents.structure.decentralization"),
    (GREENHALGH, "Low complexity", None),
    (GREENHALGH, "Complexity", "innovation.low_complexity"),
    (GREENHALGH, "Fuzzy boundaries", "innovation.fuzzy_boundaries"),
    (CFIR, "Observability", None),
]


@pytest.mark.parametrize(("pack", "called", "tail"), CALLED)
def test_what_a_table_may_call_a_construct(pack: Pack, called: str, tail: str | None) -> None:
    match = match_definitions(pack, [["Construct", "Definition"], [called, "As published."]])
    assert dict(match.found) == ({f"{pack.id}.{tail}": "As published."} if tail else {})
    if tail is None:
        assert match.unmatched == (UnmatchedRow(1, called, "no such construct"),)


def test_names_that_return_belong_to_the_construct_above_them() -> None:
    rows: list[list[str | None]] = [
        ["Updated framework", None, None],
        ["", "CFIR construct", "Construct definition"],
        ["", "H. Innovation Deliverers", "role, deliverers"],
        ["", "I. Innovation Recipients", "role, recipients"],
        ["", "Assessing Needs", "parent"],
        ["", "1. Innovation Deliverers", "needs, deliverers"],
        ["", "2. Innovation Recipients", "needs, recipients"],
        ["", "Planning", ""],
        ["", "Engaging", "parent"],
        ["", "1. Innovation Deliverers", "engaging, deliverers"],
        ["", "2. Innovation Recipients", "engaging, recipients"],
        ["", "Reflecting & Evaluating", "parent"],
        ["", "1. Implementation", "reflecting, implementation"],
        ["", "2. Innovation", "reflecting, innovation"],
    ]
    match = match_definitions(CFIR, rows)
    assert match.unmatched == ()
    assert match.found["cfir2022.individuals.role.innovation_recipients"] == "role, recipients"
    assert match.found["cfir2022.process.assessing_needs.recipients"] == "needs, recipients"
    assert match.found["cfir2022.process.engaging.deliverers"] == "engaging, deliverers"
    assert match.found["cfir2022.process.reflecting_evaluating.innovation"] == "reflecting, innovation"
    assert "cfir2022.innovation" not in match.found
    assert "cfir2022.process.planning" in match.without


def test_the_most_specific_column_of_names_counts() -> None:
    rows = [
        {"Domain": "Inner Setting", "Construct": "Culture", "Subconstruct": "", "Description": "parent"},
        {
            "Domain": "Inner Setting",
            "Construct": "Culture",
            "Subconstruct": "Kindness",
            "Description": "unknown",
        },
        {
            "Domain": "Inner Setting",
            "Construct": "Culture",
            "Subconstruct": "Human Equality-Centeredness",
            "Description": "equal worth",
        },
    ]
    match = match_definitions(CFIR, rows)
    assert dict(match.found) == {
        "cfir2022.inner.culture": "parent",
        "cfir2022.inner.culture.human_equality_centeredness": "equal worth",
    }
    assert match.unmatched == (UnmatchedRow(1, "Kindness", "no such construct"),)


def test_an_id_tells_where_a_name_does_not() -> None:
    rows = [
        {"Construct ID": "cfir2022.inner.culture", "Construct": "Ways here", "Definition": "shared values"}
    ]
    assert dict(match_definitions(CFIR, rows).found) == {"cfir2022.inner.culture": "shared values"}


def test_columns_without_headings_are_told_by_what_they_hold() -> None:
    rows = [["1", "Planning", "settled in advance"], ["2", "Doing", "in small steps"]]
    assert dict(match_definitions(CFIR, rows).found) == {
        "cfir2022.process.planning": "settled in advance",
        "cfir2022.process.doing": "in small steps",
    }


def test_what_is_left_over_is_listed_on_both_sides() -> None:
    rows = [
        ["Name", "Definition"],
        ["Planning", "first"],
        ["Planning", "first"],
        ["Planning", "second"],
        ["", "nameless"],
        ["Luck", "unknown"],
    ]
    match = match_definitions(CFIR, rows)
    assert dict(match.found) == {"cfir2022.process.planning": "first"}
    assert [(row.row, row.why) for row in match.unmatched] == [
        (3, "defined before"),
        (4, "no name"),
        (5, "no such construct"),
    ]
    ideas = {each.id for each in CFIR.constructs if not each.heading}
    assert set(match.without) == ideas - {"cfir2022.process.planning"}


def test_a_name_that_several_constructs_bear_is_left_to_a_person() -> None:
    english = {name: Texts({"en": name}) for name in ("Staff", "Users", "Trust")}
    constructs = (
        Construct("own.staff", "domain", english["Staff"], measure="parent"),
        Construct("own.staff.trust", "construct", english["Trust"], parent="own.staff"),
        Construct("own.users", "domain", english["Users"], measure="parent"),
        Construct("own.users.trust", "construct", english["Trust"], parent="own.users"),
    )
    pack = replace(CFIR, id="own", prefix="own", pairs=None, constructs=constructs)
    rows = [["Construct", "Definition"], ["Trust", "whose?"], ["Users", ""], ["Trust", "of users"]]
    match = match_definitions(pack, rows)
    assert dict(match.found) == {"own.users.trust": "of users"}
    assert match.unmatched == (UnmatchedRow(1, "Trust", "several constructs"),)


def test_every_label_of_every_pack_finds_its_own_construct() -> None:
    for name in packs.names():
        pack = read_pack(packs.text(name))
        rows = [["Construct", "Definition"], *([each.labels["en"], each.id] for each in pack.constructs)]
        match = match_definitions(pack, rows)
        assert dict(match.found) == {each.id: each.id for each in pack.constructs}
        assert (match.unmatched, match.without) == ((), ())


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [([], "names"), ([["a", "b"]], "names"), ([["Planning"], ["Doing"]], "definitions")],
)
def test_a_table_of_something_else_is_refused(rows: list[list[str]], wanted: str) -> None:
    with pytest.raises(refusals.DefinitionColumnsMissing, match=f"{wanted} of the constructs"):
        match_definitions(CFIR, rows)
