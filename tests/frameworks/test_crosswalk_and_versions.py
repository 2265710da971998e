"""Crosswalks and version maps: what they conclude and what they refuse."""

import pytest

from caseloom.frameworks import (
    Construct,
    Crosswalk,
    Exclusion,
    Move,
    Pack,
    Related,
    Relation,
    Texts,
    VersionMap,
    check_relations,
    check_version_map,
    read_crosswalk,
    read_version_map,
    refusals,
)
from caseloom.frameworks.model import Citation

CHAIN = Crosswalk(
    (
        Relation("a.x", "exact", "b.x"),
        Relation("c.x", "exact", "b.x"),
        Relation("c.x", "exact", "d.x"),
        Relation("d.x", "close", "e.x"),
        Relation("e.x", "exact", "f.x"),
        Relation("a.x", "narrower_than", "g.x", "a part"),
        Relation("", "gap", "h.x"),
    )
)


def a_pack(pack_id: str, *constructs: Construct, refers_to: tuple[str, ...] = ()) -> Pack:
    texts = Texts({"en": "Text"})
    return Pack(pack_id, "1", 1, texts, Citation("Us"), ("en",), texts, constructs, refers_to=refers_to)


def an_idea(name: str, exclusion: tuple[Exclusion, ...] = (), replaced_by: str | None = None) -> Construct:
    texts = Texts({"en": "Idea"})
    return Construct(name, "construct", texts, exclusion=exclusion, replaced_by=replaced_by)


@pytest.mark.parametrize(
    ("coded", "derived"),
    [
        ("a.x", {"b.x", "c.x", "d.x"}),
        ("d.x", {"a.x", "b.x", "c.x"}),
        ("e.x", {"f.x"}),
        ("g.x", set()),
        ("h.x", set()),
        ("nowhere", set()),
    ],
)
def test_exact_holds_both_ways_and_through_a_third(coded: str, derived: set[str]) -> None:
    assert CHAIN.derivable(coded) == derived


def test_a_relation_reads_from_either_end() -> None:
    assert CHAIN.related("g.x") == (Related("a.x", "wider_than", "a part"),)
    assert CHAIN.related("a.x")[1] == Related("g.x", "narrower_than", "a part")
    assert CHAIN.related("h.x") == (Related("", "gap", ""),)
    assert CHAIN.related("nowhere") == ()


def test_two_ends_are_related_once() -> None:
    with pytest.raises(refusals.RelationWrong, match="twice"):
        Crosswalk((Relation("a.x", "exact", "b.x"), Relation("b.x", "close", "a.x")))


@pytest.mark.parametrize("rows", ['[[relation]]\nfrom = "a"\nto = "b"', 'relation = "x"', "[[relations]]"])
def test_a_wrong_crosswalk_is_refused(rows: str) -> None:
    with pytest.raises(refusals.Refused, match="Nothing was taken in"):
        read_crosswalk(rows)


def test_relations_between_packs_are_checked_when_the_packs_are_together() -> None:
    here = a_pack("a", an_idea("a.x", (Exclusion(Texts({"en": "y"}), "b.x"),)), refers_to=("b",))
    there = a_pack("b", an_idea("b.x"))
    check_relations([here, there], [Relation("a.x", "exact", "b.x"), Relation("", "gap", "a.x")])
    with pytest.raises(refusals.RedirectMissing, match=r'"a\.x" sends the coder to "b\.x"'):
        check_relations([here])
    with pytest.raises(refusals.RelationEndMissing, match=r'names "b\.y"'):
        check_relations([here, there], [Relation("a.x", "exact", "b.y")])


def test_a_successor_in_another_pack_is_checked_too() -> None:
    retired = a_pack("a", an_idea("a.x", replaced_by="b.x"), refers_to=("b",))
    check_relations([retired, a_pack("b", an_idea("b.x"))])
    with pytest.raises(refusals.ReplacementMissing, match=r"b\.x"):
        check_relations([retired])


def test_a_construct_cannot_replace_itself() -> None:
    with pytest.raises(refusals.ReplacementMissing, match=r"a\.x"):
        an_idea("a.x", replaced_by="a.x")


MAP = """
from_pack = "a"
to_pack = "b"

[[move]]
from = "a.x"
to = "b.x"
kind = "kept"
carry_codings = "yes"
carry_ratings = true
basis = "our reading"
"""

# what is changed in the map above | what the refusal says
WRONG_MOVES = [
    (MAP.replace('"kept"', '"dropped"'), "dropped"),
    (MAP.replace('"yes"', '"maybe"'), "maybe"),
    (MAP.replace('"yes"', '"flag"'), "carries ratings but not codings"),
    (MAP.replace("true", '"yes"'), "true or false"),
    (MAP.replace("basis", "base"), "basis"),
    (MAP + MAP[MAP.index("[[") :], "twice|several targets"),
    (MAP + MAP[MAP.index("[[") :].replace("b.x", "b.y"), "several targets"),
    (MAP.replace('from_pack = "a"', ""), "from_pack"),
]


def test_a_version_map_says_where_an_idea_goes() -> None:
    version_map = read_version_map(MAP)
    assert version_map.of("a.x") == (Move("a.x", "b.x", "kept", "yes", True, "", "our reading"),)
    assert version_map.of("a.y") == ()


@pytest.mark.parametrize(("text", "says"), WRONG_MOVES)
def test_a_wrong_version_map_is_refused(text: str, says: str) -> None:
    with pytest.raises(refusals.Refused, match=says):
        read_version_map(text)


def test_a_pair_stands_once() -> None:
    queued = Move("a.x", "b.x", "split", "queue", False)
    with pytest.raises(refusals.MoveWrong, match="twice"):
        VersionMap("a", "b", (queued, queued))


def test_a_move_to_nowhere_is_refused_when_the_packs_are_there() -> None:
    with pytest.raises(refusals.MoveWrong, match=r'names "b\.x"'):
        check_version_map(read_version_map(MAP), [a_pack("a", an_idea("a.x"))])
