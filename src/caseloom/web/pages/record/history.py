"""Who did what when: acts by day, sifted by person, sort, time or what they were about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import codes, flagged, quoted_at
from caseloom.record.catalogue import ACTIONS, SETTLE
from caseloom.record.model import Act, Edit, Wanted
from caseloom.record.readings import by_time, can_be_undone, edits_of, history, labels, merges, row_of
from caseloom.sources.readings import sources, text_made_by
from caseloom.team.readings import people
from caseloom.web.addresses import named, short
from caseloom.web.components.controls import Control, control
from caseloom.web.components.links import Link
from caseloom.web.components.pager import OpenPager, offset_in, open_pager
from caseloom.web.languages import grouped
from caseloom.web.page import Page, in_study
from caseloom.web.pages.record.edits import edit_words
from caseloom.web.words import act_words, day_words, moment_words, thing_words

ACTS_A_PAGE = 50
SHORT = ("source", "code")
"""What an address may name in its short form; everything else goes by its whole id."""
ROWS = (
    *SHORT,
    "coding",
    "memo",
    "case",
    "setting",
    "wave",
    "phase",
    "innovation",
    "innovation_version",
    "participant",
    "query",
    "candidate_decision",
    "construct",
    "framework",
    "study",
)


@dataclass(frozen=True)
class Line:
    """One act: when, in a sentence, what it did to the one row it is about, and whether one may undo it.

    `warned` are words that the sentence leaves out, since readers are warned of them. Of a conflict that was
    `settled` what stood after may have stood before: it is said what gave way. `changed` leads to what a
    correction changed in a text.
    """

    time: str
    sentence: str
    undone: bool
    edits: tuple[Edit, ...]
    undo: str
    warned: str
    settled: bool
    changed: str


@dataclass(frozen=True)
class Day:
    """The acts of one day; `past` opens the study as it was at the day's end. Builds have no day."""

    name: str
    past: str
    lines: tuple[Line, ...]
    built: bool = False


@dataclass(frozen=True)
class Shown:
    """What the template shows; `mixed` where the times shown go otherwise than the record.

    `merged` says when copies were merged into this file.
    """

    about: Link | None
    all: str
    fields: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]
    since: str
    until: str
    example: str
    trouble: tuple[str, ...]
    sifted: bool
    days: tuple[Day, ...]
    mixed: bool
    merged: tuple[str, ...]
    pager: OpenPager


@in_study
def history_page(page: Page) -> HttpResponse:
    """`/studies/<study>/history?source=…&person=…&act=…&since=…&until=…`."""
    query = page.request.GET
    row, about = _about(page)
    by = _person(page, query.get("person", ""))
    since, until = read_day(query.get("since", "")), read_day(query.get("until", ""))
    wanted = Wanted(row, by, _sort(query.get("act", "")), since, until)
    offset = offset_in(query)
    kinds = page.shelved.study.file.kinds
    found = history(page.db, page.viewer, kinds, wanted, limit=ACTS_A_PAGE + 1, offset=offset)
    acts, more = found[:ACTS_A_PAGE], len(found) > ACTS_A_PAGE
    timed = by_time(acts)
    shown = Shown(
        about=about,
        all=page.at("history"),
        fields=tuple((name, query[name]) for name in ROWS if query.get(name)),
        controls=tuple(_controls(page, by, wanted.action)),
        since=query.get("since", "").strip(),
        until=query.get("until", "").strip(),
        example=datetime.now(UTC).date().isoformat(),
        trouble=tuple(_no_days(query)),
        sifted=wanted != Wanted(),
        days=tuple(_days(page, timed, row)),
        mixed=timed != acts,
        merged=tuple(_merged(page)) if wanted == Wanted() and not offset else (),
        pager=open_pager(query, offset, len(acts), step=ACTS_A_PAGE, more=more),
    )
    trail = (Link(_("History")),)
    return page.show("record/history.html", here="study", trail=trail, history=shown)


def _merged(page: Page) -> Iterator[str]:
    for at, changes in merges(page.db):
        yield ngettext(
            "%(when)s: another copy was merged into this file; %(n)s change came in.",
            "%(when)s: another copy was merged into this file; %(n)s changes came in.",
            changes,
        ) % {"when": moment_words(at), "n": grouped(changes)}


def read_day(written: str) -> date | None:
    """A day as an address has it; None for none and for nonsense."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def _no_days(query: Mapping[str, str]) -> Iterator[str]:
    """What was written as a day and is none."""
    for name in ("since", "until"):
        written = query.get(name, "").strip()
        if written and read_day(written) is None:
            yield _(
                "“%(written)s” is no day, so it was left out of account. Write year, month and day, such as "
                "%(example)s."
            ) % {"written": written, "example": datetime.now(UTC).date().isoformat()}


# -- what is asked for ----------------------------------------------------------------------------


def _about(page: Page) -> tuple[tuple[str, UUID] | None, Link | None]:
    """The row that the address names, with its name and its page."""
    query = page.request.GET
    kind = next((name for name in ROWS if query.get(name)), "")
    if not kind:
        return None, None
    id = _row(page, kind, query[kind])
    name = _name(page, kind, id)
    what = thing_words(kind)
    label = _("%(kind)s “%(name)s”") % {"kind": what, "name": name} if name else what
    rooms = {"source": "sources", "code": "codebook", "memo": "memos"}
    return (kind, id), Link(label, page.at(rooms[kind], named(name, id)) if kind in rooms else "")


def _name(page: Page, kind: str, id: UUID) -> str:
    """What the row is called; a construct that nobody coded with has no code yet, and the codebook's name."""
    kinds = page.shelved.study.file.kinds
    if name := labels(page.db, page.viewer, kinds, kind, [id]).get(id):
        return name
    if kind != "code":
        return ""
    every = codes(page.db, page.viewer, language=page.viewer.language, with_use=False)
    return next((each.label for each in every if each.id == id), "")


def _row(page: Page, kind: str, written: str) -> UUID:
    """The id that an address names whole, or (for sources and codes) in its short form."""
    try:
        return UUID(hex=written)
    except ValueError:
        pass
    if kind == "source":
        return page.find(kind, written, lambda: sources(page.db, page.viewer))
    if kind == "code":
        return page.find(kind, written, lambda: codes(page.db, page.viewer, with_use=False))
    raise Http404


def _person(page: Page, written: str) -> UUID | None:
    return page.find("person", written, lambda: people(page.db, page.viewer)) if written else None


def sorts() -> Mapping[str, str]:
    """The sorts of acts that one can sift by: the beginning of their actions' names, with a word for it."""
    things = dict.fromkeys(name.partition(".")[0] for name in ACTIONS if "." in name)
    words = {
        "candidate": _("decisions on candidates"),
        "case_setting": _("settings of cases"),
        "code": _("the codebook"),
        "coding": _("codings"),
        "conflict": _("settled conflicts"),
        "innovation_version": _("versions of innovations"),
        "memo": _("memos"),
        "person": _("the team"),
        "query": _("queries"),
        "speaker": _("who speaks"),
        "study": _("what is said of the study"),
        "turn": _("who speaks in single turns"),
        "undo": _("what was undone"),
        "redo": _("what was redone"),
    }
    return {name: words.get(name) or f"{thing_words(name)}" for name in (*things, "undo", "redo")}


def _sort(written: str) -> str:
    return written if written in sorts() else ""


def _controls(page: Page, by: UUID | None, action: str) -> Iterator[Control]:
    everybody = [(short(each.id), each.name) for each in people(page.db, page.viewer)]
    yield control("person", _("By"), [("", _("everybody")), *everybody], short(by) if by else "")
    ordered = sorted(sorts().items(), key=lambda each: each[1])
    yield control("act", _("About"), [("", _("everything")), *ordered], action)


# -- what is shown --------------------------------------------------------------------------------


def _days(page: Page, acts: Sequence[Act], row: tuple[str, UUID] | None) -> Iterator[Day]:
    warned = _warned(page, acts)
    for day, each in groupby(acts, key=lambda act: read_day(act.at[:10])):
        lines = tuple(_line(page, act, row, warned) for act in each)
        if day is None:
            yield Day(_("Built from a manifest"), "", lines, built=True)
        else:
            yield Day(day_words(day), page.at("history", day.isoformat()), lines)


def _warned(page: Page, acts: Sequence[Act]) -> dict[UUID, str]:
    """The words of the flagged passages that codings and decisions are about, by the row's id."""
    found: dict[UUID, str] = {}
    for kind in ("coding", "candidate_decision"):
        ids = [told.row for act in acts if (told := _told(act)).row and told.known.about == kind]
        warned = flagged(page.db, page.viewer, kind, ids)
        quoted = quoted_at(page.db, page.viewer, kind, list(warned))
        found |= {id: each.quote for id, each in quoted.items()}
    return found


def _told(act: Act) -> Act:
    """The act that an act's sentence is about: itself, or what an undo or redo took back."""
    return _told(act.took_back) if act.took_back else act


def _line(page: Page, act: Act, row: tuple[str, UUID] | None, warned: Mapping[UUID, str]) -> Line:
    mine, kinds = row or row_of(page.db, act), page.shelved.study.file.kinds
    edits = edits_of(page.db, page.viewer, kinds, act, *mine) if mine else []
    if row is None and act.action != SETTLE:
        edits = [edit for edit in edits if edit.field != "gone"]  # the sentence says so already
    return Line(
        time=act.at[11:16],
        sentence=act_words(act),
        undone=act.undone,
        edits=tuple(edit_words(mine[0], edit) for edit in edits) if mine else (),
        undo=act.changes[0].hex if can_be_undone(page.db, page.viewer, kinds, act) else "",
        warned=warned.get(told, "") if (told := _told(act).row) else "",
        settled=act.action == SETTLE,
        changed=_changed(page, act),
    )


def _changed(page: Page, act: Act) -> str:
    """Where it is shown what a corrected text changed; "" of all other acts."""
    wrote = act.action in ("source.revise", "source.choose", "source.combine") and len(act.changes) == 1
    found = text_made_by(page.db, page.viewer, act.changes[0]) if wrote else None
    if found is None:
        return ""
    source, title, text = found
    return f"{page.at('sources', named(title, source), 'revisions', text=text.hex)}#beside"
