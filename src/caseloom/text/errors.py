"""What a person is told when a text, a place in it or a query cannot be used."""

from typing import ClassVar

from caseloom.language.errors import CaseloomError


class InvalidText(CaseloomError):
    """A text holds a character that no study may hold."""

    sentence: ClassVar[str] = (
        "The text holds {what} at character {place} (line {line}). Nothing was imported. "
        "Remove that character, or save the file again as UTF-8 text, and import it once more."
    )


class InvalidSelector(CaseloomError):
    """A place in a text contradicts itself."""

    sentence: ClassVar[str] = (
        "The place {start} to {end} cannot be used: {why}. Nothing was changed. "
        "Give a start from 0 on, an end after it, and the words that stand between them."
    )


class PlaceOutsideText(CaseloomError):
    """A position lies before the text's beginning or after its end."""

    sentence: ClassVar[str] = (
        "The position {place} lies outside the text, which has {length} characters. Nothing was changed. "
        "Give a position from 0 to {length}."
    )


class EmptyQuery(CaseloomError):
    """A query names no word that could be found."""

    exit_code = 2

    sentence: ClassVar[str] = (
        'The query "{query}" names no word to look for. Nothing was searched. '
        "Write at least one word that is not excluded with a minus sign."
    )
