"""Writing the codebook: inductive codes, and the code of a construct at its first use."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from caseloom.coding.kinds import CODE
from caseloom.coding.model import (
    CodeInUse,
    CodesInACircle,
    CodesShareALabel,
    CodeUnknown,
    FrameworksOrder,
    FrameworksWords,
    KeyOfAConstruct,
    LabelMissing,
    NewCode,
    NotUsedAnyMore,
)
from caseloom.coding.readings import codes, coding_labels
from caseloom.coding.tables import code, coding
from caseloom.design.kinds import CONSTRUCT
from caseloom.design.readings import constructs
from caseloom.studyfile import Change, StudyFile, derived_id
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import Viewer
from caseloom.text import same_name

_WORDS = frozenset({"label", "parent", "definition", "inclusion", "exclusion", "position"})
"""What a framework says of a construct's code, and the team of an inductive one."""


def add_code(study: StudyFile, viewer: Viewer, new: NewCode, *, key: str | None = None) -> UUID:
    """Add an inductive code; with a manifest's key, bring it up to date. Returns its id."""
    with study.change("code.add", viewer.author) as change:
        if key is not None and key in {each.reference for each in constructs(change.db, viewer)}:
            raise KeyOfAConstruct(key=key)
        if new.parent is not None:
            first_use(change, viewer, new.parent)
        _free_the_key(change, new.shortcut)
        return change.put(CODE, new.values(), key=key)


def set_code(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change what is said of a code: words and parent of an inductive one, and of any code its examples,
    near misses, colour and shortcut, which no other code keeps. Raises `FrameworksWords`, `CodesInACircle`.
    """
    with study.change("code.set", viewer.author) as change:
        return _set(change, viewer, id, values)


def set_construct_code(
    study: StudyFile, viewer: Viewer, id: UUID, construct: UUID, project_wording: str | None, **values: Any
) -> bool:
    """Change the project's wording of a construct, and what its code has of this study: all of it or none."""
    with study.changes() as made:
        with made.change("construct.set", viewer.author) as change:
            worded = change.edit(CONSTRUCT, construct, project_wording=project_wording)
        with made.change("code.set", viewer.author) as change:
            return _set(change, viewer, id, values) or worded


def _set(change: Change, viewer: Viewer, id: UUID, values: dict[str, Any]) -> bool:
    if not values:
        return False
    row = change.db.execute(select(code.c.construct).where(code.c.id == id)).one_or_none()
    if row is None:
        first_use(change, viewer, id)
    if (row is None or row.construct is not None) and _WORDS & values.keys():
        raise FrameworksWords(code=said_of_code(change, viewer, id))
    if "label" in values and not str(values["label"] or "").strip():
        raise LabelMissing
    if (parent := values.get("parent")) is not None:
        first_use(change, viewer, parent)
        refuse_circle(change.db, viewer, id, parent)
    _free_the_key(change, values.get("shortcut"), id)
    return change.edit(CODE, id, **values)


def _free_the_key(change: Change, shortcut: str | None, id: UUID | None = None) -> None:
    """A key is one code's: whichever other has it gives it up."""
    if shortcut:
        for other in change.db.scalars(select(code.c.id).where(code.c.shortcut == shortcut)).all():
            if other != id:
                change.edit(CODE, other, shortcut=None)


def move_code(study: StudyFile, viewer: Viewer, id: UUID, by: int) -> bool:
    """Let one of the team's own codes stand `by` places further down (or up) among those beside it.

    False where there is no such place. Raises `FrameworksOrder`, `NotThere`.
    """
    with study.change("code.order", viewer.author) as change:
        every = codes(change.db, viewer, with_use=False)
        found = next((each for each in every if each.id == id), None)
        if found is None:
            raise NotThere(kind=CODE.name, name=str(id))
        if found.construct is not None:
            raise FrameworksOrder(code=found.label)
        own = [each for each in every if each.construct is None]
        known = {each.id for each in own}
        beside = [each.id for each in own if {each.parent} & known == {found.parent} & known]
        place = beside.index(id) + by
        if not 0 <= place < len(beside):
            return False
        beside.remove(id)
        beside.insert(place, id)
        for position, each in enumerate(beside):
            change.edit(CODE, each, position=position)
        return True


def remove_code(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a code out of sight, its lower codes move up; refuses one that codings use: merge it instead."""
    with study.change("code.remove", viewer.author) as change:
        used = change.db.scalar(select(func.count()).where(coding.c.code == id, coding.c.gone == 0))
        if used:
            raise CodeInUse(count=used)
        above = change.db.scalar(select(code.c.parent).where(code.c.id == id))
        for each in change.db.scalars(select(code.c.id).where(code.c.parent == id)).all():
            change.edit(CODE, each, parent=None if above == each else above)
        return change.remove(CODE, id)


def retire_code(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Let nothing more be coded with a code; its codings stay, are read and count as before."""
    with study.change("code.retire", viewer.author) as change:
        first_use(change, viewer, id)
        return change.edit(CODE, id, retired=1, shortcut=None)


def reinstate_code(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Let a retired code be used again."""
    with study.change("code.reinstate", viewer.author) as change:
        return change.edit(CODE, id, retired=None)


def refuse_circle(db: Connection, viewer: Viewer, id: UUID, parent: UUID) -> None:
    """Raises `CodesInACircle` where the parent stands beneath the code."""
    above = {each.id: each.parent for each in codes(db, viewer)}
    at: UUID | None = parent
    while at is not None and at != id:
        at = above.get(at)
    if at == id:
        raise CodesInACircle


def code_named(db: Connection, viewer: Viewer, name: str) -> UUID:
    """The id of the code for a construct reference, a label or an id; the code row may not exist yet.

    Raises `CodesShareALabel`, or `CodeUnknown` with the nearest names.
    """
    wanted = name.strip().casefold()
    known = codes(db, viewer)
    for each in known if wanted else ():
        if wanted in (each.reference.casefold(), each.id.hex, str(each.id)):
            return each.id
    same = [each for each in known if same_name(each.label, name)]
    if len(same) > 1:
        references = ", ".join(each.reference or str(each.id) for each in same)
        raise CodesShareALabel(count=len(same), code=name, references=references)
    if same:
        return same[0].id
    raise CodeUnknown(code=name, hint=_nearest(wanted, known))


def _nearest(wanted: str, known: Iterable[Any]) -> str:
    near = [
        each.reference or each.label
        for each in known
        if wanted in f"{each.reference} {each.label}".casefold()
    ]
    return f"Did you mean {', '.join(near[:3])}?" if near else "The codebook lists them all."


_GONE = select(code.c.gone).where(code.c.id == bindparam("code_id"))


def first_use(change: Change, viewer: Viewer, code_id: UUID) -> None:
    """Make a construct's code row when the construct is first used."""
    gone = change.db.scalar(_GONE, {"code_id": code_id})
    if gone is not None:
        if gone:
            change.edit(CODE, code_id, gone=0, merged_into=None)
        return
    for each in constructs(change.db, viewer):
        if derived_id(change.study, CODE.name, each.reference) == code_id:
            change.create(CODE, {"construct": each.id}, id=code_id)
            return
    raise CodeUnknown(code=str(code_id), hint="Adopt its framework first.")


def refuse_retired(change: Change, viewer: Viewer, code_ids: Collection[UUID]) -> None:
    """Raises `NotUsedAnyMore` where one of the codes is not used for coding any more; builds may."""
    if change.build is not None:
        return
    ids = {"ids": sorted(code_ids)}
    for id in change.db.scalars(_RETIRED, ids):
        raise NotUsedAnyMore(code=said_of_code(change, viewer, id))


_RETIRED = select(code.c.id).where(code.c.id.in_(bindparam("ids", expanding=True)), code.c.retired == 1)


def said_of_code(change: Change, viewer: Viewer, id: UUID) -> str:
    """A code's label for a sentence; "" for none."""
    return coding_labels(change.db, viewer, "code", [id]).get(id, "")
