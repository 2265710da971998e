"""What is computed from sources: counts, who was heard, and the search index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, delete, func, select
from sqlalchemy import case as when

from caseloom.dates import bounds
from caseloom.design.tables import case, participant, setting, stands, wave
from caseloom.sources.model import is_blanked, is_evidence, last_ones
from caseloom.sources.tables import (
    content,
    heard,
    revision,
    source,
    source_now,
    speaker,
    spoken,
    translation,
    turn,
    turn_role,
)
from caseloom.studyfile import Derived, Touched, delete_rows, insert_rows, search
from caseloom.studyfile.tables import change
from caseloom.text import count_words, search_terms

FEEDS = frozenset({"source", "revision", "speaker", "turn_role", "case", "wave", "setting", "participant"})


@dataclass(frozen=True)
class _Current:
    """A source's current revision, with the local numbers that go beside it."""

    source_n: int
    revision_n: int
    revision_id: Any
    revisions: int
    text_id: Any
    row: Any


def touched_sources(db: Connection, touched: Touched | None) -> list[int]:
    """The local numbers of the sources that touched rows belong to; of all, for None."""
    if touched is None:
        return list(db.scalars(select(source.c.n).order_by(source.c.n)))
    return touched.once("sources", lambda: _find_sources(db, touched))


def _find_sources(db: Connection, touched: Touched) -> list[int]:
    found: set[int] = set()
    for kind, query in _OWNERS.items():
        for id in touched.get(kind, ()):
            found.update(db.scalars(query, {"id": id}))
    for kind, query in _NAMED.items():
        for ids in _batches(sorted(touched.get(kind, ()))):
            found.update(db.scalars(query, {"ids": ids}))
    for numbers in _batches(sorted(found)):
        found.update(db.scalars(_TRANSLATIONS, {"ids": numbers}))
    return sorted(found)


# Statements are made once: building one costs more than running it, and an import runs each per source.
_ID: BindParameter[Any] = bindparam("id")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# A translation stands where its original stands, and counts in its stead where that is gone.
_original = source.alias("original")
_TRANSLATIONS = (
    select(source.c.n)
    .join(_original, _original.c.id == source.c.translation_of)
    .where(_original.c.n.in_(_IDS))
)
_OF_REVISION = select(source.c.n).join(revision, revision.c.source == source.c.id)
_OF_SPEAKER = select(source.c.n).join(speaker, speaker.c.source == source.c.id)
_OF_TURN_ROLE = _OF_REVISION.join(turn, turn.c.revision == revision.c.id).join(
    turn_role, turn_role.c.turn == turn.c.id
)


def _moved(table: Table, column: str) -> Select[Any]:
    """Sources that stand under a case, wave or setting that is gone, or not under one that is back."""
    stands = source_now.c[f"{column}_n"]
    return (
        select(source.c.n)
        .join(source_now, source_now.c.source_n == source.c.n)
        .join(table, table.c.id == source.c[column])
        .where(table.c.id.in_(_IDS), stands != when((table.c.gone == 0, table.c.n), else_=0))
    )


# What a source consists of: each row is found by an index, at once.
_OWNERS: dict[str, Any] = {
    "source": select(source.c.n).where(source.c.id == _ID),
    "revision": _OF_REVISION.where(revision.c.id == _ID),
    "speaker": _OF_SPEAKER.where(speaker.c.id == _ID),
    "turn_role": _OF_TURN_ROLE.where(turn_role.c.id == _ID),
}
# What sources name: many are asked for together, since all sources or speakers may be read for it.
_NAMED: dict[str, Any] = {
    "case": _moved(case, "case"),
    "wave": _moved(wave, "wave"),
    "setting": _moved(setting, "setting"),
    "participant": _OF_SPEAKER.where(speaker.c.participant.in_(_IDS)).union(
        _OF_TURN_ROLE.where(turn_role.c.participant.in_(_IDS))
    ),
}


def _refresh(db: Connection, touched: Touched | None) -> None:
    numbers = touched_sources(db, touched)
    if touched is None:
        search.clear(db)
        for table in (source_now, translation, spoken, heard):
            db.execute(delete(table))
    else:
        for number in numbers:
            _take_out(db, number)
    for number in numbers:
        if (current := _current(db, number)) is not None:
            _put_in(db, current)


_STANDING = select(source_now.c.source_n).where(source_now.c.source_n == bindparam("number"))


def _take_out(db: Connection, number: int) -> None:
    if db.scalar(_STANDING, {"number": number}) is None:
        return
    search.remove(db, list(_indexed(db, number)))
    for table in (source_now, translation, spoken, heard):
        delete_rows(db, table, "source_n", number)


def _indexed(db: Connection, number: int) -> Iterator[tuple[int, str]]:
    """The turns of a source as they went into the index."""
    text: str = (
        db.scalar(
            select(content.c.content)
            .join(revision, revision.c.text == content.c.id)
            .join(source_now, source_now.c.revision_n == revision.c.n)
            .where(source_now.c.source_n == number)
        )
        or ""
    )
    rows = select(spoken.c.turn_n, spoken.c.words_start, spoken.c.end).where(spoken.c.source_n == number)
    for row in db.execute(rows):
        yield row.turn_n, search_terms(text[row.words_start : row.end])


# What a translation takes from its original: where and when it was said, and in what kind of source.
_OWN = ("source_kind", "case", "wave", "setting", "written")
_translated = _original.c.n.is_not(None)
_stands = {name: when((_translated, _original.c[name]), else_=source.c[name]) for name in _OWN}
_SOURCE = (
    select(
        source.c.id,
        _stands["source_kind"].label("source_kind"),
        _stands["written"].label("written"),
        func.coalesce(_original.c.n, 0).label("original_n"),
        func.coalesce(case.c.n, 0).label("case_n"),
        func.coalesce(wave.c.n, 0).label("wave_n"),
        func.coalesce(setting.c.n, 0).label("setting_n"),
    )
    .outerjoin(
        _original,
        (_original.c.id == source.c.translation_of)
        & (_original.c.gone == 0)
        & (_original.c.id != source.c.id)
        & _original.c.translation_of.is_(None),
    )
    .outerjoin(case, (case.c.id == _stands["case"]) & (case.c.gone == 0))
    .outerjoin(wave, (wave.c.id == _stands["wave"]) & (wave.c.gone == 0))
    .outerjoin(setting, (setting.c.id == _stands["setting"]) & (setting.c.gone == 0))
    .where(source.c.n == bindparam("number"), source.c.gone == 0)
)
_REVISIONS = (
    select(revision.c.n, revision.c.id, revision.c.text, revision.c.follows, revision.c.settles)
    .join(change, change.c.n == revision.c.born)
    .where(revision.c.source == bindparam("source_id"), revision.c.gone == 0)
    .order_by(change.c.stamp.desc(), change.c.id.desc(), revision.c.n.desc())
)


def _current(db: Connection, number: int) -> _Current | None:
    """Of the revisions that none follows, the one with the latest change; None for a source that is gone."""
    row = db.execute(_SOURCE, {"number": number}).one_or_none()
    if row is None:
        return None
    revisions = db.execute(_REVISIONS, {"source_id": row.id}).all()
    if not revisions:
        return None
    latest = last_ones(revisions)[0]
    return _Current(number, latest.n, latest.id, len(revisions), latest.text, row)


_CONTENT = select(content.c.content).where(content.c.id == bindparam("text_id"))


def _put_in(db: Connection, current: _Current) -> None:
    text: str = db.scalars(_CONTENT, {"text_id": current.text_id}).one()
    turns = _turns(db, current, text)
    original: int = current.row.original_n
    said = bounds(current.row.written) if current.row.written else (None, None)
    insert_rows(
        db,
        source_now,
        [
            {
                "source_n": current.source_n,
                "revision_n": current.revision_n,
                "revisions": current.revisions,
                "case_n": current.row.case_n,
                "wave_n": current.row.wave_n,
                "setting_n": current.row.setting_n,
                "source_kind": current.row.source_kind,
                "said_from": said[0],
                "said_to": said[1],
                "characters": len(text),
                "turns": sum(each["turn_kind"] != "heading" for each in turns),
                "words": sum(each["words"] for each in turns if each["turn_kind"] != "heading"),
                # What was said is counted once, in the language it was said in.
                "evidence_words": 0 if original else sum(each["words"] for each in turns if each["evidence"]),
            }
        ],
    )
    if original:
        row = {"source_n": current.source_n, "original_n": original}
        insert_rows(db, translation, [row])
    insert_rows(db, spoken, turns)
    if not original:
        insert_rows(db, heard, _heard(current.source_n, turns))
    search.add(
        db, [(each["turn_n"], search_terms(text[each["words_start"] : each["end"]])) for each in turns]
    )


_TURNS = (
    select(
        turn.c.n,
        turn.c.number,
        turn.c.start,
        turn.c.end,
        turn.c.words_start,
        turn.c.turn_kind,
        func.coalesce(turn_role.c.role, speaker.c.role, "").label("role"),
        func.coalesce(speaker.c.n, 0).label("speaker_n"),
        func.coalesce(participant.c.n, 0).label("participant_n"),
    )
    .outerjoin(speaker, speaker.c.id == turn.c.speaker)
    .outerjoin(turn_role, (turn_role.c.turn == turn.c.id) & (turn_role.c.gone == 0))
    .outerjoin(
        participant,
        (participant.c.id == func.coalesce(turn_role.c.participant, speaker.c.participant))
        & stands(participant),
    )
    .where(turn.c.revision == bindparam("revision_id"))
    .order_by(turn.c.number)
)


def _turns(db: Connection, current: _Current, text: str) -> list[dict[str, Any]]:
    rows = db.execute(_TURNS, {"revision_id": current.revision_id}).all()
    kind = current.row.source_kind
    has_respondent = any(row.role == "respondent" for row in rows)
    return [
        {
            "turn_n": n,
            "source_n": current.source_n,
            "number": number,
            "start": start,
            "end": end,
            "words_start": words_start,
            "turn_kind": turn_kind,
            "role": role,
            "speaker_n": speaker_n,
            "participant_n": participant_n,
            "words": 0 if (out := is_blanked(text[words_start:end])) else count_words(text[words_start:end]),
            "evidence": int(not out and is_evidence(kind, turn_kind, role, has_respondent=has_respondent)),
        }
        for n, number, start, end, words_start, turn_kind, role, speaker_n, participant_n in rows
    ]


def _heard(number: int, turns: Sequence[dict[str, Any]]) -> list[dict[str, int]]:
    words: Counter[int] = Counter()
    for each in turns:
        if each["evidence"] and each["participant_n"]:
            words[each["participant_n"]] += each["words"]
    return [{"source_n": number, "participant_n": who, "words": count} for who, count in words.items()]


def _batches(ids: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


DERIVED = (Derived("sources", (source_now, translation, spoken, heard), FEEDS, _refresh),)
