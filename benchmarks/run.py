"""One size measured from end to end, beside the floor: made, imported, coded, read, served, merged, kept."""

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import canvas, loom, plain, record, server
from benchmarks.filled import Filled, figure
from benchmarks.measuring import Figure, Measure, repeat
from benchmarks.project import CASES, PHRASE, RARE, WAVES, Project, Source, project
from benchmarks.sizes import SIZES, Size
from caseloom.analysis.model import Matrix
from caseloom.rooms import OpenStudy

Say = Callable[[str], None]
STARTS = {"XS": 1, "L": 3}
BY_HAND = {"XS": 2}


class Disagreement(AssertionError):
    """Caseloom and the floor answer the same question differently: then no figure means anything."""


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
    say(f"{size.name}: keeping")
    yield from record.figures(filled)


def _warm_up(folder: Path) -> None:
    """Fill a tiny study first, so that loading and preparing statements is not counted as importing."""
    tiny = project(SIZES["XS"])
    filled, _ = _fill(tiny, folder, lambda words: None)
    for path in (filled.study, filled.floor):
        path.unlink()


# -- writing --------------------------------------------------------------------------------------


def _fill(made: Project, folder: Path, say: Say) -> tuple[Filled, list[Figure]]:
    study, floor = folder / f"{made.size.name}.caseloom", folder / f"{made.size.name}.sqlite"
    bare = folder / f"{made.size.name}-unrecorded.caseloom"
    for path in (study, floor, bare):
        path.unlink(missing_ok=True)
    filling, unrecorded = loom.begin(study, made), loom.begin(bare, made)
    with (
        closing(filling.study),
        closing(unrecorded.study),
        closing(plain.create(floor, made)) as database,
    ):
        sides = (partial(_of_floor, database, plain.bring_in), partial(loom.bring_in, filling))
        theirs, ours, without = _write(
            made, "importing", say, *sides, partial(record.bring_in_unrecorded, unrecorded)
        )
        figures = [
            figure(
                made,
                "import",
                _whole(ours),
                _whole(theirs),
                f"{made.characters / 1e6:,.1f} million characters",
            ),
            figure(made, "record_import", record.added(ours, without)),
        ]
        sides = (partial(_of_floor, database, plain.code), partial(loom.code, filling))
        theirs, ours = _write(made, "coding", say, *sides)
        figures.append(
            figure(made, "codings", _whole(ours), _whole(theirs), f"{made.size.codings:,} codings")
        )
        figures += _by_hand(made, filling, database)
    bare.unlink()
    return Filled(made, study, floor, tuple(filling.codes), tuple(filling.sources)), figures


def _of_floor(
    database: sqlite3.Connection, work: Callable[[sqlite3.Connection, Source], None], source: Source
) -> None:
    work(database, source)
    database.commit()


def _write(made: Project, what: str, say: Say, *sides: Callable[[Source], None]) -> tuple[list[float], ...]:
    """Write each source on all sides, so that noise hits all; how long each took.

    Who comes first changes from source to source: what comes later finds its text in the processor's caches.
    """
    taken: tuple[list[float], ...] = tuple([] for _ in sides)
    for source in made.sources:
        order = list(zip(sides, taken, strict=True))
        for side, seconds in order if source.number % 2 else reversed(order):
            began = time.perf_counter()
            side(source)
            seconds.append(time.perf_counter() - began)
        if (source.number + 1) % max(1, len(made.sources) // 4) == 0:
            floor, ours = (sum(seconds) for seconds in taken[:2])
            done = f"{source.number + 1:,} sources, {ours:.1f} s (floor {floor:.1f} s)"
            say(f"{made.size.name}: {what}, {done}")
    return taken


def _whole(seconds: Sequence[float]) -> Measure:
    return Measure((sum(seconds),))


def _by_hand(made: Project, filling: loom.Loom, database: sqlite3.Connection) -> Iterator[Figure]:
    """Single codings, then the same taken back, and taken back again."""
    times = BY_HAND.get(made.size.name, 20)
    first, ours, floor = made.sources[0], iter(range(times)), iter(range(times))
    yield figure(
        made,
        "one_coding",
        repeat(lambda: loom.code_by_hand(filling, first, next(ours)), times)[0],
        repeat(lambda: plain.code_by_hand(database, first, next(floor)), times)[0],
    )
    taken_out: list[Any] = []
    yield figure(
        made,
        "undo",
        repeat(lambda: loom.undo_last(filling), times)[0],
        repeat(lambda: taken_out.append(plain.take_out_last(database)), times)[0],
    )
    yield figure(
        made,
        "redo",
        repeat(lambda: loom.redo_last(filling), times)[0],
        repeat(lambda: plain.put_back(database, taken_out.pop()), times)[0],
    )


def _sizes(filled: Filled) -> Figure:
    ours, floor = (Measure((path.stat().st_size / 1e6,), "MB") for path in (filled.study, filled.floor))
    text = sum(len(each.text.encode()) for each in filled.project.sources) / 1e6
    return figure(filled, "size", ours, floor, f"of which texts {text:,.1f} MB")


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
            yield figure(filled, key, repeat(ours, filled.runs)[0], repeat(theirs, filled.runs)[0], note)


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

        yield figure(filled, key, repeat(open_ours, filled.runs)[0], repeat(open_floor, filled.runs)[0])


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
    yield figure(filled, "start", Measure(tuple(taken)))
    with closing(loom.reopen(filled.study)) as study:
        pages = loom.addresses(study, filled.sources[0], PHRASE)
    running = server.start(filled.study, loom.VIEWER)
    try:
        for key, path in pages.items():
            timing, page = repeat(lambda path=path: running.page(path), filled.runs)  # type: ignore[misc]
            yield figure(filled, key, timing, note=f"{len(page.encode()) / 1000:,.0f} kB of HTML")
        if (memory := running.memory) is not None:
            yield figure(filled, "memory", Measure((memory,), "MB"), note="after these pages")
        if name in ("XS", "D", "V"):
            yield from canvas.figures(filled, running, pages["page_sources"], pages["page_source"])
    finally:
        running.stop()
