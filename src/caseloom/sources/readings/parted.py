"""Two corrections of a source's text beside each other, and the text that both started from."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.sources.readings.revisions import concurrent_texts
from caseloom.sources.readings.turns import SourceText, source_text
from caseloom.sources.tables import revision
from caseloom.studyfile.tables import change
from caseloom.team.model import Viewer
from caseloom.text import Parting, Side, partings


@dataclass(frozen=True)
class PartedTexts:
    """A source that two people corrected apart: `one` is current, `was` what both started from.

    `places` are all turns in order; their indices are by which a person names those that clash.
    """

    was: SourceText
    one: SourceText
    other: SourceText
    places: tuple[Parting, ...]

    @property
    def clashes(self) -> tuple[int, ...]:
        """The places of the turns that both changed, differently."""
        return tuple(place for place, each in enumerate(self.places) if each.by == "clash")


def parted_texts(db: Connection, viewer: Viewer, source: UUID) -> PartedTexts | None:
    """The two texts of a source in conflict; None where there are more, or they started from no same text."""
    found = next((each.texts for each in concurrent_texts(db, viewer) if each.source == source), ())
    if len(found) != 2:
        return None
    one, other = (each.revision for each in found)
    start = _same_start(db, source, one, other)
    if start is None:
        return None
    was, here, there = (source_text(db, viewer, source, at=each) for each in (start, one, other))
    places = partings(side_of(was).spoken, side_of(here).spoken, side_of(there).spoken)
    return PartedTexts(was, here, there, places)


def side_of(text: SourceText) -> Side:
    """A text with its turns, to be compared."""
    return Side(text.text, text.turns)


def _same_start(db: Connection, source: UUID, one: UUID, other: UUID) -> UUID | None:
    """The last text that both followed; of several that none of the others followed, the latest."""
    rows = db.execute(
        select(revision.c.id, revision.c.follows, revision.c.settles)
        .join(change, change.c.n == revision.c.born)
        .where(revision.c.source == source)
        .order_by(change.c.stamp.desc(), change.c.id.desc())
    ).all()
    after = {row.id: {row.follows, row.settles} - {None} for row in rows}
    both = _before(after, one) & _before(after, other)
    earlier = set[UUID]().union(*(_before(after, each) for each in both))
    return next((row.id for row in rows if row.id in both - earlier), None)


def _before(after: Mapping[UUID, set[UUID]], id: UUID) -> set[UUID]:
    """All texts before one."""
    found, fresh = set[UUID](), set(after.get(id, ()))
    while fresh:
        found |= fresh
        fresh = set[UUID]().union(*(after.get(each, set()) for each in fresh)) - found
    return found
