"""Texts of others that name or quote a participant: where each stands, and how a person changes it."""

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.coding.readings import passages
from caseloom.language import CaseloomError
from caseloom.record.actions import can_reword, reword
from caseloom.record.model import Excerpt, Suspect
from caseloom.web.addresses import Place, named, short
from caseloom.web.components.links import Link
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
class Marked:
    """A place in the words around it; in a text of a source with its page, and the form that corrects it."""

    before: str
    there: str
    after: str
    href: str = ""
    correct: str = ""


@dataclass(frozen=True)
class Quoting:
    """A text of somebody else that stays: what it is, where, the place in it, why it is named here.

    With a `text` (its name in a form) it can be written anew on the page, beginning with `said`; `command`
    is what changes it where no page does; `note` is what is to be known before. `rest` are the other places
    in a text of a source, which `bring` takes a corrected file for.
    """

    what: str
    about: Link
    shown: Marked
    why: str
    rest: tuple[Marked, ...] = ()
    bring: str = ""
    text: str = ""
    was: str = ""
    said: str = ""
    command: str = ""
    note: str = ""
    open: bool = False


def quoting_in(
    page: Page,
    suspects: Sequence[Suspect],
    sent: Sent | None = None,
    *,
    about: UUID | None = None,
    asked: UUID | None = None,
) -> tuple[Quoting, ...]:
    """The texts to be judged, as the page shows them; with the words of a form that was refused.

    Whoever corrects one is led back to the list of the participant it is `about`. `asked` is the member of
    the team about whom the page asks: what becomes of the name is chosen there.
    """
    then = f"?withdrawing={short(about)}" if about else ""
    return tuple(_quoting(page, each, sent, asked, then) for each in suspects)


def of_sources_words() -> str:
    """What goes of the text of a source that is corrected before."""
    return _(
        "Correct the text of a source before you withdraw: what a turn said until then goes too, from the "
        "former text, from the quotations coded in it and with the original file. Its codings stay, with the "
        "whole turn as it is now, to be looked at."
    )


def former_in(page: Page, former: Sequence[Suspect]) -> tuple[Quoting, ...]:
    """The turns of former texts that go, as the page shows them."""
    return tuple(_text(page, each, _what(each), _about(page, each), "") for each in former)


def reword_as_sent(visit: Visit, suspects: Sequence[Suspect], sent: Sent) -> None:
    """Write one of the texts anew; raises `TextChanged` and what the room's own action raises."""
    found = next((each for each in suspects if _name(each) == sent.text), None)
    if found is None or _digest(found.said) != sent.was or not can_reword(found.kind, found.field):
        raise TextChanged
    words = sent.words.replace("\r\n", "\n")
    reword(visit.shelved.study.file, visit.viewer, found.kind, found.entity, found.field, words)


def _quoting(page: Page, each: Suspect, sent: Sent | None, member: UUID | None, then: str) -> Quoting:
    what, about = _what(each), _about(page, each)
    if each.kind == "source" and not can_reword(each.kind, each.field):
        return _text(page, each, what, about, then)
    shown = Marked(each.shown.before, each.shown.there, each.shown.after)
    if not can_reword(each.kind, each.field):
        command, note = _by_command(page, each, member)
        return Quoting(what, about, shown, _why(each), command=command, note=note)
    asked = sent is not None and sent.text == _name(each)
    return Quoting(
        what=what,
        about=about,
        shown=shown,
        why=_why(each),
        text=_name(each),
        was=_digest(each.said),
        said=sent.words if sent and asked else each.said,
        open=asked,
    )


def _what(each: Suspect) -> str:
    return _("%(field)s of the %(kind)s") % {"field": thing_words(each.field), "kind": thing_words(each.kind)}


def _about(page: Page, each: Suspect) -> Link:
    return Link(each.about or thing_words(each.kind), _where(page, each))


def _name(each: Suspect) -> str:
    return f"{each.kind}.{each.entity.hex}.{each.field}"


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _why(each: Suspect) -> str:
    return {
        "name": _("names this person"),
        "about": _("is about a source with words of this person, or linked to what goes"),
    }.get(each.why) or _("holds words this person said")


def _text(page: Page, each: Suspect, what: str, about: Link, then: str) -> Quoting:
    """A text of a source: the current one is corrected turn by turn, or by a file."""
    there = each.shown.place is not None
    address = page.at("sources", named(each.about, each.entity)) if there else ""
    current = there and each.field == "text"
    note = _of_text(each.field)

    def marked(one: Excerpt) -> Marked:
        href = f"{address}?at={Place(one.place[1], one.place[2], one.place[0])}" if one.place else ""
        correct = f"{address}/turns/{one.turn}{then}" if current else ""
        return Marked(one.before, one.there, one.after, href, correct)

    rest = tuple(map(marked, each.rest))
    bring = f"{address}/correct" if current else ""
    return Quoting(what, about, marked(each.shown), _why(each), rest=rest, bring=bring, note=note)


def _of_text(field: str) -> str:
    """What is to be known of a text of a source that is not the one that stands."""
    match field:
        case "former_text":
            return _(
                "What stands in its place now names or quotes this person too. Take it out there, and this "
                "goes with the person."
            )
        case "other_text":
            return _(
                "This source was corrected in two ways, and nobody has said which stands. Settle that first, "
                "and what the other one says goes with the person."
            )
        case _:
            return ""


def _by_command(page: Page, each: Suspect, member: UUID | None) -> tuple[str, str]:
    """The command that changes what no page does, and what is to be known before."""
    study = shlex.quote(str(page.shelved.file.resolve()))
    if each.kind == "query":
        name = shlex.quote(each.about)
        return f"caseloom candidates remove-query {study} {name}", _(
            "A saved query is taken out, and saved anew in other words, by a command in a terminal."
        )
    if each.kind == "person" and each.entity == member:
        return "", _("This is a member of the team: say below what shall happen to the name.")
    if each.kind == "person":
        return "", _("This is the name of another member of the team, with whose work it stays.")
    return "", _("Caseloom has no way yet to change this text.")


def _where(page: Page, each: Suspect) -> str:
    """The page on which a text stands, as near as an address goes; "" where none shows it."""
    id = each.entity
    match each.kind:
        case "source":
            address = page.at("sources", named(each.about, each.entity))
            # A text of a source that was taken out is shown nowhere.
            shown = each.shown.place is not None or can_reword(each.kind, each.field)
            return address if shown else ""
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


def _of_coding(page: Page, id: UUID) -> str:
    found = passages(page.db, page.viewer, coding=id)
    if not found:
        return page.at("history", coding=id.hex)
    there = found[0]
    address = page.at("sources", named(there.source_title, there.source))
    return f"{address}?at={Place(there.start, there.end, there.revision)}"
