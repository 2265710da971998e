"""A study that never was, the same in every run: texts with speakers, and the codings of a team on them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.sizes import Size
from benchmarks.vocabulary import Vocabulary, vocabulary

SEED = 20_231_117
CASES = ("Harbour", "Moor", "Valley")
WAVES = ("2019", "2020", "2021", "2022")
# Planted to be searched for: in about every fiftieth sentence, and in a handful of sources.
PHRASE, RARE = "waiting list", "xylocarp"
INTERVIEWER = "I"

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Codings:
    """Codings of one source, as columns: which code, whose, from where to where; some have a memo."""

    code: Positions
    coder: Positions
    start: Positions
    end: Positions
    memo: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.code)

    def rows(self) -> Iterator[tuple[int, int, int, int, str | None]]:
        """One by one: code, coder, start, end, memo."""
        columns = (self.code.tolist(), self.coder.tolist(), self.start.tolist(), self.end.tolist())
        for code, coder, start, end, memo in zip(*columns, self.memo.tolist(), strict=True):
            yield code, coder, start, end, "Check this with the others." if memo else None


@dataclass(frozen=True)
class Source:
    """One interview or document; case, wave and participant are numbers from 0."""

    number: int
    title: str
    kind: str
    case: int
    wave: int
    participant: int
    text: str
    codings: Codings


@dataclass(frozen=True)
class Project:
    """Everything that both sides of a measurement are given."""

    size: Size
    participants: tuple[tuple[str, int], ...]
    coders: tuple[str, ...]
    codes: tuple[tuple[str, int | None], ...]
    sources: tuple[Source, ...]

    @property
    def characters(self) -> int:
        """How many code points all texts have."""
        return sum(len(each.text) for each in self.sources)


def project(size: Size) -> Project:
    """The study of that size; every source depends on the seed and its own number only."""
    chance = np.random.default_rng([SEED, size.sources, size.codings])
    words = vocabulary(chance)
    people = max(len(CASES), size.sources // len(WAVES))
    per, over = divmod(size.codings, size.sources)
    popular = chance.permutation(1.0 / (np.arange(size.codes) + 4.0) ** 0.9)
    return Project(
        size,
        tuple((f"Informant {n + 1}", n % len(CASES)) for n in range(people)),
        tuple(f"Coder {n + 1}" for n in range(size.coders)),
        tuple(_codes(chance, words, size.codes)),
        tuple(
            _source(size, words, popular, number, people, per + (number < over))
            for number in range(size.sources)
        ),
    )


def _codes(chance: np.random.Generator, words: Vocabulary, count: int) -> Iterator[tuple[str, int | None]]:
    """Codes in two storeys, about eight beneath each."""
    above = max(3, count // 9)
    for number in range(count):
        label = f"{' '.join(words.draw(chance, 2))} {number + 1}"
        yield label, None if number < above else int(chance.integers(above))


def _source(
    size: Size, words: Vocabulary, popular: npt.NDArray[np.float64], number: int, people: int, wanted: int
) -> Source:
    chance = np.random.default_rng([SEED, size.sources, number])
    who, wave = number % people, (number // people) % len(WAVES)
    document = number % 5 == 4
    text, sentences = _text(chance, words, size.words, "" if document else f"P{who + 1}")
    if number % 700 == 3:
        text = f"{text[:-2]} {RARE}.\n\n"
    kind, title = ("document", "Document") if document else ("interview", "Interview")
    codings = _codings(chance, sentences, popular, size.coders, wanted)
    return Source(number, f"{title} {number + 1:05}", kind, who % len(CASES), wave, who, text, codings)


def _text(chance: np.random.Generator, words: Vocabulary, length: int, speaker: str) -> tuple[str, Positions]:
    """A text of about that many words, and the start and end of its sentences.

    With a speaker it is a transcript whose questions and answers take turns; without, paragraphs.
    """
    total = int(length * chance.uniform(0.85, 1.15))
    lengths = np.maximum(3, chance.lognormal(2.6, 0.5, total // 6)).astype(int)
    ends = np.cumsum(lengths)
    ends = ends[: int(np.searchsorted(ends, total)) + 1]
    drawn, dice = words.draw(chance, int(ends[-1])), chance.random(len(ends)).tolist()
    turns = chance.integers(2, 9, len(ends)).tolist()
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at, first, left, turn = 0, 0, 0, -1
    for number, last in enumerate(ends.tolist()):
        if left == 0:
            turn += 1
            asks = bool(speaker) and turn % 2 == 0
            left = 1 + turns[number] % 2 if asks else turns[number]
            opening = f"{INTERVIEWER if asks else speaker}: " if speaker else ""
            opening = f"\n\n{opening}" if pieces else opening
        else:
            opening = " "
        sentence = _sentence(drawn[first:last], dice[number], "?" if asks else ".")
        pieces += (opening, sentence)
        at += len(opening)
        places.append((at, at + len(sentence)))
        at, first, left = at + len(sentence), last, left - 1
    return "".join(pieces) + "\n\n", np.array(places, dtype=np.int64)


def _sentence(words: list[str], dice: float, stop: str) -> str:
    """Words as a sentence; the dice say which have the phrase, an emoji or quotation marks."""
    middle = len(words) // 2
    if dice < 0.02:
        words.insert(middle, PHRASE)
    elif dice < 0.022:
        words.insert(1, "“so they say”")
    elif dice < 0.024:
        words.append("😀")
    elif len(words) > 9:
        words[middle] += ","
    sentence = " ".join(words)
    return f"{sentence[:1].upper()}{sentence[1:]}{stop}"


def _codings(
    chance: np.random.Generator,
    sentences: Positions,
    popular: npt.NDArray[np.float64],
    coders: int,
    wanted: int,
) -> Codings:
    """What a team makes of a source: one codes, the others find most passages again, not quite alike."""
    team = chance.permutation(coders)[: int(chance.integers(min(2, coders), coders + 1))]
    local = chance.permutation(len(popular))[: max(8, len(popular) // 4)]
    weight = np.cumsum(popular[local] / popular[local].sum())
    rows: list[Positions] = []
    found = 0
    while found < wanted:
        first = chance.integers(0, len(sentences), wanted)
        length = np.minimum(chance.geometric(0.45, wanted), 8)
        code = local[np.minimum(np.searchsorted(weight, chance.random(wanted)), len(local) - 1)]
        for place, coder in enumerate(team.tolist()):
            mine = _again(chance, (first, length, code), local, len(sentences), itself=place == 0)
            rows.append(np.column_stack([*mine, np.full(len(mine[0]), coder)]))
            found += len(mine[0])
    every = chance.permutation(np.concatenate(rows))[:wanted]
    return Codings(
        every[:, 2],
        every[:, 3],
        sentences[every[:, 0], 0],
        sentences[every[:, 1], 1],
        chance.random(wanted) < 0.03,
    )


def _again(
    chance: np.random.Generator,
    seen: tuple[Positions, Positions, Positions],
    local: Positions,
    last: int,
    *,
    itself: bool,
) -> tuple[Positions, Positions, Positions]:
    """One coder's view of the passages: first sentence, last sentence, code."""
    first, length, code = seen
    if itself:
        return first, np.minimum(first + length - 1, last - 1), code
    kept = chance.random(len(first)) < 0.6
    first, length, code = first[kept], length[kept], code[kept].copy()
    moved = (chance.random((2, len(first))) < 0.35) * chance.integers(-1, 2, (2, len(first)))
    other = chance.random(len(first)) < 0.15
    code[other] = chance.choice(local, int(other.sum()))
    first = np.clip(first + moved[0], 0, last - 1)
    return first, np.clip(first + length - 1 + moved[1], first, last - 1), code
