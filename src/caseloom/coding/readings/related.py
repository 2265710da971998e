"""Codings by how they stand to codings of another code, and the queries over codings that were saved."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import regex
from sqlalchemy import Connection, Select, or_, select

from caseloom.coding.readings.codebook import Code, codes
from caseloom.coding.relations import Related, Ruler, Span, Wish, WishUnreadable, read_wish
from caseloom.coding.relations import related as stand_related
from caseloom.coding.tables import coding_query, place
from caseloom.design.readings import cases, participants, settings, waves
from caseloom.sources.readings import source_text, texts
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import seen as seen_people

_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[^\s\p{Han}\p{Hiragana}\p{Katakana}]+")
_NOBODY = -1


@dataclass(frozen=True)
class SavedWish:
    """A query over codings under its name; `wish` is None where it cannot be read."""

    id: UUID
    name: str
    note: str
    wish: Wish | None


def coding_queries(db: Connection, viewer: Viewer) -> list[SavedWish]:
    """Every saved query over codings, in the order they were saved."""
    rows = db.execute(
        select(
            coding_query.c.id,
            words_of(coding_query.c.name).label("name"),
            words_of(coding_query.c.note).label("note"),
            coding_query.c.wish,
        )
        .where(coding_query.c.gone == 0)
        .order_by(coding_query.c.n)
    )
    return [SavedWish(each.id, each.name or "", each.note or "", _readable(each.wish)) for each in rows]


def _readable(written: str) -> Wish | None:
    try:
        return read_wish(written)
    except WishUnreadable:
        return None


def voice_key(voice: str) -> str:
    """What stands for a voice in a wish, so that nobody's words are kept there."""
    return hashlib.sha256(voice.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def related_codings(db: Connection, viewer: Viewer, wish: Wish) -> list[Related]:
    """The codings that a wish asks for, by local numbers, in the order of the texts.

    Those of the first code are sifted; the other's are looked for everywhere. Words are those of turns,
    without labels; in Chinese and Japanese each character is one.
    """
    book = codes(db, viewer, with_use=False)
    ones = _by_source(db, _of_code(book, wish.code, below=wish.code_below).where(*_sift(db, viewer, wish)))
    others = _by_source(db, _of_code(book, wish.other, below=wish.other_below))
    found: list[Related] = []
    for number in sorted(ones):
        theirs = others.get(number, [])
        if theirs or wish.relation == "apart":
            ruler = _ruler(db, viewer, number, wish.unit) if wish.relation == "near" else Ruler(())
            found += stand_related(wish, ones[number], theirs, ruler)
    return found


def _of_code(book: Sequence[Code], id: str, *, below: bool) -> Select[Any]:
    """The places of a code's codings, or of a role's, on their first rows."""
    wanted = {each.id for each in book if each.id.hex == id}
    while below and (more := {each.id for each in book if each.parent in wanted} - wanted):
        wanted |= more
    chosen = [each for each in book if each.id in wanted]
    roles = [
        each.construct.n for each in chosen if each.construct and each.construct.construct_kind == "role"
    ]
    mine = or_(place.c.code_n.in_([each.n for each in chosen if each.n]), place.c.role_n.in_(roles))
    return select(place.c.coding_n, place.c.source_n, place.c.start, place.c.end, place.c.coder_n).where(
        place.c.part == 0, mine
    )


def _by_source(db: Connection, wanted: Select[Any]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for row in db.execute(wanted.order_by(place.c.source_n, place.c.start, place.c.end, place.c.coding_n)):
        found.setdefault(row.source_n, []).append(Span(row.coding_n, row.start, row.end, row.coder_n))
    return found


def _sift(db: Connection, viewer: Viewer, wish: Wish) -> Iterable[Any]:
    """What a wish asks of the first code's codings; a name that nothing has any more asks for nothing."""
    for said, column, every in (
        (wish.case, place.c.case_n, cases),
        (wish.wave, place.c.wave_n, waves),
        (wish.setting, place.c.setting_n, settings),
    ):
        if said:
            numbers = [each.n for each in every(db, viewer) if each.id.hex == said]
            yield column == (numbers[0] if numbers else _NOBODY)
    if wish.coder:
        people = [each.n for each in db.execute(seen_people(viewer)) if each.id.hex == wish.coder]
        yield place.c.coder_n == (people[0] if people else _NOBODY)
    if wish.participant or wish.voice:
        yield place.c.coding_n.in_(_spoken_by(db, viewer, wish))
    if wish.source_kind:
        yield place.c.source_kind == wish.source_kind
    if wish.valence:
        yield place.c.valence == wish.valence
    if wish.about:
        yield place.c.about_stated == int(wish.about == "stated")


def _spoken_by(db: Connection, viewer: Viewer, wish: Wish) -> Select[Any]:
    """The codings that hold words of a participant, or of one with a voice."""
    numbers = [
        each.n
        for each in participants(db, viewer)
        if wish.participant in ("", each.id.hex)
        and (not wish.voice or wish.voice in map(voice_key, each.voices))
    ]
    part = place.alias()
    return select(part.c.coding_n).where(part.c.participant_n.in_(numbers))


def _ruler(db: Connection, viewer: Viewer, number: int, unit: str) -> Ruler:
    now = texts(viewer).subquery("now")
    id = db.scalars(select(now.c.source).where(now.c.source_n == number)).one()
    found = source_text(db, viewer, id)
    if unit == "turns":
        return Ruler([turn.start for turn in found.turns], unit)
    words = [
        turn.words_start + match.start()
        for turn in found.turns
        for match in _WORD.finditer(found.text[turn.words_start : turn.end])
        if any(map(str.isalnum, match[0]))
    ]
    return Ruler(words, unit)
