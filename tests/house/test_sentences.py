"""Every sentence of the program is in every catalogue, translated, with its gaps and the glossary's words."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from caseloom import packs
from caseloom.language import CatalogueUnreadable, read_catalogue
from caseloom.web.settings import WEB, configure

configure(port=8471, secret="only for tests " * 5)

from sentences import faults  # noqa: E402 - Django wants its settings first
from sentences.catalogues import brought_up, forms_of, messages, missing, path_of, read  # noqa: E402
from sentences.message import Message  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
HOW = "Say “make sentences”, then write what the catalogue lacks into packs/locale."
BOLD = re.compile(r"\*\*([^*]+)\*\*")

each_language = pytest.mark.parametrize("language", packs.CATALOGUES)


@pytest.fixture(scope="module")
def every() -> Sequence[Message]:
    """Every message of the program, found once."""
    return messages()


def test_messages_are_found_in_code_templates_and_declarations(every: Sequence[Message]) -> None:
    ids = {each.id for each in every}
    nothing = "There is nothing of yours to undo. Nothing was changed."
    assert {"Undo: %(act)s", "Skip to the page", "{who} coded: {what}.", nothing} <= ids
    assert len(every) > 900


@each_language
def test_every_message_is_translated(language: str, every: Sequence[Message]) -> None:
    there = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in read(language)}
    lacking = [each.id for each in every if each.id not in there] + missing(language)
    assert lacking == [], HOW


@each_language
def test_the_catalogue_is_what_the_code_says(language: str, every: Sequence[Message]) -> None:
    written = path_of(language).read_text(encoding="utf-8")
    assert written == brought_up(language, every), HOW


@each_language
def test_nothing_is_guessed_and_nothing_is_left_over(language: str) -> None:
    assert faults.unfinished(language) == []


@each_language
def test_a_translation_has_the_gaps_and_tags_of_its_message(language: str) -> None:
    assert faults.differing_gaps(language) == []


@each_language
def test_pages_read_of_a_catalogue_what_babel_reads(language: str) -> None:
    ours = read_catalogue(packs.catalogue(language), language)
    theirs = {}
    for entry in read(language):
        if entry.id:
            key = entry.id if isinstance(entry.id, str) else "\0".join(entry.id)
            said = "\0".join(forms_of(entry))
            theirs[f"{entry.context}\x04{key}" if entry.context else key] = said
    assert {key: said for key, said in ours.items() if key} == theirs


@each_language
def test_a_word_is_always_the_glossary_s_word(language: str) -> None:
    assert faults.against_glossary(language) == []


@each_language
def test_the_glossary_has_every_term(language: str) -> None:
    words = faults.glossary(language)["terms"]
    terms = [term.casefold() for term in BOLD.findall((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))]
    assert len(terms) > 50
    assert [term for term in terms if not words.get(term, {}).get("word")] == []


def test_co_optation_is_never_cooperation() -> None:
    words = tomllib.loads(packs.glossary("zh_Hans"))
    assert words["terms"]["co-optation"]["word"] == "收编"
    assert "合作" in words["forbidden"]


@pytest.mark.parametrize("line", ["msgid unquoted", '"a string of nothing"', 'msgid "a" "b"'])
def test_a_catalogue_that_cannot_be_read_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(CatalogueUnreadable, match=r"Line 2 .* sv"):
        read_catalogue(f"# a remark\n{line}\n", "sv")


# -- templates ------------------------------------------------------------------------------------

TEMPLATES = sorted(WEB.rglob("*.html"))
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
TRANSLATED = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{% block bodyclass %}.*?{% endblock %}", re.S
)
# A command to type, the product's name and keys of the keyboard are the same in every language.
SAME_EVERYWHERE = re.compile(r"<code>.*?</code>|<kbd[^>]*>.*?</kbd>|Caseloom|Esc", re.S)
SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_word_of_a_template_is_left_unmarked(template: Path) -> None:
    written = TRANSLATED.sub("", template.read_text("utf-8"))
    bare = TAGS.sub("", written)
    seen = re.sub(r"<[^>]*>", " ", SAME_EVERYWHERE.sub("", bare))
    spoken = " ".join(SPOKEN.findall(bare))
    assert re.findall(r"[^\W\d_]{2,}", f"{seen} {spoken}") == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 15
