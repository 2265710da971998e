"""Runs of words by which one knows a text again: five words, or eight characters of Han or Kana."""

from collections.abc import Collection, Iterator
from itertools import groupby

from caseloom.text.queries import is_cjk
from caseloom.text.tokens import tokens

WORDS, CHARACTERS = 5, 8


def runs(text: str) -> Iterator[str]:
    """Every run of five words, and of eight Han or Kana characters, folded as search folds them."""
    return (run for run, _, _ in _placed(text))


def shared(text: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    """The stretches of a text that are made of these runs: code points, 0-based, end exclusive, in order."""
    found: list[tuple[int, int]] = []
    for run, start, end in _placed(text):
        if run in wanted:
            begun = found.pop()[0] if found and start < found[-1][1] else start
            found.append((begun, end))
    return found


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    units = (
        (token.key[0] if is_cjk(token.key) else token.key, is_cjk(token.key), token.start, token.end)
        for token in tokens(text)
    )
    for cjk, alike in groupby(units, key=lambda unit: unit[1]):
        some = list(alike)
        size = CHARACTERS if cjk else WORDS
        between = "" if cjk else " "
        for at in range(len(some) - size + 1):
            run = some[at : at + size]
            yield between.join(key for key, *_ in run), run[0][2], run[-1][3]
