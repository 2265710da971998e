"""A framework in the reader's language: whose words these are, and what stands where there are none.

A pack is written in English. Its words in another language stand in a file of their own, which says of
which edition they are and which native researcher reviewed them. A study adopts both, keeps its own copy,
and shows each reader their language; where it has no words in it, the English ones, marked so.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from caseloom.coding.readings import codes
from caseloom.design.actions import adopt, set_field
from caseloom.design.readings import constructs, frameworks
from caseloom.frameworks import Pack, Translation, read_pack, refusals
from caseloom.language import CaseloomError
from caseloom.studyfile import Build
from caseloom.studyfile.tables import change
from caseloom.team.model import Viewer
from tests.analysis.workbench import Workbench, open_workbench

PACK = """
id = "care"
version = "2026"
edition = 2
languages = ["en"]
title = "Frame of care"
citation = "Our group, 2026."
rights = "Our own words."

[[construct]]
id = "care.trust"
kind = "construct"
label = "Trust"
measure = "influence"
definition = "How far people are relied on before they have proved anything."
plain = "Do people rely on each other from the start?"

[[construct]]
id = "care.hope"
kind = "construct"
label = "Hope"
measure = "influence"
definition = "How far better times are expected."
plain = "Do people think that it will get better?"
"""

SWEDISH = """
pack = "care"
language = "sv"
of_edition = 2
reviewed_by = ""

[wording."care.trust"]
label = "Tillit"
definition = "I vilken mån man litar på människor innan de har visat något."
plain = "Litar folk på varandra från början?"
"""

FRENCH = """
pack = "care"
language = "fr"
of_edition = 1
reviewed_by = "Claire Morel"

[wording."care.trust"]
label = "Confiance"

[wording."care.hope"]
label = "Espoir"
"""


def pack(**wordings: str) -> Pack:
    return read_pack(PACK, wordings)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    yield bench
    bench.study.close()


def read_in(bench: Workbench, language: str) -> list[tuple[str, str, str, str]]:
    """What a reader of a language reads: label and its language, plain words and theirs."""
    with bench.file.read() as db:
        found = constructs(db, bench.viewer, language=language)
    return [(each.label, each.label_language, each.plain, each.plain_language) for each in found]


def acts(bench: Workbench) -> list[str]:
    """Every change that was made."""
    with bench.file.read() as db:
        return list(db.scalars(select(change.c.action)))


IN_ENGLISH = [
    ("Trust", "en", "Do people rely on each other from the start?", "en"),
    ("Hope", "en", "Do people think that it will get better?", "en"),
]

# The reader's language              what is read, and in which language it is
READ = [
    ("en", IN_ENGLISH),
    ("sv", [("Tillit", "sv", "Litar folk på varandra från början?", "sv"), IN_ENGLISH[1]]),
    ("fr", [("Confiance", "fr", *IN_ENGLISH[0][2:]), ("Espoir", "fr", *IN_ENGLISH[1][2:])]),
    ("zh", IN_ENGLISH),
]


@pytest.mark.parametrize(("language", "read"), READ)
def test_each_text_is_in_the_reader_s_language_or_in_english(
    bench: Workbench, language: str, read: list[tuple[str, str, str, str]]
) -> None:
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH, fr=FRENCH))
    assert read_in(bench, language) == read


def test_definitions_too(bench: Workbench) -> None:
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH, fr=FRENCH))
    with bench.file.read() as db:
        (swedish, _), (french, _) = (constructs(db, bench.viewer, language=each) for each in ("sv", "fr"))
    assert swedish.definition.startswith("I vilken mån")
    assert (french.definition_language, french.label_language) == ("en", "fr")


def test_the_codebook_is_in_the_reader_s_language(bench: Workbench) -> None:
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH))
    bench.code("Mornings")
    with bench.file.read() as db:
        told = [(each.label, each.language) for each in codes(db, bench.viewer, language="sv")]
    assert told == [("Tillit", "sv"), ("Hope", "en"), ("Mornings", "")]


# -- who vouches for the words --------------------------------------------------------------------


def test_a_pack_says_of_which_edition_its_translations_are_and_who_reviewed_them() -> None:
    found = pack(sv=SWEDISH, fr=FRENCH)
    assert found.languages == ("en", "sv", "fr")
    assert found.translations == (Translation("sv", 2, ""), Translation("fr", 1, "Claire Morel"))


def test_a_study_knows_which_of_its_languages_nobody_reviewed(bench: Workbench) -> None:
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH, fr=FRENCH))
    with bench.file.read() as db:
        (framework,) = frameworks(db, bench.viewer)
    assert framework.unreviewed == ("sv",)


# -- a study that adopted before there were such words --------------------------------------------


def test_a_person_who_adopts_again_gets_the_words_that_the_study_lacks(bench: Workbench) -> None:
    adopt(bench.file, bench.viewer, pack(fr=FRENCH))
    trust = bench.file.key_id("construct", "care.trust")
    set_field(bench.file, bench.viewer, "construct", trust, label_en="Reliance", label_fr="Foi")
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH, fr=FRENCH))
    assert [read_in(bench, language)[0][0] for language in ("en", "sv", "fr")] == [
        "Reliance",
        "Tillit",
        "Foi",
    ]
    with bench.file.read() as db:
        assert [each.unreviewed for each in frameworks(db, bench.viewer)] == [("sv",)]


def test_adopting_again_without_anything_new_changes_nothing(bench: Workbench) -> None:
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH))
    before = acts(bench)
    adopt(bench.file, bench.viewer, pack(sv=SWEDISH))
    assert acts(bench) == before


def test_a_build_brings_words_and_their_review_up_to_date(bench: Workbench) -> None:
    adopt(bench.file, Viewer(build=Build(key="m")), pack(sv=SWEDISH))
    better = SWEDISH.replace("Tillit", "Förtroende").replace('reviewed_by = ""', 'reviewed_by = "Eva Lind"')
    adopt(bench.file, Viewer(build=Build(key="m")), pack(sv=better))
    assert read_in(bench, "sv")[0][:2] == ("Förtroende", "sv")
    with bench.file.read() as db:
        assert [each.unreviewed for each in frameworks(db, bench.viewer)] == [()]


# -- a file of words that does not suit its pack --------------------------------------------------

# What is wrong, what stands in the file, what it becomes, how it is refused, what the sentence says
REFUSED = [
    ("another pack", '"care"', '"cure"', refusals.WordingOfAnother, 'of pack "cure"'),
    ("another language", '"sv"', '"fr"', refusals.WordingLanguageWrong, 'say that they are in "fr"'),
    ("a later edition", "= 2", "= 3", refusals.WordingTooNew, "edition 3, and the pack is edition 2"),
    ("no edition", "of_edition = 2", "", refusals.FieldMissing, "no `of_edition`"),
    ("an unknown construct", "care.trust", "care.thrust", refusals.WordingOfNothing, '"care.thrust"'),
    ("an id without quotes", '"care.trust"', "care.trust", refusals.FieldUnknown, "`trust`"),
    ("no label", 'label = "Tillit"', "", refusals.LabelMissing, '"care.trust" has no label in the language'),
    ("a blank label", '"Tillit"', '" "', refusals.LabelMissing, '"care.trust" has no label in the language'),
    ("a stray key", "plain =", "plane =", refusals.FieldUnknown, "`plane`"),
    ("a stray key above", "reviewed_by", "reviewer", refusals.FieldUnknown, "`reviewer`"),
    ("a label that is a number", '"Tillit"', "3", refusals.FieldWrong, "`label`"),
    ("words that are no tables", '[wording."care.trust"]', "[wording]", refusals.FieldWrong, "`wording`"),
    ("no TOML", "pack =", "pack :", refusals.NotToml, "TOML"),
]


@pytest.mark.parametrize(
    ("old", "new", "refusal", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_it_is_refused_with_a_sentence(old: str, new: str, refusal: type[CaseloomError], says: str) -> None:
    assert old in SWEDISH
    with pytest.raises(refusal, match="Nothing was taken in") as refused:
        pack(sv=SWEDISH.replace(old, new, 1))
    assert says in str(refused.value)


def test_a_pack_of_one_s_own_may_hold_its_words_in_every_language_itself() -> None:
    own = PACK.replace('["en"]', '["en", "sv"]').replace(
        'label = "Hope"', 'label = { en = "Hope", sv = "Hopp" }'
    )
    found = read_pack(own + '\n[[translation]]\nlanguage = "sv"\nof_edition = 2\n')
    assert found.by_id["care.hope"].labels["sv"] == "Hopp"
    assert found.translations == (Translation("sv", 2),)
    with pytest.raises(refusals.TranslationWrong, match='translated into "zh"'):
        read_pack(own + '\n[[translation]]\nlanguage = "zh"\nof_edition = 2\n')
