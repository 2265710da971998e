"""How frameworks stand to each other, and what becomes of codings when a study moves to CFIR 2022."""

from collections import Counter

import pytest

from caseloom import packs
from caseloom.frameworks import (
    Pack,
    check_relations,
    check_version_map,
    read_crosswalk,
    read_pack,
    read_version_map,
)

RELATIONS = {
    "exact": 5,
    "close": 18,
    "related": 14,
    "narrower_than": 4,
    "inverse": 2,
    "gap": 5,
    "extended_by": 1,
    "refined_by": 1,
    "evidence_for": 1,
    "guarded_by": 1,
}

# a coding to … | also counts as said of …
DERIVED = [
    (
        "cfir2022.innovation.relative_advantage",
        {"gh2004.innovation.relative_advantage", "rogers2003.attribute.relative_advantage"},
    ),
    # One idea in three frameworks: from any of them to the two others.
    (
        "rogers2003.attribute.relative_advantage",
        {"cfir2022.innovation.relative_advantage", "gh2004.innovation.relative_advantage"},
    ),
    ("gh2004.readiness.tension_for_change", {"cfir2022.inner.tension_for_change"}),
    # Close is not the same, and fit with workflows is only a part of fit with values and needs.
    ("cfir2022.innovation.adaptability", set()),
    ("cfir2022.inner.compatibility", set()),
    # More of the one is less of the other.
    ("cfir2022.innovation.complexity", set()),
    ("gh2004.adopter.meaning", set()),
]

# from CFIR 2009 | to CFIR 2022 | codings | ratings
MOVES = [
    ("process.planning", ["process.planning"], "yes", True),
    ("inner.implementation_climate.tension_for_change", ["inner.tension_for_change"], "yes", True),
    # Perceptions then, the thing itself now: codings go over and are marked.
    ("intervention.relative_advantage", ["innovation.relative_advantage"], "flag", False),
    # Inside or outside then, credibility now.
    ("intervention.source", ["innovation.source"], "queue", False),
    # Difficulty of implementing then, intricacy of the innovation now.
    ("intervention.complexity", ["innovation.complexity"], "queue", False),
    (
        "inner.networks_communications",
        ["inner.relational_connections", "inner.communications"],
        "queue",
        False,
    ),
    (
        "inner.readiness_for_implementation.available_resources",
        ["inner.available_resources", "individuals.char.opportunity", "inner.access_knowledge_information"],
        "queue",
        False,
    ),
    # Out of the determinants, into the outcomes addendum.
    ("inner.implementation_climate", ["outcome.antecedent.implementation_climate"], "flag", False),
    ("process.engaging.key_stakeholders", ["process.engaging.deliverers"], "flag", False),
]


def every_pack() -> list[Pack]:
    return [read_pack(packs.text(name)) for name in packs.names()]


def test_every_relation_and_every_redirect_arrives() -> None:
    check_relations(every_pack(), read_crosswalk(packs.text("crosswalk")).relations)


def test_the_crosswalk_counts() -> None:
    crosswalk = read_crosswalk(packs.text("crosswalk"))
    assert Counter(each.relation for each in crosswalk.relations) == RELATIONS


@pytest.mark.parametrize(("coded", "derived"), DERIVED)
def test_what_may_be_derived_from_a_coding(coded: str, derived: set[str]) -> None:
    assert read_crosswalk(packs.text("crosswalk")).derivable(coded) == derived


def test_ideas_without_a_home_in_cfir() -> None:
    crosswalk = read_crosswalk(packs.text("crosswalk"))
    assert {each.to_id for each in crosswalk.relations if each.relation == "gap"} == {
        "gh2004.innovation.observability",
        "gh2004.innovation.risk",
        "gh2004.adopter.meaning",
        "gh2004.adopter.adoption_decision",
        "gh2004.communication.homophily",
    }


def test_adapting_speaks_for_customisation_and_a_safeguard_guards_against_corruption() -> None:
    crosswalk = read_crosswalk(packs.text("crosswalk"))
    adapting = {each.other: each.relation for each in crosswalk.related("cfir2022.process.adapting")}
    assert adapting["lozeau2002.outcome.customization"] == "evidence_for"
    (safeguard,) = crosswalk.related("ext.mulvale2024.cooptation_safeguard")
    assert (safeguard.relation, safeguard.other) == ("guards_against", "lozeau2002.outcome.corruption")


@pytest.mark.parametrize(("old", "new", "codings", "ratings"), MOVES)
def test_from_cfir_2009_to_cfir_2022(old: str, new: list[str], codings: str, ratings: bool) -> None:
    moves = read_version_map(packs.text("cfir2009_to_2022")).of(f"cfir2009.{old}")
    assert [each.to_id for each in moves] == [f"cfir2022.{target}" for target in new]
    assert {each.carry_codings for each in moves} == {codings}
    assert {each.carry_ratings for each in moves} == {ratings}


def test_the_map_says_what_becomes_of_all_39_and_of_the_two_additions() -> None:
    version_map = read_version_map(packs.text("cfir2009_to_2022"))
    ideas = [each.id for each in read_pack(packs.text("cfir2009")).constructs if not each.heading]
    assert len(ideas) == 41
    assert {each.from_id for each in version_map.moves} == set(ideas)
    assert len(version_map.moves) == 61
    check_version_map(version_map, every_pack())


def test_ratings_go_over_only_where_the_idea_stayed_the_same() -> None:
    moves = read_version_map(packs.text("cfir2009_to_2022")).moves
    carried = [each for each in moves if each.carry_ratings]
    assert len(carried) == 11
    assert {each.kind for each in carried} <= {"kept", "renamed", "promoted"}
