"""Questions to the record of changes as people ask them, by names: which acts, and about which row."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from caseloom.coding.actions import code_named
from caseloom.notebook.names import NameUnknown, maybe_named, named
from caseloom.record.model import Act, Edit, Wanted
from caseloom.record.readings import edits_of, history
from caseloom.rooms import OpenStudy
from caseloom.studyfile.catalogue import Catalogue
from caseloom.team.model import Viewer

Database = Any
OF = ("source", "code", "case", "participant", "coding", "memo")
"""The kinds of row whose history can be asked for."""


@dataclass(frozen=True)
class Asked:
    """Which acts, with names in place of ids; `of` is the kind and the name of one row."""

    of: tuple[str, str | UUID] | None = None
    by: str | UUID | None = None
    action: str = ""
    since: date | None = None
    until: date | None = None
    limit: int | None = 50


def acts(study: OpenStudy, asked: Asked) -> list[Act]:
    """The acts that were asked for, the last first. Raises `NameUnknown` and its kin."""
    with study.file.read() as db:
        wanted = _wanted(db, study.viewer, asked)
        return history(db, study.viewer, study.file.kinds, wanted, limit=asked.limit)


def acts_with_edits(study: OpenStudy, asked: Asked) -> list[tuple[Act, list[Edit]]]:
    """The same of one row (`asked.of`), with what each act did to its fields."""
    with study.file.read() as db:
        wanted, kinds = _wanted(db, study.viewer, asked), study.file.kinds
        if wanted.of is None:
            return [(act, []) for act in history(db, study.viewer, kinds, wanted, limit=asked.limit)]
        found = history(db, study.viewer, kinds, wanted, limit=asked.limit)
        return [(act, edits_of(db, study.viewer, kinds, act, *wanted.of)) for act in found]


def row_named(db: Database, viewer: Viewer, kind: str, name: str | UUID) -> UUID:
    """The id of a row by its name; an id is taken as it is, since what is out has no name in any list."""
    try:
        return name if isinstance(name, UUID) else UUID(name.strip())
    except ValueError:
        pass
    if kind == "code":
        return code_named(db, viewer, str(name))
    if kind == "coding":
        hint = "Say its id; the list of codings has it (“--format json”)."
        raise NameUnknown(kind=kind, name=name, hint=hint)
    return named(db, viewer, kind, name)


def is_sort(action: str, known: Catalogue) -> bool:
    """Whether something is an action, or what the names of several begin with ("coding", "code")."""
    return any(name == action or name.startswith(f"{action}.") for name in known)


def _wanted(db: Database, viewer: Viewer, asked: Asked) -> Wanted:
    of = (asked.of[0], row_named(db, viewer, *asked.of)) if asked.of else None
    by = maybe_named(db, viewer, "person", asked.by)
    return Wanted(of, by, asked.action, asked.since, asked.until)
