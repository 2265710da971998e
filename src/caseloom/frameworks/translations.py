"""Into which languages a pack was translated, and whether a native researcher has looked at it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Translation:
    """A language that a pack was translated into.

    `of_edition` is the edition of the pack that was translated, from 1; `reviewed_by` names the native
    researchers who reviewed the words, "" where nobody has.
    """

    language: str
    of_edition: int
    reviewed_by: str = ""
