"""Two corrections of one text, for the conflict's card: each turn that the two have differently."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.language import CaseloomError
from caseloom.record.model import ConflictTold
from caseloom.sources.readings import PartedTexts, SourceText, parted_texts, side_of, source_text
from caseloom.team.model import Viewer
from caseloom.text import Parting, Piece
from caseloom.web.components.differences import sides
from caseloom.web.components.pairs import Pair, Text, blocks_words, compared
from caseloom.web.languages import grouped
from caseloom.web.page import Page

DIFFERS = ("one", "other", "apart", "clash")
"""What both have differently."""


class SideMissing(CaseloomError):
    """A turn that both corrected, of which nobody said whose words it gets."""

    sentence = (
        "Choose for each turn that both corrected which words it gets. Nothing was changed; choose again."
    )


@dataclass(frozen=True)
class Version:
    """A turn as one text has it: marked against what both started from; `note` where it has none."""

    who: str
    label: str
    number: int
    pieces: tuple[Piece, ...]
    note: str = ""


@dataclass(frozen=True)
class Turn:
    """A turn that differs; `choose` is the name of the form's field for one that clashes, else "".

    `both` is what it says where each changed other words of it.
    """

    number: str
    sentence: str
    was: Version
    one: Version
    other: Version
    choose: str = ""
    both: Version | None = None


@dataclass(frozen=True)
class Parted:
    """What the card shows of two texts.

    `together` is the button's words; `drops` says of either text what is lost where it is taken wholly.
    Without a text that both started from, `pairs` lay the other beside the current one. `blocks` says what
    stands where words were withdrawn, if any were.
    """

    language: str
    turns: tuple[Turn, ...] = ()
    together: str = ""
    drops: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    blocks: str = ""


def parted(db: Any, viewer: Viewer, conflict: ConflictTold, names: Sequence[str]) -> Parted:
    """The two (or more) texts of a source in conflict; `names` are those of their authors, in that order."""
    found = parted_texts(db, viewer, conflict.entity)
    if found is None:
        return _beside(db, viewer, conflict)
    said = [(place, each) for place, each in enumerate(found.places) if each.by in DIFFERS]
    return Parted(
        language=found.one.source.language or "",
        turns=tuple(_turn(found, each, place, names) for place, each in said),
        together=_("Take both, as chosen for each turn") if found.clashes else _("Take both corrections"),
        drops=tuple(_drops(found, names)),
        blocks=blocks_words(found.was.text, found.one.text, found.other.text),
    )


def chosen_of_other(page: Page, conflict: ConflictTold, sent: Mapping[str, str]) -> list[int]:
    """The places of the turns that clash of which the text that is not current was chosen.

    Raises `SideMissing`.
    """
    found = parted_texts(page.db, page.viewer, conflict.entity)
    clashes = found.clashes if found else ()
    said = {place: sent.get(_field(place)) for place in clashes}
    if not set(said.values()) <= {"one", "other"}:
        raise SideMissing
    return [place for place, which in said.items() if which == "other"]


def together_words(page: Page, conflict: ConflictTold, others: Collection[int], names: Sequence[str]) -> str:
    """What is said when both corrections were taken: whose words each turn got that they clash about."""
    found = parted_texts(page.db, page.viewer, conflict.entity)
    said = [
        _("%(turn)s as %(who)s has it")
        % {"turn": _number(found, found.places[place]), "who": names[1] if place in others else names[0]}
        for place in (found.clashes if found else ())
        if found
    ]
    both = _("both corrections, in a new text")
    return f"{both} ({', '.join(said)})" if said else both


def _field(place: int) -> str:
    return f"turn-{place}"


def _beside(db: Any, viewer: Viewer, conflict: ConflictTold) -> Parted:
    """Where there are more than two, or none that they started from: each beside the current one."""
    texts = [source_text(db, viewer, conflict.entity, at=each.change) for each in conflict.sides]
    now, *others = (Text(each.text, each.turns) for each in texts)
    pairs = tuple(pair for each in others for pair in compared(now, each).pairs)
    blocks = blocks_words(*(each.text for each in texts))
    return Parted(language=texts[0].source.language or "", pairs=pairs, blocks=blocks)


def _drops(found: PartedTexts, names: Sequence[str]) -> Iterator[str]:
    """What taking either text wholly lets go of the other's."""
    for mine, name in (("other", names[1]), ("one", names[0])):
        lost = sum(each.by in (mine, "apart", "clash") for each in found.places)
        said = ngettext(
            "Taken wholly, it drops %(n)s change by %(who)s.",
            "Taken wholly, it drops %(n)s changes by %(who)s.",
            lost,
        )
        yield said % {"n": grouped(lost), "who": name}


def _turn(found: PartedTexts, each: Parting, place: int, names: Sequence[str]) -> Turn:
    one, other = names
    said = {
        "apart": _(
            "Both changed this, other words each. Taking both takes the changes of both: read under "
            "“Together” what that says."
        ),
        "one": _("Only %(who)s changed this. Taking the other text wholly drops it.") % {"who": one},
        "other": _("Only %(who)s changed this. Taking the other text wholly drops it.") % {"who": other},
    }
    return Turn(
        number=_number(found, each),
        sentence=said.get(each.by) or _("Both changed this, each in another way."),
        was=_was(found, each),
        one=_version(found, each, found.one, each.one, one),
        other=_version(found, each, found.other, each.other, other),
        choose=_field(place) if each.by == "clash" else "",
        both=_both(found, each) if each.by == "apart" else None,
    )


def _number(found: PartedTexts, each: Parting) -> str:
    n = next(
        grouped(text.turns[at].number)
        for text, at in ((found.was, each.was), (found.one, each.one), (found.other, each.other))
        if at is not None
    )
    return _("Turn %(n)s") % {"n": n}


def _both(found: PartedTexts, each: Parting) -> Version | None:
    if each.was is None or each.one is None:
        return None
    turn = found.one.turns[each.one]
    pieces = sides(side_of(found.was).spoken[each.was].words, each.woven).after
    return Version(_("Together"), turn.label, turn.number, pieces)


def _was(found: PartedTexts, each: Parting) -> Version:
    who = _("Both started from")
    if each.was is None:
        return Version(who, "", 0, (), _("This turn was not there."))
    turn = found.was.turns[each.was]
    words = side_of(found.was).spoken[each.was].words
    return Version(who, turn.label, turn.number, (Piece("same", words),))


def _version(found: PartedTexts, each: Parting, text: SourceText, at: int | None, who: str) -> Version:
    if at is None:
        note = _("left out") if each.was is not None else _("This turn is not there.")
        return Version(who, "", 0, (), note)
    turn, words = text.turns[at], side_of(text).spoken[at]
    before = side_of(found.was).spoken[each.was] if each.was is not None else None
    if before == words:
        return Version(who, turn.label, turn.number, (), _("as it was"))
    pieces = sides(before.words if before else "", words.words).after
    return Version(who, turn.label, turn.number, pieces)
