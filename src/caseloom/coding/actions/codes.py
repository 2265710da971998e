"""Writing the codebook: inductive codes, and the code of a construct at its first use."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from caseloom.coding.kinds import CODE, CODING, QUERY
from caseloom.coding.model import (
    CodeInUse,
    CodesInACircle,
    CodeUnknown,
    KeyOfAConstruct,
    NewCode,
)
from caseloom.coding.readings import Code, codes
from caseloom.coding.tables import code, coding, query
from caseloom.design.readings import constructs
from caseloom.studyfile import Change, StudyFile, Thing, derived_id
from caseloom.team.actions import write_link
from caseloom.team.model import Viewer
from caseloom.team.readings import memos_of
from caseloom.text import same_name


def add_code(study: StudyFile, viewer: Viewer, new: NewCode, *, key: str | None = None) -> UUID:
    """Add an inductive code; with a manifest's key, bring it up to date. Returns its id."""
    with study.change("code.add", viewer.author) as change:
        if key is not None and key in {each.reference for each in constructs(change.db, viewer)}:
            raise KeyOfAConstruct(key=key)
        if new.parent is not None:
            first_use(change, viewer, new.parent)
        return change.put(CODE, asdict(new), key=key)


def set_code(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change an inductive code's words, parent, colour or shortcut."""
    with study.change("code.set", viewer.author) as change:
        if (parent := values.get("parent")) is not None:
            first_use(change, viewer, parent)
            _refuse_circle(change.db, viewer, id, parent)
        return change.edit(CODE, id, **values)


def remove_code(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a code out of sight; refuses one that codings use: merge it into another instead."""
    with study.change("code.remove", viewer.author) as change:
        used = change.db.scalar(select(func.count()).where(coding.c.code == id, coding.c.gone == 0))
        if used:
            raise CodeInUse(count=used)
        return change.remove(CODE, id)


def merge_code(study: StudyFile, viewer: Viewer, id: UUID, into: UUID) -> int:
    """Let another code take a code's codings, queries and lower codes; returns how many codings moved.

    Memos on it are linked to the other.
    """
    with study.change("code.merge", viewer.author) as change:
        first_use(change, viewer, into)
        _refuse_circle(change.db, viewer, id, into)
        codings = change.db.scalars(select(coding.c.id).where(coding.c.code == id, coding.c.gone == 0)).all()
        for each in codings:
            change.edit(CODING, each, code=into)
        for each in change.db.scalars(select(query.c.id).where(query.c.code == id)).all():
            change.edit(QUERY, each, code=into)
        for each in change.db.scalars(select(code.c.id).where(code.c.parent == id)).all():
            change.edit(CODE, each, parent=into)
        _link_memos(change, viewer, id, into)
        change.remove(CODE, id)
        return len(codings)


def _link_memos(change: Change, viewer: Viewer, id: UUID, into: UUID) -> None:
    """Memos on a merged code are read at the other too; those on a construct stay with the construct."""
    rows = select(code.c.id, code.c.construct).where(code.c.id.in_([id, into]))
    constructs_of = {row.id: row.construct for row in change.db.execute(rows)}
    if constructs_of.get(id) is not None:
        return
    construct = constructs_of.get(into)
    to = Thing("code", into) if construct is None else Thing("construct", construct)
    for each in memos_of(change.db, viewer, [Thing("code", id)]):
        write_link(change, each.id, to)


def _refuse_circle(db: Connection, viewer: Viewer, id: UUID, parent: UUID) -> None:
    above = {each.id: each.parent for each in codes(db, viewer)}
    at: UUID | None = parent
    while at is not None and at != id:
        at = above.get(at)
    if at == id:
        raise CodesInACircle


def code_named(db: Connection, viewer: Viewer, name: str) -> UUID:
    """The id of the code for a construct reference, a label or an id; the code row may not exist yet.

    Raises `CodeUnknown` with the nearest names.
    """
    wanted = name.strip().casefold()
    known = codes(db, viewer)
    for each in known if wanted else ():
        if wanted in (each.reference.casefold(), each.id.hex, str(each.id)):
            return each.id
    same = [each.id for each in known if same_name(each.label, name)]
    if len(same) == 1:
        return same[0]
    hint = _several(known, same) if same else _nearest(wanted, known)
    raise CodeUnknown(code=name, hint=hint)


def _several(known: Iterable[Code], same: Sequence[UUID]) -> str:
    """The references (of inductive codes the ids) under which those of one label are told apart."""
    named = [each.reference or str(each.id) for each in known if each.id in same]
    return f"{len(same)} have that label; name one by its reference: {', '.join(named)}."


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
            change.edit(CODE, code_id, gone=0)
        return
    for each in constructs(change.db, viewer):
        if derived_id(change.study, CODE.name, each.reference) == code_id:
            change.create(CODE, {"construct": each.id}, id=code_id)
            return
    raise CodeUnknown(code=str(code_id), hint="Adopt its framework first.")
