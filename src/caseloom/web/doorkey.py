"""The secret that signs this person's cookies and the port they are used to, kept between runs."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

LOWEST_PORT, HIGHEST_PORT = 20000, 45000


@dataclass(frozen=True)
class DoorKey:
    """What one user's servers share from run to run."""

    secret: str
    port: int


def keep(folder: Path | None = None) -> DoorKey:
    """The user's key, made at the first call and read afterwards.

    The file is readable by its owner only (0600); a file that others can read, or that is damaged,
    is replaced, which only means that open browsers have to come in again.
    """
    path = (folder or Path(platformdirs.user_data_dir("caseloom", appauthor=False))) / "door.json"
    return _read(path) or _write(path)


def _read(path: Path) -> DoorKey | None:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            return None
        kept = json.loads(path.read_text(encoding="utf-8"))
        key = DoorKey(secret=str(kept["secret"]), port=int(kept["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return key if len(key.secret) >= 50 and 1024 <= key.port <= 65535 else None


def _write(path: Path) -> DoorKey:
    port = LOWEST_PORT + secrets.randbelow(HIGHEST_PORT - LOWEST_PORT)
    key = DoorKey(secret=secrets.token_urlsafe(48), port=port)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"secret": key.secret, "port": key.port}, file)
    return key
