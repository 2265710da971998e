"""What the pages are made of: plain values that templates show, computed without Django."""
