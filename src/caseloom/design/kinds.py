"""What the design room keeps."""

from caseloom.studyfile import Field, Kind

LANGUAGES = ("en", "sv", "fr", "zh")
SOURCE_KINDS = ("interview", "focus_group", "document", "field_note", "survey")
LEVELS = ("micro", "meso", "macro")
PHASES = ("adoption", "implementation", "assimilation", "other")


def _in_every_language(name: str) -> tuple[Field, ...]:
    """A language map: one field per language, so that two people may word two languages at once."""
    return tuple(Field(f"{name}_{language}", "words", searchable=True) for language in LANGUAGES)


STUDY = Kind(
    "study",
    (
        Field("title", "words", required=True, searchable=True),
        Field("language", "text"),
        Field("notice", "words"),
        Field("fictional", "flag"),
        Field("questions", "words", searchable=True),
        Field("originals", "text", choices=("keep", "none")),
        Field("citation", "words"),
    ),
    label="title",
    whose_words="author",
)
INNOVATION = Kind(
    "innovation",
    (
        Field("name", "words", required=True, searchable=True),
        Field("description", "words", searchable=True),
        Field("position", "integer"),
    ),
    label="name",
    whose_words="author",
)
INNOVATION_VERSION = Kind(
    "innovation_version",
    (
        Field("innovation", "id", to="innovation", required=True, when_gone="hide"),
        Field("name", "words", required=True),
        Field("date", "text"),
        Field("description", "words", searchable=True),
    ),
    label="name",
    whose_words="author",
)
SETTING = Kind(
    "setting",
    (
        Field("name", "words", required=True, searchable=True),
        Field("level", "text", choices=LEVELS),
        Field("within", "id", to="setting"),
        Field("position", "integer"),
    ),
    label="name",
    whose_words="author",
)
CASE = Kind(
    "case",
    (
        Field("name", "words", required=True, searchable=True),
        Field("innovation", "id", to="innovation"),
        Field("setting", "id", to="setting"),
        Field("period", "text"),
        Field("served", "words", searchable=True),
        Field("trigger", "words", searchable=True),
        Field("description", "words", searchable=True),
        Field("position", "integer"),
    ),
    label="name",
    whose_words="author",
)
CASE_SETTING = Kind(
    "case_setting",
    (
        Field("case", "id", to="case", required=True, when_gone="hide"),
        Field("setting", "id", to="setting", required=True, when_gone="hide"),
        Field("side", "text", choices=("inner", "outer")),
    ),
)
WAVE = Kind(
    "wave",
    (
        Field("name", "words", required=True),
        Field("date", "text"),
        Field("note", "words"),
        Field("position", "integer"),
    ),
    label="name",
    whose_words="author",
)
PHASE = Kind(
    "phase",
    (
        Field("case", "id", to="case", required=True, when_gone="hide"),
        Field("name", "words", required=True),
        Field("phase", "text", choices=PHASES),
        Field("period", "text", required=True),
    ),
    label="name",
    whose_words="author",
)
PARTICIPANT = Kind(
    "participant",
    (
        Field("name", "words", required=True, searchable=True),
        Field("case", "id", to="case"),
        Field("setting", "id", to="setting"),
        Field("post", "words", searchable=True),
        Field("voices", "words", searchable=True),
        # How this person agreed to be named where somebody is quoted.
        Field("quoted_as", "words"),
        # A coder may be the same human: then both are asked at withdrawal.
        Field("person", "id", to="person"),
    ),
    label="name",
    whose_words="participant",
)
PLAN = Kind(
    "plan",
    (
        Field("case", "id", to="case"),
        Field("wave", "id", to="wave"),
        Field("source_kind", "text", required=True, choices=SOURCE_KINDS),
        Field("count", "integer", required=True),
        Field("note", "words"),
    ),
)
FRAMEWORK = Kind(
    "framework",
    (
        Field("pack", "text", required=True),
        Field("edition", "text"),
        Field("version", "text"),
        Field("title", "words", required=True, searchable=True),
        Field("citation", "words"),
        Field("provenance", "words"),
        Field("purpose", "words", searchable=True),
        # The languages, one a line, whose wording here is a translation that no native researcher reviewed.
        Field("unreviewed", "text"),
        Field("position", "integer"),
    ),
    label="title",
    whose_words="author",
)
CONSTRUCT = Kind(
    "construct",
    (
        Field("framework", "id", to="framework", required=True, when_gone="hide"),
        Field("reference", "text", required=True),
        Field("parent", "id", to="construct"),
        Field("number", "text"),
        Field("construct_kind", "text"),
        Field("measure", "text"),
        Field("polarity", "text"),
        Field("position", "integer"),
        *_in_every_language("label"),
        *_in_every_language("definition"),
        *_in_every_language("plain"),
        Field("definition_provenance", "text"),
        Field("source_definition", "words", searchable=True),
        Field("project_wording", "words", searchable=True),
        Field("cue", "words"),
        # One entry a line; an exclusion ends in “ → reference” where it redirects.
        Field("inclusion", "words", searchable=True),
        Field("exclusion", "words", searchable=True),
        Field("questions", "words", searchable=True),
        Field("criteria_provenance", "text"),
        # The other edition's or framework's way to say it is in the pack; values of a category here.
        Field("category_values", "words"),
    ),
    label="label_en",
    whose_words="author",
    indexes=(("framework",),),
)

KINDS = (
    STUDY,
    INNOVATION,
    INNOVATION_VERSION,
    SETTING,
    CASE,
    CASE_SETTING,
    WAVE,
    PHASE,
    PARTICIPANT,
    PLAN,
    FRAMEWORK,
    CONSTRUCT,
)
