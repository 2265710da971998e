"""What became of a coding in a corrected text, as a card: its words before and now, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caseloom.coding.readings import Followed
from caseloom.sources.model import is_blanked
from caseloom.web.addresses import Place
from caseloom.web.components.differences import Sides, sides
from caseloom.web.components.passages import CodeMark

BECAME: Mapping[str, str] = {
    "lost": gettext_noop("Its words are not in the text any more. It is not counted anywhere."),
    "nearly": gettext_noop("Found only nearly: words came and words went."),
    "shrank": gettext_noop("It shrank: words went."),
    "grew": gettext_noop("It grew: words came in."),
    "elsewhere": gettext_noop("The same words, but other words stand around them than before."),
    "same": gettext_noop("The same words, at another place."),
}
TAKEN: Mapping[bool, str] = {
    False: gettext_noop(
        "Its words went with somebody who withdrew. It stands with the whole turn as it is now."
    ),
    True: gettext_noop(
        "Its words went with somebody who withdrew, and nothing stands in their place. It is not counted "
        "anywhere."
    ),
}
"""What is said instead where nothing is left of its words, by whether it is lost."""


@dataclass(frozen=True)
class Follow:
    """A coding as the page lists it; `seen` is what a form says about where it was seen.

    The words of a `distressing` one are folded.
    """

    id: str
    code: CodeMark
    coder: str
    memo: str
    what: str
    lost: bool
    mine: bool
    seen: str
    sides: Sides
    then: str
    now: str
    now_label: str
    language: str
    distressing: bool


def follow_card(
    each: Followed, code: CodeMark, address: str, language: str, *, mine: bool, sure: bool, distressing: bool
) -> Follow:
    """The coding with its words on both sides; `sure` where the corrected text is written already."""
    lost = each.became == "lost"
    return Follow(
        id=each.id.hex,
        code=code,
        coder=each.coder_name,
        memo=each.memo,
        what=_(TAKEN[lost] if is_blanked(each.then.quote) else BECAME[each.became]),
        lost=lost,
        mine=mine,
        seen=f"{each.id.hex}:{each.start}-{each.end}",
        sides=sides(each.then.quote, each.now),
        then=f"{address}?at={Place(each.then.start, each.then.end, each.revision)}",
        now=f"{address}?at={each.start}-{each.end}" if sure and not lost else "",
        now_label=_("Now") if sure else _("Then"),
        language=language,
        distressing=distressing,
    )
