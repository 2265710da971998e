"""The codes of a long codebook in which somebody's words stand, with what they stand under."""

import unicodedata
from collections.abc import Sequence

from caseloom.coding.readings import Code
from caseloom.web.pages.coding.found import above
from caseloom.web.pages.marks import Codebook


def found_in(book: Codebook, every: Sequence[Code], sought: str) -> list[Code]:
    """Those with the words in label, number or definition, and the codes above them; all for no words."""
    words = _plain(sought.strip())
    fitting = [each for each in every if words in _plain(f"{each.label} {each.number} {each.definition}")]
    kept = {one.id for each in fitting for one in (each, *above(book, each))}
    return [each for each in every if each.id in kept]


def _plain(words: str) -> str:
    """Without case and accents; the page's script compares in the same way."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(each for each in apart if not unicodedata.category(each).startswith("M")).lower()
