"""A process beside ours that has a PDF open and draws its pages: one that takes too long is stopped."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Final, cast

from caseloom.language import spoken
from caseloom.sources.model import NoSuchPage, PageNotDrawn, PagesBusy, PageTooSlow
from caseloom.sources.readers import pdfdrawing
from caseloom.sources.readers.errors import FileDamaged
from caseloom.sources.readers.pdfium import counted, refusal

SECONDS = 20
"""So long is waited for a page, and for its file to be opened; an ordinary one takes a fifth of one."""
WAIT = 5
"""So long is waited while others are drawn, which ordinary ones are in less than one second."""
_TURNS: Final = threading.BoundedSemaphore(2)
"""So many are drawn at once: more would be there no sooner, and each takes memory."""


class Aside:
    """A PDF that is open in a process of its own; `count` is how many pages it has."""

    def __init__(self, name: str, child: "subprocess.Popen[bytes]", data: bytes) -> None:
        self._name, self._child, self._stopped = name, child, threading.Event()
        what, said = self._ask(1, pdfdrawing.LENGTH.pack(len(data)), data)
        if what == "refused":
            raise refusal(name, said.decode())
        if what != "pages":
            raise FileDamaged(name=name, format="pdf", reason=spoken("it cannot be opened"))
        self.count = counted(name, int(said))

    def picture(self, number: int, dots_an_inch: int, form: str) -> bytes:
        """A page (from 1) as PNG or JPEG. Raises NoSuchPage, PageNotDrawn, PagesBusy or PageTooSlow."""
        if not 1 <= number <= self.count:
            raise NoSuchPage(name=self._name, count=self.count, number=number)
        what, picture = self._ask(number, f"{number - 1} {dots_an_inch} {form}\n".encode())
        if what != "drawn":
            raise PageNotDrawn(name=self._name, number=number)
        return picture

    def _ask(self, number: int, *said: bytes) -> tuple[str, bytes]:
        """What is told and its bytes; ("", b"") where the process ended before.

        Raises PagesBusy or PageTooSlow.
        """
        if not _TURNS.acquire(timeout=WAIT):
            raise PagesBusy(name=self._name, number=number)
        try:
            timer = threading.Timer(SECONDS, self._stop)
            timer.start()
            try:
                told = _told(self._child, said)
            finally:
                timer.cancel()
        finally:
            _TURNS.release()
        if self._stopped.is_set():
            raise PageTooSlow(name=self._name, number=number, seconds=SECONDS)
        return told

    def _stop(self) -> None:
        self._stopped.set()
        self._child.kill()


@contextmanager
def aside(name: str, data: bytes) -> Iterator[Aside]:
    """The PDF in its process, which ends with the block.

    Raises FileEncrypted or FileDamaged; PageNotDrawn where there can be no process; PagesBusy;
    PageTooSlow.
    """
    try:
        child = _started()
    except OSError:
        raise PageNotDrawn(name=name, number=1) from None
    try:
        yield Aside(name, child, data)
    finally:
        child.kill()
        with suppress(OSError), child:  # what was not handed over is lost
            pass


def _started() -> "subprocess.Popen[bytes]":
    """It finds its packages where this process does, and takes none from the folder it is started in."""
    return subprocess.Popen(  # noqa: S603 - this Python with a file of ours
        [sys.executable, "-P", pdfdrawing.__file__, str(SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _told(child: "subprocess.Popen[bytes]", said: tuple[bytes, ...]) -> tuple[str, bytes]:
    asked, told = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
    with suppress(OSError, ValueError):
        for each in said:
            asked.write(each)
        asked.flush()
        what, length = told.readline().decode().split()
        content = told.read(int(length))
        if len(content) == int(length):
            return what, content
    return "", b""
