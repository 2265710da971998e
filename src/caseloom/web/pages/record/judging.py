"""Texts of others that name or quote a participant: where each stands, and how a person changes it."""

import hashlib
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import passages
from caseloom.language import CaseloomError
from caseloom.record.actions import can_reword, reword
from caseloom.record.model import Suspect
from caseloom.web.addresses import Place, named, short
from caseloom.web.components.links import Link
from caseloom.web.languages import grouped
from caseloom.web.page import Page, Visit
from caseloom.web.words import thing_words


class TextChanged(CaseloomError):
    """The text that a form was made for says something else by now, or is listed no more."""

    sentence = (
        "The page was older than the study: that text has changed or is not listed any more. Nothing was "
        "changed now; below is the list as it is."
    )


@dataclass(frozen=True)
class Sent:
    """What the form of one text sent: which text, what it said when the form was made, what it shall say."""

    text: str
    was: str
    words: str

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Self:
        """From a form's fields."""
        return cls(fields.get("reword", ""), fields.get("was", ""), fields.get("words", ""))


@dataclass(frozen=True)
class Quoting:
    """A text of somebody else that stays: what it is, where, the place in it, why it is named here.

    With a `text` (its name in a form) it can be written anew on the page, beginning with `said`; `command`
    is what changes it where no page does; `note` is what is to be known before.
    """

    what: str
    about: Link
    words: str
    why: tuple[str, ...]
    text: str = ""
    was: str = ""
    said: str = ""
    command: str = ""
    note: str = ""
    open: bool = False


def quoting_in(page: Page, suspects: Sequence[Suspect], sent: Sent | None = None) -> tuple[Quoting, ...]:
    """The texts to be judged, as the page shows them; with the words of a form that was refused."""
    return tuple(_quoting(page, each, sent) for each in suspects)


def reword_as_sent(visit: Visit, suspects: Sequence[Suspect], sent: Sent) -> None:
    """Write one of the texts anew; raises `TextChanged` and what the room's own action raises."""
    found = next((each for each in suspects if _name(each) == sent.text), None)
    if found is None or _digest(found.said) != sent.was or not can_reword(found.kind, found.field):
        raise TextChanged
    words = sent.words.replace("\r\n", "\n")
    reword(visit.shelved.study.file, visit.viewer, found.kind, found.entity, found.field, words)


def _quoting(page: Page, each: Suspect, sent: Sent | None) -> Quoting:
    what = _("%(field)s of the %(kind)s") % {"field": thing_words(each.field), "kind": thing_words(each.kind)}
    about = Link(each.about or thing_words(each.kind), _where(page, each))
    if not can_reword(each.kind, each.field):
        command, note = _by_command(page, each)
        return Quoting(what, about, each.words, tuple(_why(each)), command=command, note=note)
    asked = sent is not None and sent.text == _name(each)
    return Quoting(
        what=what,
        about=about,
        words=each.words,
        why=tuple(_why(each)),
        text=_name(each),
        was=_digest(each.said),
        said=sent.words if sent and asked else each.said,
        open=asked,
    )


def _name(each: Suspect) -> str:
    return f"{each.kind}.{each.entity.hex}.{each.field}"


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _why(each: Suspect) -> Iterator[str]:
    yield {
        "name": _("names this person"),
        "about": _("is about a source with words of this person, or linked to what goes"),
    }.get(each.why) or _("holds words this person said")
    if each.more:
        yield ngettext(
            "%(n)s more paragraph of it does so too", "%(n)s more paragraphs of it do so too", each.more
        ) % {"n": grouped(each.more)}


def _by_command(page: Page, each: Suspect) -> tuple[str, str]:
    """The command that changes what no page does, and what is to be known before."""
    study = shlex.quote(str(page.shelved.file.resolve()))
    if each.kind == "source" and each.field == "former_text":
        return "", _("A text from before a correction stays in the study and cannot be changed.")
    if each.kind == "source":
        title = shlex.quote(each.about)
        return f"caseloom import {study} corrected.txt --corrects {title}", _(
            "A corrected file takes its place by a command in a terminal. The text from before stays in the "
            "study as a former one, with the quotations coded in it."
        )
    if each.kind == "query":
        name = shlex.quote(each.about)
        return f"caseloom candidates remove-query {study} {name}", _(
            "A saved query is taken out, and saved anew in other words, by a command in a terminal."
        )
    return "", _("Caseloom has no way yet to change this text.")


def _where(page: Page, each: Suspect) -> str:
    """The page on which a text stands, as near as an address goes; "" where none shows it."""
    id = each.entity
    match each.kind:
        case "source":
            return _of_source(page, each)
        case "code":
            return page.at("codebook", named(each.about, id))
        case "coding":
            return _of_coding(page, id)
        case "memo":
            return page.at("memos", named(each.about, id))
        case "case":
            return page.at("sources", case=short(id))
        case "participant" | "query":
            return page.at("participants" if each.kind == "participant" else "candidates")
        case "study" | "innovation" | "phase" | "setting":
            return page.home
        case _:
            return ""


def _of_source(page: Page, each: Suspect) -> str:
    address = page.at("sources", named(each.about, each.entity))
    if each.place is not None:
        revision, start, end = each.place
        return f"{address}?at={Place(start, end, revision)}"
    return address if can_reword(each.kind, each.field) else ""  # a text of a source that was taken out


def _of_coding(page: Page, id: UUID) -> str:
    found = passages(page.db, page.viewer, coding=id)
    if not found:
        return page.at("history", coding=id.hex)
    there = found[0]
    address = page.at("sources", named(there.source_title, there.source))
    return f"{address}?at={Place(there.start, there.end, there.revision)}"
