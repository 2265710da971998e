"""Taking changes back, and taking that back: ordinary changes that restore what their target still holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from caseloom.language import CaseloomError
from caseloom.studyfile.catalogue import BORN, GONE, Catalogue
from caseloom.studyfile.erasing import in_batches, is_named, is_spared
from caseloom.studyfile.file import Changes
from caseloom.studyfile.fold import FieldStory, Written, decode, field_story, stories
from caseloom.studyfile.ids import new_id
from caseloom.studyfile.kinds import Kind, Kinds
from caseloom.studyfile.tables import change, item
from caseloom.studyfile.uses import Obstacle, obstacle, uses

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True)
class Step:
    """What one undo or redo takes back: the changes of one act (several for a batch), the last first."""

    author: UUID
    action: str
    at: str | None
    batch: UUID | None
    changes: tuple[UUID, ...]


class InTheWay(CaseloomError):
    """Something was built on what a person wants to take back."""

    sentence = "Something was built on this since, so nothing was undone. Undo that first."
    exit_code = 4

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__()
        self.obstacles = tuple(obstacles)


class NotOurs(CaseloomError):
    """An act wrote what this program does not know."""

    sentence = (
        "This act wrote something that this program does not know ({what}), so it was not undone. Nothing "
        "was changed. “caseloom check” names what is wrong with the study."
    )
    exit_code = 4


# -- which step comes next ------------------------------------------------------------------------


def next_undo(db: Connection, kinds: Kinds, author: UUID, catalogue: Catalogue) -> Step | None:
    """The last act of a person that stands and may be undone; None if there is none.

    An act of which nothing can be given back is passed over: its rows, or what they said before, were erased.
    So is one on which only such an act was built.
    """
    undone, passed = Undone(db), set[UUID]()
    for step in undone.looked_up(_steps(db, author)):
        plain = step.action not in (UNDO, REDO)
        left = undone.standing(step) if plain and catalogue.undoable(step.action) else None
        if left is None:
            continue
        if gives_something(db, kinds, catalogue, left, passed):
            return left
        passed.update(left.changes)
    return None


def next_redo(db: Connection, kinds: Kinds, author: UUID, catalogue: Catalogue) -> Step | None:
    """The last undo of a person that was not taken back, while they did nothing else since.

    One of which nothing can be given back is passed over.
    """
    undone, passed = Undone(db), set[UUID]()
    for step in undone.looked_up(_steps(db, author)):
        if step.action == UNDO and (left := undone.standing(step)):
            if gives_something(db, kinds, catalogue, left, passed):
                return left
            passed.update(left.changes)
        if step.action not in (UNDO, REDO):
            return None
    return None


def gives_something(
    db: Connection, kinds: Kinds, catalogue: Catalogue, step: Step, passed: Collection[UUID] = ()
) -> bool:
    """Whether taking a step back would change anything, or be refused; what `passed` wrote is in no way."""
    taking = _Taking(db, kinds, catalogue, step)
    try:
        return any(isinstance(each, _Given) for id in step.changes for each in taking.of(id))
    except InTheWay as trouble:
        return not all(each.change in passed for each in trouble.obstacles)
    except NotOurs:
        return True


def step_of(db: Connection, id: UUID) -> Step | None:
    """The act that a change belongs to, as far as it stands; None for a build's or an unknown change."""
    row = db.execute(_CHANGES.where(change.c.id == id)).one_or_none()
    if row is None or row.author is None:
        return None
    rows = [row]
    if row.batch is not None:
        rows = list(db.execute(_CHANGES.where(change.c.batch == row.batch, change.c.author == row.author)))
    rows.sort(key=lambda each: (each.stamp, each.id), reverse=True)
    return Undone(db).standing(_step(rows))


_CHANGES: Select[Any] = select(
    change.c.id, change.c.stamp, change.c.author, change.c.action, change.c.at, change.c.batch
)


def _steps(db: Connection, author: UUID) -> Iterator[Step]:
    """The acts of a person, the last first; the changes of a batch are one."""
    rows = db.execute(
        _CHANGES.where(change.c.author == author, change.c.author.is_not(None))
        .order_by(change.c.stamp.desc(), change.c.id.desc())
        .execution_options(yield_per=50)
    )
    together: list[Any] = []
    for row in rows:
        if together and (row.batch is None or row.batch != together[-1].batch):
            yield _step(together)
            together = []
        together.append(row)
    if together:
        yield _step(together)


def _step(rows: Sequence[Any]) -> Step:
    first = rows[0]
    return Step(first.author, first.action, first.at, first.batch, tuple(row.id for row in rows))


_UNDOES = select(change.c.id, change.c.undoes).where(change.c.undoes.in_(bindparam("ids", expanding=True)))


class Undone:
    """Which changes are taken back: those with an undo that is not itself taken back.

    Only what is asked about is looked up: a study may hold as many undos as it likes.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._by: dict[UUID, list[UUID]] = {}
        self._said: dict[UUID, bool] = {}

    def __contains__(self, id: UUID) -> bool:
        """An undo that is said to undo itself, directly or through others, takes nothing back."""
        self.look_up([id])
        open_ = [id]
        while id not in self._said:
            at = open_[-1]
            later = [each for each in self._by[at] if each not in self._said and each not in open_]
            if later:
                open_.append(later[0])
                continue
            self._said[at] = any(not self._said.get(each, True) for each in self._by[at])
            open_.pop()
        return self._said[id]

    def look_up(self, ids: Iterable[UUID]) -> None:
        """Ask for the undos of many changes at once, and for the undos of those."""
        fresh = [id for id in ids if id not in self._by]
        while fresh:
            self._by.update((id, []) for id in fresh)
            found: list[UUID] = []
            for some in in_batches(fresh):
                for row in self._db.execute(_UNDOES, {"ids": some}):
                    self._by[row.undoes].append(row.id)
                    found.append(row.id)
            fresh = [id for id in found if id not in self._by]

    def looked_up(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The same steps, looked up more at once the longer one goes on: many may be taken back in a row."""
        most = 2
        while some := list(islice(steps, most)):
            self.look_up(id for step in some for id in step.changes)
            yield from some
            most *= 2

    def standing(self, step: Step) -> Step | None:
        """The part of a step that is not taken back; None for one that wholly is."""
        left = tuple(id for id in step.changes if id not in self)
        return Step(step.author, step.action, step.at, step.batch, left) if left else None


# -- taking it back -------------------------------------------------------------------------------


def take_back(changes: Changes, step: Step, catalogue: Catalogue) -> "Taken":
    """Undo (or, of an undo, redo) every change of a step in the open transaction; raises `InTheWay`."""
    action = REDO if step.action == UNDO else UNDO
    batch = new_id() if len(step.changes) > 1 else None
    taking = _Taking(changes.db, changes.file.kinds, catalogue, step)
    given, lost = 0, 0
    for target in step.changes:
        with changes.change(action, step.author, batch=batch, undoes=target) as made:
            for each in taking.of(target):
                if isinstance(each, _Given):
                    made.put_back(each.kind, each.entity, each.field, each.value, each.over, each.knew)
                    given += 1
                else:
                    lost += 1
    return Taken(given, lost)


@dataclass(frozen=True)
class Taken:
    """How many fields were given back, and how many not, since an erasure took the row or the words."""

    given: int
    lost: int


@dataclass(frozen=True)
class _Given:
    """A field that is to say what it said before, over the changes that hold it now."""

    kind: Kind
    entity: UUID
    field: str
    value: Any
    over: Collection[UUID]
    knew: frozenset[UUID] | None


class _Lost:
    """A field of which an erasure took what it said before, or the row."""


def was_erased(db: Connection, kinds: Kinds, kind: Kind, entity: UUID) -> bool:
    """Whether a row is not in the file, which only an erasure brings about, or was emptied by one."""
    table = kinds.table(kind.name)
    there = db.scalar(select(table.c.n).where(table.c.id == entity)) is not None
    return not there or is_named(db, entity)


class _Taking:
    """A step being taken back, or asked whether it can be; writes nothing."""

    def __init__(self, db: Connection, kinds: Kinds, catalogue: Catalogue, step: Step) -> None:
        self.db, self.kinds = db, kinds
        self.passing = catalogue.in_passing(step.action)
        self.author, self.targets = step.author, frozenset(step.changes)

    def of(self, target: UUID) -> Iterator[_Given | _Lost]:
        """What each of a change's fields said before, and that what it made goes out."""
        rows = self.db.execute(
            select(item.c.kind, item.c.entity, item.c.field, item.c.overwrote)
            .join(change, change.c.n == item.c.change)
            .where(change.c.id == target)
            .order_by(item.c.kind, item.c.entity, item.c.field)
        ).all()
        self._refuse_unknown(rows)
        if is_spared(self.db, {row.entity for row in rows}):
            yield _Lost()  # without it, what it stands for would stand again, and has no words any more
            return
        born = {row.entity for row in rows if row.field == BORN}
        for row in rows:
            kind = self.kinds[row.kind]
            if row.field == BORN:
                yield from self._give_back(kind, row.entity, GONE, target)
            elif row.entity not in born or row.overwrote is not None:
                yield from self._give_back(kind, row.entity, row.field, target)

    def _refuse_unknown(self, rows: Sequence[Any]) -> None:
        for row in rows:
            kind = self.kinds.get(row.kind)
            if kind is None or (row.field not in (BORN, GONE) and row.field not in kind.names):
                raise NotOurs(what=f"{row.field} of a {row.kind}" if row.field else row.kind)

    def _give_back(self, kind: Kind, entity: UUID, field: str, target: UUID) -> Iterator[_Given | _Lost]:
        if was_erased(self.db, self.kinds, kind, entity):
            yield _Lost()
            return
        story = field_story(self.db, kind.name, entity, field)
        held = _held(story, target)
        if story.written and not held:
            if not self._common(kind, entity):
                self._refuse_built_on(kind, entity, field, story, target)
            return  # it was overwritten elsewhere, without knowing of the target
        restored = self._before(story, target, held)
        if restored is not None and restored.value is None:
            yield _Lost()  # an erasure emptied it
            return
        value = _said(kind, field, restored)
        since = story.written[target].stamp if story.written and story.written[target].overwrote else -1
        if field == GONE and value and (found := self._uses(kind, entity, since)):
            if self._common(kind, entity):
                return
            raise InTheWay(found)
        # What is taken out again knows what it knew then; what never was there, of nobody who used it.
        knew = restored.knew if restored else frozenset[UUID]() if field == GONE else None
        stays_out = field == GONE and value and held and all(_said(kind, field, each) for each in held)
        if stays_out and not self._waits_again(kind, entity, knew):
            return  # whoever used it is gone meanwhile: nobody would notice that it is undone
        yield _Given(kind, entity, field, value, {each.change for each in held}, knew)

    def _refuse_built_on(self, kind: Kind, entity: UUID, field: str, story: FieldStory, target: UUID) -> None:
        """What the same act wrote over it is in no way: an erasure took what that would give back."""
        later = [story.meant(each) for each in story.holders if story.builds_on(each, target)]
        others = [each for each in later if each.change not in self.targets]
        if others:
            raise InTheWay([obstacle(kind, entity, field, each) for each in others])

    def _before(self, story: FieldStory, target: UUID, held: Sequence[Written]) -> Written | None:
        """What holds without the target: another's word beside it, else the one before it.

        None where there is no other: the target made the row.
        """
        others = [each for each in story.holders if each not in held]
        return others[0] if others else story.before(target) if story.written else None

    def _common(self, kind: Kind, entity: UUID) -> bool:
        """A row that came about on the way and that its place determines is nobody's to take out."""
        return kind.name in self.passing and entity.version == 5

    def _uses(self, kind: Kind, entity: UUID, since: int) -> list[Obstacle]:
        """What others said of a row, and what came to need it, after a stamp.

        Whoever took a row out that was in use did so knowingly, and may do so again.
        """
        found = [*self._said_by_others(kind, entity), *uses(self.db, self.kinds, kind, entity, self.targets)]
        return [each for each in found if each.stamp > since]

    def _waits_again(self, kind: Kind, entity: UUID, knew: Set[UUID] | None) -> bool:
        """Whether somebody would have to choose again about a row that stays out, since it is used."""
        return knew is None or any(
            each.change not in knew for each in uses(self.db, self.kinds, kind, entity)
        )

    def _said_by_others(self, kind: Kind, entity: UUID) -> Iterator[Obstacle]:
        for field, story in stories(self.db, kind.name, entity).items():
            for each in map(story.meant, story.holders):
                mine = each.author in (self.author, None) or each.change in self.targets
                if not mine and each.overwrote:
                    yield obstacle(kind, entity, field, each)


def _said(kind: Kind, field: str, restored: Written | None) -> Any:
    """What a field says then; without the change that made its row, that row is out."""
    if restored is None:
        return 1 if field == GONE else None
    return decode(kind, field, restored.value)


def _held(story: FieldStory, target: UUID) -> list[Written]:
    """The standing values that are the target's, or give back the target's."""
    return [each for each in story.holders if any(said.change == target for said in story.stands_for(each))]
