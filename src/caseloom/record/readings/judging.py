"""Texts of others that may name or quote a participant who withdraws: listed for a person to judge."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.design.readings import participants
from caseloom.record.model import Excerpt, Suspect
from caseloom.record.readings.labels import labels
from caseloom.sources.readings import (
    SaidByOthers,
    labels_of_participant,
    said_by_others,
    sources,
    words_of_participant,
)
from caseloom.studyfile import Kind, Kinds
from caseloom.studyfile.erasing import Ids, Named
from caseloom.studyfile.tables import wording, words_of
from caseloom.team.model import Viewer
from caseloom.text import Naming, excerpt, naming, runs, shared

_AROUND = 160
"""How much of a text is shown on either side of the place that names or quotes her."""


@dataclass(frozen=True)
class Quoted:
    """By what a text is known to be about her: her names, and runs of her words."""

    naming: Naming
    runs: frozenset[str]

    def place(self, words: str) -> tuple[str, int, int] | None:
        """Why a text is about her, "name" or "words", and where it first is; None where it is not."""
        if named := self.naming.find(words):
            return "name", *named
        said = shared(words, self.runs)
        return ("words", *said[0]) if said else None


def quoted_by(db: Connection, viewer: Viewer, participant: UUID, name: str) -> Quoted:
    """By what texts are known to be about a participant of that name."""
    others = [each.name for each in participants(db, viewer) if each.id != participant]
    said = words_of_participant(db, viewer, participant)
    return Quoted(
        naming(name, others, labels_of_participant(db, viewer, participant)),
        frozenset(run for words in said for run in runs(words)),
    )


def suspects(
    db: Connection, viewer: Viewer, kinds: Kinds, gone: Named, quoted: Quoted, beside: Ids
) -> list[Suspect]:
    """What stays and names her or holds a run of her words (five words, eight Han characters).

    Also what is `beside`: about something that loses her words, or linked to what goes.
    """
    return [
        *_written_by_others(db, viewer, kinds, gone, quoted, beside),
        *_texts(db, viewer, kinds, gone, quoted),
    ]


def former_words(db: Connection, kinds: Kinds, quoted: Quoted) -> set[UUID]:
    """What texts said before somebody changed them or took them out, and that name or quote her: it goes."""
    now = words_now(db, kinds)
    every = db.execute(select(wording.c.id, wording.c.words)).all()
    return {row.id for row in every if row.id not in now and quoted.place(row.words)}


def words_now(db: Connection, kinds: Kinds) -> set[UUID]:
    """The words that rows in sight name."""
    found: set[UUID] = set()
    for kind in kinds.values():
        table = kinds.table(kind.name)
        for field in kind.words:
            found.update(db.scalars(select(table.c[field]).where(table.c.gone == 0)))
    return found


def _written_by_others(
    db: Connection, viewer: Viewer, kinds: Kinds, gone: Named, quoted: Quoted, beside: Ids
) -> Iterator[Suspect]:
    for kind in kinds.values():
        out = gone.erased.get(kind.name, set()) | gone.emptied.get(kind.name, set())
        near = beside.get(kind.name, set())
        for field in kind.words:
            for id, words in _written(db, kinds, kind, field):
                if id in out:
                    continue
                place = quoted.place(words) or (("about", 0, 0) if id in near else None)
                if place:
                    why, start, end = place
                    about = labels(db, viewer, kinds, kind.name, [id]).get(id, "")
                    shown = _excerpt(words, start, end)
                    yield Suspect(kind.name, id, field, about, shown, why, said=words)


def _written(db: Connection, kinds: Kinds, kind: Kind, field: str) -> list[tuple[UUID, str]]:
    """What rows in sight say there; what others that were taken out said goes by itself."""
    table = kinds.table(kind.name)
    rows = select(table.c.id, words_of(table.c[field])).where(table.c[field].is_not(None), table.c.gone == 0)
    return list(db.execute(rows))


def _texts(db: Connection, viewer: Viewer, kinds: Kinds, gone: Named, quoted: Quoted) -> Iterator[Suspect]:
    """Texts of sources, current and former, in which others name or quote her: minutes, an interview."""
    hers = {each for kind in ("speaker", "turn") for each in gone.emptied.get(kind, set())}
    there = {each.id for each in sources(db, viewer)}
    table = kinds.table("source")
    for id, title in db.execute(select(table.c.id, words_of(table.c.title)).order_by(table.c.n)).all():
        if id in gone.erased.get("source", set()):
            continue
        turns = said_by_others(db, viewer, id, hers)
        for current, each in groupby(turns, key=lambda turn: turn.current):
            found = _in_turns(each, quoted, id in there)
            if found is None:
                continue
            why, [first, *rest] = found
            field = "text" if current else "former_text"
            yield Suspect("source", id, field, title or "", first, why, rest=tuple(rest))


def _in_turns(turns: Iterable[SaidByOthers], quoted: Quoted, shown: bool) -> tuple[str, list[Excerpt]] | None:
    """Why the first turn that is about her is, and all that are; a source that is out is not shown."""
    found = [(turn, place) for turn in turns if (place := quoted.place(turn.words))]
    if not found:
        return None
    return found[0][1][0], [_in_turn(turn, start, end, shown) for turn, (_, start, end) in found]


def _in_turn(turn: SaidByOthers, start: int, end: int, shown: bool) -> Excerpt:
    place = (turn.revision, turn.start + start, turn.start + end) if shown else None
    return replace(_excerpt(turn.words, start, end), turn=turn.number, place=place)


def _excerpt(words: str, start: int, end: int) -> Excerpt:
    """The place with some words before and behind it, in one line."""
    before, there, after = excerpt(words, start, end, _AROUND)
    cut = ("… " if len(before) < start else "", " …" if end + len(after) < len(words) else "")
    lined = (_BLANKS.sub(" ", each) for each in (before, there, after))
    first, marked, last = lined
    return Excerpt(f"{cut[0]}{first.lstrip()}", marked, f"{last.rstrip()}{cut[1]}")


_BLANKS = re.compile(r"\s+")
