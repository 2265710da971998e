"""Who is in the team, and their memos."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, Select, func, or_, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.studyfile import Thing, read_thing
from caseloom.studyfile.erasing import in_batches
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Person, Viewer
from caseloom.team.tables import as_person, memo_link, person
from caseloom.team.tables import memo as memo_table
from caseloom.text import Searched, match_expression, same_name


def seen(viewer: Viewer) -> Select[tuple[int, UUID, str, str | None]]:
    """The people that the viewer may see: everyone who is not gone, with n, id, name, voices."""
    return select(
        person.c.n,
        person.c.id,
        words_of(person.c.name).label("name"),
        words_of(person.c.voices).label("voices"),
    ).where(person.c.gone == 0)


def name_of_person(id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The name of the person with that id, for use in a select."""
    one = person.alias()
    return select(words_of(one.c.name)).where(one.c.id == id).correlate_except(one).scalar_subquery()


def number_of_person(id: UUID) -> ScalarSelect[Any]:
    """The local number of the person with that id."""
    one = person.alias()
    return select(one.c.n).where(one.c.id == id).correlate_except(one).scalar_subquery()


def people(db: Connection, viewer: Viewer) -> list[Person]:
    """Everyone in the team, by name."""
    return sorted((as_person(row) for row in db.execute(seen(viewer))), key=lambda each: each.name.casefold())


def person_named(db: Connection, name: str) -> Person | None:
    """The person of that name, ignoring case and how accents are typed; None if nobody has it."""
    return next((each for each in people(db, Viewer()) if same_name(each.name, name)), None)


# -- memos ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Memo:
    """A memo: what it is about, its type and words (Markdown), whose it is, when written, what it links.

    `written` is wall time, "" for what a build wrote.
    """

    n: int
    id: UUID
    about: Thing
    memo_kind: str
    title: str
    text: str
    author: UUID
    author_name: str
    written: str
    links: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class MemosWanted:
    """Which memos a person wants to see; none of it is all of them.

    `of` are things: those about or linked to every one of them.
    `words` is a query as for sources: words are joined by AND, "phrases", OR, -not and beginnings* work.
    """

    memo_kind: str = ""
    author: UUID | None = None
    about_kind: str = ""
    of: tuple[Thing, ...] = ()
    words: str = ""


EVERY_MEMO = MemosWanted()


@dataclass(frozen=True)
class Memos:
    """A page of memos, the newest first, and how many there are in all."""

    memos: tuple[Memo, ...]
    total: int


def seen_memos(viewer: Viewer) -> Select[Any]:
    """The memos that the viewer may see, to be joined by other rooms: n, id, about, memo_kind, …."""
    return (
        select(
            memo_table.c.n,
            memo_table.c.id,
            memo_table.c.about,
            memo_table.c.memo_kind,
            words_of(memo_table.c.title).label("title"),
            words_of(memo_table.c.text).label("text"),
            memo_table.c.author,
            name_of_person(memo_table.c.author).label("author_name"),
            change.c.at.label("written"),
        )
        .join(change, change.c.n == memo_table.c.born)
        .where(memo_table.c.gone == 0)
    )


_NEWEST_FIRST = (change.c.stamp.desc(), change.c.id.desc(), memo_table.c.id)


def memos(
    db: Connection,
    viewer: Viewer,
    wanted: MemosWanted = EVERY_MEMO,
    *,
    offset: int = 0,
    limit: int | None = 50,
) -> Memos:
    """Memos, the newest first: a page of those that are wanted. Raises `EmptyQuery`.

    Words are looked for in titles and texts, in Chinese too, as they are in sources.
    """
    rows = _wanted(viewer, wanted).order_by(*_NEWEST_FIRST)
    end = None if limit is None else offset + limit
    if wanted.words.strip():
        match_expression(wanted.words)  # refuses a query without a word, whether or not there are memos
        found = [row for row in db.execute(rows) if _holds(row, wanted.words)]
        return Memos(_told(db, found[offset:end]), len(found))
    total = db.scalar(select(func.count()).select_from(_wanted(viewer, wanted).subquery())) or 0
    page = rows.offset(offset) if limit is None else rows.offset(offset).limit(limit)
    return Memos(_told(db, db.execute(page).all()), total)


def _wanted(viewer: Viewer, wanted: MemosWanted) -> Select[Any]:
    rows = seen_memos(viewer)
    if wanted.memo_kind:
        rows = rows.where(memo_table.c.memo_kind == wanted.memo_kind)
    if wanted.author is not None:
        rows = rows.where(memo_table.c.author == wanted.author)
    if wanted.about_kind:
        rows = rows.where(memo_table.c.about.startswith(f"{wanted.about_kind}:", autoescape=True))
    for each in wanted.of:
        rows = rows.where(_of([str(each)]))
    return rows


def _of(things: Sequence[str]) -> ColumnElement[bool]:
    """About one of the things, or linked to it."""
    linked = select(memo_link.c.memo).where(memo_link.c.thing.in_(things), memo_link.c.gone == 0)
    return or_(memo_table.c.about.in_(things), memo_table.c.id.in_(linked))


def _holds(row: Any, words: str) -> bool:
    return bool(Searched(f"{row.title or ''}\n\n{row.text or ''}").find(words))


def memos_of(db: Connection, viewer: Viewer, things: Iterable[Thing]) -> tuple[Memo, ...]:
    """The memos about any of these things and those linked to one, the newest first."""
    found: dict[UUID, Any] = {}
    for some in in_batches(map(str, things)):
        rows = seen_memos(viewer).add_columns(change.c.stamp, change.c.id.label("born")).where(_of(some))
        found.update((row.id, row) for row in db.execute(rows))
    ordered = sorted(found.values(), key=lambda row: (row.stamp, row.born, row.id), reverse=True)
    return _told(db, ordered)


def memo_counts(db: Connection, viewer: Viewer, kind: str) -> dict[UUID, int]:
    """How many memos each thing of a kind has, about it or linked to it; without those that have none."""
    begin = f"{kind}:"
    about = select(memo_table.c.about.label("thing"), memo_table.c.id).where(memo_table.c.gone == 0)
    linked = (
        select(memo_link.c.thing, memo_table.c.id)
        .join(memo_table, memo_table.c.id == memo_link.c.memo)
        .where(memo_link.c.gone == 0, memo_table.c.gone == 0)
    )
    both = about.where(memo_table.c.about.startswith(begin, autoescape=True)).union(
        linked.where(memo_link.c.thing.startswith(begin, autoescape=True))
    )
    each = both.subquery()
    rows = db.execute(select(each.c.thing, func.count()).group_by(each.c.thing))
    return {thing.id: count for said, count in rows if (thing := read_thing(said))}


def memo(db: Connection, viewer: Viewer, id: UUID) -> Memo:
    """One memo. Raises `NotThere` where none has that id, or it was taken out."""
    row = db.execute(seen_memos(viewer).where(memo_table.c.id == id)).one_or_none()
    if row is None:
        raise NotThere(kind="memo", name=str(id))
    return _told(db, [row])[0]


def _told(db: Connection, rows: Collection[Any]) -> tuple[Memo, ...]:
    links = _links(db, [row.id for row in rows])
    found = [_memo(row) for row in rows]
    return tuple(replace(each, links=tuple(links.get(each.id, ()))) for each in found if each is not None)


def _memo(row: Any) -> Memo | None:
    about = read_thing(row.about)
    if about is None:
        return None
    return Memo(
        row.n, row.id, about, row.memo_kind, row.title or "", row.text or "", row.author,
        row.author_name or "", row.written or "",
    )  # fmt: skip


def _links(db: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Thing]]:
    found: dict[UUID, list[Thing]] = {}
    for some in in_batches(ids):
        rows = select(memo_link.c.memo, memo_link.c.thing).where(memo_link.c.gone == 0)
        for row in db.execute(rows.where(memo_link.c.memo.in_(some)).order_by(memo_link.c.thing)):
            if (thing := read_thing(row.thing)) is not None:
                found.setdefault(row.memo, []).append(thing)
    return found
