"""The form in which a memo is written or changed: what was typed, what it was made for, the choices."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseloom.coding.readings import codes
from caseloom.design.readings import cases
from caseloom.sources.readings import sources
from caseloom.studyfile import Thing
from caseloom.team.kinds import MEMO_KINDS
from caseloom.team.model import CONTACT_PARTS, CONTACT_SUMMARY, contact_summary
from caseloom.team.readings import Memo, memos
from caseloom.web.components.links import Choice
from caseloom.web.page import Page
from caseloom.web.reader import reader_language
from caseloom.web.words import memo_kind_words


@dataclass(frozen=True)
class Typed:
    """What a person typed into the form."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Group:
    """Things of one kind to choose from."""

    label: str
    choices: tuple[Choice, ...]


def typed_in(sent: QueryDict) -> Typed:
    """What was sent; line breaks are one character, however the browser sends them."""
    text = sent.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    kind = sent.get("kind", "")
    return Typed(kind if kind in MEMO_KINDS else MEMO_KINDS[0], sent.get("title", "").strip(), text)


def kinds_for(about: Thing | None, chosen: str) -> tuple[Choice, ...]:
    """The types of memo that something can have: a contact summary is of a source."""
    possible = [
        kind for kind in MEMO_KINDS if kind != CONTACT_SUMMARY or about is None or about.kind == "source"
    ]
    return tuple(Choice(kind, memo_kind_words(kind), kind == chosen) for kind in possible)


def headings() -> str:
    """The text that a contact summary begins with, in the page's language."""
    return contact_summary([_(part) for part in CONTACT_PARTS])


def groups(page: Page, chosen: str = "", *, with_memos: bool = False) -> tuple[Group, ...]:
    """What a memo can be about or linked to, of which a list can be read: no passages and no codings."""
    db, viewer = page.db, page.viewer
    study = [(Thing("study", page.card.id), page.title)] if page.card else []
    listed: list[tuple[str, Iterable[tuple[Thing, str]]]] = [
        (_("Study"), study),
        (_("Cases"), [(Thing("case", each.id), each.name) for each in cases(db, viewer)]),
        (_("Sources"), [(Thing("source", each.id), each.title) for each in sources(db, viewer)]),
        (
            _("Codes"),
            [
                (each.thing, each.label)
                for each in codes(db, viewer, language=reader_language(), with_use=False)
            ],
        ),
    ]
    if with_memos:
        listed.append(
            (_("Memos"), [(Thing("memo", each.id), each.title) for each in memos(db, viewer).memos])
        )
    return tuple(
        Group(label, tuple(Choice(str(thing), name, str(thing) == chosen) for thing, name in things))
        for label, things in listed
        if things
    )


def state_of(memo: Memo) -> str:
    """What a form that changes a memo was made for: all that the memo says."""
    said = f"{memo.memo_kind}\0{memo.title}\0{memo.text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
