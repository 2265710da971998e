"""Where sources come in and are kept: readers, revisions, turns."""
