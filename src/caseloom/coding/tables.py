"""The coding room's tables, and where codings and candidates stand now."""

from typing import Any

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from caseloom.coding.kinds import CODE, CODING, CODING_QUERY, DECISION, FLAG, PASSAGE, QUERY, VERSION
from caseloom.sources.model import BLANK
from caseloom.studyfile import entity_table
from caseloom.studyfile.kinds import METADATA
from caseloom.text import Selector

code = entity_table(CODE)
passage = entity_table(PASSAGE)
SELECTED = tuple(passage.c[name] for name in ("revision", "start", "end", "quote", "before", "after"))
"""What a passage was when it was selected: `selector_of` makes a text's selector of a row that has these."""
coding = entity_table(CODING)
query = entity_table(QUERY)
decision = entity_table(DECISION)
version = entity_table(VERSION)
coding_query = entity_table(CODING_QUERY)
flag = entity_table(FLAG)


def selector_of(row: Any) -> Selector:
    """The words of a row with `SELECTED`, to be found again in another text."""
    return Selector(row.start, row.end, row.quote, row.before, row.after)


def sought_of(row: Any) -> Selector | None:
    """The same without what was taken out at its ends by a withdrawal; None where no word of it is left."""
    left = row.quote.strip(f"{BLANK} \n")
    if left == row.quote or BLANK not in row.quote:
        return selector_of(row)
    start = row.start + row.quote.index(left)
    return Selector(start, start + len(left), left, row.before, row.after) if left else None


def _where() -> list[Column[object]]:
    """The columns that say where a passage belongs, by local numbers (0 for none)."""
    return [
        Column("source_n", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("case_n", Integer, nullable=False),
        Column("wave_n", Integer, nullable=False),
        Column("setting_n", Integer, nullable=False),
        Column("participant_n", Integer, nullable=False),
        Column("source_kind", Text, nullable=False),
        Column("said_from", Integer),
        Column("said_to", Integer),
        Column("words", Integer, nullable=False),
        Column("evidence", Integer, nullable=False),
    ]


# Live codings on current revisions: a row per coding and participant whose words it holds; `part` is
# 0 on a coding's first row. Days are ordinals. Serves all counting.
place = Table(
    "place",
    METADATA,
    Column("coding_n", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("code_n", Integer, nullable=False),
    Column("coder_n", Integer, nullable=False),
    Column("role_n", Integer, nullable=False),
    *_where(),
    Column("about_from", Integer),
    Column("about_to", Integer),
    Column("about_stated", Integer, nullable=False),
    Column("valence", Text),
    Column("example", Text),
    Column("score", REAL),
    Index(
        "place_by_code",
        "code_n",
        "role_n",
        "case_n",
        "wave_n",
        "participant_n",
        "source_n",
        "part",
        "evidence",
        "source_kind",
    ),
    Index("place_by_source", "source_n", "start"),
    # A code's passages are read in the order of the texts, fifty at a time.
    Index("place_in_order", "code_n", "source_n", "start"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# Live codings that have no place on the current revision of their source.
adrift = Table(
    "adrift",
    METADATA,
    Column("coding_n", Integer, primary_key=True),
    Column("source_n", Integer, nullable=False),
    Index("adrift_by_source", "source_n"),
    sqlite_strict=True,
)

# How many codings each source has, where it has any: so that a million of them need not be counted.
coded = Table(
    "coded",
    METADATA,
    Column("source_n", Integer, primary_key=True),
    Column("codings", Integer, nullable=False),
    sqlite_strict=True,
)

# The hits of saved queries on current revisions, with what was decided on each.
candidate = Table(
    "candidate",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("query_n", Integer, nullable=False),
    Column("code_n", Integer, nullable=False),
    *_where(),
    Column("decision", Text, nullable=False),
    Index("candidate_by_query", "query_n", "decision"),
    Index("candidate_by_source", "source_n", "start"),
    Index("candidate_by_code", "code_n", "case_n", "wave_n"),
    sqlite_strict=True,
)
