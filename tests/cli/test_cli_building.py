"""Whole studies at the command line: from a manifest, the teaching study, and in the browser."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import caseloom as library
from caseloom.notebook import identity
from tests.building.small import MANIFEST, write_small
from tests.cli.conftest import Program


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server was asked for, without running it."""
    asked: list[dict[str, Any]] = []

    def serve(paths: Any, **named: Any) -> None:
        named.pop("say")
        assert callable(named.pop("remember"))
        asked.append({"paths": [Path(path) for path in paths], **named})

    monkeypatch.setattr("caseloom.web.server.serve", serve)
    return asked


def test_a_manifest_makes_a_study_and_again_leaves_what_people_did(caseloom: Program, tmp_path: Path) -> None:
    manifest = write_small(tmp_path)
    to = tmp_path / "gardens.caseloom"
    first = caseloom("build", manifest, "--to", to)
    assert first.out.startswith("Built: Two gardens → ")
    assert first.code in (0, 6)
    cases = json.loads(caseloom("show", to, "cases", "--format", "json").out)
    assert [row["name"] for row in cases] == ["North garden", "South garden"]
    assert caseloom("code", "add", to, "Weeds", "--as", "Ann").code == 0
    second = caseloom("build", manifest, "--data", manifest.parent, "--to", to)
    assert second.code == first.code
    assert second.out.startswith("Brought up to date: ")
    codes = json.loads(caseloom("show", to, "codes", "--format", "json").out)
    assert "Weeds" in [row["label"] for row in codes]


def test_the_study_s_notice_stands_over_its_matrix(caseloom: Program, tmp_path: Path) -> None:
    caseloom("build", write_small(tmp_path), "--to", tmp_path / "gardens.caseloom")
    assert "Invented for tests." in caseloom("matrix", tmp_path / "gardens.caseloom").out


def test_a_build_tells_of_codings_that_lose_their_place(caseloom: Program, tmp_path: Path) -> None:
    manifest, to = write_small(tmp_path), tmp_path / "gardens.caseloom"
    first = caseloom("build", manifest, "--to", to)
    assert "codings      5 in the study, 5 from the manifest (" in first.out
    assert "lost" not in first.err
    words = ("--quote", "It ran away", "--code", "Weather", "--as", "Ann")
    title = next(row["title"] for row in listed(caseloom, to, "sources") if "Brook" in row["title"])
    assert caseloom("code", to, title, *words).code == 0
    changed = "Interview: s1\n\nMr Tom Brook: 1234 5678. Like the rain.\n"
    (tmp_path / "talks/s1.txt").write_text(changed, encoding="utf-8")
    second = caseloom("build", manifest, "--to", to)
    assert (
        f"1 coding has lost its place in a changed text and is in no count. See which: caseloom check {to}"
        in (second.err)
    )
    assert "codings      5 in the study, 5 from the manifest (" in second.out
    assert "It ran away" in caseloom("check", to).out


def listed(caseloom: Program, study: Path, what: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(caseloom("show", study, what, "--format", "json").out)
    return rows


def test_a_manifest_that_is_wrong_makes_no_file(caseloom: Program, tmp_path: Path) -> None:
    manifest = write_small(tmp_path, MANIFEST.replace('level = "micro"', 'level = "tiny"'))
    said = caseloom("build", manifest, "--to", tmp_path / "gardens.caseloom")
    assert said.code == 2
    assert "tiny" in said.err
    assert not (tmp_path / "gardens.caseloom").exists()


def test_a_source_that_cannot_be_read_is_listed_and_ends_with_5(caseloom: Program, tmp_path: Path) -> None:
    manifest = write_small(tmp_path)
    text = next(path for path in sorted(tmp_path.rglob("*.txt")))
    text.unlink()
    said = caseloom("build", manifest, "--to", tmp_path / "gardens.caseloom")
    assert said.code == 5
    assert "Sources not read (1):" in said.err


def test_the_teaching_study_is_built_in_the_user_s_folder_and_opened(
    caseloom: Program, home: Path, served: list[dict[str, Any]]
) -> None:
    said = caseloom("demo", "--no-browser")
    assert said.code == 0, said.err
    made = home / ".local" / "share" / "caseloom" / "teaching.caseloom"
    assert served == [{"paths": [made], "port": None, "open_browser": False, "name": None}]
    assert caseloom("check", made).code == 0
    again = caseloom("demo", "--no-open")
    assert again.out.startswith("Brought up to date: ")
    assert len(served) == 1


def test_a_teaching_study_of_another_program_stays_where_it_is(
    caseloom: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = home / ".local" / "share" / "caseloom" / "teaching.caseloom"
    caseloom("demo", "--no-open")
    head = bytearray(made.read_bytes())
    head[60:64] = (99).to_bytes(4, "big")
    made.write_bytes(head)
    said = caseloom("demo", "--no-open")
    assert said.code == 0
    assert "newer Caseloom" in said.err
    assert made.read_bytes() == head
    assert made.with_stem("teaching-2").exists()


def test_a_copy_without_its_teaching_study_says_so(
    caseloom: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b" / "caseloom").mkdir(parents=True)
    monkeypatch.setattr("caseloom.__file__", str(tmp_path / "a" / "b" / "caseloom" / "__init__.py"))
    said = caseloom("demo", "--no-open")
    assert said.code == 1
    assert "did not come with this copy" in said.err


def test_studies_open_under_a_name_that_their_teams_know(
    caseloom: Program, study: Path, tmp_path: Path, served: list[dict[str, Any]]
) -> None:
    other = tmp_path / "other.caseloom"
    caseloom("new", other, "--title", "Other", "--as", "Bo")
    identity.keep_name("ann")
    caseloom("open", study, "--port", 8123)
    caseloom("open", study, other, "--no-browser")
    caseloom("open", study, "--as", "Cy")
    assert [(asked["name"], asked["port"], asked["open_browser"]) for asked in served] == [
        ("ann", 8123, True),
        (None, None, False),
        ("Cy", None, True),
    ]
    assert served[1]["paths"] == [study, other]


def test_a_study_that_is_not_there_is_not_opened(caseloom: Program, tmp_path: Path) -> None:
    said = caseloom("open", tmp_path / "nowhere.caseloom", "--no-browser")
    assert said.code == 3


def test_a_coding_that_lost_its_place_in_a_corrected_text_is_noted(caseloom: Program, tmp_path: Path) -> None:
    manifest, to = write_small(tmp_path), tmp_path / "gardens.caseloom"
    caseloom("build", manifest, "--to", to)
    assert caseloom("check", to).out.strip() == f"{to} is sound."
    before = json.loads(caseloom("show", to, "codings", "--format", "json").out)
    quite_another = (
        "Interview: s1\n\nInterviewer: And the money?\n\nMr Tom Brook: Nobody ever saw any of it.\n"
    )
    write_small(tmp_path, changed={"talks/s1.txt": quite_another})
    caseloom("build", manifest, "--to", to)
    noted = caseloom("check", to, "--format", "json")
    assert noted.code == 0, "a coding adrift is nothing broken"
    remarks = json.loads(noted.out)
    assert [(row["weight"], row["about"]) for row in remarks] == [("note", "adrift")]
    assert "“like the rain”" in remarks[0]["remark"]
    after = json.loads(caseloom("show", to, "codings", "--format", "json").out)
    assert len(after) == len(before) - 1


def test_a_coding_is_listed_where_it_stands_in_a_corrected_text(caseloom: Program, tmp_path: Path) -> None:
    manifest, to = write_small(tmp_path), tmp_path / "gardens.caseloom"
    caseloom("build", manifest, "--to", to)
    longer = (
        "Interview: s1\n\nInterviewer: Good morning to you. And the money, if I may ask?\n\n"
        "Mr Tom Brook: It ran away 🌧 like the rain.\n"
    )
    write_small(tmp_path, changed={"talks/s1.txt": longer})
    caseloom("build", manifest, "--to", to)
    with library.open(to) as study:
        one = study.codings.row(by_predicate=pl.col("quote") == "like the rain", named=True)
        text = study.text(one["source_id"])
    assert text[one["start"] : one["end"]] == "like the rain"
    assert one["start"] == text.index("like the rain") > 80
