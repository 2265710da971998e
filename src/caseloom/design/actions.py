"""Writing about the design: declare its parts, adopt frameworks, change what was said."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseloom.design.kinds import CONSTRUCT, FRAMEWORK, KINDS, LANGUAGES, STUDY
from caseloom.design.model import Declared, StudyCard, UnknownConstruct, check_field
from caseloom.design.tables import construct as construct_table
from caseloom.design.tables import framework as framework_table
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
    build that adopts again brings builds' wording up to date; a person who does adds what is not there:
    constructs, and wordings in a language or in plain words that the study's copy lacks.
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
            "unreviewed": _lines(_unreviewed(pack)),
            "position": position,
        }
        if change.build is None and change.stands(FRAMEWORK, pack.id):
            # The study's copy is the study's own: adopting again adds what is not there, and no more.
            again = {"purpose": purpose, "position": position}
            values = {name: value for name, value in again.items() if value is not None}
        framework = change.put(FRAMEWORK, values, key=pack.id)
        added: set[str] = set()
        for place, construct in _chosen(pack, only):
            values = _construct_values(change, framework, construct, place)
            if change.build is None and change.stands(CONSTRUCT, construct.id):
                values = _not_yet_said(change, construct)
            added |= {name.rpartition("_")[2] for name in values}
            change.put(CONSTRUCT, values, key=construct.id)
        if change.build is None:
            _say_unreviewed(change, framework, [each for each in _unreviewed(pack) if each in added])
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
    return {**values, **_worded(construct)}


def _not_yet_said(change: Change, construct: Construct) -> dict[str, Any]:
    """The wordings of a construct for which the study's own copy has none."""
    id = derived_id(change.study, CONSTRUCT.name, construct.id)
    there = change.db.execute(select(construct_table).where(construct_table.c.id == id)).mappings().one()
    return {name: words for name, words in _worded(construct).items() if there[name] is None}


def _unreviewed(pack: Pack) -> list[str]:
    """The languages of the pack's translations that no native researcher has reviewed."""
    return [
        each.language for each in pack.translations if not each.reviewed_by and each.language in LANGUAGES
    ]


def _say_unreviewed(change: Change, framework: UUID, languages: Iterable[str]) -> None:
    """Add to the languages of a framework in which it holds words that nobody reviewed."""
    there = change.db.scalar(select(framework_table.c.unreviewed).where(framework_table.c.id == framework))
    said = dict.fromkeys((*(there or "").splitlines(), *languages))
    change.edit(FRAMEWORK, framework, unreviewed=_lines(said))


def _worded(construct: Construct) -> dict[str, str]:
    """A field per language and sort of text; what is in no language of ours stands where English does."""
    found: dict[str, str] = {}
    for name, texts in (
        ("label", construct.labels),
        ("definition", construct.definitions),
        ("plain", construct.plain),
    ):
        ours = {language: texts[language] for language in LANGUAGES if language in texts}
        found |= {
            f"{name}_{language}": words for language, words in (ours or {"en": texts.say()}).items() if words
        }
    return found


def _exclusion(entry: Exclusion) -> str:
    return f"{entry.texts.say('en')} → {entry.redirect}" if entry.redirect else entry.texts.say("en")


def _lines(entries: Iterable[str]) -> str | None:
    """An entry a line, as the study keeps lists of wordings."""
    return "\n".join(entries) or None


def _citation(pack: Pack) -> str:
    return f"{pack.citation.text} doi:{pack.citation.doi}" if pack.citation.doi else pack.citation.text
