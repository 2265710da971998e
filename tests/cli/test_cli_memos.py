"""Memos at the command line: written, listed, searched, shown, changed, linked and taken out."""

import json
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.conftest import Program, Said

ANN = ("--as", "Ann")


@pytest.fixture
def memos(caseloom: Program, study: Path) -> Any:
    """`memos("add", "case:North", …)` on the study, as Ann."""

    def call(command: str, *words: Any) -> Said:
        return caseloom("memos", command, study, *words, *ANN)

    return call


def listed(memos: Any, *words: str) -> list[dict[str, Any]]:
    said = memos("list", *words, "--format", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def test_a_memo_is_written_about_anything_by_its_name(memos: Any) -> None:
    for about in ("study", "case:North", "source:Berta", "participant:Berta Holm", "wave:W1"):
        said = memos("add", about, "--text", f"On {about}.", "--kind", "question")
        assert said.code == 0, said.err
    said = memos("add", "code:cfir2022.inner.compatibility", "--text", "On a code.", "--link", "case:North")
    assert "about construct: Compatibility" in said.out
    found = listed(memos)
    assert [each["about"] for each in found] == [
        "construct: Compatibility",
        "wave: W1",
        "participant: Berta Holm",
        "source: Berta",
        "case: North",
        "study: Ovens",
    ]
    assert found[0]["links"] == "case: North"
    cell = ("--about", "code:cfir2022.inner.compatibility", "--about", "case:North")
    assert [each["title"] for each in listed(memos, *cell)] == ["On a code."]
    assert listed(memos, *cell, "--about", "wave:W1") == []
    assert {each["author"] for each in found} == {"Ann"}


def test_memos_are_sifted_and_searched(memos: Any) -> None:
    memos("add", "case:North", "--text", "Little water.", "--kind", "question")
    memos("add", "study", "--text", "他们说没有水。", "--title", "水")
    assert [each["title"] for each in listed(memos, "--kind", "question")] == ["Little water."]
    assert [each["title"] for each in listed(memos, "--about", "study")] == ["水"]
    assert [each["title"] for each in listed(memos, "--words", "没有水")] == ["水"]
    assert [each["title"] for each in listed(memos, "--by", "Ann", "--words", "water")] == ["Little water."]
    drawn = memos("list")
    assert "Memos: 2, 2 listed" in drawn.out
    assert memos("list", "--words", "-").code == 2
    assert memos("list", "--by", "Nobody").code == 4


def test_a_memo_is_shown_changed_linked_and_taken_out(memos: Any, caseloom: Program, study: Path) -> None:
    memos("add", "case:North", "--title", "Fit", "--text", "It *fits*.")
    said = memos("show", "fit")
    assert "It *fits*." in said.out
    assert "case: North" in said.out
    assert memos("change", "Fit", "--text", "It does not fit.", "--kind", "theoretical").code == 0
    assert "Nothing was different" in memos("change", "Fit", "--kind", "theoretical").out
    assert memos("change", "Fit").code == 2
    assert "Linked: “Fit” and source: Berta." in memos("link", "Fit", "source:Berta").out
    assert "Linked to source: Berta" in memos("show", "Fit").out
    assert [each["title"] for each in listed(memos, "--about", "source:Berta")] == ["Fit"]
    assert "Took the link out" in memos("link", "Fit", "source:Berta", "--remove").out
    history = caseloom("history", study, "--memo", "Fit", "--edits", "--format", "json").out
    assert [(each["field"], each["after"]) for each in json.loads(history) if each["field"] == "Text"] == [
        ("Text", "It does not fit.")
    ]
    assert memos("remove", "Fit").code == 0
    assert listed(memos) == []
    assert memos("show", "Fit").code == 4
    assert "Ann took out the memo Fit." in caseloom("undo", study, *ANN).out
    assert [each["title"] for each in listed(memos)] == ["Fit"]


def test_the_text_comes_from_a_file_or_an_editor(
    memos: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memo.md"
    path.write_text("# From a file\n\nWords.", encoding="utf-8")
    assert "“From a file”" in memos("add", "study", "--file", path).out
    path.write_bytes(b"\xff\xfe\x00")
    said = memos("add", "study", "--file", path)
    assert (said.code, "is not text in UTF-8" in said.err) == (2, True)
    assert memos("add", "study", "--file", path, "--text", "x").code == 2
    assert memos("add", "study").code == 2
    begun = []

    def edit(text: str, **_: Any) -> str:
        begun.append(text)
        return f"{text}\nShe laughed."

    monkeypatch.setattr("caseloom.cli.memos.on_terminal", lambda: True)
    monkeypatch.setattr(click, "edit", edit)
    said = memos("add", "source:Berta", "--kind", "contact_summary")
    assert "“Contact summary: Berta”" in said.out
    assert [line for line in begun[0].splitlines() if line] == [
        "# Main points",
        "# Surprises",
        "# Next questions",
    ]
    monkeypatch.setattr(click, "edit", lambda *_, **__: None)
    assert memos("add", "source:Berta").code == 2
    assert len(listed(memos)) == 2


@pytest.mark.parametrize(
    ("about", "code", "says"),
    [
        ("nonsense", 2, "does not say what is meant"),
        ("cell:x", 2, "Kinds are: study"),
        ("case:", 2, "does not say what is meant"),
        ("case:South", 4, "Did you mean “North”"),
        ("coding:x", 4, "Say its id"),
        ("coding:00000000000000000000000000000001", 4, "Nothing was changed"),
        ("code:Nowhere", 4, "nothing was written"),
    ],
)
def test_what_is_not_there_is_told(memos: Any, about: str, code: int, says: str) -> None:
    said = memos("add", about, "--text", "Words.")
    assert said.code == code
    assert says in said.err
    assert listed(memos) == []


def test_a_contact_summary_is_of_a_source(memos: Any) -> None:
    said = memos("add", "case:North", "--kind", "contact_summary", "--text", "x")
    assert (said.code, "is a memo on a source" in said.err) == (2, True)
