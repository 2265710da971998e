"""Long work tells how far it is, and can be asked to stop between two steps."""

from typing import Protocol

from caseloom.language import CaseloomError


class Cancelled(CaseloomError):
    """A person stopped long work."""

    sentence = "Stopped after {done} of {total}. What was finished is kept; start again to go on."
    exit_code = 130


class Progress(Protocol):
    """What long actions take as their one argument about progress and cancelling."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` steps are finished; may raise `Cancelled`."""


class Silent:
    """Progress that nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""
