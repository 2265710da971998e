"""What rows are called when people speak of them, also of rows that are out."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.coding.readings import coding_labels
from caseloom.design.readings import construct_labels
from caseloom.studyfile import Kinds
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer

_MOST = 60


def labels(db: Connection, viewer: Viewer, kinds: Kinds, kind: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of rows of a kind, a framework's in the viewer's language.

    A row without a name, or erased, has none.
    """
    wanted = list(ids)
    if kind in ("coding", "candidate_decision", "code", "passage", "flag"):
        return {id: short(words) for id, words in coding_labels(db, viewer, kind, wanted).items()}
    if kind == "construct":
        return {id: short(words) for id, words in construct_labels(db, viewer, wanted).items()}
    declared = kinds.get(kind)
    if declared is None or declared.label is None:
        return {}
    table = kinds.table(kind)
    rows = db.execute(
        select(table.c.id, words_of(table.c[declared.label]).label("words")).where(table.c.id.in_(wanted))
    )
    return {row.id: short(row.words) for row in rows if row.words}


def short(words: str) -> str:
    """The first words, so that a sentence stays one."""
    line = " ".join(words.split())
    return line if len(line) <= _MOST else line[:_MOST].rsplit(" ", 1)[0] + " …"
