"""Subtitles of a recording (VTT, SRT) to turns: "[00:01:02] Speaker: words", one a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from caseloom.sources.readers.composing import Composer
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.errors import NoCues
from caseloom.sources.readers.model import Document, Format, note
from caseloom.sources.readers.told import MERGED

LONG_SILENCE = 8.0
"""Seconds after which words without a speaker begin a new paragraph."""

_TIMES = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,20}([^<>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|</?>|\{\\[^{}]{0,200}\}")
_SPEAKER = re.compile(r"(?:>>+\s*|-\s+)?([^\W\d_][^:：\n<>]{0,59}?)\s*[:：]\s+(?=\S)")
_SKIPPED = ("WEBVTT", "NOTE", "STYLE", "REGION")


@dataclass(frozen=True)
class Spoken:
    """Words of one speaker from one cue; times in seconds."""

    start: float
    end: float
    speaker: str
    words: str


def read(name: str, data: bytes) -> Document:
    """Read WebVTT or SubRip; raises NoCues where not one time can be read."""
    decoded = decode(name, data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    found: Format = (
        "vtt" if text.lstrip("\ufeff \n").startswith("WEBVTT") or name.lower().endswith(".vtt") else "srt"
    )
    cues = list(_cues(text))
    if not cues:
        raise NoCues(name=name)
    spoken = [part for start, end, lines in cues for part in _spoken(start, end, lines)]
    turns = list(_turns(spoken))
    composer = Composer()
    for turn in turns:
        label = f"{turn.speaker}: " if turn.speaker else ""
        composer.words(f"[{_clock(turn.start)}] {label}{turn.words}")
    notes = (*decoded.notes, note(MERGED, cues=len(cues), turns=len(turns)))
    return Document(composer.text, (), found, decoded.encoding, None, notes)


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Start, end and lines of each cue; a block without times belongs to the cue before it."""
    waiting: tuple[float, float, list[str]] | None = None
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        found = [(at, times) for at, line in enumerate(lines[:2]) if (times := _TIMES.match(line))]
        if not found:
            if waiting and lines and not lines[0].startswith(_SKIPPED) and not _is_number(lines):
                waiting[2].extend(lines)
            continue
        if waiting:
            yield waiting
        place, times = found[0]
        words = [line for line in lines[place + 1 :] if not _TIMES.match(line)]
        waiting = (_seconds(times[1]), _seconds(times[2]), words)
    if waiting:
        yield waiting


def _is_number(lines: list[str]) -> bool:
    return len(lines) == 1 and lines[0].strip().isdecimal()


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _spoken(start: float, end: float, lines: list[str]) -> Iterator[Spoken]:
    """A cue's words by speaker: `<v Name>`, or "Name:" at a line's beginning."""
    speaker, words = "", ""
    for piece in _pieces("\n".join(lines)):
        if isinstance(piece, tuple):
            if words.strip():
                yield Spoken(start, end, speaker, _plain(words))
            speaker, words = piece[0], ""
        else:
            words += piece
    if words.strip():
        yield Spoken(start, end, speaker, _plain(words))


def _pieces(text: str) -> Iterator[str | tuple[str]]:
    """Speakers (as one-tuples) and the words between them, in order."""
    at = 0
    for voice in _VOICE.finditer(text):
        yield text[at : voice.start()]
        yield (_plain(voice[1]),)
        at = voice.end()
    rest = text[at:]
    if at:
        yield rest
        return
    for line in rest.split("\n"):
        bare = _TAG.sub("", line)
        found = _SPEAKER.match(bare)
        if found:
            yield (found[1].strip(),)
        yield (bare[found.end() :] if found else line) + "\n"


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())


def _turns(spoken: list[Spoken]) -> Iterator[Spoken]:
    """Words of one speaker that follow each other become one turn; a long silence parts unnamed words."""
    turn: Spoken | None = None
    for part in spoken:
        if not part.words:
            continue
        if turn and part.speaker == turn.speaker and (turn.speaker or part.start - turn.end < LONG_SILENCE):
            turn = Spoken(turn.start, max(turn.end, part.end), turn.speaker, f"{turn.words} {part.words}")
            continue
        if turn:
            yield turn
        turn = part
    if turn:
        yield turn
