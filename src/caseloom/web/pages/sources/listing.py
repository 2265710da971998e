"""The list of sources, sifted by case, kind, wave or by what they lack."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import codings_by_source, wanting_by_source
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import cases, waves
from caseloom.sources.readings import SourceSummary, sources
from caseloom.web.addresses import named, short
from caseloom.web.components.controls import Control, control
from caseloom.web.components.links import Link
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.languages import grouped
from caseloom.web.page import Page, in_study
from caseloom.web.words import date_words, kind_words, sources_words, title_language

SOURCES_A_PAGE = 200
SIEVES = ("case", "kind", "wave", "lacking")


@dataclass(frozen=True)
class Row:
    """A source in the list."""

    href: str
    title: str
    kind: str
    kind_words: str
    case: str
    wave: str
    date: str
    words: int
    evidence: int
    turns: int
    codings: int
    language: str


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    sentence: str
    translations: str
    controls: tuple[Control, ...]
    sifted: bool
    rows: tuple[Row, ...]
    pager: Pager


@in_study
def source_list(page: Page) -> HttpResponse:
    """`/studies/<study>/sources`."""
    every = sources(page.db, page.viewer)
    query = page.request.GET
    wanted = {name: query.get(name, "") for name in SIEVES}
    waiting = wanting_by_source(page.db, page.viewer)
    found = [each for each in every if fits(each, wanted, waiting)]
    offset = offset_in(query)
    codings = codings_by_source(page.db, page.viewer)
    shown = found[offset : offset + SOURCES_A_PAGE]
    listing = Listing(
        sentence=_sentence(_own(found), len(_own(every))),
        translations=_translations(len(found) - len(_own(found))),
        controls=tuple(_controls(page, wanted)),
        sifted=any(wanted.values()),
        rows=tuple(_row(page, each, codings.get(each.n, 0)) for each in shown),
        pager=pager(query, offset, len(shown), len(found), step=SOURCES_A_PAGE),
    )
    return page.show("sources/listing.html", here="sources", trail=(Link(_("Sources")),), sources=listing)


def fits(source: SourceSummary, wanted: dict[str, str], waiting: Container[int] = ()) -> bool:
    """Whether a source has what the address asks for; an empty wish asks for nothing.

    `waiting` are the local numbers of those in which codings are to be confirmed.
    """
    lacks = {
        "case": source.case is None,
        "date": not source.written,
        "evidence": not source.evidence_words and source.original is None,
        "confirmation": source.n in waiting,
    }
    return (
        wanted["case"] in ("", short(source.case) if source.case else "none")
        and wanted["kind"] in ("", source.source_kind)
        and wanted["wave"] in ("", short(source.wave) if source.wave else "none")
        and (not wanted["lacking"] or lacks.get(wanted["lacking"], False))
    )


def _controls(page: Page, wanted: dict[str, str]) -> list[Control]:
    every = ("", _("all"))
    in_cases = [(short(each.id), each.name) for each in cases(page.db, page.viewer)]
    in_waves = [(short(each.id), each.name) for each in waves(page.db, page.viewer)]
    kinds = [(kind, kind_words(kind)) for kind in SOURCE_KINDS]
    lacking = [("case", _("a case")), ("date", _("a date")), ("evidence", _("words of evidence"))]
    lacking.append(("confirmation", _("a check of codings after a correction")))
    return [
        control("case", _("Case"), [every, *in_cases, ("none", _("no case"))], wanted["case"]),
        control("kind", _("Kind"), [every, *kinds], wanted["kind"]),
        control("wave", _("Wave"), [every, *in_waves, ("none", _("no wave"))], wanted["wave"]),
        control(
            "lacking", _("What is missing"), [("", _("nothing in particular")), *lacking], wanted["lacking"]
        ),
    ]


def _own(found: Sequence[SourceSummary]) -> list[SourceSummary]:
    """Those that are no translations: the others are counted in their originals."""
    return [each for each in found if each.original is None]


def _translations(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)s translation is listed too; it counts together with its original.",
        "%(n)s translations are listed too; they count together with their originals.",
        count,
    ) % {"n": grouped(count)}


def _sentence(found: Sequence[SourceSummary], every: int) -> str:
    words = sum(each.words for each in found)
    if len(found) == every:
        said = sources_words(every)
    else:
        said = _("%(some)s of %(all)s") % {"some": grouped(len(found)), "all": sources_words(every)}
    counted = ngettext("%(n)s word", "%(n)s words", words) % {"n": grouped(words)}
    return _("%(sources)s, %(words)s.") % {"sources": said, "words": counted}


def _row(page: Page, each: SourceSummary, codings: int) -> Row:
    return Row(
        href=page.at("sources", named(each.title, each.id)),
        title=each.title,
        kind=each.source_kind,
        kind_words=kind_words(each.source_kind) if each.original is None else _translation_of(each),
        case=each.case_name,
        wave=each.wave_name,
        date=date_words(each.written),
        words=each.words,
        evidence=each.evidence_words,
        turns=each.turns,
        codings=codings,
        language=title_language(each.title, each.language),
    )


def _translation_of(source: SourceSummary) -> str:
    """A translation is no further interview or document, and says so."""
    return _("%(kind)s, translation") % {"kind": kind_words(source.source_kind)}
