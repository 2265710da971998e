"""Withdrawing a participant in Python: looked at first, then carried out with the name once more."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from caseloom.notebook.names import named
from caseloom.notebook.opened import Opened
from caseloom.record.actions import withdraw
from caseloom.record.model import AS_PERSON, AlsoACoder, NotConfirmed, Withdrawal
from caseloom.record.readings import withdrawal
from caseloom.reporting import record
from caseloom.rooms import OpenStudy
from caseloom.studyfile.backups import backups_of
from caseloom.studyfile.errors import ChoiceUnknown
from caseloom.studyfile.known import known_copies
from caseloom.text import same_name

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, repr=False)
class Withdrawing:
    """What withdrawing a participant would take: `takes` as a frame, `found` as it was read."""

    study: Opened
    found: Withdrawal
    as_coder: str | None

    @property
    def takes(self) -> "pl.DataFrame":
        """What goes, what loses this person's words, and what a person has to judge."""
        from caseloom.notebook.frames import frame_of

        return frame_of(record.withdrawal(self.found))

    def carry_out(self, *, confirm: str) -> "Carried":
        """Erase all this for good; `confirm` is the participant's name. It cannot be undone.

        Returns which backups it was erased from too, and the files of this study on this machine that
        still hold it. Raises `NotConfirmed`, `AlsoACoder`.
        """
        check_asked(self.found, self.as_coder)
        opened = OpenStudy(self.study.file, self.study.author())
        return carry_out(opened, self.found, self.as_coder, confirm)

    def __repr__(self) -> str:
        return record.as_text(record.withdrawal(self.found))


def check_asked(found: Withdrawal, as_coder: str | None) -> None:
    """Refuse to withdraw a member of the team about whom nobody said what becomes of the coder."""
    if found.person is not None and as_coder is None:
        raise AlsoACoder(name=found.name, person=found.person_name)


@dataclass(frozen=True)
class Carried:
    """In how many backups it was erased too, in which it could not be, and which `copies` still hold it."""

    backups: int
    left: tuple[Path, ...]
    copies: tuple[Path, ...]


def carry_out(study: OpenStudy, found: Withdrawal, as_coder: str | None, confirm: str) -> Carried:
    """Erase what a person has looked at and confirmed by the name; refuses if it is other by now."""
    if not same_name(confirm, found.name):
        raise NotConfirmed(name=found.name, hint=f"What was said is “{confirm}”.")
    now = withdrawal(study.file, study.viewer, found.participant, as_coder or "keep")
    if (now.named, now.counts) != (found.named, found.counts):
        raise NotConfirmed(name=found.name, hint="The study has changed since it was listed: look again.")
    done = withdraw(study.file, study.viewer, now)
    backups = {each.path for each in backups_of(study.file.id)}
    copies = (path for path in known_copies(study.file.id, study.file.path) if path not in backups)
    return Carried(done.backups, done.left, tuple(copies))


def withdrawing(study: Opened, participant: str | UUID, as_coder: str | None) -> Withdrawing:
    """What withdrawing the participant of that name or id would take; nothing is erased."""
    if as_coder not in (None, *AS_PERSON):
        raise ChoiceUnknown(value=as_coder, field="answer", kind="coder", choices=", ".join(AS_PERSON))
    with study.reading() as db:
        id = named(db, study.viewer, "participant", participant)
    found = withdrawal(study.file, study.viewer, id, as_coder or "keep")
    return Withdrawing(study, found, as_coder)
