"""One size measured from end to end: made, imported, coded, read, searched and served, beside the floor."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
import numpy.typing as npt

from benchmarks import loom, plain, server
from benchmarks.measuring import Figure, Measure, Watch, repeat
from benchmarks.project import CASES, PHRASE, RARE, WAVES, Project, Source, project
from benchmarks.sizes import SIZES, Size
from benchmarks.wishes import BY_KEY
from caseloom.analysis.model import Matrix
from caseloom.rooms import OpenStudy

Say = Callable[[str], None]
# How often each reading is repeated; what is read in a second may be repeated less.
RUNS = {"XS": 2, "D": 9, "S": 9, "M": 7, "L": 5}
STARTS = {"XS": 1, "L": 3}
BY_HAND = {"XS": 2}


class Disagreement(AssertionError):
    """Caseloom and the floor answer the same question differently: then no figure means anything."""


@dataclass(frozen=True)
class Filled:
    """Both files, filled, and what is where in them."""

    project: Project
    study: Path
    floor: Path
    codes: tuple[UUID, ...]
    sources: tuple[UUID, ...]

    @property
    def runs(self) -> int:
        """How often a reading is repeated."""
        return RUNS[self.project.size.name]


def measure(size: Size, folder: Path, say: Say) -> Iterator[Figure]:
    """Every figure of one size, in the order of the work."""
    _warm_up(folder)
    say(f"{size.name}: making {size}")
    made = project(size)
    say(f"{size.name}: {made.characters:,} characters")
    filled, figures = _fill(made, folder, say)
    yield from figures
    gc.collect()
    yield _sizes(filled)
    say(f"{size.name}: reading")
    yield from _readings(filled)
    say(f"{size.name}: serving")
    yield from _served(filled)


def _warm_up(folder: Path) -> None:
    """Fill a tiny study first, so that loading and preparing statements is not counted as importing."""
    tiny = project(SIZES["XS"])
    filled, _ = _fill(tiny, folder, lambda words: None)
    for path in (filled.study, filled.floor):
        path.unlink()


def _figure(
    filled: Filled | Project, key: str, ours: Measure, floor: Measure | None = None, note: str = ""
) -> Figure:
    size = (filled.project if isinstance(filled, Filled) else filled).size.name
    return Figure(key, size, ours, floor, BY_KEY[key].wish(size), note)


# -- writing --------------------------------------------------------------------------------------


def _fill(made: Project, folder: Path, say: Say) -> tuple[Filled, list[Figure]]:
    study, floor = folder / f"{made.size.name}.caseloom", folder / f"{made.size.name}.sqlite"
    for path in (study, floor):
        path.unlink(missing_ok=True)
    filling = loom.begin(study, made)
    with closing(filling.study), closing(plain.create(floor, made)) as database:
        sides = Sides(made, filling, database, say)
        imported = sides.write("importing", loom.bring_in, plain.bring_in)
        coded = sides.write("coding", loom.code, plain.code)
        first = made.sources[0]
        by_hand = (
            _by_hand(made, lambda row: loom.code_by_hand(filling, first, row)),
            _by_hand(made, lambda row: plain.code_by_hand(database, first, row)),
        )
    figures = [
        _figure(made, "import", *imported, note=f"{made.characters / 1e6:,.1f} million characters"),
        _figure(made, "codings", *coded, note=f"{made.size.codings:,} codings"),
        _figure(made, "one_coding", *by_hand),
    ]
    return Filled(made, study, floor, tuple(filling.codes), tuple(filling.sources)), figures


@dataclass(frozen=True)
class Sides:
    """Both files while they are filled: each source into one and then the other, so that noise hits both."""

    made: Project
    filling: loom.Loom
    database: sqlite3.Connection
    say: Say

    def write(
        self,
        what: str,
        ours: Callable[[loom.Loom, Source], None],
        theirs: Callable[[sqlite3.Connection, Source], None],
    ) -> tuple[Measure, Measure]:
        """Write every source on both sides; how long Caseloom and the floor took in all."""
        mine, floor = Watch(), Watch()
        for source in self.made.sources:
            with floor.running():
                theirs(self.database, source)
                self.database.commit()
            with mine.running():
                ours(self.filling, source)
            if (source.number + 1) % max(1, len(self.made.sources) // 4) == 0:
                done = f"{source.number + 1:,} sources, {mine.seconds:.1f} s (floor {floor.seconds:.1f} s)"
                self.say(f"{self.made.size.name}: {what}, {done}")
        return mine.measure, floor.measure


def _by_hand(made: Project, save: Callable[[int], None]) -> Measure:
    rows = iter(range(len(made.sources[0].codings)))
    return repeat(lambda: save(next(rows)), BY_HAND.get(made.size.name, 20))[0]


def _sizes(filled: Filled) -> Figure:
    ours, floor = (Measure((path.stat().st_size / 1e6,), "MB") for path in (filled.study, filled.floor))
    text = sum(len(each.text.encode()) for each in filled.project.sources) / 1e6
    return _figure(filled, "size", ours, floor, f"of which texts {text:,.1f} MB")


# -- reading --------------------------------------------------------------------------------------


def _readings(filled: Filled) -> Iterator[Figure]:
    yield from _openings(filled)
    with closing(loom.reopen(filled.study)) as study, closing(plain.reopen(filled.floor)) as floor:
        _compare(filled, study, floor)
        code = loom.most_used(study)
        pairs: tuple[tuple[str, Callable[[], object], Callable[[], object], str], ...] = (
            ("home", lambda: loom.read_home(study), lambda: plain.read_home(floor), ""),
            ("matrix", lambda: loom.read_matrix(study), lambda: plain.read_matrix(floor), _shape(filled)),
            (
                "passages",
                lambda: loom.read_passages(study, code.id),
                lambda: plain.read_passages(floor, filled.codes.index(code.id)),
                f"of {code.codings:,}",
            ),
            ("phrase", lambda: loom.search(study, f'"{PHRASE}"'), lambda: plain.search(floor, PHRASE), ""),
            ("rare", lambda: loom.search(study, RARE), lambda: plain.search(floor, RARE), ""),
            (
                "source",
                lambda: loom.read_source(study, filled.sources[0]),
                lambda: plain.read_source(floor, 0),
                f"{loom.read_source(study, filled.sources[0]):,} highlights",
            ),
        )
        for key, ours, theirs, note in pairs:
            yield _figure(filled, key, repeat(ours, filled.runs)[0], repeat(theirs, filled.runs)[0], note)


def _shape(filled: Filled) -> str:
    return f"{filled.project.size.codes} × {len(CASES) * len(WAVES)}"


def _openings(filled: Filled) -> Iterator[Figure]:
    """Opening and the first reading, each time with a connection of its own."""
    for key, ours, theirs in (
        ("open_home", loom.read_home, plain.read_home),
        ("open_matrix", loom.read_matrix, plain.read_matrix),
    ):

        def open_ours(read: Callable[[OpenStudy], object] = ours) -> None:
            with closing(loom.reopen(filled.study)) as study:
                read(study)

        def open_floor(read: Callable[[sqlite3.Connection], object] = theirs) -> None:
            with closing(plain.reopen(filled.floor)) as floor:
                read(floor)

        yield _figure(filled, key, repeat(open_ours, filled.runs)[0], repeat(open_floor, filled.runs)[0])


def _compare(filled: Filled, study: OpenStudy, floor: sqlite3.Connection) -> None:
    """The matrix and both searches must be the same on both sides."""
    ours, theirs = _as_array(filled, loom.read_matrix(study)), plain.read_matrix(floor)
    if not np.array_equal(ours, theirs):
        raise Disagreement(f"matrix: {int(ours.sum())} informants against {int(theirs.sum())}")
    for query in (PHRASE, RARE):
        turns, others = loom.search(study, f'"{query}"').turns, plain.search(floor, query)[0]
        if turns != others:
            raise Disagreement(f"search for {query}: {turns} turns against {others}")


def _as_array(filled: Filled, matrix: Matrix) -> npt.NDArray[np.int64]:
    """The cells by the project's numbers of code, case and wave."""
    rows = {id.hex: number for number, id in enumerate(filled.codes)}
    found = np.zeros((len(rows), len(CASES), len(WAVES)), dtype=np.int64)
    for column in matrix.columns:
        case, wave = (heading.label for heading in column.headings)
        for row in matrix.rows:
            found[rows[row.key], CASES.index(case), WAVES.index(wave)] = matrix.cell(row, column).value
    return found


# -- serving --------------------------------------------------------------------------------------


def _served(filled: Filled) -> Iterator[Figure]:
    """The program started several times, then its pages, then what it holds in memory."""
    name = filled.project.size.name
    taken = []
    for _ in range(STARTS.get(name, 5)):
        running = server.start(filled.study, loom.VIEWER)
        taken.append(running.seconds_to_first_page)
        running.stop()
    yield _figure(filled, "start", Measure(tuple(taken)))
    with closing(loom.reopen(filled.study)) as study:
        pages = loom.addresses(study, filled.sources[0], PHRASE)
    running = server.start(filled.study, loom.VIEWER)
    try:
        for key, path in pages.items():
            timing, page = repeat(lambda path=path: running.page(path), filled.runs)  # type: ignore[misc]
            yield _figure(filled, key, timing, note=f"{len(page.encode()) / 1000:,.0f} kB of HTML")
        if (memory := running.memory) is not None:
            yield _figure(filled, "memory", Measure((memory,), "MB"), note="after these pages")
    finally:
        running.stop()
