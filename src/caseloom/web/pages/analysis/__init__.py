"""The matrix, and the passages behind each of its cells."""
