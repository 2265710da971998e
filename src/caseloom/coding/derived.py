"""Where codings and candidates stand now: on the current revision, with whose words they hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, text

from caseloom.coding.model import Share, SpokenTurn, shares
from caseloom.coding.tables import (
    SELECTED,
    adrift,
    candidate,
    code,
    coded,
    coding,
    decision,
    passage,
    place,
    query,
    sought_of,
)
from caseloom.dates import bounds
from caseloom.design.tables import construct
from caseloom.sources.derived import FEEDS as SOURCE_FEEDS
from caseloom.sources.derived import touched_sources
from caseloom.sources.erasing import in_its_place
from caseloom.sources.tables import content, revision, source, source_now, spoken, translation
from caseloom.studyfile import Derived, Touched, delete_rows, insert_rows, search
from caseloom.studyfile.tables import words_of
from caseloom.team.tables import person
from caseloom.text import Anchored, Searched, Way, follow, match_expression, sentences


@dataclass(frozen=True)
class SourceNow:
    """A source as it stands, with all that placing a passage in it wants."""

    row: Any
    text: str
    turns: Sequence[SpokenTurn]
    former: "Former"

    def shares(self, start: int, end: int) -> list[Share]:
        """Whose words the passage holds; those of a translation are counted in its original."""
        found = shares(start, end, self.turns, self.text)
        return [replace(each, words=0) for each in found] if self.row.translated else found

    def where(self) -> dict[str, Any]:
        """The columns that say where every passage of this source belongs."""
        names = ("source_n", "case_n", "wave_n", "setting_n", "source_kind", "said_from", "said_to")
        return {name: self.row._mapping[name] for name in names}


# Made once: building a statement costs more than running it, and every coding by hand runs these.
_SOURCE_NOW = (
    select(
        source_now,
        revision.c.id.label("revision"),
        content.c.content,
        source.c.language,
        translation.c.original_n.is_not(None).label("translated"),
    )
    .join(source, source.c.n == source_now.c.source_n)
    .outerjoin(translation, translation.c.source_n == source_now.c.source_n)
    .join(revision, revision.c.n == source_now.c.revision_n)
    .join(content, content.c.id == revision.c.text)
    .where(source_now.c.source_n == bindparam("number"))
)
_TURNS = (
    select(spoken.c.words_start, spoken.c.end, spoken.c.participant_n, spoken.c.evidence)
    .where(spoken.c.source_n == bindparam("number"))
    .order_by(spoken.c.number)
)
_TURNS_AT = _TURNS.where(spoken.c.end > bindparam("start"), spoken.c.words_start < bindparam("stop"))


def source_now_of(db: Connection, number: int, passages: Sequence[Any] = ()) -> SourceNow | None:
    """The source with that local number as it stands; None if it is gone.

    With `passages`, of which each has a revision, start and end, as much of it as placing them wants.
    """
    row = db.execute(_SOURCE_NOW, {"number": number}).one_or_none()
    if row is None:
        return None
    if passages and all(each.revision == row.revision for each in passages):
        start, stop = min(each.start for each in passages), max(each.end for each in passages)
        turns = db.execute(_TURNS_AT, {"number": number, "start": start, "stop": stop})
    else:
        turns = db.execute(_TURNS, {"number": number})
    spoken_turns = [SpokenTurn(start, end, who, bool(evidence)) for start, end, who, evidence in turns]
    return SourceNow(row, row.content, spoken_turns, Former(db, row.revision, row.content))


class Former(dict[UUID, Way]):
    """By revision the way from its text to the current one, each looked up when it is asked for."""

    def __init__(self, db: Connection, current: UUID, text: str) -> None:
        super().__init__()
        self._db, self._current, self._text = db, current, text

    def in_its_place(self, passage_: Any) -> tuple[int, int] | None:
        """Where the turns stand now that stand for those of a passage whose words went."""
        return in_its_place(self._db, (passage_.revision, passage_.start, passage_.end), self._current)

    def __missing__(self, revision_id: UUID) -> Way:
        before = self._db.scalars(_TEXT_OF, {"revision_id": revision_id}).one()
        self[revision_id] = way = Way(before, self._text)
        return way


_TEXT_OF = (
    select(content.c.content)
    .join(revision, revision.c.text == content.c.id)
    .where(revision.c.id == bindparam("revision_id"))
)


# -- places ---------------------------------------------------------------------------------------


def _refresh_places(db: Connection, touched: Touched | None) -> None:
    if touched is None:
        for table in (place, adrift, coded):
            db.execute(delete(table))
        for number in touched_sources(db, None):
            _place_source(db, number)
        insert_rows(db, coded, [dict(row._mapping) for row in db.execute(_CODED)])
        return
    numbers = set(touched_sources(db, touched))
    for number in numbers:
        for table in (place, adrift):
            delete_rows(db, table, "source_n", number)
        _place_source(db, number)
    numbers |= _place_codings(db, touched.get("coding", set()) | _codings_of(db, touched.get("code", set())))
    for number in numbers:
        delete_rows(db, coded, "source_n", number)
        insert_rows(db, coded, [dict(row._mapping) for row in db.execute(_CODED_IN, {"number": number})])


_CODED = (
    select(place.c.source_n, func.count().label("codings"))
    .where(place.c.part == 0)
    .group_by(place.c.source_n)
)
_CODED_IN = _CODED.where(place.c.source_n == bindparam("number"))


def _codings_of(db: Connection, codes: Iterable[UUID]) -> set[UUID]:
    return set(db.scalars(select(coding.c.id).where(coding.c.code.in_(list(codes))))) if codes else set()


def _place_codings(db: Connection, ids: Iterable[UUID]) -> set[int]:
    """Place codings anew; returns the numbers of their sources."""
    wanted, found = sorted(ids), set()
    for at in range(0, len(wanted), 500):
        some = {"ids": wanted[at : at + 500]}
        numbers = db.scalars(_NUMBERS, some).all()
        for taking_out in _TAKE_OUT:
            db.execute(taking_out, {"numbers": numbers})
        sources = set(db.scalars(_SOURCES, some))
        for number in sources:
            _place_source(db, number, some["ids"])
        found |= sources
    return found


_OF_THESE = coding.c.id.in_(bindparam("ids", expanding=True))
_NUMBERS = select(coding.c.n).where(_OF_THESE)
_TAKE_OUT = tuple(
    delete(table).where(table.c.coding_n.in_(bindparam("numbers", expanding=True)))
    for table in (place, adrift)
)
_SOURCES = (
    select(source.c.n)
    .join(revision, revision.c.source == source.c.id)
    .join(passage, passage.c.revision == revision.c.id)
    .join(coding, coding.c.passage == passage.c.id)
    .where(_OF_THESE)
    .distinct()
)


def _place_source(db: Connection, number: int, only: Sequence[UUID] | None = None) -> None:
    rows = _live_codings(db, number, only)
    if not rows:
        return
    now = source_now_of(db, number, rows)
    if now is None:
        return
    places = [each for row in rows for each in _places_of(now, row)]
    insert_rows(db, place, places)
    placed = {each["coding_n"] for each in places}
    lost = [{"coding_n": row.n, "source_n": number} for row in rows if row.n not in placed]
    insert_rows(db, adrift, lost)


_LIVE = (
    select(
        coding.c.n,
        code.c.n.label("code_n"),
        person.c.n.label("coder_n"),
        func.coalesce(construct.c.n, 0).label("role_n"),
        coding.c.about,
        coding.c.valence,
        coding.c.example,
        coding.c.score,
        *SELECTED,
    )
    .join(passage, passage.c.id == coding.c.passage)
    .join(revision, revision.c.id == passage.c.revision)
    .join(source, source.c.id == revision.c.source)
    .join(code, code.c.id == coding.c.code)
    .join(person, person.c.id == coding.c.coder)
    .outerjoin(construct, construct.c.id == coding.c.role)
    .where(source.c.n == bindparam("number"), coding.c.gone == 0, code.c.gone == 0)
)
_LIVE_OF_THESE = _LIVE.where(_OF_THESE)


def _live_codings(db: Connection, number: int, only: Sequence[UUID] | None) -> Sequence[Any]:
    if only is None:
        return db.execute(_LIVE, {"number": number}).all()
    return db.execute(_LIVE_OF_THESE, {"number": number, "ids": only}).all()


def _places_of(now: SourceNow, row: Any) -> Iterator[dict[str, Any]]:
    at = _stands(now, row)
    if at is None:
        return
    about = bounds(row.about) if row.about else (None, None)
    for part, share in enumerate(now.shares(*at)):
        yield {
            "coding_n": row.n,
            "part": part,
            "code_n": row.code_n,
            "coder_n": row.coder_n,
            "role_n": row.role_n,
            **now.where(),
            "start": at[0],
            "end": at[1],
            "participant_n": share.participant_n,
            "words": share.words,
            "evidence": int(share.evidence),
            "about_from": about[0],
            "about_to": about[1],
            "about_stated": int(row.about is not None),
            "valence": row.valence,
            "example": row.example,
            "score": row.score,
        }


def _stands(now: SourceNow, row: Any) -> tuple[int, int] | None:
    """Where a coding stands on the current revision; None where its place was lost."""
    if row.revision == now.row.revision:
        return row.start, row.end
    sought = sought_of(row)
    if sought is None:
        return now.former.in_its_place(row)
    found = follow(now.former[row.revision], sought)
    return (found.start, found.end) if isinstance(found, Anchored) else None


# -- candidates -----------------------------------------------------------------------------------


def _refresh_candidates(db: Connection, touched: Touched | None) -> None:
    queries = _saved_queries(db)
    if touched is None:
        db.execute(delete(candidate))
        _run(db, queries, None)
        return
    sources = set(touched_sources(db, touched))
    for number in sources:
        delete_rows(db, candidate, "source_n", number)
    if sources:
        _run(db, queries, sources)
    again = _touched_queries(db, touched)
    for number in again:
        delete_rows(db, candidate, "query_n", number)
    _run(db, [each for each in queries if each.n in again], None)
    for number, where in _touched_decisions(db, touched).items():
        if number in again:
            continue
        here = candidate.c.source_n.in_(where)
        db.execute(delete(candidate).where(candidate.c.query_n == number, here))
        _run(db, [each for each in queries if each.n == number], where)


# Made once: building a statement costs more than running it, and an import runs this one per source.
_SAVED = (
    select(
        query.c.n,
        query.c.id,
        words_of(query.c.expression).label("expression"),
        query.c.scope,
        code.c.n.label("code_n"),
    )
    .join(code, code.c.id == query.c.code)
    .where(query.c.gone == 0)
    .order_by(query.c.n)
)


def _saved_queries(db: Connection) -> Sequence[Any]:
    return db.execute(_SAVED).all()


def _touched_queries(db: Connection, touched: Touched) -> set[int]:
    ids = touched.get("query", set())
    return set(db.scalars(select(query.c.n).where(query.c.id.in_(ids)))) if ids else set()


def _touched_decisions(db: Connection, touched: Touched) -> dict[int, set[int]]:
    """By query the sources in which something was decided: only there its candidates look different."""
    found: dict[int, set[int]] = {}
    decided = sorted(touched.get("candidate_decision", ()))
    for at in range(0, len(decided), 500):
        rows = db.execute(
            select(query.c.n.label("query_n"), source.c.n.label("source_n"))
            .select_from(decision)
            .join(query, query.c.id == decision.c.query)
            .join(passage, passage.c.id == decision.c.passage)
            .join(revision, revision.c.id == passage.c.revision)
            .join(source, source.c.id == revision.c.source)
            .where(decision.c.id.in_(decided[at : at + 500]))
        )
        for row in rows:
            found.setdefault(row.query_n, set()).add(row.source_n)
    return found


def _run(db: Connection, queries: Sequence[Any], sources: set[int] | None) -> None:
    """Write the hits of queries, in some sources or in all; each source's text is taken apart once."""
    decided = {each.n: _decided(db, each.id) for each in queries}
    hits: dict[int, dict[tuple[int, int], list[Any]]] = {}
    for each in queries:
        for turn in _turns_with_hits(db, each, sources):
            hits.setdefault(turn.source_n, {}).setdefault((turn.words_start, turn.end), []).append(each)
    for number, turns in sorted(hits.items()):
        now = source_now_of(db, number)
        if now is None:
            continue
        stand = {n: _standing(now, rows) for n, rows in decided.items()}
        rows = [
            row
            for span, asking in sorted(turns.items())
            for one, passage_ in _passages_of_hits(now, span, asking)
            for row in [_candidate(now, one, passage_, stand[one.n])]
        ]
        insert_rows(db, candidate, rows)


def _passages_of_hits(
    now: SourceNow, span: tuple[int, int], asking: Sequence[Any]
) -> Iterator[tuple[Any, tuple[int, int]]]:
    """For each query the sentences of a turn that its hits touch, neighbours that share a hit as one."""
    words = now.text[slice(*span)]
    searched = Searched(words)
    cut = sentences(words, now.row.language or "en")
    ends = [end for _, end in cut]
    for one in asking:
        found: list[tuple[int, int]] = []
        for start, end in searched.find(one.expression):
            first = bisect_right(ends, start)
            last = bisect_left(ends, end)
            at = (cut[first][0], cut[min(last, len(cut) - 1)][1])
            if found and at[0] < found[-1][1]:
                at = (found.pop()[0], at[1])
            found.append(at)
        yield from ((one, (span[0] + start, span[0] + end)) for start, end in found)


def _decided(db: Connection, query_id: UUID) -> dict[int, list[Any]]:
    """What was decided on a query's hits, by source: the passages as they were, the former texts' first."""
    rows = db.execute(
        select(source.c.n.label("source_n"), passage, decision.c.decision)
        .join(passage, passage.c.id == decision.c.passage)
        .join(revision, revision.c.id == passage.c.revision)
        .join(source, source.c.id == revision.c.source)
        .where(decision.c.query == query_id, decision.c.gone == 0)
        .order_by(revision.c.n, decision.c.n)
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.source_n, []).append(row)
    return found


def _standing(now: SourceNow, decided: dict[int, list[Any]]) -> dict[tuple[int, int], str]:
    """The decisions at their places on the current text; what was decided on this text goes first."""
    rows = decided.get(now.row.source_n, [])
    rows = sorted(rows, key=lambda row: row.revision == now.row.revision)
    found = ((_stands(now, row), row.decision) for row in rows)
    return {at: what for at, what in found if at is not None}


def _candidate(
    now: SourceNow, one: Any, at: tuple[int, int], decided: dict[tuple[int, int], str]
) -> dict[str, Any]:
    share = now.shares(*at)[0]
    return {
        "query_n": one.n,
        "code_n": one.code_n,
        **now.where(),
        "start": at[0],
        "end": at[1],
        "participant_n": share.participant_n,
        "words": share.words,
        "evidence": int(share.evidence),
        "decision": decided.get(at, ""),
    }


def _turns_with_hits(db: Connection, one: Any, sources: set[int] | None) -> Iterator[Any]:
    narrow = " AND s.evidence = 1" if one.scope != "all" else ""
    rows = db.execute(
        text(
            f'SELECT s.source_n, s.words_start, s."end" '
            f"FROM {search.INDEX} i JOIN spoken s ON s.turn_n = i.rowid "
            f"WHERE {search.INDEX} MATCH :q{narrow} ORDER BY s.source_n, s.number"
        ),
        {"q": match_expression(one.expression)},
    )
    return (row for row in rows if sources is None or row.source_n in sources)


DERIVED = (
    Derived("places", (place, adrift, coded), SOURCE_FEEDS | {"coding", "code"}, _refresh_places),
    Derived("candidates", (candidate,), SOURCE_FEEDS | {"query", "candidate_decision"}, _refresh_candidates),
)
