"""Reading codings by the column: a million of them without a value object each."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, case, column, func, select, table
from sqlalchemy.sql.expression import ColumnElement

from caseloom.coding.readings import codes, seen
from caseloom.design.readings import cases, constructs, participants, waves
from caseloom.sources.readings import sources, texts
from caseloom.studyfile.columns import Id
from caseloom.studyfile.tables import change, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import people

CODING_COLUMNS = (
    "id", "source", "case", "wave", "source_kind", "participant", "start", "end", "quote", "code",
    "reference", "role", "coder", "valence", "example", "about", "memo", "score", "words", "evidence",
    "coded_at", "source_id", "code_id", "coder_id",
)  # fmt: skip

# The coding room's tables belong to it; these are no more than the names of the columns read here.
_coding = table(
    "coding", column("n"), column("id"), column("passage"), column("code"), column("coder", Id),
    column("about"), column("memo", Id), column("born"), column("gone"),
)  # fmt: skip
_passage = table("passage", column("id"), column("revision", Id), *map(column, ("start", "end", "quote")))


def codings_by_column(db: Connection, viewer: Viewer) -> dict[str, list[Any]]:
    """Every coding that has its place, in text order: column's name → values (`CODING_COLUMNS`).

    Positions are code points of the current text, 0-based, end exclusive; ids are texts; a coding over
    several people's words names the one with most of them, and `words` counts that share.
    """
    found: dict[str, list[Any]] = {name: [] for name in CODING_COLUMNS}
    for some in codings_in_parts(db, viewer):
        for name, values in some.items():
            found[name] += values
    return found


def codings_in_parts(db: Connection, viewer: Viewer, size: int = 50_000) -> Iterator[dict[str, list[Any]]]:
    """The same, so many codings at a time: a million of them need not stand in memory twice."""
    names = _names(db, viewer)
    for some in db.execute(_codings(viewer).execution_options(yield_per=size)).partitions():
        read = dict(zip(_READ, zip(*some, strict=True), strict=True))
        told = {name: [known.get(each) for each in read[key]] for name, key, known in names}
        told["evidence"] = [bool(each) for each in read["evidence"]]
        yield {name: told[name] if name in told else list(read[name]) for name in CODING_COLUMNS}


_READ = (
    "id", "source_n", "case_n", "wave_n", "source_kind", "participant_n", "start", "end", "quote", "code_n",
    "role_n", "coder_key", "valence", "example", "about", "memo", "score", "words", "evidence", "coded_at",
)  # fmt: skip


def _codings(viewer: Viewer) -> Select[Any]:
    at = seen(viewer).subquery("at")
    now = texts(viewer).subquery("now")
    # Where the text is still the one that was coded, the passage has the words at hand.
    unmoved = (
        (_passage.c.revision == now.c.revision)
        & (_passage.c.start == at.c.start)
        & (_passage.c.end == at.c.end)
    )
    quote = case(
        (unmoved, _passage.c.quote),
        else_=func.substr(now.c.content, at.c.start + 1, at.c.end - at.c.start),
    )
    return (
        select(
            _id_text(_coding.c.id), at.c.source_n, at.c.case_n, at.c.wave_n, at.c.source_kind,
            at.c.participant_n, at.c.start, at.c.end, quote, at.c.code_n, at.c.role_n,
            func.hex(_coding.c.coder), at.c.valence, at.c.example, _coding.c.about, words_of(_coding.c.memo),
            at.c.score, at.c.words, at.c.evidence, change.c.at,
        )
        .select_from(at)
        .join(_coding, _coding.c.n == at.c.coding_n)
        .join(_passage, _passage.c.id == _coding.c.passage)
        .join(change, change.c.n == _coding.c.born)
        .join(now, now.c.source_n == at.c.source_n)
        .where(at.c.part == 0)
        .order_by(at.c.source_n, at.c.start, at.c.coding_n)
    )  # fmt: skip


def _id_text(id: ColumnElement[Any]) -> ColumnElement[Any]:
    """An id as people and files write it; done by SQLite, which is quicker at it by the million."""
    digits = func.lower(func.hex(id))
    parts = [func.substr(digits, at, length) for at, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))]
    written: ColumnElement[Any] = parts[0]
    for part in parts[1:]:
        written = written.op("||")("-").op("||")(part)
    return written


def _names(db: Connection, viewer: Viewer) -> tuple[tuple[str, str, Mapping[Any, Any]], ...]:
    """Names and ids for local numbers: (column, the column of numbers, number → what is called so)."""
    book = codes(db, viewer)
    there = sources(db, viewer)
    team = {each.id.hex.upper(): each for each in people(db, viewer)}
    return (
        ("source", "source_n", {each.n: each.title for each in there}),
        ("source_id", "source_n", {each.n: str(each.id) for each in there}),
        ("case", "case_n", {each.n: each.name for each in cases(db, viewer)}),
        ("wave", "wave_n", {each.n: each.name for each in waves(db, viewer)}),
        ("participant", "participant_n", {each.n: each.name for each in participants(db, viewer)}),
        ("code", "code_n", {each.n: each.label for each in book}),
        ("reference", "code_n", {each.n: each.reference for each in book if each.reference}),
        ("code_id", "code_n", {each.n: str(each.id) for each in book}),
        ("role", "role_n", {each.n: each.label for each in constructs(db, viewer)}),
        ("coder", "coder_key", {key: each.name for key, each in team.items()}),
        ("coder_id", "coder_key", {key: str(each.id) for key, each in team.items()}),
    )
