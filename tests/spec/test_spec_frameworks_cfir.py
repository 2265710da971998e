"""CFIR 2022 and its Outcomes Addendum: every entry, its number, its kind and what is judged of it."""

from collections import Counter

from caseloom import packs
from caseloom.frameworks import Pack, read_pack

# ruff: noqa: E501 - a row of the table stays on one line
# id below its pack | number | label | kind | measure, where it is not influence
CFIR_2022 = """
innovation | I | Innovation | domain | parent
innovation.source | I.A | Innovation Source | construct
innovation.evidence_base | I.B | Innovation Evidence-Base | construct
innovation.relative_advantage | I.C | Innovation Relative Advantage | construct
innovation.adaptability | I.D | Innovation Adaptability | construct
innovation.trialability | I.E | Innovation Trialability | construct
innovation.complexity | I.F | Innovation Complexity | construct
innovation.design | I.G | Innovation Design | construct
innovation.cost | I.H | Innovation Cost | construct
outer | II | Outer Setting | domain | parent
outer.critical_incidents | II.A | Critical Incidents | construct
outer.local_attitudes | II.B | Local Attitudes | construct
outer.local_conditions | II.C | Local Conditions | construct
outer.partnerships_connections | II.D | Partnerships & Connections | construct
outer.policies_laws | II.E | Policies & Laws | construct
outer.financing | II.F | Financing | construct
outer.external_pressure | II.G | External Pressure | construct
outer.external_pressure.societal | II.G.1 | Societal Pressure | sub
outer.external_pressure.market | II.G.2 | Market Pressure | sub
outer.external_pressure.performance_measurement | II.G.3 | Performance-Measurement Pressure | sub
inner | III | Inner Setting | domain | parent
inner.structural_characteristics | III.A | Structural Characteristics | construct
inner.structural_characteristics.physical | III.A.1 | Physical Infrastructure | sub
inner.structural_characteristics.information_technology | III.A.2 | Information Technology Infrastructure | sub
inner.structural_characteristics.work | III.A.3 | Work Infrastructure | sub
inner.relational_connections | III.B | Relational Connections | construct
inner.communications | III.C | Communications | construct
inner.culture | III.D | Culture | construct
inner.culture.human_equality_centeredness | III.D.1 | Human Equality-Centeredness | sub
inner.culture.recipient_centeredness | III.D.2 | Recipient-Centeredness | sub
inner.culture.deliverer_centeredness | III.D.3 | Deliverer-Centeredness | sub
inner.culture.learning_centeredness | III.D.4 | Learning-Centeredness | sub
inner.tension_for_change | III.E | Tension for Change | construct
inner.compatibility | III.F | Compatibility | construct
inner.relative_priority | III.G | Relative Priority | construct
inner.incentive_systems | III.H | Incentive Systems | construct
inner.mission_alignment | III.I | Mission Alignment | construct
inner.available_resources | III.J | Available Resources | construct
inner.available_resources.funding | III.J.1 | Funding | sub
inner.available_resources.space | III.J.2 | Space | sub
inner.available_resources.materials_equipment | III.J.3 | Materials & Equipment | sub
inner.access_knowledge_information | III.K | Access to Knowledge & Information | construct
individuals | IV | Individuals | domain | parent
individuals.role | - | Roles | group | parent
individuals.role.high_level_leaders | IV.R.A | High-level Leaders | role | presence
individuals.role.mid_level_leaders | IV.R.B | Mid-level Leaders | role | presence
individuals.role.opinion_leaders | IV.R.C | Opinion Leaders | role | presence
individuals.role.implementation_facilitators | IV.R.D | Implementation Facilitators | role | presence
individuals.role.implementation_leads | IV.R.E | Implementation Leads | role | presence
individuals.role.implementation_team_members | IV.R.F | Implementation Team Members | role | presence
individuals.role.other_implementation_support | IV.R.G | Other Implementation Support | role | presence
individuals.role.innovation_deliverers | IV.R.H | Innovation Deliverers | role | presence
individuals.role.innovation_recipients | IV.R.I | Innovation Recipients | role | presence
individuals.char | - | Characteristics | group | parent
individuals.char.need | IV.C.A | Need | char
individuals.char.capability | IV.C.B | Capability | char
individuals.char.opportunity | IV.C.C | Opportunity | char
individuals.char.motivation | IV.C.D | Motivation | char
process | V | Implementation Process | domain | parent
process.teaming | V.A | Teaming | construct
process.assessing_needs | V.B | Assessing Needs | construct
process.assessing_needs.deliverers | V.B.1 | Assessing Needs: Innovation Deliverers | sub
process.assessing_needs.recipients | V.B.2 | Assessing Needs: Innovation Recipients | sub
process.assessing_context | V.C | Assessing Context | construct
process.planning | V.D | Planning | construct
process.tailoring_strategies | V.E | Tailoring Strategies | construct
process.engaging | V.F | Engaging | construct
process.engaging.deliverers | V.F.1 | Engaging: Innovation Deliverers | sub
process.engaging.recipients | V.F.2 | Engaging: Innovation Recipients | sub
process.doing | V.G | Doing | construct
process.reflecting_evaluating | V.H | Reflecting & Evaluating | construct
process.reflecting_evaluating.implementation | V.H.1 | Reflecting & Evaluating: Implementation | sub
process.reflecting_evaluating.innovation | V.H.2 | Reflecting & Evaluating: Innovation | sub
process.adapting | V.I | Adapting | construct
"""

OUTCOMES = """
. | - | Outcomes Addendum | group | parent
antecedent | OA.1 | Antecedent Assessments | outcome | presence
antecedent.acceptability | OA.1.a | Acceptability | outcome | presence
antecedent.appropriateness | OA.1.b | Appropriateness | outcome | presence
antecedent.feasibility | OA.1.c | Feasibility | outcome | presence
antecedent.implementation_climate | OA.1.d | Implementation Climate | outcome | presence
antecedent.implementation_readiness | OA.1.e | Implementation Readiness | outcome | presence
anticipated | - | Anticipated outcomes | group | parent
anticipated.adoptability | OA.2.a | Adoptability (anticipated) | outcome | presence
anticipated.implementability | OA.2.b | Implementability (anticipated) | outcome | presence
anticipated.sustainability | OA.2.c | Sustainability (anticipated) | outcome | presence
actual | - | Actual outcomes | group | parent
actual.adoption | OA.3.a | Adoption (actual) | outcome | presence
actual.implementation | OA.3.b | Implementation (actual) | outcome | presence
actual.sustainment | OA.3.c | Sustainment (actual) | outcome | presence
reach | OA.4 | Reach | outcome | presence
innovation | - | Innovation outcomes | group | parent
innovation.recipients | OA.5.a | Innovation effect on recipients | outcome | presence
innovation.deliverers | OA.5.b | Innovation effect on deliverers | outcome | presence
innovation.decision_makers_system | OA.5.c | Innovation effect on decision-makers / system | outcome | presence
"""

REVERSE = {"cfir2022.innovation.complexity", "cfir2022.outer.critical_incidents"}


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


def test_cfir_2022_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("cfir2022"))) == read(CFIR_2022, "cfir2022")


def test_the_outcomes_addendum_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("cfir_outcomes"))) == read(OUTCOMES, "cfir2022.outcome")


def test_cfir_2022_counts_48_constructs_and_19_under_them() -> None:
    kinds = Counter(each.kind for each in read_pack(packs.text("cfir2022")).constructs)
    assert kinds == {"domain": 5, "construct": 35, "role": 9, "char": 4, "sub": 19, "group": 2}
    assert kinds["construct"] + kinds["role"] + kinds["char"] == 48


def test_the_outcomes_addendum_counts_16_outcomes_under_4_headings() -> None:
    kinds = Counter(each.kind for each in read_pack(packs.text("cfir_outcomes")).constructs)
    assert kinds == {"outcome": 16, "group": 4}


def test_individuals_are_coded_as_a_role_with_a_characteristic() -> None:
    pack = read_pack(packs.text("cfir2022"))
    assert len(pack.roles) * len(pack.characteristics) == 9 * 4
    assert [each.labels["en"] for each in pack.characteristics] == [
        "Need",
        "Capability",
        "Opportunity",
        "Motivation",
    ]
    assert {each.measure for each in pack.roles} == {"presence"}


def test_complexity_and_critical_incidents_normally_hinder() -> None:
    constructs = read_pack(packs.text("cfir2022")).constructs
    assert {each.id for each in constructs if each.polarity == "reverse"} == REVERSE
    assert {each.polarity for each in constructs if each.id not in REVERSE} == {"normal"}


def test_an_outcome_is_never_put_on_the_scale() -> None:
    constructs = read_pack(packs.text("cfir_outcomes")).constructs
    assert {each.measure for each in constructs} == {"presence", "parent"}


def test_every_idea_of_cfir_2022_comes_with_proposed_guidance() -> None:
    for each in read_pack(packs.text("cfir2022")).constructs:
        counts = (len(each.inclusion), len(each.exclusion), len(each.questions))
        if each.heading:
            assert counts == (0, 0, 0), each.id
        else:
            assert all(1 <= count <= 3 for count in counts), each.id
        assert each.guidance_provenance == "proposed by Caseloom"
