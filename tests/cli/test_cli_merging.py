"""Merging copies at the command line: tried first, then done, and what is in conflict settled."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from caseloom.coding.readings import passages
from caseloom.design.actions import remove, set_field
from caseloom.rooms import open_study
from tests.cli.conftest import Program

COMPATIBILITY = "cfir2022.inner.compatibility"
Copies = tuple[Path, Path]


def rows(caseloom: Program, *words: Any) -> list[dict[str, Any]]:
    said = caseloom(*words, "--format", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def change(path: Path, who: str, name: str | None) -> None:
    """Rename the case, or (None) take it out."""
    study = open_study(path, as_name=who)
    with study.file.read() as db:
        from caseloom.design.readings import cases

        [case] = cases(db, study.viewer)
    if name is None:
        remove(study.file, study.viewer, "case", case.id)
    else:
        set_field(study.file, study.viewer, "case", case.id, name=name)
    study.close()


@pytest.fixture
def copies(caseloom: Program, study: Path, tmp_path: Path) -> Copies:
    """Two copies, in which two people renamed the same case, and one coded and made codes."""
    other = tmp_path / "other.caseloom"
    assert caseloom("copy", study, other).code == 0
    change(study, "Ann", "North side")
    change(other, "Bo", "The north")
    for label in ("Mornings", "Evenings"):
        assert caseloom("code", "add", other, label, "--as", "Bo").code == 0
    said = caseloom(
        "code", other, "Berta", "--quote", "The council did", "--code", COMPATIBILITY, "--as", "Bo"
    )
    assert said.code == 0
    return study, other


def test_a_dry_run_tells_and_leaves_nothing(
    caseloom: Program, copies: Copies, tmp_path: Path, private: Path
) -> None:
    before = {path: path.read_bytes() for path in copies}
    there = set(tmp_path.iterdir())
    said = caseloom("merge", *copies, "--to", tmp_path / "merged.caseloom", "--dry-run")
    assert said.code == 0, said.err
    assert said.out.startswith("A dry run: nothing was written.")
    for told in ("Bo made 2 codes.", "Bo coded: Compatibility: The council did.", "Bo joined the team.",
                 "Bo changed the case ", "1 conflict"):  # fmt: skip
        assert told in said.out
    assert set(tmp_path.iterdir()) == there
    assert list(private.iterdir()) == []
    assert {path: path.read_bytes() for path in copies} == before


def test_copies_become_one_and_the_conflict_is_settled(
    caseloom: Program, copies: Copies, tmp_path: Path
) -> None:
    merged = tmp_path / "merged.caseloom"
    said = caseloom("merge", *copies, "--to", merged)
    assert said.out.startswith(f"Merged into {merged}.")
    found = rows(caseloom, "conflicts", merged)
    assert {row["says"]: (row["who"], row["about"]) for row in found} == {
        "The north": ("Bo", "name of case “The north / North side”"),
        "North side": ("Ann", "name of case “The north / North side”"),
    }
    assert [(row["number"], row["side"], row["stands"]) for row in found] == [(1, "a", True), (1, "b", False)]
    other = next(row for row in found if row["who"] == "Ann")
    done = caseloom("conflicts", merged, "--settle", other["id"], "--for", other["side"], "--as", "Cy")
    assert (done.code, done.out.endswith("(Ann). 0 left.\n")) == (0, True)
    assert rows(caseloom, "show", merged, "cases")[0]["name"] == "North side"
    assert rows(caseloom, "conflicts", merged) == []
    assert rows(caseloom, "history", merged)[0]["what"] == "Cy settled a conflict: North side."


def test_the_wrong_conflict_is_never_settled(caseloom: Program, copies: Copies, tmp_path: Path) -> None:
    merged = tmp_path / "merged.caseloom"
    assert caseloom("merge", *copies, "--to", merged).code == 0
    id = rows(caseloom, "conflicts", merged)[0]["id"]
    number = caseloom("conflicts", merged, "--settle", "1", "--for", "a", "--as", "Ann")
    assert number.code == 8
    assert f"--settle {id}" in number.err
    assert caseloom("conflicts", merged, "--settle", id, "--for", "c", "--as", "Ann").code == 8
    assert caseloom("conflicts", merged, "--settle", "zzzzzzzz", "--for", "a", "--as", "Ann").code == 8
    assert caseloom("conflicts", merged, "--settle", id).code == 2
    assert rows(caseloom, "conflicts", merged)[0]["id"] == id
    # A third side makes it another conflict, that nobody has seen yet.
    third, again = tmp_path / "third.caseloom", tmp_path / "again.caseloom"
    assert caseloom("copy", copies[0], third).code == 0
    assert caseloom("undo", third, "--as", "Ann").code == 0
    change(third, "Cy", "Far north")
    assert caseloom("merge", merged, third, "--to", again).code == 0
    found = rows(caseloom, "conflicts", again)
    assert {row["id"] for row in found} & {id} == set()
    said = caseloom("conflicts", again, "--settle", id, "--for", "a", "--as", "Ann")
    assert (said.code, rows(caseloom, "conflicts", again)) == (8, found)


def test_the_names_of_conflicts_do_not_depend_on_the_order_of_the_copies(
    caseloom: Program, copies: Copies, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.caseloom", tmp_path / "two.caseloom"
    assert caseloom("merge", *copies, "--to", one).code == 0
    assert caseloom("merge", *reversed(copies), "--to", two).code == 0
    assert rows(caseloom, "conflicts", one) == rows(caseloom, "conflicts", two)


def test_what_was_taken_out_and_used_has_two_sides_and_comes_back(
    caseloom: Program, study: Path, talk: Path, tmp_path: Path
) -> None:
    other, merged = tmp_path / "other.caseloom", tmp_path / "merged.caseloom"
    assert caseloom("copy", study, other).code == 0
    for number in (1, 2):
        file = tmp_path / f"talk {number}.txt"
        file.write_text(f"Interviewer: {number}?\n\nAda: Number {number}.")
        assert caseloom("import", other, file, "--case", "North", "--as", "Bo").code == 0
    change(study, "Ann", None)
    assert caseloom("merge", study, other, "--to", merged).code == 0
    found = rows(caseloom, "conflicts", merged)
    # The first use was known to who took it out; the two new ones were not.
    assert [(row["side"], row["who"], row["stands"]) for row in found] == [
        ("a", "Ann", True),
        ("b", "Bo", False),
    ]
    assert found[0]["says"] == "taken out"
    assert found[1]["says"].startswith("used: ")
    assert caseloom("conflicts", merged, "--settle", found[0]["id"], "--for", "b", "--as", "Ann").code == 0
    assert [row["name"] for row in rows(caseloom, "show", merged, "cases")] == ["North"]
    assert rows(caseloom, "conflicts", merged) == []


def test_two_corrections_of_a_text_are_settled(
    caseloom: Program, study: Path, talk: Path, tmp_path: Path
) -> None:
    other, merged = tmp_path / "other.caseloom", tmp_path / "merged.caseloom"
    assert caseloom("copy", study, other).code == 0
    text = talk.read_text(encoding="utf-8")
    for path, who, words in ((study, "Ann", "five parts"), (other, "Bo", "six parts")):
        talk.write_text(text.replace("four parts", words), encoding="utf-8")
        assert caseloom("import", path, talk, "--corrects", "Berta", "--as", who).code == 0
    assert caseloom("merge", study, other, "--to", merged).code == 0
    found = rows(caseloom, "conflicts", merged)
    assert {row["who"]: row["says"].split()[0] for row in found} == {"Ann": "five", "Bo": "six"}
    ann = next(row for row in found if row["who"] == "Ann")
    assert caseloom("conflicts", merged, "--settle", ann["id"], "--for", ann["side"], "--as", "Bo").code == 0
    assert "five parts" in caseloom("show", merged, "source", "Berta", "--format", "json").out
    assert rows(caseloom, "conflicts", merged) == []


def test_acts_that_were_taken_back_are_told_one_by_one(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.caseloom"
    assert caseloom("copy", study, other).code == 0
    for label in ("Mornings", "Evenings"):
        assert caseloom("code", "add", other, label, "--as", "Bo").code == 0
        assert caseloom("undo", other, "--as", "Bo").code == 0
    said = caseloom("merge", study, other, "--to", tmp_path / "merged.caseloom", "--dry-run").out
    assert "Bo undid: Bo made the code Mornings." in said
    assert "Bo undid: Bo made the code Evenings." in said
    said = caseloom("merge", other, study, "--to", tmp_path / "merged.caseloom", "--dry-run").out
    assert f"{study} has nothing new." in said


def test_three_copies_each_tell_what_those_before_them_lack(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    paths = [study]
    for who, label in (("Bo", "Mornings"), ("Cy", "Evenings")):
        path = tmp_path / f"{who}.caseloom"
        assert caseloom("copy", study, path).code == 0
        assert caseloom("code", "add", path, label, "--as", who).code == 0
        paths.append(path)
    said = caseloom("merge", *paths, "--to", tmp_path / "merged.caseloom").out
    _, bo, cy = said.split("\n\n")[:3]
    assert "Bo made the code Mornings." in bo
    assert "Cy" not in bo.partition("\n")[2]
    assert "Cy made the code Evenings." in cy
    assert "Bo" not in cy.partition("\n")[2]


def test_what_cannot_be_merged_is_said_and_no_file_is_made(
    caseloom: Program, study: Path, tmp_path: Path, private: Path
) -> None:
    to, stranger = tmp_path / "merged.caseloom", tmp_path / "stranger.caseloom"
    assert caseloom("new", stranger, "--title", "Other", "--as", "Ann").code == 0
    for more in ((), ("--dry-run",)):
        assert caseloom("merge", study, stranger, "--to", to, *more).code == 3
        assert caseloom("merge", study, "--to", to, *more).code == 2
        assert caseloom("merge", study, study, "--to", stranger, *more).code == 3
    assert not to.exists()
    assert list(private.iterdir()) == []


def test_a_dry_run_that_is_stopped_leaves_nothing_either(
    caseloom: Program, copies: Copies, tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        assert list(private.iterdir()) != []
        raise KeyboardInterrupt

    monkeypatch.setattr("caseloom.notebook.merging.brought_told", stop)
    assert caseloom("merge", *copies, "--to", tmp_path / "merged.caseloom", "--dry-run").code == 130
    assert list(private.iterdir()) == []


def test_codings_that_come_in_and_codes_of_one_label_are_told(
    caseloom: Program, copies: Copies, tmp_path: Path
) -> None:
    assert caseloom("code", "add", copies[0], "mornings", "--as", "Ann").code == 0
    said = caseloom("merge", *copies, "--to", tmp_path / "merged.caseloom", "--dry-run").out
    assert "  Codings by Bo:\n    “The council did” – Compatibility, in " in said
    assert "is the label of 2 codes, made by " in said
    assert "stay out" not in said


def test_what_used_a_code_merged_away_goes_to_the_other_by_its_letter(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    for label in ("Mornings", "Evenings"):
        assert caseloom("code", "add", study, label, "--as", "Ann").code == 0
    other, merged = tmp_path / "other.caseloom", tmp_path / "merged.caseloom"
    assert caseloom("copy", study, other).code == 0
    quoted = ("Berta", "--quote", "The council did", "--code", "Mornings")
    assert caseloom("code", other, *quoted, "--as", "Bo").code == 0
    for note in ("One", "Two", "Three"):
        assert caseloom("code", "set", study, "Evenings", "--definition", note, "--as", "Ann").code == 0
    assert caseloom("code", "merge", study, "Mornings", "Evenings", "--as", "Ann").code == 0
    assert caseloom("merge", study, other, "--to", merged).code == 0
    sides = rows(caseloom, "conflicts", merged)
    assert [side["says"] for side in sides] == [
        "taken out",
        "used: Mornings: The council did",
        "given to “Evenings”, into which it was merged",
    ]
    said = caseloom("conflicts", merged, "--settle", sides[0]["id"], "--for", "c", "--as", "Ann")
    assert said.code == 0, said.err
    assert rows(caseloom, "conflicts", merged) == []
    with closing(open_study(merged)) as opened, opened.file.read() as db:
        found = {each.quote: each.code_label for each in passages(db, opened.viewer)}
    assert found["The council did"] == "Evenings"
