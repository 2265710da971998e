"""Who looks at a study, and who a person of the team is."""

from dataclasses import dataclass
from uuid import UUID

from caseloom.language import CaseloomError
from caseloom.studyfile import Author, Build


class NameMissing(CaseloomError):
    """A write needs its author."""

    sentence = (
        "Caseloom does not know who you are, so nothing was written. Say your name: --as NAME at the command "
        'line, as_="NAME" where Python opens the study, or CASELOOM_AS for both.'
    )
    exit_code = 4


@dataclass(frozen=True)
class Person:
    """A person of the study: a coder, rater or reader; not a login and not a participant."""

    id: UUID
    name: str
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who reads and writes in an open study: a person, a build, or a reader without a name."""

    person: Person | None = None
    build: Build | None = None

    @property
    def author(self) -> Author:
        """Whom a change is written for; refuses a reader without a name."""
        if self.build is not None:
            return self.build
        if self.person is None:
            raise NameMissing
        return self.person.id

    @property
    def name(self) -> str:
        """The name for people's eyes."""
        return self.person.name if self.person else ""


READER = Viewer()
