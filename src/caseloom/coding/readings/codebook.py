"""The codebook: adopted constructs and inductive codes, with how much each is used."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, func, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.coding.kinds import CODE
from caseloom.coding.tables import code, place
from caseloom.design.readings import (
    AdoptedConstruct,
    constructs,
    label_of_construct,
    names_of_constructs,
    number_by_id,
)
from caseloom.studyfile import Thing, derived_id
from caseloom.studyfile.tables import meta, words_of
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class Code:
    """A code of the codebook: an adopted construct (used yet or not), or an inductive code.

    `n` is its local number, 0 before first use; `reference` is the construct's, "" if inductive;
    `language` is its label's, "" where nobody says (the team's own). What is `retired` is read and
    counted, but nothing more is coded with it. `nth` is a place that it keeps: constructs count from 0 in
    the order adopted, the team's own from -1 downwards in the order made, also those that were taken out.
    """

    id: UUID
    n: int
    nth: int
    label: str
    language: str
    reference: str
    number: str
    parent: UUID | None
    framework: UUID | None
    definition: str
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    colour: str
    shortcut: str
    retired: bool
    construct: AdoptedConstruct | None
    codings: int
    sources: int

    @property
    def thing(self) -> Thing:
        """What a memo on this code is about: its construct, which is there before the code's first use."""
        return Thing("construct", self.construct.id) if self.construct else Thing("code", self.id)


def codes(db: Connection, viewer: Viewer, *, language: str = "en", with_use: bool = True) -> list[Code]:
    """The whole codebook: adopted constructs in their order, then inductive codes, each above those below it.

    Constructs are worded in the language, else in English, and say in which.
    Without use the codings and sources of each code are not counted (they are 0).
    """
    study = study_in(db)
    counts = _counts(db) if with_use else {}
    rows = db.execute(
        select(
            code.c.n, code.c.id, code.c.construct, code.c.parent, code.c.colour, code.c.shortcut,
            code.c.retired, *(
                words_of(code.c[name]).label(name)
                for name in ("label", "definition", "inclusion", "exclusion", "examples", "near_misses")
            ),
        )
        .where(code.c.gone == 0)
        .order_by(code.c.position.is_(None), code.c.position, code.c.n)
    ).all()  # fmt: skip
    made = db.scalars(select(code.c.n).where(code.c.construct.is_(None)).order_by(code.c.n))
    nth = {n: -place for place, n in enumerate(made, start=1)}
    used = {row.construct: row for row in rows if row.construct}
    adopted = constructs(db, viewer, language=language)
    ids = {each.id: derived_id(study, CODE.name, each.reference) for each in adopted}
    every = _without_circles(
        [
            *(_from_construct(each, place, ids, used, counts) for place, each in enumerate(adopted)),
            *(_inductive(row, nth[row.n], counts.get(row.n, (0, 0))) for row in rows if not row.construct),
        ]
    )
    return _one_key_each([*every[: len(adopted)], *_as_tree(every[len(adopted) :])])


def _as_tree(own: list[Code]) -> list[Code]:
    """Each code with those below it after it; what stands beside each other stays in its order."""
    known = {each.id for each in own}
    below: dict[UUID | None, list[Code]] = {}
    for each in own:
        below.setdefault(each.parent if each.parent in known else None, []).append(each)
    found, waiting = [], below.get(None, [])[::-1]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += below.get(each.id, [])[::-1]
    return found


def _one_key_each(found: list[Code]) -> list[Code]:
    """Two people may give one key to two codes in copies of their own: it is the first's then."""
    taken: set[str] = set()
    keyed = []
    for each in found:
        keyed.append(replace(each, shortcut="") if each.shortcut in taken else each)
        taken.update(filter(None, [each.shortcut]))
    return keyed


def _without_circles(found: list[Code]) -> list[Code]:
    """Two people may move codes beneath each other in copies of their own: such codes stand at the top."""
    above = {each.id: each.parent for each in found}
    sound: set[UUID | None] = {None}
    circle: set[UUID] = set()
    for each in found:
        way: list[UUID] = []
        at: UUID | None = each.id
        while at is not None and at in above and at not in sound and at not in way:
            way.append(at)
            at = above[at]
        if at in way:
            circle.update(way[way.index(at) :])
        sound.update(way)
    return [replace(each, parent=None) if each.id in circle else each for each in found]


def code_names(db: Connection, viewer: Viewer) -> dict[UUID, tuple[str, ...]]:
    """Every name under which a construct's code may be looked for: its labels in all languages."""
    study = study_in(db)
    named = names_of_constructs(db, viewer)
    return {derived_id(study, CODE.name, reference): names for reference, names in named.items()}


def study_in(db: Connection) -> UUID:
    """The id of the study that is read."""
    return UUID(hex=db.scalars(select(meta.c.value).where(meta.c.name == "study")).one())


def _counts(db: Connection) -> dict[int, tuple[int, int]]:
    rows = db.execute(
        select(place.c.code_n, func.count(), func.count(place.c.source_n.distinct()))
        .where(place.c.part == 0)
        .group_by(place.c.code_n)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def used_codes(db: Connection, viewer: Viewer) -> set[UUID]:
    """The codes with at least one coding; quick however many there are."""
    coded = select(place.c.coding_n).where(place.c.code_n == code.c.n, place.c.part == 0).exists()
    return set(db.scalars(select(code.c.id).where(coded)))


def _from_construct(
    each: AdoptedConstruct,
    place: int,
    ids: dict[UUID, UUID],
    used: dict[UUID, Any],
    counts: dict[int, tuple[int, int]],
) -> Code:
    row = used.get(each.id)
    n = row.n if row else 0
    parent = ids.get(each.parent) if each.parent else None
    return Code(
        id=ids[each.id],
        n=n,
        nth=place,
        label=each.label,
        language=each.label_language,
        reference=each.reference,
        number=each.number,
        parent=parent,
        framework=each.framework,
        definition=each.definition,
        inclusion=each.inclusion,
        exclusion=each.exclusion,
        **_of_the_study(row),
        construct=each,
        codings=counts.get(n, (0, 0))[0],
        sources=counts.get(n, (0, 0))[1],
    )


def _of_the_study(row: Any) -> dict[str, Any]:
    """What the study says of any code; nothing of a construct's before its first use."""
    return {
        "examples": tuple(((row and row.examples) or "").splitlines()),
        "near_misses": tuple(((row and row.near_misses) or "").splitlines()),
        "colour": (row and row.colour) or "",
        "shortcut": (row and row.shortcut) or "",
        "retired": bool(row and row.retired),
    }


# Every page and every coding asks for the codebook again: a code is made anew when it says something new.
@lru_cache(maxsize=2048)
def _inductive(row: Any, nth: int, counts: tuple[int, int]) -> Code:
    return Code(
        id=row.id,
        n=row.n,
        nth=nth,
        label=row.label or "",
        language="",
        reference="",
        number="",
        parent=row.parent,
        framework=None,
        definition=row.definition or "",
        inclusion=tuple((row.inclusion or "").splitlines()),
        exclusion=tuple((row.exclusion or "").splitlines()),
        **_of_the_study(row),
        construct=None,
        codings=counts[0],
        sources=counts[1],
    )


_CODE = code.alias()  # a table of its own: what is looked up by may be a column of `code` outside


def label_of_code(n: ColumnElement[Any], language: str = "en") -> ScalarSelect[Any]:
    """The label of the code with that local number, for use in a select."""
    one = _CODE
    worded = func.coalesce(
        words_of(one.c.label), label_of_construct(number_by_id("construct", one.c.construct), language)
    )
    return select(worded).where(one.c.n == n).correlate_except(one).scalar_subquery()
