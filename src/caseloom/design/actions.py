"""Writing about the design: declare its parts, adopt frameworks, change what was said."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from caseloom.design.kinds import CONSTRUCT, FRAMEWORK, KINDS, STUDY
from caseloom.design.model import Declared, StudyCard, UnknownConstruct, check_field
from caseloom.frameworks import Construct, Exclusion, Pack
from caseloom.studyfile import Change, StudyFile, derived_id
from caseloom.team.model import Viewer

_BY_NAME = {kind.name: kind for kind in KINDS}


def describe_study(study: StudyFile, viewer: Viewer, card: StudyCard) -> UUID:
    """Say what the study is about; there is one card, so saying it again changes it."""
    with study.change("study.describe", viewer.author) as change:
        return change.put(STUDY, card.values(), key="study")


def add(study: StudyFile, viewer: Viewer, new: Declared, *, key: str | None = None) -> UUID:
    """Add a part of the design; with a manifest's key, bring it up to date. Returns its id."""
    with study.change(f"{new.KIND.name}.add", viewer.author) as change:
        return change.put(new.KIND, new.values(), key=key)


def set_field(study: StudyFile, viewer: Viewer, kind: str, id: UUID, **values: Any) -> bool:
    """Change fields of a part of the design; False if nothing was different."""
    for name, value in values.items():
        check_field(kind, name, value)
    with study.change(f"{kind}.set", viewer.author) as change:
        return change.edit(_BY_NAME[kind], id, **values)


def remove(study: StudyFile, viewer: Viewer, kind: str, id: UUID) -> bool:
    """Take a part of the design out of sight; it stays in the file."""
    with study.change(f"{kind}.remove", viewer.author) as change:
        return change.remove(_BY_NAME[kind], id)


def adopt(
    study: StudyFile,
    viewer: Viewer,
    pack: Pack,
    *,
    purpose: str | None = None,
    only: Iterable[str] | None = None,
    position: int | None = None,
) -> UUID:
    """Take a framework into the study: the study keeps its own copy of every construct.

    `only` names the constructs to adopt (their parents come along); without it all are. A
    build that adopts again brings builds' wording up to date; a person who does adds what is not there.
    """
    with study.change("framework.adopt", viewer.author) as change:
        values = {
            "pack": pack.id,
            "edition": str(pack.edition),
            "version": pack.version,
            "title": pack.title.say("en"),
            "citation": _citation(pack),
            "provenance": " ".join(filter(None, (pack.note.say("en"), pack.rights.say("en")))) or None,
            "purpose": purpose,
            "position": position,
        }
        if change.build is None and change.stands(FRAMEWORK, pack.id):
            # The study's copy is the study's own: adopting again adds what is not there, and no more.
            again = {"purpose": purpose, "position": position}
            values = {name: value for name, value in again.items() if value is not None}
        framework = change.put(FRAMEWORK, values, key=pack.id)
        for place, construct in _chosen(pack, only):
            if change.build is None and change.stands(CONSTRUCT, construct.id):
                continue
            change.put(CONSTRUCT, _construct_values(change, framework, construct, place), key=construct.id)
        return framework


def define_from_source(study: StudyFile, viewer: Viewer, definitions: Mapping[str, str]) -> int:
    """Fill source definitions (reference → words) from the user's own copy; returns how many changed."""
    with study.change("construct.define", viewer.author) as change:
        return sum(
            change.edit(CONSTRUCT, study.key_id("construct", reference), source_definition=words)
            for reference, words in definitions.items()
        )


def _chosen(pack: Pack, only: Iterable[str] | None) -> list[tuple[int, Construct]]:
    """The constructs to adopt, each with its place in the whole framework."""
    parents = {construct.id: construct.parent for construct in pack.constructs}
    wanted: set[str] = set()
    for reference in parents if only is None else only:
        if reference not in parents:
            raise UnknownConstruct(reference=reference, pack=pack.id)
        at: str | None = reference
        while at and at not in wanted:
            wanted.add(at)
            at = parents.get(at)
    return [each for each in enumerate(pack.constructs) if each[1].id in wanted]


def _construct_values(change: Change, framework: UUID, construct: Construct, place: int) -> dict[str, Any]:
    parent = construct.parent
    values: dict[str, Any] = {
        "framework": framework,
        "reference": construct.id,
        "parent": derived_id(change.study, CONSTRUCT.name, parent) if parent else None,
        "number": construct.number,
        "construct_kind": construct.kind,
        "measure": construct.measure,
        "polarity": construct.polarity,
        "position": place,
        "definition_provenance": construct.definition_provenance,
        "cue": construct.cue.say("en") or None,
        "inclusion": _lines(each.say("en") for each in construct.inclusion),
        "exclusion": _lines(_exclusion(each) for each in construct.exclusion),
        "questions": _lines(each.say("en") for each in construct.questions),
        "criteria_provenance": construct.guidance_provenance,
        "category_values": _lines(construct.values),
    }
    for language, words in construct.labels.items():
        values[f"label_{language}"] = words
    for language, words in construct.definitions.items():
        values[f"definition_{language}"] = words
    return values


def _exclusion(entry: Exclusion) -> str:
    return f"{entry.texts.say('en')} → {entry.redirect}" if entry.redirect else entry.texts.say("en")


def _lines(entries: Iterable[str]) -> str | None:
    """An entry a line, as the study keeps lists of wordings."""
    return "\n".join(entries) or None


def _citation(pack: Pack) -> str:
    return f"{pack.citation.text} doi:{pack.citation.doi}" if pack.citation.doi else pack.citation.text
