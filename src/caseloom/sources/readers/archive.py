"""Office files are zip archives: members are read in memory, within limits, and never put on disk."""

import zipfile
import zlib
from io import BytesIO

from caseloom.sources.readers.errors import FileDamaged, FileEncrypted, UnpacksTooLarge

MOST_MEMBERS = 10_000
MOST_BYTES = 500_000_000
MOST_RATIO = 400
SMALL_ENOUGH = 5_000_000
"""A member below this size may be packed as tightly as it likes: empty tables pack very well."""

_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


class Archive:
    """A zip archive whose declared sizes have been checked before anything is unpacked.

    Members are asked for by their exact name, so a name with "../" in it is just never asked for.
    """

    def __init__(self, name: str, data: bytes, format_: str) -> None:
        self.name = name
        self.format = format_
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN as problem:
            raise self.damaged(problem) from None
        self._members = {member.filename: member for member in members}
        self._check(members)

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > MOST_MEMBERS:
            raise UnpacksTooLarge(name=self.name, reason=f"{len(members)} parts")
        total = sum(member.file_size for member in members)
        if total > MOST_BYTES:
            raise UnpacksTooLarge(name=self.name, reason=f"{total // 1_000_000} MB")
        for member in members:
            ratio = member.file_size // max(member.compress_size, 1)
            if member.file_size > SMALL_ENOUGH and ratio > MOST_RATIO:
                raise UnpacksTooLarge(name=self.name, reason=f"{ratio} times its size")
        if any(member.flag_bits & 1 for member in members):
            raise FileEncrypted(name=self.name)

    @property
    def names(self) -> set[str]:
        """The names of all members."""
        return set(self._members)

    def read(self, member: str) -> bytes:
        """The bytes of a member; raises FileDamaged where it is missing or broken."""
        try:
            found = self._members[member]
            if found.compress_type not in _PACKINGS:
                raise FileDamaged(name=self.name, format=self.format, reason="an unusual packing")
            with self._zip.open(found) as stream:
                return stream.read(found.file_size)
        except KeyError:
            raise FileDamaged(name=self.name, format=self.format, reason=f"{member} is missing") from None
        except _BROKEN as problem:
            raise self.damaged(problem) from None

    def damaged(self, problem: Exception) -> FileDamaged:
        """The refusal for what a library said of the bytes."""
        return FileDamaged(name=self.name, format=self.format, reason=_short(problem))


def _short(problem: Exception) -> str:
    said = " ".join(str(problem).split())
    return said[:80] or type(problem).__name__
