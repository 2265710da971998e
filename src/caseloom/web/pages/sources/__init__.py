"""The list of sources, and one source as a reading column."""
