"""The study home, the list of open studies, and search over everything."""
