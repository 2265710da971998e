"""The texts that a source had: revisions, and those made without knowing of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from caseloom.sources.model import last_ones
from caseloom.sources.tables import content, revision, source, source_now
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person

_MOST = 80


@dataclass(frozen=True)
class RevisionTold:
    """A text that nothing follows: who brought it, when, and where it begins to differ from the other."""

    revision: UUID
    who: str
    at: str
    difference: str
    current: bool


@dataclass(frozen=True)
class RevisionListed:
    """A text that a source had or has: its place in the order they came, who brought it and when.

    `concurrent`: corrected by somebody who did not know of the current one, and followed by none. `settles`
    is another one that it took the place of, where somebody put two together or chose.
    """

    id: UUID
    number: int
    who: str
    at: str
    current: bool
    concurrent: bool
    follows: UUID | None
    settles: UUID | None = None


@dataclass(frozen=True)
class ConcurrentTexts:
    """A source whose text several people corrected without knowing of each other."""

    source: UUID
    title: str
    texts: tuple[RevisionTold, ...]


def concurrent_texts(db: Connection, viewer: Viewer) -> list[ConcurrentTexts]:
    """Sources with several texts that nothing follows, the current one first."""
    several = select(revision.c.source).where(revision.c.gone == 0)
    several = several.group_by(revision.c.source).having(func.count() > 1)
    rows = db.execute(
        select(
            source.c.id.label("source"),
            words_of(source.c.title).label("title"),
            revision.c.id,
            revision.c.n,
            revision.c.follows,
            revision.c.settles,
            revision.c.text,
            source_now.c.revision_n,
            name_of_person(change.c.author).label("who"),
            change.c.at,
        )
        .join(revision, revision.c.source == source.c.id)
        .join(source_now, source_now.c.source_n == source.c.n)
        .join(change, change.c.n == revision.c.born)
        .where(revision.c.gone == 0, source.c.gone == 0, source.c.id.in_(several))
        .order_by(source.c.n, revision.c.n != source_now.c.revision_n, change.c.stamp.desc(), change.c.id)
    )
    found = []
    for (id, title), each in groupby(rows, key=lambda row: (row.source, row.title)):
        last = last_ones(list(each))
        if len(last) > 1:
            found.append(ConcurrentTexts(id, title or "", _told(db, last)))
    return found


def revisions(db: Connection, viewer: Viewer, source_id: UUID) -> list[RevisionListed]:
    """Every text that a source had, the latest first; each is readable (`source_text`, `at`)."""
    rows = db.execute(
        select(
            revision.c.id,
            revision.c.n,
            revision.c.follows,
            revision.c.settles,
            source_now.c.revision_n,
            name_of_person(change.c.author).label("who"),
            change.c.at,
        )
        .join(source, source.c.id == revision.c.source)
        .join(source_now, source_now.c.source_n == source.c.n)
        .join(change, change.c.n == revision.c.born)
        .where(revision.c.gone == 0, source.c.id == source_id)
        .order_by(change.c.stamp.desc(), change.c.id.desc())
    ).all()
    last = {each.id for each in last_ones(rows)}
    return [
        RevisionListed(
            id=row.id,
            number=len(rows) - place,
            who=row.who or "",
            at=row.at or "",
            current=row.n == row.revision_n,
            concurrent=row.id in last and row.n != row.revision_n,
            follows=row.follows,
            settles=row.settles,
        )
        for place, row in enumerate(rows)
    ]


def text_made_by(db: Connection, viewer: Viewer, change_id: UUID) -> tuple[UUID, str, UUID] | None:
    """The source, its title and the text that a change wrote in the place of another, if it wrote one."""
    row = db.execute(
        select(source.c.id, words_of(source.c.title).label("title"), revision.c.id.label("revision"))
        .join(revision, revision.c.source == source.c.id)
        .join(change, change.c.n == revision.c.born)
        .where(change.c.id == change_id, revision.c.follows.is_not(None))
        .where(revision.c.gone == 0, source.c.gone == 0)
        .order_by(revision.c.n.desc())
        .limit(1)
    ).one_or_none()
    return (row.id, row.title or "", row.revision) if row else None


def words_of_revision(db: Connection, viewer: Viewer, id: UUID) -> str:
    """The text of a revision."""
    rows = select(content.c.content).join(revision, revision.c.text == content.c.id)
    text: str = db.scalars(rows.where(revision.c.id == id)).one()
    return text


def texts_corrected(db: Connection, viewer: Viewer) -> Iterator[tuple[int, UUID, str]]:
    """The sources that had other texts before: local number, current revision, current text."""
    rows = db.execute(
        select(source_now.c.source_n, revision.c.id, content.c.content)
        .join(revision, revision.c.n == source_now.c.revision_n)
        .join(content, content.c.id == revision.c.text)
        .where(source_now.c.revisions > 1)
        .order_by(source_now.c.source_n)
    )
    return ((row.source_n, row.id, row.content) for row in rows)


def _told(db: Connection, last: list[Any]) -> tuple[RevisionTold, ...]:
    texts = [db.scalars(select(content.c.content).where(content.c.id == row.text)).one() for row in last]
    return tuple(
        RevisionTold(
            row.id, row.who or "", row.at or "", _where_it_differs(text, texts), row.n == row.revision_n
        )
        for row, text in zip(last, texts, strict=True)
    )


def _where_it_differs(text: str, all_texts: list[str]) -> str:
    """The words from where a text parts from the others."""
    others = [each for each in all_texts if each != text]
    at = min((_parting(text, each) for each in others), default=0)
    start = text.rfind(" ", 0, at) + 1
    return " ".join(text[start : start + _MOST].split())


def _parting(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
