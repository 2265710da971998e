"""The people of a study: names, voices, and what each may see."""
