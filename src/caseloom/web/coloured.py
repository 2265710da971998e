"""The codebook's codes with their hues and lines, as every page with marks needs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from caseloom.coding.kinds import COLOURS
from caseloom.coding.readings import Code
from caseloom.web.components.passages import Slot, slots


@dataclass(frozen=True)
class Coloured:
    """Codes in the codebook's order; by id, each with its slot (hue and line)."""

    codes: Sequence[Code]

    @cached_property
    def by_id(self) -> Mapping[UUID, Code]:
        """Each code under its id."""
        return {each.id: each for each in self.codes}

    @cached_property
    def slots(self) -> Mapping[UUID, Slot]:
        """The hue and the line of each code."""
        hues = [COLOURS.index(each.colour) + 1 if each.colour in COLOURS else 0 for each in self.codes]
        return dict(zip(self.by_id, slots([each.nth for each in self.codes], hues), strict=True))
