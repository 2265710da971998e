"""The memos that belong to a thing, for the page of that thing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caseloom.studyfile import Thing
from caseloom.team.model import CONTACT_SUMMARY
from caseloom.team.readings import Memo, MemosWanted, memos, memos_of
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoLine, MemoPanel
from caseloom.web.page import Page
from caseloom.web.pages.things import in_address
from caseloom.web.words import memo_kind_words, moment_words

MOST = 5


def memos_of_cell(page: Page, things: Sequence[Thing]) -> MemoPanel:
    """The memos on a cell of a matrix: about the first of what it is made of, linked to the others."""
    found = memos(page.db, page.viewer, MemosWanted(of=tuple(things)), limit=MOST)
    about, *others = map(in_address, things)
    return MemoPanel(
        lines=tuple(memo_line(page, each) for each in found.memos),
        total=found.total,
        every=page.at("memos", about=[about, *others]) if found.total else "",
        write=page.at("memos", "new", about=about, link=others) if page.viewer.person is not None else "",
        summary="",
    )


def memo_panel(page: Page, thing: Thing, among: Sequence[Memo] | None = None) -> MemoPanel:
    """The memos of a thing (or these, where the page knows them `among` others), for the template beside."""
    found = memos_of(page.db, page.viewer, [thing]) if among is None else among
    about = in_address(thing)
    writes = page.viewer.person is not None
    summary = page.at("memos", "new", about=about, kind=CONTACT_SUMMARY)
    return MemoPanel(
        lines=tuple(memo_line(page, each) for each in found[:MOST]),
        total=len(found),
        every=page.at("memos", about=about) if found else "",
        write=page.at("memos", "new", about=about) if writes else "",
        summary=summary if writes and thing.kind == "source" else "",
    )


def memo_line(page: Page, memo: Memo) -> MemoLine:
    """A memo as a line of a list."""
    facts = (memo.author_name, moment_words(memo.written) if memo.written else _("from a manifest"))
    return MemoLine(
        title=Link(memo.title, page.at("memos", named(memo.title, memo.id))),
        kind=memo.memo_kind,
        kind_words=memo_kind_words(memo.memo_kind),
        facts=tuple(each for each in facts if each),
    )
