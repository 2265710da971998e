"""Writing about the team."""

from collections.abc import Sequence
from uuid import UUID

from caseloom.studyfile import Change, StudyFile, new_id
from caseloom.team.kinds import PERSON
from caseloom.team.model import NameMissing, Person, Viewer
from caseloom.team.readings import person_named


def add_person(
    study: StudyFile, viewer: Viewer, name: str, voices: Sequence[str] = (), *, key: str | None = None
) -> UUID:
    """Take a person into the team; with a key, as a manifest declares them. Returns the id."""
    with study.change("person.add", viewer.author) as change:
        return _put(change, name, voices, key)


def join(study: StudyFile, name: str) -> Person:
    """The person of that name; a name the team does not know yet joins it, as its own author.

    Raises `NameMissing` for a name of blanks.
    """
    if not name.strip():
        raise NameMissing
    with study.read() as db:
        there = person_named(db, name)
    if there is not None:
        return there
    id = new_id()
    with study.change("person.join", id) as change:
        change.create(PERSON, {"name": name.strip()}, id=id)
    return Person(id, name.strip())


def _put(change: Change, name: str, voices: Sequence[str], key: str | None) -> UUID:
    return change.put(PERSON, {"name": name.strip(), "voices": "\n".join(voices) or None}, key=key)
