"""Undo, history, the past, merging, conflicts, and the withdrawal of a participant."""
