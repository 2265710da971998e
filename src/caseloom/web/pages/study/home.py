"""The study home: questions, cases over time, collected against planned, what wants attention."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import left_behind, namesakes
from caseloom.design.readings import Case, innovations, settings
from caseloom.overview.readings import Attention, CaseOnHome, Collected, LastChange, StudyHome, home
from caseloom.record.readings import acts_as_one, conflicts_told
from caseloom.sources.readings import collections
from caseloom.studyfile import Thing
from caseloom.team.readings import memo_counts
from caseloom.web.addresses import short
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoPanel
from caseloom.web.page import Page, in_study
from caseloom.web.pages.beside import memo_panel
from caseloom.web.pages.study.years import line_of, years_of
from caseloom.web.words import act_words, date_words, kind_words, moment_words


@dataclass(frozen=True)
class Number:
    """A number with what it counts and where that is; `of` is what was planned."""

    number: int
    label: str
    href: str = ""
    of: int | None = None


@dataclass(frozen=True)
class Fact:
    """A label and its words."""

    label: str
    words: str


@dataclass(frozen=True)
class CaseColumn:
    """A case as a column of the home."""

    key: str
    name: str
    href: str
    innovation: str
    line: object
    counts: tuple[Number, ...]
    facts: tuple[Fact, ...]
    memo: str


@dataclass(frozen=True)
class PhaseKind:
    """A kind of phase that some case has, for the legend."""

    key: str
    label: str


@dataclass(frozen=True)
class CollectedRow:
    """A line of collected against planned."""

    case: str
    kind: str
    kind_words: str
    wave: str
    collected: int
    planned: int | None
    href: str


@dataclass(frozen=True)
class Want:
    """Something that wants a person."""

    number: int
    sentence: str
    href: str


@dataclass(frozen=True)
class Worked:
    """What somebody did last, as a sentence."""

    did: str
    when: str


@dataclass(frozen=True)
class Home:
    """Everything the template shows."""

    citation: str
    facts: tuple[Number, ...]
    questions: tuple[str, ...]
    cases: tuple[CaseColumn, ...]
    phases: tuple[PhaseKind, ...]
    collected: tuple[CollectedRow, ...]
    wants: tuple[Want, ...]
    calm: str
    people: tuple[Worked, ...]
    doors: tuple[Link, ...]
    file: str
    memos: MemoPanel | None


@in_study
def study_home(page: Page) -> HttpResponse:
    """`/studies/<study>`."""
    found = home(page.db, page.viewer)
    return page.show("study/home.html", here="study", home=_home(page, found))


def _home(page: Page, found: StudyHome) -> Home:
    names = {each.case.id: each.case.name for each in found.cases}
    waves = {each.id: each.name for each in found.waves}
    return Home(
        citation=found.card.citation if found.card else "",
        facts=tuple(_facts(page, found)),
        questions=found.card.questions if found.card else (),
        cases=tuple(_cases(page, found)),
        phases=tuple(_phase_kinds(found)),
        collected=tuple(_row(page, each, names, waves) for each in found.collected),
        wants=(*_conflicts(page), *(_want(page, each) for each in found.attention)),
        calm=_calm(found),
        people=tuple(_worked(page, each) for each in found.last_changes),
        doors=(
            Link(_("Memos"), page.at("memos")),
            Link(_("Participants"), page.at("participants")),
            Link(_("History"), page.at("history")),
            Link(_("Merge with another copy"), page.at("merge")),
            Link(_("Backups"), page.at("backups")),
        ),
        file=str(page.shelved.file.resolve()),
        memos=memo_panel(page, Thing("study", page.card.id)) if page.card else None,
    )


def _calm(found: StudyHome) -> str:
    """What is said where nothing wants a person."""
    if any(row.planned is not None and row.collected < row.planned for row in found.collected):
        return _("Nothing but what is still to be collected.")
    if not found.totals.sources:
        return _("Nothing yet: this study has no sources.")
    return _("Nothing: every coding has its place.")


def _facts(page: Page, found: StudyHome) -> Iterable[Number]:
    totals = found.totals
    yield Number(totals.sources, _("sources"), page.at("sources"))
    yield Number(totals.words, _("words"), page.at("sources"))
    yield Number(totals.evidence_words, _("of them evidence"), page.at("sources"))
    yield Number(totals.participants, _("participants"), _participants(page, totals.participants))
    yield Number(totals.codings, _("codings"), page.at("codebook") if totals.codings else "")
    if totals.candidates:
        yield Number(totals.candidates, _("candidates"), page.at("candidates"))


def _cases(page: Page, found: StudyHome) -> Iterable[CaseColumn]:
    innovation = {each.id: each.name for each in innovations(page.db, page.viewer)}
    setting = {each.id: each.name for each in settings(page.db, page.viewer)}
    collected = _by_wave(page)
    years = years_of(found.cases, found.waves)
    memos = memo_counts(page.db, page.viewer, "case")
    for each in found.cases:
        per_wave = {wave.id: collected[each.case.id, wave.id] for wave in found.waves}
        yield CaseColumn(
            key=short(each.case.id),
            name=each.case.name,
            href=page.at("sources", case=short(each.case.id)),
            innovation=_what(each.case, innovation, setting),
            line=line_of(years, each, found.waves, per_wave) if years else None,
            counts=(*_counts(page, each, found.collected), *_memos(page, each.case, memos)),
            facts=tuple(_case_facts(each.case)),
            memo=page.at("memos", "new", about=f"case:{short(each.case.id)}") if page.viewer.person else "",
        )


def _phase_kinds(found: StudyHome) -> Iterable[PhaseKind]:
    words = {
        "adoption": _("adoption"),
        "implementation": _("implementation"),
        "assimilation": _("assimilation"),
        "other": _("other phase"),
    }
    there = {phase.phase for each in found.cases for phase in each.phases}
    return (PhaseKind(key, label) for key, label in words.items() if key in there)


def _by_wave(page: Page) -> Counter[tuple[UUID | None, UUID | None]]:
    """How many sources were collected for each case and wave."""
    counted: Counter[tuple[UUID | None, UUID | None]] = Counter()
    for each in collections(page.db, page.viewer):
        counted[each.case, each.wave] += each.sources
    return counted


def _what(case: Case, innovation: Mapping[UUID, str], setting: Mapping[UUID, str]) -> str:
    what = innovation.get(case.innovation) if case.innovation else None
    where = setting.get(case.setting) if case.setting else None
    if what and where:
        return _("%(innovation)s in %(setting)s") % {"innovation": what, "setting": where}
    return what or where or ""


def _counts(page: Page, each: CaseOnHome, collected: Iterable[Collected]) -> Iterable[Number]:
    mine = short(each.case.id)
    planned = [row for row in collected if row.case == each.case.id and row.planned is not None]
    goal = sum(row.planned or 0 for row in planned)
    yield Number(each.sources, _("sources"), page.at("sources", case=mine))
    if planned:
        met, over = sum(row.met for row in planned), sum(row.over for row in planned)
        said = _("collected as planned") if met == goal and not over else _("planned sources collected")
        yield Number(met, said, page.at("sources", case=mine), goal)
        if over:
            yield Number(over, _("more than planned"), page.at("sources", case=mine))
    yield Number(each.participants, _("participants"), _participants(page, each.participants, mine))
    yield Number(each.codings, _("codings"), page.at("codebook") if each.codings else "")


def _memos(page: Page, case: Case, counts: Mapping[UUID, int]) -> Iterable[Number]:
    if case.id in counts:
        yield Number(counts[case.id], _("memos"), page.at("memos", about=f"case:{short(case.id)}"))


def _participants(page: Page, number: int, case: str = "") -> str:
    """Where the participants stand as rows; "" where there are none."""
    columns = "wave" if case else "case"
    return page.at("matrix", rows="participant", columns=columns, cell="words", case=case) if number else ""


def _case_facts(case: Case) -> Iterable[Fact]:
    said = (
        (_("Period"), date_words(case.period)),
        (_("People served"), case.served),
        (_("Trigger"), case.trigger),
        (_("About"), case.description),
    )
    return (Fact(label, words) for label, words in said if words)


def _row(page: Page, row: Collected, names: Mapping[UUID, str], waves: Mapping[UUID, str]) -> CollectedRow:
    query = {"kind": row.source_kind}
    if row.case:
        query["case"] = short(row.case)
    elif row.planned is None:
        query["lacking"] = "case"
    if row.wave:
        query["wave"] = short(row.wave)
    return CollectedRow(
        case=names.get(row.case, "")
        if row.case
        else (_("all cases") if row.planned is not None else _("no case")),
        kind=row.source_kind,
        kind_words=kind_words(row.source_kind),
        wave=waves.get(row.wave, "") if row.wave else "",
        collected=row.collected,
        planned=row.planned,
        href=page.at("sources", **query) if row.collected else "",
    )


def _want(page: Page, each: Attention) -> Want:
    doors = {
        "adrift": page.at("codings", "adrift"),
        "followed": page.at("sources", lacking="confirmation"),
        "recode": page.at("codings", "recode"),
        "no_evidence": page.at("sources", kind="interview", lacking="evidence"),
        "no_case": page.at("sources", lacking="case"),
        "undated": page.at("sources", kind="document", lacking="date"),
        "candidates": page.at("candidates"),
        "unused": page.at("codebook", show="unused"),
    }
    return Want(each.count, _("%(sentence)s.") % {"sentence": _(each.sentence)}, doors.get(each.about, ""))


def _conflicts(page: Page) -> Iterable[Want]:
    """What copies that were merged say differently."""
    found = conflicts_told(page.db, page.viewer, page.shelved.study.file.kinds)
    told = {each.entity for each in found}
    behind = sum(each.codings for each in left_behind(page.db, page.viewer) if each.code not in told)
    if behind:
        sentence = ngettext(
            "coding has a code that is taken out, and counts nowhere.",
            "codings have a code that is taken out, and count nowhere.",
            behind,
        )
        yield Want(behind, sentence, page.at("conflicts"))
    if waiting := len(found):
        sentence = ngettext(
            "conflict between merged copies waits for a person.",
            "conflicts between merged copies wait for a person.",
            waiting,
        )
        yield Want(waiting, sentence, page.at("conflicts"))
    if alike := sum(map(len, namesakes(page.db, page.viewer))):
        sentence = _("codes of one label were made by several people.")
        yield Want(alike, sentence, f"{page.at('conflicts')}#alike")


def _worked(page: Page, each: LastChange) -> Worked:
    """Acts of one kind in a row as one: what they were about, where that is one thing, else of how many."""
    act = acts_as_one(page.db, page.viewer, page.shelved.study.file.kinds, each.changes)
    return Worked(act_words(act), moment_words(each.at))
