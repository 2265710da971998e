"""From an older form of study file to this one: backed up first, in one transaction, without chance."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseloom.studyfile import known
from caseloom.studyfile.backups import ALWAYS, Backed, folder_of, make_backup
from caseloom.studyfile.connection import FORM, connect_to, schema_difference
from caseloom.studyfile.errors import Busy, NotUpgraded, StudyFileError
from caseloom.studyfile.rebuilding import (
    CODE,
    CODE_ADDED,
    CODE_INDEX,
    CODING,
    CODING_ADDED,
    CODING_INDEXES,
    CONSTRUCT,
    CONSTRUCT_ADDED,
    CONSTRUCT_INDEX,
    FRAMEWORK,
    FRAMEWORK_ADDED,
    ITEM,
    ITEM_ADDED,
    ITEM_INDEX,
    PARTICIPANT,
    PARTICIPANT_ADDED,
    REVISION,
    REVISION_ADDED,
    REVISION_INDEXES,
    SOURCE,
    SOURCE_ADDED,
    SOURCE_INDEXES,
    TRANSLATION,
    rebuilt,
    without,
)

Schema = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """From form `to` - 1 to form `to`.

    `statements` do it, without clock and chance: two copies of a study, upgraded apart, hold the same
    afterwards. `before` is what the older form has otherwise: name → statement, None where it has none.
    """

    to: int
    statements: tuple[str, ...]
    before: Mapping[str, str | None]


# Word for word as the program makes it, to the space at a line's end.
_FORMER_TURN = (
    "CREATE TABLE former_turn (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\tturn BLOB NOT NULL, "
    "\n\tformer BLOB NOT NULL, \n\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), \n\tUNIQUE (id), "
    "\n\tFOREIGN KEY(turn) REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED, "
    "\n\tFOREIGN KEY(former) REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED\n)\n STRICT"
)
_MEMO = (
    "CREATE TABLE memo (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n"
    "\tabout TEXT NOT NULL CHECK (\"about\" GLOB '?*:*' AND substr(\"about\", -33, 1) = ':' AND "
    "substr(\"about\", -32) NOT GLOB '*[^0-9a-f]*'), \n"
    "\tmemo_kind TEXT NOT NULL, \n\ttitle BLOB, \n\ttext BLOB, \n\tauthor BLOB NOT NULL, \n"
    "\tborn INTEGER NOT NULL, \n\tgone INTEGER DEFAULT '0' NOT NULL, \n\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n\tUNIQUE (id), \n"
    "\tFOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(text) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(author) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)
_MEMO_LINK = (
    "CREATE TABLE memo_link (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n"
    "\tmemo BLOB NOT NULL, \n"
    "\tthing TEXT NOT NULL CHECK (\"thing\" GLOB '?*:*' AND substr(\"thing\", -33, 1) = ':' AND "
    "substr(\"thing\", -32) NOT GLOB '*[^0-9a-f]*'), \n"
    "\tborn INTEGER NOT NULL, \n\tgone INTEGER DEFAULT '0' NOT NULL, \n\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n\tUNIQUE (id), \n"
    "\tFOREIGN KEY(memo) REFERENCES memo (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)
_CODING_QUERY = (
    "CREATE TABLE coding_query (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\tname BLOB, \n"
    "\twish TEXT NOT NULL, \n\tnote BLOB, \n\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n\tFOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)
_FLAG = (
    "CREATE TABLE flag (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\tpassage BLOB NOT NULL, \n"
    "\tnote BLOB, \n\tborn INTEGER NOT NULL, \n\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), \n\tUNIQUE (id), \n"
    "\tFOREIGN KEY(passage) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)

_VERSION = (
    "CREATE TABLE codebook_version (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\tname BLOB, "
    "\n\tnote BLOB, \n\tborn INTEGER NOT NULL, \n\tgone INTEGER DEFAULT '0' NOT NULL, "
    "\n\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), \n\tUNIQUE (id), "
    "\n\tFOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, "
    "\n\tFOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, "
    "\n\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)

_PICTURE = (
    "CREATE TABLE picture (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\tcontent BLOB NOT NULL, "
    "\n\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), \n\tUNIQUE (id)\n)\n STRICT"
)
_PAGE_PICTURE = (
    "CREATE TABLE page_picture (\n\tn INTEGER NOT NULL, \n\tid BLOB NOT NULL, \n\trevision BLOB NOT NULL, "
    "\n\tpicture BLOB NOT NULL, \n\tnumber INTEGER NOT NULL, \n\tstart INTEGER NOT NULL, "
    "\n\twidth INTEGER NOT NULL, \n\theight INTEGER NOT NULL, \n\tborn INTEGER NOT NULL, "
    "\n\tgone INTEGER DEFAULT '0' NOT NULL, \n\tPRIMARY KEY (n), \n\tCHECK (length(id) = 16), "
    "\n\tUNIQUE (id), "
    "\n\tFOREIGN KEY(revision) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, "
    "\n\tFOREIGN KEY(picture) REFERENCES picture (id) DEFERRABLE INITIALLY DEFERRED, "
    "\n\tFOREIGN KEY(born) REFERENCES change (n)\n)\n STRICT"
)

STEPS = (
    Step(
        to=2,
        statements=(
            _FORMER_TURN,
            "CREATE INDEX former_turn_by_former ON former_turn (former)",
            "CREATE INDEX former_turn_by_turn ON former_turn (turn)",
            "CREATE INDEX change_by_author ON change (author, stamp) WHERE author IS NOT NULL",
            "CREATE INDEX change_by_batch ON change (batch) WHERE batch IS NOT NULL",
            "CREATE INDEX change_by_undoes ON change (undoes) WHERE undoes IS NOT NULL",
            _MEMO,
            "CREATE INDEX memo_by_about ON memo (about)",
            _MEMO_LINK,
            "CREATE INDEX memo_link_by_memo ON memo_link (memo)",
            "CREATE INDEX memo_link_by_thing ON memo_link (thing)",
            _CODING_QUERY,
            _FLAG,
            "CREATE INDEX flag_by_passage ON flag (passage)",
            *rebuilt("item", ITEM, ITEM_ADDED, ITEM_INDEX),
            *rebuilt("participant", PARTICIPANT, PARTICIPANT_ADDED),
            *rebuilt("framework", FRAMEWORK, FRAMEWORK_ADDED),
            *rebuilt("construct", CONSTRUCT, CONSTRUCT_ADDED, CONSTRUCT_INDEX),
            *rebuilt("code", CODE, CODE_ADDED, CODE_INDEX),
            *rebuilt("coding", CODING, CODING_ADDED, *CODING_INDEXES),
            *rebuilt("source", SOURCE, SOURCE_ADDED, *SOURCE_INDEXES),
            *rebuilt("revision", REVISION, REVISION_ADDED, *REVISION_INDEXES),
            TRANSLATION,
            "CREATE INDEX translation_by_original ON translation (original_n)",
            _VERSION,
            _PICTURE,
            _PAGE_PICTURE,
            "CREATE INDEX page_picture_by_revision_start ON page_picture (revision, start)",
        ),
        before=MappingProxyType(
            {
                "former_turn": None,
                "former_turn_by_turn": None,
                "former_turn_by_former": None,
                "change_by_author": None,
                "change_by_batch": None,
                "change_by_undoes": None,
                "memo": None,
                "memo_by_about": None,
                "memo_link": None,
                "memo_link_by_memo": None,
                "memo_link_by_thing": None,
                "coding_query": None,
                "flag": None,
                "flag_by_passage": None,
                "item": without(ITEM, ITEM_ADDED),
                "participant": without(PARTICIPANT, PARTICIPANT_ADDED),
                "framework": without(FRAMEWORK, FRAMEWORK_ADDED),
                "construct": without(CONSTRUCT, CONSTRUCT_ADDED),
                "code": without(CODE, CODE_ADDED),
                "coding": without(CODING, CODING_ADDED),
                "source": without(SOURCE, SOURCE_ADDED),
                "source_by_translation_of": None,
                "revision": without(REVISION, REVISION_ADDED),
                "translation": None,
                "translation_by_original": None,
                "codebook_version": None,
                "picture": None,
                "page_picture": None,
                "page_picture_by_revision_start": None,
            }
        ),
    ),
)


def schemas(now: Schema) -> dict[int, Schema]:
    """Form → its schema, word for word, for every form that is known; `now` is this program's."""
    found = {FORM: now}
    for step in reversed(STEPS):
        older = {**found[step.to], **step.before}
        found[step.to - 1] = {name: sql for name, sql in older.items() if sql is not None}
    return found


def upgrade(file: Backed, now: Schema) -> None:
    """Bring a study file of an older form to this program's; `now` is the schema that it has then.

    A backup is made first, unless it is a private copy. Then either everything is done, or nothing: also
    when the work is killed, the file is as it was. Raises `NotUpgraded`, `Busy`.
    """
    try:
        if file.safekeeping.settled != ALWAYS:
            make_backup(file, "upgrade")
    except Busy:
        raise
    except StudyFileError as trouble:
        why = f"no backup could be made in {folder_of(file.id)} first: {trouble.named.get('reason', trouble)}"
        raise NotUpgraded(path=file.path, reason=why) from trouble
    try:
        # With foreign keys on, rewriting a table takes the rows along that name its rows.
        with contextlib.closing(connect_to(file.path, writing=True, keys=False)) as db:
            _in_one_transaction(db, now)
    except sqlite3.OperationalError as trouble:
        if "locked" in str(trouble) or "busy" in str(trouble):
            raise Busy(path=file.path) from trouble
        raise NotUpgraded(path=file.path, reason=trouble) from trouble
    except (sqlite3.Error, _Amiss) as trouble:
        raise NotUpgraded(path=file.path, reason=trouble) from trouble
    known.remember(file.path)


class _Amiss(Exception):
    """Something is not as it should be before or after the steps."""


def _in_one_transaction(db: sqlite3.Connection, now: Schema) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(db, now)
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _take_steps(db: sqlite3.Connection, now: Schema) -> None:
    form: int = db.execute("PRAGMA user_version").fetchone()[0]
    if form == FORM:
        return  # another process was quicker, since the file was looked at
    if form not in (known_forms := schemas(now)):
        raise _Amiss(f"another program made it form {form} meanwhile")
    _refuse_difference(db, known_forms[form])
    counts, lost = _counts(db), _lost(db)
    for step in STEPS:
        if step.to > form:
            for statement in step.statements:
                db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORM}")
    _refuse_difference(db, now)
    _refuse_loss(db, counts, lost)


def _refuse_difference(db: sqlite3.Connection, expected: Schema) -> None:
    found = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    if difference := schema_difference(found, expected):
        raise _Amiss(difference)


def _refuse_loss(db: sqlite3.Connection, counts: Mapping[str, int], lost: Counter[tuple[str, str]]) -> None:
    """No table has other than the rows that it had, no key more leads nowhere, and all pages are sound."""
    after = _counts(db)
    for table, count in counts.items():
        if after.get(table) != count:
            raise _Amiss(f"{table} had {count} rows and would have {after.get(table)}")
    if more := _lost(db) - lost:
        table, to = next(iter(more))
        raise _Amiss(f"rows of {table} would name rows of {to} that are not there")
    said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise _Amiss(said)


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def _lost(db: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """How many keys lead nowhere, by table and the table that they name: a file may have had some before."""
    return Counter((row[0], row[2]) for row in db.execute("PRAGMA foreign_key_check"))
