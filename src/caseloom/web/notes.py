"""Sentences that stand on a page until one goes on: what an act did, or why it was refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from caseloom.web.addresses import short_in
from caseloom.web.components.links import Link

Place = tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """Links, and the sentence over them."""

    sentence: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Note:
    """What is said on one page; `trouble` where something was refused, `door` to what it made.

    `items` are listed under the sentences, then `lists`, each under a sentence of its own; `undo` is the
    change that a button takes back. What `stays` is there until it is put away, also when one comes back.
    """

    sentences: tuple[str, ...]
    trouble: bool = False
    door: Link | None = None
    items: tuple[str, ...] = ()
    undo: str = ""
    lists: tuple[Listed, ...] = ()
    stays: bool = False


@dataclass
class Board:
    """The last note of a study. It is kept here, not in a cookie, since it may hold words of sources."""

    _pinned: tuple[Place, Note] | None = None
    _seen: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    def pin(
        self,
        path: str,
        *sentences: str,
        trouble: bool = False,
        door: Link | None = None,
        items: Iterable[str] = (),
        lists: Iterable[Listed] = (),
        undo: str = "",
        stays: bool = False,
    ) -> None:
        """Say this on the page at that path, instead of what was said last."""
        note = Note(sentences, trouble, door, tuple(items), undo, tuple(lists), stays)
        with self._lock:
            self._pinned, self._seen = (_place(path), note), False

    def on(self, path: str) -> Note | None:
        """What is said on the page at that path, which is being shown; on another page it is gone then."""
        with self._lock:
            if self._pinned is None:
                return None
            place, note = self._pinned
            if place == _place(path):
                self._seen = True
                return note
            if self._seen and not note.stays:
                self._pinned = None
            return None

    def move(self, path: str, to: str) -> bool:
        """Say on another page what was to be said at that path; whether there was anything."""
        with self._lock:
            if self._pinned is None or self._pinned[0] != _place(path):
                return False
            self._pinned = (_place(to), self._pinned[1])
            return True

    def clear(self) -> None:
        """Forget what was said."""
        with self._lock:
            self._pinned = None


def _place(path: str) -> Place:
    """A page's steps without what is there for people only, so that a renamed thing is the same page."""
    return tuple(short_in(step) for step in path.partition("?")[0].strip("/").split("/"))
