"""Diffusion of innovations, after Greenhalgh et al. and after Rogers: every entry."""

from collections import Counter

from caseloom import packs
from caseloom.frameworks import Pack, read_pack

# ruff: noqa: E501 - a row of the table stays on one line
# id below its pack | number | label | kind | measure, where it is not influence
GREENHALGH = """
innovation | 1 | The innovation (attributes) | domain | parent
innovation.relative_advantage | 1.1 | Relative advantage | construct
innovation.compatibility | 1.2 | Compatibility | construct
innovation.low_complexity | 1.3 | (Low) complexity | construct
innovation.trialability | 1.4 | Trialability | construct
innovation.observability | 1.5 | Observability | construct
innovation.reinvention | 1.6 | Potential for reinvention | construct
innovation.fuzzy_boundaries | 1.7 | Fuzzy boundaries (hard core / soft periphery) | construct
innovation.risk | 1.8 | Risk | construct
innovation.task_issues | 1.9 | Task issues | construct
innovation.task_issues.relevance_usefulness | 1.9.1 | Task relevance & usefulness | sub
innovation.task_issues.feasibility_divisibility | 1.9.2 | Feasibility / workability / divisibility | sub
innovation.nature_of_knowledge | 1.10 | Nature of knowledge required | construct
innovation.augmentation_support | 1.11 | Technical support / augmentation | construct
adopter | 2 | Adopters and adoption process (individuals) | domain | parent
adopter.psychological_antecedents | 2.1 | General psychological antecedents | construct
adopter.context_specific_antecedents | 2.2 | Context-specific antecedents | construct
adopter.meaning | 2.3 | Meaning | construct
adopter.adoption_decision | 2.4 | Adoption decision type | construct | category
adopter.concerns | - | Concerns | group | parent
adopter.concerns_preadoption | 2.5.1 | Concerns: before adoption | sub
adopter.concerns_early_use | 2.5.2 | Concerns: early use | sub
adopter.concerns_established | 2.5.3 | Concerns: established use | sub
adopter.social_networks | 2.6 | Adopter's social networks | construct
assimilation | 3 | Assimilation by the system | domain | parent
assimilation.nonlinear_process | 3.1 | Complex non-linear process | construct
assimilation.soft_periphery | 3.2 | Soft-periphery elements | construct
communication | 4 | Communication and influence (diffusion & dissemination) | domain | parent
communication.network_structure | 4.1 | Network structure | construct
communication.homophily | 4.2 | Homophily | construct
communication.opinion_leaders | 4.3 | Opinion leaders | construct
communication.champions | 4.4 | Champions | construct
communication.boundary_spanners | 4.5 | Boundary spanners | construct
communication.change_agents | 4.6 | Change agents | construct
communication.marketing | 4.7 | Marketing | construct
communication.formal_dissemination | 4.8 | Formal dissemination programme | construct
antecedents | 5 | System antecedents for innovation (inner context) | domain | parent
antecedents.structure | 5.1 | Structure | construct
antecedents.structure.size_maturity | 5.1.1 | Size / maturity | sub
antecedents.structure.formalization | 5.1.2 | Formalisation | sub
antecedents.structure.differentiation | 5.1.3 | Differentiation | sub
antecedents.structure.decentralization | 5.1.4 | Decentralisation | sub
antecedents.structure.slack_resources | 5.1.5 | Slack resources | sub
antecedents.absorptive_capacity | 5.2 | Absorptive capacity for new knowledge | construct
antecedents.absorptive_capacity.prior_knowledge | 5.2.1 | Pre-existing knowledge / skills base | sub
antecedents.absorptive_capacity.find_interpret_recodify | 5.2.2 | Ability to find, interpret, recodify, integrate | sub
antecedents.absorptive_capacity.knowledge_sharing | 5.2.3 | Knowledge sharing via internal & external networks | sub
antecedents.receptive_context | 5.3 | Receptive context for change | construct
antecedents.receptive_context.leadership_vision | 5.3.1 | Leadership and vision | sub
antecedents.receptive_context.managerial_relations | 5.3.2 | Good managerial relations | sub
antecedents.receptive_context.risk_taking | 5.3.3 | Risk-taking climate | sub
antecedents.receptive_context.clear_goals | 5.3.4 | Clear goals and priorities | sub
antecedents.receptive_context.data_capture | 5.3.5 | High-quality data capture | sub
readiness | 6 | System readiness for this innovation (inner context) | domain | parent
readiness.tension_for_change | 6.1 | Tension for change | construct
readiness.innovation_system_fit | 6.2 | Innovation-system fit | construct
readiness.power_balances | 6.3 | Power balances (supporters v. opponents) | construct
readiness.assessment_of_implications | 6.4 | Assessment of implications | construct
readiness.dedicated_time_resources | 6.5 | Dedicated time & resources | construct
readiness.monitoring_feedback | 6.6 | Capacity to evaluate (monitoring & feedback) | construct
outer | 7 | Outer context | domain | parent
outer.sociopolitical_climate | 7.1 | Socio-political climate | construct
outer.incentives_mandates | 7.2 | Incentives and mandates (political directives) | construct
outer.interorg_norms_networks | 7.3 | Inter-organisational norm-setting & informal networks | construct
outer.intentional_spread | 7.4 | Intentional spread strategies | construct
outer.environmental_stability | 7.5 | Environmental stability / uncertainty | construct
implementation | 8 | Implementation process (and routinisation) | domain | parent
implementation.devolved_decisions | 8.1 | Decision-making devolved to front-line teams | construct
implementation.leadership_management | 8.2 | Hands-on leaders and managers | construct
implementation.human_resources | 8.3 | Human-resource issues, training | construct
implementation.dedicated_resources | 8.4 | Dedicated resources | construct
implementation.internal_communication | 8.5 | Intra-organisational communication | construct
implementation.external_collaboration | 8.6 | Extra-organisational networks / collaboration | construct
implementation.reinvention_development | 8.7 | Reinvention / development | construct
implementation.feedback_on_progress | 8.8 | Feedback on progress | construct
implementation.consequences | 8.9 | Consequences | construct | presence
linkage | 9 | Linkage among components | domain | parent
linkage.design | - | Linkage at the design stage | group | parent
linkage.design.shared_meaning_mission | 9.1.1 | Design stage: shared meanings & mission | sub
linkage.design.knowledge_transfer | 9.1.2 | Design stage: effective knowledge transfer | sub
linkage.design.user_involvement_specification | 9.1.3 | Design stage: user involvement in specification | sub
linkage.design.user_led_innovation | 9.1.4 | Design stage: capture of user-led innovation | sub
linkage.implementation | - | Linkage at the implementation stage | group | parent
linkage.implementation.communication_information | 9.2.1 | Implementation stage: communication & information | sub
linkage.implementation.user_orientation | 9.2.2 | Implementation stage: user orientation | sub
linkage.implementation.product_augmentation | 9.2.3 | Implementation stage: product augmentation | sub
linkage.implementation.project_management_support | 9.2.4 | Implementation stage: project-management support | sub
linkage.actor | - | Actors linked | group | parent
linkage.actor.resource_system | 9.3.1 | Actor: resource system | sub
linkage.actor.knowledge_purveyors | 9.3.2 | Actor: knowledge purveyors | sub
linkage.actor.change_agency | 9.3.3 | Actor: change agency | sub
linkage.actor.user_system | 9.3.4 | Actor: user system | sub
"""

ROGERS = """
attribute | - | Perceived attributes of the innovation | group | parent
attribute.relative_advantage | - | Relative advantage | construct
attribute.compatibility | - | Compatibility | construct
attribute.complexity | - | Complexity | construct
attribute.trialability | - | Trialability | construct
attribute.observability | - | Observability | construct
prior_condition | - | Prior conditions | group | parent
prior_condition.previous_practice | - | Prior condition: previous practice | construct
prior_condition.felt_needs | - | Prior condition: felt needs/problems | construct
prior_condition.innovativeness | - | Prior condition: innovativeness | construct
prior_condition.norms | - | Prior condition: social-system norms | construct
stage | - | Stages of the innovation-decision process | group | parent
stage.knowledge | - | Stage 1 knowledge | construct | category
stage.persuasion | - | Stage 2 persuasion | construct | category
stage.decision | - | Stage 3 decision | construct | category
stage.implementation | - | Stage 4 implementation | construct | category
stage.confirmation | - | Stage 5 confirmation | construct | category
adopter | - | Adopter categories | group | parent
adopter.innovators | - | Innovators (~2.5%) | construct | category
adopter.early_adopters | - | Early adopters (~13.5%) | construct | category
adopter.early_majority | - | Early majority (~34%) | construct | category
adopter.late_majority | - | Late majority (~34%) | construct | category
adopter.laggards | - | Laggards (~16%) | construct | category
decision_type | - | Types of innovation decision | group | parent
decision_type.optional | - | Decision type: optional | construct | category
decision_type.collective | - | Decision type: collective | construct | category
decision_type.authority | - | Decision type: authority | construct | category
decision_type.contingent | - | Decision type: contingent | construct | category
element | - | Elements of diffusion | group | parent
element.communication_channels | - | Communication channels | construct | presence
element.time | - | Time | construct | presence
element.social_system | - | Social system | construct | presence
role | - | Roles in diffusion | group | parent
role.opinion_leader | - | Opinion leader | construct
role.change_agent | - | Change agent (effort) | construct
role.champion | - | Champion | construct
org | - | Innovation in organisations | group | parent
org.innovativeness | - | Organisational innovativeness | group | parent
org.innovativeness.leader_attitude | - | Org: leader attitude to change (+) | construct
org.innovativeness.centralization | - | Org: centralisation (-) | construct
org.innovativeness.complexity | - | Org: complexity (+) | construct
org.innovativeness.formalization | - | Org: formalisation (-) | construct
org.innovativeness.interconnectedness | - | Org: interconnectedness (+) | construct
org.innovativeness.slack | - | Org: slack (+) | construct
org.innovativeness.size | - | Org: size (+) | construct
org.innovativeness.system_openness | - | Org: system openness (+) | construct
org.process | - | Innovation process in organisations | group | parent
org.process.agenda_setting | - | Org process 1 (initiation): agenda-setting | construct
org.process.matching | - | Org process 2 (initiation): matching | construct
org.process.redefining_restructuring | - | Org process 3 (implementation): redefining/restructuring | construct
org.process.clarifying | - | Org process 4 (implementation): clarifying | construct
org.process.routinizing | - | Org process 5 (implementation): routinising | construct
consequence | - | Consequences | group | parent
consequence.desirability | - | Consequences: desirable/undesirable | construct | presence
consequence.directness | - | Consequences: direct/indirect | construct | presence
consequence.anticipation | - | Consequences: anticipated/unanticipated | construct | presence
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


def test_greenhalgh_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("gh2004"))) == read(GREENHALGH, "gh2004")


def test_rogers_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("rogers2003"))) == read(ROGERS, "rogers2003")


def test_greenhalgh_has_nine_components() -> None:
    kinds = Counter(each.kind for each in read_pack(packs.text("gh2004")).constructs)
    assert kinds == {"domain": 9, "construct": 49, "sub": 30, "group": 4}


def test_rogers_has_45_ideas_under_11_headings() -> None:
    kinds = Counter(each.kind for each in read_pack(packs.text("rogers2003")).constructs)
    assert kinds == {"construct": 45, "group": 11}


def test_polarity_where_more_is_not_simply_better() -> None:
    unusual = {
        each.id: each.polarity
        for pack_id in ("gh2004", "rogers2003")
        for each in read_pack(packs.text(pack_id)).constructs
        if each.polarity != "normal"
    }
    assert unusual == {
        "gh2004.innovation.risk": "reverse",
        "gh2004.antecedents.structure.formalization": "unset",
        "gh2004.outer.environmental_stability": "unset",
        "rogers2003.attribute.complexity": "reverse",
        "rogers2003.org.innovativeness.centralization": "reverse",
        "rogers2003.org.innovativeness.formalization": "reverse",
    }


def test_a_decision_to_adopt_is_one_of_four_sorts() -> None:
    pack = read_pack(packs.text("gh2004"))
    sorts = ("optional", "contingent", "collective", "authoritative")
    assert pack.values_of("gh2004.adopter.adoption_decision") == sorts


def test_stages_and_adopter_categories_are_the_values_of_their_headings() -> None:
    pack = read_pack(packs.text("rogers2003"))
    stages = ("knowledge", "persuasion", "decision", "implementation", "confirmation")
    assert pack.values_of("rogers2003.stage") == tuple(f"rogers2003.stage.{stage}" for stage in stages)
    assert len(pack.values_of("rogers2003.adopter")) == 5
    assert len(pack.values_of("rogers2003.decision_type")) == 4
