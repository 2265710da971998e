"""The record of changes, for people: history, undo, merge, conflicts, withdrawal."""
