"""Progress is drawn on a terminal, on stderr, and only for what takes longer than a second."""

import io
import sys

import pytest

from caseloom.cli import progress
from caseloom.cli.progress import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of stderr; put there in the test itself, since pytest puts its own there."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    return screen


def lasts_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work outlasts a patience of no time at all."""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)


def work(steps: int = 4) -> None:
    with watched("Importing") as bar:
        for done in range(steps):
            bar.step(f"file {done}.txt", done, steps)
        bar.step("", steps, steps)


def test_long_work_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    lasts_longer(monkeypatch)
    work()
    assert "Importing" in screen.getvalue()


def test_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    work()
    assert screen.getvalue() == ""


def test_without_a_terminal_nothing_is_drawn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lasts_longer(monkeypatch)
    work()
    assert capsys.readouterr() == ("", "")
