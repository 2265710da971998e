"""Who somebody is to the studies they open: said at the door, by the environment, or kept from before."""

import contextlib
import json
import os
from pathlib import Path

import platformdirs

from caseloom.rooms import OpenStudy
from caseloom.team.actions import join
from caseloom.team.model import READER, Viewer
from caseloom.team.readings import person_named

ENVIRONMENT = "CASELOOM_AS"


def settings_file() -> Path:
    """Where the user's own settings are kept."""
    return platformdirs.user_config_path("caseloom", appauthor=False) / "settings.json"


def known_name() -> str | None:
    """The name from the environment (CASELOOM_AS), else the one kept in the user's settings, else None."""
    if said := os.environ.get(ENVIRONMENT, "").strip():
        return said
    kept = _settings().get("name")
    return kept.strip() or None if isinstance(kept, str) else None


def keep_name(name: str) -> None:
    """Keep a name in the user's settings; a folder that cannot be written only means being asked again."""
    with contextlib.suppress(OSError):
        file = settings_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps({**_settings(), "name": name.strip()}, ensure_ascii=False), "utf-8")
        fresh.replace(file)


def _settings() -> dict[str, object]:
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(settings_file().read_text("utf-8"))
        if isinstance(kept, dict):
            return kept
    return {}


def reading_as(study: OpenStudy, name: str | None) -> Viewer:
    """Whoever bears the name in the study, else a reader without one: reading takes nobody into the team."""
    if not name:
        return READER
    with study.file.read() as db:
        person = person_named(db, name)
    return Viewer(person) if person else READER


def writing_as(study: OpenStudy, name: str | None) -> Viewer:
    """The person of that name, who joins the team with their first change if they are new to it."""
    return Viewer(join(study.file, name)) if name else READER
