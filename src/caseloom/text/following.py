"""What became of a place when its text was corrected: the same words, more, fewer, others, or none."""

from typing import Literal

from caseloom.text.anchoring import RECOGNISED, context_score
from caseloom.text.differing import differences, same_words
from caseloom.text.selectors import Selector

Became = Literal["same", "elsewhere", "grew", "shrank", "nearly", "lost"]
WANTING: tuple[Became, ...] = ("lost", "nearly", "shrank", "grew", "elsewhere")


def what_became(selector: Selector, text: str, place: tuple[int, int] | None) -> Became:
    """What became of a selector that now stands at a place of a text (code points, end exclusive).

    `same`: the same words, blanks aside, wherever they stand now. `elsewhere`: the same words, but what
    stands around them is not what stood around them. `grew`, `shrank`: words came in, or went, and none
    of both. `nearly`: words came and went. `lost`: no place.
    """
    if place is None:
        return "lost"
    start, end = place
    now = text[start:end]
    if same_words(selector.quote, now):
        known = context_score(text, selector, start, end) >= RECOGNISED
        return "same" if known or start == selector.start else "elsewhere"
    kinds = {piece.kind for piece in differences(selector.quote, now) if not piece.words.isspace()}
    if "gone" not in kinds:
        return "grew"
    return "nearly" if "new" in kinds else "shrank"
