"""Listings of a study's design: its card, cases, time, people, participants and frameworks."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from caseloom.design import readings
from caseloom.reporting.listing import Listing, columns, plain, rows_of
from caseloom.team.model import Viewer
from caseloom.team.readings import people as read_people

Database = Any  # a connection of `StudyFile.read`; only rooms name the library


def _named(id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(id, "") if id is not None else ""


def innovations(db: Database, viewer: Viewer) -> Listing:
    """What is being put in place."""
    shown = columns("name", "description", "id", hidden=("id",))
    return Listing("innovations", "Innovations", shown, rows_of(readings.innovations(db, viewer), shown))


def settings(db: Database, viewer: Viewer) -> Listing:
    """Places and organisations; `within` names the one that a setting is in."""
    found = readings.settings(db, viewer)
    names = {each.id: each.name for each in found}
    rows = [(each.name, each.level, _named(each.within, names) or None, str(each.id)) for each in found]
    return Listing("settings", "Settings", columns("name", "level", "within", "id", hidden=("id",)), rows)


def cases(db: Database, viewer: Viewer) -> Listing:
    """Every case with its innovation and setting by name, and how much was collected for it."""
    innovations = {each.id: each.name for each in readings.innovations(db, viewer)}
    settings = {each.id: each.name for each in readings.settings(db, viewer)}
    shown = columns("name", "innovation", "setting", "period", "served", "trigger", "description", "id",
                    hidden=("description", "id"))  # fmt: skip
    rows = [
        (each.name, _named(each.innovation, innovations) or None, _named(each.setting, settings) or None,
         each.period, each.served or None, each.trigger or None, each.description or None, str(each.id))
        for each in readings.cases(db, viewer)
    ]  # fmt: skip
    return Listing("cases", "Cases", shown, rows)


def waves(db: Database, viewer: Viewer) -> Listing:
    """Every round of collection."""
    shown = columns("name", "date", "note", "id", hidden=("id",))
    return Listing("waves", "Waves", shown, rows_of(readings.waves(db, viewer), shown))


def phases(db: Database, viewer: Viewer) -> Listing:
    """Every phase of every case, by when it began."""
    names = {each.id: each.name for each in readings.cases(db, viewer)}
    rows = [
        (_named(each.case, names), each.name, each.phase, each.period, str(each.id))
        for each in readings.phases(db, viewer)
    ]
    return Listing("phases", "Phases", columns("case", "name", "phase", "period", "id", hidden=("id",)), rows)


def participants(db: Database, viewer: Viewer) -> Listing:
    """Everyone who gives evidence."""
    names = {each.id: each.name for each in readings.cases(db, viewer)}
    rows = [
        (
            each.name,
            _named(each.case, names) or None,
            each.post or None,
            plain(each.voices) or None,
            each.quoted_as or None,
            str(each.id),
        )
        for each in readings.participants(db, viewer)
    ]
    shown = columns("name", "case", "post", "voices", "quoted_as", "id", hidden=("quoted_as", "id"))
    return Listing("participants", "Participants", shown, rows)


def frameworks(db: Database, viewer: Viewer) -> Listing:
    """The adopted frameworks, with what each is for in this study."""
    shown = columns("pack", "title", "version", "edition", "purpose", "citation", "provenance", "id",
                    hidden=("edition", "citation", "provenance", "id"))  # fmt: skip
    return Listing("frameworks", "Frameworks", shown, rows_of(readings.frameworks(db, viewer), shown))


def people(db: Database, viewer: Viewer) -> Listing:
    """The team: who codes, reads and writes."""
    shown = columns("name", "voices", "id", hidden=("id",))
    return Listing("people", "People", shown, rows_of(read_people(db, viewer), shown))
