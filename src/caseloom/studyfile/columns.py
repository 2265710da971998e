"""The column types of a study file: ids are sixteen bytes, everything else is plain SQLite."""

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

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        """Read the id."""
        return None if value is None else UUID(bytes=value)
