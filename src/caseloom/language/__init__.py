"""Sentences for people: errors that carry their sentence, phrases, and catalogues of their translations."""

from caseloom.language.catalogues import CatalogueUnreadable, packed, read_catalogue
from caseloom.language.errors import CaseloomError
from caseloom.language.phrases import Phrase, spoken

__all__ = ["CaseloomError", "CatalogueUnreadable", "Phrase", "packed", "read_catalogue", "spoken"]
