"""What the sources room keeps: sources, their texts by revision, speakers and turns."""

from caseloom.design.kinds import SOURCE_KINDS
from caseloom.studyfile import Field, Kind

ROLES = ("respondent", "interviewer", "chair", "speaker", "note", "")

SOURCE = Kind(
    "source",
    (
        Field("title", "words", required=True, searchable=True),
        Field("source_kind", "text", required=True, choices=SOURCE_KINDS),
        Field("case", "id", to="case"),
        Field("wave", "id", to="wave"),
        Field("setting", "id", to="setting"),
        Field("innovation", "id", to="innovation"),
        Field("written", "text"),
        Field("covers", "text"),
        Field("language", "text"),
        # The source whose words these are in another language: they are evidence once, there.
        Field("translation_of", "id", to="source"),
        Field("producer", "words", searchable=True),
        Field("file_name", "words"),
        Field("note", "words"),
    ),
    label="title",
    whose_words="author",
    indexes=(("case",), ("wave",), ("translation_of",)),
)
TEXT = Kind("text", (Field("content", "text", required=True),), whose_words="participant", immutable=True)
REVISION = Kind(
    "revision",
    (
        Field("source", "id", to="source", required=True, when_gone="hide"),
        Field("text", "id", to="text", required=True, owned=True),
        # The revision that this one took the place of: two that follow the same one are concurrent.
        Field("follows", "id", to="revision"),
        # Another that it took the place of, where somebody put two together or chose between them.
        Field("settles", "id", to="revision"),
        # What the file's bytes were, so that the same file is noticed the second time.
        Field("digest", "text", required=True),
        Field("format", "text"),
        Field("encoding", "text"),
        # Places that are not text: pages, headings, tables, footnotes, comments (JSON list).
        Field("marks", "words"),
        Field("reading_notes", "words"),
    ),
    whose_words="participant",
    indexes=(("source",), ("digest",)),
)
ORIGINAL = Kind(
    "original",
    (
        Field("revision", "id", to="revision", required=True, when_gone="hide"),
        Field("content", "bytes", required=True),
    ),
    whose_words="participant",
    immutable=True,
    indexes=(("revision",),),
    with_blanks=True,
)
SPEAKER = Kind(
    "speaker",
    (
        Field("source", "id", to="source", required=True, when_gone="hide"),
        Field("label", "words"),
        Field("role", "text", choices=ROLES),
        Field("participant", "id", to="participant"),
    ),
    label="label",
    whose_words="participant",
    indexes=(("source",),),
)
TURN = Kind(
    "turn",
    (
        Field("revision", "id", to="revision", required=True, when_gone="hide"),
        Field("number", "integer", required=True),
        Field("start", "integer", required=True),
        Field("end", "integer", required=True),
        Field("words_start", "integer", required=True),
        Field("turn_kind", "text", required=True),
        Field("speaker", "id", to="speaker"),
        Field("seconds", "real"),
    ),
    whose_words="participant",
    immutable=True,
    indexes=(("revision", "number"),),
)
# In a corrected text: the turns of the text before in whose place a turn stands. Written when the text comes
# in, since after an erasure nothing tells any more what stood where.
FORMER_TURN = Kind(
    "former_turn",
    (
        Field("turn", "id", to="turn", required=True, when_gone="hide"),
        Field("former", "id", to="turn", required=True, when_gone="hide"),
    ),
    immutable=True,
    indexes=(("turn",), ("former",)),
)
TURN_ROLE = Kind(
    "turn_role",
    (
        Field("turn", "id", to="turn", required=True, when_gone="hide"),
        Field("role", "text", choices=ROLES),
        Field("participant", "id", to="participant"),
    ),
    indexes=(("turn",),),
)
PICTURE = Kind(
    "picture", (Field("content", "bytes", required=True),), whose_words="participant", immutable=True
)
# A picture of a page on paper, whose words are the source's text. It is put at a revision, as an original is.
PAGE_PICTURE = Kind(
    "page_picture",
    (
        Field("revision", "id", to="revision", required=True, when_gone="hide"),
        Field("picture", "id", to="picture", required=True, owned=True),
        # Its place in the order in which pictures were brought, and where in the text its page begins.
        Field("number", "integer", required=True),
        Field("start", "integer", required=True),
        # As it is shown: a page keeps the place of each without opening them all.
        Field("width", "integer", required=True),
        Field("height", "integer", required=True),
    ),
    whose_words="participant",
    indexes=(("revision", "start"),),
    with_blanks=True,
)

KINDS = (SOURCE, TEXT, REVISION, ORIGINAL, SPEAKER, TURN, FORMER_TURN, TURN_ROLE, PICTURE, PAGE_PICTURE)
