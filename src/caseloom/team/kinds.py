"""What the team room keeps: people and their self-described voices."""

from caseloom.studyfile import Field, Kind

PERSON = Kind(
    "person",
    (
        Field("name", "words", required=True, searchable=True),
        # Voices are self-described, several at once: one set field, a voice a line.
        Field("voices", "words", searchable=True),
    ),
    label="name",
    whose_words="author",
)

KINDS = (PERSON,)
