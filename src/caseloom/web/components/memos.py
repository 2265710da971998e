"""The memos of a thing beside the thing: a short list, and where to write one."""

from dataclasses import dataclass

from caseloom.web.components.links import Link


@dataclass(frozen=True)
class MemoLine:
    """A memo in a list: its title and page, its type, whose it is and when it was written."""

    title: Link
    kind: str
    kind_words: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class MemoPanel:
    """What the template shows: the newest memos, how many there are in all, and the doors to more."""

    lines: tuple[MemoLine, ...]
    total: int
    every: str
    write: str
    summary: str

    def __bool__(self) -> bool:
        return bool(self.lines or self.write)
