"""A wrong pack is refused with a sentence that names the entry and says what to do."""

# ruff: noqa: E501 - a row of the table stays on one line
import pytest

from caseloom.frameworks import read_pack, refusals

HEAD = """
id = "own"
version = "1"
edition = 1
title = "Our own framework"
citation = "Our team, 2026"
languages = ["en", "sv"]
rights = "Ours"
"""

TRUST = """
[[construct]]
id = "own.trust"
kind = "construct"
label = { en = "Trust", sv = "Tillit" }
measure = "influence"
"""


def with_line(line: str) -> str:
    return HEAD + TRUST + line


# title | the pack | refused as | the sentence names | and says
# fmt: off
WRONG = [
    ("not TOML", HEAD + "title\n", refusals.NotToml, "line", "TOML"),
    ("a pack without a version", HEAD.replace('version = "1"', ""), refusals.FieldMissing, '"own"', "`version`"),
    ("a pack without languages", HEAD.replace('["en", "sv"]', "[]"), refusals.FieldMissing, "own", "`languages`"),
    ("an edition in words", HEAD.replace("edition = 1", 'edition = "1"'), refusals.FieldWrong, "own", "whole"),
    ("a slip of the pen", with_line('incusion = ["x"]'), refusals.FieldUnknown, "own.trust", "inclusion"),
    ("text where a list should be", with_line('inclusion = "x"'), refusals.FieldWrong, "own.trust", "brackets"),
    ("an entry without id", HEAD + "[[construct]]\n", refusals.FieldMissing, "number 1", "`id`"),
    ("an id with capitals", HEAD + TRUST.replace("own.trust", "own.Trust"), refusals.IdWrong, "own.Trust", "lower"),
    ("an id of another pack", HEAD + TRUST.replace("own.trust", "cfir.trust"), refusals.IdWrong, "cfir.trust", '"own."'),
    ("an id used twice", HEAD + TRUST + TRUST, refusals.IdTwice, "own.trust", "another id"),
    ("no label", HEAD + TRUST.replace("label", "cue"), refusals.LabelMissing, "own.trust", "`label"),
    ("no label in the first language", HEAD + TRUST.replace('en = "Trust", ', ""), refusals.LabelMissing, "own.trust", '"en"'),
    ("a language not listed", HEAD + TRUST.replace("sv =", "fr ="), refusals.LanguageUndeclared, "own.trust", '"fr"'),
    ("an unknown kind", HEAD + TRUST.replace('"construct"', '"idea"'), refusals.KindUnknown, "own.trust", "domain"),
    ("an unknown measure", HEAD + TRUST.replace("influence", "effect"), refusals.MeasureUnknown, "own.trust", "presence"),
    ("an unknown polarity", with_line('polarity = "bad"'), refusals.PolarityUnknown, "own.trust", "reverse"),
    ("an unknown provenance", with_line('definition_is = "true"'), refusals.ProvenanceUnknown, "own.trust", "paraphrase"),
    ("values of what is no category", with_line('values = ["a", "b"]'), refusals.ValuesMisplaced, "own.trust", "category"),
    ("a category without values", HEAD + TRUST.replace("influence", "category"), refusals.ValuesMisplaced, "own.trust", "values"),
    ("an unknown parent", with_line('parent = "own.people"'), refusals.ParentUnknown, "own.people", "Add"),
    ("its own parent", with_line('parent = "own.trust"'), refusals.ParentsCircular, "own.trust", "parent"),
    ("a redirect to nowhere", with_line('exclusion = [{ text = "x", to = "own.hope" }]'), refusals.RedirectMissing, "own.hope", "refers_to"),
    ("a successor that is not there", with_line('replaced_by = "own.hope"'), refusals.ReplacementMissing, "own.hope", "replaced_by"),
    ("pairs of what is not there", HEAD + 'pairs = { roles = "own.a", characteristics = "own.b" }\n' + TRUST, refusals.PairsWrong, "own.a", "role"),
    ("an unknown relation", with_line('[[relation]]\nfrom = "own.trust"\nrelation = "same"\nto = "own.b"'), refusals.RelationUnknown, "own.trust", "exact"),
    ("a relation to nowhere", with_line('[[relation]]\nfrom = "own.trust"\nrelation = "close"\nto = "own.b"'), refusals.RelationEndMissing, "own.b", "Correct"),
    ("a gap with a left end", with_line('[[relation]]\nfrom = "own.trust"\nrelation = "gap"\nto = "own.b"'), refusals.RelationWrong, "own.trust", "left"),
]


# fmt: on


@pytest.mark.parametrize(("title", "text", "refusal", "entry", "cure"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_pack(title: str, text: str, refusal: type[refusals.Refused], entry: str, cure: str) -> None:
    with pytest.raises(refusal) as refused:
        read_pack(text)
    assert type(refused.value) is refusal
    assert entry in str(refused.value)
    assert cure in str(refused.value)
    if refusal is not refusals.NotToml:
        assert "Nothing was taken in" in str(refused.value)


def test_a_circle_of_parents_is_told_step_by_step() -> None:
    hope = TRUST.replace("own.trust", "own.hope")
    with pytest.raises(refusals.ParentsCircular, match=r"own\.trust under own\.hope under own\.trust"):
        read_pack(with_line('parent = "own.hope"\n') + hope + 'parent = "own.trust"\n')


def test_a_right_pack_of_ones_own_works_like_ours() -> None:
    pack = read_pack(with_line('definition = "Whether people rely on each other."\n'))
    (trust,) = pack.constructs
    assert trust.labels == {"en": "Trust", "sv": "Tillit"}
    assert trust.definitions.say("sv") == "Whether people rely on each other."
    assert trust.definition_provenance == "written by the pack's author"


def test_a_pack_of_ones_own_may_send_the_coder_into_another_pack() -> None:
    text = HEAD + 'refers_to = ["cfir2022"]\n' + TRUST
    pack = read_pack(text + 'exclusion = [{ text = "Ties between teams", to = "cfir2022.inner.culture" }]')
    assert pack.constructs[0].exclusion[0].redirect == "cfir2022.inner.culture"
