"""An action that nobody declared, or that no law and no random history knows, does not get in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from caseloom.record.catalogue import ACTIONS, EVERYTHING
from caseloom.rooms import KINDS
from caseloom.studyfile.catalogue import BORN, EVERY, GONE
from caseloom.studyfile.erasing import MARKS
from tests.record.player import MOVES

SRC = Path(__file__).resolve().parents[2] / "src/caseloom"
GAPS = {"who", "what", "count"}


def written() -> Iterator[tuple[str, str]]:
    """Where each action is written, and its name; a part that is put in is a dot-free `.+`."""
    for path in sorted(SRC.glob("*/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            if node.func.attr == "change" and (name := pattern(node.args[0])):
                yield f"{path.relative_to(SRC)}:{node.lineno}", name


def pattern(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return re.escape(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^.]+"
            for part in argument.values
        )
    return ""


def test_every_action_that_is_written_is_declared() -> None:
    found = list(written())
    assert len(found) > 20
    unknown = [
        (where, name) for where, name in found if not any(re.fullmatch(name, action) for action in ACTIONS)
    ]
    assert unknown == []


def test_every_law_speaks_of_kinds_and_fields_that_there_are() -> None:
    for action in ACTIONS.values():
        assert action.writes, action.name
        for kind, fields in action.writes.items():
            known = {BORN, GONE, EVERY, *MARKS}
            if kind != EVERYTHING:
                known |= set(KINDS[kind].names)
            assert set(fields) <= known, (action.name, kind)
        assert not action.about or action.about in KINDS
        assert action.in_passing <= set(KINDS)


def test_every_field_may_be_written_by_some_action() -> None:
    laws = [action for action in ACTIONS.values() if EVERYTHING not in action.writes]
    orphans = [
        (kind.name, field)
        for kind in KINDS.values()
        if not kind.immutable
        for field in kind.names
        if not any(action.allows(kind.name, field) for action in laws)
    ]
    assert orphans == []


def test_every_action_is_played_in_the_random_histories() -> None:
    assert set(ACTIONS) | {"build"} == set(MOVES)


def test_every_sentence_is_whole_and_has_known_gaps() -> None:
    for action in ACTIONS.values():
        for sentence in (action.one, action.many):
            assert set(re.findall(r"{(\w+)}", sentence)) <= GAPS, action.name
            assert sentence.startswith("{who} "), action.name
