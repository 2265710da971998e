"""What the documentation tells people to type works as it stands, and its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from caseloom.cli.door import run

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/README.md")])
TYPED = [path for path in DOCUMENTS if "```sh\n" in path.read_text(encoding="utf-8")]


def blocks(text: str, opening: str) -> list[tuple[str, str]]:
    """The fenced blocks that open with these words: (rest of the opening line, content)."""
    return re.findall(rf"^```{opening}([^\n]*)\n(.*?)^```$", text, re.M | re.S)


def lay_out(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write the files that a document gives into a folder, go there, and return what it says to type."""
    text = path.read_text(encoding="utf-8")
    for name, content in blocks(text, r"\w+ file="):
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CASELOOM_AS", raising=False)
    return [line for _, content in blocks(text, "sh") for line in content.strip().splitlines()]


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_what_people_are_told_to_type_works(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in lay_out(path, tmp_path, monkeypatch):
        program, *words = shlex.split(line)
        assert program == "caseloom"
        assert run(words) == 0, (line, capsys.readouterr())


def test_the_tutorial_says_what_the_matrix_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {}
    for line in lay_out(ROOT / "docs/tutorial/first-study.md", tmp_path, monkeypatch):
        run(shlex.split(line)[1:])
        shown[line] = capsys.readouterr().out
    first, second = (out for line, out in shown.items() if " matrix " in line)
    assert "2 of 2" in first
    assert "time not stated" in second


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target
