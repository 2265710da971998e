"""The one family of errors: each class holds its sentence, each raise its named parameters."""

from typing import Any, ClassVar


class CaseloomError(Exception):
    """Something a person has to be told.

    `sentence` is the message id (English, with named gaps) that doors look up in the reader's
    language; `named` fills its gaps. `exit_code` is what the command line returns.
    """

    sentence: ClassVar[str] = "Something went wrong."
    exit_code: ClassVar[int] = 1

    def __init__(self, **named: Any) -> None:
        self.named = named
        super().__init__(self.sentence.format(**named))
