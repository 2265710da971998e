"""What the program calls things that rooms hand over by a word of theirs: values, headings, roles, notes."""

import re
from functools import cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from caseloom.analysis.model import COUNTED, DIMENSIONS, Heading, MatrixProblem
from caseloom.language import Phrase
from caseloom.record.fields import CHOICES, NAMES, TIMES, Several, Words
from caseloom.rooms import KINDS
from caseloom.sources.readers.told import SENTENCES
from caseloom.web.words import date_words, kind_words, sentence_words, thing_words

_GAP = re.compile(r"{(\w+)}")

MACHINES = (
    gettext_noop("Permission denied"),
    gettext_noop("No space left on device"),
    gettext_noop("Read-only file system"),
    gettext_noop("No such file or directory"),
    gettext_noop("Not a directory"),
    gettext_noop("Is a directory"),
    gettext_noop("File name too long"),
    gettext_noop("Input/output error"),
    gettext_noop("database or disk is full"),
    gettext_noop("disk I/O error"),
    gettext_noop("attempt to write a readonly database"),
    gettext_noop("unable to open database file"),
)
"""Reasons that the system and SQLite give, in English whatever the machine's language."""


def field_words(kind: str, field: str) -> str:
    """A field of a kind, as a heading."""
    said = NAMES.get((kind, field))
    return capfirst(_(said) if said else thing_words(field))


def value_words(kind: str, field: str, value: Words) -> str:
    """A field's value: a time as a date, one of a fixed choice by its word, anything else as it stands."""
    if isinstance(value, Several):
        return " / ".join(value_words(kind, field, each) for each in value)
    if isinstance(value, Phrase):
        return sentence_words(value.sentence, value.named)
    if (kind, field) in TIMES:
        return date_words(value)
    if chosen := CHOICES.get((kind, field), {}).get(value):
        return _(chosen)
    declared = KINDS.get(kind)
    if declared is None or field not in declared.names or value not in declared.field(field).choices:
        return value
    return kind_words(value) if field == "source_kind" else pgettext("value", value.replace("_", " "))


def role_words(role: str) -> str:
    """Whose words a turn holds."""
    return pgettext("value", role.replace("_", " ")) if role else _("speaker")


def heading_words(heading: Heading) -> str:
    """A row's or a column's label; what stands for “none” is the program's word."""
    if heading.dimension == "source_kind":
        return kind_words(heading.key)
    if heading.dimension == "interval" and heading.key:
        return date_words(heading.key)
    return heading.label if heading.key else _(heading.label)


def columns_words(columns: str) -> str:
    """Dimensions, and what cells may count, as an address has them."""
    return ", ".join(_dimension(name.strip()) for name in columns.split(","))


def _dimension(name: str) -> str:
    if name in DIMENSIONS:
        return thing_words(name)
    return _(name) if name in COUNTED else name


def matrix_trouble_words(trouble: MatrixProblem) -> str:
    """Why a matrix cannot be drawn; what it names of itself is said in the page's language too."""
    told = {
        gap: columns_words(said) if isinstance(said, str) else said for gap, said in trouble.named.items()
    }
    return sentence_words(trouble.sentence, told)


def note_words(said: str) -> str:
    """A reader's note, which a study keeps as it was said in English."""
    for sentence, pattern in _notes():
        if found := pattern.fullmatch(said):
            return sentence_words(sentence, found.groupdict())
    return said


@cache
def _notes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, _pattern(sentence)) for sentence in SENTENCES)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Matches the sentence with whatever filled its gaps."""
    parts = _GAP.split(sentence)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )
