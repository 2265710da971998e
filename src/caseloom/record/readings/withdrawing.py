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
from caseloom.studyfile.erasing import FOR_ERASURE, Ids, Named, in_batches, named_for_erasure
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.file import TRACE_OWED
from caseloom.studyfile.fold import decode
from caseloom.studyfile.tables import EDITS, change, item, meta, wording, words_of
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
        beside = _beside(db, study.kinds, gone, {each.source for each in speaks if not each.alone})
        for each in (named, gone):
            each.take(Named(_filled({"wording": _words_once_in(db, study.kinds, beside)}), {}))
        suspects = [
            *_suspects(db, viewer, study.kinds, gone, quoted, beside),
            *_texts(db, viewer, gone, quoted),
        ]
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


def _suspects(
    db: Connection, viewer: Viewer, kinds: Kinds, gone: Named, quoted: Quoted, beside: Ids
) -> Iterator[Suspect]:
    """Free text that stays and holds a run of her words (five words, eight Han characters) or her name.

    Also what is about something that loses her words, or was linked to it.
    """
    for kind in kinds.values():
        out = gone.erased.get(kind.name, set()) | gone.emptied.get(kind.name, set())
        near = beside.get(kind.name, set())
        for field in kind.words:
            for id, words in _written(db, kinds, kind, field):
                why = "" if id in out else quoted.why(words) or ("about" if id in near else "")
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
    """What texts said before somebody changed them or took them out, and that name or quote her: it goes."""
    now = _words_now(db, kinds)
    every = db.execute(select(wording.c.id, wording.c.words)).all()
    return {row.id for row in every if row.id not in now and quoted.why(row.words)}


def _words_now(db: Connection, kinds: Kinds) -> set[UUID]:
    """The words that rows in sight name."""
    found: set[UUID] = set()
    for kind in kinds.values():
        table = kinds.table(kind.name)
        for field in kind.words:
            found.update(db.scalars(select(table.c[field]).where(table.c.gone == 0)))
    return found


def _written(db: Connection, kinds: Kinds, kind: Kind, field: str) -> list[tuple[UUID, str]]:
    """What rows in sight say there; what others that were taken out said goes by itself."""
    table = kinds.table(kind.name)
    rows = select(table.c.id, words_of(table.c[field])).where(table.c[field].is_not(None), table.c.gone == 0)
    return list(db.execute(rows))


# -- what is about something that loses her words -------------------------------------------------


def _beside(db: Connection, kinds: Kinds, gone: Named, shared: set[UUID]) -> dict[str, set[UUID]]:
    """Rows with words that stay though they are about a shared source, or were linked to it or to what goes.

    Whatever is about a thing that goes, or about her, goes too and is not among them.
    """
    found: dict[str, set[UUID]] = {}
    for kind in kinds.values():
        table = kinds.table(kind.name)
        for field in kind.things:
            ids = set(gone.erased.get(kind.name, ()))
            for some in in_batches(field.naming("source", shared)):
                ids.update(db.scalars(select(table.c.id).where(table.c[field.name].in_(some))))
            if kind.words:
                found.setdefault(kind.name, set()).update(ids)
                continue
            for owner in (each for each in kind.fields if each.to and each.required):
                for some in in_batches(ids):
                    theirs = db.scalars(select(table.c[owner.name]).where(table.c.id.in_(some)))
                    found.setdefault(str(owner.to), set()).update(theirs)
    return {kind: ids - gone.erased.get(kind, set()) for kind, ids in found.items()}


def _words_once_in(db: Connection, kinds: Kinds, rows: Ids) -> set[UUID]:
    """What these rows said before, or say out of sight: what a person changed before the withdrawal goes."""
    once: set[UUID] = set()
    for name, ids in rows.items():
        kind, table = kinds[name], kinds.table(name)
        for some in in_batches(ids):
            mine = EDITS & item.c.entity.in_(some) & (item.c.kind == name) & item.c.field.in_(kind.words)
            written = db.scalars(select(item.c.value).where(mine, item.c.value.is_not(None)))
            once.update(id for each in written if (id := decode(kind, kind.words[0], each)) is not None)
            for field in kind.words:
                said = select(table.c[field]).where(table.c.id.in_(some), table.c[field].is_not(None))
                once.update(db.scalars(said))
    return once - _words_now(db, kinds)
