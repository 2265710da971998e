"""What became of codings in a corrected text: their words when last confirmed, and the words there now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from caseloom.coding.readings.codebook import label_of_code
from caseloom.coding.tables import SELECTED, adrift, code, coding, passage, place, selector_of, sought_of
from caseloom.sources.readings import CurrentText, current_text, texts_corrected, words_of_revision
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person
from caseloom.text import WANTING, Anchored, Became, Selector, Way, describe, follow, what_became


@dataclass(frozen=True)
class Followed:
    """A coding in a text that was corrected since it was made or confirmed.

    `then` is what it was made or confirmed with, in `revision`; `start` to `end` (code points, end
    exclusive; both 0 where it is lost) is where it stands now, with the words `now`.
    """

    id: UUID
    became: Became
    code: UUID
    code_label: str
    coder: UUID
    coder_name: str
    memo: str
    revision: UUID
    then: Selector
    start: int
    end: int
    now: str

    @property
    def wants(self) -> bool:
        """Whether a person should look: its words are others, or gone, or stand in other surroundings."""
        return self.became in WANTING


@dataclass(frozen=True)
class FollowedText:
    """The codings of one source, those that want a person first; `text` is what they stand in."""

    text: CurrentText
    codings: tuple[Followed, ...]

    @property
    def wanting(self) -> tuple[Followed, ...]:
        """Those that want a person."""
        return tuple(each for each in self.codings if each.wants)

    @property
    def moved(self) -> int:
        """How many stand elsewhere with the same words: nothing is to be done about them."""
        return sum(each.became == "same" and each.start != each.then.start for each in self.codings)


def followed(db: Connection, viewer: Viewer, source: UUID) -> FollowedText:
    """What became of a source's codings that were made in, or last confirmed on, a former text."""
    text = current_text(db, viewer, source)
    rows = db.execute(_FOLLOWED, {"number": text.source_n, "revision": text.revision})
    return FollowedText(text, _in_order(_of_row(row, text.text, _stands(row)) for row in rows))


def foreseen(db: Connection, viewer: Viewer, source: UUID, corrected: str) -> FollowedText:
    """What would become of a source's codings in a corrected text that is not written yet."""
    text = current_text(db, viewer, source)
    rows = db.execute(_EVERY, {"number": text.source_n}).all()
    ways = {
        revision: Way(words_of_revision(db, viewer, revision), corrected)
        for revision in {row.revision for row in rows}
    }
    ways.setdefault(text.revision, Way(text.text, corrected))
    every = (_of_row(row, corrected, _would_stand(row, ways, text)) for row in rows)
    return FollowedText(text, _in_order(every))


def wanting_by_source(db: Connection, viewer: Viewer) -> dict[int, Counter[Became]]:
    """By a source's local number what became of codings that want a person; no others."""
    found: dict[int, Counter[Became]] = {}
    for number, revision, text in texts_corrected(db, viewer):
        rows = db.execute(_FOLLOWED, {"number": number, "revision": revision})
        became = (what_became(selector_of(row), text, _stands(row)) for row in rows)
        if counted := Counter(each for each in became if each in WANTING):
            found[number] = counted
    return found


_EVERY = (
    select(
        coding.c.id,
        code.c.id.label("code"),
        label_of_code(code.c.n).label("code_label"),
        coding.c.coder,
        name_of_person(coding.c.coder).label("coder_name"),
        words_of(coding.c.memo).label("memo"),
        *SELECTED,
        place.c.start.label("now_start"),
        place.c.end.label("now_end"),
    )
    .select_from(coding)
    .join(passage, passage.c.id == coding.c.passage)
    .join(code, code.c.id == coding.c.code)
    .outerjoin(place, (place.c.coding_n == coding.c.n) & (place.c.part == 0))
    .outerjoin(adrift, adrift.c.coding_n == coding.c.n)
    .where(func.coalesce(place.c.source_n, adrift.c.source_n) == bindparam("number"))
)
_FOLLOWED = _EVERY.where(passage.c.revision != bindparam("revision"))


def _stands(row: Any) -> tuple[int, int] | None:
    return None if row.now_start is None else (row.now_start, row.now_end)


def _would_stand(row: Any, ways: Mapping[UUID, Way], text: CurrentText) -> tuple[int, int] | None:
    """Words that went with somebody who withdrew are not found again: what stands for them now is."""
    sought, way, now = sought_of(row), ways[row.revision], _stands(row)
    if sought is None and now:
        sought, way = describe(text.text, *now), ways[text.revision]
    if sought is None:
        return None
    found = follow(way, sought)
    return (found.start, found.end) if isinstance(found, Anchored) else None


def _of_row(row: Any, text: str, at: tuple[int, int] | None) -> Followed:
    then = selector_of(row)
    start, end = at or (0, 0)
    return Followed(
        id=row.id,
        became=what_became(then, text, at),
        code=row.code,
        code_label=row.code_label or "",
        coder=row.coder,
        coder_name=row.coder_name or "",
        memo=row.memo or "",
        revision=row.revision,
        then=then,
        start=start,
        end=end,
        now=text[start:end],
    )


def _in_order(every: Iterator[Followed]) -> tuple[Followed, ...]:
    order: Sequence[Became] = (*WANTING, "same")
    return tuple(sorted(every, key=lambda each: (order.index(each.became), each.then.start, each.id)))
