"""What undo would undo and redo would redo, before anybody says so."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.record.catalogue import ACTIONS
from caseloom.record.model import Act
from caseloom.record.readings.history import act_of
from caseloom.studyfile import Kinds
from caseloom.studyfile.tables import change, item
from caseloom.studyfile.undo import gives_something, next_redo, next_undo, step_of
from caseloom.team.model import Viewer


def next_acts(
    db: Connection, viewer: Viewer, kinds: Kinds, *, done: UUID | None = None
) -> tuple[Act | None, Act | None]:
    """The viewer's act that undo would take back, and the one that redo would do again.

    `done` is what they did just now and nothing came in after, if somebody knows: undo takes that.
    """
    if viewer.person is None:
        return None, None
    if done is not None:
        return act_of(db, viewer, kinds, done), None
    undone = next_undo(db, kinds, viewer.person.id, ACTIONS)
    again = next_redo(db, kinds, viewer.person.id, ACTIONS)
    taken = act_of(db, viewer, kinds, again.changes[0]) if again else None
    return act_of(
        db, viewer, kinds, undone.changes[0]
    ) if undone else None, taken.took_back if taken else None


def can_be_undone(db: Connection, viewer: Viewer, kinds: Kinds, act: Act) -> bool:
    """Whether the viewer may take an act back, and something of it is left to give back or to be refused.

    One's own, still standing, and of a sort that can be undone; redo takes an undo back.
    """
    mine = viewer.person is not None and act.author == viewer.person.id
    if not mine or act.undone or act.took_back is not None or not ACTIONS.undoable(act.action):
        return False
    step = step_of(db, act.changes[0])
    return step is not None and gives_something(db, kinds, ACTIONS, step)


class LastChange(NamedTuple):
    """The change that came into a file last, and its place in the file (from 1)."""

    id: UUID
    n: int


def latest(db: Connection) -> LastChange | None:
    """The change that came into this file last: while it is the same, nothing was written."""
    row = db.execute(select(change.c.id, change.c.n).order_by(change.c.n.desc()).limit(1)).one_or_none()
    return LastChange(*row) if row else None


def wrote_only(db: Connection, kinds: Collection[str], *, since: LastChange | None) -> bool:
    """Whether nothing but rows of these kinds was written after a change.

    False where that change does not stand in its place: another file was put there.
    """
    if since is None or db.scalar(select(change.c.id).where(change.c.n == since.n)) != since.id:
        return False
    others = select(item.c.kind).where(item.c.change > since.n, item.c.kind.not_in(kinds))
    return db.scalar(select(others.exists())) == 0
