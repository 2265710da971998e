"""Moving codings between codes: one code merged into another, or split in two; none is lost."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, select

from caseloom.coding.actions.codes import first_use, refuse_circle, refuse_retired, said_of_code
from caseloom.coding.kinds import CODE, CODING, CODING_QUERY, QUERY
from caseloom.coding.model import CodesInACircle, CodingsElsewhere, NewCode, NothingChosen
from caseloom.coding.readings import coding_queries, doubles
from caseloom.coding.tables import code, coding, query
from caseloom.studyfile import Change, StudyFile, Thing
from caseloom.team.actions import write_link
from caseloom.team.model import Viewer
from caseloom.team.readings import memos_of


def merge_code(study: StudyFile, viewer: Viewer, id: UUID, into: UUID) -> int:
    """Let another code take a code's codings, queries and lower codes; returns how many codings it took.

    Queries over codings that ask for it ask for the other from then on.

    Memos on it are linked to the other. A coding that says no more than one that its coder has made there
    already becomes one with it.
    """
    with study.change("code.merge", viewer.author) as change:
        taken = let_take(change, viewer, id, into)
        change.edit(CODE, id, gone=1, merged_into=into)
        return taken


def let_take(change: Change, viewer: Viewer, id: UUID, into: UUID) -> int:
    """Within a change, let another code take all that a code has; returns how many codings it took."""
    first_use(change, viewer, into)
    refuse_retired(change, viewer, [into])
    refuse_circle(change.db, viewer, id, into)
    for each in doubles(change.db, viewer, id, into):
        change.remove(CODING, each)
    codings = change.db.scalars(_CODINGS, {"code": id}).all()
    for each in codings:
        change.edit(CODING, each, code=into)
    for each in change.db.scalars(select(query.c.id).where(query.c.code == id)).all():
        change.edit(QUERY, each, code=into)
    for saved in coding_queries(change.db, viewer):
        if saved.wish is not None and saved.wish.names(id):
            change.edit(CODING_QUERY, saved.id, wish=saved.wish.instead(id, into).written())
    for each in change.db.scalars(select(code.c.id).where(code.c.parent == id)).all():
        change.edit(CODE, each, parent=into)
    _link_memos(change, viewer, id, into)
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


_CODINGS = select(coding.c.id).where(coding.c.code == bindparam("code"), coding.c.gone == 0)


def split_code(
    study: StudyFile, viewer: Viewer, id: UUID, chosen: Collection[UUID], into: UUID | NewCode
) -> UUID:
    """Let some of a code's codings go to another code, or to a new one, in one change; returns that code.

    Raises `NothingChosen`, and `CodingsElsewhere` where some of them are the code's no more.
    """
    if not chosen:
        raise NothingChosen
    with study.change("code.split", viewer.author) as change:
        mine = set(change.db.scalars(_CODINGS, {"code": id}))
        if elsewhere := set(chosen) - mine:
            raise CodingsElsewhere(count=len(elsewhere), code=said_of_code(change, viewer, id))
        target = _target(change, viewer, id, into)
        for each in sorted(set(chosen)):
            change.edit(CODING, each, code=target)
        return target


def _target(change: Change, viewer: Viewer, id: UUID, into: UUID | NewCode) -> UUID:
    if isinstance(into, NewCode):
        if into.parent is not None:
            first_use(change, viewer, into.parent)
        return change.put(CODE, into.values())
    if into == id:
        raise CodesInACircle
    first_use(change, viewer, into)
    refuse_retired(change, viewer, [into])
    return into
