"""A page whose longest part is written while the browser already reads what stands before it."""

from collections.abc import Callable, Iterable, Iterator

from django.http import HttpResponse

LONG_PART = "<!-- the long part -->"
"""Where the part stands in a template. No text of a study can look like it: those are escaped."""


class InParts(HttpResponse):
    """A page, the long part of which is written each time that somebody reads it."""

    def __init__(self, page: str, part: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        before, _here, after = page.partition(LONG_PART)
        self._before, self._part, self._after = before, part, after

    def __iter__(self) -> Iterator[bytes]:
        yield self._before.encode()
        for each in self._part():
            yield each.encode()
        yield self._after.encode()

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self)

    @content.setter
    def content(self, value: bytes) -> None:
        """Django's own answers are set once; also to nothing, where only the head is asked for."""
        self._before, self._part, self._after = value.decode(), tuple, ""
