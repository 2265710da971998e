"""The column types of a study file: ids are sixteen bytes, everything else is plain SQLite."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class Id(TypeDecorator[UUID]):
    """A UUID, kept as its sixteen bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """Write the id."""
        return None if value is None else value.bytes

    def result_processor(self, *_: object) -> Callable[[Any | None], UUID | None]:
        """Read the id."""
        return _read


def _read(value: bytes | None) -> UUID | None:
    return None if value is None else _id_of(value)


# A page reads the same few codes and people thousands of times, and making an id of its bytes takes long.
@lru_cache(maxsize=16_384)
def _id_of(value: bytes) -> UUID:
    return UUID(bytes=value)
