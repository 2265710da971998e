"""The door itself: the program's commands, who is there, and how every error leaves as one sentence."""

import contextlib
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NoReturn

import click

from caseloom import __version__
from caseloom.cli.speech import say, sentence
from caseloom.language import CaseloomError

# Command → module and function; loaded when asked for, so that none waits for another's libraries.
COMMANDS = {
    "new": "study:new",
    "import": "sources:import_",
    "translation": "sources:translation",
    "show": "study:show",
    "page": "pages:page",
    "pictures": "pages:pictures",
    "search": "sources:search",
    "frameworks": "frameworks:frameworks",
    "code": "coding:code",
    "candidates": "candidates:candidates",
    "codings": "related:codings",
    "memos": "memos:memos",
    "matrix": "analysis:matrix",
    "undo": "record:undo",
    "redo": "record:redo",
    "history": "record:history",
    "merge": "merging:merge",
    "conflicts": "merging:conflicts",
    "erase": "withdrawing:erase",
    "check": "study:check",
    "copy": "study:copy",
    "backups": "backups:backups",
    "open": "browser:open_",
    "build": "building:build",
    "demo": "building:demo",
}
EXIT_CODES = {
    0: "done",
    1: "something unexpected, or an error without a number of its own",
    2: "the command line, a manifest, pack, date or query is wrong; nothing was done",
    3: "a study file: missing, damaged, newer, in use, or it cannot be written",
    4: "a name that the study does not have, or no name of yours",
    5: "sources: at least one file was refused (the good ones went in)",
    6: "codings: at least one passage was not found (the others were coded)",
    7: "a matrix that cannot be drawn",
    8: "the record of changes: nothing to undo, something in the way, not confirmed",
    130: "stopped by you",
}
MANY = 500_000
"""So many new objects may be there before Python looks for those that hold only each other."""
_UNEXPECTED = "Something unexpected went wrong ({kind}: {said}). Say it again with --debug to see where."
_STOPPED = "Stopped. What was finished is kept."


@dataclass
class Door:
    """What holds for one run of the program."""

    said_name: str | None = None
    debug: bool = False


class Commands(click.Group):
    """The program's commands, loaded one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Their names, in the order of a study."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"caseloom.cli.{module}"), function)
        return command


def door_of(ctx: click.Context) -> Door:
    """The door of this run."""
    return ctx.ensure_object(Door)


def _name(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        door_of(ctx).said_name = value


def _debug(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    door_of(ctx).debug |= value


def everywhere(command: Any) -> Any:
    """The two options that every command has."""
    name = click.option(
        "--as",
        metavar="NAME",
        expose_value=False,
        callback=_name,
        help="Who you are in the study's team (else CASELOOM_AS, else the name kept).",
    )
    debug = click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=_debug,
        help="Show where in the program an error came from.",
    )
    return name(debug(command))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="caseloom")
@everywhere
def caseloom() -> None:
    """Caseloom: framework-guided, longitudinal, multiple-case studies, one file each."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; returns the exit code (`EXIT_CODES`)."""
    door = Door()
    try:
        code = caseloom.main(args=arguments, prog_name="caseloom", standalone_mode=False, obj=door)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        say(_STOPPED)
        return 130
    except (BrokenPipeError, SystemExit):
        # Who reads us had enough (`| head`), of which click makes an exit: no error, and no more to write.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CaseloomError as told:
        return _leave(door, sentence(told), told.exit_code)
    except Exception as unexpected:
        said = " ".join(str(unexpected).split()) or "no more is known"
        return _leave(door, _UNEXPECTED.format(kind=type(unexpected).__name__, said=said[:300]), 1)


def _leave(door: Door, told: str, code: int) -> int:
    if door.debug:
        traceback.print_exc()
    say(told)
    return code


def main() -> NoReturn:
    """The program `caseloom`."""
    # What loading makes stays; to look through it for rubbish again and again is an eighth of a start.
    gc.set_threshold(MANY)
    sys.exit(run())
