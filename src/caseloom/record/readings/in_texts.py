"""Texts of sources in which others name or quote a participant who withdraws: what is judged, what goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.record.model import Excerpt, Suspect
from caseloom.record.readings.judging import Quoted, excerpt_of
from caseloom.sources.readings import SaidByOthers, later_ones, later_texts, said_by_others, said_now, sources
from caseloom.studyfile import Kinds
from caseloom.studyfile.erasing import Named
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class InTexts:
    """The texts that stay for a person to judge, and the turns of former ones that go."""

    suspects: tuple[Suspect, ...]
    goes: tuple[Suspect, ...]
    named: Named


def in_texts(db: Connection, viewer: Viewer, kinds: Kinds, going: Named, quoted: Quoted) -> InTexts:
    """Every turn of others that names or quotes her, in every text of a source that stays.

    A turn of a former text goes, unless what stands in its place now names or quotes her too, or its very
    words are in the text as it is: then somebody judges that, and both stay.
    """
    hers = going.emptied.get("speaker", set()) | going.emptied.get("turn", set())
    there = {each.id for each in sources(db, viewer)}
    table = kinds.table("source")
    stays: list[Suspect] = []
    goes: list[Suspect] = []
    reworded: set[UUID] = set()
    for id, title in db.execute(select(table.c.id, words_of(table.c.title)).order_by(table.c.n)).all():
        if id in going.erased.get("source", set()):
            continue
        found = _about_her(said_by_others(db, viewer, id, hers), quoted)
        now = {turn.words for turn, _ in found if turn.current}
        over = {
            turn.id
            for turn, _ in found
            if turn.former and turn.words not in now and not _still_said(db, viewer, turn, quoted)
        }
        reworded |= over
        told = _Told(id, title or "", id in there)
        stays += told.by_text([each for each in found if each[0].id not in over])
        goes += told.by_text([each for each in found if each[0].id in over])
    if not reworded:
        return InTexts(tuple(stays), tuple(goes), Named())
    turns, texts = later_ones(db, viewer, reworded) - reworded, later_texts(db, viewer, reworded)
    spared = {"turn": turns, "revision": texts}
    return InTexts(tuple(stays), tuple(goes), Named(reworded={"turn": reworded}, spared=spared))


Place = tuple[str, int, int]
"""Why a turn is about her, and the first place in it that is."""
Found = Sequence[tuple[SaidByOthers, Place]]


def _about_her(turns: Sequence[SaidByOthers], quoted: Quoted) -> Found:
    return [(turn, place) for turn in turns if (place := quoted.place(turn.words))]


def _still_said(db: Connection, viewer: Viewer, turn: SaidByOthers, quoted: Quoted) -> bool:
    return any(quoted.place(words) for words in said_now(db, viewer, turn))


@dataclass(frozen=True)
class _Told:
    """A source, told of; one that is out is not shown."""

    id: UUID
    title: str
    shown: bool

    def by_text(self, found: Found) -> Iterator[Suspect]:
        """What stands in each of its texts, the current one first."""
        for field, each in groupby(found, key=lambda one: _FIELDS[one[0].current, one[0].former]):
            turns = list(each)
            first, *rest = (self._excerpt(turn, place) for turn, place in turns)
            yield Suspect("source", self.id, field, self.title, first, turns[0][1][0], rest=tuple(rest))

    def _excerpt(self, turn: SaidByOthers, place: Place) -> Excerpt:
        _, start, end = place
        at = (turn.revision, turn.start + start, turn.start + end) if self.shown else None
        return replace(excerpt_of(turn.words, start, end), turn=turn.number, place=at)


_FIELDS: Mapping[tuple[bool, bool], str] = {
    (True, False): "text",
    (False, True): "former_text",
    (False, False): "other_text",
}
