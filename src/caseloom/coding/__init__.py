"""Codebook, codings, and candidates from queries."""
