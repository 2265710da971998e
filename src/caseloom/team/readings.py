"""Who is in the team."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, Select, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.studyfile.tables import words_of
from caseloom.team.model import Person, Viewer
from caseloom.team.tables import as_person, person
from caseloom.text import same_name


def seen(viewer: Viewer) -> Select[tuple[int, UUID, str, str | None]]:
    """The people that the viewer may see: everyone who is not gone, with n, id, name, voices."""
    return select(
        person.c.n,
        person.c.id,
        words_of(person.c.name).label("name"),
        words_of(person.c.voices).label("voices"),
    ).where(person.c.gone == 0)


def name_of_person(id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The name of the person with that id, for use in a select."""
    one = person.alias()
    return select(words_of(one.c.name)).where(one.c.id == id).correlate_except(one).scalar_subquery()


def number_of_person(id: UUID) -> ScalarSelect[Any]:
    """The local number of the person with that id."""
    one = person.alias()
    return select(one.c.n).where(one.c.id == id).correlate_except(one).scalar_subquery()


def people(db: Connection, viewer: Viewer) -> list[Person]:
    """Everyone in the team, by name."""
    return sorted((as_person(row) for row in db.execute(seen(viewer))), key=lambda each: each.name.casefold())


def person_named(db: Connection, name: str) -> Person | None:
    """The person of that name, ignoring case and how accents are typed; None if nobody has it."""
    return next((each for each in people(db, Viewer()) if same_name(each.name, name)), None)
