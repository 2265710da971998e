"""Listings as polars frames, and frames that can be added to."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import polars as pl

from caseloom.reporting.listing import Column, Listing

_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("start", "end", "words_start", "words", "evidence_words", "turns", "turn"), pl.Int64),
    **dict.fromkeys(("revisions", "codings", "sources", "candidates", "accepted", "rejected"), pl.Int64),
    **dict.fromkeys(("score", "seconds"), pl.Float64),
    "depth": pl.Int64,
    **dict.fromkeys(("evidence", "undone", "stands"), pl.Boolean),
}


def frame_of(listing: Listing) -> pl.DataFrame:
    """A listing as a frame, a column each; None is null."""
    values = zip(*listing.rows, strict=True) if listing.rows else ([] for _ in listing.columns)
    data = dict(zip((column.name for column in listing.columns), values, strict=True))
    return frame_by_column(data, {column.name: _type(column) for column in listing.columns})


def frame_by_column(data: dict[str, Any], types: dict[str, type[pl.DataType]] | None = None) -> pl.DataFrame:
    """A frame from columns of values; a column of nothing but null has its type all the same."""
    wanted = types or {name: _TYPES.get(name, pl.String) for name in data}
    return pl.DataFrame(
        [pl.Series(name, list(values), dtype=wanted[name], strict=False) for name, values in data.items()]
    )


def _type(column: Column) -> type[pl.DataType]:
    return _TYPES.get(column.name, pl.Int64 if column.number else pl.String)


class Table:
    """What a study holds of one kind: a polars frame in every use, read when it is first looked at.

    Everything that a polars frame has works on it (`filter`, `group_by`, `["title"]`, `len`, display in a
    notebook, `pl.concat`), and gives plain frames. `frame` is the frame itself. Ask the study again
    (`study.sources`) after writing: a table is of the moment at which it was first looked at.
    """

    def __init__(self, read: Callable[[], pl.DataFrame]) -> None:
        self._read = read

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The polars frame."""
        return self._read()

    # To `isinstance` it is the frame that it stands for, so that polars' own functions take it.
    @property
    def __class__(self) -> Any:
        return pl.DataFrame

    @__class__.setter
    def __class__(self, value: Any) -> None:
        raise TypeError("A table of a study stays what it is.")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.frame, name)

    def __getitem__(self, key: Any) -> Any:
        return self.frame[key]

    def __len__(self) -> int:
        return len(self.frame)

    def __iter__(self) -> Iterator[pl.Series]:
        return iter(self.frame)

    def __contains__(self, name: object) -> bool:
        return name in self.frame.columns

    def __eq__(self, other: object) -> Any:
        return self.frame == (other.frame if type(other) is type(self) else other)

    def __hash__(self) -> int:
        return id(self)

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *dir(pl.DataFrame)})

    def __repr__(self) -> str:
        return repr(self.frame)

    def __str__(self) -> str:
        return str(self.frame)

    def __array__(self, *given: Any, **named: Any) -> Any:
        return self.frame.__array__(*given, **named)
