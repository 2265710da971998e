"""The sizes of study that are measured: from a tiny one for tests to a million codings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How much of everything a generated study has; `words` are those of one source."""

    name: str
    sources: int
    words: int
    codes: int
    codings: int
    coders: int

    def __str__(self) -> str:
        return (
            f"{self.sources:,} sources of {self.words:,} words, {self.codes} codes, "
            f"{self.codings:,} codings, {self.coders} coders"
        )


# The sizes that docs/reference shows; XS is for tests.
PUBLISHED = ("S", "M", "L", "D", "V")
SIZES = {
    size.name: size
    for size in (
        Size("XS", 4, 1_500, 12, 120, 3),
        Size("D", 1, 8_000, 60, 2_000, 5),
        Size("V", 1, 110_000, 500, 2_000, 5),
        Size("S", 14, 8_000, 60, 2_000, 3),
        Size("M", 300, 8_000, 200, 60_000, 5),
        Size("L", 10_000, 2_000, 500, 1_000_000, 5),
    )
}
