"""A code that somebody names in a field: by number, by label in any language, or by reference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseloom.coding.actions import code_named
from caseloom.coding.readings import code_names
from caseloom.text import same_name
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook, is_heading


@dataclass(frozen=True)
class Offered:
    """A code that a field offers: what it takes for it, the number beside it, and its id in hex."""

    value: str
    number: str
    id: str


def offered_codes(book: Codebook) -> tuple[Offered, ...]:
    """Every code that passages are coded with, by its label, or by its reference where two have that."""
    labels = Counter(each.label for each in book.codes)
    return tuple(
        Offered(
            each.label if labels[each.label] == 1 else each.reference or each.id.hex, each.number, each.id.hex
        )
        for each in book.codes
        if not is_heading(each)
    )


def code_written(page: Page, book: Codebook, written: str) -> UUID:
    """The id of the code that was written; raises `CodeUnknown` with the nearest names."""
    said = written.strip()
    for found in (
        [each.id for each in book.codes if each.number and each.number == said],
        [each.id for each in book.codes if same_name(each.label, said)],
        _by_name(page, said) if said else [],
    ):
        if len(found) == 1:
            return found[0]
    return code_named(page.db, page.viewer, said)


def _by_name(page: Page, said: str) -> list[Any]:
    every: Iterable[tuple[UUID, tuple[str, ...]]] = code_names(page.db, page.viewer).items()
    return [id for id, names in every if any(same_name(name, said) for name in names)]
