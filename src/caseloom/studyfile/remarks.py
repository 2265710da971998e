"""What a look over a study file finds: values with a sentence, not exceptions."""

from dataclasses import dataclass
from typing import Literal

from caseloom.language import CaseloomError

About = Literal[
    "file", "schema", "stranger", "key", "births", "fold", "derived", "index", "gone", "adrift", "backup"
]
Weight = Literal["damage", "derived", "note"]


@dataclass(frozen=True)
class Remark:
    """One thing found: `weight` "damage" wants a backup, "derived" a rebuild, a "note" a person's look.

    `sentence` is the message id (English, with named gaps) that doors look up in the reader's language.
    """

    about: About
    weight: Weight
    sentence: str
    named: tuple[tuple[str, str | int | CaseloomError], ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.named))


def remark(about: About, weight: Weight, sentence: str, /, **named: str | int | CaseloomError) -> Remark:
    """Make a remark from a sentence and what fills its gaps."""
    return Remark(about, weight, sentence, tuple(named.items()))
