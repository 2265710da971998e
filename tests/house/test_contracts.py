"""The linter's map covers the house as it stands: a new room or a new ground package is not forgotten."""

import ast
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "caseloom"
GROUND = {"agreement", "dates", "frameworks", "language", "text"}
CLOCKS = {"fromtimestamp", "localtime", "monotonic", "now", "perf_counter", "time", "today", "utcnow"}


def contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def parts(name: str) -> set[str]:
    """The packages that have a part of that name, as a module or as a folder."""
    return {path.parent.name for path in [*HOUSE.glob(f"*/{name}.py"), *HOUSE.glob(f"*/{name}/__init__.py")]}


def test_every_room_with_tables_keeps_them_to_itself() -> None:
    rooms = parts("tables") - GROUND
    assert rooms
    assert {f"tables-of-{room}" for room in rooms} <= contracts().keys()


def test_every_package_of_the_ground_is_held_pure() -> None:
    there = {f"caseloom.{name}" for name in GROUND if (HOUSE / name).is_dir()}
    assert there
    assert there == set(contracts()["pure-ground"]["source_modules"])


def test_the_ground_reads_no_clock_and_opens_no_file() -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for name in GROUND
        for path in sorted((HOUSE / name).glob("**/*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in CLOCKS | {"open", "uuid4", "uuid7"}
    ]
    assert calls == []


def called(call: ast.Call) -> str:
    """The last part of the name of what is called: `now` in `datetime.now()`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
