"""The design's part of a build: card, innovations, settings, cases, time, participants, frameworks."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from caseloom.building.manifest_model import Case
from caseloom.building.site import AND, Site
from caseloom.coding.actions import add_code
from caseloom.coding.model import NewCode
from caseloom.design import actions
from caseloom.design.model import (
    Declared,
    NewCase,
    NewCaseSetting,
    NewInnovation,
    NewInnovationVersion,
    NewParticipant,
    NewPhase,
    NewPlan,
    NewSetting,
    NewWave,
    StudyCard,
)
from caseloom.team.actions import add_person

Nested = TypeVar("Nested")


def write_design(site: Site) -> None:
    """Write what the manifest declares before any source, each part after those that it names."""
    _card(site)
    _people(site)
    _innovations(site)
    _settings(site)
    _cases(site)
    _time(site)
    _participants(site)
    _plans(site)
    _frameworks(site)
    _codes(site)


def _add(site: Site, kind: str, key: str, new: Declared) -> None:
    site.note(kind, key, actions.add(site.file, site.viewer, new, key=key))


def _card(site: Site) -> None:
    study = site.manifest.study
    card = StudyCard(
        title=study.title,
        language=study.language,
        notice=study.notice or None,
        fictional=int(study.fictional),
        questions="\n".join(study.questions) or None,
        originals=study.originals or "none",
        citation=study.citation or None,
    )
    site.note("study", "study", actions.describe_study(site.file, site.viewer, card))


def _people(site: Site) -> None:
    for each in site.manifest.coder:
        id = add_person(site.file, site.viewer, each.name, each.voices, key=each.key)
        site.note("person", each.key, id)


def _innovations(site: Site) -> None:
    for position, each in enumerate(site.manifest.innovation):
        new = NewInnovation(name=each.name, description=each.description or None, position=position)
        _add(site, "innovation", each.key, new)
        innovation = site.file.key_id("innovation", each.key)
        for version in each.version:
            dated = NewInnovationVersion(
                innovation=innovation,
                name=version.name,
                date=version.date or None,
                description=version.description or None,
            )
            _add(site, "innovation_version", f"{each.key}{AND}{version.key}", dated)


def _settings(site: Site) -> None:
    order = {each.key: position for position, each in enumerate(site.manifest.setting)}
    for each in outermost_first(site.manifest.setting, "within"):
        new = NewSetting(
            name=each.name,
            level=each.level or None,
            within=site.id("setting", each.within),
            position=order[each.key],
        )
        _add(site, "setting", each.key, new)


def outermost_first(rows: Iterable[Nested], parent: str) -> list[Nested]:
    """The rows so ordered that each stands after the one that it is in; nothing is in itself here."""
    waiting: Mapping[str, Any] = {row.key: row for row in rows}  # type: ignore[attr-defined]
    ordered: dict[str, Any] = {}
    for key in waiting:
        path = [key]
        while (above := getattr(waiting[path[-1]], parent)) and above not in ordered:
            path.append(above)
        ordered.update({each: waiting[each] for each in reversed(path)})
    return list(ordered.values())


def _cases(site: Site) -> None:
    for position, each in enumerate(site.manifest.case):
        new = NewCase(
            name=each.name,
            innovation=site.id("innovation", each.innovation),
            setting=site.id("setting", each.setting),
            period=each.period or None,
            served=each.served or None,
            trigger=each.trigger or None,
            description=each.description or None,
            position=position,
        )
        _add(site, "case", each.key, new)
        _sides(site, each)


def _sides(site: Site, case: Case) -> None:
    for side in ("inner", "outer"):
        for setting in getattr(case, side):
            link = NewCaseSetting(
                case=site.file.key_id("case", case.key),
                setting=site.file.key_id("setting", setting),
                side=side,
            )
            _add(site, "case_setting", f"{case.key}{AND}{setting}", link)


def _time(site: Site) -> None:
    for position, wave in enumerate(site.manifest.wave):
        new = NewWave(name=wave.name, date=wave.date or None, note=wave.note or None, position=position)
        _add(site, "wave", wave.key, new)
    for phase in site.manifest.phase:
        case = site.file.key_id("case", phase.case)
        _add(
            site,
            "phase",
            phase.key,
            NewPhase(case=case, name=phase.name, phase=phase.kind, period=phase.period),
        )


def _participants(site: Site) -> None:
    for each in site.manifest.participant:
        new = NewParticipant(
            name=each.name,
            case=site.id("case", each.case),
            setting=site.id("setting", each.setting),
            post=each.post or None,
            voices="\n".join(each.voices) or None,
            quoted_as=each.quoted_as or None,
            person=site.id("coder", each.person),
        )
        _add(site, "participant", each.key, new)


def _plans(site: Site) -> None:
    for each in site.manifest.plan:
        new = NewPlan(
            source_kind=each.kind,
            count=each.count,
            case=site.id("case", each.case),
            wave=site.id("wave", each.wave),
            note=each.note or None,
        )
        _add(site, "plan", AND.join((each.case, each.wave, each.kind)), new)


def _frameworks(site: Site) -> None:
    for position, (declared, pack) in enumerate(site.completed.codebook.frameworks):
        only = declared.constructs or None
        id = actions.adopt(
            site.file, site.viewer, pack, purpose=declared.purpose or None, only=only, position=position
        )
        site.note("framework", pack.id, id)


def _codes(site: Site) -> None:
    order = {each.key: position for position, each in enumerate(site.manifest.code)}
    for each in outermost_first(site.manifest.code, "parent"):
        new = NewCode(
            label=each.label,
            parent=site.id("code", each.parent),
            definition=each.definition or None,
            inclusion=each.inclusion or None,
            exclusion=each.exclusion or None,
            examples="\n".join(" ".join(example.split()) for example in each.examples) or None,
            position=order[each.key],
        )
        id = add_code(site.file, site.viewer, new, key=each.key)
        site.note("code", each.key, id)
