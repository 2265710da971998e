"""All memos in one list, sifted by type, writer, what they are about, or by their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.language import CaseloomError
from caseloom.studyfile import Thing
from caseloom.team.kinds import ABOUT, MEMO_KINDS
from caseloom.team.readings import Memo, Memos, MemosWanted, memos, people
from caseloom.text import excerpt, find
from caseloom.web.addresses import short
from caseloom.web.components.controls import Control, control
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoLine
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.languages import grouped
from caseloom.web.markdown import markdown_words
from caseloom.web.page import Page, in_study
from caseloom.web.pages.beside import memo_line
from caseloom.web.pages.things import ThingShown, asked_thing, in_address, things_shown
from caseloom.web.words import error_words, memo_kind_words, thing_words

MEMOS_A_PAGE = 40
LONGEST = 240  # code points of a text in the list


@dataclass(frozen=True)
class Row:
    """A memo in the list, with what it is about and its first words, or those around a hit."""

    line: MemoLine
    about: ThingShown
    words: tuple[str, str, str]


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    about: tuple[Link, ...]
    sentence: str
    fields: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]
    words: str
    sifted: bool
    all: str
    rows: tuple[Row, ...]
    pager: Pager | None
    refused: bool
    write: str


@in_study
def memos_page(page: Page) -> HttpResponse:
    """`/studies/<study>/memos?about=…&kind=…&by=…&of=…&words=…`."""
    query = page.request.GET
    of = tuple(filter(None, (asked_thing(page, each) for each in query.getlist("about"))))
    wanted = MemosWanted(
        memo_kind=query.get("kind", "") if query.get("kind") in MEMO_KINDS else "",
        author=_person(page, query.get("by", "")),
        about_kind=query.get("of", "") if query.get("of") in ABOUT else "",
        of=of,
        words=query.get("words", "").strip(),
    )
    offset = offset_in(query)
    found, trouble = _found(page, wanted, offset)
    about = things_shown(page, [*(each.about for each in found.memos), *of])
    shown = Shown(
        about=tuple(about[each].whole for each in of),
        sentence=trouble or _sentence(found, sifted=wanted != MemosWanted()),
        fields=tuple(("about", in_address(each)) for each in of),
        controls=tuple(_controls(page, wanted)),
        words=wanted.words,
        sifted=wanted != MemosWanted(),
        all=page.at("memos"),
        rows=tuple(_row(page, each, about, wanted.words) for each in found.memos),
        pager=pager(query, offset, len(found.memos), found.total, step=MEMOS_A_PAGE),
        refused=bool(trouble),
        write=_write(page, of) if page.viewer.person else "",
    )
    return page.show("team/memos.html", here="study", trail=(Link(_("Memos")),), memos=shown)


def _write(page: Page, of: Sequence[Thing]) -> str:
    """Where a memo on these is written: about the first, linked to the others."""
    about, *others = map(in_address, of) if of else [""]
    return page.at("memos", "new", about=about, link=others)


def _found(page: Page, wanted: MemosWanted, offset: int) -> tuple[Memos, str]:
    try:
        return memos(page.db, page.viewer, wanted, offset=offset, limit=MEMOS_A_PAGE), ""
    except CaseloomError as refused:
        return Memos((), 0), error_words(refused)


def _person(page: Page, written: str) -> UUID | None:
    everybody = people(page.db, page.viewer)
    return next((each.id for each in everybody if short(each.id) == written), None)


def _controls(page: Page, wanted: MemosWanted) -> Iterator[Control]:
    every = ("", _("all"))
    types = [(kind, memo_kind_words(kind)) for kind in MEMO_KINDS]
    yield control("kind", _("Type"), [every, *types], wanted.memo_kind)
    everybody = [(short(each.id), each.name) for each in people(page.db, page.viewer)]
    by = short(wanted.author) if wanted.author else ""
    yield control("by", _("By"), [("", _("everybody")), *everybody], by)
    if not wanted.of:
        kinds = [(kind, thing_words(kind)) for kind in ABOUT]
        yield control("of", _("About a"), [("", _("anything")), *kinds], wanted.about_kind)


def _sentence(found: Memos, *, sifted: bool) -> str:
    if not sifted:
        said = ngettext("%(n)s memo, the newest first.", "%(n)s memos, the newest first.", found.total)
    else:
        said = ngettext("%(n)s memo fits these choices.", "%(n)s memos fit these choices.", found.total)
    return said % {"n": grouped(found.total)} if found.total else ""


def _row(page: Page, memo: Memo, about: Mapping[Thing, ThingShown], words: str) -> Row:
    return Row(memo_line(page, memo), about[memo.about], _words(memo, words))


def _words(memo: Memo, sought: str) -> tuple[str, str, str]:
    """The words before a hit, the hit, and those after it; without a hit the first words.

    Nothing where the title says it all.
    """
    text = markdown_words(memo.text)
    if text == markdown_words(memo.title):
        return "", "", ""
    hits = find(text, sought) if sought else []
    if not hits:
        head = text[:LONGEST]
        return "", "", head if len(text) <= LONGEST else f"{head} …"
    start, end = hits[0]
    before, hit, after = excerpt(text, start, end, LONGEST // 2)
    return (
        f"… {before}" if len(before) < start else before,
        hit,
        f"{after} …" if end + len(after) < len(text) else after,
    )
