"""The floor: the same work in the straightforward way with sqlite3, FTS5 and numpy, and nothing besides.

No changes to undo, no revisions, no ids but row numbers: what any program must do at least. Each source is
committed for itself, since a source that was reported as imported must be in the file. It is also a second
implementation, whose answers must equal Caseloom's.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.project import CASES, INTERVIEWER, WAVES, Project, Source

_SCHEMA = """
CREATE TABLE participants(id INTEGER PRIMARY KEY, name TEXT, case_id INTEGER);
CREATE TABLE coders(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE codes(id INTEGER PRIMARY KEY, label TEXT, parent INTEGER);
CREATE TABLE sources(id INTEGER PRIMARY KEY, title TEXT, kind TEXT, case_id INTEGER, wave_id INTEGER,
    text TEXT);
CREATE TABLE turns(id INTEGER PRIMARY KEY, source_id INTEGER, start INTEGER, end INTEGER, words_start INTEGER,
    label TEXT, participant_id INTEGER, words INTEGER, evidence INTEGER);
CREATE TABLE codings(id INTEGER PRIMARY KEY, source_id INTEGER, code_id INTEGER, coder_id INTEGER,
    start INTEGER, end INTEGER, memo TEXT, participant_id INTEGER, evidence INTEGER);
CREATE INDEX turns_by_source ON turns(source_id);
CREATE INDEX codings_by_source ON codings(source_id);
CREATE INDEX codings_by_code ON codings(code_id, source_id, start);
CREATE VIRTUAL TABLE turn_index USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2");
"""
_TURN = re.compile(r"(?:(\w+): )?(\S.*?)(?=\n\n)", re.DOTALL)


def create(path: Path, project: Project) -> sqlite3.Connection:
    """Make the database and fill in everything but sources and codings."""
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    people = [(n, name, case) for n, (name, case) in enumerate(project.participants)]
    db.executemany("INSERT INTO participants VALUES (?, ?, ?)", people)
    db.executemany("INSERT INTO coders VALUES (?, ?)", enumerate(project.coders))
    codes = [(n, label, parent) for n, (label, parent) in enumerate(project.codes)]
    db.executemany("INSERT INTO codes VALUES (?, ?, ?)", codes)
    return db


def bring_in(db: sqlite3.Connection, source: Source) -> None:
    """Keep a text, cut it into turns, count their words, and index them."""
    row = (source.number, source.title, source.kind, source.case, source.wave, source.text)
    db.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)", row)
    first = db.execute("SELECT coalesce(max(id), -1) + 1 FROM turns").fetchone()[0]
    turns, spoken = [], []
    for number, turn in enumerate(_TURN.finditer(source.text), start=first):
        label, words = turn.groups()
        evidence = label != INTERVIEWER
        who = source.participant if label and evidence else None
        place = (turn.start(), turn.end(), turn.start(2))
        turns.append((number, source.number, *place, label, who, len(words.split()), evidence))
        spoken.append((number, words))
    db.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", turns)
    db.executemany("INSERT INTO turn_index(rowid, words) VALUES (?, ?)", spoken)


def code(db: sqlite3.Connection, source: Source, rows: slice = slice(None)) -> None:
    """Keep a source's codings; one is evidence if it touches a turn of somebody who does not ask."""
    turns = db.execute(
        "SELECT words_start, end, participant_id FROM turns WHERE source_id = ? AND evidence ORDER BY id",
        (source.number,),
    ).fetchall()
    starts, ends = (np.array([turn[n] for turn in turns], dtype=np.int64) for n in (0, 1))
    found = source.codings
    next_turn = np.searchsorted(ends, found.start, side="right")
    touches = np.append(starts, len(source.text))[next_turn] < found.end
    people = [turn[2] for turn in turns] + [None]
    written = [
        (source.number, *row, people[turn] if evidence else None, evidence)
        for row, turn, evidence in zip(found.rows(), next_turn.tolist(), touches.tolist(), strict=True)
    ]
    db.executemany(
        "INSERT INTO codings(source_id, code_id, coder_id, start, end, memo, participant_id, evidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        written[rows],
    )


def code_by_hand(db: sqlite3.Connection, source: Source, row: int) -> None:
    """Keep one coding."""
    code(db, source, slice(row, row + 1))
    db.commit()


def take_out_last(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Delete the coding that was kept last; returns its row."""
    row: tuple[Any, ...] = db.execute("SELECT * FROM codings ORDER BY id DESC LIMIT 1").fetchone()
    db.execute("DELETE FROM codings WHERE id = ?", row[:1])
    db.commit()
    return row


def put_back(db: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    """Keep a coding again that was deleted."""
    db.execute("INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.commit()


def back_up(path: Path, to: Path) -> None:
    """Copy the database by SQLite's own backup."""
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(to)) as copy:
        db.backup(copy)


def reopen(path: Path) -> sqlite3.Connection:
    """Open the database again."""
    return sqlite3.connect(path)


def read_home(db: sqlite3.Connection) -> tuple[list[Any], list[Any], int]:
    """What a first page tells: every source with its words, codings by case, how many participants."""
    sources = db.execute(
        "SELECT s.id, s.title, s.kind, s.case_id, s.wave_id, count(*), sum(t.words)"
        " FROM sources s JOIN turns t ON t.source_id = s.id GROUP BY s.id"
    ).fetchall()
    codings = db.execute(
        "SELECT s.case_id, count(*) FROM codings c JOIN sources s ON s.id = c.source_id GROUP BY s.case_id"
    ).fetchall()
    return sources, codings, db.execute("SELECT count(*) FROM participants").fetchone()[0]


def read_matrix(db: sqlite3.Connection) -> npt.NDArray[np.int64]:
    """Informants with evidence, by code, case and wave."""
    count = db.execute("SELECT count(*) FROM codes").fetchone()[0]
    found = np.zeros((count, len(CASES), len(WAVES)), dtype=np.int64)
    for code_id, case, wave, informants in db.execute(
        "SELECT c.code_id, s.case_id, s.wave_id, count(DISTINCT c.participant_id) FROM codings c"
        " JOIN sources s ON s.id = c.source_id WHERE c.evidence GROUP BY c.code_id, s.case_id, s.wave_id"
    ):
        found[code_id, case, wave] = informants
    return found


def read_passages(db: sqlite3.Connection, code_id: int) -> list[Any]:
    """The first fifty passages of a code, with their words and where they come from."""
    return db.execute(
        "SELECT s.title, s.case_id, s.wave_id, c.start, c.end, substr(s.text, c.start + 1, c.end - c.start),"
        " k.name, c.memo FROM codings c JOIN sources s ON s.id = c.source_id"
        " JOIN coders k ON k.id = c.coder_id WHERE c.code_id = ? ORDER BY c.source_id, c.start LIMIT 50",
        (code_id,),
    ).fetchall()


def search(db: sqlite3.Connection, query: str) -> tuple[int, list[tuple[Any, str, str, str]]]:
    """How many turns have the words, and the first fifty with what stands around them."""
    phrase = f'"{query}"'
    total = db.execute("SELECT count(*) FROM turn_index WHERE turn_index MATCH ?", (phrase,)).fetchone()[0]
    rows = db.execute(
        "SELECT s.title, s.case_id, s.wave_id, t.label,"
        " substr(s.text, t.words_start + 1, t.end - t.words_start)"
        " FROM (SELECT rowid FROM turn_index WHERE turn_index MATCH ? LIMIT 50) hit"
        " JOIN turns t ON t.id = hit.rowid JOIN sources s ON s.id = t.source_id",
        (phrase,),
    ).fetchall()
    found = []
    for *where, words in rows:
        at = words.lower().find(query)
        found.append((where, words[max(0, at - 90) : at], words[at : at + len(query)], words[at + 90 :][:90]))
    return total, found


def read_source(db: sqlite3.Connection, number: int) -> int:
    """One source with its turns and codings; how many codings there are."""
    db.execute("SELECT title, text FROM sources WHERE id = ?", (number,)).fetchone()
    db.execute("SELECT * FROM turns WHERE source_id = ? ORDER BY id", (number,)).fetchall()
    codings = "SELECT start, end, code_id, coder_id FROM codings WHERE source_id = ? ORDER BY start"
    return len(db.execute(codings, (number,)).fetchall())
