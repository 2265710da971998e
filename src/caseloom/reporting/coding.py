"""Listings of the codebook, of codings with their passages, of queries and their candidates."""

from collections.abc import Iterable
from typing import Any

from caseloom.coding import readings
from caseloom.coding.readings import Candidate, Code, CodedPassage
from caseloom.design.readings import frameworks
from caseloom.reporting.listing import Listing, Value, columns, plain, rows_of
from caseloom.reporting.readings import CODING_COLUMNS, codings_by_column
from caseloom.team.model import Viewer

Database = Any


def codes(db: Database, viewer: Viewer, language: str = "en") -> Listing:
    """The whole codebook: adopted constructs in their order, then inductive codes.

    Constructs are worded in the language, else in English; `language` says in which their labels are.
    """
    packs = {each.id: each.pack for each in frameworks(db, viewer)}
    book = readings.codes(db, viewer, language=language)
    names = {each.id: each.reference or each.label for each in book}
    shown = columns(
        "label", "reference", "framework", "codings", "sources", "number", "parent", "measure", "polarity",
        "definition", "definition_provenance", "source_definition", "plain", "language", "id",
        hidden=("number", "parent", "measure", "polarity", "definition", "definition_provenance",
                "source_definition", "plain", "language", "id"),
        numbers=("codings", "sources"),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.label, each.reference or None, packs.get(each.framework) if each.framework else None,
            each.codings, each.sources, each.number or None, names.get(each.parent) if each.parent else None,
            each.construct.measure if each.construct else None,
            each.construct.polarity if each.construct else None, each.definition or None,
            each.construct.definition_provenance if each.construct else None,
            (each.construct.source_definition or None) if each.construct else None,
            (each.construct.plain or None) if each.construct else None, each.language or None, each.id,
        ))
        for each in book
    ]  # fmt: skip
    return Listing("codes", "Codebook", shown, rows)


def code(found: Code, passages: Iterable[CodedPassage]) -> Listing:
    """One code: what it means and by whose wording, then its passages."""
    shown = columns(
        "source", "case", "wave", "participant", "quote", "coder", "valence", "example", "about", "memo",
        "start", "end", "id", hidden=("example", "memo", "start", "end", "id"),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.source_title, each.case_name or None, each.wave_name or None, each.participant_name or None,
            each.quote, each.coder_name, each.valence, each.example, each.about, each.memo or None,
            each.start, each.end, each.id,
        ))
        for each in passages
    ]  # fmt: skip
    title = f"{found.label} ({found.reference})" if found.reference else found.label
    return Listing("code", title, shown, rows, above=tuple(_meaning(found)))


def _meaning(found: Code) -> Iterable[str]:
    construct = found.construct
    if found.definition:
        yield f"Definition{f' ({construct.definition_provenance})' if construct else ''}: {found.definition}"
    if construct and construct.plain:
        yield f"In plain words: {construct.plain}"
    if construct and construct.source_definition:
        yield f"Definition from your own copy: {construct.source_definition}"
    yield from (f"Include: {each}" for each in found.inclusion)
    yield from (f"Exclude: {each}" for each in found.exclusion)
    if construct:
        yield from (f"Ask: {each}" for each in construct.questions)


def codings(db: Database, viewer: Viewer) -> Listing:
    """Every coding that has its place, in text order."""
    found = codings_by_column(db, viewer)
    shown = columns(
        *CODING_COLUMNS,
        hidden=set(CODING_COLUMNS) - {"source", "quote", "code", "coder", "valence", "about"},
    )
    rows: list[tuple[Value, ...]] = list(zip(*(found[each.name] for each in shown), strict=True))
    return Listing("codings", "Codings", shown, rows)


def related(pairs: Iterable[tuple[CodedPassage, CodedPassage | None, int]], title: str) -> Listing:
    """Codings with those that stand so to them, a row for each two; the count is of all beside the first."""
    shown = columns(
        "source", "case", "wave", "participant", "quote", "code", "coder", "other_quote", "other_code",
        "other_coder", "beside", "start", "end", "other_start", "other_end", "id", "other_id",
        hidden=("case", "wave", "participant", "beside", "start", "end", "other_start", "other_end", "id",
                "other_id"),
        numbers=("beside",),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            one.source_title, one.case_name or None, one.wave_name or None, one.participant_name or None,
            one.quote, one.code_label, one.coder_name, other.quote if other else None,
            other.code_label if other else None, other.coder_name if other else None, beside,
            one.start, one.end, other.start if other else None, other.end if other else None, one.id,
            other.id if other else None,
        ))
        for one, other, beside in pairs
    ]  # fmt: skip
    return Listing("related", title, shown, rows)


def queries(db: Database, viewer: Viewer) -> Listing:
    """Saved queries with how many candidates each has, and how many were decided."""
    shown = columns(
        "name", "expression", "code_label", "scope", "candidates", "accepted", "rejected", "note", "id",
        hidden=("scope", "note", "id"), numbers=("candidates", "accepted", "rejected"),
    )  # fmt: skip
    return Listing("queries", "Queries", shown, rows_of(readings.queries(db, viewer), shown))


def versions(db: Database, viewer: Viewer) -> Listing:
    """The versions of the codebook, the first first, with how many codings were made under each."""
    shown = columns("name", "codings", "named_by", "at", "note", "id", hidden=("id",), numbers=("codings",))
    counts = readings.made_under(db, viewer)
    every = readings.versions(db, viewer)
    rows = [
        tuple(plain(value) for value in (
            each.name, counts.get(each.id, 0), each.who or None, each.at or None, each.note or None, each.id,
        ))
        for each in every
    ]  # fmt: skip
    older = counts.get(None, 0) if every else 0
    below = (f"Codings older than the first version: {older}.",) if older else ()
    return Listing("versions", "Versions of the codebook", shown, rows, below=below)


def recoding(db: Database, viewer: Viewer) -> Listing:
    """The codings made before their code was worded as it is now, with both wordings."""
    shown = columns(
        "code", "quote", "source", "coder", "definition_then", "definition_now", "inclusion_then",
        "inclusion_now", "exclusion_then", "exclusion_now", "id",
        hidden=("inclusion_then", "inclusion_now", "exclusion_then", "exclusion_now", "id"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for each in readings.recoding(db, viewer):
        before = {one.coding: one.before for one in each.waiting}
        for one in readings.waiting_passages(db, viewer, each.waiting):
            then = before[one.id]
            rows.append(tuple(plain(value) or None for value in (
                one.code_label, one.quote, one.source_title, one.coder_name, then.definition,
                each.now.definition, then.inclusion, each.now.inclusion, then.exclusion, each.now.exclusion,
                one.id,
            )))  # fmt: skip
    return Listing("recoding", "Codings to be read again", shown, rows)


def candidates(found: Iterable[tuple[int, Candidate]], title: str) -> Listing:
    """Candidates under their numbers: a candidate's number counts the hits of its query in text order."""
    shown = columns(
        "query", "number", "source", "case", "wave", "participant", "passage", "decision", "code", "evidence",
        "start", "end", "source_id",
        hidden=("case", "wave", "participant", "code", "evidence", "start", "end", "source_id"),
        numbers=("number",),
    )  # fmt: skip
    rows = [
        tuple(plain(value) for value in (
            each.query_name, number, each.source_title, each.case_name or None, each.wave_name or None,
            each.participant_name or None, each.quote, each.decision or None, each.code_label, each.evidence,
            each.start, each.end, each.source,
        ))
        for number, each in found
    ]  # fmt: skip
    return Listing("candidates", title, shown, rows)
