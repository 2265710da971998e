"""Saying who speaks: once for a label, or for a single turn."""

from uuid import UUID

from sqlalchemy import select

from caseloom.design.model import NewParticipant
from caseloom.sources.kinds import SPEAKER, TURN_ROLE
from caseloom.sources.tables import turn
from caseloom.studyfile import StudyFile
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import Viewer


def set_speaker(
    study: StudyFile,
    viewer: Viewer,
    id: UUID,
    role: str,
    participant: UUID | NewParticipant | None = None,
) -> bool:
    """Say once for all turns of a label who speaks under it; a participant who is new is made with it."""
    with study.change("speaker.set", viewer.author) as change:
        if isinstance(participant, NewParticipant):
            participant = change.create(participant.KIND, participant.values())
        return change.edit(SPEAKER, id, role=role, participant=participant)


def set_turn_role(
    study: StudyFile, viewer: Viewer, turn_id: UUID, role: str, participant: UUID | None = None
) -> UUID:
    """Say for a single turn what its speaker's label says wrongly."""
    with study.change("turn.role", viewer.author) as change:
        if change.db.scalar(select(turn.c.n).where(turn.c.id == turn_id)) is None:
            raise NotThere(kind="turn", name=str(turn_id))
        values = {"turn": turn_id, "role": role, "participant": participant}
        return change.put(TURN_ROLE, values, key=turn_id.hex)
