"""Bringing files in: folders are walked, the good go in, the bad are listed, tables make a source a row."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseloom.cli import sources as door
from tests.cli.conftest import Program


def sources(caseloom: Program, study: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(caseloom("show", study, "sources", "--format", "json").out)
    return found


def test_a_folder_is_walked_and_the_bad_are_listed(caseloom: Program, study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "2020").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "plan.md").write_text("# A plan\n\nWe will light it.")
    (folder / "2020" / "minutes.txt").write_text("The meeting was opened at seven.")
    (folder / "2020" / "empty.txt").write_text("")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / ".hidden" / "secret.txt").write_text("Not meant.")
    (folder / "~$lock.docx").write_text("x")
    said = caseloom("import", study, folder, "--kind", "document", "--written", "2020-03", "--as", "Ann")
    assert said.code == 5
    assert said.out.startswith("Imported 2 sources: ")
    refused = [line for line in said.err.splitlines() if line.startswith("Not imported: ")]
    assert [line.split(": ")[1] for line in refused] == ["empty.txt", "broken.pdf"]
    added = {row["title"]: row for row in sources(caseloom, study)}
    assert set(added) == {"Berta", "plan", "minutes"}
    assert added["plan"]["written"] == "2020-03"
    assert added["plan"]["source_kind"] == "document"


def test_the_same_file_twice_is_noticed_unless_wanted(caseloom: Program, study: Path, talk: Path) -> None:
    said = caseloom("import", study, talk, "--as", "Ann")
    assert said.code == 5
    assert "--again at the command line" in said.err
    assert caseloom("import", study, talk, "--again", "--title", "Berta again", "--as", "Ann").code == 0
    assert sorted(row["title"] for row in sources(caseloom, study)) == ["Berta", "Berta again"]


def test_a_name_that_is_not_there_is_made_only_when_asked(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("A note.")
    words = ("import", study, tmp_path / "note.txt", "--kind", "field_note", "--as", "Ann")
    said = caseloom(*words, "--case", "Nort")
    assert said.code == 4
    assert "“North”" in said.err
    assert "--create" in said.err
    assert caseloom(*words, "--case", "South", "--create").code == 0
    assert sources(caseloom, study)[-1]["case"] == "South"


def test_a_date_that_is_none_is_refused_before_anything_is_written(
    caseloom: Program, study: Path, talk: Path
) -> None:
    before = study.read_bytes()
    said = caseloom("import", study, talk, "--again", "--written", "the other day", "--as", "Ann")
    assert said.code != 0
    assert "the other day" in said.err
    assert study.read_bytes() == before


def test_originals_are_asked_for_once_at_the_first_import_on_a_terminal(
    caseloom: Program, tmp_path: Path, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(door, "on_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    path = tmp_path / "new.caseloom"
    caseloom("new", path, "--title", "Ovens", "--as", "Ann")
    caseloom("import", path, talk, "--as", "Ann")
    caseloom("import", path, talk, "--again", "--as", "Ann")
    assert len(asked) == 1
    assert "kept in the study" in caseloom("show", path).out


def test_where_nobody_can_be_asked_originals_are_not_kept_and_that_is_said(
    caseloom: Program, tmp_path: Path, talk: Path
) -> None:
    path = tmp_path / "new.caseloom"
    caseloom("new", path, "--title", "Ovens", "--as", "Ann")
    said = caseloom("import", path, talk, "--as", "Ann")
    assert "only their text" in said.err
    assert "--originals keep" in said.err


ANSWERS = """respondent,region,helped,hindered
P07,North,"The nurse, mostly.",Nothing.
P08,South,我们自己搬上来的。,
P09,North,,
"""


def test_a_table_of_answers_makes_a_source_a_row(caseloom: Program, study: Path, tmp_path: Path) -> None:
    table = tmp_path / "survey.csv"
    table.write_text(ANSWERS, encoding="utf-8")
    said = caseloom(
        "import", study, table, "--answers", "helped,hindered", "--participant-column", "respondent",
        "--case-column", "region", "--create", "--as", "Ann",
    )  # fmt: skip
    assert said.code == 5
    assert "survey.csv, row 4: It holds no answer" in said.err
    found = {row["title"]: row for row in sources(caseloom, study)}
    assert {"survey, P07", "survey, P08"} < set(found)
    one = found["survey, P07"]
    assert (one["source_kind"], one["case"]) == ("survey", "North")
    turns = json.loads(caseloom("show", study, "source", "survey, P07", "--format", "json").out)
    assert [(turn["kind"], turn["said"], turn["evidence"], turn["participant"]) for turn in turns] == [
        ("heading", "[helped]", False, None),
        ("speech", "The nurse, mostly.", True, "P07"),
        ("heading", "[hindered]", False, None),
        ("speech", "Nothing.", True, "P07"),
    ]


def test_a_workbook_of_answers_works_as_well(caseloom: Program, study: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["who", "when", "answer"], ["Åsa", "2021-05", "It was warm."]):
        book.active.append(row)
    book.save(tmp_path / "answers.xlsx")
    said = caseloom(
        "import", study, tmp_path / "answers.xlsx", "--answers", "answer", "--participant-column", "who",
        "--written-column", "when", "--case", "North", "--create", "--as", "Ann",
    )  # fmt: skip
    assert said.code == 0, said.err
    last = sources(caseloom, study)[-1]
    assert (last["title"], last["written"], last["case"]) == ("answers, Åsa", "2021-05", "North")


def test_a_column_that_is_not_there_is_named(caseloom: Program, study: Path, tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(ANSWERS, encoding="utf-8")
    said = caseloom("import", study, tmp_path / "survey.csv", "--answers", "helpd", "--as", "Ann")
    assert said.code == 5
    assert "no column “helpd”" in said.err
    assert "helped, hindered" in said.err


def test_a_search_shows_words_in_context(caseloom: Program, study: Path) -> None:
    rows = json.loads(caseloom("search", study, "council", "--format", "json").out)
    assert len(rows) == 1
    assert (rows[0]["source"], rows[0]["hit"], rows[0]["evidence"]) == ("Berta", "council", True)
    assert rows[0]["before"].endswith("The ")
    assert "Nothing to list." in caseloom("search", study, "whale").out
    assert "oven" in caseloom("search", study, "oven").out
    assert "Nothing to list." in caseloom("search", study, "oven", "--evidence").out
