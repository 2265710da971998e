"""Undo, redo and history at the command line, and the study as it was on a day."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from caseloom.coding.actions import set_coding
from caseloom.record.model import Act
from caseloom.rooms import open_study
from tests.cli.conftest import Program

COMPATIBILITY = "cfir2022.inner.compatibility"
PASSAGE = "It fits how we already bake"


def code(caseloom: Program, study: Path, who: str = "Ann", *more: str) -> None:
    said = caseloom("code", study, "Berta", "--quote", PASSAGE, "--code", COMPATIBILITY, *more, "--as", who)
    assert said.code == 0, said.err


def rows(caseloom: Program, *words: Any) -> list[dict[str, Any]]:
    said = caseloom(*words, "--format", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def codings(caseloom: Program, study: Path) -> int:
    return len(rows(caseloom, "show", study, "codings"))


def test_what_would_be_undone_is_shown_then_undone_then_done_again(caseloom: Program, study: Path) -> None:
    code(caseloom, study)
    told = f"Ann coded: Compatibility: {PASSAGE}."
    before = study.read_bytes()
    assert caseloom("undo", study, "--show", "--as", "Ann").out == f"Undo would take back: {told}\n"
    assert study.read_bytes() == before
    assert caseloom("undo", study, "--as", "Ann").out == f"Undone: {told}\n"
    assert codings(caseloom, study) == 0
    assert caseloom("redo", study, "--show", "--as", "Ann").out == f"Redo would do again: {told}\n"
    assert caseloom("redo", study, "--as", "Ann").out == f"Done again: {told}\n"
    assert codings(caseloom, study) == 1


def test_an_import_of_many_files_is_one_step(caseloom: Program, study: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"talk {number}.txt").write_text(f"Interviewer: {number}?\n\nAda: Number {number}.")
    assert caseloom("import", study, *sorted(tmp_path.glob("talk *.txt")), "--as", "Ann").code == 0
    assert "brought in 3 sources" in caseloom("undo", study, "--as", "Ann").out
    assert [row["title"] for row in rows(caseloom, "show", study, "sources")] == ["Berta"]


def test_several_steps_are_shown_on_a_private_copy_that_goes(
    caseloom: Program, study: Path, private: Path
) -> None:
    code(caseloom, study)
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    before = study.read_bytes()
    said = caseloom("undo", study, "--show", "--steps", 2, "--as", "Ann")
    assert said.out.splitlines() == [
        "Undo would take back: Ann made the code Mornings.",
        f"Undo would take back: Ann coded: Compatibility: {PASSAGE}.",
    ]
    assert study.read_bytes() == before
    assert list(private.iterdir()) == []
    assert len(caseloom("undo", study, "--steps", 2, "--as", "Ann").out.splitlines()) == 2
    assert codings(caseloom, study) == 0


def test_more_steps_than_there_are_end_with_a_sentence(caseloom: Program, study: Path) -> None:
    assert caseloom("code", "add", study, "Mornings", "--as", "Cy").code == 0
    said = caseloom("undo", study, "--steps", 5, "--as", "Cy")
    assert said.code == 0
    assert "there were 1 of 5" in said.err
    assert caseloom("redo", study, "--steps", 2, "--as", "Cy").code == 0


def test_an_act_is_undone_by_the_id_that_history_shows(caseloom: Program, study: Path) -> None:
    code(caseloom, study)
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    [act] = rows(caseloom, "history", study, "--action", "coding")
    assert caseloom("undo", study, "--change", act["id"], "--show", "--as", "Ann").code == 0
    assert codings(caseloom, study) == 1
    assert caseloom("undo", study, "--change", act["id"], "--as", "Bo").code == 8
    assert caseloom("undo", study, "--change", act["id"], "--as", "Ann").code == 0
    assert codings(caseloom, study) == 0
    assert "Mornings" in [row["label"] for row in rows(caseloom, "show", study, "codes")]
    [act] = rows(caseloom, "history", study, "--action", "coding")
    assert act["undone"] is True


def test_refusals_are_sentences_with_their_number_and_change_nothing(caseloom: Program, study: Path) -> None:
    before = study.read_bytes()
    for words in (
        ("undo",),
        ("redo",),
        ("undo", "--show"),
        ("redo", "--show"),
        ("undo", "--show", "--steps", 2),
    ):
        said = caseloom(words[0], study, *words[1:], "--as", "Somebody new")
        assert said.code == 8
        assert said.err.startswith("There is nothing of yours to ")
    assert study.read_bytes() == before
    assert caseloom("undo", study).code == 4
    assert caseloom("undo", study, "--steps", 2, "--change", "0" * 32, "--as", "Ann").code == 2


def test_what_others_built_on_it_is_named(caseloom: Program, study: Path) -> None:
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    assert caseloom("code", study, "Berta", "--quote", PASSAGE, "--code", "Mornings", "--as", "Bo").code == 0
    said = caseloom("undo", study, "--as", "Ann")
    assert said.code == 8
    assert f"since then, Bo coded: Mornings: {PASSAGE}. Nothing was changed." in said.err


def test_sentences_within_sentences_are_in_the_reader_s_language(
    caseloom: Program, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Swedish:
        @staticmethod
        def gettext(message: str) -> str:
            return {
                "{who} undid: {what}": "{who} ångrade: {what}",
                "{who} made the code {what}.": "{who} gjorde koden {what}.",
                "{who} coded: {what}.": "{who} kodade: {what}.",
            }.get(message, message)

    monkeypatch.setattr("caseloom.cli.speech._translations", lambda: Swedish)
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    assert caseloom("undo", study, "--as", "Ann").code == 0
    assert rows(caseloom, "history", study)[0]["what"] == "Ann ångrade: Ann gjorde koden Mornings."
    assert caseloom("redo", study, "--as", "Ann").code == 0
    assert caseloom("code", study, "Berta", "--quote", PASSAGE, "--code", "Mornings", "--as", "Bo").code == 0
    acts = rows(caseloom, "history", study, "--action", "code.add")
    assert "Bo kodade" in caseloom("undo", study, "--change", acts[0]["id"], "--as", "Ann").err


def test_what_is_done_again_is_not_told_twice_over(caseloom: Program, study: Path) -> None:
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    assert caseloom("undo", study, "--as", "Ann").code == 0
    assert caseloom("redo", study, "--as", "Ann").code == 0
    assert rows(caseloom, "history", study)[0]["what"] == "Ann redid: Ann made the code Mornings."


def test_an_action_of_another_program_cannot_spoil_its_sentence() -> None:
    act = Act((), None, "Eve", "{who.__class__} {", "", 1, "")
    assert str(act) == "Eve: {who.__class__} {."


def test_history_is_told_in_sentences_and_every_format(caseloom: Program, study: Path) -> None:
    code(caseloom, study, "Bo", "--memo", "At last.")
    told = [row["what"] for row in rows(caseloom, "history", study)]
    assert told == [
        f"Bo coded: Compatibility: {PASSAGE}.",
        "Bo joined the team.",
        "Ann adopted the framework Consolidated Framework for Implementation Research (CFIR), …",
        "Ann brought in Berta.",
        *told[4:],
    ]
    assert "Ann added the case North." in told
    assert f"Bo coded: Compatibility: {PASSAGE}." in caseloom("history", study).out
    for form in ("csv", "html"):
        assert "Bo joined the team." in caseloom("history", study, "--format", form).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--source", "berta"), ["Ann brought in Berta."]),
        (("--case", "North"), ["Ann added the case North."]),
        (("--participant", "Berta Holm"), ["Ann added the participant Berta Holm."]),
        (("--by", "Bo"), ["Bo made the code Mornings.", "Bo joined the team."]),
        (("--code", "Mornings"), ["Bo made the code Mornings."]),
        (("--action", "code"), ["Bo made the code Mornings."]),
        (("--action", "code.add", "--by", "Ann"), []),
        (("--limit", "1"), ["Bo made the code Mornings."]),
        (("--until", "2020-01-01"), []),
    ],
)
def test_history_is_narrowed(caseloom: Program, study: Path, words: tuple[str, ...], told: list[str]) -> None:
    assert caseloom("code", "add", study, "Mornings", "--as", "Bo").code == 0
    assert [row["what"] for row in rows(caseloom, "history", study, *words)] == told


def test_history_since_today_is_all_and_since_tomorrow_nothing(caseloom: Program, study: Path) -> None:
    now = datetime.now(UTC).date()
    every = len(rows(caseloom, "history", study, "--limit", 0))
    assert len(rows(caseloom, "history", study, "--since", now - timedelta(1), "--limit", 0)) == every
    assert rows(caseloom, "history", study, "--since", now + timedelta(2)) == []


def test_the_fields_of_one_row_are_told_before_and_after(caseloom: Program, study: Path) -> None:
    code(caseloom, study)
    [coding] = rows(caseloom, "show", study, "codings")
    assert caseloom("import", study, study.with_name("Berta.txt"), "--again", "--originals", "keep", "--as",
                    "Ann").code == 0  # fmt: skip
    assert caseloom("code", "add", study, "Mornings", "--as", "Ann").code == 0
    assert caseloom("code", "merge", study, COMPATIBILITY, "Mornings", "--as", "Bo").code == 0
    found = rows(caseloom, "history", study, "--coding", coding["id"], "--edits")
    assert [(row["who"], row["field"], row["before"], row["after"]) for row in found] == [
        ("Bo", "Code", "Compatibility", "Mornings"),
        ("Ann", None, None, None),
    ]
    gone = rows(caseloom, "history", study, "--code", coding["code_id"], "--edits")
    assert ("In the study", "yes", "no") in [(row["field"], row["before"], row["after"]) for row in gone]


def test_fields_and_times_are_said_as_the_pages_say_them(caseloom: Program, study: Path) -> None:
    code(caseloom, study, "Ann", "--about", "2004/2019", "--valence", "both")
    [coding] = rows(caseloom, "show", study, "codings")
    with contextlib.closing(open_study(study, as_name="Ann")) as opened:
        set_coding(opened.file, opened.viewer, UUID(coding["id"]), about="2019~", valence="helps")
    found = rows(caseloom, "history", study, "--coding", coding["id"], "--edits")
    assert [(row["field"], row["before"], row["after"]) for row in found[:2]] == [
        ("Time it speaks of", "2004 to 2019", "about 2019"),
        ("Helps or hinders", "helps and hinders", "helps"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--source", "Berta", "--case", "North"),
        ("--edits",),
        ("--action", "singing"),
        ("--since", "yesterday"),
        ("--until", "2026-13-01"),
    ],
)
def test_a_history_that_cannot_be_asked_for_is_a_wrong_command_line(
    caseloom: Program, study: Path, words: tuple[str, ...]
) -> None:
    said = caseloom("history", study, *words)
    assert said.code == 2
    assert said.err


def test_a_coding_goes_by_its_id(caseloom: Program, study: Path) -> None:
    assert caseloom("history", study, "--coding", "the first").code == 4
    assert caseloom("history", study, "--source", "Bertha").code == 4


def shift(study: Path, days: int) -> str:
    """Let all that was done until now have been done days ago; returns that day."""
    day = datetime.now(UTC) - timedelta(days)
    with contextlib.closing(sqlite3.connect(study)) as db:
        db.execute("UPDATE change SET at = ? WHERE at IS NOT NULL", (day.isoformat(timespec="seconds"),))
        db.commit()
    return f"{day:%Y-%m-%d}"


def test_a_study_is_shown_as_it_was_on_a_day(caseloom: Program, study: Path, private: Path) -> None:
    code(caseloom, study)
    then = shift(study, 3)
    assert caseloom("undo", study, "--as", "Ann").code == 0
    before = study.read_bytes()
    assert codings(caseloom, study) == 0
    assert len(rows(caseloom, "show", study, "codings", "--on", then)) == 1
    drawn = caseloom("show", study, "codings", "--on", then).out
    assert f"As it was at the end of {then} (UTC)." in drawn
    for when, count in ((("--on", then), "1 of 1"), ((), None)):
        matrix = rows(caseloom, "matrix", study, *when)
        found = next((row for row in matrix if row["label"] == "Compatibility"), {"North · W1": None})
        assert found["North · W1"] in (count, "")
    assert rows(caseloom, "show", study, "sources", "--on", "2001-01-01") == []
    assert study.read_bytes() == before
    assert list(private.iterdir()) == []
    assert caseloom("show", study, "codings", "--on", "then").code == 2


def test_codes_are_merged_and_removed_and_it_is_undone(caseloom: Program, study: Path) -> None:
    code(caseloom, study)
    for label in ("Mornings", "Evenings"):
        assert caseloom("code", "add", study, label, "--as", "Ann").code == 0
    said = caseloom("code", "merge", study, COMPATIBILITY, "Mornings", "--as", "Ann")
    assert said.out == f"Merged “{COMPATIBILITY}” into “Mornings”: 1 coding moved.\n"
    assert rows(caseloom, "show", study, "codings")[0]["code"] == "Mornings"
    assert caseloom("code", "remove", study, "Mornings", "--as", "Ann").code == 4
    assert (
        caseloom("code", "remove", study, "Evenings", "--as", "Ann").out == "Took out the code “Evenings”.\n"
    )
    assert caseloom("undo", study, "--steps", 2, "--as", "Ann").code == 0
    assert rows(caseloom, "show", study, "codings")[0]["code"] == "Compatibility"


def test_a_query_is_taken_out(caseloom: Program, study: Path) -> None:
    for name, words in (("Deciding", "council"), ("Asking", "asked")):
        said = caseloom("candidates", "add-query", study, name, words, "--code", COMPATIBILITY, "--as", "Ann")
        assert said.code == 0
    assert caseloom("candidates", "remove-query", study, "deciding", "--as", "Ann").code == 0
    assert [row["name"] for row in rows(caseloom, "show", study, "queries")] == ["Asking"]


def test_a_text_is_corrected_and_what_lost_its_place_is_told(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    code(caseloom, study)
    assert caseloom("code", study, "Berta", "--quote", "The council did", "--code", COMPATIBILITY, "--as",
                    "Ann").code == 0  # fmt: skip
    better = tmp_path / "better.txt"
    text = (tmp_path / "Berta.txt").read_text(encoding="utf-8")
    better.write_text(text.replace("four parts", "five parts").replace(PASSAGE, "We like baking"))
    said = caseloom("import", study, better, "--corrects", "berta", "--as", "Ann")
    assert said.code == 0, said.err
    assert said.out.startswith("Corrected the text of “Berta”: 4 turns, ")
    assert f"Compatibility: “{PASSAGE}”" in said.err
    assert [row["quote"] for row in rows(caseloom, "show", study, "codings")] == ["The council did"]
    assert len(rows(caseloom, "show", study, "sources")) == 1
    again = caseloom("import", study, better, "--corrects", "berta", "--as", "Ann")
    assert "nothing was changed" in again.out
    assert caseloom("undo", study, "--as", "Ann").code == 0
    assert codings(caseloom, study) == 2


def test_a_correction_takes_one_file_and_nothing_else(caseloom: Program, study: Path, talk: Path) -> None:
    for more in ((talk,), ("--case", "North"), ("--again",)):
        said = caseloom("import", study, talk, *more, "--corrects", "Berta", "--as", "Ann")
        assert said.code == (0 if more == (talk,) else 2)
    assert caseloom("import", study, talk, "--corrects", "Bertha", "--as", "Ann").code == 4


def test_acts_of_different_codes_bear_their_own_labels(caseloom: Program, study: Path) -> None:
    for label in ("Mornings", "Evenings"):
        assert caseloom("code", "add", study, label, "--as", "Ann").code == 0
    told = [row["what"] for row in rows(caseloom, "history", study, "--action", "code")]
    assert told == ["Ann made the code Evenings.", "Ann made the code Mornings."]
    for name, label in (("One", "Mornings"), ("Two", "Evenings")):
        said = caseloom("candidates", "add-query", study, name, "council", "--code", label, "--as", "Ann")
        assert said.out == f"Saved “{name}”: 1 candidate for {label}.\n"


def test_showing_takes_no_lock_that_stays(caseloom: Program, study: Path) -> None:
    assert caseloom("undo", study, "--show", "--as", "Ann").code == 0
    with contextlib.closing(open_study(study, as_name="Bo")) as opened:
        assert opened.viewer.name == "Bo"
