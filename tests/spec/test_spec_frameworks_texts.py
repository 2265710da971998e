"""Every text in a pack says whose words it is, and no two ideas are defined alike."""

from collections import Counter

import pytest

from caseloom import packs
from caseloom.frameworks import Pack, read_pack

CITED = {
    "cfir2022": "10.1186/s13012-022-01245-0",
    "cfir_outcomes": "10.1186/s13012-021-01181-5",
    "cfir2009": "10.1186/1748-5908-4-50",
    "gh2004": "10.1111/j.0887-378X.2004.00325.x",
    "rogers2003": "",
    "lozeau2002": "10.1177/0018726702055005427",
    "ext.mulvale2024": "10.1186/s12961-024-01130-w",
}

# Easily confused, so each sends the coder on to the other idea.
CONFUSED = [
    ("rogers2003.attribute.compatibility", "cfir2022.inner.compatibility"),
    ("gh2004.innovation.compatibility", "cfir2022.inner.compatibility"),
    ("cfir2022.inner.compatibility", "lozeau2002.gap.values"),
    ("gh2004.innovation.reinvention", "cfir2022.innovation.adaptability"),
    ("gh2004.innovation.reinvention", "cfir2022.process.adapting"),
    ("cfir2022.innovation.adaptability", "cfir2022.process.adapting"),
    ("cfir2022.process.adapting", "cfir2022.innovation.adaptability"),
    ("rogers2003.attribute.complexity", "rogers2003.org.innovativeness.complexity"),
    ("lozeau2002.outcome.transformation", "ext.mulvale2024.transformational_culture_change"),
    ("ext.mulvale2024.philosophical_innovation", "cfir2022.inner.culture.human_equality_centeredness"),
    ("gh2004.assimilation", "lozeau2002.outcome"),
]

every_pack = pytest.mark.parametrize("pack", [read_pack(packs.text(name)) for name in packs.names()])


def test_the_packs_in_the_order_in_which_they_are_offered() -> None:
    assert packs.names() == tuple(CITED)


@every_pack
def test_a_pack_says_where_it_comes_from(pack: Pack) -> None:
    assert packs.names().index(pack.id) >= 0
    assert pack.citation.doi == CITED[pack.id]
    assert pack.citation.text
    assert "paraphrase" in pack.rights["en"]
    assert pack.edition == 2


@every_pack
def test_every_idea_is_defined_in_our_own_words_and_says_so(pack: Pack) -> None:
    for each in pack.constructs:
        if each.kind != "group":
            assert each.definitions["en"].endswith("."), each.id
            assert each.definitions["en"][0].isupper(), each.id
        assert each.definition_provenance == "paraphrase", each.id
        assert each.guidance_provenance == "proposed by Caseloom", each.id


def test_no_two_ideas_are_defined_alike() -> None:
    constructs = [each for name in packs.names() for each in read_pack(packs.text(name)).constructs]
    told = Counter(each.definitions["en"].casefold() for each in constructs if each.definitions)
    assert [text for text, count in told.items() if count > 1] == []


def test_no_id_is_used_in_two_packs() -> None:
    ids = Counter(each.id for name in packs.names() for each in read_pack(packs.text(name)).constructs)
    assert set(ids.values()) == {1}
    assert len(ids) == 305


@every_pack
def test_an_entry_lies_under_the_words_before_its_last(pack: Pack) -> None:
    for each in pack.constructs:
        above = each.id.rpartition(".")[0]
        if "gh2004.adopter.concerns_" not in each.id:  # these three lie under the heading Concerns
            assert each.parent == (above if above in pack.by_id else None), each.id


@pytest.mark.parametrize(("here", "there"), CONFUSED)
def test_two_ideas_that_are_easily_confused(here: str, there: str) -> None:
    constructs = {each.id: each for name in packs.names() for each in read_pack(packs.text(name)).constructs}
    assert there in [each.redirect for each in constructs[here].exclusion]


def test_no_default_phases_are_shipped() -> None:
    assert not [name for name in packs.names() if "phase =" in packs.text(name)]
