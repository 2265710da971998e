"""How constructs of different frameworks stand to each other, and what may be concluded from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from caseloom.frameworks import fields, refusals
from caseloom.frameworks.model import Pack, Relation
from caseloom.frameworks.reading import read_relations

_READ_BACKWARDS: Final = {
    "narrower_than": "wider_than",
    "extended_by": "extends",
    "refined_by": "refines",
    "evidence_for": "evidence_from",
    "guarded_by": "guards_against",
}


@dataclass(frozen=True)
class Related:
    """A relation seen from one of its ends: `relation` reads from that end to `other`.

    `other` is "" for a gap: there is no counterpart.
    """

    other: str
    relation: str
    note: str


@dataclass(frozen=True)
class Crosswalk:
    """Typed relations between constructs. Raises `RelationWrong` where two ends are related twice."""

    relations: tuple[Relation, ...]

    def __post_init__(self) -> None:
        seen: set[frozenset[str]] = set()
        for row in self.relations:
            ends = frozenset((row.from_id, row.to_id))
            if ends in seen:
                raise refusals.RelationWrong(
                    relation=row.relation, from_id=row.from_id, to_id=row.to_id, fault="stands here twice"
                )
            seen.add(ends)

    def related(self, construct_id: str) -> tuple[Related, ...]:
        """Everything said of a construct, in the order of the table, each read from its side; none is ()."""
        seen = (_seen_from(construct_id, row) for row in self.relations)
        return tuple(related for related in seen if related is not None)

    def derivable(self, construct_id: str) -> frozenset[str]:
        """The constructs whose codes follow from a coding to this one: along `exact` only.

        `exact` says that two constructs are one idea, so it holds in both directions and through a third.
        The construct itself is not among them. Derived codes are shown as such, and never counted with
        direct ones.
        """
        reached, to_visit = {construct_id}, [construct_id]
        while to_visit:
            for other in self._same_as(to_visit.pop()):
                if other not in reached:
                    reached.add(other)
                    to_visit.append(other)
        return frozenset(reached - {construct_id})

    def _same_as(self, construct_id: str) -> Iterable[str]:
        return (each.other for each in self.related(construct_id) if each.relation == "exact")


def _seen_from(construct_id: str, row: Relation) -> Related | None:
    if row.from_id == construct_id:
        return Related(row.to_id, row.relation, row.note)
    if row.to_id == construct_id:
        return Related(row.from_id, _READ_BACKWARDS.get(row.relation, row.relation), row.note)
    return None


def read_crosswalk(toml_text: str) -> Crosswalk:
    """The crosswalk under `[[relation]]` in `toml_text`. Raises a `Refused` that names the row."""
    table = fields.parse(toml_text)
    fields.check_fields(table, ("relation",), "the crosswalk")
    return Crosswalk(read_relations(table, "the crosswalk"))


def check_relations(packs: Iterable[Pack], relations: Iterable[Relation] = ()) -> None:
    """Check that everything which points from one pack to another arrives.

    Looks at the redirects, replacements and relations of `packs` and at `relations` (a crosswalk's).
    Raises `RedirectMissing`, `ReplacementMissing` or `RelationEndMissing` for the first that does not.
    """
    packs = tuple(packs)
    known = {construct.id for pack in packs for construct in pack.constructs}
    for construct in (construct for pack in packs for construct in pack.constructs):
        for exclusion in construct.exclusion:
            if exclusion.redirect is not None and exclusion.redirect not in known:
                raise refusals.RedirectMissing(id=construct.id, target=exclusion.redirect)
        if construct.replaced_by is not None and construct.replaced_by not in known:
            raise refusals.ReplacementMissing(id=construct.id, target=construct.replaced_by)
    for relation in (*(relation for pack in packs for relation in pack.relations), *relations):
        for end in (relation.from_id, relation.to_id):
            if end and end not in known:
                raise refusals.RelationEndMissing(
                    relation=relation.relation, from_id=relation.from_id, to_id=relation.to_id, target=end
                )
