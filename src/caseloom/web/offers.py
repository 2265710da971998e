"""What the bar offers to take back and to do again, said beforehand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.record.model import Act
from caseloom.record.readings import next_acts
from caseloom.web.reader import reading
from caseloom.web.shelf import Shelved
from caseloom.web.words import act_words


@dataclass(frozen=True)
class Offer:
    """A button of the bar: `key` is what it does, `letter` the key of the keyboard, `change` its act."""

    key: str
    letter: str
    label: str
    change: str


NextActs = tuple[Act | None, Act | None]


def offers_in(db: Any, shelved: Shelved, latest: UUID | None) -> tuple[Offer, ...]:
    """Undo and redo, as far as there is anything; none for a reader without a name.

    `latest` is the file's last change.
    """
    undo, redo = next_in(db, shelved, latest)
    offered = []
    if undo is not None:
        label = _("Undo: %(act)s") % {"act": act_words(undo)}
        offered.append(Offer("undo", "u", label, undo.changes[0].hex))
    if redo is not None:
        label = _("Redo: %(act)s") % {"act": act_words(redo)}
        offered.append(Offer("redo", "r", label, redo.changes[0].hex))
    return tuple(offered)


def next_in(db: Any, shelved: Shelved, latest: UUID | None, *, done: UUID | None = None) -> NextActs:
    """What undo and redo would take now, in the reader's language.

    Looked up once for each state of the file (its `latest` change). Where that is what the reader has just
    `done`, it is what undo takes.
    """
    viewer = reading(shelved.study.viewer)
    if viewer.person is None:
        return None, None
    kept = shelved.next_acts.get(viewer.language)
    if kept is None or kept[0] != latest:
        known = done if done == latest else None
        kept = (latest, next_acts(db, viewer, shelved.study.file.kinds, done=known))
        shelved.next_acts[viewer.language] = kept
    return kept[1]


def asked_change(written: str) -> UUID | None:
    """The change that a form names; None for nonsense."""
    try:
        return UUID(hex=written)
    except ValueError:
        return None
