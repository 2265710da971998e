"""Messages that rooms declare: errors, actions, kinds and their fields, rules of a matrix."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import product

import caseloom
from caseloom.analysis.model import (
    CLOCKS,
    COUNTED,
    EMPTINESS,
    REACHES,
    TIME,
    MatrixRequest,
    evidence_sentences,
)
from caseloom.frameworks.model import KINDS as CONSTRUCTS
from caseloom.language import CaseloomError
from caseloom.overview.readings import ATTENTION
from caseloom.record.catalogue import ACTIONS
from caseloom.rooms import KINDS
from caseloom.sources.readers import errors as errors_of_files
from sentences.message import Message
from sentences.written import ENGLISH_ONLY

# Errors of reading a file: of those that pages show, the ones below say nothing else in English.
_UNHEARD = tuple(f"caseloom.{name}" for name in (*ENGLISH_ONLY, "sources.readers"))
_HEARD = (
    errors_of_files.DeclaresEntities,
    errors_of_files.EncodingUnknown,
    errors_of_files.FileDamaged,
    errors_of_files.FileEmpty,
    errors_of_files.FileEncrypted,
    errors_of_files.FileTooLarge,
    errors_of_files.NoCues,
    errors_of_files.NoText,
    errors_of_files.OnlyPictures,
    errors_of_files.TextTooLong,
    errors_of_files.TooManyPages,
)
_SAID_OTHERWISE = {
    "candidate_decision",
    "case_setting",
    "coding_query",
    "flag",
    "innovation_version",
    "page_picture",
    "source_setting",
    "turn_role",
}


def errors() -> Iterator[Message]:
    """The sentence of every error that a page may show."""
    for module in pkgutil.walk_packages(caseloom.__path__, "caseloom."):
        if not module.name.endswith("__main__") and not module.name.startswith(_UNHEARD):
            importlib.import_module(module.name)
    for each in _below(CaseloomError):
        heard = each in _HEARD or not each.__module__.startswith(_UNHEARD)
        if heard and "sentence" in each.__dict__:
            yield Message(_file(each.__module__), each.sentence)
    yield Message(_file(CaseloomError.__module__), CaseloomError.sentence)


def _below(error: type[CaseloomError]) -> Iterator[type[CaseloomError]]:
    for each in error.__subclasses__():
        yield each
        yield from _below(each)


def _file(module: str) -> str:
    return f"src/{module.replace('.', '/')}.py"


def actions() -> Iterator[Message]:
    """What the history says of every action."""
    for action in ACTIONS.values():
        room = action.about or "record"
        yield Message(f"actions/{room}", action.one)
        yield Message(f"actions/{room}", action.many)


def things() -> Iterator[Message]:
    """Kinds, their fields, and the words that a field may hold."""
    for kind in KINDS.values():
        if kind.name not in _SAID_OTHERWISE:
            yield _thing(kind.name)
        if kind.immutable:
            continue
        for name in kind.names:
            yield _thing(name)
            for value in kind.field(name).choices:
                if value and not value.isdigit() and name != "source_kind":
                    yield Message("values", value.replace("_", " "), context="value")
    for name in ("voice", "interval", "text"):
        yield _thing(name)
    for name in CONSTRUCTS:
        yield Message("constructs", name, context="construct")


def _thing(name: str) -> Message:
    return Message("things", name.replace("_", " "), context="thing")


def matrices() -> Iterator[Message]:
    """The rules by which a matrix counts, and why a cell is empty."""
    for grain, cell, clock, reach in product((None, *TIME), COUNTED, CLOCKS, REACHES):
        if cell == "candidates" and clock == "about":
            continue
        request = MatrixRequest(
            rows="code", columns=(grain or "case",), cell=cell, clock=clock, reach=reach, intervals=("2019",)
        )
        for sentence in evidence_sentences(request):
            yield Message("src/caseloom/analysis/model.py", sentence)
    for why in EMPTINESS:
        yield Message("src/caseloom/analysis/model.py", why)


def attention() -> Iterator[Message]:
    """What wants a person, behind its number."""
    for sentence in (each for both in ATTENTION.values() for each in both):
        yield Message("src/caseloom/overview/readings.py", sentence)


def every() -> Iterator[Message]:
    """All of them."""
    for some in (errors, actions, things, matrices, attention):
        yield from some()
