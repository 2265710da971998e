"""Every construct has plain words, and every language that a pack was put into is whole and consistent."""

from collections import Counter

import pytest

from caseloom import packs
from caseloom.frameworks import Pack, Wordings, read_pack, read_wordings

MOST_WORDS = 30
# In full: labels, definitions and plain words; of the others, labels.
WITH_DEFINITIONS = {"cfir2022", "gh2004", "lozeau2002"}
# The files that must be there: one a pack and language. A language is added when its files arrive.
EXPECTED = ("sv", "fr", "zh")
MISSING = [
    f"{language}/{name}"
    for language in EXPECTED
    for name in packs.names()
    if language not in packs.wordings(name)
]
PRESENT = [(name, language) for name in packs.names() for language in packs.wordings(name)]

every_pack = pytest.mark.parametrize("name", packs.names())
every_file = pytest.mark.parametrize(("name", "language"), PRESENT)


def pack(name: str) -> Pack:
    return read_pack(packs.text(name), packs.wordings(name))


def wordings(name: str, language: str) -> Wordings:
    return read_wordings(packs.wordings(name)[language])


def plain_words() -> list[tuple[str, str]]:
    return [(each.id, each.plain.say("en")) for name in packs.names() for each in pack(name).constructs]


def test_every_construct_is_said_in_plain_words() -> None:
    assert [id for id, words in plain_words() if not words] == []


def test_plain_words_are_few_and_whole_sentences() -> None:
    assert [id for id, words in plain_words() if len(words.split()) > MOST_WORDS] == []
    assert [id for id, words in plain_words() if words[-1] not in ".?!" or words[0].islower()] == []


def test_no_two_constructs_are_said_alike_in_plain_words() -> None:
    told = Counter(words.casefold() for _, words in plain_words())
    assert [words for words, count in told.items() if count > 1] == []


def test_plain_words_are_not_the_words_of_the_field() -> None:
    field = ("innovation", "implement", "adopt", "stakeholder", "construct", "facilitat", "determinant")
    assert [(id, word) for id, words in plain_words() for word in field if word in words.casefold()] == []


def test_every_expected_language_has_a_file_for_every_pack() -> None:
    assert set(EXPECTED) <= set(packs.LANGUAGES)
    assert MISSING == []


@every_pack
def test_the_files_that_are_there_are_taken_in(name: str) -> None:
    assert set(pack(name).languages) == {"en", *packs.wordings(name)}


@every_file
def test_a_language_has_words_for_every_construct(name: str, language: str) -> None:
    words = wordings(name, language).by_id
    assert [each.id for each in pack(name).constructs if each.id not in words] == []


@every_file
def test_a_language_has_the_definitions_that_it_should(name: str, language: str) -> None:
    words = wordings(name, language).by_id
    defined = [each.id for each in pack(name).constructs if "en" in each.definitions]
    if name in WITH_DEFINITIONS:
        assert [id for id in defined if not words[id].definition.strip()] == []
    # A definition that English does not have is nobody's to invent.
    assert [id for id, each in words.items() if each.definition and id not in defined] == []


@every_file
def test_no_two_constructs_under_one_parent_are_called_alike(name: str, language: str) -> None:
    found = pack(name).constructs
    called = Counter((each.labels[language].casefold(), each.parent) for each in found)
    assert [label for label, count in called.items() if count > 1] == []


@every_pack
def test_co_optation_in_chinese_is_capture_and_never_cooperation(name: str) -> None:
    spoken = pack(name)
    for each in spoken.constructs:
        known = f"{each.labels['en']} {' '.join(each.aliases)}".casefold()
        if "co-optation" in known and "zh" in spoken.languages:
            assert "收编" in each.labels["zh"], each.id
            assert "合作" not in each.labels["zh"], each.id
