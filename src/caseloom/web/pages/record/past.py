"""The study as it was at the end of a day: its figures, sources and codes, to be read only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.coding.readings import Code, codes, codings_by_source
from caseloom.overview.readings import Totals, home
from caseloom.rooms import OpenStudy, study_as_it_was
from caseloom.sources.readings import sources
from caseloom.web.components.links import Link
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.pages.record.history import read_day
from caseloom.web.words import day_words, kind_words, title_language


@dataclass(frozen=True)
class SourceThen:
    """A source as it was."""

    title: str
    language: str
    kind: str
    kind_words: str
    case: str
    words: int
    codings: int


@dataclass(frozen=True)
class CodeThen:
    """A code as it was."""

    label: str
    codings: int
    sources: int


@dataclass(frozen=True)
class Then:
    """The study as it was; `unused` is how many constructs had no coding and are not listed."""

    day: str
    title: str
    totals: tuple[tuple[int, str], ...]
    sources: tuple[SourceThen, ...]
    codes: tuple[CodeThen, ...]
    unused: int
    history: str
    now: str


@require_safe
@at_study
def past_page(visit: Visit, day: str) -> HttpResponse:
    """`/studies/<study>/history/<day>`; the study itself is free while its past is put together."""
    when = read_day(day)
    if when is None or when > datetime.now(UTC).date():
        raise Http404
    with study_as_it_was(visit.shelved.file, when) as past, visit.page() as page:
        then = _then(page, past, when)
        trail = (Link(_("History"), page.at("history")), Link(then.day))
        return page.show("record/past.html", here="study", trail=trail, past=True, then=then)


def _then(page: Page, past: OpenStudy, when: date) -> Then:
    with past.file.read() as db:
        found = home(db, past.viewer)
        coded = codings_by_source(db, past.viewer)
        every = codes(db, past.viewer)
        texts = tuple(
            SourceThen(
                title=each.title,
                language=title_language(each.title, each.language),
                kind=each.source_kind,
                kind_words=kind_words(each.source_kind),
                case=each.case_name or "",
                words=each.words,
                codings=coded.get(each.n, 0),
            )
            for each in sources(db, past.viewer)
        )
    used = [each for each in every if each.codings or each.construct is None]
    return Then(
        day=day_words(when),
        title=found.card.title if found.card else "",
        totals=_figures(found.totals),
        sources=texts,
        codes=tuple(map(_code, used)),
        unused=len(every) - len(used),
        history=page.at("history", since=when.isoformat()),
        now=page.home,
    )


def _figures(totals: Totals) -> tuple[tuple[int, str], ...]:
    return (
        (totals.sources, _("sources")),
        (totals.words, _("words")),
        (totals.evidence_words, _("of them evidence")),
        (totals.participants, _("participants")),
        (totals.codings, _("codings")),
    )


def _code(each: Code) -> CodeThen:
    return CodeThen(each.label, each.codings, each.sources)
