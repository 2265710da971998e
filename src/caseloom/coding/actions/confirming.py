"""Confirming where codings stand in a corrected text, and placing anew those that lost their words.

Anybody of the team may confirm: it says that the words at the place are those that were coded, which whoever
corrected the transcript knows best, and coders leave. Code, weight and memo stay as the coder gave them, and
the history names who confirmed. Placing a coding at other words, or taking it out, is its coder's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from caseloom.coding.actions.codings import locate, write_passages
from caseloom.coding.kinds import CODING
from caseloom.coding.model import PlacesChanged, Quotation
from caseloom.coding.readings.followed import followed
from caseloom.sources.readings import current_text
from caseloom.studyfile import StudyFile
from caseloom.team.model import Viewer


@dataclass(frozen=True)
class SeenPlace:
    """Where somebody saw a coding stand: code points, end exclusive."""

    coding: UUID
    start: int
    end: int


def confirm_places(
    study: StudyFile, viewer: Viewer, source: UUID, revision: UUID, seen: Sequence[SeenPlace]
) -> int:
    """Let codings stand for good where they were seen in a source's corrected text; one act.

    Returns how many were confirmed. Raises `PlacesChanged` where the text is another meanwhile, or one of
    them does not stand there any more: then none is.
    """
    with study.change("coding.place", viewer.author) as change:
        text = current_text(change.db, viewer, source)
        there = {each.id: each for each in followed(change.db, viewer, source).codings}
        for each in seen:
            now = there.get(each.coding)
            if text.revision != revision or now is None or (now.start, now.end) != (each.start, each.end):
                raise PlacesChanged(source=text.title)
        at = write_passages(change, text, [(each.start, each.end) for each in seen])
        return sum(
            change.edit(CODING, each.coding, passage=passage) for each, passage in zip(seen, at, strict=True)
        )


def place_again(study: StudyFile, viewer: Viewer, id: UUID, source: UUID, words: str) -> tuple[int, int]:
    """Let a coding stand at these words of its source's current text; returns where that is.

    The words are found whatever their case, punctuation and spacing. Raises `QuoteNotFound`.
    """
    with study.change("coding.set", viewer.author) as change:
        text = current_text(change.db, viewer, source)
        found = locate(text, Quotation(quote=words, threshold=100.0))
        [at] = write_passages(change, text, [(found.start, found.end)])
        change.edit(CODING, id, passage=at)
        return found.start, found.end
