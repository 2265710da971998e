"""Find who speaks where in a transcript, whatever the usual form it was typed in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import regex

from caseloom.text.labels import (
    Label,
    asks,
    is_given_name,
    is_marked_name,
    is_short,
    looks_like_name,
    may_recur,
    read_label,
)

TurnKind = Literal["speech", "note", "heading", "text"]
_LINE = regex.compile(r"[^\s](?:[^\n]*\S)?")
_NOTE = regex.compile(r"\((?:[^()]|\([^()]*\))*\)\.?", regex.DOTALL)
_HEADING = regex.compile(r"\[[^\[\]]*\]|\#{1,6}[ ]+[^\n]*", regex.DOTALL)
_DASH = regex.compile(r"[—–-][ \u00a0\u202f]+(?=\S)")


@dataclass(frozen=True, slots=True)
class TurnSpan:
    """A turn: start..end is all of it, words_start..end what was said; code points, end exclusive.

    `label` is "" where none stands; `time` is in seconds or None. A note is a stage note like
    "(Pause)", a heading stands in square brackets or after #, a text is a paragraph nobody speaks.
    """

    start: int
    end: int
    words_start: int
    label: str
    kind: TurnKind
    time: float | None = None


class _Line(NamedTuple):
    start: int
    end: int
    opens: bool
    label: Label | None


def read_turns(text: str, *, labels: Iterable[str] | None = None) -> tuple[TurnSpan, ...]:
    """Cut a text into turns; every character that is not blank lies in exactly one.

    A label stands at the beginning of a block (between blank lines), or of any line where most
    lines inside blocks are labelled. It is short, without sentence punctuation, and either reads as a
    name, a role or a code, or comes at least twice. `labels`, where given, are the only ones.
    Blocks without a label continue the turn before them; before any turn they are "text".
    """
    lines = _lines(text)
    known = _speakers(lines, labels)
    each_line = _one_turn_a_line(lines, known)
    turns: list[TurnSpan] = []
    for piece in _pieces(text, lines, known, each_line):
        if turns and piece.kind == "text" and turns[-1].kind == "speech":
            turns[-1] = replace(turns[-1], end=piece.end)
        else:
            turns.append(piece)
    return tuple(_with_words(text, turn) for turn in turns)


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        # Nothing but blanks lies between two lines: two line feeds there leave an empty line.
        opens = not found or text.count("\n", found[-1].end, start) > 1
        label = read_label(text, start, end)
        found.append(_Line(start, end, opens, label if label and is_short(label.name) else None))
    return found


def _speakers(lines: list[_Line], labels: Iterable[str] | None) -> frozenset[str]:
    if labels is not None:
        return frozenset(labels)
    # Names at the beginning of blocks count; where a text has hardly any blocks, those of every line.
    blocks = sum(line.opens for line in lines)
    inner = [line for line in lines if not line.opens]
    wide = blocks <= 2 or 2 * sum(line.label is not None for line in inner) >= len(inner)
    counts = Counter(line.label.name for line in lines if line.label and (line.opens or wide))
    marked = {line.label.name for line in lines if line.label and is_marked_name(line.label)}
    known = frozenset(
        name
        for name, times in counts.items()
        if name in marked or looks_like_name(name) or (times > 1 and may_recur(name))
    )
    # Where somebody asks, who answers only once ("Ida: …") has a turn of her own too.
    answers = _answering(lines) if any(asks(name) for name in known) else ()
    return known.union(answers)


def _answering(lines: list[_Line]) -> Iterable[str]:
    return (line.label.name for line in lines if line.label and line.opens and is_given_name(line.label.name))


def _one_turn_a_line(lines: list[_Line], known: frozenset[str]) -> bool:
    """Whether labels stand at line starts inside blocks as a rule, not as the odd "First question:"."""
    inner = [line for line in lines if not line.opens]
    labelled = sum(line.label is not None and line.label.name in known for line in inner)
    blocks = sum(line.opens for line in lines)
    return bool(labelled) and (blocks <= 2 or 2 * labelled >= len(inner))


def _pieces(text: str, lines: list[_Line], known: frozenset[str], each_line: bool) -> list[TurnSpan]:
    pieces: list[TurnSpan] = []
    for line in lines:
        begins = line.opens or each_line
        label = line.label if begins and line.label and line.label.name in known else None
        if label:
            pieces.append(TurnSpan(line.start, line.end, label.words_start, label.name, "speech", label.time))
        elif begins and (dash := _DASH.match(text, line.start, line.end)) and not known:
            pieces.append(TurnSpan(line.start, line.end, dash.end(), "", "speech"))
        elif line.opens or not pieces:
            pieces.append(TurnSpan(line.start, line.end, line.start, "", "text"))
        else:
            pieces[-1] = replace(pieces[-1], end=line.end)
    return [_of_kind(text, piece) for piece in pieces]


def _of_kind(text: str, piece: TurnSpan) -> TurnSpan:
    if piece.kind != "text":
        return piece
    if _NOTE.fullmatch(text, piece.start, piece.end):
        return replace(piece, kind="note")
    if _HEADING.fullmatch(text, piece.start, piece.end):
        return replace(piece, kind="heading")
    return piece


def _with_words(text: str, turn: TurnSpan) -> TurnSpan:
    """Begin the words at the first character after the label, also where that is a later line."""
    if turn.words_start == turn.start or not text[turn.words_start : turn.words_start + 1].isspace():
        return turn
    said = text[turn.words_start : turn.end]
    return replace(turn, words_start=turn.words_start + len(said) - len(said.lstrip()))
