"""The coding's part of a build: saved queries, and the rows of tables anchored in their sources."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import TypeAlias
from uuid import UUID

import regex

from caseloom.building.manifest_model import Coding
from caseloom.building.report import BuildReport, NotAnchored
from caseloom.building.site import AND, Site
from caseloom.coding.actions import locate, save_query, write_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.language import CaseloomError
from caseloom.sources.readings import CurrentText, current_text
from caseloom.studyfile import Change

# Finds every text after which quotations are looked for; None where no coding names one.
Markers: TypeAlias = "regex.Pattern[str] | None"


class NearNotFound(CaseloomError):
    """The text after which a quotation should stand is not in its source."""

    sentence = '"{near}", after which the quotation should stand, is not in "{source}", so it was not coded.'


def write_queries(site: Site) -> None:
    """Save the declared queries; their hits are candidates, never codings."""
    for position, each in enumerate(site.manifest.query):
        id = save_query(
            site.file,
            site.viewer,
            each.name,
            each.expression,
            site.file.key_id("code", each.construct or each.code),
            scope=each.in_ or "evidence",
            note=each.note or None,
            position=position,
            key=each.key,
        )
        site.note("query", each.key, id)


def write_codings(site: Site, report: BuildReport) -> None:
    """Anchor and write every declared coding, one change a source; list those that are not found."""
    keyed: dict[str, list[tuple[str, Coding]]] = {}
    for key, each in with_keys(site.manifest.coding):
        site.note("coding", key, site.file.key_id("coding", key))
        keyed.setdefault(each.source, []).append((key, each))
    markers = pattern_of({each.near for each in site.manifest.coding if each.near})
    for done, (source, rows) in enumerate(keyed.items()):
        site.progress.step(source, done, len(keyed))
        _write_source(site, source, rows, markers, report)
    site.progress.step("", len(keyed), len(keyed))


def with_keys(codings: Sequence[Coding]) -> Iterator[tuple[str, Coding]]:
    """Each coding with its key: the declared one, else what it says and how often it said it before."""
    said: Counter[str] = Counter()
    for each in codings:
        what = (
            each.source,
            each.code,
            each.coder,
            each.role,
            str(each.start),
            str(each.end),
            each.quote,
            each.near,
        )
        content = AND.join(what)
        yield each.key or f"{content}{AND}{said[content]}", each
        said[content] += 1


def _write_source(
    site: Site, source: str, rows: Sequence[tuple[str, Coding]], markers: Markers, report: BuildReport
) -> None:
    if site.file.key_id("source", source) in site.withdrawn:
        return
    with site.file.change("coding.add", site.viewer.author) as change:
        try:
            text = current_text(change.db, site.viewer, site.file.key_id("source", source))
        except CaseloomError as gone:
            report.not_anchored.extend(
                NotAnchored(source, each.code, each.quote, str(gone)) for _, each in rows
            )
            return
        marked = [found.start() for found in markers.finditer(text.text)] if markers else []
        for key, each in rows:
            try:
                how = _write(site, change, text, key, each, marked)
            except CaseloomError as lost:
                report.not_anchored.append(NotAnchored(source, each.code, each.quote, str(lost)))
            else:
                report.anchored[how] = report.anchored.get(how, 0) + 1


def _write(
    site: Site, change: Change, text: CurrentText, key: str, coding: Coding, marked: Sequence[int]
) -> str:
    quotation = Quotation(
        quote=coding.quote or None,
        start=coding.start,
        end=coding.end,
        within=region(text.text, coding.near, marked, text.title) if coding.near else None,
    )
    found = locate(text, quotation)
    if found.how != "fuzzy":
        quotation = Quotation(start=found.start, end=found.end)
    write_coding(
        change, site.viewer, text, quotation, _new(site, coding), coder=_coder(site, coding), key=key
    )
    return found.how


def _coder(site: Site, coding: Coding) -> UUID:
    return site.file.key_id("person", coding.coder)


def _new(site: Site, coding: Coding) -> NewCoding:
    return NewCoding(
        code=site.file.key_id("code", coding.code),
        role=site.id("construct", coding.role),
        valence=coding.valence or None,
        example=coding.example or None,
        about=coding.about or None,
        memo=coding.memo or None,
    )


def pattern_of(markers: Set[str]) -> Markers:
    """A pattern that finds every marker, the longest first; None where there are none."""
    longest_first = sorted(markers, key=lambda each: (-len(each), each))
    return regex.compile("|".join(map(regex.escape, longest_first))) if markers else None


def region(text: str, near: str, marked: Sequence[int], title: str) -> tuple[int, int]:
    """The part of a text after `near`, up to the next marked place or the end (0-based, end exclusive)."""
    at = text.find(near)
    if at < 0:
        raise NearNotFound(near=near, source=title)
    start = at + len(near)
    following = bisect_left(marked, start)
    return start, marked[following] if following < len(marked) else len(text)
