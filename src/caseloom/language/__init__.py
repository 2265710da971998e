"""Sentences for people: errors that carry their sentence, and translation at the doors."""

from caseloom.language.errors import CaseloomError

__all__ = ["CaseloomError"]
