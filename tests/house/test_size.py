"""No module grows past what a reader takes in: 500 lines, and a look at 300."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 500

# A path below the repository, and why this one may be longer.
EXCEPTIONS: dict[str, str] = {}


def modules() -> list[Path]:
    return sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("frontend/src/**/*.ts")])


def lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_500_lines() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in modules()]
    assert names, "the modules were not found: this test looks in the wrong place"
    too_long = {name: lines(name) for name in names if lines(name) > MOST_LINES}
    unexplained = too_long.keys() - EXCEPTIONS.keys()
    assert not unexplained, f"split where the subject divides, or give a reason in EXCEPTIONS: {too_long}"
    assert EXCEPTIONS.keys() <= too_long.keys(), "an exception that is no longer needed goes"
