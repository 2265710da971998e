"""The sources room's tables, and what is derived from them."""

from sqlalchemy import Column, Index, Integer, Table, Text

from caseloom.sources.kinds import (
    FORMER_TURN,
    ORIGINAL,
    PAGE_PICTURE,
    PICTURE,
    REVISION,
    SOURCE,
    SPEAKER,
    TEXT,
    TURN,
    TURN_ROLE,
)
from caseloom.studyfile import entity_table
from caseloom.studyfile.kinds import METADATA

source = entity_table(SOURCE)
content = entity_table(TEXT)
revision = entity_table(REVISION)
original = entity_table(ORIGINAL)
speaker = entity_table(SPEAKER)
turn = entity_table(TURN)
former_turn = entity_table(FORMER_TURN)
turn_role = entity_table(TURN_ROLE)
picture = entity_table(PICTURE)
page_picture = entity_table(PAGE_PICTURE)

# A source as it stands: its current revision and what was counted in it. Days are ordinals.
source_now = Table(
    "source_now",
    METADATA,
    Column("source_n", Integer, primary_key=True),
    Column("revision_n", Integer, nullable=False),
    Column("revisions", Integer, nullable=False),
    Column("case_n", Integer, nullable=False),
    Column("wave_n", Integer, nullable=False),
    Column("setting_n", Integer, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("said_from", Integer),
    Column("said_to", Integer),
    Column("characters", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("evidence_words", Integer, nullable=False),
    sqlite_strict=True,
)

# Which sources are translations of which: only those whose original stands and is none itself.
translation = Table(
    "translation",
    METADATA,
    Column("source_n", Integer, primary_key=True),
    Column("original_n", Integer, nullable=False),
    Index("translation_by_original", "original_n"),
    sqlite_strict=True,
)

# Every turn of a current revision, with whose words it holds and whether they are evidence.
spoken = Table(
    "spoken",
    METADATA,
    Column("turn_n", Integer, primary_key=True),
    Column("source_n", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words_start", Integer, nullable=False),
    Column("turn_kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("speaker_n", Integer, nullable=False),
    Column("participant_n", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("evidence", Integer, nullable=False),
    Index("spoken_by_source", "source_n", "number"),
    sqlite_strict=True,
)

# Who was heard as evidence in which source, with how many words.
heard = Table(
    "heard",
    METADATA,
    Column("source_n", Integer, primary_key=True),
    Column("participant_n", Integer, primary_key=True),
    Column("words", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
