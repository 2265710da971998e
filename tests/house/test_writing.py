"""Only the study file writes rows; a room's `derived` writes its own derived tables and nothing else does."""

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src/caseloom"
WRITING = {"insert", "update", "delete"}
# The parts of a room that may write: its derived tables, and what blanks the words of who withdrew.
ROOMS = {"derived", "erasing"}


def writers() -> dict[str, set[str]]:
    """Which module imports which of SQLAlchemy's writing statements."""
    found: dict[str, set[str]] = {}
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                names = {alias.name for alias in node.names} & WRITING
                if names:
                    found.setdefault(str(path.relative_to(SRC)), set()).update(names)
    return found


def test_rows_are_written_in_the_cellar_and_derived_ones_where_they_are_derived() -> None:
    found = writers()
    assert "studyfile/changes.py" in found
    strange = [name for name in found if not name.startswith("studyfile/") and Path(name).stem not in ROOMS]
    assert strange == []


def test_what_blanks_words_makes_and_deletes_no_row() -> None:
    blanking = {name: names for name, names in writers().items() if Path(name).stem == "erasing"}
    rooms = {name: names for name, names in blanking.items() if not name.startswith("studyfile/")}
    assert rooms
    assert set().union(*rooms.values()) == {"update"}
