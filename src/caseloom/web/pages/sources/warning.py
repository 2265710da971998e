"""What a source's page says of passages that somebody flagged as distressing, and the form to flag one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import Flag
from caseloom.sources.readings import SourceText
from caseloom.web.addresses import Place
from caseloom.web.components.links import Link
from caseloom.web.components.turns import Turn
from caseloom.web.languages import grouped


@dataclass(frozen=True)
class Warned:
    """The warning at the top: a sentence, the turns to be warned of, and what cannot be found any more."""

    sentence: str
    turns: tuple[Link, ...]
    lost: str


@dataclass(frozen=True)
class Told:
    """A flag on the passage that the address names."""

    id: str
    who: str
    note: str


@dataclass(frozen=True)
class Flagging:
    """The form for the passage at `at`; with flags on it, those are shown instead."""

    at: str
    flags: tuple[Told, ...]


def warning_of(flags: Sequence[Flag], turns: Sequence[Turn]) -> Warned | None:
    """The warning; None where nothing is flagged."""
    if not flags:
        return None
    standing = [each for each in flags if not each.lost]
    lost = len(flags) - len(standing)
    sentence = ngettext(
        "This source has %(n)s passage that somebody flagged as distressing.",
        "This source has %(n)s passages that somebody flagged as distressing.",
        len(standing),
    )
    gone = ngettext(
        "%(n)s passage that was flagged as distressing is not found in this text.",
        "%(n)s passages that were flagged as distressing are not found in this text.",
        lost,
    )
    said = gone % {"n": grouped(lost)} if lost else ""
    if not standing:
        return Warned(said, (), "")
    links = tuple(
        Link(_("turn %(n)s") % {"n": turn.number}, f"#t{turn.number}") for turn in turns if turn.distressing
    )
    return Warned(sentence % {"n": grouped(len(standing))}, links, said)


def flagging_of(found: SourceText, place: Place, flags: Sequence[Flag]) -> Flagging | None:
    """The form for a place of the text that is shown, or the flags that touch it; none in a former text."""
    if not found.current:
        return None
    here = [Told(each.id.hex, each.who, each.note) for each in flags if each.touches(place.start, place.end)]
    return Flagging(str(Place(place.start, place.end, found.revision)), tuple(here))
