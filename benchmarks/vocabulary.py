"""Words to write interviews with: a few real ones that carry accents and quotes, and many invented."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

# What stands in every language at the top of a frequency list, with the signs that real transcripts have.
_COMMON = (
    "the and of we to it that in was they I a not for so on with but have this at what when as our from "
    "don’t it’s that’s there people one about would could said more them been because had who then time "
    "some into year still every after before very much think know"
)
_TOPICS = (
    "ward village council nurse patient programme coproduction café training meeting money trust leader "
    "evidence barrier culture decision partner champion guideline François Müller Østergård señora "
    "naïve résumé évaluation jalapeño coöperation façade Ångström waiting list network routine "
    "reporting capacity outcome context mechanism community learning recovery volunteer budget pilot "
    "region clinic evening family"
)
_SYLLABLES = (
    "ba ker lo mi ta sol ven ri do ny fa gel hu pra ste ton ing er al um ka ves mor den li su ro te qui "
    "bel an dro fi gan no pe"
)


@dataclass(frozen=True)
class Vocabulary:
    """Words, and at which point of 0..1 each begins: common ones take the widest stretch (Zipf's law)."""

    words: npt.NDArray[Any]
    reach: npt.NDArray[np.float64]

    def draw(self, chance: np.random.Generator, count: int) -> list[str]:
        """That many words by their frequency."""
        drawn: list[str] = self.words[np.searchsorted(self.reach, chance.random(count))].tolist()
        return drawn


def vocabulary(chance: np.random.Generator, size: int = 20_000) -> Vocabulary:
    """A vocabulary of that size, mostly of invented words."""
    syllables = _SYLLABLES.split()
    words = dict.fromkeys((*_COMMON.split(), *_TOPICS.split()))
    while len(words) < size:
        picked = chance.integers(0, len(syllables), chance.integers(2, 5))
        words["".join(syllables[each] for each in picked)] = None
    frequency = 1.0 / (np.arange(size) + 3.7) ** 1.07
    reach = np.cumsum(frequency / frequency.sum())
    reach[-1] = 1.0
    return Vocabulary(np.array(list(words), dtype=object), reach)
