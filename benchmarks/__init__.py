"""How fast Caseloom is and how much room it takes, beside plain sqlite3, FTS5 and numpy: `make bench`."""
