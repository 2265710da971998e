"""Runs of words by which one knows a text again: five words, or eight characters of Han or Kana."""

from collections.abc import Iterator
from itertools import groupby

from caseloom.text.queries import is_cjk
from caseloom.text.tokens import tokens

WORDS, CHARACTERS = 5, 8


def runs(text: str) -> Iterator[str]:
    """Every run of five words, and of eight Han or Kana characters, folded as search folds them."""
    units = ((token.key[0], True) if is_cjk(token.key) else (token.key, False) for token in tokens(text))
    for cjk, alike in groupby(units, key=lambda unit: unit[1]):
        keys = [key for key, _ in alike]
        size = CHARACTERS if cjk else WORDS
        between = "" if cjk else " "
        for at in range(len(keys) - size + 1):
            yield between.join(keys[at : at + size])
