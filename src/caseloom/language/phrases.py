"""Words of the program that stand in the gap of a sentence, or that a reading hands to the doors."""

from typing import Any


class Phrase:
    """Words with named gaps, looked up at the doors in the reader's language as sentences are.

    For what a program says inside another sentence (a reason, a hint): `str` gives the English.
    """

    __slots__ = ("named", "sentence")

    def __init__(self, sentence: str, **named: Any) -> None:
        self.sentence = sentence
        self.named = named

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.sentence, self.named) == (other.sentence, other.named)

    def __hash__(self) -> int:
        return hash(self.sentence)

    def __str__(self) -> str:
        return self.sentence.format(**self.named)


def spoken(words: str) -> str:
    """Marks words as a message id, where they are written; doors look them up where they are said."""
    return words
