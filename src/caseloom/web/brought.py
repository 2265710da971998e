"""A corrected file that somebody brought and has not yet said yes to: kept in memory, never on disk."""

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from caseloom.sources.readers import Document

MOST_BROUGHT = 50_000_000
"""What a file brought through a page may have, in bytes; the command line takes larger ones."""


@dataclass(frozen=True)
class Brought:
    """The file as it was read, for which source, and the revision that it was compared with."""

    source: UUID
    revision: UUID
    name: str
    document: Document
    original: bytes | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))
