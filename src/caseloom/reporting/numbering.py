"""Numbers for candidates that stay the same while people decide on them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from caseloom.coding.readings import Candidate


def numbered(found: Iterable[Candidate]) -> Iterator[tuple[int, Candidate]]:
    """Each candidate with its place among all hits of its query, from 1 in the order of the texts.

    `found` must be all candidates of each query that it has any of, decided or not.
    """
    counts: dict[UUID, int] = {}
    for each in found:
        counts[each.query] = counts.get(each.query, 0) + 1
        yield counts[each.query], each
