"""Memos in a source: about it, about its passages and about what is coded there."""

from uuid import UUID

from sqlalchemy import Connection

from caseloom.coding.readings.naming import quoted_at
from caseloom.studyfile import Thing
from caseloom.team.model import Viewer
from caseloom.team.readings import Memo, memo_counts, memos_of


def memos_in(db: Connection, viewer: Viewer, source: UUID) -> tuple[Memo, ...]:
    """The memos about a source, its passages and codings, and those linked to one; the newest first.

    A memo's `about` and `links` say which; a memo on a passage of a former text is among them.
    """
    things = [Thing("source", source)]
    for kind in ("passage", "coding"):
        with_memos = list(memo_counts(db, viewer, kind))
        places = quoted_at(db, viewer, kind, with_memos)
        things += [Thing(kind, id) for id, at in places.items() if at.source == source]
    return memos_of(db, viewer, things)
