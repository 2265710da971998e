"""The team room's tables, and rows as people."""

from sqlalchemy import Row

from caseloom.studyfile import entity_table
from caseloom.team.kinds import MEMO, MEMO_LINK, PERSON
from caseloom.team.model import Person

person = entity_table(PERSON)
memo = entity_table(MEMO)
memo_link = entity_table(MEMO_LINK)


def as_person(row: Row[tuple[object, ...]]) -> Person:
    """A person from a row with id, name and voices."""
    found = row._mapping
    return Person(found["id"], found["name"] or "", tuple((found["voices"] or "").splitlines()))
