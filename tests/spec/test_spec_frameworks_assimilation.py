"""What becomes of an innovation (Lozeau et al.) and what the study of 2024 adds: every entry."""

from collections import Counter

from caseloom import packs
from caseloom.frameworks import Pack, read_pack

# id below its pack | number | label | kind | measure, where it is not influence
LOZEAU = """
gap | - | Compatibility gap (parent) | construct
gap.power_structure | - | Gap: power structure | construct
gap.values | - | Gap: values and goals | construct
gap.size | - | Gap size (none/small/medium/large) | construct | category
motive | - | Motive for adoption | group | parent
motive.legitimacy | - | Adoption motive: legitimacy v. performance | construct
outcome | - | Assimilation outcome | group | parent
outcome.transformation | - | Outcome: transformation | outcome | category
outcome.customization | - | Outcome: customisation | outcome | category
outcome.loose_coupling | - | Outcome: loose coupling | outcome | category
outcome.corruption | - | Outcome: corruption (alias co-optation) | outcome | category
"""

MULVALE = """
philosophical_innovation | - | Philosophical nature of the innovation | construct | presence
innovation_evolution | - | Evolution of the innovation over time | construct | presence
partnered_process_power | - | Partnered processes as disruptors of power | construct | presence
transformational_culture_change | - | Drive for transformational culture change | construct | presence
adoption_trigger | - | Adoption trigger (emergent) | construct | presence
cooptation_safeguard | - | Safeguards against co-optation | construct | presence
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


def test_lozeau_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("lozeau2002"))) == read(LOZEAU, "lozeau2002")


def test_the_extension_has_these_entries_in_this_order() -> None:
    assert in_pack(read_pack(packs.text("ext.mulvale2024"))) == read(MULVALE, "ext.mulvale2024")


def test_lozeau_names_four_outcomes() -> None:
    pack = read_pack(packs.text("lozeau2002"))
    assert Counter(each.kind for each in pack.constructs) == {"construct": 5, "outcome": 4, "group": 2}
    outcomes = ("transformation", "customization", "loose_coupling", "corruption")
    assert pack.values_of("lozeau2002.outcome") == tuple(f"lozeau2002.outcome.{name}" for name in outcomes)


def test_the_size_of_a_gap_is_a_category_and_gaps_normally_hinder() -> None:
    pack = read_pack(packs.text("lozeau2002"))
    assert pack.values_of("lozeau2002.gap.size") == ("none", "small", "medium", "large")
    reverse = [each.id for each in pack.constructs if each.polarity == "reverse"]
    assert reverse == ["lozeau2002.gap", "lozeau2002.gap.power_structure", "lozeau2002.gap.values"]


def test_cooptation_is_another_name_of_corruption_and_tokenism_is_not() -> None:
    corruption = read_pack(packs.text("lozeau2002")).by_id["lozeau2002.outcome.corruption"]
    assert "Co-optation" in corruption.aliases
    tokenism = [each for each in corruption.exclusion if "okenism" in each.texts["en"]]
    assert [each.redirect for each in tokenism] == ["cfir2022.process.engaging.recipients"]


def test_the_extension_says_that_it_reads_an_abstract_and_which_entries_are_our_reading() -> None:
    pack = read_pack(packs.text("ext.mulvale2024"))
    assert "abstract, not its full text" in pack.note["en"]
    ours = [each.id.rpartition(".")[2] for each in pack.constructs if "Our reading" in each.cue["en"]]
    theirs = [each for each in pack.constructs if "From the conclusion of the abstract" in each.cue["en"]]
    assert ours == ["adoption_trigger", "cooptation_safeguard"]
    assert len(theirs) == 4
