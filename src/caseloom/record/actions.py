"""Writing on the record: undo, redo, settle a conflict, withdraw a participant, reword what names one."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from caseloom.coding.actions import follow_decision, let_take, set_code, set_coding
from caseloom.design.actions import set_field
from caseloom.design.kinds import KINDS as DESIGN
from caseloom.record.catalogue import ACTIONS, SETTLE, WITHDRAW
from caseloom.record.model import (
    MOST_NAMED,
    SAID_TOGETHER,
    TEXTS,
    Act,
    Acts,
    BuiltOn,
    ConflictTold,
    NoSuchAct,
    NothingLeft,
    NothingToRedo,
    NothingToUndo,
    NotUndoable,
    NotYours,
    Withdrawal,
    WordsMissing,
)
from caseloom.record.readings.history import act_of, name_of
from caseloom.record.readings.withdrawing import left_of, named_in
from caseloom.sources.actions import combine_texts, let_text_stand, set_source, set_speaker, set_turn_role
from caseloom.studyfile import Change, Kind, Kinds, StudyFile
from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.conflicts import fields_written_by, settle
from caseloom.studyfile.file import Erasure
from caseloom.studyfile.undo import InTheWay, Step, next_redo, next_undo, step_of, take_back
from caseloom.studyfile.uses import Obstacle
from caseloom.team.actions import edit_memo
from caseloom.team.model import NameMissing, Viewer


def undo(study: StudyFile, viewer: Viewer, id: UUID | None = None) -> Act:
    """Take back one's last act, or the act of the change `id`; returns what was taken back.

    Raises `NothingToUndo`, `NoSuchAct`, `NotYours`, `NotUndoable`, `NothingLeft`, and `BuiltOn` with what
    is in the way.
    """
    with study.read() as db:
        step = next_undo(db, study.kinds, _me(viewer), ACTIONS) if id is None else step_of(db, id)
        if step is None:
            raise NothingToUndo if id is None else NoSuchAct
        if step.author != _me(viewer):
            raise NotYours(who=name_of(db, step.author))
        if not ACTIONS.undoable(step.action):
            raise NotUndoable
    return _take_back(study, viewer, step)


def redo(study: StudyFile, viewer: Viewer) -> Act:
    """Take back one's last undo; returns what holds again. Raises `NothingToRedo` and `BuiltOn`."""
    with study.read() as db:
        step = next_redo(db, study.kinds, _me(viewer), ACTIONS)
    if step is None:
        raise NothingToRedo
    return _take_back(study, viewer, step)


def settle_conflict(study: StudyFile, viewer: Viewer, conflict: ConflictTold, chosen: UUID) -> Erasure | None:
    """Let one side of a conflict stand: `chosen` is its change (of a text: its revision).

    For a row that was taken out and used, choosing the use brings the row back; a third way is chosen by its
    `change` too. Returns what came of an
    erasure, where the side is that somebody withdrew.
    """
    if conflict.sort == "text" and conflict.third is not None and chosen == conflict.third.change:
        combine(study, viewer, conflict)
        return None
    if conflict.sort == "text":
        let_text_stand(study, viewer, conflict.entity, chosen)
        return None
    if conflict.sort == "withdrawn":
        return _settle_withdrawn(study, viewer, conflict, chosen)
    with study.change(SETTLE, viewer.author) as change:
        if conflict.third is not None and chosen == conflict.third.change:
            let_take(change, viewer, conflict.entity, chosen)
            chosen = conflict.sides[0].change  # it stays out, now that nothing is left behind
        _write_settlement(change, study.kinds[conflict.kind], conflict, chosen)
        if conflict.kind == "candidate_decision":
            follow_decision(change, conflict.entity)
    return None


def combine(study: StudyFile, viewer: Viewer, conflict: ConflictTold, others: Collection[int] = ()) -> None:
    """Settle two corrections of a text with one that has both (see `combine_texts`)."""
    combine_texts(study, viewer, conflict.entity, [each.change for each in conflict.sides], others)


def _write_settlement(change: Change, kind: Kind, conflict: ConflictTold, chosen: UUID) -> None:
    if conflict.sort == "field":
        fields = [conflict.field]
        if conflict.kind in SAID_TOGETHER:
            fields = fields_written_by(change.db, kind, conflict.entity, chosen) or fields
        for field in fields:
            settle(change, kind, conflict.entity, field, chosen)
    elif chosen != conflict.sides[0].change:
        change.edit(kind, conflict.entity, gone=0, **({"merged_into": None} if kind.name == "code" else {}))
    else:
        settle(change, kind, conflict.entity, GONE, chosen)


def _settle_withdrawn(
    study: StudyFile, viewer: Viewer, conflict: ConflictTold, chosen: UUID
) -> Erasure | None:
    """Erase what came in of a participant who withdrew, or say that it is not hers."""
    with study.read() as db:
        there = left_of(db, viewer, conflict.entity)
    found = [each for each in there if each.source.hex == conflict.field]
    if chosen == conflict.sides[0].change:
        return study.erase(WITHDRAW, viewer.author, named_in(conflict.entity, found))
    for each in found:
        for id in each.speakers:
            set_speaker(study, viewer, id, "", None)
        for id in each.turns:
            set_turn_role(study, viewer, id, "", None)
    return None


def withdraw(study: StudyFile, viewer: Viewer, found: Withdrawal) -> Erasure:
    """Erase for good what a `Withdrawal` lists, here and in the program's backups; it cannot be undone.

    What stays is a record without content: that it happened, when, and who did it.
    """
    return study.erase(WITHDRAW, viewer.author, found.named)


def can_reword(kind: str, field: str) -> bool:
    """Whether a person may put other words there; texts of sources are corrected with a file."""
    return kind in _SETS and not (kind == "source" and field in TEXTS)


def reword(study: StudyFile, viewer: Viewer, kind: str, id: UUID, field: str, words: str) -> bool:
    """Put other words in the place of a text, by its room's own action; False if they are the same.

    None at all empties it; what has a name keeps one. Raises `WordsMissing`.
    """
    declared = study.kinds[kind]
    said = words.strip() or None
    if said is None and (declared.field(field).required or field == declared.label):
        raise WordsMissing
    return _SETS[kind](study, viewer, id, **{field: said})


Set = Callable[..., bool]


def _of_design(kind: str) -> Set:
    return lambda study, viewer, id, **values: set_field(study, viewer, kind, id, **values)


_SETS: dict[str, Set] = {
    **{kind.name: _of_design(kind.name) for kind in DESIGN if kind.words},
    "source": set_source,
    "code": set_code,
    "coding": set_coding,
    "memo": edit_memo,
}


def _me(viewer: Viewer) -> UUID:
    if viewer.person is None:
        raise NameMissing
    return viewer.person.id


def _take_back(study: StudyFile, viewer: Viewer, step: Step) -> Act:
    try:
        with study.changes() as changes:
            taken = take_back(changes, step, ACTIONS)
            if not taken.given:
                raise NothingLeft
    except InTheWay as trouble:
        with study.read() as db:
            raise BuiltOn(what=_acts(db, viewer, study.kinds, trouble.obstacles)) from trouble
    with study.read() as db:
        act = act_of(db, viewer, study.kinds, step.changes[0])
    if act is None:
        raise NothingToUndo
    return replace(act.took_back or act, lost=taken.lost > 0)


def _acts(db: Any, viewer: Viewer, kinds: Kinds, obstacles: Sequence[Obstacle]) -> Acts:
    """The acts that are in the way, each once."""
    changes = list(dict.fromkeys(each.change for each in obstacles))[:MOST_NAMED]
    found = (act_of(db, viewer, kinds, id) for id in changes)
    return Acts(dict.fromkeys(act for act in found if act is not None))
