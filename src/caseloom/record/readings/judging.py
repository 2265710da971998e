"""Texts of others that may name or quote a participant who withdraws: listed for a person to judge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.design.readings import participants
from caseloom.record.model import Excerpt, Suspect
from caseloom.record.readings.labels import labels
from caseloom.sources.readings import labels_of_participant, words_of_participant
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
    """What was written about the study, stays, and names her or holds a run of her words.

    A run is five words, or eight Han characters. Also what is `beside`: about something that loses her words,
    or linked to what goes.
    """
    return list(_written_by_others(db, viewer, kinds, gone, quoted, beside))


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
                    shown = excerpt_of(words, start, end)
                    yield Suspect(kind.name, id, field, about, shown, why, said=words)


def _written(db: Connection, kinds: Kinds, kind: Kind, field: str) -> list[tuple[UUID, str]]:
    """What rows in sight say there; what others that were taken out said goes by itself."""
    table = kinds.table(kind.name)
    rows = select(table.c.id, words_of(table.c[field])).where(table.c[field].is_not(None), table.c.gone == 0)
    return list(db.execute(rows))


def excerpt_of(words: str, start: int, end: int) -> Excerpt:
    """The place with some words before and behind it, in one line."""
    before, there, after = excerpt(words, start, end, _AROUND)
    cut = ("… " if len(before) < start else "", " …" if end + len(after) < len(words) else "")
    lined = (_BLANKS.sub(" ", each) for each in (before, there, after))
    first, marked, last = lined
    return Excerpt(f"{cut[0]}{first.lstrip()}", marked, f"{last.rstrip()}{cut[1]}")


_BLANKS = re.compile(r"\s+")
