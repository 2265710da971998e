"""Addresses that read like sentences and survive renaming: slug-shortid, and places in a source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.text import slugify

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH, _BITS = 8, 5
_LONGEST_SLUG = 48
_AT = re.compile(r"(?:(?P<revision>[0-9a-f]{32}):)?(?P<start>\d{1,9})-(?P<end>\d{1,9})")
_REVISION = re.compile(r"[0-9a-f]{32}")


def short(id: UUID) -> str:
    """The id's last 40 bits in eight letters and digits that are not mistaken for each other."""
    return "".join(_ALPHABET[id.int >> (_BITS * place) & 31] for place in reversed(range(_LENGTH)))


def named(label: str, id: UUID) -> str:
    """The part of an address that names one thing: its label for people, its short id for the program."""
    return f"{slug(label)}-{short(id)}"


def slug(label: str) -> str:
    """A label as part of an address, for people only; a label without a letter is called “untitled”."""
    return slugify(label, allow_unicode=True)[:_LONGEST_SLUG].strip("-") or "untitled"


def short_in(segment: str) -> str:
    """The short id at the end of a part of an address; everything before it may have grown old."""
    return segment.rpartition("-")[2]


@dataclass(frozen=True)
class Place:
    """A span of code points (end exclusive) in a source's revision; None is the current one."""

    start: int
    end: int
    revision: UUID | None = None

    def __str__(self) -> str:
        span = f"{self.start}-{self.end}"
        return f"{self.revision.hex}:{span}" if self.revision else span


def read_place(written: str) -> Place | None:
    """The place that an `at` names; None where it names none."""
    found = _AT.fullmatch(written)
    if found is None or int(found["start"]) >= int(found["end"]):
        return None
    revision = UUID(hex=found["revision"]) if found["revision"] else None
    return Place(int(found["start"]), int(found["end"]), revision)


def read_revision(written: str) -> UUID | None:
    """The revision that a `text` names; None where it names none."""
    return UUID(hex=written) if _REVISION.fullmatch(written) else None


def with_query(path: str, query: Mapping[str, str | Sequence[str]]) -> str:
    """The path with its query; empty values are left out, lists are written one by one."""
    said = {name: value for name, value in query.items() if value not in ("", (), [])}
    return f"{path}?{urlencode(said, doseq=True, safe=',/:')}" if said else path
