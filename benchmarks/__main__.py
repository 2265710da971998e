"""`python -m benchmarks [S|M|L|D|V|all …] [--keep FOLDER]`: measure; write docs/reference/performance.md."""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import Figure
from benchmarks.report import PAGE, line, page
from benchmarks.run import measure
from benchmarks.sizes import PUBLISHED, SIZES


def main(words: Sequence[str] | None = None) -> None:
    """Measure the sizes that are named; a run of all of them writes docs/reference/performance.md."""
    said = asked(words)
    sizes = PUBLISHED if "all" in said.sizes else tuple(said.sizes)
    with ExitStack() as stack:
        folder = said.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        _live_in(folder / "home")
        figures: list[Figure] = []
        for name in sizes:
            for figure in measure(SIZES[name], folder, _say):
                figures.append(figure)
                _say(line(figure))
    written = page(figures, datetime.now(UTC).date())
    if set(PUBLISHED) <= set(sizes):
        PAGE.write_text(written, "utf-8")
        _say(f"Written: {PAGE.name}")
    else:
        print(written)


def asked(words: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help="XS, S, M, L, D, V or all (the default)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the files there")
    said = parser.parse_args(words)
    said.sizes = said.sizes or ["all"]
    if unknown := [each for each in said.sizes if each not in (*SIZES, "all")]:
        parser.error(f"there is no size {unknown[0]}; choose from {', '.join(SIZES)}, all")
    return said


def _live_in(home: Path) -> None:
    """Let nothing that is measured read or change the user's own settings."""
    home.mkdir(exist_ok=True)
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ):
        os.environ[name] = str(home)


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


if __name__ == "__main__":
    main()
