"""What the codebook said at any moment: labels, definitions and criteria of every code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from caseloom.coding.kinds import CODE
from caseloom.coding.model import Criteria
from caseloom.coding.readings.codebook import study_in
from caseloom.design.kinds import CONSTRUCT, LANGUAGES
from caseloom.studyfile import derived_id
from caseloom.studyfile.moments import RowThroughTime, through_time
from caseloom.team.model import Viewer

_OWN = ("label", "definition", "inclusion", "exclusion")
_OF_THE_STUDY = ("examples", "near_misses")
_DEFINITIONS = tuple(f"definition_{language}" for language in LANGUAGES)
_LABELS = tuple(f"label_{language}" for language in LANGUAGES)
_CRITERIA = ("definition", "inclusion", "exclusion", "project_wording", *_DEFINITIONS)


@dataclass(frozen=True)
class Worded:
    """A code as it stood at a moment; lists are an entry a line."""

    id: UUID
    label: str
    parent: UUID | None
    criteria: Criteria
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    retired: bool
    inductive: bool


@dataclass(frozen=True)
class CodeThroughTime:
    """A code's words at any stamp, whether a framework's or the team's."""

    id: UUID
    code: RowThroughTime | None
    construct: RowThroughTime | None

    def criteria(self, stamp: int) -> Criteria:
        """What it meant to code with it, then. The project's wording goes before the framework's."""
        row = self.construct or self.code
        if row is None:
            return Criteria()
        lists = (_lines(row.at(field, stamp)) for field in ("inclusion", "exclusion"))
        definition = row.at("definition", stamp) if self.construct is None else _of_construct(row, stamp)
        return Criteria((definition or "").strip(), *lists)

    def stamps(self) -> list[int]:
        """The stamps at which something of its criteria was written."""
        row = self.construct or self.code
        return row.stamps(_CRITERIA) if row else []

    def stands(self, stamp: int) -> bool:
        """Whether it was in the codebook then; a construct was from when it was adopted."""
        row = self.construct or self.code
        return row is not None and row.born <= stamp and not row.at("gone", stamp)

    def at(self, stamp: int) -> Worded:
        """The code as it stood then."""
        lists = {field: _lines(self.code.at(field, stamp)) if self.code else () for field in _OF_THE_STUDY}
        above = self.code.at("parent", stamp) if self.code and self.construct is None else None
        return Worded(
            id=self.id,
            label=self._label(stamp),
            parent=above,
            criteria=self.criteria(stamp),
            retired=bool(self.code and self.code.at("retired", stamp)),
            inductive=self.construct is None,
            **lists,
        )

    def _label(self, stamp: int) -> str:
        if self.construct is not None:
            return next(filter(None, (self.construct.at(name, stamp) for name in _LABELS)), "")
        return (self.code.at("label", stamp) if self.code else "") or ""


def _of_construct(row: RowThroughTime, stamp: int) -> str:
    """The project's wording; else the definition in the first language it is in: a translation is none."""
    said = (row.at(field, stamp) for field in ("project_wording", *_DEFINITIONS))
    return next((words for words in said if words), "")


def _lines(words: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (words or "").splitlines() if line.strip())


def codes_through_time(db: Connection, viewer: Viewer) -> Mapping[UUID, CodeThroughTime]:
    """Every code that there is or was, by its id, in the order of the codebook as it is now."""
    return {each.id: each for each in _codes(db)}


def _codes(db: Connection) -> Iterator[CodeThroughTime]:
    study = study_in(db)
    rows = through_time(db, CODE, (*_OWN, *_OF_THE_STUDY, "construct", "parent", "retired"))
    used = {each.now["construct"]: each for each in rows.values() if each.now["construct"]}
    named = ("reference", "inclusion", "exclusion", "project_wording", *_DEFINITIONS, *_LABELS)
    for construct in through_time(db, CONSTRUCT, named).values():
        id = derived_id(study, CODE.name, construct.now["reference"])
        yield CodeThroughTime(id, used.get(construct.id), construct)
    yield from (CodeThroughTime(id, row, None) for id, row in rows.items() if not row.now["construct"])
