"""Memos in Python: read as a frame, written, changed, linked and taken out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import polars as pl

from caseloom.notebook.frames import frame_of
from caseloom.notebook.names import maybe_named, named
from caseloom.notebook.opened import Opened
from caseloom.notebook.things import thing_named
from caseloom.record.readings import ThingTold, things_told
from caseloom.reporting import team
from caseloom.rooms import OpenStudy
from caseloom.studyfile import Thing
from caseloom.team.actions import edit_memo, link_memo, remove_memo, unlink_memo, write_memo
from caseloom.team.model import CONTACT_SUMMARY, NewMemo
from caseloom.team.readings import Memo, Memos, MemosWanted, memo
from caseloom.team.readings import memos as read_memos


def memos_asked(
    study: OpenStudy | Opened,
    *,
    about: str | Thing | Sequence[str | Thing] | None,
    kind: str,
    by: str | UUID | None,
    words: str,
    limit: int | None,
) -> tuple[Memos, dict[Thing, ThingTold]]:
    """Memos as people ask for them, by names, with what they are about and linked to."""
    with study.file.read() as db:
        every = [about] if isinstance(about, str | Thing) else about or ()
        of = tuple(thing_named(db, study.viewer, each) for each in every)
        wanted = MemosWanted(kind, maybe_named(db, study.viewer, "person", by), of=of, words=words)
        found = read_memos(db, study.viewer, wanted, limit=limit)
        things = [thing for each in found.memos for thing in (each.about, *each.links)]
        return found, things_told(db, study.viewer, study.file.kinds, things)


def memos(study: Opened, **asked: Any) -> pl.DataFrame:
    """The same as a frame."""
    found, told = memos_asked(study, **asked)
    return frame_of(team.memos(found.memos, told))


def memo_asked(study: OpenStudy | Opened, name: str | UUID) -> tuple[Memo, dict[Thing, ThingTold]]:
    """One memo by its title or id, with what it is about and linked to."""
    with study.file.read() as db:
        found = memo(db, study.viewer, named(db, study.viewer, "memo", name))
        return found, things_told(db, study.viewer, study.file.kinds, [found.about, *found.links])


def add_memo(
    study: OpenStudy, text: str, about: str | Thing, kind: str, title: str, links: Sequence[str | Thing] = ()
) -> UUID:
    """Write a memo, and link it; a contact summary without a title is called after its source."""
    with study.file.read() as db:
        thing = thing_named(db, study.viewer, about)
        linked = tuple(thing_named(db, study.viewer, each) for each in links)
        if kind == CONTACT_SUMMARY and not title.strip():
            source = things_told(db, study.viewer, study.file.kinds, [thing])[thing].name
            title = f"Contact summary: {source}"
    return write_memo(study.file, study.viewer, NewMemo(thing, kind, text, title, linked))


def change_memo(study: OpenStudy, name: str | UUID, **said: str | None) -> bool:
    """Change what is said (None says nothing); False if nothing was different."""
    found, _ = memo_asked(study, name)
    values = {field: value for field, value in said.items() if value is not None}
    return edit_memo(study.file, study.viewer, found.id, **values)


def take_out_memo(study: OpenStudy, name: str | UUID) -> str:
    """Take a memo out; returns its title."""
    found, _ = memo_asked(study, name)
    remove_memo(study.file, study.viewer, found.id)
    return found.title


def link(study: OpenStudy, name: str | UUID, to: str | Thing, *, remove: bool = False) -> tuple[str, str]:
    """Link a memo to something, or take the link out; returns the titles of both ends."""
    found, _ = memo_asked(study, name)
    with study.file.read() as db:
        thing = thing_named(db, study.viewer, to)
        told = things_told(db, study.viewer, study.file.kinds, [thing])[thing]
    act = unlink_memo if remove else link_memo
    act(study.file, study.viewer, found.id, thing)
    return found.title, team.thing_words(told)
