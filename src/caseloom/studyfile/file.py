"""An open study file: read transactions, changes, and what an open study lends (clock, new ids)."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable

from caseloom.studyfile import known, search, upgrades
from caseloom.studyfile.backups import ALWAYS, Safekeeping, back_up_for_the_day, backups_of, folder_of
from caseloom.studyfile.changes import Build, Change, Stamp
from caseloom.studyfile.connection import (
    APPLICATION_ID,
    FORM,
    check_header,
    check_schema,
    check_whole,
    engine,
    explained,
    in_other_journal_mode,
    use_plain_journal,
)
from caseloom.studyfile.copying import give_name
from caseloom.studyfile.derived import Derived, Touched, refresh
from caseloom.studyfile.erasing import (
    Erasing,
    Named,
    copy_erasures,
    erase_what_is_named,
    erasures_in,
    leave_no_trace,
    taken_before,
)
from caseloom.studyfile.errors import AlreadyThere, DamagedStudy, NotWritable, StudyFileError
from caseloom.studyfile.ids import derived_id, new_id
from caseloom.studyfile.kinds import METADATA, Kinds
from caseloom.studyfile.private import folder_beside, sweep_for
from caseloom.studyfile.strange import explaining
from caseloom.studyfile.tables import meta

Author = UUID | Build
_OWED = "derived tables owed"
TRACE_OWED = "traces owed"


def wall_clock() -> str:
    """The time for people's eyes, to the second, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass
class StudyFile:
    """One study in one file.

    `kinds` and `derived` come from the rooms. `clock` gives wall time (for people only), `new_id`
    fresh ids; tests may lend others. Several may be open at once.
    """

    path: Path
    id: UUID
    kinds: Kinds
    derived: Sequence[Derived]
    reading: Engine
    writing: Engine
    clock: Callable[[], str] = wall_clock
    safekeeping: Safekeeping = field(default_factory=Safekeeping, repr=False)
    _refreshing: bool = field(default=True, repr=False)
    _known: known.Entry = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._known = known.Entry(self.path)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One read transaction; everything read in it is of one moment."""
        with explaining(self.path, self.kinds), self.reading.begin() as db:
            yield db

    @contextlib.contextmanager
    def change(
        self, action: str, author: Author, *, batch: UUID | None = None, id: UUID | None = None
    ) -> Iterator[Change]:
        """One change in one transaction: wholly there or not at all.

        `id`, when a client made it, is the idempotency key. Derived tables are refreshed inside.
        """
        with self.changes() as made, made.change(action, author, batch=batch, id=id) as change:
            yield change

    @contextlib.contextmanager
    def changes(self) -> Iterator["Changes"]:
        """One transaction in which several changes are made: all of them are there, or none."""
        with self._write() as db:
            made = Changes(self, db)
            yield made
            if not made.touched:
                pass
            elif self._refreshing:
                refresh(db, self.derived, Touched(made.touched))
            else:
                # With each change: another process that opened the file meanwhile has paid what was owed.
                _owe(db)
        self._known.changed()

    @contextlib.contextmanager
    def _write(self) -> Iterator[Connection]:
        back_up_for_the_day(self)
        with explaining(self.path, self.kinds), self.writing.begin() as db:
            yield db

    @contextlib.contextmanager
    def postponed(self) -> Iterator[None]:
        """Do much writing first and compute the derived tables once, at the end.

        The file remembers that they are owed: if the work is cut off, the next opening computes them.
        """
        with self._write() as db:
            _owe(db)
        self._refreshing = False
        try:
            yield
        finally:
            self._refreshing = True
            self.rebuild()

    def erase(self, action: str, author: Author, named: Named) -> "Erasure":
        """Erase for good what is named, with all that needs it, here and in the program's backups.

        The change holds ids only and wins in every merge and build. If a file cannot be written anew at
        once (another reader holds it), the next opening does that.
        """
        with self._write() as db:
            id = self._name_for_erasure(db, action, author, named)
            self._carry_out(db)
        backups, left = self.leave_no_trace()
        return Erasure(id, backups, left)

    def rehearse_erasure(self, named: Named) -> Named:
        """All that erasing these would take, found by doing it in a transaction that is taken back.

        What earlier erasures took is named still, but is there no more: it is not among it.
        """
        with explaining(self.path, self.kinds), self.writing.connect() as db, db.begin() as transaction:
            before = taken_before(db, self.kinds)
            self._name_for_erasure(db, "rehearsal", Build(), named)
            gone = erase_what_is_named(db, self.kinds)
            transaction.rollback()
        return gone.without(before)

    def _name_for_erasure(self, db: Connection, action: str, author: Author, named: Named) -> UUID:
        made = Change(db, self.kinds, self.id, action, Stamp(as_person(author), self.clock()), None)
        for mark, kinds in named.by_mark.items():
            for kind, ids in kinds.items():
                for id in sorted(ids):
                    made.withdraw(self.kinds[kind], id, mark)
        made.close()
        return made.id

    def take_erasures_of(self, other: "StudyFile") -> None:
        """Erase here what was erased in another file of this study."""
        with other.read() as theirs:
            found = erasures_in(theirs)
        self.take_erasures(found)

    def take_erasures(self, found: Sequence[Erasing]) -> None:
        """Erase here what was erased elsewhere."""
        with self._write() as db:
            if copy_erasures(db, found):
                self._carry_out(db)
        self.leave_no_trace()

    def _carry_out(self, db: Connection) -> None:
        erase_what_is_named(db, self.kinds)
        refresh(db, self.derived, None)
        _owe(db, TRACE_OWED)

    def leave_no_trace(self) -> tuple[int, tuple[Path, ...]]:
        """Write the file anew, so that nothing erased is left on free pages, and erase in every backup.

        Returns how many backups were written anew, and those that could not be. What cannot be done now
        stays owed, and the next opening does it.
        """
        self.close()  # our own readers and writers must not hold the file
        backups, left = self._erase_in_backups()
        with contextlib.suppress(sqlite3.DatabaseError, StudyFileError):
            leave_no_trace(self.path)
            if not left:
                with self._write() as db:
                    db.execute(delete(meta).where(meta.c.name == TRACE_OWED))
        self._known.changed()
        return backups, left

    def _erase_in_backups(self) -> tuple[int, tuple[Path, ...]]:
        if self.safekeeping.settled == ALWAYS:
            return 0, ()
        done, left = 0, []
        sweep_for(self.path, folder_of(self.id))  # what a killed run left unfinished holds words too
        for each in backups_of(self.id):
            try:
                with contextlib.closing(open_file(each.path, self.kinds, self.derived, private=True)) as copy:
                    copy.take_erasures_of(self)
                done += 1
            except (StudyFileError, OSError):
                left.append(each.path)
        return done, tuple(left)

    def rebuild(self) -> None:
        """Compute every derived table again."""
        with self._write() as db:
            refresh(db, self.derived, None)
            db.execute(delete(meta).where(meta.c.name == _OWED))
        self._known.changed()

    def close(self) -> None:
        """Let go of the file."""
        self.reading.dispose()
        self.writing.dispose()
        self._known.write()

    def key_id(self, kind: str, key: str) -> UUID:
        """The id that (kind, key) has in this study."""
        return derived_id(self.id, kind, key)


@dataclass(frozen=True)
class Erasure:
    """What came of an erasure: its change, how many backups were written anew, and which could not be."""

    change: UUID
    backups: int
    left: tuple[Path, ...]


class Changes:
    """The changes of one transaction, and what they touched together."""

    def __init__(self, file: StudyFile, db: Connection) -> None:
        self.file, self.db = file, db
        self.touched: dict[str, set[UUID]] = {}

    @contextlib.contextmanager
    def change(
        self,
        action: str,
        author: Author,
        *,
        batch: UUID | None = None,
        id: UUID | None = None,
        undoes: UUID | None = None,
    ) -> Iterator[Change]:
        """One change; one that wrote nothing leaves no trace."""
        build = author if isinstance(author, Build) else None
        stamp = Stamp(as_person(author), self.file.clock(), id, batch, undoes)
        made = Change(self.db, self.file.kinds, self.file.id, action, stamp, build)
        yield made
        if made.close():
            for kind, ids in made.touched.items():
                self.touched.setdefault(kind, set()).update(ids)


def _owe(db: Connection, what: str = _OWED) -> None:
    db.execute(insert(meta).prefix_with("OR REPLACE").values(name=what, value="1"))


def as_person(author: Author) -> UUID | None:
    """The person who writes; None for a build."""
    return None if isinstance(author, Build) else author


def create_file(path: Path, kinds: Kinds, derived: Sequence[Derived], study: UUID | None = None) -> StudyFile:
    """Make a new, empty study file; refuses to overwrite."""
    if path.exists():
        raise AlreadyThere(path=path)
    id = study or new_id()
    # Killed while it is made, it has no name yet that a person would see or want to give again.
    with folder_beside(path) as folder:
        try:
            _write_empty(folder / path.name, statements(kinds, derived), id)
            give_name(folder / path.name, path)
        except (OSError, sqlite3.Error) as trouble:
            raise NotWritable(path=path, reason=str(trouble)) from trouble
    known.remember(path)
    return StudyFile(path, id, kinds, derived, engine(path, writing=False), engine(path, writing=True))


def _write_empty(path: Path, schema: Sequence[str], id: UUID) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {FORM}")
        db.execute("BEGIN")
        for statement in schema:
            db.execute(statement)
        db.execute("INSERT INTO meta (name, value) VALUES ('study', ?)", (id.hex,))
        db.execute("COMMIT")


def open_file(path: Path, kinds: Kinds, derived: Sequence[Derived], *, private: bool = False) -> StudyFile:
    """Open a study file that may be a stranger's; refuses what is not whole, newer or altered.

    One of an older form is backed up and brought to this program's. A private copy, which nobody works
    in, has no backups.
    """
    check_header(path)
    reading, schema = engine(path, writing=False), expected_schema(kinds, derived)
    try:
        form = check_schema(path, reading, upgrades.schemas(schema))
        if not known.is_known(path):
            check_whole(path, reading)
        with reading.begin() as db:
            said = {row.name: row.value for row in db.execute(select(meta.c.name, meta.c.value))}
        id = UUID(hex=said["study"])
    except (ValueError, KeyError) as trouble:
        reading.dispose()
        raise DamagedStudy(path=path, finding="no study id") from trouble
    except DBAPIError as trouble:
        reading.dispose()
        raise explained(path, trouble) from trouble
    except BaseException:
        reading.dispose()
        raise
    file = StudyFile(path, id, kinds, derived, reading, engine(path, writing=True))
    if private:
        file.safekeeping = Safekeeping(settled=ALWAYS)
    else:
        sweep_for(path, folder_of(id))
    if in_other_journal_mode(reading):
        reading.dispose()  # a connection of our own would hold on to the log
        use_plain_journal(path)
    if form < FORM:
        with contextlib.ExitStack() as unless_done:
            unless_done.callback(file.close)
            upgrades.upgrade(file, schema)
            unless_done.pop_all()
    if _OWED in said:
        file.rebuild()
    if TRACE_OWED in said:
        file.leave_no_trace()
    return file


def statements(kinds: Kinds, derived: Sequence[Derived]) -> list[str]:
    """The statements that make the schema, in their order; the same for every file of this form."""
    own = [METADATA.tables[name] for name in ("meta", "change", "item", "wording")]
    tables = own + [kinds.table(name) for name in kinds if name != "wording"]
    tables += [table for each in derived for table in each.tables]
    made = []
    for table in tables:
        made.append(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=sqlite.dialect())).strip() for index in indexes]
    return [*made, search.CREATE]


def expected_schema(kinds: Kinds, derived: Sequence[Derived]) -> dict[str, str]:
    """Name → statement of everything that a sound file of this form holds."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        for statement in statements(kinds, derived):
            db.execute(statement)
        return dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
