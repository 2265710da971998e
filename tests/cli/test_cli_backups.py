"""Backups at the command line: listed, made, restored, and told of where they fail."""

import json
from pathlib import Path
from typing import Any

import pytest

from caseloom.studyfile.backups import backups_folder, backups_for
from tests.cli.conftest import Program, Said


def listed(caseloom: Program, study: Path) -> Any:
    said = caseloom("backups", study, "--format", "json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


def refused(said: Said, code: int, words: str) -> None:
    assert said.code == code
    assert words in said.err
    assert said.out == ""


def test_a_day_s_work_has_a_backup_in_the_list(caseloom: Program, study: Path) -> None:
    (found,) = listed(caseloom, study)
    assert (found["why"], found["of"]) == ("a day of work", "this file")
    assert found["bytes"] == Path(found["path"]).stat().st_size
    drawn = caseloom("backups", study).out
    assert found["name"] in drawn
    assert "--restore NAME" in drawn


def test_none_are_listed_where_there_are_none(caseloom: Program, tmp_path: Path) -> None:
    path = tmp_path / "new.caseloom"
    caseloom("new", path, "--title", "New", "--as", "Ann")
    assert listed(caseloom, path) == []
    assert "Nothing to list." in caseloom("backups", path).out


@pytest.mark.parametrize("ending", ["csv", "html", "xlsx", "json"])
def test_the_list_goes_to_a_file(caseloom: Program, study: Path, tmp_path: Path, ending: str) -> None:
    said = caseloom("backups", study, "--to", tmp_path / f"list.{ending}")
    assert (said.code, said.out) == (0, f"Wrote 1 row to {tmp_path / f'list.{ending}'}.\n")


def test_one_is_made_and_restored_to_a_new_file(caseloom: Program, study: Path, tmp_path: Path) -> None:
    assert caseloom("code", "add", study, "Ovens", "--as", "Ann").code == 0
    made = caseloom("backups", study, "--make")
    assert made.code == 0
    name = next(each["name"] for each in listed(caseloom, study) if each["why"] == "asked for")
    assert made.out == f"Made the backup {name} of {study}.\n"
    before = study.read_bytes()
    back = tmp_path / "back.caseloom"
    said = caseloom("backups", study, "--restore", name, "--to", back)
    assert (said.code, said.out) == (0, f"Restored {name} to {back}. Nothing else was changed.\n")
    assert caseloom("check", back).out.strip() == f"{back} is sound."
    assert "Ovens" in caseloom("show", back, "codes").out
    assert study.read_bytes() == before


def test_a_lost_study_comes_back_to_its_place(caseloom: Program, study: Path) -> None:
    caseloom("backups", study, "--make")
    before = caseloom("show", study, "sources").out
    study.unlink()
    name = next(each["name"] for each in listed(caseloom, study) if each["why"] == "asked for")
    assert caseloom("backups", study, "--restore", f"{name}.caseloom", "--to", study).code == 0
    assert caseloom("show", study, "sources").out == before


def test_what_cannot_be_done_is_said(caseloom: Program, study: Path, tmp_path: Path) -> None:
    name = listed(caseloom, study)[0]["name"]
    refused(caseloom("backups", study, "--restore", name, "--to", study), 3, "already exists and was left")
    refused(caseloom("backups", study, "--restore", "x", "--to", tmp_path / "x"), 3, "There is no backup “x”")
    refused(caseloom("backups", study, "--restore", name), 2, "--to FILE")
    refused(caseloom("backups", study, "--make", "--restore", name), 2, "not both")
    refused(caseloom("backups", tmp_path / "nowhere.caseloom"), 3, "There is no study at")
    refused(caseloom("backups", tmp_path / "nowhere.caseloom", "--make"), 3, "There is no study at")
    assert not (tmp_path / "x").exists()


def test_work_without_a_backup_goes_on_and_says_so(caseloom: Program, study: Path) -> None:
    for each in backups_for(study):
        each.path.unlink()
    for folder in (*backups_folder().iterdir(), backups_folder()):
        folder.rmdir()
    backups_folder().write_text("something else")
    said = caseloom("code", "add", study, "Ovens", "--as", "Ann")
    assert said.code == 0
    assert said.err.startswith("The day's backup of this study could not be made. ")
    checked = caseloom("check", study, "--format", "json")
    assert checked.code == 0
    assert [(each["weight"], each["about"]) for each in json.loads(checked.out)] == [("note", "backup")]
