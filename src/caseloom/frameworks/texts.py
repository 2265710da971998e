"""What is said to people, in each language it is said in."""

from collections.abc import Iterator, Mapping


class Texts(Mapping[str, str]):
    """An unchangeable map from language tag to wording.

    Built from any mapping; blank wordings are dropped, so that "no text" has one form.
    Equal to any mapping with the same content, and hashable.
    """

    __slots__ = ("_wordings",)

    def __init__(self, wordings: Mapping[str, str] | None = None) -> None:
        self._wordings = {tag: text for tag, text in (wordings or {}).items() if text.strip()}

    def __getitem__(self, language: str) -> str:
        return self._wordings[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._wordings)

    def __len__(self) -> int:
        return len(self._wordings)

    def __hash__(self) -> int:
        return hash(frozenset(self._wordings.items()))

    def __repr__(self) -> str:
        return f"Texts({self._wordings!r})"

    def say(self, *languages: str) -> str:
        """The wording in the first of `languages` that has one; else the first wording; else ""."""
        for language in languages:
            if language in self._wordings:
                return self._wordings[language]
        return next(iter(self._wordings.values()), "")
