"""CFIR 2009: every entry, its number, its kind and what is judged of it."""

from collections import Counter

from caseloom import packs
from caseloom.frameworks import Pack, read_pack

# ruff: noqa: E501 - a row of the table stays on one line
# id below its pack | number | label | kind | measure, where it is not influence
CFIR_2009 = """
intervention | - | Intervention Characteristics | domain | parent
intervention.source | 1A | Intervention Source | construct | category
intervention.evidence_strength_quality | 1B | Evidence Strength & Quality | construct
intervention.relative_advantage | 1C | Relative Advantage | construct
intervention.adaptability | 1D | Adaptability | construct
intervention.trialability | 1E | Trialability | construct
intervention.complexity | 1F | Complexity | construct
intervention.design_quality_packaging | 1G | Design Quality & Packaging | construct
intervention.cost | 1H | Cost | construct
outer | - | Outer Setting | domain | parent
outer.patient_needs_resources | 2A | Patient Needs & Resources (later: Needs & Resources of Those Served) | construct
outer.cosmopolitanism | 2B | Cosmopolitanism | construct
outer.peer_pressure | 2C | Peer Pressure | construct
outer.external_policy_incentives | 2D | External Policy & Incentives | construct
inner | - | Inner Setting | domain | parent
inner.structural_characteristics | 3A | Structural Characteristics | construct
inner.networks_communications | 3B | Networks & Communications | construct
inner.culture | 3C | Culture | construct
inner.implementation_climate | 3D | Implementation Climate | construct
inner.implementation_climate.tension_for_change | 3D1 | Tension for Change | sub
inner.implementation_climate.compatibility | 3D2 | Compatibility | sub
inner.implementation_climate.relative_priority | 3D3 | Relative Priority | sub
inner.implementation_climate.organizational_incentives_rewards | 3D4 | Organizational Incentives & Rewards | sub
inner.implementation_climate.goals_feedback | 3D5 | Goals & Feedback | sub
inner.implementation_climate.learning_climate | 3D6 | Learning Climate | sub
inner.readiness_for_implementation | 3E | Readiness for Implementation | construct
inner.readiness_for_implementation.leadership_engagement | 3E1 | Leadership Engagement | sub
inner.readiness_for_implementation.available_resources | 3E2 | Available Resources | sub
inner.readiness_for_implementation.access_knowledge_information | 3E3 | Access to Knowledge & Information | sub
individuals | - | Characteristics of Individuals | domain | parent
individuals.knowledge_beliefs | 4A | Knowledge & Beliefs about the Intervention | construct
individuals.self_efficacy | 4B | Self-efficacy | construct
individuals.stage_of_change | 4C | Individual Stage of Change | construct
individuals.identification_with_organization | 4D | Individual Identification with Organization | construct
individuals.other_personal_attributes | 4E | Other Personal Attributes | construct
process | - | Process | domain | parent
process.planning | 5A | Planning | construct
process.engaging | 5B | Engaging | construct
process.engaging.opinion_leaders | 5B1 | Opinion Leaders | sub
process.engaging.formally_appointed_leaders | 5B2 | Formally Appointed Internal Implementation Leaders | sub
process.engaging.champions | 5B3 | Champions | sub
process.engaging.external_change_agents | 5B4 | External Change Agents | sub
process.engaging.key_stakeholders | 5B5 | Key Stakeholders | sub-web
process.engaging.innovation_participants | 5B6 | Innovation Participants | sub-web
process.executing | 5C | Executing | construct
process.reflecting_evaluating | 5D | Reflecting & Evaluating | construct
"""


def read(table: str, prefix: str) -> list[tuple[str, ...]]:
    """The rows of a table below, with whole ids."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
    return [(prefix if tail == "." else f"{prefix}.{tail}", *rest) for tail, *rest in rows]


def in_pack(pack: Pack) -> list[tuple[str, ...]]:
    """The same of a pack."""
    return [
        (each.id, each.number or "-", each.labels["en"], each.kind)
        + (() if each.measure == "influence" else (each.measure,))
        for each in pack.constructs
    ]


def test_cfir_2009_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("cfir2009"))) == read(CFIR_2009, "cfir2009")


def test_cfir_2009_counts_39_and_two_that_the_website_added() -> None:
    kinds = Counter(each.kind for each in read_pack(packs.text("cfir2009")).constructs)
    assert kinds == {"domain": 5, "construct": 26, "sub": 13, "sub-web": 2}
    assert kinds["construct"] + kinds["sub"] == 39


def test_what_the_website_added_says_so() -> None:
    added = [each for each in read_pack(packs.text("cfir2009")).constructs if each.kind == "sub-web"]
    assert all("website" in each.cue["en"] for each in added)


def test_the_source_of_an_intervention_is_a_category() -> None:
    pack = read_pack(packs.text("cfir2009"))
    assert pack.values_of("cfir2009.intervention.source") == ("internal", "external")


def test_only_complexity_normally_hinders() -> None:
    constructs = read_pack(packs.text("cfir2009")).constructs
    assert [each.id for each in constructs if each.polarity != "normal"] == [
        "cfir2009.intervention.complexity"
    ]
