"""What goes from passages when words they quote are blanked: the quote, or the passage with its codings."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from caseloom.coding.tables import coding, passage
from caseloom.sources.erasing import reworded_spans, together, withdrawn_spans
from caseloom.sources.tables import content, revision
from caseloom.studyfile.erasing import Named
from caseloom.text import describe


def blank_passages(db: Connection, named: Named) -> Named:
    """Erase the passages that lie in turns of one who withdrew; take the words out of what reaches into them.

    Where others' turns were reworded, passages stay without their words. Comes after the texts are blanked.
    """
    gone: set[UUID] = set()
    hers = withdrawn_spans(db, named)
    for id, spans in together(hers, reworded_spans(db, named)).items():
        text = db.scalar(_TEXT.where(revision.c.id == id))
        if text is None:
            continue
        for row in db.execute(select(passage).where(passage.c.revision == id)).all():
            if _touches(row, hers.get(id, ())) and _within(row, spans):
                gone.add(row.id)
            else:
                _requote(db, row, text)
    return Named({"passage": gone})


_TEXT = select(content.c.content).join(revision, revision.c.text == content.c.id)


def _touches(row: Any, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < row.end and row.start < end for start, end in spans)


def _within(row: Any, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether every character of a passage stands in blanked turns (gaps between turns hold no words)."""
    at = row.start
    for start, end in spans:
        between = row.quote[at - row.start : max(start - row.start, 0)]
        if start < row.end and at < end and not between.strip():
            at = end
    return bool(at >= row.end)


def _requote(db: Connection, row: Any, text: str) -> None:
    """Let a passage quote the text as it is now, and no coding quote it otherwise."""
    said = asdict(describe(text, row.start, row.end))
    now = {name: said[name] for name in ("quote", "before", "after")}
    if now != {name: row._mapping[name] for name in now}:
        db.execute(update(passage).where(passage.c.id == row.id).values(now))
        db.execute(update(coding).where(coding.c.passage == row.id).values(quoted=None))
