"""What a framework is to Caseloom: a pack of constructs, checked when it is built."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from caseloom.frameworks import refusals
from caseloom.frameworks.texts import Texts
from caseloom.frameworks.translations import Translation

Kind = Literal["domain", "construct", "sub", "sub-web", "role", "char", "group", "outcome"]
Measure = Literal["influence", "category", "presence", "parent"]
Polarity = Literal["normal", "reverse", "unset"]
Provenance = Literal["paraphrase", "proposed by Caseloom", "written by the pack's author"]
RelationKind = Literal[
    "exact",
    "close",
    "related",
    "narrower_than",
    "inverse",
    "gap",
    "extended_by",
    "refined_by",
    "evidence_for",
    "guarded_by",
]

KINDS: tuple[str, ...] = get_args(Kind)
MEASURES: tuple[str, ...] = get_args(Measure)
POLARITIES: tuple[str, ...] = get_args(Polarity)
PROVENANCES: tuple[str, ...] = get_args(Provenance)
RELATIONS: tuple[str, ...] = get_args(RelationKind)

_WORD = r"[a-z0-9][a-z0-9_]*"
_ID = re.compile(rf"[a-z][a-z0-9_]*(\.{_WORD})*", re.ASCII)
_HEADINGS = frozenset({"domain", "group"})


@dataclass(frozen=True)
class Exclusion:
    """What does not belong under a construct, and where it goes instead, if anywhere."""

    texts: Texts
    redirect: str | None = None


@dataclass(frozen=True)
class Relation:
    """How two constructs stand to each other, read from left to right.

    `from_id` is "" exactly for a gap: the right one has no counterpart.
    """

    from_id: str
    relation: RelationKind
    to_id: str
    note: str = ""

    def __post_init__(self) -> None:
        named = {"relation": self.relation, "from_id": self.from_id, "to_id": self.to_id}
        if self.relation not in RELATIONS:
            raise refusals.RelationUnknown(known=", ".join(RELATIONS), **named)
        if (self.relation == "gap") != (self.from_id == ""):
            fault = "must leave the left end empty if, and only if, it is a gap"
            raise refusals.RelationWrong(fault=fault, **named)
        if not self.to_id or self.from_id == self.to_id:
            raise refusals.RelationWrong(fault="needs two different ends", **named)


@dataclass(frozen=True)
class Construct:
    """One entry of a pack: an idea that passages are coded to, or a heading over such ideas.

    `measure` says what may be judged of it: influence (−2…+2), one of several categories (`values`,
    or, where these are empty, the entry is itself a value of its parent), mere presence, or nothing
    (parent). `polarity` changes the wording of guidance, never a number. `plain` explains the entry to
    somebody without training in these frameworks. Raises a `Refused` that names the entry where a part
    is wrong.
    """

    id: str
    kind: Kind
    labels: Texts
    number: str = ""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    definitions: Texts = field(default_factory=Texts)
    definition_provenance: Provenance = "paraphrase"
    plain: Texts = field(default_factory=Texts)
    cue: Texts = field(default_factory=Texts)
    inclusion: tuple[Texts, ...] = ()
    exclusion: tuple[Exclusion, ...] = ()
    questions: tuple[Texts, ...] = ()
    guidance_provenance: Provenance = "proposed by Caseloom"
    measure: Measure = "influence"
    polarity: Polarity = "normal"
    values: tuple[str, ...] = ()
    replaced_by: str | None = None

    def __post_init__(self) -> None:
        if not is_id(self.id):
            raise refusals.IdWrong(id=self.id, prefix="the id of its pack")
        if self.kind not in KINDS:
            raise refusals.KindUnknown(id=self.id, kind=self.kind, known=", ".join(KINDS))
        if self.measure not in MEASURES:
            raise refusals.MeasureUnknown(id=self.id, measure=self.measure, known=", ".join(MEASURES))
        if self.polarity not in POLARITIES:
            raise refusals.PolarityUnknown(id=self.id, polarity=self.polarity, known=", ".join(POLARITIES))
        for provenance in (self.definition_provenance, self.guidance_provenance):
            check_provenance(self.id, provenance)
        if not self.labels:
            raise refusals.LabelMissing(id=self.id, language="")
        if self.replaced_by == self.id:
            raise refusals.ReplacementMissing(id=self.id, target=self.id)
        self._check_values()

    def _check_values(self) -> None:
        said = f"{len(self.values)} values" if self.values else "no values"
        category = self.measure == "category"
        a_list = len(self.values) > 1 and len(set(self.values)) == len(self.values)
        if (self.values and not (category and a_list)) or (category and not self.values and not self.parent):
            raise refusals.ValuesMisplaced(id=self.id, measure=self.measure, values=said)

    @property
    def heading(self) -> bool:
        """Whether it only gathers others (domain, group) and is no construct itself."""
        return self.kind in _HEADINGS

    @property
    def texts(self) -> tuple[Texts, ...]:
        """Every text of it that people read."""
        excluded = tuple(exclusion.texts for exclusion in self.exclusion)
        return (
            self.labels,
            self.definitions,
            self.plain,
            self.cue,
            *self.inclusion,
            *excluded,
            *self.questions,
        )


@dataclass(frozen=True)
class Pairs:
    """Two headings whose children are crossed: who (roles) with what about them (characteristics)."""

    roles: str
    characteristics: str


@dataclass(frozen=True)
class Citation:
    """Where the framework was published; `doi` is "" where there is none."""

    text: str
    doi: str = ""


@dataclass(frozen=True)
class Pack:
    """A framework as data. `edition` counts our editions; `version` is the framework's own.

    `prefix` begins every id ("" stands for the pack's id); `refers_to` holds the beginnings of ids of
    other packs that redirects and replacements may point to (`check_relations` looks whether they
    are there). `constructs` are in the order in which they are shown; `translations` say which of the
    languages the pack was put into later. Raises a `Refused` that names the entry where two parts
    contradict each other.
    """

    id: str
    version: str
    edition: int
    title: Texts
    citation: Citation
    languages: tuple[str, ...]
    rights: Texts
    constructs: tuple[Construct, ...]
    note: Texts = field(default_factory=Texts)
    prefix: str = ""
    refers_to: tuple[str, ...] = ()
    pairs: Pairs | None = None
    relations: tuple[Relation, ...] = ()
    translations: tuple[Translation, ...] = ()
    definition_provenance: Provenance = "paraphrase"
    guidance_provenance: Provenance = "proposed by Caseloom"

    def __post_init__(self) -> None:
        object.__setattr__(self, "prefix", self.prefix or self.id)
        for name in (self.id, self.prefix):
            if not is_id(name):
                raise refusals.IdWrong(id=name, prefix="a lower-case letter")
        for provenance in (self.definition_provenance, self.guidance_provenance):
            check_provenance(self.id, provenance)
        if not self.languages:
            raise refusals.FieldMissing(entry=f'the pack "{self.id}"', field="languages")
        self._check_ids()
        self._check_parents()
        self._check_languages()
        self._check_targets()
        self._check_pairs()

    def _check_ids(self) -> None:
        seen: set[str] = set()
        for construct in self.constructs:
            if not is_id(construct.id) or not begins(construct.id, self.prefix):
                raise refusals.IdWrong(id=construct.id, prefix=f'"{self.prefix}."')
            if construct.id in seen:
                raise refusals.IdTwice(id=construct.id, pack=self.id)
            seen.add(construct.id)

    def _check_parents(self) -> None:
        for construct in self.constructs:
            if construct.parent is not None and construct.parent not in self.by_id:
                raise refusals.ParentUnknown(id=construct.id, parent=construct.parent, pack=self.id)
        for construct in self.constructs:
            path = [construct.id]
            while (parent := self.by_id[path[-1]].parent) is not None:
                path.append(parent)
                if parent in path[:-1]:
                    raise refusals.ParentsCircular(id=parent, path=" under ".join(path[path.index(parent) :]))

    def _check_languages(self) -> None:
        first = self.languages[0]
        spoken = [(self.id, text) for text in (self.title, self.rights, self.note)]
        spoken += [(each.id, text) for each in self.constructs for text in each.texts]
        for name, text in spoken:
            for language in text:
                if language not in self.languages:
                    raise refusals.LanguageUndeclared(id=name, language=language)
        for construct in self.constructs:
            if first not in construct.labels:
                raise refusals.LabelMissing(id=construct.id, language=f' in the language "{first}"')
        into = [each.language for each in self.translations]
        for language in into:
            if language not in self.languages[1:] or into.count(language) > 1:
                raise refusals.TranslationWrong(pack=self.id, language=language)

    def _check_targets(self) -> None:
        for construct in self.constructs:
            for exclusion in construct.exclusion:
                if exclusion.redirect is not None and not self._may_point_to(exclusion.redirect):
                    raise refusals.RedirectMissing(id=construct.id, target=exclusion.redirect)
            if construct.replaced_by is not None and not self._may_point_to(construct.replaced_by):
                raise refusals.ReplacementMissing(id=construct.id, target=construct.replaced_by)

        for relation in self.relations:
            for end in filter(None, (relation.from_id, relation.to_id)):
                if not self._may_point_to(end):
                    raise refusals.RelationEndMissing(
                        relation=relation.relation, from_id=relation.from_id, to_id=relation.to_id, target=end
                    )

    def _may_point_to(self, target: str) -> bool:
        return target in self.by_id or any(begins(target, prefix) for prefix in self.refers_to)

    def _check_pairs(self) -> None:
        if self.pairs is None:
            return
        roles = {each.kind for each in self.children(self.pairs.roles)}
        characteristics = {each.kind for each in self.children(self.pairs.characteristics)}
        if roles != {"role"} or characteristics != {"char"}:
            raise refusals.PairsWrong(
                pack=self.id, roles=self.pairs.roles, characteristics=self.pairs.characteristics
            )

    @cached_property
    def by_id(self) -> Mapping[str, Construct]:
        """Every entry under its id, in the pack's order."""
        return {construct.id: construct for construct in self.constructs}

    def children(self, parent: str | None) -> tuple[Construct, ...]:
        """The entries directly under `parent`, in order; under None, those that have no parent."""
        return tuple(construct for construct in self.constructs if construct.parent == parent)

    def path(self, construct_id: str) -> tuple[Construct, ...]:
        """The entry with everything above it, from the top down. KeyError where there is none of that id."""
        upwards = [self.by_id[construct_id]]
        while (parent := upwards[-1].parent) is not None:
            upwards.append(self.by_id[parent])
        return tuple(reversed(upwards))

    @property
    def roles(self) -> tuple[Construct, ...]:
        """Who can be paired with a characteristic; empty in a pack without pairs."""
        return self.children(self.pairs.roles) if self.pairs else ()

    @property
    def characteristics(self) -> tuple[Construct, ...]:
        """What can be said of a role; empty in a pack without pairs."""
        return self.children(self.pairs.characteristics) if self.pairs else ()

    def values_of(self, construct_id: str) -> tuple[str, ...]:
        """What a judgement of a category may say: its values, or the ids of the children that are values."""
        own = self.by_id[construct_id].values
        children = (
            each for each in self.children(construct_id) if each.measure == "category" and not each.values
        )
        return own or tuple(each.id for each in children)


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id: lower-case words with dots between them, a letter first."""
    return _ID.fullmatch(text) is not None


def begins(construct_id: str, prefix: str) -> bool:
    """Whether an id is `prefix` or lies under it; whole words only: "a.bc" does not begin with "a.b"."""
    return construct_id == prefix or construct_id.startswith(prefix + ".")


def check_provenance(entry_id: str, provenance: str) -> None:
    """Raise `ProvenanceUnknown` where `provenance` is none of `PROVENANCES`; the id names the entry."""
    if provenance not in PROVENANCES:
        raise refusals.ProvenanceUnknown(id=entry_id, provenance=provenance, known=", ".join(PROVENANCES))
