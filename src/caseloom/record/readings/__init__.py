"""Reading the record: history, what undo would undo, conflicts."""

from caseloom.record.readings.bringing import brought_told, kept_out, lost_here, stretches
from caseloom.record.readings.disagreeing import conflict_named, conflicts_told, side_named
from caseloom.record.readings.edits import edits_of, in_words, row_of
from caseloom.record.readings.history import act_of, acts_as_one, by_time, history, merges, name_of
from caseloom.record.readings.incoming import CodingIn, Tally, changed_though_out, codings_in, tallies
from caseloom.record.readings.labels import labels
from caseloom.record.readings.next import LastChange, can_be_undone, latest, next_acts, wrote_only
from caseloom.record.readings.things import ThingTold, things_told
from caseloom.record.readings.withdrawing import is_written_anew, withdrawal

__all__ = [
    "CodingIn",
    "LastChange",
    "Tally",
    "ThingTold",
    "act_of",
    "acts_as_one",
    "brought_told",
    "by_time",
    "can_be_undone",
    "changed_though_out",
    "codings_in",
    "conflict_named",
    "conflicts_told",
    "edits_of",
    "history",
    "in_words",
    "is_written_anew",
    "kept_out",
    "labels",
    "latest",
    "lost_here",
    "merges",
    "name_of",
    "next_acts",
    "row_of",
    "side_named",
    "stretches",
    "tallies",
    "things_told",
    "withdrawal",
    "wrote_only",
]
