"""A study at the command line: made, shown, checked, copied; and every error one sentence with its number."""

import contextlib
import json
import sqlite3
import sys
from pathlib import Path

import openpyxl
import pytest

from caseloom.cli import door, opening
from caseloom.cli.speech import harmless, sentence
from caseloom.notebook import identity
from caseloom.studyfile.errors import NoSuchStudy
from tests.cli.conftest import Program


def test_a_study_is_made_and_shown(caseloom: Program, tmp_path: Path) -> None:
    path = tmp_path / "study.caseloom"
    made = caseloom("new", path, "--title", "Ovens", "--question", "Who lights it?", "--as", "Ann")
    assert (made.code, made.err) == (0, "")
    shown = caseloom("show", path)
    assert "Ovens" in shown.out
    assert "Who lights it?" in shown.out
    assert json.loads(caseloom("show", path, "people", "--format", "json").out)[0]["name"] == "Ann"


def test_a_file_in_the_way_is_left_as_it_is(caseloom: Program, study: Path) -> None:
    before = study.read_bytes()
    said = caseloom("new", study, "--title", "Other", "--as", "Ann")
    assert said.code == 3
    assert said.err.strip() == (
        f"{study} already exists and was left as it is. Choose another name, or open that study."
    )
    assert said.out == ""
    assert study.read_bytes() == before


def test_an_error_is_one_sentence_and_with_debug_says_where(caseloom: Program, tmp_path: Path) -> None:
    plain = caseloom("show", tmp_path / "nowhere.caseloom")
    assert plain.code == 3
    assert len(plain.err.strip().splitlines()) == 1
    for words in (("show", tmp_path / "nowhere.caseloom", "--debug"), ("--debug", "show", tmp_path / "no")):
        told = caseloom(*words)
        assert told.code == 3
        assert "Traceback" in told.err


def test_what_nobody_expected_is_one_sentence_too(
    caseloom: Program, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("caseloom.cli.study.home", fall)
    said = caseloom("show", study)
    assert said.code == 1
    assert said.err.strip() == (
        "Something unexpected went wrong (ZeroDivisionError: by nought). "
        "Say it again with --debug to see where."
    )


@pytest.mark.parametrize(
    "words",
    [
        ("sing",),
        ("show",),
        ("show", "study.caseloom", "--format", "docx"),
        ("show", "study.caseloom", "sources", "--format", "xlsx"),
        ("show", "study.caseloom", "sources", "--format", "table", "--to", "x.txt"),
        ("show", "study.caseloom", "source"),
        ("show", "study.caseloom", "cases", "North"),
        ("code", "study.caseloom", "Berta", "--code", "x"),
        ("candidates", "accept", "study.caseloom", "Money"),
    ],
)
def test_a_wrong_command_line_ends_with_2(caseloom: Program, words: tuple[str, ...]) -> None:
    said = caseloom(*words)
    assert said.code == 2
    assert "Traceback" not in said.err
    assert said.err


def test_stopping_ends_with_130(caseloom: Program, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("caseloom.cli.study.home", stop)
    assert caseloom("show", study).code == 130


def test_writing_without_a_name_is_refused_and_no_file_is_made(caseloom: Program, tmp_path: Path) -> None:
    said = caseloom("new", tmp_path / "study.caseloom", "--title", "Ovens")
    assert said.code == 4
    assert "--as NAME" in said.err
    assert not (tmp_path / "study.caseloom").exists()


def test_the_name_comes_from_the_option_the_environment_or_the_settings(
    caseloom: Program, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity.keep_name("Kept")
    assert caseloom("code", "add", study, "One").code == 0
    monkeypatch.setenv("CASELOOM_AS", "Environment")
    assert caseloom("code", "add", study, "Two").code == 0
    assert caseloom("--as", "Said", "code", "add", study, "Three").code == 0
    names = {row["name"] for row in json.loads(caseloom("show", study, "people", "--format", "json").out)}
    assert names == {"Ann", "Kept", "Environment", "Said"}


def test_on_a_terminal_the_name_is_asked_once(
    caseloom: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(question: str, **_: object) -> str:
        asked.append(question)
        return "Ines"

    monkeypatch.setattr(opening, "on_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", answer)
    for name in ("one", "two"):
        assert caseloom("new", tmp_path / f"{name}.caseloom", "--title", name).code == 0
    assert len(asked) == 1
    assert identity.known_name() == "Ines"


def test_reading_takes_nobody_into_the_team(caseloom: Program, study: Path) -> None:
    before = study.read_bytes()
    for words in (("show", study), ("matrix", study), ("search", study, "oven"), ("check", study)):
        assert caseloom(*words, "--as", "A stranger").code == 0
    assert study.read_bytes() == before


@pytest.mark.parametrize(
    "what",
    ["study", "cases", "waves", "participants", "sources", "codes", "codings", "queries", "frameworks",
     "people", "innovations", "settings", "phases"],
)  # fmt: skip
def test_every_list_comes_in_every_format(caseloom: Program, study: Path, what: str, tmp_path: Path) -> None:
    rows = json.loads(caseloom("show", study, what, "--format", "json").out)
    drawn = caseloom("show", study, what)
    assert drawn.code == 0
    assert ("Nothing to list." in drawn.out) == (not rows)
    assert caseloom("show", study, what, "--format", "csv").out.count("\n") >= len(rows)
    assert "<table>" in caseloom("show", study, what, "--format", "html").out
    said = caseloom("show", study, what, "--to", tmp_path / "list.xlsx")
    assert said.out.startswith(f"Wrote {len(rows)} row")
    assert openpyxl.load_workbook(tmp_path / "list.xlsx").active is not None


def test_a_source_and_a_code_are_shown_by_name(caseloom: Program, study: Path) -> None:
    turns = json.loads(caseloom("show", study, "source", "berta", "--format", "json").out)
    assert [turn["speaker"] for turn in turns] == ["Interviewer", "Berta Holm"] * 2
    assert [turn["evidence"] for turn in turns] == [False, True] * 2
    shown = caseloom("show", study, "code", "cfir2022.inner.compatibility")
    assert "Definition (paraphrase):" in shown.out
    unknown = caseloom("show", study, "source", "Bertha")
    assert unknown.code == 4
    assert "Did you mean “Berta”?" in unknown.err


def test_a_text_from_elsewhere_does_not_steer_the_terminal(caseloom: Program, study: Path) -> None:
    assert caseloom("code", "add", study, "Red \x1b[31mink\x07", "--as", "Ann").code == 0
    assert "\x1b" not in caseloom("show", study, "codes").out
    assert harmless("a\tb\nc\x1b") == "a\tb\nc\N{REPLACEMENT CHARACTER}"


def test_a_sound_study_checks_and_a_spoiled_one_is_mended(caseloom: Program, study: Path) -> None:
    said = caseloom("check", study)
    assert (said.code, said.out.strip()) == (0, f"{study} is sound.")
    with contextlib.closing(sqlite3.connect(study)) as db:
        db.execute("UPDATE source_now SET words = words + 1")
        db.commit()
    spoiled = caseloom("check", study, "--format", "json")
    assert spoiled.code == 3
    assert [row["weight"] for row in json.loads(spoiled.out)] == ["derived"]
    assert caseloom("check", study, "--repair").code == 0
    assert caseloom("check", study).code == 0


def test_a_study_is_copied_and_never_over_a_file(caseloom: Program, study: Path, tmp_path: Path) -> None:
    assert caseloom("copy", study, tmp_path / "copy.caseloom").code == 0
    assert caseloom("show", tmp_path / "copy.caseloom").code == 0
    assert caseloom("copy", study, tmp_path / "copy.caseloom").code == 3


def test_errors_go_through_the_catalogue_of_the_reader_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting:
        @staticmethod
        def gettext(message: str) -> str:
            return message.replace("There is no study at", "NO STUDY AT")

    monkeypatch.setattr("caseloom.cli.speech._translations", lambda: Shouting)
    assert sentence(NoSuchStudy(path="x")).startswith("NO STUDY AT x.")


def test_every_error_s_number_is_in_the_documented_list() -> None:
    import importlib
    import pkgutil

    import caseloom as package
    from caseloom.language import CaseloomError

    for module in pkgutil.walk_packages(package.__path__, "caseloom."):
        if not module.name.startswith("caseloom.web"):
            importlib.import_module(module.name)
    waiting, found = [CaseloomError], set()
    while waiting:
        one = waiting.pop()
        found.add(one.exit_code)
        waiting += one.__subclasses__()
    assert found <= door.EXIT_CODES.keys()


def test_reading_ends_well_when_nobody_listens_any_more(caseloom: Program, study: Path) -> None:
    import subprocess

    # More than a pipe holds, so that writing it fails.
    for pack in ("gh2004", "cfir2009", "rogers2003"):
        caseloom("frameworks", "adopt", study, pack, "--as", "Ann")
    assert len(caseloom("show", study, "codes", "--format", "json").out) > 100_000
    program = f"{sys.executable} -c 'from caseloom.cli import main; main()' show {study} codes --format json"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program} | head -1"], capture_output=True, text=True, check=False
    )
    assert piped.stdout == "[\n"
    assert piped.returncode == 0
    assert piped.stderr == ""
