"""Queries over codings at the command line and in Python: the same answer by the same names."""

import json
from pathlib import Path
from typing import Any

import pytest

from caseloom import open as open_study
from caseloom.coding.model import CodeUnknown
from caseloom.coding.relations import WishUnreadable
from caseloom.notebook.names import NameUnknown
from tests.analysis.workbench import open_workbench
from tests.cli.conftest import Program

TALK = "It fits us well and we like it here. Then it rained."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.person("Ida Berg", "baker", case="North")
    for label in ("Fit", "Joy"):
        bench.code(label)
    bench.said("Talk with Ida", "Ida Berg", TALK, case="North")
    bench.coding("Talk with Ida", "It fits us well", "Fit")
    bench.coding("Talk with Ida", "we like it", "Joy")
    bench.coding("Talk with Ida", "it rained", "Fit")
    bench.study.close()
    return Path(bench.file.path)


def rows(caseloom: Program, path: Path, *words: str) -> list[tuple[str, Any]]:
    said = caseloom("codings", path, "Fit", *words, "--format", "json")
    assert said.code == 0, said.err
    return [(each["quote"], each["other_quote"]) for each in json.loads(said.out)]


def test_it_lists_a_row_for_each_two(caseloom: Program, path: Path) -> None:
    assert rows(caseloom, path, "--near", "Joy", "--within", "1") == [("It fits us well", "we like it")]
    assert rows(caseloom, path, "--near", "Joy", "--within", "0", "--unit", "turns") == [
        ("It fits us well", "we like it"),
        ("it rained", "we like it"),
    ]
    apart = [("It fits us well", None), ("it rained", None)]
    sifted = ("--case", "North", "--voice", "baker", "--coder", "Ann", "--participant", "Ida Berg")
    assert rows(caseloom, path, "--apart", "Joy", *sifted, "--kind", "interview") == apart
    assert rows(caseloom, path, "--apart", "Joy", "--case", "South") == []
    assert rows(caseloom, path, "--apart", "Joy", "--voice", "council") == []
    assert rows(caseloom, path, "--near", "Joy", "--by", "another") == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Say one relation"),
        (("--near", "Joy", "--same", "Joy"), 2, "Say one relation"),
        (("--near", "Jay"), 4, "no code or adopted construct “Jay”"),
        (("--near", "Joy", "--case", "West"), 4, "no case “West”"),
        (("--near", "Joy", "--within", "-1"), 2, "not in the range"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    caseloom: Program, path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = caseloom("codings", path, "Fit", *words)
    assert (answer.code, said in answer.err) == (code, True), answer.err


def test_the_same_in_python(path: Path) -> None:
    with open_study(path) as study:
        found = study.codings_related("Fit", "near", "Joy", within=1, case="North", coder="Ann")
        assert found.select("quote", "other_quote").rows() == [("It fits us well", "we like it")]
        with pytest.raises(CodeUnknown):
            study.codings_related("Fit", "near", "Jay")
        with pytest.raises(NameUnknown):
            study.codings_related("Fit", "near", "Joy", wave="W9")
        with pytest.raises(WishUnreadable):
            study.codings_related("Fit", "beside", "Joy")
