"""Reading the codebook, codings with their passages, and candidates."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, Select, func, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.coding.kinds import CODE
from caseloom.coding.tables import candidate, code, coding, place, query
from caseloom.design.readings import AdoptedConstruct, constructs, label_of_construct, name_of, number_by_id
from caseloom.sources.readings import number_of_source, texts, turn_at
from caseloom.studyfile import derived_id
from caseloom.studyfile.tables import change, meta, words_of
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person


@dataclass(frozen=True)
class Code:
    """A code of the codebook: an adopted construct (used yet or not), or an inductive code.

    `n` is its local number, 0 before first use; `reference` is the construct's, "" if inductive.
    """

    id: UUID
    n: int
    label: str
    reference: str
    number: str
    parent: UUID | None
    framework: UUID | None
    definition: str
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    examples: tuple[str, ...]
    colour: str
    construct: AdoptedConstruct | None
    codings: int
    sources: int


@dataclass(frozen=True)
class CodedPassage:
    """A coding at its present place, with its words and everything that says where they come from."""

    id: UUID
    n: int
    source: UUID
    source_title: str
    source_kind: str
    case_name: str
    wave_name: str
    participant_name: str
    speaker: str
    turn_number: int
    revision: UUID
    start: int
    end: int
    quote: str
    code: UUID
    code_n: int
    code_label: str
    role_label: str
    coder: UUID
    coder_name: str
    valence: str | None
    example: str | None
    about: str | None
    memo: str
    score: float | None
    words: int
    evidence: bool
    coded_at: str | None


@dataclass(frozen=True)
class Candidate:
    """A hit of a saved query, which counts nowhere until a person accepts it."""

    n: int
    query: UUID
    query_name: str
    code: UUID
    code_label: str
    source: UUID
    source_title: str
    case_name: str
    wave_name: str
    revision: UUID
    start: int
    end: int
    quote: str
    before: str
    after: str
    participant_name: str
    evidence: bool
    decision: str


@dataclass(frozen=True)
class SavedQuery:
    """A saved query, with how many candidates it has and how many were decided."""

    id: UUID
    n: int
    name: str
    expression: str
    code: UUID
    code_label: str
    scope: str
    note: str
    candidates: int
    accepted: int
    rejected: int


def codes(db: Connection, viewer: Viewer, *, language: str = "en") -> list[Code]:
    """The whole codebook: adopted constructs in their order, then inductive codes in theirs."""
    study = UUID(hex=db.scalars(select(meta.c.value).where(meta.c.name == "study")).one())
    counts = _counts(db)
    rows = db.execute(
        select(
            code.c.n, code.c.id, code.c.construct, code.c.parent, code.c.colour, *(
                words_of(code.c[name]).label(name)
                for name in ("label", "definition", "inclusion", "exclusion", "examples")
            ),
        )
        .where(code.c.gone == 0)
        .order_by(code.c.position, code.c.n)
    ).all()  # fmt: skip
    used = {row.construct: row for row in rows if row.construct}
    adopted = constructs(db, viewer, language=language)
    ids = {each.id: derived_id(study, CODE.name, each.reference) for each in adopted}
    return [_from_construct(each, ids, used, counts) for each in adopted] + [
        _inductive(row, counts) for row in rows if not row.construct
    ]


def _counts(db: Connection) -> dict[int, tuple[int, int]]:
    rows = db.execute(
        select(place.c.code_n, func.count(), func.count(place.c.source_n.distinct()))
        .where(place.c.part == 0)
        .group_by(place.c.code_n)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _from_construct(
    each: AdoptedConstruct, ids: dict[UUID, UUID], used: dict[UUID, Any], counts: dict[int, tuple[int, int]]
) -> Code:
    row = used.get(each.id)
    n = row.n if row else 0
    parent = ids.get(each.parent) if each.parent else None
    return Code(
        id=ids[each.id],
        n=n,
        label=each.label,
        reference=each.reference,
        number=each.number,
        parent=parent,
        framework=each.framework,
        definition=each.definition,
        inclusion=each.inclusion,
        exclusion=each.exclusion,
        examples=(),
        colour=(row.colour if row else None) or "",
        construct=each,
        codings=counts.get(n, (0, 0))[0],
        sources=counts.get(n, (0, 0))[1],
    )


def _inductive(row: Any, counts: dict[int, tuple[int, int]]) -> Code:
    return Code(
        id=row.id,
        n=row.n,
        label=row.label or "",
        reference="",
        number="",
        parent=row.parent,
        framework=None,
        definition=row.definition or "",
        inclusion=tuple((row.inclusion or "").splitlines()),
        exclusion=tuple((row.exclusion or "").splitlines()),
        examples=tuple((row.examples or "").splitlines()),
        colour=row.colour or "",
        construct=None,
        codings=counts.get(row.n, (0, 0))[0],
        sources=counts.get(row.n, (0, 0))[1],
    )


def label_of_code(n: ColumnElement[Any], language: str = "en") -> ScalarSelect[Any]:
    """The label of the code with that local number, for use in a select."""
    worded = func.coalesce(
        words_of(code.c.label), label_of_construct(number_by_id("construct", code.c.construct), language)
    )
    return select(worded).where(code.c.n == n).correlate_except(code).scalar_subquery()


def seen(viewer: Viewer) -> Select[Any]:
    """The places of codings that the viewer may see, to be joined by other rooms."""
    return select(place)


def seen_candidates(viewer: Viewer) -> Select[Any]:
    """The candidates that the viewer may see, decided or not, to be joined by other rooms."""
    return select(candidate)


def passages(
    db: Connection,
    viewer: Viewer,
    *,
    among: Select[Any] | None = None,
    source: UUID | None = None,
    code: UUID | None = None,
    coding: UUID | None = None,
    offset: int = 0,
    limit: int | None = 50,
) -> list[CodedPassage]:
    """Codings with their words, in the order of the texts; `among` selects local numbers of codings.

    `limit` None gives all. A coding that lost its place on the current revision is not among them.
    """
    wanted = _narrowed(seen(viewer), among, source, code, coding).where(place.c.part == 0)
    wanted = wanted.order_by(place.c.source_n, place.c.start, place.c.coding_n).offset(offset)
    return _worded(db, wanted.limit(limit) if limit is not None else wanted)


def _narrowed(
    wanted: Select[Any],
    among: Select[Any] | None,
    source_id: UUID | None,
    code_id: UUID | None,
    coding_id: UUID | None,
) -> Select[Any]:
    if among is not None:
        wanted = wanted.where(place.c.coding_n.in_(among))
    if source_id is not None:
        wanted = wanted.where(place.c.source_n == number_of_source(source_id))
    if code_id is not None:
        wanted = wanted.where(
            place.c.code_n == select(code.c.n).where(code.c.id == code_id).scalar_subquery()
        )
    if coding_id is not None:
        number = select(coding.c.n).where(coding.c.id == coding_id).scalar_subquery()
        wanted = wanted.where(place.c.coding_n == number)
    return wanted


def _worded(db: Connection, wanted: Select[Any]) -> list[CodedPassage]:
    at, now = wanted.subquery("at"), texts(Viewer()).subquery("now")
    rows = db.execute(
        select(
            coding.c.id,
            coding.c.n,
            now.c.source,
            words_of(now.c.title).label("source_title"),
            at.c.source_kind,
            name_of("case", at.c.case_n).label("case_name"),
            name_of("wave", at.c.wave_n).label("wave_name"),
            name_of("participant", at.c.participant_n).label("participant_name"),
            turn_at("label", at.c.source_n, at.c.start).label("speaker"),
            turn_at("number", at.c.source_n, at.c.start).label("turn_number"),
            now.c.revision,
            at.c.start,
            at.c.end,
            func.substr(now.c.content, at.c.start + 1, at.c.end - at.c.start).label("quote"),
            code.c.id.label("code"),
            at.c.code_n,
            label_of_code(at.c.code_n).label("code_label"),
            label_of_construct(at.c.role_n).label("role_label"),
            coding.c.coder,
            name_of_person(coding.c.coder).label("coder_name"),
            coding.c.valence,
            coding.c.example,
            coding.c.about,
            words_of(coding.c.memo).label("memo"),
            coding.c.score,
            at.c.words,
            at.c.evidence,
            change.c.at.label("coded_at"),
        )
        .join(coding, coding.c.n == at.c.coding_n)
        .join(code, code.c.n == at.c.code_n)
        .join(change, change.c.n == coding.c.born)
        .join(now, now.c.source_n == at.c.source_n)
        .order_by(at.c.source_n, at.c.start, at.c.coding_n)
    )
    return [CodedPassage(**_filled(row._mapping)) for row in rows]


_TEXTS = frozenset(
    {"source_title", "case_name", "wave_name", "participant_name", "speaker", "code_label", "role_label"}
    | {"coder_name", "memo", "query_name", "expression", "name", "note"}
)


def _filled(row: Any) -> dict[str, Any]:
    values = {name: (value or "") if name in _TEXTS else value for name, value in row.items()}
    if "evidence" in values:
        values["evidence"] = bool(values["evidence"])
    if "turn_number" in values:
        values["turn_number"] = values["turn_number"] or 0
    return values


@dataclass(frozen=True)
class Highlight:
    """A coding as a page paints it: place, code and coder, without the words."""

    coding: UUID
    n: int
    start: int
    end: int
    code: UUID
    code_n: int
    coder: UUID
    valence: str | None
    evidence: bool


def highlights(db: Connection, viewer: Viewer, source_n: int) -> list[Highlight]:
    """Every coding of a source's current revision, in text order."""
    rows = db.execute(
        seen(viewer)
        .with_only_columns(
            coding.c.id.label("coding"), coding.c.n, place.c.start, place.c.end, code.c.id.label("code"),
            place.c.code_n, coding.c.coder, place.c.valence, place.c.evidence,
        )
        .join(coding, coding.c.n == place.c.coding_n)
        .join(code, code.c.n == place.c.code_n)
        .where(place.c.source_n == source_n, place.c.part == 0)
        .order_by(place.c.start, place.c.end.desc(), place.c.coding_n)
    )  # fmt: skip
    return [Highlight(**{**row._mapping, "evidence": bool(row.evidence)}) for row in rows]


def codings_by_case(db: Connection, viewer: Viewer) -> dict[int, int]:
    """How many codings each case has, by the case's local number (0: no case)."""
    placed = seen(viewer).where(place.c.part == 0).with_only_columns(place.c.case_n, func.count())
    return {row[0]: row[1] for row in db.execute(placed.group_by(place.c.case_n))}


def adrift(db: Connection, viewer: Viewer) -> int:
    """How many codings have no place on the current revision of their source."""
    placed = select(place.c.coding_n).where(place.c.part == 0)
    return (
        db.scalar(
            select(func.count()).select_from(coding).where(coding.c.gone == 0, coding.c.n.not_in(placed))
        )
        or 0
    )


# -- queries and candidates -----------------------------------------------------------------------


def queries(db: Connection, viewer: Viewer) -> list[SavedQuery]:
    """Every saved query, in the order declared, with the state of its candidates."""

    def count(*conditions: ColumnElement[bool]) -> Any:
        return (
            select(func.count())
            .select_from(candidate)
            .where(candidate.c.query_n == query.c.n, *conditions)
            .scalar_subquery()
        )

    rows = db.execute(
        select(
            query.c.id,
            query.c.n,
            words_of(query.c.name).label("name"),
            words_of(query.c.expression).label("expression"),
            query.c.code,
            label_of_code(code.c.n).label("code_label"),
            query.c.scope,
            words_of(query.c.note).label("note"),
            count().label("candidates"),
            count(candidate.c.decision == "accepted").label("accepted"),
            count(candidate.c.decision == "rejected").label("rejected"),
        )
        .join(code, code.c.id == query.c.code)
        .where(query.c.gone == 0)
        .order_by(query.c.position, query.c.n)
    )
    return [SavedQuery(**_filled(row._mapping)) for row in rows]


def candidates_of(
    db: Connection,
    viewer: Viewer,
    *,
    among: Select[Any] | None = None,
    query: UUID | None = None,
    source_n: int | None = None,
    offset: int = 0,
    limit: int | None = 50,
    width: int = 120,
) -> list[Candidate]:
    """Candidates with their words in context, in the order of the texts; `limit` None gives all.

    `among` selects local numbers of candidates.
    """
    wanted = seen_candidates(viewer)
    if among is not None:
        wanted = wanted.where(candidate.c.n.in_(among))
    if query is not None:
        wanted = wanted.where(candidate.c.query_n == _query_n(query))
    if source_n is not None:
        wanted = wanted.where(candidate.c.source_n == source_n)
    wanted = wanted.order_by(candidate.c.source_n, candidate.c.start, candidate.c.n).offset(offset)
    at = (wanted.limit(limit) if limit is not None else wanted).subquery("at")
    return [Candidate(**_filled(row._mapping)) for row in db.execute(_candidate_rows(at, width))]


def _query_n(id: UUID) -> Any:
    return select(query.c.n).where(query.c.id == id).scalar_subquery()


def _candidate_rows(at: Any, width: int) -> Select[Any]:
    now = texts(Viewer()).subquery("now")
    words = now.c.content
    before = func.max(at.c.start - width, 0)
    return (
        select(
            at.c.n,
            query.c.id.label("query"),
            words_of(query.c.name).label("query_name"),
            code.c.id.label("code"),
            label_of_code(at.c.code_n).label("code_label"),
            now.c.source,
            words_of(now.c.title).label("source_title"),
            name_of("case", at.c.case_n).label("case_name"),
            name_of("wave", at.c.wave_n).label("wave_name"),
            now.c.revision,
            at.c.start,
            at.c.end,
            func.substr(words, at.c.start + 1, at.c.end - at.c.start).label("quote"),
            func.substr(words, before + 1, at.c.start - before).label("before"),
            func.substr(words, at.c.end + 1, width).label("after"),
            name_of("participant", at.c.participant_n).label("participant_name"),
            at.c.evidence,
            at.c.decision,
        )
        .join(query, query.c.n == at.c.query_n)
        .join(code, code.c.n == at.c.code_n)
        .join(now, now.c.source_n == at.c.source_n)
        .order_by(at.c.source_n, at.c.start, at.c.n)
    )
