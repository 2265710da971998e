"""Writing about the team, and memos."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseloom.studyfile import Change, StudyFile, Thing, new_id
from caseloom.studyfile.errors import AlreadyWritten, NotThere
from caseloom.studyfile.tables import change as changes
from caseloom.team.kinds import LINKED, MEMO, MEMO_LINK, PERSON
from caseloom.team.model import (
    LinkedToItself,
    NameMissing,
    NewMemo,
    Person,
    Viewer,
    title_of,
)
from caseloom.team.readings import memo as read_memo
from caseloom.team.readings import person_named
from caseloom.team.tables import memo


def add_person(
    study: StudyFile, viewer: Viewer, name: str, voices: Sequence[str] = (), *, key: str | None = None
) -> UUID:
    """Take a person into the team; with a key, as a manifest declares them. Returns the id."""
    with study.change("person.add", viewer.author) as change:
        return _put(change, name, voices, key)


def join(study: StudyFile, name: str) -> Person:
    """The person of that name; a name the team does not know yet joins it, as its own author.

    Raises `NameMissing` for a name of blanks.
    """
    if not name.strip():
        raise NameMissing
    with study.read() as db:
        there = person_named(db, name)
    if there is not None:
        return there
    id = new_id()
    with study.change("person.join", id) as change:
        change.create(PERSON, {"name": name.strip()}, id=id)
    return Person(id, name.strip())


def _put(change: Change, name: str, voices: Sequence[str], key: str | None) -> UUID:
    return change.put(PERSON, {"name": name.strip(), "voices": "\n".join(voices) or None}, key=key)


# -- memos ----------------------------------------------------------------------------------------


def write_memo(
    study: StudyFile,
    viewer: Viewer,
    new: NewMemo,
    *,
    author: UUID | None = None,
    key: str | None = None,
    id: UUID | None = None,
) -> UUID:
    """Write a memo; returns its id.

    The author is the viewer unless a build says whose it is; `key` is a manifest's. `id` is the change's,
    made by a client, and makes the write idempotent. Raises `NotThere` where what it is about, or
    linked to, is not.
    """
    try:
        with study.change("memo.write", viewer.author, id=id) as change:
            for each in (new.about, *new.links):
                _refuse_missing(change, each)
            values = {
                "about": str(new.about),
                "memo_kind": new.memo_kind,
                "title": title_of(new.title, new.text),
                "text": new.text.strip() or None,
                "author": author or _me(viewer),
            }
            # What a memo is about never changes, so under one key it determines the row.
            made = change.put(MEMO, values, key=f"{key}\x1f{new.about}" if key is not None else None)
            for each in new.links:
                write_link(change, made, each)
            return made
    except AlreadyWritten as arrived:
        written = _made_by(study, arrived.change)
        if written is None:  # a change of another sort has that id
            raise
        return written


def edit_memo(study: StudyFile, viewer: Viewer, id: UUID, **values: Any) -> bool:
    """Change a memo's `title`, `text` or `memo_kind`; False if nothing was different. Raises `NotThere`.

    What it is about stays: a memo on something else is another memo.
    """
    with study.change("memo.edit", viewer.author) as change:
        there = read_memo(change.db, viewer, id)
        if unknown := values.keys() - {"title", "text", "memo_kind"}:
            raise NotThere(kind="field of a memo that can be changed", name=min(unknown))
        said = {"title": there.title, "text": there.text, "memo_kind": there.memo_kind, **values}
        NewMemo(there.about, said["memo_kind"], said["text"] or "", said["title"] or "")
        title = title_of(said["title"] or "", said["text"] or "")
        text = (said["text"] or "").strip() or None
        return change.edit(MEMO, id, title=title, text=text, memo_kind=said["memo_kind"])


def remove_memo(study: StudyFile, viewer: Viewer, id: UUID) -> bool:
    """Take a memo out of sight; it stays in the file, so that this can be undone."""
    with study.change("memo.remove", viewer.author) as change:
        read_memo(change.db, viewer, id)
        return change.remove(MEMO, id)


def link_memo(study: StudyFile, viewer: Viewer, id: UUID, thing: Thing) -> UUID:
    """Let a memo point to one more thing; it is shown on both ends. Returns the link's id.

    Raises `NotThere`, `LinkedToItself`.
    """
    if thing == Thing(MEMO.name, id):
        raise LinkedToItself
    with study.change("memo.link", viewer.author) as change:
        read_memo(change.db, viewer, id)
        _refuse_missing(change, thing)
        return write_link(change, id, thing)


def write_link(change: Change, id: UUID, thing: Thing) -> UUID:
    """Write a link into an open change: the pair determines its id, so that two people write one link."""
    return change.put(MEMO_LINK, {"memo": id, "thing": str(thing)}, key=f"{id.hex}\x1f{thing}")


def unlink_memo(study: StudyFile, viewer: Viewer, id: UUID, thing: Thing) -> bool:
    """Take the link from a memo to a thing out; False if there is none."""
    with study.change("memo.unlink", viewer.author) as change:
        key = f"{id.hex}\x1f{thing}"
        return change.stands(MEMO_LINK, key) and change.remove(MEMO_LINK, study.key_id(MEMO_LINK.name, key))


def _refuse_missing(change: Change, thing: Thing) -> None:
    """A thing that is not there, or out of sight, cannot be written about."""
    if thing.kind not in LINKED:
        raise NotThere(kind="thing that memos are about", name=str(thing))
    kind = change.kinds[thing.kind]
    table = change.kinds.table(kind.name)
    there = select(table.c.n).where(table.c.id == thing.id)
    if change.db.scalar(there if kind.immutable else there.where(table.c.gone == 0)) is None:
        raise NotThere(kind=kind.name.replace("_", " "), name=str(thing.id))


def _me(viewer: Viewer) -> UUID:
    if viewer.person is None:
        raise NameMissing
    return viewer.person.id


def _made_by(study: StudyFile, id: UUID) -> UUID | None:
    """The memo that a change made when it arrived the first time."""
    with study.read() as db:
        return db.scalar(
            select(memo.c.id).join(changes, changes.c.n == memo.c.born).where(changes.c.id == id)
        )
