"""Which language the reader of a page reads, as a study names its languages."""

from dataclasses import replace

from django.utils.translation import get_language

from caseloom.design.kinds import LANGUAGES
from caseloom.team.model import Viewer


def reader_language() -> str:
    """The interface's language as studies name theirs ("zh" for "zh-hans"); "en" for one they do not have."""
    language = (get_language() or "").partition("-")[0].lower()
    return language if language in LANGUAGES else "en"


def reading(viewer: Viewer) -> Viewer:
    """The same viewer, who reads what a page tells of the record in the interface's language."""
    return replace(viewer, language=reader_language())


def foreign(language: str) -> str:
    """The language of words, "" where they are in the reader's own or nobody says which they are in."""
    return language if language != reader_language() else ""
