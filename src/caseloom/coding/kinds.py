"""What the coding room keeps: codes, passages, codings, queries, decisions on their hits, and warnings."""

from caseloom.studyfile import Field, Kind

VALENCES = ("helps", "hinders", "both", "neither")
EXAMPLES = ("concrete", "general")
DECISIONS = ("accepted", "rejected")
# The hues of the style sheet by name, in their order.
COLOURS = (
    *("blue", "rust", "green", "purple", "ochre", "crimson"),
    *("teal", "olive", "indigo", "brown", "slate", "magenta"),
)
SHORTCUTS = tuple("123456789")

CODE = Kind(
    "code",
    (
        # From a construct (then its words stand there), or inductive (then here).
        Field("construct", "id", to="construct"),
        Field("label", "words", searchable=True),
        Field("parent", "id", to="code"),
        Field("definition", "words", searchable=True),
        Field("inclusion", "words", searchable=True),
        Field("exclusion", "words", searchable=True),
        Field("examples", "words", searchable=True),
        # What looks as if it belonged here, and does not.
        Field("near_misses", "words", searchable=True),
        # None is the colour that its place in the codebook gives it.
        Field("colour", "text", choices=COLOURS),
        Field("shortcut", "text", choices=SHORTCUTS),
        Field("position", "integer"),
        # Nothing more is coded with it; its codings stay and count.
        Field("retired", "flag"),
        # Out, since its codings went to this one.
        Field("merged_into", "id", to="code"),
    ),
    label="label",
    whose_words="author",
    indexes=(("construct",),),
)
PASSAGE = Kind(
    "passage",
    (
        Field("revision", "id", to="revision", required=True, when_gone="hide"),
        Field("start", "integer", required=True),
        Field("end", "integer", required=True),
        Field("quote", "text", required=True),
        Field("before", "text", required=True),
        Field("after", "text", required=True),
    ),
    whose_words="participant",
    immutable=True,
    indexes=(("revision", "start"),),
    with_blanks=True,
)
CODING = Kind(
    "coding",
    (
        # The selector it was made with, kept for ever; its place on a later revision is derived.
        Field("passage", "id", to="passage", required=True, when_gone="hide"),
        Field("code", "id", to="code", required=True, when_gone="hide", holds_on=True),
        Field("coder", "id", to="person", required=True),
        # CFIR Individuals: the code is the characteristic, this is the role (a construct).
        Field("role", "id", to="construct"),
        Field("valence", "text", choices=VALENCES),
        Field("example", "text", choices=EXAMPLES),
        Field("about", "text"),
        Field("memo", "words", searchable=True),
        # The quotation as it was given, where it was found only nearly, and how nearly (0-100).
        Field("quoted", "words"),
        Field("score", "real"),
        # Found right under a later wording of its code: which (`Criteria.digest`), and why.
        Field("confirmed", "text"),
        Field("confirmed_because", "words"),
    ),
    whose_words="author",
    indexes=(("passage",), ("code",)),
)
VERSION = Kind(
    "codebook_version",
    (
        # A named point in the changes: the codebook as it was when this was said.
        Field("name", "words", required=True, searchable=True),
        Field("note", "words", searchable=True),
    ),
    label="name",
    whose_words="author",
)
QUERY = Kind(
    "query",
    (
        Field("name", "words", required=True, searchable=True),
        Field("expression", "words", required=True),
        Field("code", "id", to="code", required=True),
        Field("scope", "text", choices=("evidence", "all")),
        Field("note", "words"),
        Field("position", "integer"),
    ),
    label="name",
    whose_words="author",
)
DECISION = Kind(
    "candidate_decision",
    (
        Field("query", "id", to="query", required=True, when_gone="hide"),
        Field("passage", "id", to="passage", required=True, when_gone="hide"),
        Field("decision", "text", required=True, choices=DECISIONS),
        Field("coding", "id", to="coding"),
        Field("reason", "words"),
    ),
    whose_words="author",
    indexes=(("query",),),
)

CODING_QUERY = Kind(
    "coding_query",
    (
        Field("name", "words", required=True, searchable=True),
        # What is asked, as JSON of ids and choices: no words of anybody's.
        Field("wish", "text", required=True),
        Field("note", "words"),
    ),
    label="name",
    whose_words="author",
)
FLAG = Kind(
    "flag",
    (
        Field("passage", "id", to="passage", required=True, when_gone="hide"),
        Field("note", "words"),
    ),
    whose_words="author",
    indexes=(("passage",),),
)

KINDS = (CODE, PASSAGE, CODING, QUERY, DECISION, VERSION, CODING_QUERY, FLAG)
