"""A random small study in plain Python, and its matrix counted by the written rules, one coding at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from caseloom.analysis.model import MatrixRequest

FAR = 10**9
INNER, CULTURE = "cfir2022.inner", "cfir2022.inner.culture"
LEARNING = f"{CULTURE}.learning_centeredness"
ROLES, LEADS = "cfir2022.individuals.role", "cfir2022.individuals.role.implementation_leads"
CHARACTERISTICS, NEED = "cfir2022.individuals.char", "cfir2022.individuals.char.need"
PARENTS: dict[str, str | None] = {
    INNER: None,
    CULTURE: INNER,
    LEARNING: CULTURE,
    "cfir2022.individuals": None,
    ROLES: "cfir2022.individuals",
    LEADS: ROLES,
    CHARACTERISTICS: "cfir2022.individuals",
    NEED: CHARACTERISTICS,
    "Trust": CULTURE,
    "Doors": "Trust",
    "Weather": None,
}
CONSTRUCTS = [code for code in PARENTS if code.startswith("cfir2022")]
CODABLE = [CULTURE, LEARNING, LEADS, NEED, "Trust", "Doors", "Weather"]
TALKS = ("interview", "focus_group")
KINDS = ("interview", "focus_group", "document", "field_note", "survey")


def _days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


# What each date means, in days; written out, so that nothing here leans on the program's reading of them.
DAYS: dict[str, tuple[int, int]] = {
    "2018": _days("2018-01-01", "2018-12-31"),
    "2019-05": _days("2019-05-01", "2019-05-31"),
    "2019~": _days("2019-01-01", "2019-12-31"),
    "2019/2021": _days("2019-01-01", "2021-12-31"),
    "2021-06-30": _days("2021-06-30", "2021-06-30"),
    "../2018": (-FAR, _days("2018-12-31", "2018-12-31")[1]),
    "2020/..": (_days("2020-01-01", "2020-01-01")[0], FAR),
}


@dataclass(frozen=True)
class Spoken:
    """A turn: what stands before the words, the words, who speaks in which role."""

    label: str
    words: str
    role: str = ""
    person: str = ""


@dataclass(frozen=True)
class Text:
    """A source and its turns; "" where nothing is said of it."""

    title: str
    kind: str
    turns: tuple[Spoken, ...]
    case: str = ""
    wave: str = ""
    setting: str = ""
    written: str | None = None

    def spans(self) -> Iterator[tuple[int, int, Spoken]]:
        """Where each turn's words are in the whole text."""
        at = 0
        for turn in self.turns:
            start = at + (len(turn.label) + 2 if turn.label else 0)
            yield start, start + len(turn.words), turn
            at = start + len(turn.words) + 2

    @property
    def whole(self) -> str:
        """The text as a file would have it."""
        return "\n\n".join(f"{turn.label}: {turn.words}" if turn.label else turn.words for turn in self.turns)

    def evidence(self) -> list[tuple[int, int, str]]:
        """Where the evidence stands, and whose it is."""
        named = any(turn.role == "respondent" for turn in self.turns)
        return [
            (start, end, turn.person)
            for start, end, turn in self.spans()
            if turn.role not in ("interviewer", "chair")
            and (turn.role == "respondent" or not (named and self.kind in TALKS))
        ]

    def heard(self) -> set[str]:
        """Who is heard as evidence and known by name."""
        return {who for _, _, who in self.evidence() if who}


@dataclass(frozen=True)
class Coded:
    """A coding by place."""

    text: int
    start: int
    end: int
    code: str
    coder: str
    role: str = ""
    about: str | None = None


@dataclass(frozen=True)
class Plan:
    """A whole small study."""

    waves: tuple[tuple[str, str | None], ...]
    phases: tuple[tuple[str, str, str], ...]
    voices: dict[str, tuple[str, ...]]
    texts: tuple[Text, ...]
    codings: tuple[Coded, ...]


@dataclass(frozen=True)
class Row:
    """What one coding (or candidate) holds of one person's evidence: the smallest thing that is counted."""

    item: int
    text: Text
    person: str
    words: int
    code: str
    coder: str
    role: str = ""
    about: str | None = None


def rows_of(plan: Plan) -> list[Row]:
    """Every coding taken apart by whose evidence it holds; a coding without evidence gives nothing."""
    found: list[Row] = []
    for number, coded in enumerate(plan.codings):
        text = plan.texts[coded.text]
        words: dict[str, int] = {}
        for start, end, who in text.evidence():
            first, last = max(start, coded.start), min(end, coded.end)
            if first < last:
                words[who] = words.get(who, 0) + len(text.whole[first:last].split())
        found += [
            Row(number, text, who, count, coded.code, coded.coder, coded.role, coded.about)
            for who, count in words.items()
        ]
    return found


@dataclass(frozen=True)
class Oracle:
    """One request, answered slowly."""

    plan: Plan
    request: MatrixRequest
    rows: list[Row]
    # The request's narrowings by name, as the plan knows them.
    case: str = ""
    wave: str = ""
    coder: str = ""

    # -- what belongs where -----------------------------------------------------------------------

    def keys(self, dimension: str, row: Row, *, beneath: bool = False, roles: bool = False) -> set[str]:
        """The values of a dimension that a row belongs to, by name; "" for none."""
        if dimension in ("construct", "code"):
            narrow = dimension == "construct" or self.request.framework
            own = {row.code} | ({row.role} if roles and row.role else set())
            rows = {code for code in own if code in CONSTRUCTS or not narrow}
            return {above for one in rows for above in lineage(one)} if beneath else rows
        if dimension == "coder":
            return {row.coder}
        if dimension in ("wave", "phase", "interval"):
            stated = row.about if self.request.clock == "about" else row.text.written
            return self.times(dimension, row.text, stated)
        return self.of_source(dimension, row.text, row.person)

    def of_source(self, dimension: str, text: Text, person: str) -> set[str]:
        """The values of a dimension that a source tells of itself, with who is heard in it."""
        if dimension == "voice":
            voices = set(self.plan.voices.get(person, ())) or {""}
            return voices & {self.request.voice} if self.request.voice else voices
        if dimension in ("wave", "phase", "interval"):
            return self.times(dimension, text, text.written)
        return {
            {"case": text.case, "setting": text.setting, "source_kind": text.kind, "participant": person}[
                dimension
            ]
        }

    def times(self, grain: str, text: Text, stated: str | None) -> set[str]:
        """The time frames that something belongs to."""
        if grain == "wave" and self.request.clock == "said":
            order = [name for name, _ in self.plan.waves]
            if not text.wave or self.request.reach == "this":
                return {text.wave}
            return set(order[order.index(text.wave) :])
        if stated is None:
            return {""}
        return {name for name, date_ in self.frames(grain, text) if self.touches(stated, date_)}

    def frames(self, grain: str, text: Text) -> Iterable[tuple[str, str]]:
        """The stretches of time of a grain that are there for a source: name and date."""
        if grain == "wave":
            return [(name, date_) for name, date_ in self.plan.waves if date_]
        if grain == "phase":
            return [(name, date_) for case, name, date_ in self.plan.phases if case == text.case]
        return [(each, each) for each in self.request.intervals]

    def touches(self, stated: str, frame: str) -> bool:
        """Whether a time belongs to a frame: by its end alone, where all up to it counts."""
        (first, last), (begins, ends) = DAYS[stated], DAYS[frame]
        return first <= ends and (self.request.reach == "up_to" or last >= begins)

    def wanted(self, row: Row) -> bool:
        """Whether a row is within what was asked for."""
        return (
            self.within(row.text)
            and (not self.request.framework or row.code in CONSTRUCTS or bool(row.role))
            and (not self.coder or row.coder in ("", self.coder))
            and (not self.request.voice or self.request.voice in self.plan.voices.get(row.person, ()))
        )

    def within(self, text: Text) -> bool:
        """Whether a source is within what was asked for."""
        return (
            (not self.case or text.case == self.case)
            and (not self.wave or text.wave == self.wave)
            and self.request.source_kind in (None, text.kind)
        )

    # -- counting ---------------------------------------------------------------------------------

    def cells(self, *, beneath: bool) -> dict[tuple[str, tuple[str, ...]], list[Row]]:
        """The rows in every cell, each once."""
        found: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
        for row in filter(self.wanted, self.rows):
            down = self.keys(self.request.rows, row, beneath=beneath, roles=True)
            across = product(*(sorted(self.keys(each, row)) for each in self.request.columns))
            for at in product(sorted(down), across):
                found.setdefault(at, []).append(row)
        return found

    def value(self, rows: Iterable[Row]) -> int:
        """What a cell with these rows counts."""
        there = list(rows)
        counted = {
            "informants": len({row.person for row in there} - {""}),
            "codings": len({row.item for row in there}),
            "candidates": len({row.item for row in there}),
            "sources": len({row.text.title for row in there}),
            "words": sum(row.words for row in there),
        }
        return counted[self.request.cell]

    # -- columns ----------------------------------------------------------------------------------

    def told(self) -> list[str]:
        """The columns that a source tells of itself."""
        about = self.request.clock == "about"
        silent = {"construct", "code", "coder"} | ({"wave", "phase", "interval"} if about else set())
        return [each for each in self.request.columns if each not in silent]

    def collected(self) -> dict[tuple[str, ...], tuple[set[str], set[str]]]:
        """The sources collected and the people interviewed, by the told part of a column."""
        found: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
        for text in filter(self.within, self.plan.texts):
            for person in text.heard() or {""}:
                if self.request.voice and self.request.voice not in self.plan.voices.get(person, ()):
                    continue
                for key in product(*(sorted(self.of_source(each, text, person)) for each in self.told())):
                    sources, people = found.setdefault(key, (set(), set()))
                    sources.add(text.title)
                    people.update({person} - {""})
        return found


def lineage(code: str) -> list[str]:
    """A code and all above it."""
    found: list[str] = []
    at: str | None = code
    while at:
        found.append(at)
        at = PARENTS[at]
    return found
