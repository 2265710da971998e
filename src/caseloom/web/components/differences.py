"""Two wordings beside each other: what went is marked on the one side, what came on the other."""

from dataclasses import dataclass

from caseloom.text import Piece, differences


@dataclass(frozen=True)
class Sides:
    """Both wordings as pieces; those that are gone, or new, are marked as such in the template."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def sides(before: str, after: str) -> Sides:
    """Both wordings, marked where they part."""
    pieces = differences(before, after)
    return Sides(
        tuple(piece for piece in pieces if piece.kind != "new"),
        tuple(piece for piece in pieces if piece.kind != "gone"),
    )
