"""Which study files this machine wrote last, so that only a stranger's file needs the long check."""

import contextlib
import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import platformdirs

_MOST = 200
# Writing the notebook takes as long as a small change, and an import makes many changes a second.
_SECONDS_BETWEEN = 1.0


def _notebook() -> Path:
    return platformdirs.user_state_path("caseloom") / "known-files.json"


def _fingerprint(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _read() -> dict[str, list[int]]:
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(_notebook().read_text("utf-8"))
        if isinstance(kept, dict):
            return kept
    return {}


def is_known(path: Path) -> bool:
    """True if the file is, by inode, size and time, as this machine left it."""
    with contextlib.suppress(OSError):
        return _read().get(str(path.resolve())) == _fingerprint(path)
    return False


def remember(path: Path) -> None:
    """Note how the file looks now; a folder that cannot be written only costs a longer check later."""
    with contextlib.suppress(OSError):
        _write(path, _fingerprint(path))


@dataclass
class Entry:
    """The notebook's entry for an open file: how this program left it after its latest change.

    It is written at most once a second, and when the file is closed; a crash in between only costs a
    longer check later.
    """

    path: Path
    _left: list[int] | None = None
    _written: float = float("-inf")

    def changed(self) -> None:
        """Note how the file looks after a change."""
        with contextlib.suppress(OSError):
            self._left = _fingerprint(self.path)
        if time.monotonic() - self._written >= _SECONDS_BETWEEN:
            self.write()

    def write(self) -> None:
        """Write down what was noted last; nothing if that is written already."""
        if self._left is not None:
            _write(self.path, self._left)
            self._left, self._written = None, time.monotonic()


def _write(path: Path, fingerprint: list[int]) -> None:
    with contextlib.suppress(OSError):
        kept = _read()
        kept.pop(str(path.resolve()), None)
        kept[str(path.resolve())] = fingerprint
        notebook = _notebook()
        notebook.parent.mkdir(parents=True, exist_ok=True)
        fresh = notebook.with_suffix(f".{id(kept)}.new")
        fresh.write_text(json.dumps(dict(list(kept.items())[-_MOST:])), "utf-8")
        fresh.replace(notebook)


def known_copies(study: UUID, but: Path) -> list[Path]:
    """The files of that study that this machine wrote, or that lie beside `but`; without `but` itself."""
    mine = but.resolve()
    found = dict.fromkeys((*map(Path, _read()), *sorted(mine.parent.glob("*.caseloom"))))
    return [path for path in found if path != mine and _study_of(path) == study]


def _study_of(path: Path) -> UUID | None:
    """The study's id in a file that is only looked at; None for one that cannot be read."""
    with contextlib.suppress(OSError, ValueError, sqlite3.Error):
        # Only looked at, and by its id, which never changes: so no lock is asked for and none can be let go.
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            row = db.execute("SELECT value FROM meta WHERE name = 'study'").fetchone()
        return UUID(hex=row[0]) if row else None
    return None
