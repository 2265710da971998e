"""What the team room keeps: people and their self-described voices, memos on anything and what they link."""

from caseloom.studyfile import Field, Kind

MEMO_KINDS = ("reflexive", "methodological", "theoretical", "question", "contact_summary")
ABOUT = (
    "study",
    "innovation",
    "setting",
    "case",
    "wave",
    "phase",
    "participant",
    "framework",
    "construct",
    "source",
    "passage",
    "coding",
    "code",
    "query",
)
"""What a memo may be about. One on a cell of a matrix is about its code and linked to its case and wave."""
LINKED = (*ABOUT, "memo")

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
MEMO = Kind(
    "memo",
    (
        # Never edited: so an erasure takes the same memos in every copy, in whatever order they are merged.
        Field("about", "thing", among=ABOUT, required=True),
        Field("memo_kind", "text", required=True, choices=MEMO_KINDS),
        Field("title", "words", required=True, searchable=True),
        # Markdown.
        Field("text", "words", searchable=True),
        # Whose memo it is, as a coding is its coder's: a build has no author, and an erasure needs to know.
        Field("author", "id", to="person", required=True),
    ),
    label="title",
    whose_words="author",
    indexes=(("about",),),
)
# Beside what it is about, a memo may point to any number of things; the pair determines the id.
MEMO_LINK = Kind(
    "memo_link",
    (
        Field("memo", "id", to="memo", required=True, when_gone="hide"),
        Field("thing", "thing", among=LINKED, required=True, when_gone="hide"),
    ),
    indexes=(("memo",), ("thing",)),
)

KINDS = (PERSON, MEMO, MEMO_LINK)
