"""Corrections of one text, made apart, settled: a text that has both, or one that somebody chose."""

from collections.abc import Collection
from dataclasses import replace
from typing import cast
from uuid import UUID

from caseloom.sources.actions.arriving import REVISIONS, Arrival, revise
from caseloom.sources.actions.correcting import as_it_is
from caseloom.sources.model import NewSource, NotTogether, TextsChanged, last_ones
from caseloom.sources.readers import Mark
from caseloom.sources.readings import parted_texts, side_of, source_text, sources
from caseloom.studyfile import Change, StudyFile
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import Viewer
from caseloom.text import Side, TurnKind, TurnSpan, carried, put_together, read_turns, words_together


def combine_texts(
    study: StudyFile,
    viewer: Viewer,
    source: UUID,
    seen: Collection[UUID],
    others: Collection[int] = (),
) -> None:
    """Write a text with both corrections of a source, which then follows both; both stay readable.

    `seen` are the two texts that the person looked at; of turns that clash those at the places `others` are
    taken from the one that is not current. Raises `TextsChanged`, and `NotTogether` where the words would be
    read as other turns.
    """
    with study.change("source.combine", viewer.author) as change:
        if not sources(change.db, viewer, id=source):
            raise NotThere(kind="source", name=str(source))
        found = parted_texts(change.db, viewer, source)
        if found is None or {found.one.revision, found.other.revision} != set(seen):
            raise TextsChanged
        one, other = side_of(found.one), side_of(found.other)
        pieces = put_together(one, other, found.places, others)
        text = "".join(each.words for each in pieces if each.kind != "gone")
        if Side(text, read_turns(text)).spoken != words_together(one, other, found.places, others):
            raise NotTogether(source=found.one.source.title)
        marks = tuple(
            Mark(each.kind, carried(pieces, each.start), carried(pieces, each.end), each.label)
            for each in found.one.marks
        )
        document = replace(as_it_is(change.db, found.one), text=text, marks=marks)
        new = NewSource(title=found.one.source.title, source_kind=found.one.source.source_kind)
        arrival = Arrival(new, document, instead_of=found.one.revision, settles=found.other.revision)
        revise(change, source, arrival)


def let_text_stand(study: StudyFile, viewer: Viewer, source: UUID, revision: UUID) -> None:
    """Of texts corrected without knowing of each other let one be current; the others stay readable.

    It is written as a text that has the same words and takes the place of all of them: so whoever chooses
    otherwise in another copy contradicts it there, and nothing that was written before is touched. Raises
    `NotThere`.
    """
    with study.change("source.choose", viewer.author) as change:
        last = [each.id for each in last_ones(change.db.execute(REVISIONS, {"source_id": source}).all())]
        if revision not in last:
            raise NotThere(kind="text of that source", name=str(revision))
        for other in last:
            if other != revision:
                revision = _again(change, viewer, source, revision, settles=other)


def _again(change: Change, viewer: Viewer, source: UUID, revision: UUID, *, settles: UUID) -> UUID:
    """The text of a revision as a new one, with its turns; returns its id."""
    found = source_text(change.db, viewer, source, at=revision)
    spans = tuple(
        TurnSpan(each.start, each.end, each.words_start, each.label, cast(TurnKind, each.kind), each.seconds)
        for each in found.turns
    )
    new = NewSource(title=found.source.title, source_kind=found.source.source_kind)
    arrival = Arrival(new, as_it_is(change.db, found), instead_of=revision, settles=settles, spans=spans)
    return revise(change, source, arrival) or revision
