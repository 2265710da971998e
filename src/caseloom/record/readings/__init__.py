"""Reading the record: history, what undo would undo, conflicts."""

from caseloom.record.readings.disagreeing import conflicts_told
from caseloom.record.readings.history import act_of, edits_of, history, in_words, name_of
from caseloom.record.readings.labels import labels
from caseloom.record.readings.next import latest, next_acts
from caseloom.record.readings.withdrawing import withdrawal

__all__ = [
    "act_of",
    "conflicts_told",
    "edits_of",
    "history",
    "in_words",
    "labels",
    "latest",
    "name_of",
    "next_acts",
    "withdrawal",
]
