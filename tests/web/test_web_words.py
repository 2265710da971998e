"""Every word of every template that people see or hear is marked for translation."""

import re
from pathlib import Path

import pytest

from caseloom.web.settings import WEB
from caseloom.web.words import title_language

TEMPLATES = sorted(WEB.rglob("*.html"))
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
TRANSLATED = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{% block bodyclass %}.*?{% endblock %}", re.S
)
# A command to type, the product's name and keys of the keyboard are the same in every language.
SAME_EVERYWHERE = re.compile(r"<code>.*?</code>|<kbd[^>]*>.*?</kbd>|Caseloom|Esc", re.S)
SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_word_is_left_unmarked(template: Path) -> None:
    written = TRANSLATED.sub("", template.read_text("utf-8"))
    bare = TAGS.sub("", written)
    seen = re.sub(r"<[^>]*>", " ", SAME_EVERYWHERE.sub("", bare))
    spoken = " ".join(SPOKEN.findall(bare))
    assert re.findall(r"[^\W\d_]{2,}", f"{seen} {spoken}") == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 15


def test_a_title_in_latin_letters_claims_no_language() -> None:
    assert title_language("林老师", "zh") == "zh"
    assert title_language("Maja Lindqvist, wave 1", "sv") == ""
    assert title_language("2019", None) == ""
