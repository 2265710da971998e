"""What the program says, met by a newcomer: names told apart, numbers with their words, exit codes."""

from pathlib import Path

import pytest

from caseloom.notebook import identity
from caseloom.notebook.names import hint
from tests.cli.conftest import Program

AS = ("--as", "Ann")


def import_one(caseloom: Program, study: Path, path: Path, words: str | bytes) -> str:
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    said = caseloom("import", study, path, "--kind", "document", *AS)
    assert said.code == 0, said.err
    return said.out + said.err


def test_a_title_of_several_sources_is_told_apart_by_all_their_ids(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    for number in range(7):
        (tmp_path / str(number)).mkdir()
        import_one(caseloom, study, tmp_path / str(number) / "Minutes.txt", f"The meeting, {number}.")
    refused = caseloom("show", study, "source", "Minutes")
    assert refused.code == 4
    assert "has 7 sources called “Minutes”, which only their ids tell apart" in refused.err
    assert refused.err.count("-") == 7 * 4
    near = caseloom("show", study, "source", "Minut").err
    assert "Of “Minutes” there are 7, told apart by their ids." in near


def test_how_many_others_there_are_counts_each_of_one_title() -> None:
    assert hint("zebra", [f"Minutes {n % 10}" for n in range(156)]) == "It has 156 others."


def test_a_file_that_is_not_what_its_name_says_is_read_and_remarked(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    said = import_one(caseloom, study, tmp_path / "y.docx", "The meeting was opened at seven.")
    assert "y: Its name promises something else, but it was read as what it is: txt." in said
    assert "promises" not in import_one(caseloom, study, tmp_path / "z.txt", "It was closed at nine.")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("candidates", "accept", "STUDY", "Money", "--all"), "needs a reason"),
        (("new", "NEW", "--title", ""), "needs a name"),
        (("code", "add", "STUDY", " "), "needs a label"),
        (("frameworks", "check", "BINARY"), "is no framework pack"),
    ],
)
def test_what_is_wrong_at_the_command_line_ends_with_2(
    caseloom: Program, study: Path, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    caseloom("candidates", "add-query", study, "Money", "money", "--code", "Compatibility", *AS)
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    named = {"STUDY": study, "NEW": tmp_path / "new.caseloom", "BINARY": tmp_path / "picture.toml"}
    said = caseloom(*(named.get(each, each) for each in words), *AS)
    assert (said.code, why in said.err) == (2, True), said


def test_one_thing_is_said_as_one(caseloom: Program, study: Path, tmp_path: Path) -> None:
    saved = caseloom("candidates", "add-query", study, "Money", "money", "--code", "Compatibility", *AS)
    assert saved.out == "Saved “Money”: 1 candidate for Compatibility.\n"
    assert "1 turn, 1 word, 1 of them evidence" in import_one(caseloom, study, tmp_path / "o.txt", "Opened")
    table = tmp_path / "codings.csv"
    table.write_text("source,code,quote\nBerta,Compatibility,It fits how we already bake\n")
    assert caseloom("code", "table", study, table, *AS).out.startswith("Coded 1 passage")
    assert "1 word, 1 of them evidence." in caseloom("show", study, "source", "o").out


def test_a_label_of_several_codes_names_their_references(caseloom: Program, study: Path) -> None:
    assert caseloom("frameworks", "adopt", study, "gh2004", *AS).code == 0
    refused = caseloom("code", study, "Berta", "--quote", "fits", "--code", "Compatibility", *AS)
    assert refused.code == 4
    assert "cfir2022.inner.compatibility, gh2004.innovation.compatibility" in refused.err


def test_said_with_as_a_name_is_not_kept(caseloom: Program, study: Path) -> None:
    assert caseloom("code", "add", study, "Pride", "--as", "Bo").code == 0
    assert identity.known_name() is None
    assert caseloom("code", "add", study, "Joy").code == 4


def test_what_is_refused_says_in_each_door_how_to_go_on(caseloom: Program, study: Path, talk: Path) -> None:
    nameless = caseloom("code", "add", study, "Joy").err
    assert "--as NAME at the command line" in nameless
    assert 'as_="NAME" where Python opens the study' in nameless
    again = caseloom("import", study, talk, *AS).err
    assert "--again at the command line, again=True in Python" in again
