"""Analysis: the matrix of constructs, cases and time, every cell open to its evidence."""
