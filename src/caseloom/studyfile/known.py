"""Which study files this machine wrote last, so that only a stranger's file needs the long check."""

import contextlib
import json
from pathlib import Path

import platformdirs

_MOST = 200


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
        kept = _read()
        kept.pop(str(path.resolve()), None)
        kept[str(path.resolve())] = _fingerprint(path)
        notebook = _notebook()
        notebook.parent.mkdir(parents=True, exist_ok=True)
        fresh = notebook.with_suffix(f".{id(kept)}.new")
        fresh.write_text(json.dumps(dict(list(kept.items())[-_MOST:])), "utf-8")
        fresh.replace(notebook)
