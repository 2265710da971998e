"""Opens studies in the browser: one small server on this machine, closed again with Ctrl-C."""

import gc
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseloom.language import CaseloomError
from caseloom.web import doorkey
from caseloom.web.brought import MOST_BROUGHT
from caseloom.web.settings import configure

LOOPBACK = "127.0.0.1"
THREADS = 4
LARGEST_FORM = 4 * MOST_BROUGHT
"""More than may be brought: what our own page sends is taken in to be refused with a sentence."""
OFTEN = (700, 10, 10)
"""How often Python looks for objects that hold only each other, where nobody says: see `gc`."""


class PortTaken(CaseloomError):
    """The port that a person asked for is in use."""

    sentence = (
        "Port {port} is in use by another program, so nothing was started and no study was opened. "
        "Choose another port, or none to let Caseloom choose."
    )


@dataclass(frozen=True)
class Serving:
    """A server ready to run: `address` lets one browser in; `run` blocks until `close`."""

    address: str
    run: Callable[[], None]
    close: Callable[[], None]


def serve(
    paths: Iterable[Path],
    *,
    port: int | None = None,
    open_browser: bool = True,
    name: str | None = None,
    remember: Callable[[str], None] = lambda _name: None,
    say: Callable[[str], Any] = lambda line: print(line, file=sys.stderr),  # noqa: T201 - the address must be seen
) -> None:
    """Open the studies in `paths`, print the address, and serve until interrupted.

    `port` None takes the port kept for this user, or a free one if that is taken; a port asked for by
    number and taken raises `PortTaken`. `name` is who reads, as `--as` has it; `remember` keeps the name
    that somebody gives in the page.
    """
    serving = prepare(paths, port=port, name=name, remember=remember)
    say(f"Open this address in your browser: {serving.address}")
    say("It lets one browser in, once. Press Ctrl-C here to close the studies.")
    # What was loaded stays, and is not looked through for rubbish with every few pages.
    gc.freeze()
    gc.set_threshold(*OFTEN)
    if open_browser:
        webbrowser.open(serving.address)
    try:
        serving.run()
    except KeyboardInterrupt:
        say("Closed.")
    finally:
        serving.close()


def prepare(
    paths: Iterable[Path],
    *,
    port: int | None = None,
    name: str | None = None,
    remember: Callable[[str], None] = lambda _name: None,
) -> Serving:
    """Everything `serve` does short of running, for whoever wants to run it in their own way."""
    key = doorkey.keep()
    listener = _listen(port if port is not None else key.port, strict=port is not None)
    bound = listener.getsockname()[1]
    configure(port=bound, secret=key.secret)

    from django.core.handlers.wsgi import WSGIHandler
    from waitress.server import create_server

    from caseloom.web.desk import ENVIRON_KEY, Desk
    from caseloom.web.receiving import channel_for
    from caseloom.web.shelf import Shelf

    try:
        shelf = Shelf.open(paths, name=name)
    except BaseException:
        listener.close()
        raise
    desk = Desk(port=bound, shelf=shelf, remember=remember)
    pages = WSGIHandler()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return pages({**environ, ENVIRON_KEY: desk}, start_response)

    server = create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_FORM,
        inbuf_overflow=LARGEST_FORM,  # in memory, as `settings` says of what people bring
    )

    server.channel_class = channel_for(bound)

    def close() -> None:
        server.close()
        desk.shelf.close()

    return Serving(f"http://{LOOPBACK}:{bound}/enter/{desk.tokens.issue()}", server.run, close)


def _listen(port: int, *, strict: bool) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this would let another program take the port from us
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as taken:
        if strict:
            listener.close()
            raise PortTaken(port=port) from taken
        listener.bind((LOOPBACK, 0))
    return listener
