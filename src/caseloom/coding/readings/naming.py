"""What codes, codings and decisions are called when people speak of them, also of those taken out."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.tables import code, coding, decision, passage, query
from caseloom.team.model import Viewer


def coding_labels(db: Connection, viewer: Viewer, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of codes ("Funding"), codings and decisions on candidates ("Funding: the money ran out")."""
    label = func.coalesce(label_of_code(code.c.n), "")
    if kind == "code":
        named = db.execute(select(code.c.id, label.label("label")).where(code.c.id.in_(ids)))
        return {row.id: row.label for row in named}
    if kind == "coding":
        rows = select(coding.c.id, label, passage.c.quote).join(code, code.c.id == coding.c.code)
        rows = rows.join(passage, passage.c.id == coding.c.passage).where(coding.c.id.in_(ids))
    else:
        rows = select(decision.c.id, label, passage.c.quote).join(query, query.c.id == decision.c.query)
        rows = rows.join(code, code.c.id == query.c.code).join(passage, passage.c.id == decision.c.passage)
        rows = rows.where(decision.c.id.in_(ids))
    return {id: f"{said}: {quote}" if said else quote for id, said, quote in db.execute(rows)}
