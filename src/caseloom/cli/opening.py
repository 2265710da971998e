"""Opening a study for a command, and knowing who asks."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from caseloom.cli.door import door_of
from caseloom.cli.speech import say, sentence
from caseloom.notebook import identity
from caseloom.rooms import OpenStudy, open_study
from caseloom.team.model import NameMissing

STUDY = click.Path(path_type=Path, dir_okay=False)


def study_argument(command: Any) -> Any:
    """The study that a command works on."""
    return click.argument("study", type=STUDY, metavar="STUDY")(command)


@contextlib.contextmanager
def reading(ctx: click.Context, path: Path) -> Iterator[OpenStudy]:
    """The study, to be read; who asks is the person of that name, if the team has one."""
    study = open_study(path)
    with contextlib.closing(study):
        name = door_of(ctx).said_name or identity.known_name()
        yield OpenStudy(study.file, identity.reading_as(study, name))


@contextlib.contextmanager
def writing(ctx: click.Context, path: Path) -> Iterator[OpenStudy]:
    """The study, to be written by somebody with a name; nothing is opened without one."""
    name = name_for_writing(ctx)
    study = open_study(path)
    with contextlib.closing(study):
        try:
            yield OpenStudy(study.file, identity.writing_as(study, name))
        finally:
            if trouble := study.file.safekeeping.trouble:
                say(sentence(trouble))


def name_for_writing(ctx: click.Context) -> str:
    """Who writes: said with --as, in CASELOOM_AS, kept from before, or asked once on a terminal."""
    name = door_of(ctx).said_name or identity.known_name() or _ask()
    if not name or not name.strip():
        raise NameMissing
    return name.strip()


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask() -> str | None:
    if not on_terminal():
        return None
    name: str = click.prompt("Your name, as the teams of your studies should know you", err=True)
    identity.keep_name(name)
    return name
