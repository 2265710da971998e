"""Catalogues of translations (gettext's .po) as text: read, and packed as gettext loads them."""

import re
import struct
from collections.abc import Iterator, Mapping

from caseloom.language.errors import CaseloomError

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[(\d)\])\s+)?"((?:[^"\\]|\\.)*)"\s*')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC = 0x950412DE

Entry = dict[str, str]


class CatalogueUnreadable(CaseloomError):
    """A line of a catalogue that is in no form that gettext knows."""

    sentence = (
        "Line {line} of the catalogue for {language} cannot be read, so no page was shown in that language. "
        "Correct that line, or write the catalogue anew."
    )


def read_catalogue(text: str, language: str) -> Mapping[str, str]:
    """Message → translation as gettext keys them: context before "\\x04", plural forms parted by "\\0".

    An entry that is fuzzy, obsolete or without a translation is left out. Raises `CatalogueUnreadable`.
    """
    found: dict[str, str] = {}
    for entry in _entries(text, language):
        forms = [entry[key] for key in sorted(entry) if key.startswith("msgstr")]
        if "msgid" not in entry or "fuzzy" in entry or not all(forms):
            continue
        key = entry["msgid"]
        if "msgid_plural" in entry:
            key += f"\0{entry['msgid_plural']}"
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\x04{key}"
        found[key] = "\0".join(forms)
    return found


def packed(catalogue: Mapping[str, str]) -> bytes:
    """The catalogue in gettext's machine form (.mo), which Python's own gettext reads."""
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items())
    count = len(pairs)
    at = 28 + 16 * count
    tables: list[int] = []
    said = b""
    for texts in ([key for key, _ in pairs], [value for _, value in pairs]):
        for each in texts:
            tables += [len(each), at + len(said)]
            said += each + b"\0"
    head = (_MAGIC, 0, count, 28, 28 + 8 * count, 0, at)
    return struct.pack(f"<{7 + len(tables)}I", *head, *tables) + said


def _entries(text: str, language: str) -> Iterator[Entry]:
    entry: Entry = {}
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            if entry and last.startswith("msgstr"):
                yield entry
                entry, last = {}, ""
            if line.startswith("#,") and "fuzzy" in line:
                entry["fuzzy"] = "yes"
            continue
        found = _LINE.fullmatch(line)
        if found is None or not (found[1] or last):
            raise CatalogueUnreadable(line=number, language=language)
        if found[1]:
            if found[1] in ("msgid", "msgctxt") and last.startswith("msgstr"):
                yield entry
                entry = {}
            last = found[1]
            entry[last] = ""
        entry[last] += _ESCAPED.sub(lambda sign: _ESCAPES.get(sign[1], sign[1]), found[3])
    if entry:
        yield entry
