"""Two corrections of one text, made apart, put together as a text that has both."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from caseloom.sources.actions.arriving import Arrival, revise
from caseloom.sources.actions.correcting import as_it_is
from caseloom.sources.kinds import REVISION
from caseloom.sources.model import NewSource, NotTogether, TextsChanged
from caseloom.sources.readers import Mark
from caseloom.sources.readings import parted_texts, side_of, sources
from caseloom.studyfile import StudyFile
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import Viewer
from caseloom.text import Side, carried, put_together, read_turns, words_together


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
        revise(change, source, Arrival(new, document))
        change.edit(REVISION, found.one.revision, follows=found.other.revision)
