"""What withdrawing a participant would take, and whose texts may quote her."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.design.readings import Participant, participant_told
from caseloom.record.model import Withdrawal
from caseloom.record.readings.beside import beside, words_once_in
from caseloom.record.readings.in_texts import in_texts
from caseloom.record.readings.judging import former_words, quoted_by, suspects
from caseloom.sources.readings import SpokenIn, spoken_in
from caseloom.studyfile import StudyFile
from caseloom.studyfile.erasing import FOR_ERASURE, Named, named_for_erasure
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.file import TRACE_OWED
from caseloom.studyfile.tables import change, item, meta
from caseloom.team.model import Person, Viewer
from caseloom.team.readings import people
from caseloom.text import same_name


def withdrawal(study: StudyFile, viewer: Viewer, participant: UUID, as_person: str = "keep") -> Withdrawal:
    """Everything that withdrawing this participant takes; nothing is changed. Raises `NotThere`."""
    with study.read() as db:
        found = participant_told(db, viewer, participant)
        if found is None:
            raise NotThere(kind="participant", name=str(participant))
        speaks = spoken_in(db, viewer, participant)
        person = _in_the_team(db, viewer, found)
        quoted = quoted_by(db, viewer, participant, found.name)
        named = _named(participant, speaks, person.id if person else None, as_person)
        named.take(Named(_filled({"wording": former_words(db, study.kinds, quoted)})))
        texts = in_texts(db, viewer, study.kinds, named, quoted)
        named.take(texts.named)
    gone = study.rehearse_erasure(named)
    with study.read() as db:
        near = beside(db, study.kinds, gone, {each.source for each in speaks if not each.alone})
        for each in (named, gone):
            each.take(Named(_filled({"wording": words_once_in(db, study.kinds, near)})))
        judged = suspects(db, viewer, study.kinds, gone, quoted, near)
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
        suspects=(*judged, *texts.suspects),
        former=texts.goes,
        named=named,
        namesake=person is not None and found.person is None,
    )


def _in_the_team(db: Connection, viewer: Viewer, found: Participant) -> Person | None:
    """The member of the team who is recorded as the same human; where nobody is, one of the same name."""
    team = people(db, viewer)
    if found.person is not None:
        return next((each for each in team if each.id == found.person), None)
    name = found.name.partition("(")[0].strip()
    return next((each for each in team if name and same_name(each.name.partition("(")[0], name)), None)


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
