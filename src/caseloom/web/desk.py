"""What one running server has before it: its port, its unused entrance tokens and its open studies."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest

from caseloom.web.shelf import Shelf

ENVIRON_KEY = "caseloom.desk"


@dataclass
class Tokens:
    """Entrance tokens, each good for one use."""

    _unused: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def issue(self) -> str:
        """A new token that opens the door once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._unused.add(token)
        return token

    def spend(self, offered: str) -> bool:
        """Whether `offered` was an unused token; it is used up by asking."""
        with self._lock:
            for token in self._unused:
                if secrets.compare_digest(token.encode(), offered.encode()):
                    self._unused.discard(token)
                    return True
        return False


@dataclass(frozen=True)
class Desk:
    """One running server. Passed along in each request's environ, so that nothing is global.

    `remember` keeps a person's name for the next time.
    """

    port: int
    shelf: Shelf
    remember: Callable[[str], None] = lambda _name: None
    tokens: Tokens = field(default_factory=Tokens)


def desk_of(request: HttpRequest) -> Desk:
    """The desk that this request was sent to."""
    desk: Desk = request.META[ENVIRON_KEY]
    return desk
