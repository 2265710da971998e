"""What the program says beside its listings: sentences in the reader's language, on stderr or stdout."""

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Any

import click

from caseloom.language import CaseloomError
from caseloom.record.model import Act, Acts, one_stop
from caseloom.studyfile.remarks import Remark

# Where catalogues stand; a language without one is answered in English.
_CATALOGUES = Path(__file__).resolve().parent.parent / "packs" / "locale"
_CONTROLS = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)
}


@cache
def _translations() -> gettext.NullTranslations:
    asked = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    languages = [each for value in asked if value for each in value.split(":")]
    return gettext.translation("caseloom", _CATALOGUES, languages, fallback=True)


def sentence(told: CaseloomError | Remark | Act) -> str:
    """An error, a remark or an act as a sentence in the reader's language, with the acts that it tells of."""
    named = {name: _said(value) for name, value in dict(told.named).items()}
    said = _translations().gettext(told.sentence).format(**named)
    return one_stop(said) if isinstance(told, Act) else said


def _said(value: Any) -> Any:
    if isinstance(value, Acts):
        return " ".join(map(sentence, value))
    return sentence(value) if isinstance(value, Act) else value


def harmless(words: str) -> str:
    """Words without control characters: a text from elsewhere must not steer the terminal."""
    return words.translate(_CONTROLS)


def counted(number: int, one: str, many: str) -> str:
    """A number with its word in the number's form."""
    return f"{number} {one if number == 1 else many}"


def say(words: str) -> None:
    """Say something to the person, on stderr."""
    click.echo(harmless(words), err=True)


def answer(words: str) -> None:
    """Say what came of a command, on stdout."""
    click.echo(harmless(words))
