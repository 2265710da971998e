"""The design room's tables."""

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
