"""The program as a person calls it, and a study made with it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caseloom.cli.door import run

TALK = """Interviewer: How did the oven come here?

Berta Holm: We carried it up the hill in four parts, and nobody had asked the bakers first.

Interviewer: And who decided?

Berta Holm: The council did, and after that the money came. It fits how we already bake."""


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Program = Callable[..., Said]


@pytest.fixture
def caseloom(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, in this process: its words as arguments, what it said as the result."""
    monkeypatch.delenv("CASELOOM_AS", raising=False)

    def call(*words: Any) -> Said:
        code = run([str(word) for word in words])
        heard = capsys.readouterr()
        return Said(code, heard.out, heard.err)

    return call


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's private files and of nobody else's: what is left in it was left by us."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """An interview."""
    path = tmp_path / "Berta.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def study(caseloom: Program, tmp_path: Path, talk: Path) -> Path:
    """A study with one interview in one case and wave, and one adopted framework."""
    path = tmp_path / "study.caseloom"
    assert caseloom("new", path, "--title", "Ovens", "--originals", "none", "--as", "Ann").code == 0
    where = ("--case", "North", "--wave", "W1", "--participant", "Berta Holm", "--create")
    assert caseloom("import", path, talk, *where, "--as", "Ann").code == 0
    assert caseloom("frameworks", "adopt", path, "cfir2022", "--as", "Ann").code == 0
    return path
