"""Log lines that cannot carry what people said: places in the program, never messages or addresses."""

import logging
import traceback
from types import TracebackType


class Wordless(logging.Formatter):
    """Writes the level, the logger and, for an error, its class and the lines it passed through.

    The text of a message or of an exception may quote a source or a search, so neither is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the trail of an error beneath it."""
        line = f"{record.levelname} {record.name}"
        trail = self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        return f"{line}\n{trail}" if trail else line

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The class of the error and where it passed, without its words."""
        kind, _, trail = ei
        name = kind.__name__ if kind else "error"
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trail)
        ]
        return "\n".join([f"  {name}", *places])
