"""Names to ids: people write what things are called, and hear what is near when nothing is called so."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from caseloom.coding.readings import queries
from caseloom.design import readings as design
from caseloom.language import CaseloomError
from caseloom.sources.readings import sources
from caseloom.team.model import Viewer
from caseloom.team.readings import memos, people

Database = Any


class NameUnknown(CaseloomError):
    """Nothing in the study has that name."""

    sentence = "The study has no {kind} “{name}”. Nothing was changed. {hint}"
    exit_code = 4


class NameNotClear(CaseloomError):
    """Several things have that name."""

    sentence = (
        "The study has {count} {kinds} called “{name}”, which only their ids tell apart. "
        "Nothing was changed. Use one of these: {ids}."
    )
    exit_code = 4


_MANY = {"person": "people", "query": "queries"}
_EVERY: dict[str, Callable[[Database, Viewer], Iterable[tuple[UUID, str]]]] = {
    "source": lambda db, viewer: [(each.id, each.title) for each in sources(db, viewer)],
    "case": lambda db, viewer: [(each.id, each.name) for each in design.cases(db, viewer)],
    "wave": lambda db, viewer: [(each.id, each.name) for each in design.waves(db, viewer)],
    "setting": lambda db, viewer: [(each.id, each.name) for each in design.settings(db, viewer)],
    "participant": lambda db, viewer: [(each.id, each.name) for each in design.participants(db, viewer)],
    "person": lambda db, viewer: [(each.id, each.name) for each in people(db, viewer)],
    "query": lambda db, viewer: [(each.id, each.name) for each in queries(db, viewer)],
    "memo": lambda db, viewer: [(each.id, each.title) for each in memos(db, viewer, limit=None).memos],
    "construct": lambda db, viewer: [(each.id, each.reference) for each in design.constructs(db, viewer)],
}


BY_NAME = frozenset(_EVERY)
"""The kinds whose rows go by their names."""


def named(db: Database, viewer: Viewer, kind: str, name: str | UUID) -> UUID:
    """The id of the source, case, wave, setting, participant, person, query, memo or construct of that name.

    A name is compared as a whole, ignoring case; an id works too. Raises `NameUnknown` with the nearest
    names, or `NameNotClear`.
    """
    every = list(_EVERY[kind](db, viewer))
    if (id := _as_id(name)) is not None and any(id == each for each, _ in every):
        return id
    wanted = str(name).strip()
    same = [each for each, called in every if called == wanted]
    same = same or [each for each, called in every if called.casefold() == wanted.casefold()]
    if len(same) == 1:
        return same[0]
    if same:
        kinds = _MANY.get(kind, f"{kind}s")
        raise NameNotClear(kinds=kinds, name=wanted, count=len(same), ids=", ".join(map(str, same)))
    raise NameUnknown(kind=kind, name=wanted, hint=hint(wanted, [called for _, called in every]))


def maybe_named(db: Database, viewer: Viewer, kind: str, name: str | UUID | None) -> UUID | None:
    """The same, and None for None."""
    return named(db, viewer, kind, name) if name is not None else None


def hint(wanted: str, names: Iterable[str]) -> str:
    """What may have been meant, as a sentence."""
    every = list(names)
    known = list(dict.fromkeys(every))
    lower = {each.casefold(): each for each in known}
    near = [each for key, each in lower.items() if wanted.casefold() in key]
    near += [lower[key] for key in difflib.get_close_matches(wanted.casefold(), lower, n=3, cutoff=0.6)]
    if near:
        meant = list(dict.fromkeys(near[:3]))
        shared = [each for each in meant if every.count(each) > 1]
        more = (
            f" Of “{shared[0]}” there are {every.count(shared[0])}, told apart by their ids."
            if shared
            else ""
        )
        return f"Did you mean {' or '.join(f'“{each}”' for each in meant)}?{more}"
    if 0 < len(known) <= 8:
        return f"It has {', '.join(f'“{each}”' for each in known)}."
    return f"It has {len(every)} others." if known else "It has none yet."


def _as_id(name: str | UUID) -> UUID | None:
    if isinstance(name, UUID):
        return name
    try:
        return UUID(name)
    except ValueError:
        return None
