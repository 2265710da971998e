"""The design of a study: protocol, innovations, settings, cases, time, participants, adopted frameworks."""
