"""Listings of sources, of one source's turns, and of what a search finds."""

from typing import Any

from caseloom.reporting.listing import Listing, columns, plain
from caseloom.sources import readings
from caseloom.sources.readings import Hits, SourceText
from caseloom.team.model import Viewer

Database = Any


def sources(db: Database, viewer: Viewer) -> Listing:
    """Every source by case, wave and title, with how much there is of it (words: whitespace tokens)."""
    shown = columns(
        "title", "source_kind", "case", "wave", "setting", "written", "covers", "language", "original",
        "producer", "note", "turns", "words", "evidence_words", "revisions", "added_by", "added_at", "id",
        hidden=("setting", "covers", "language", "original", "producer", "note", "revisions", "added_by",
                "added_at", "id"),
        numbers=("turns", "words", "evidence_words"),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.title, each.source_kind, each.case_name or None, each.wave_name or None,
            each.setting_name or None, each.written, each.covers, each.language, each.original,
            each.producer or None,
            each.note or None, each.turns, each.words, each.evidence_words, each.revisions,
            each.added_by or None, each.added_at, each.id,
        ))
        for each in readings.sources(db, viewer)
    ]  # fmt: skip
    return Listing("sources", "Sources", shown, rows)


def source(text: SourceText) -> Listing:
    """One source, a turn a row; positions are code points of the text, 0-based, end exclusive."""
    shown = columns(
        "number", "speaker", "role", "evidence", "said", "participant", "start", "end", "words_start",
        "kind", "seconds", "id",
        hidden=("participant", "start", "end", "words_start", "kind", "seconds", "id"), numbers=("number",),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.number, each.label or None, each.role or None, each.evidence,
            text.text[each.words_start : each.end], each.participant_name or None, each.start, each.end,
            each.words_start, each.kind, each.seconds, each.id,
        ))
        for each in text.turns
    ]  # fmt: skip
    one = text.source
    where = " · ".join(filter(None, (one.source_kind, one.case_name, one.wave_name, one.written or "")))
    counted = f"{one.words} {'word' if one.words == 1 else 'words'}, {one.evidence_words} of them evidence."
    return Listing("source", one.title, shown, rows, above=(where,), below=(counted, *text.notes))


def hits(found: Hits) -> Listing:
    """Search results in context; `start` and `end` are the hit's place in the current text."""
    shown = columns(
        "source", "case", "wave", "turn", "speaker", "evidence", "before", "hit", "after", "start", "end",
        "source_id", hidden=("case", "wave", "start", "end", "source_id"), numbers=("turn",),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.source_title, each.case_name or None, each.wave_name or None, each.turn_number,
            each.label or None, each.evidence, each.before, each.hit, each.after, each.start, each.end,
            each.source,
        ))
        for each in found.hits
    ]  # fmt: skip
    more = " There are more: use --offset, or a larger --limit." if found.more else ""
    count = f"{found.turns} {'turn holds' if found.turns == 1 else 'turns hold'} it.{more}"
    return Listing("search", f"Search: {found.query}", shown, rows, below=(count,))
