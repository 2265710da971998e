"""Opening a study for a command, and knowing who asks."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from caseloom.cli.days import day
from caseloom.cli.door import door_of
from caseloom.cli.speech import say, sentence
from caseloom.notebook import identity
from caseloom.rooms import OpenStudy, open_study, study_as_it_was
from caseloom.team.model import NameMissing

STUDY = click.Path(path_type=Path, dir_okay=False)


def study_argument(command: Any) -> Any:
    """The study that a command works on."""
    return click.argument("study", type=STUDY, metavar="STUDY")(command)


def on_option(command: Any) -> Any:
    """`--on DAY`: the study as it was, which `reading` takes as `on`."""
    told = "As it was at the end of this day (UTC)."
    return click.option("--on", type=day, metavar="DAY", help=told)(command)


@contextlib.contextmanager
def reading(ctx: click.Context, path: Path, on: date | None = None) -> Iterator[OpenStudy]:
    """The study, to be read, maybe as it was on a day; who asks is the person of that name in the team."""
    with study_as_it_was(path, on) if on else contextlib.closing(open_study(path)) as study:
        name = door_of(ctx).said_name or identity.known_name()
        yield OpenStudy(study.file, identity.reading_as(study, name))


@contextlib.contextmanager
def writing(ctx: click.Context, path: Path, *, join: bool = True) -> Iterator[OpenStudy]:
    """The study, to be written by somebody with a name; nothing is opened without one.

    Without `join` a name that the team does not know takes nobody into it: such a person only reads.
    """
    name = name_for_writing(ctx)
    study = open_study(path)
    with contextlib.closing(study):
        try:
            viewer = identity.writing_as(study, name) if join else identity.reading_as(study, name)
            yield OpenStudy(study.file, viewer)
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
