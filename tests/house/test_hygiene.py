"""What no file of the repository may carry, and what every package, decision and promise must have."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".cff", ".cfg", ".css", ".csv", ".html", ".ini", ".in", ".js", ".json", ".md", ".mjs", ".py", ".toml"}
TEXT |= {".ts", ".txt", ".yaml", ".yml", ""}

# Each pattern is written so that it does not match itself.
REGISTRY_HOSTS = re.compile(r"py[p]i\.\w|python[h]osted|npm[j]s\.|registr[y]\.\w", re.IGNORECASE)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(w[o]rk|r[o]ot)/|file:/[/]/(opt|home|tmp|Users)")
# A page that is asked at once may still be on its way (expect() asks until it has come), and no page may poll
# itself: its own policy forbids it.
HASTE = re.compile(r"assert .*(\.(is_visible|is_hidden|count|input_value)\(\)|page\.url)|wait_for_[f]unction")
PROMISES = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")


@cache
def repository_files() -> tuple[Path, ...]:
    """Every text file that git has, or would take: what it ignores is not ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    return tuple(path for name in names if (path := ROOT / name).is_file() and path.suffix in TEXT)


def places(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Where the pattern stands, as path:line, so that a failing test is a list of things to mend."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def source_files() -> list[Path]:
    return [path for path in repository_files() if path.is_relative_to(ROOT / "src")]


def test_no_file_names_a_package_registry_s_host() -> None:
    assert places(REGISTRY_HOSTS, list(repository_files())) == []


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    assert places(MACHINE_PATHS, list(repository_files())) == []


def test_the_source_makes_no_promises() -> None:
    scripts = [path for path in repository_files() if path.is_relative_to(ROOT / "frontend/src")]
    assert source_files()
    assert places(PROMISES, [*source_files(), *scripts]) == []


def test_browser_tests_wait_for_what_they_expect() -> None:
    walks = [path for path in repository_files() if path.is_relative_to(ROOT / "tests/browser")]
    assert walks
    assert places(HASTE, walks) == []


def test_every_module_says_in_one_line_what_it_is_for() -> None:
    modules = [path for path in source_files() if path.suffix == ".py"]
    without = [
        str(path.relative_to(ROOT))
        for path in modules
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0].strip()
    ]
    assert modules
    assert without == []


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in source_files() if path.suffix == ".py"}
    assert [
        str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").is_file()
    ] == []


def test_every_decision_is_listed_with_its_title() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    decisions = sorted(path for path in (ROOT / "docs/adr").glob("*.md") if path.name != "README.md")
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"[{title}]({path.name})" in listed


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_readme_names_the_two_commands_that_a_newcomer_needs(target: str) -> None:
    assert f"make {target}" in readme()


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    named = set(re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z-]+)", readme(), re.M))
    assert named
    assert named <= targets


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")
