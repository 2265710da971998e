"""Conflicts as people see them: about what, who wrote which side, when, and which side stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.coding.readings import made_by_accepting, taker_of
from caseloom.record.model import (
    BUILD,
    SAID_TOGETHER,
    ConflictTold,
    NoSuchConflict,
    NoSuchSide,
    NumbersMove,
    SideTold,
)
from caseloom.record.readings.edits import in_words
from caseloom.record.readings.history import name_of
from caseloom.record.readings.labels import labels
from caseloom.record.readings.withdrawing import left_of, withdrawals
from caseloom.sources.readings import concurrent_texts, parted_texts
from caseloom.studyfile import Kinds
from caseloom.studyfile.conflicts import Conflict, UsedThough, conflicts, used_though_taken_out
from caseloom.studyfile.tables import change
from caseloom.studyfile.uses import Obstacle
from caseloom.team.model import Viewer


def conflicts_told(db: Connection, viewer: Viewer, kinds: Kinds) -> list[ConflictTold]:
    """Every conflict that waits for a person: values, rows taken out and used, texts corrected twice."""
    found = [*_values(db, viewer, kinds), *_used(db, viewer, kinds), *_texts(db, viewer)]
    found = [*_by_all_names(found, kinds)]
    return [*(_with_arrivals(db, kinds, each) for each in found), *_withdrawn(db, viewer)]


def _by_all_names(found: Sequence[ConflictTold], kinds: Kinds) -> Iterator[ConflictTold]:
    """What people named apart is told by all its names, in each of its conflicts."""
    names = {
        (each.kind, each.entity): " / ".join(
            dict.fromkeys(str(side.says) for side in each.sides if side.says)
        )
        for each in found
        if each.sort == "field" and each.field == kinds[each.kind].label
    }
    for each in found:
        name = names.get((each.kind, each.entity))
        yield replace(each, about=name) if name else each


def _with_arrivals(db: Connection, kinds: Kinds, told: ConflictTold) -> ConflictTold:
    """With the number under which each side came into this file: a merge numbers what comes in later."""
    written = [side.change for side in told.sides]
    if told.sort == "text":
        table = kinds.table("revision")
        query = select(table.c.id, table.c.born.label("n")).where(table.c.id.in_(written))
    else:
        query = select(change.c.id, change.c.n).where(change.c.id.in_(written))
    numbers = {row.id: row.n for row in db.execute(query)}
    sides = tuple(replace(side, arrived=numbers.get(side.change, 0)) for side in told.sides)
    return replace(told, sides=sides)


def conflict_named(found: Sequence[ConflictTold], name: str) -> ConflictTold:
    """The conflict of that short name. Raises `NoSuchConflict`, and `NumbersMove` for a number."""
    wanted = name.strip().lower()
    for each in found:
        if each.key == wanted:
            return each
    if wanted.isdecimal() and 0 < int(wanted) <= len(found):
        now = found[int(wanted) - 1]
        raise NumbersMove(number=int(wanted), about=now.subject, id=now.key)
    raise NoSuchConflict(name=name)


def side_named(conflict: ConflictTold, letter: str) -> SideTold:
    """The side of that letter; raises `NoSuchSide`."""
    side = conflict.choices.get(letter.strip().lower())
    if side is None:
        raise NoSuchSide(side=letter, sides=", ".join(conflict.choices))
    return side


def _values(db: Connection, viewer: Viewer, kinds: Kinds) -> Iterator[ConflictTold]:
    for each in _said_together(conflicts(db, kinds)):
        sides = tuple(
            SideTold(
                side.written.change,
                name_of(db, side.written.author),
                side.written.at or "",
                in_words(db, viewer, kinds, each.kind, each.field, side.written.value),
                stands=place == 0,
            )
            for place, side in enumerate(each.sides)
        )
        about = labels(db, viewer, kinds, each.kind, [each.entity]).get(each.entity, "")
        coded = each.kind == "candidate_decision" and bool(made_by_accepting(db, each.entity))
        yield ConflictTold("field", each.kind, each.entity, each.field, about, sides, coded=coded)


def _said_together(found: Sequence[Conflict]) -> Iterator[Conflict]:
    """Of a kind whose fields are one person's word, one conflict a row."""
    told: set[UUID] = set()
    for each in sorted(found, key=lambda each: each.field != "decision"):
        if each.kind not in SAID_TOGETHER or each.entity not in told:
            told.add(each.entity)
            yield each


def _used(db: Connection, viewer: Viewer, kinds: Kinds) -> Iterator[ConflictTold]:
    for each in used_though_taken_out(db, kinds):
        out = each.taken_out
        sides = (
            SideTold(out.change, name_of(db, out.author), out.at or "", "", stands=True),
            *(_use(db, viewer, kinds, use) for use in each.uses),
        )
        about = labels(db, viewer, kinds, each.kind, [each.entity]).get(each.entity, "")
        told = ConflictTold("used", each.kind, each.entity, "gone", about, sides)
        yield replace(told, third=_taker(db, viewer, kinds, each)) if each.kind == "code" else told


def _taker(db: Connection, viewer: Viewer, kinds: Kinds, each: UsedThough) -> SideTold | None:
    """The code into which one was merged that others went on using."""
    into = taker_of(db, viewer, each.entity, each.taken_out.change)
    if into is None:
        return None
    out = each.taken_out
    name = labels(db, viewer, kinds, "code", [into]).get(into, "")
    return SideTold(into, name_of(db, out.author), out.at or "", name, stands=False)


def _use(db: Connection, viewer: Viewer, kinds: Kinds, use: Obstacle) -> SideTold:
    says = labels(db, viewer, kinds, use.kind, [use.entity]).get(use.entity, "")
    return SideTold(use.change, name_of(db, use.author), use.at or "", says, stands=False)


def _texts(db: Connection, viewer: Viewer) -> Iterator[ConflictTold]:
    for each in concurrent_texts(db, viewer):
        sides = tuple(
            SideTold(text.revision, text.who, text.at, text.difference, stands=text.current)
            for text in each.texts
        )
        parted = parted_texts(db, viewer, each.source)
        both = None if parted is None or parted.clashes else _both(each.source, sides)
        yield ConflictTold("text", "source", each.source, "text", each.title, sides, both)


def _both(source: UUID, sides: Sequence[SideTold]) -> SideTold:
    """Both corrections of a source's text, as one side."""
    who = ", ".join(dict.fromkeys(each.who or BUILD for each in sides))
    return SideTold(source, who, max(each.at for each in sides), "", stands=False)


def _withdrawn(db: Connection, viewer: Viewer) -> Iterator[ConflictTold]:
    """Sources in which somebody still speaks who withdrew: they came in from a copy that did not know."""
    for participant, out in withdrawals(db).items():
        for each in left_of(db, viewer, participant):
            sides = (
                SideTold(out.id, name_of(db, out.author), out.at or "", "", stands=False),
                SideTold(each.source, "", "", each.title, stands=True),
            )
            yield ConflictTold("withdrawn", "participant", participant, each.source.hex, each.title, sides)
