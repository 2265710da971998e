"""Studies in the browser."""

import contextlib
from pathlib import Path

import click

from caseloom.cli.door import door_of, everywhere
from caseloom.cli.opening import STUDY
from caseloom.cli.speech import say
from caseloom.notebook import identity
from caseloom.rooms import open_study


@click.command("open")
@click.argument("studies", type=STUDY, nargs=-1, required=True, metavar="STUDY…")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to listen on; one is found unless said."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@everywhere
@click.pass_context
def open_(ctx: click.Context, studies: tuple[Path, ...], port: int | None, no_browser: bool) -> None:
    """Open one or more studies in the browser, on this machine only; Ctrl-C ends it."""
    show_pages(studies, port, not no_browser, door_of(ctx).said_name)


def show_pages(studies: tuple[Path, ...], port: int | None, browser: bool, name: str | None) -> None:
    """Serve the pages until interrupted."""
    from caseloom.web.server import serve

    known = name or _known_there(studies)
    serve(studies, port=port, open_browser=browser, name=known, remember=identity.keep_name, say=say)


def _known_there(studies: tuple[Path, ...]) -> str | None:
    """The name kept for this user, if every study's team knows it: looking takes nobody into a team."""
    name = identity.known_name()
    for path in studies if name else ():
        with contextlib.closing(open_study(path)) as opened:
            if identity.reading_as(opened, name).person is None:
                return None
    return name
