"""Identity: random ids for what a person makes, derived ids for what a manifest, pack or place determines."""

from uuid import UUID, uuid5

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7: sortable by the time it was made, never reused."""
    return uuid_utils.compat.uuid7()


def derived_id(study: UUID, kind: str, key: str) -> UUID:
    """The UUIDv5 of (study, kind, key): the same wherever and whenever it is computed."""
    return uuid5(study, f"{kind}\x1f{key}")
