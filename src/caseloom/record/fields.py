"""What people call the fields of rows and what stands in them; of most it is the name they are kept under."""

from collections.abc import Mapping

from caseloom.dates import can_read, in_words
from caseloom.language import Phrase, spoken


class Several(tuple[str | Phrase, ...]):
    """What several people said in one field."""

    __slots__ = ()

    def __str__(self) -> str:
        return " / ".join(map(str, self))


Words = str | Phrase | Several
"""What a field says, before a door says it in the reader's language."""

NAMES: Mapping[tuple[str, str], str] = {
    ("case", "description"): spoken("About"),
    ("case", "served"): spoken("People served"),
    ("code", "inclusion"): spoken("Code here"),
    ("code", "exclusion"): spoken("Do not code here"),
    ("code", "parent"): spoken("Stands under"),
    ("code", "shortcut"): spoken("Key"),
    ("coding", "about"): spoken("Time it speaks of"),
    ("coding", "confirmed"): spoken("Found still right"),
    ("coding", "confirmed_because"): spoken("Reason"),
    ("coding", "example"): spoken("Example or remark"),
    ("coding", "valence"): spoken("Helps or hinders"),
    ("coding_query", "wish"): spoken("what is asked"),
    ("construct", "inclusion"): spoken("Code here"),
    ("construct", "exclusion"): spoken("Do not code here"),
    ("construct", "project_wording"): spoken("The project’s wording"),
    ("memo", "memo_kind"): spoken("Type"),
    ("participant", "quoted_as"): spoken("Named in quotations"),
    ("plan", "source_kind"): spoken("Kind"),
    ("query", "expression"): spoken("Looks for"),
    ("source", "covers"): spoken("Covers"),
    ("source", "source_kind"): spoken("Kind"),
    ("source", "written"): spoken("Date"),
}
"""By kind and field, as message ids: what a field is called otherwise than it is kept."""

VALENCES: Mapping[str, str] = {
    "helps": spoken("helps"),
    "hinders": spoken("hinders"),
    "both": spoken("helps and hinders"),
    "neither": spoken("neither helps nor hinders"),
}
EXAMPLES: Mapping[str, str] = {
    "concrete": spoken("concrete example"),
    "general": spoken("general remark"),
}
CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("coding", "valence"): VALENCES,
    ("coding", "example"): EXAMPLES,
}
"""By kind and field, as message ids: what a choice is called otherwise than it is kept."""

TIMES = frozenset(
    {
        ("case", "period"),
        ("coding", "about"),
        ("innovation_version", "date"),
        ("phase", "period"),
        ("source", "covers"),
        ("source", "written"),
        ("wave", "date"),
    }
)
"""The fields that hold a time (EDTF)."""


def field_words(kind: str, field: str) -> str:
    """What a field is called in English, as a heading."""
    said = NAMES.get((kind, field)) or field.replace("_", " ")
    return said[:1].upper() + said[1:]


def value_words(kind: str, field: str, value: Words) -> str:
    """What a field says, in English."""
    if isinstance(value, Several):
        return " / ".join(value_words(kind, field, each) for each in value)
    said = str(value)
    if (kind, field) in TIMES and can_read(said):
        return in_words(said, "en")
    return CHOICES.get((kind, field), {}).get(said, said)
