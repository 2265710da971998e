"""The sources' part of a build: every declared file read, its header set apart, its speakers named."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import regex

from caseloom.building.manifest_model import Source
from caseloom.building.report import BuildReport, Unread
from caseloom.building.site import Site
from caseloom.language import CaseloomError
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers import Document, bytes_of, read

_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n\s*")
_ROLES = ("chair", "interviewer", "respondent", "speaker")


def write_sources(site: Site, report: BuildReport) -> None:
    """Bring in every source that can be read; list in the report those that cannot."""
    # Originals first: a translation names its own.
    sources = sorted(site.manifest.source, key=lambda each: bool(each.translation_of))
    keys = dict[bytes, str]()
    for done, each in enumerate(sources):
        site.progress.step(each.title, done, len(sources))
        id = site.file.key_id("source", each.key)
        site.note("source", each.key, id)
        if not site.withdrawn.isdisjoint((id, site.file.key_id("participant", each.participant))):
            report.withdrawn.append(each.key)
            continue
        try:
            document = _write(site, each)
        except CaseloomError as refused:
            report.unread.append(Unread(each.key, each.file, str(refused)))
            continue
        first = keys.setdefault(sha256(document.text.encode()).digest(), each.key)
        if first != each.key:
            report.same_text.append(f"{first} and {each.key}")
    site.progress.step("", len(sources), len(sources))


def _write(site: Site, source: Source) -> Document:
    name, data = _bytes(site, source)
    document = read(name, data)
    if source.skip_header:
        document = without_header(document)
    original = data if site.manifest.study.originals == "keep" and source.file else None
    add_source(
        site.file, site.viewer, _described(site, source, name), document, original=original, key=source.key
    )
    return document


def _bytes(site: Site, source: Source) -> tuple[str, bytes]:
    if not source.file:
        return f"{source.key}.txt", source.words.encode()
    place = site.folder.inside(source.file, f'The source "{source.key}"')
    return place.name, bytes_of(place)


def _described(site: Site, source: Source, name: str) -> NewSource:
    return NewSource(
        title=source.title,
        source_kind=source.kind,
        case=site.id("case", source.case),
        wave=site.id("wave", source.wave),
        setting=site.id("setting", source.setting),
        innovation=site.id("innovation", source.innovation),
        written=source.date or None,
        covers=source.covers or None,
        language=source.language or site.manifest.study.language,
        producer=source.producer or None,
        file_name=name if source.file else None,
        note=source.note or None,
        translation_of=site.id("source", source.translation_of),
        participant=site.id("participant", source.participant),
        rules=tuple(_rules(site, source)),
    )


def _rules(site: Site, source: Source) -> Iterator[SpeakerRule]:
    if source.speakers is None:
        return
    participant = site.id("participant", source.participant)
    for role in _ROLES:
        for words in getattr(source.speakers, role):
            speaks = participant if role == "respondent" else None
            yield SpeakerRule(role, pattern=whole_words(words), participant=speaks)
    if source.speakers.others:
        yield SpeakerRule(source.speakers.others, pattern=".")


def whole_words(words: str) -> str:
    """A pattern for labels that hold these words, and not as a part of longer ones."""
    return r"(?<!\w)" + r"\s+".join(regex.escape(word) for word in words.split()) + r"(?!\w)"


def without_header(document: Document) -> Document:
    """The document after its first blank line; marks move with the text, those of the header go.

    A document without a blank line is left as it is: all of it may be text.
    """
    found = _BLANK_LINE.search(document.text)
    if found is None or not document.text[found.end() :]:
        return document
    cut = found.end()
    marks = tuple(
        replace(mark, start=max(mark.start - cut, 0), end=mark.end - cut)
        for mark in document.marks
        if mark.end > cut or mark.start == mark.end == cut
    )
    return replace(document, text=document.text[cut:], marks=marks)
