"""Withdrawing a participant at the command line: listed, confirmed twice, gone."""

import contextlib
import json
from pathlib import Path

import pytest

from caseloom.cli import withdrawing
from caseloom.design.actions import set_field
from caseloom.design.readings import participants
from caseloom.rooms import open_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers import read_file
from caseloom.studyfile.backups import backups_for
from caseloom.studyfile.known import known_copies
from tests.cli.conftest import Program

COMPATIBILITY = "cfir2022.inner.compatibility"
GROUP = """Moderator: What changed?

Berta Holm: We carried bricks in baskets made by hand.

Carl Ek: I only drove the lorry down to the harbour.

Berta Holm: He did, twice.

Carl Ek: Three times."""


@pytest.fixture
def told(caseloom: Program, study: Path, tmp_path: Path) -> Path:
    """Berta alone in one source and with Carl in another, coded; Bo's memos name and quote her."""
    group = tmp_path / "Group.txt"
    group.write_text(GROUP, encoding="utf-8")
    opened = open_study(study, as_name="Ann")
    with opened.file.read() as db:
        [berta] = participants(db, opened.viewer)
    rules = (
        SpeakerRule("respondent", labels=frozenset({"Berta Holm"}), participant=berta.id),
        SpeakerRule("respondent", labels=frozenset({"Carl Ek"})),
    )
    new = NewSource(title="Group", source_kind="focus_group", rules=rules)
    add_source(opened.file, opened.viewer, new, read_file(group))
    opened.close()
    for source, quote, memo in (
        ("Berta", "It fits how we already bake", "Berta Holm is proud of it."),
        ("Group", "I only drove the lorry", "She said: carried bricks in baskets made by hand."),
        ("Group", "Three times", "Nothing of hers."),
    ):
        said = caseloom("code", study, source, "--quote", quote, "--code", COMPATIBILITY, "--memo", memo,
                        "--as", "Bo")  # fmt: skip
        assert said.code == 0, said.err
    return study


def test_everything_is_listed_and_nothing_is_done_without_confirmation(caseloom: Program, told: Path) -> None:
    before = told.read_bytes()
    said = caseloom("erase", told, "berta holm", "--show")
    assert said.code == 0, said.err
    for words in ("1 source would go wholly", "goes wholly", "loses this person's words", "1 coding",
                  "loses the name", "may quote this person: “She said: carried bricks"):  # fmt: skip
        assert words in said.out
    assert "Nothing of hers" not in said.out
    rows = json.loads(caseloom("erase", told, "Berta Holm", "--show", "--format", "json").out)
    assert [row["name"] for row in rows if row["what_happens"] == "goes wholly"] == ["Berta"]
    for more in ((), ("--yes",), ("--confirm", "Berta Holm"), ("--yes", "--confirm", "Berta")):
        refused = caseloom("erase", told, "Berta Holm", *more, "--as", "Ann")
        assert refused.code == 8
        assert refused.err.startswith("Nothing was erased: ")
    assert told.read_bytes() == before
    assert caseloom("erase", told, "Berta Holm", "--yes", "--confirm", "Berta Holm").code == 4
    assert caseloom("erase", told, "Bertha", "--show").code == 4


def test_a_participant_is_withdrawn_for_good(caseloom: Program, told: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.caseloom"
    assert caseloom("copy", told, copy).code == 0
    assert caseloom("backups", told, "--make").code == 0
    held = [b"carried it up the hill" in each.path.read_bytes() for each in backups_for(told)]
    assert sorted(held) == [False, True]  # one before the words came in, one after
    said = caseloom("erase", told, "Berta Holm", "--yes", "--confirm", "berta holm", "--as", "Ann")
    assert said.code == 0, said.err
    assert "Erased Berta Holm: " in said.out
    assert "The file was written anew" in said.out
    assert str(copy) in said.err
    assert "cannot reach copies" in said.err
    assert "It was erased in 2 backups of this study, too." in said.out
    for backup in backups_for(told):
        assert b"carried it up the hill" not in backup.path.read_bytes()
        assert str(backup.path) not in said.err
    bytes_left = told.read_bytes()
    assert b"carried it up the hill" not in bytes_left
    assert b"It fits how we already bake" not in bytes_left
    assert b"drove the lorry" in bytes_left
    assert json.loads(caseloom("show", told, "participants", "--format", "json").out) == []
    history = json.loads(caseloom("history", told, "--format", "json").out)
    assert history[0]["what"] == "Ann withdrew a participant."
    assert caseloom("undo", told, "--change", history[0]["id"], "--as", "Ann").code == 8
    assert caseloom("check", told).code == 0
    # A copy that still holds it loses it when it is merged.
    merged = tmp_path / "merged.caseloom"
    assert caseloom("merge", copy, told, "--to", merged).code == 0
    assert b"carried it up the hill" not in merged.read_bytes()


def test_on_a_terminal_the_name_is_typed_once_more(
    caseloom: Program, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    typed = iter(["Berta", "Berta Holm"])

    def answer(question: str, **_: object) -> str:
        asked.append(question)
        return next(typed)

    monkeypatch.setattr(withdrawing, "on_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", lambda question, **_: asked.append(question))
    monkeypatch.setattr("click.prompt", answer)
    assert caseloom("erase", told, "Berta Holm", "--as", "Ann").code == 8
    assert len(asked) == 2
    assert caseloom("erase", told, "Berta Holm", "--yes", "--as", "Ann").code == 0
    assert len(asked) == 3


def test_a_participant_of_the_team_is_asked_about_both(caseloom: Program, told: Path) -> None:
    opened = open_study(told, as_name="Bo")
    with opened.file.read() as db:
        [berta] = participants(db, opened.viewer)
    set_field(opened.file, opened.viewer, "participant", berta.id, person=opened.viewer.author)
    opened.close()
    refused = caseloom("erase", told, "Berta Holm", "--yes", "--confirm", "Berta Holm", "--as", "Ann")
    assert refused.code == 8
    assert "is also a member of the team, or has the same name as one (Bo)" in refused.err
    kept = json.loads(caseloom("erase", told, "Berta Holm", "--show", "--format", "json").out)
    every = ("--as-coder", "everything")
    all_ = json.loads(caseloom("erase", told, "Berta Holm", "--show", *every, "--format", "json").out)
    assert "3 codings" in [row["to"] for row in all_]
    assert "1 coding" in [row["to"] for row in kept]
    done = caseloom("erase", told, "Berta Holm", "--as-coder", "name", "--yes", "--confirm", "Berta Holm",
                    "--as", "Ann")  # fmt: skip
    assert done.code == 0, done.err
    assert len(json.loads(caseloom("show", told, "codings", "--format", "json").out)) == 2
    assert "Bo" not in [
        row["name"] for row in json.loads(caseloom("show", told, "people", "--format", "json").out)
    ]


def test_what_a_coder_is_asked_about_who_is_none_is_said(caseloom: Program, told: Path) -> None:
    said = caseloom("erase", told, "Berta Holm", "--as-coder", "everything", "--as", "Ann")
    assert said.code == 8
    assert "is not known as a member of the team" in said.err


def test_what_lies_beside_the_study_and_is_no_copy_of_it_is_passed_over(
    caseloom: Program, told: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere, #1 ?"
    folder.mkdir()
    copies = [tmp_path / "beside.caseloom", folder / "copy.caseloom"]
    for copy in copies:
        assert caseloom("copy", told, copy).code == 0
    (tmp_path / "broken.caseloom").write_bytes(told.read_bytes()[:5000])
    (tmp_path / "nothing.caseloom").write_bytes(b"")
    (tmp_path / "folder.caseloom").mkdir()
    assert caseloom("new", tmp_path / "other.caseloom", "--title", "Other", "--as", "Ann").code == 0
    before = sorted(tmp_path.rglob("*"))
    with contextlib.closing(open_study(told)) as opened:
        found = known_copies(opened.file.id, told)
    assert sorted(found) == sorted(copies)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_list_in_another_format_is_for_looking_only(caseloom: Program, told: Path) -> None:
    confirmed = ("--yes", "--confirm", "Berta Holm", "--as", "Ann")
    assert caseloom("erase", told, "Berta Holm", "--format", "json", *confirmed).code == 2


def test_a_backup_that_cannot_be_opened_is_named(caseloom: Program, told: Path) -> None:
    [backup] = backups_for(told)
    backup.path.write_bytes(backup.path.read_bytes()[:4096])
    said = caseloom("erase", told, "Berta Holm", "--yes", "--confirm", "Berta Holm", "--as", "Ann")
    assert said.code == 0
    assert str(backup.path) in said.err


def test_words_that_come_in_after_a_withdrawal_are_a_conflict_to_settle(
    caseloom: Program, told: Path, tmp_path: Path
) -> None:
    other, merged = tmp_path / "other.caseloom", tmp_path / "merged.caseloom"
    assert caseloom("copy", told, other).code == 0
    later = tmp_path / "Later.txt"
    later.write_text("Interviewer: And now?\n\nBerta Holm: Now the oven stands in the yard behind us.")
    where = ("--participant", "Berta Holm", "--as", "Bo")
    assert caseloom("import", other, later, *where).code == 0
    done = caseloom("erase", told, "Berta Holm", "--yes", "--confirm", "Berta Holm", "--as", "Ann")
    assert done.code == 0
    assert caseloom("merge", told, other, "--to", merged).code == 0
    found = json.loads(caseloom("conflicts", merged, "--format", "json").out)
    assert [(row["side"], row["says"], row["stands"]) for row in found] == [
        ("a", "erase them", False),
        ("b", "they are somebody else's", True),
    ]
    assert found[0]["about"] == "words of a participant who withdrew, in “Later”"
    assert caseloom("conflicts", merged, "--settle", found[0]["id"], "--for", "a", "--as", "Ann").code == 0
    assert b"behind us" not in merged.read_bytes()
    assert json.loads(caseloom("conflicts", merged, "--format", "json").out) == []
