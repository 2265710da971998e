"""Which hue and line each code has, and a passage of the rooms as a card of the page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.coding.kinds import CODING
from caseloom.coding.readings import (
    Candidate,
    Code,
    CodedPassage,
    Flag,
    Version,
    codes,
    flags,
    version_at,
    versions,
)
from caseloom.design.readings import Framework, frameworks
from caseloom.record.fields import EXAMPLES, VALENCES
from caseloom.record.readings import wrote_only
from caseloom.sources.readings import sources_with_pages
from caseloom.web.addresses import Place, named
from caseloom.web.coloured import Coloured
from caseloom.web.components.links import Link
from caseloom.web.components.passages import CodeMark, Passage
from caseloom.web.page import Page
from caseloom.web.reader import reader_language
from caseloom.web.words import date_words, title_language

LONGEST_WORD = 30
_IN_BRACKETS = re.compile(r"\(([^)]+)\)")


class Codebook:
    """The study's codes as a page needs them: by id, each with its hue, line and address."""

    def __init__(self, page: Page, *, with_use: bool = False) -> None:
        """Worded in the reader's language; only `with_use` are each code's codings and sources counted."""
        self._page = page
        known = _counted(page) if with_use else _kept(page)
        self.codes, self.by_id, self._slots = known.codes, known.by_id, known.slots
        self._marks: dict[UUID, CodeMark] = {}

    @cached_property
    def _flags(self) -> Mapping[UUID, Sequence[Flag]]:
        return flags(self._page.db, self._page.viewer)

    def distressing(self, source: UUID, start: int, end: int) -> bool:
        """Whether a stretch of a source's current text touches a passage flagged as distressing."""
        return any(each.touches(start, end) for each in self._flags.get(source, ()))

    def address(self, id: UUID, **query: str) -> str:
        """Where the code is defined; "" for a code that is not in the codebook any more."""
        code = self.by_id.get(id)
        return self._page.at("codebook", named(code.label, id), **query) if code else ""

    def slot(self, id: UUID) -> tuple[int, int]:
        """The code's hue and line."""
        return self._slots.get(id, (1, 1))

    @cached_property
    def _paged(self) -> frozenset[UUID]:
        return sources_with_pages(self._page.db, self._page.viewer)

    def on_page(self, source: UUID, place: Place, address: str) -> str:
        """Where a passage is shown on the page of its source's file; "" where no pages are kept."""
        return f"{address}/pages?at={place}#passage" if source in self._paged else ""

    @cached_property
    def _versions(self) -> Sequence[Version]:
        return versions(self._page.db, self._page.viewer)

    def version_words(self, stamp: int) -> str:
        """Under which version of the codebook something was made; "" where it has none."""
        if not self._versions:
            return ""
        found = version_at(self._versions, stamp)
        if found is None:
            return _("made before the first version of the codebook")
        return _("made under the codebook “%(version)s”") % {"version": found.name}

    def mark(self, id: UUID, *, times: int = 1, who: str = "", candidate: bool = False) -> CodeMark:
        """The code as the margin shows it."""
        if id not in self._marks:
            self._marks[id] = self._mark(id)
        known = self._marks[id]
        # Not `replace`: a long source asks for thousands.
        return CodeMark(known.label, known.href, known.hue, known.line, times, who, candidate, known.language)

    def _mark(self, id: UUID) -> CodeMark:
        hue, line = self.slot(id)
        code = self.by_id.get(id)
        if code is None:
            return CodeMark(_("a code that is gone"), hue=hue, line=line)
        return CodeMark(code.label, self.address(id), hue, line, language=code.language)


def _counted(page: Page) -> Coloured:
    return Coloured(codes(page.db, page.viewer, language=reader_language()))


def _kept(page: Page) -> Coloured:
    """The codes without their use, read anew only after something else than codings was written."""
    language, kept = reader_language(), page.shelved.codes
    read_after, known = kept.get(language, (None, None))
    if known is None or not wrote_only(page.db, [CODING.name], since=read_after):
        known = Coloured(codes(page.db, page.viewer, language=language, with_use=False))
    kept[language] = (page.last_change, known)
    return known


def is_heading(code: Code) -> bool:
    """Whether a code only gathers others; its codings must have been counted."""
    return code.construct is not None and code.construct.measure == "parent" and not code.codings


def unreviewed(page: Page, shown: Iterable[Code]) -> bool:
    """Whether some of the codes are shown in a translation that no native researcher has reviewed."""
    language = reader_language()
    theirs = {each.id for each in frameworks(page.db, page.viewer) if language in each.unreviewed}
    return any(each.framework in theirs and each.language == language for each in shown)


def passage_card(page: Page, book: Codebook, each: CodedPassage) -> Passage:
    """A coding with its words."""
    place = Place(each.start, each.end, each.revision)
    facts = [each.case_name, each.wave_name, _turn(each.turn_number), each.role_label]
    facts += [_said(VALENCES, each.valence), _said(EXAMPLES, each.example)]
    if each.about:
        # Not “about”: a date may itself be “about 2018”.
        facts.append(_("time it speaks of: %(time)s") % {"time": date_words(each.about)})
    facts.append(book.version_words(each.stamp))
    if not each.evidence:
        facts.append(_("no evidence: not said by who was asked"))
    source = page.at("sources", named(each.source_title, each.source))
    return Passage(
        quote=each.quote,
        href=f"{source}?at={place}",
        source=Link(each.source_title, source, title_language(each.source_title, each.language)),
        language=each.language,
        speaker=each.participant_name or each.speaker,
        facts=tuple(fact for fact in facts if fact),
        codes=(book.mark(each.code),),
        coder=each.coder_name,
        memo=each.memo,
        distressing=book.distressing(each.source, each.start, each.end),
        on_page=book.on_page(each.source, place, source),
    )


def candidate_card(page: Page, book: Codebook, each: Candidate) -> Passage:
    """A query's hit with the words around it."""
    place = Place(each.start, each.end, each.revision)
    source = page.at("sources", named(each.source_title, each.source))
    facts = (each.case_name, each.wave_name, _("query “%(name)s”") % {"name": each.query_name})
    return Passage(
        quote=each.quote,
        href=f"{source}?at={place}",
        source=Link(each.source_title, source, title_language(each.source_title, each.language)),
        language=each.language,
        before=_from_word(each.before),
        after=_to_word(each.after),
        speaker=each.participant_name,
        facts=tuple(fact for fact in facts if fact),
        codes=(book.mark(each.code, candidate=True),),
        candidate=True,
        distressing=book.distressing(each.source, each.start - len(each.before), each.end + len(each.after)),
        on_page=book.on_page(each.source, place, source),
    )


def _from_word(before: str) -> str:
    """Without the piece of a word it begins with; a script without blanks is left as it is."""
    cut, blank, rest = before.partition(" ")
    return rest if blank and len(cut) < LONGEST_WORD else before


def _to_word(after: str) -> str:
    """Without the piece of a word it ends with."""
    rest, blank, cut = after.rpartition(" ")
    return rest if blank and len(cut) < LONGEST_WORD else after


def _turn(number: int) -> str:
    return _("turn %(n)s") % {"n": number} if number else ""


def _said(words: Mapping[str, str], value: str | None) -> str:
    return _(words.get(value, value)) if value else ""


def pack_label(framework: Framework) -> str:
    """A framework in short, such as “CFIR 2022”."""
    found = _IN_BRACKETS.search(framework.title)
    label = found[1] if found else framework.title
    return label if framework.version in label else f"{label} {framework.version}"
