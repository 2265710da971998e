"""The figures as a table for people, and the page in docs/reference that keeps them."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import Figure, worded
from benchmarks.peers import VERSIONS, peers
from benchmarks.sizes import PUBLISHED, SIZES, Size
from benchmarks.wishes import BY_KEY, LINES
from caseloom import __version__

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "performance.md"
_HEADINGS = ("What", "Caseloom", "Floor", "Times floor", "Wished", "Kept", "Other programs")


def page(figures: Sequence[Figure], day: date) -> str:
    """The whole page of docs/reference."""
    order = dict.fromkeys((*PUBLISHED, *SIZES))
    sizes = [SIZES[name] for name in order if any(each.size == name for each in figures)]
    parts = [
        _opening(day),
        *_missing(sizes),
        _wishes(figures),
        *(_section(size, figures) for size in sizes),
        _closing(),
    ]
    return "\n\n".join(parts) + "\n"


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table of figures of one size, in the order in which the lines are declared."""
    order = {line.key: place for place, line in enumerate(LINES)}
    rows = [_row(each) for each in sorted(figures, key=lambda each: order[each.key])]
    rule = "|".join("---" for _ in _HEADINGS)
    lines = [_line(_HEADINGS), f"|{rule}|", *map(_line, rows)]
    return "\n".join(lines)


def line(figure: Figure) -> str:
    """A figure as one line of text, while the measuring goes on."""
    floor = f"  (floor {figure.floor})" if figure.floor else ""
    missed = f"  MISSED: {_wished(figure)} wished" if figure.missed else ""
    return f"{figure.size}: {BY_KEY[figure.key].name}: {figure.ours}{floor}{missed}"


def _row(figure: Figure) -> tuple[str, ...]:
    name = BY_KEY[figure.key].name
    times = f"{figure.ours.middle / figure.floor.middle:.1f}" if figure.floor else ""
    kept = "" if figure.wish is None else "**no**" if figure.missed else "yes"
    return (
        f"{name} ({figure.note})" if figure.note else name,
        str(figure.ours),
        str(figure.floor or ""),
        times,
        _wished(figure),
        kept,
        peers(figure.size, figure.key),
    )


def _wished(figure: Figure) -> str:
    return figure.wish.worded(figure.ours.unit) if figure.wish else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _opening(day: date) -> str:
    return f"""# Performance

Written by `make bench` (`python -m benchmarks`) on {day.isoformat()}. Do not edit: run it again.

Machine: {machine()}. {programs()}.

Each figure is a median, with the lowest and the highest of several runs behind it; importing and coding are
measured once, after a tiny study has warmed everything up. The floor is the same work in the
straightforward way with plain sqlite3, FTS5 and numpy, on the same texts in the same run: no changes to
undo, no revisions, no ids but row numbers, no pages. Each source is a transaction of its own on either
side. Both sides must give the same matrix and find the same turns, else the run stops. Texts, codings and
people are generated and most words invented: real texts compress and index differently."""


def _missing(sizes: Iterable[Size]) -> list[str]:
    there = {size.name for size in sizes}
    absent = [name for name in PUBLISHED if name not in there]
    return [f"Not measured in this run: {', '.join(absent)}."] if absent else []


def _wishes(figures: Sequence[Figure]) -> str:
    missed = [each for each in figures if each.missed]
    if not missed:
        return "Every wish is kept."
    said = [
        f"- {each.size}, {BY_KEY[each.key].name}: {worded(each.ours.middle, each.ours.unit)}, "
        f"wished {_wished(each)}"
        for each in missed
    ]
    return "\n".join(("Wishes that are missed:", "", *said))


def _section(size: Size, figures: Iterable[Figure]) -> str:
    return f"## {size.name}: {size}\n\n{table(each for each in figures if each.size == size.name)}"


def _closing() -> str:
    return f"## Other programs\n\n{VERSIONS}"


def machine() -> str:
    """Processor, cores, memory and system, as far as the system tells."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    memory = f", {pages / 1024**3:.0f} GB" if pages else ""
    return f"{_processor()}, {os.cpu_count()} cores{memory}, {platform.platform(terse=True)}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    for said in told.read_text("utf-8").splitlines() if told.exists() else ():
        name, _, value = said.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def programs() -> str:
    """The versions of what was measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("SQLAlchemy", "Django", "numpy"))
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"Caseloom {__version__}, {python}, {libraries}"
