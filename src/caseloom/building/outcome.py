"""Looking at the study after a build: its counts, what people's work kept, and what is declared no more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from caseloom.building.report import BuildReport, Kept, NoLongerDeclared
from caseloom.building.site import AND, Site
from caseloom.coding.readings import SavedQuery, adrift, codes, codings_by_source, queries
from caseloom.design import readings as design
from caseloom.sources.model import TALKS
from caseloom.sources.readings import SourceSummary, sources, speakers
from caseloom.studyfile import Difference
from caseloom.team.model import READER
from caseloom.team.readings import memos, people

# Ids of version 5 are derived from a key: a build made the row. What a person made has version 7.
_DERIVED = 5


def tell(site: Site, report: BuildReport, before: Mapping[UUID, int]) -> None:
    """Fill in what a report says of the whole study; `before` are the sources' revisions until then."""
    with site.file.read() as db:
        now, asked = sources(db, READER), queries(db, READER)
        names = _names(db, site.build.differences)
        report.codes = len(codes(db, READER))
        report.codings_there = sum(codings_by_source(db, READER).values())
        report.adrift = adrift(db, READER)
        report.memos = memos(db, READER, limit=0).total
        report.no_longer_declared = [
            NoLongerDeclared(kind, name)
            for kind, rows in _rows(db)
            for id, name in rows
            if id.version == _DERIVED and id not in site.declared
        ]
    _count_sources(report, now, before)
    _count_queries(report, asked)
    report.title = site.manifest.study.title
    report.originals_kept = site.manifest.study.originals == "keep"
    report.not_taken = [str(each) for each in site.completed.not_taken]
    report.kept = [_kept(site, names, each) for each in site.build.differences]


def _count_sources(report: BuildReport, now: Sequence[SourceSummary], before: Mapping[UUID, int]) -> None:
    report.sources = dict(Counter(each.source_kind for each in now if each.original is None))
    report.translations = sum(each.original is not None for each in now)
    report.sources_new = sum(each.id not in before for each in now)
    report.sources_changed = sum(before.get(each.id, each.revisions) < each.revisions for each in now)
    report.turns = sum(each.turns for each in now)
    report.words = sum(each.words for each in now)
    report.evidence_words = sum(each.evidence_words for each in now)
    report.without_evidence = [
        each.title
        for each in now
        if each.source_kind in TALKS and each.original is None and not each.evidence_words
    ]


def _count_queries(report: BuildReport, asked: Sequence[SavedQuery]) -> None:
    report.candidates = sum(each.candidates for each in asked)
    report.without_hits = [each.name for each in asked if not each.candidates]


def _rows(db: Any) -> Iterator[tuple[str, list[tuple[UUID, str]]]]:
    """Every row that a manifest may declare under a key, by kind. Constructs come and go with their pack."""
    for kind, reading in (
        ("innovation", design.innovations),
        ("innovation_version", design.innovation_versions),
        ("setting", design.settings),
        ("case", design.cases),
        ("wave", design.waves),
        ("phase", design.phases),
        ("participant", design.participants),
        ("person", people),
        ("query", queries),
    ):
        yield kind, [(each.id, each.name) for each in reading(db, READER)]
    yield "plan", [(each.id, f"{each.count} × {each.source_kind}") for each in design.plans(db, READER)]
    yield "source", [(each.id, each.title) for each in sources(db, READER)]
    yield "memo", [(each.id, each.title) for each in memos(db, READER, limit=None).memos]
    yield "code", [(each.id, each.label) for each in codes(db, READER) if not each.reference]


def _kept(site: Site, names: Mapping[UUID, str], difference: Difference) -> Kept:
    kind, key = site.declared.get(difference.entity, (difference.kind, names.get(difference.entity, "")))
    declared, stands = (_named(site, each) for each in (difference.declared, difference.stands))
    return Kept(kind, key.replace(AND, " · "), difference.field, declared, stands)


def _names(db: Any, differences: Sequence[Difference]) -> dict[UUID, str]:
    """Names of rows that no entry of the manifest stands for: speakers by label, constructs by reference."""
    kinds = {each.kind for each in differences}
    names = {}
    if "speaker" in kinds:
        for source in sources(db, READER):
            names.update(
                {each.id: f"{each.label}, {source.title}" for each in speakers(db, READER, source.id)}
            )
    if "construct" in kinds:
        names.update({each.id: each.reference for each in design.constructs(db, READER)})
    return names


def _named(site: Site, value: Any) -> Any:
    """An id as the key that it has in the manifest, where it has one."""
    return site.declared.get(value, ("", value))[1] if isinstance(value, UUID) else value
