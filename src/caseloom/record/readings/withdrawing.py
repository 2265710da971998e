"""What withdrawing a participant would take, and whose texts may quote her."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.design.readings import participant_told
from caseloom.record.model import Suspect, Withdrawal
from caseloom.record.readings.labels import labels, short
from caseloom.sources.readings import SpokenIn, sources, spoken_in, words_by_others, words_of_participant
from caseloom.studyfile import Kind, Kinds, StudyFile
from caseloom.studyfile.erasing import FOR_ERASURE, Named, named_for_erasure
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.file import TRACE_OWED
from caseloom.studyfile.tables import change, item, meta, wording, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import people
from caseloom.text import Searched, find, runs


def withdrawal(study: StudyFile, viewer: Viewer, participant: UUID, as_person: str = "keep") -> Withdrawal:
    """Everything that withdrawing this participant takes; nothing is changed. Raises `NotThere`."""
    with study.read() as db:
        found = participant_told(db, viewer, participant)
        if found is None:
            raise NotThere(kind="participant", name=str(participant))
        speaks = spoken_in(db, viewer, participant)
        person = next((each for each in people(db, viewer) if each.id == found.person), None)
        said = words_of_participant(db, viewer, participant)
    quoted = Quoted(found.name, frozenset(run for words in said for run in runs(words)))
    named = _named(participant, speaks, person.id if person else None, as_person)
    with study.read() as db:
        named.take(Named(_filled({"wording": _former_words(db, study.kinds, quoted)}), {}))
    gone = study.rehearse_erasure(named)
    with study.read() as db:
        suspects = [*_suspects(db, viewer, study.kinds, gone, quoted), *_texts(db, viewer, gone, quoted)]
    counts = {kind: len(ids) for kind, ids in gone.erased.items() if ids}
    return Withdrawal(
        participant=participant,
        name=found.name,
        person=person.id if person else None,
        person_name=person.name if person else "",
        whole=tuple((each.source, each.title) for each in speaks if each.alone),
        shared=tuple((each.source, each.title) for each in speaks if not each.alone),
        counts=tuple((kind, counts[kind]) for kind in study.kinds if kind in counts),
        turns=sum(len(each.speakers) + len(each.turns) for each in speaks if not each.alone),
        words=sum(each.words for each in speaks),
        suspects=tuple(suspects),
        named=named,
    )


def is_written_anew(db: Connection) -> bool:
    """Whether no trace of what was erased is left in the file: it was written anew since."""
    return db.scalar(select(meta.c.name).where(meta.c.name == TRACE_OWED)) is None


def withdrawals(db: Connection) -> dict[UUID, Any]:
    """The participants who withdrew, each with the change (id, author, at) that says so."""
    marked = select(item.c.entity, change.c.id, change.c.author, change.c.at)
    marked = marked.join(change, change.c.n == item.c.change)
    rows = db.execute(marked.where(FOR_ERASURE, item.c.kind == "participant"))
    return {row.entity: row for row in rows}


def left_of(db: Connection, viewer: Viewer, participant: UUID) -> list[SpokenIn]:
    """Where a participant who withdrew still speaks."""
    emptied = named_for_erasure(db).emptied
    known = emptied.get("speaker", set()) | emptied.get("turn", set())
    found = spoken_in(db, viewer, participant)
    return [each for each in found if not known.issuperset((*each.speakers, *each.turns))]


def named_in(participant: UUID, speaks: Sequence[SpokenIn]) -> Named:
    """What has to go where a participant speaks."""
    return _named(participant, speaks, None, "keep")


def _named(participant: UUID, speaks: Sequence[SpokenIn], person: UUID | None, as_person: str) -> Named:
    erased: dict[str, set[UUID]] = {"source": {each.source for each in speaks if each.alone}}
    emptied: dict[str, set[UUID]] = {
        "participant": {participant},  # her row stays, so that in every copy it is known who speaks
        "speaker": {id for each in speaks if not each.alone for id in each.speakers},
        "turn": {id for each in speaks if not each.alone for id in each.turns},
    }
    if person is not None and as_person == "name":
        emptied["person"] = {person}
    if person is not None and as_person == "everything":
        erased["person"] = {person}
    return Named(_filled(erased), _filled(emptied))


def _filled(ids: dict[str, set[UUID]]) -> dict[str, set[UUID]]:
    return {kind: each for kind, each in ids.items() if each}


# -- whose texts may quote her --------------------------------------------------------------------


@dataclass(frozen=True)
class Quoted:
    """By what a text is known to be about her: her name, and runs of her words."""

    name: str
    runs: frozenset[str]

    def why(self, words: str) -> str:
        """ "name" or "words" where a text holds either; "" where it holds none."""
        if self.name.strip() and Searched(words).find(f'"{self.name}"'):
            return "name"
        return "words" if self.run_in(words) else ""

    def run_in(self, words: str) -> str:
        """The first run of her words in a text; "" for none."""
        return next((run for run in runs(words) if run in self.runs), "")


def _suspects(db: Connection, viewer: Viewer, kinds: Kinds, gone: Named, quoted: Quoted) -> Iterator[Suspect]:
    """Free text that stays and holds a run of her words (five words, eight Han characters) or her name."""
    for kind in kinds.values():
        out = gone.erased.get(kind.name, set()) | gone.emptied.get(kind.name, set())
        for field in kind.words:
            for id, words in _written(db, kinds, kind, field):
                why = "" if id in out else quoted.why(words)
                if why:
                    about = labels(db, viewer, kinds, kind.name, [id]).get(id, "")
                    yield Suspect(kind.name, id, field, about, short(words), why)


def _texts(db: Connection, viewer: Viewer, gone: Named, quoted: Quoted) -> Iterator[Suspect]:
    """Texts of sources in which others name or quote her: minutes, another's interview."""
    hers = {each for kind in ("speaker", "turn") for each in gone.emptied.get(kind, set())}
    for each in sources(db, viewer):
        if each.id in gone.erased.get("source", set()):
            continue
        for part in words_by_others(db, viewer, each.id, hers):
            if why := quoted.why(part):
                yield Suspect("source", each.id, "text", each.title, _excerpt(part, quoted, why), why)
                break


def _excerpt(words: str, quoted: Quoted, why: str) -> str:
    found = find(words, f'"{quoted.name if why == "name" else quoted.run_in(words)}"')
    return short(words[found[0][0] :]) if found else short(words)


def _former_words(db: Connection, kinds: Kinds, quoted: Quoted) -> set[UUID]:
    """What texts said before somebody changed them, and that name or quote her: it goes with her."""
    now = {
        id
        for kind in kinds.values()
        for field in kind.words
        for id in db.scalars(select(kinds.table(kind.name).c[field]))
    }
    every = db.execute(select(wording.c.id, wording.c.words)).all()
    return {row.id for row in every if row.id not in now and quoted.why(row.words)}


def _written(db: Connection, kinds: Kinds, kind: Kind, field: str) -> list[tuple[UUID, str]]:
    table = kinds.table(kind.name)
    rows = select(table.c.id, words_of(table.c[field])).where(table.c[field].is_not(None))
    return list(db.execute(rows))
