"""The proof of an erasure, on the bytes: no run of a person's words is left anywhere in a file."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

_WORDS = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]{8,}")


def runs_of(text: str) -> set[str]:
    """Every five words, folded, and every eight Han characters in a row."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    found = {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}
    for run in _HAN.findall(re.sub(r"[^\w\u3400-\u9fff]", "", text)):
        found.update(run[at : at + 8] for at in range(len(run) - 7))
    return found


def unique_runs(hers: Iterable[str], others: Iterable[str]) -> set[str]:
    """Runs that only she said."""
    mine = set().union(*map(runs_of, hers))
    return mine - set().union(*map(runs_of, others))


def left_of(path: Path, wanted: set[str], most: int = 5) -> list[str]:
    """What is left of these runs in a study file: in any column, unpacked original or raw page."""
    return [f"{where}: {run}" for where, text in texts_in(path) for run in sorted(runs_of(text) & wanted)][
        :most
    ]


def texts_in(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a file, and where it stands; its raw bytes last, free pages and all."""
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in db.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    yield from _texts(table, value)
    raw = path.read_bytes()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield f"bytes as {encoding}", raw.decode(encoding, "replace")


def _texts(where: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    if isinstance(value, bytes):
        yield where, value.decode("utf-8", "replace")
        if value.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(value)) as archive:
                for name in archive.namelist():
                    yield f"{where}, {name}", archive.read(name).decode("utf-8", "replace")


def vocabulary(path: Path) -> set[str]:
    """Every word that the search index holds."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, turn_index, row)")
        return {term for (term,) in db.execute("SELECT term FROM temp.vocabulary")}
