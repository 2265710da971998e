"""The browser's door: pages over readings, served on this machine only."""
