"""Progress on stderr: only on a terminal, and only for what takes longer than a second."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from caseloom.cli.speech import harmless
from caseloom.studyfile import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

PATIENCE = 1.0


@contextlib.contextmanager
def watched(what: str) -> Iterator[Progress]:
    """Progress of one piece of long work; `what` says what is under way."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    bar = Bar(what)
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """One bar, drawn after a second."""

    def __init__(self, what: str) -> None:
        self._what, self._since = what, time.monotonic()
        self._bars: Bars | None = None

    def step(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` steps are finished."""
        if self._bars is None:
            if time.monotonic() - self._since < PATIENCE:
                return
            self._bars = _bars()
            self._bars.start()
            self._task = self._bars.add_task(self._what, total=total, now="")
        self._bars.update(self._task, completed=done, total=total, now=harmless(what)[:50])

    def close(self) -> None:
        """Leave the screen as it was."""
        if self._bars is not None:
            self._bars.stop()


def _bars() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Drawn

    return Drawn(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=Console(file=sys.stderr),
        transient=True,
    )
