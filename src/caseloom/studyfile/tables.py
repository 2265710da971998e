"""The cellar's own tables: the record of changes, wordings, and what the file says of itself."""

from functools import lru_cache

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, ScalarSelect, Table, Text, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.studyfile.columns import Id
from caseloom.studyfile.kinds import METADATA, Field, Kind, entity_table

meta = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

change = Table(
    "change",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("id", Id, nullable=False, unique=True),
    Column("stamp", Integer, nullable=False),
    Column("author", Id),
    Column("at", Text),
    Column("action", Text, nullable=False),
    Column("batch", Id),
    Column("undoes", Id),
    Index("change_by_stamp", "stamp"),
    CheckConstraint("length(id) = 16"),
    sqlite_strict=True,
)

item = Table(
    "item",
    METADATA,
    Column("change", Integer, ForeignKey("change.n"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("entity", Id, primary_key=True),
    Column("field", Text, primary_key=True, server_default=""),
    Column("value", Text),
    Column("overwrote", Text),
    Column("knew", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
# A person's last act, for undo, is not looked for among everybody's.
Index("change_by_author", change.c.author, change.c.stamp, sqlite_where=change.c.author.is_not(None))
# Few changes undo another or belong to a batch: what does, is found without looking through the others.
Index("change_by_batch", change.c.batch, sqlite_where=change.c.batch.is_not(None))
Index("change_by_undoes", change.c.undoes, sqlite_where=change.c.undoes.is_not(None))
Index("item_edits", item.c.entity, item.c.field, sqlite_where=item.c.field != "")

EDITS = item.c.field != ""
"""What is written to fields, without births: said beside a field's name, SQLite takes the index of edits."""

WORDING = Kind("wording", (Field("words", required=True),), whose_words="author", immutable=True)
wording = entity_table(WORDING)


# Once for a column: pages ask for the same ones again and again.
@lru_cache(maxsize=512)
def words_of(column: ColumnElement[object]) -> ScalarSelect[str]:
    """The free text that a column names, for use in a select."""
    said = wording.alias()
    return select(said.c.words).where(said.c.id == column).scalar_subquery()
