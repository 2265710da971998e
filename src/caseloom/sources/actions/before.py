"""What a corrected text takes over from the text before it, turn by turn."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from caseloom.sources.kinds import FORMER_TURN, TURN_ROLE
from caseloom.sources.model import is_blanked, without_blanks
from caseloom.sources.tables import content, revision, turn, turn_role
from caseloom.studyfile import Change, derived_id
from caseloom.text import Spoken, places


class _Turn(NamedTuple):
    """A turn of the text before; `to` are those (indices) of the corrected text that stand in its place.

    `role` is what was said of this single turn, if anything was.
    """

    id: UUID
    words: str
    is_blanked: bool
    role: Mapping[str, Any] | None
    to: Set[int]


@dataclass(frozen=True)
class Before:
    """The turns of the text before, with their places in the corrected one."""

    turns: tuple[_Turn, ...] = ()

    @classmethod
    def of(cls, db: Connection, revision_id: UUID, said: Sequence[Spoken]) -> "Before":
        """As the turns of that revision stand to those of a corrected text."""
        text = db.scalars(_TEXT_OF, {"revision_id": revision_id}).one()
        rows = db.execute(_TURNS_OF, {"revision_id": revision_id}).all()
        spoken = [Spoken(row.speaker, without_blanks(text[row.words_start : row.end])) for row in rows]
        return cls(
            tuple(
                _Turn(
                    row.id,
                    each.words,
                    is_blanked(text[row.start : row.end]),
                    {"role": row.role, "participant": row.participant} if row.told else None,
                    to,
                )
                for row, each, to in zip(rows, spoken, places(spoken, said), strict=True)
            )
        )

    @property
    def blanked(self) -> Set[int]:
        """The turns (indices) of the corrected text in the place of turns of one who withdrew."""
        return set[int]().union(*(each.to for each in self.turns if each.is_blanked))

    def hand_over(self, change: Change, ids: Sequence[UUID], said: Sequence[Spoken]) -> None:
        """Write which turns stand for which; what was said of single turns holds for the same words."""
        pairs = [(ids[at], each.id) for each in self.turns for at in sorted(each.to)]
        change.create_many(
            FORMER_TURN,
            [
                {
                    "id": derived_id(change.study, "former_turn", f"{turn_id.hex}\x1f{former.hex}"),
                    "turn": turn_id,
                    "former": former,
                }
                for turn_id, former in pairs
            ],
        )
        roles = {each.words: each.role for each in self.turns if each.role}
        for turn_id, (_, words) in zip(ids, said, strict=True):
            if words in roles:
                change.put(TURN_ROLE, {"turn": turn_id, **roles[words]}, key=turn_id.hex)


_TURNS_OF = (
    select(turn, turn_role.c.id.is_not(None).label("told"), turn_role.c.role, turn_role.c.participant)
    .outerjoin(turn_role, (turn_role.c.turn == turn.c.id) & (turn_role.c.gone == 0))
    .where(turn.c.revision == bindparam("revision_id"))
    .order_by(turn.c.number)
)
_TEXT_OF = (
    select(content.c.content)
    .join(revision, revision.c.text == content.c.id)
    .where(revision.c.id == bindparam("revision_id"))
)
