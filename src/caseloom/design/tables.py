"""The design room's tables."""

from sqlalchemy import ColumnElement, Table

from caseloom.design.kinds import (
    CASE,
    CASE_SETTING,
    CONSTRUCT,
    FRAMEWORK,
    INNOVATION,
    INNOVATION_VERSION,
    PARTICIPANT,
    PHASE,
    PLAN,
    SETTING,
    STUDY,
    WAVE,
)
from caseloom.studyfile import entity_table

study = entity_table(STUDY)
innovation = entity_table(INNOVATION)
innovation_version = entity_table(INNOVATION_VERSION)
setting = entity_table(SETTING)
case = entity_table(CASE)
case_setting = entity_table(CASE_SETTING)
wave = entity_table(WAVE)
phase = entity_table(PHASE)
participant = entity_table(PARTICIPANT)
plan = entity_table(PLAN)
framework = entity_table(FRAMEWORK)
construct = entity_table(CONSTRUCT)


def stands(table: Table) -> ColumnElement[bool]:
    """The rows that are there: not taken out, and (participants) not withdrawn, which leaves no name."""
    there = table.c.gone == 0
    return there & table.c.name.is_not(None) if table is participant else there
