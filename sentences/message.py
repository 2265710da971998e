"""One message of the program, and where it is written."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Message:
    """A message id; `where` is a file, or what declares it; `plural` and `context` are "" for none."""

    where: str
    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what catalogues tell messages apart."""
        return self.context, self.id
