"""Codes, codings, candidates and the matrix at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

COMPATIBILITY = "cfir2022.inner.compatibility"


def rows(caseloom: Program, *words: Any) -> list[dict[str, Any]]:
    said = caseloom(*words, "--format", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def test_a_passage_is_coded_by_its_words(caseloom: Program, study: Path) -> None:
    said = caseloom(
        "code", study, "Berta", "--quote", "It fits how we already bake", "--code", COMPATIBILITY,
        "--valence", "helps", "--about", "2019~", "--memo", "At last.", "--as", "Bo",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "as Compatibility" in said.out
    one = rows(caseloom, "show", study, "codings")[0]
    assert (one["quote"], one["coder"], one["valence"], one["about"], one["memo"]) == (
        "It fits how we already bake", "Bo", "helps", "2019~", "At last.",
    )  # fmt: skip


def test_a_passage_is_coded_by_its_place_and_what_is_no_evidence_is_said(
    caseloom: Program, study: Path
) -> None:
    said = caseloom("code", "passage", study, "Berta", "--start", 13, "--end", 16, "--code", COMPATIBILITY,
                    "--as", "Ann")  # fmt: skip
    assert "“How”" in said.out
    assert "no evidence" in said.out


def test_words_found_nearly_say_how_nearly(caseloom: Program, study: Path) -> None:
    said = caseloom("code", study, "Berta", "--quote", "nobody had asked any bakers first", "--code",
                    COMPATIBILITY, "--as", "Ann")  # fmt: skip
    assert said.code == 0
    assert "found nearly" in said.out


def test_what_is_not_there_is_said_with_its_number(caseloom: Program, study: Path) -> None:
    lost = caseloom("code", study, "Berta", "--quote", "whales sing in the deep sea at night", "--code",
                    COMPATIBILITY, "--as", "Ann")  # fmt: skip
    assert lost.code == 6
    unknown = caseloom(
        "code", study, "Berta", "--quote", "The council did", "--code", "compat", "--as", "Ann"
    )
    assert unknown.code == 4
    assert rows(caseloom, "show", study, "codings") == []


def test_a_code_is_added_under_another(caseloom: Program, study: Path) -> None:
    assert (
        caseloom("code", "add", study, "Mornings", "--definition", "Talk of mornings.", "--as", "Ann").code
        == 0
    )
    assert caseloom("code", "add", study, "Early", "--parent", "Mornings", "--as", "Ann").code == 0
    last = rows(caseloom, "show", study, "codes")[-1]
    assert (last["label"], last["parent"]) == ("Early", "Mornings")


TABLE = f"""interview,code,citation,coder,role,memo
Berta,{COMPATIBILITY},It fits how we already bake,Bo,,First.
Berta,{COMPATIBILITY},nobody had asked any bakers first,Bo,,
Berta,{COMPATIBILITY},whales sing in the deep sea at night,Bo,,
"""


def test_a_table_of_codings_says_how_each_was_anchored_and_what_was_not_found(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    table = tmp_path / "codings.csv"
    table.write_text(TABLE)
    words = ("code", "table", study, table, "--column", "source=interview", "--column", "quote=citation",
             "--as", "Ann")  # fmt: skip
    unknown = caseloom(*words)
    assert unknown.code == 4
    assert "“Bo”" in unknown.err
    said = caseloom(*words, "--create")
    assert said.code == 6
    assert said.out.strip() == "Coded 2 passages (1 by fuzzy, 1 by quote); 0 were there already."
    assert "whales" in said.err
    assert [row["coder"] for row in rows(caseloom, "show", study, "codings")] == ["Bo", "Bo"]
    again = caseloom(*words)
    assert again.out.strip() == "Coded 0 passages; 2 were there already."
    assert len(rows(caseloom, "show", study, "codings")) == 2


def test_a_table_without_a_column_says_which(caseloom: Program, study: Path, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(TABLE)
    said = caseloom("code", "table", study, tmp_path / "codings.csv", "--as", "Ann")
    assert said.code == 2
    assert "no column “source”" in said.err


def query(caseloom: Program, study: Path) -> None:
    said = caseloom("candidates", "add-query", study, "Deciding", "council OR asked", "--code", COMPATIBILITY,
                    "--as", "Ann")  # fmt: skip
    assert said.out.strip() == "Saved “Deciding”: 2 candidates for Compatibility."


def test_candidates_keep_their_numbers_while_they_are_decided_on(caseloom: Program, study: Path) -> None:
    query(caseloom, study)
    before = rows(caseloom, "candidates", "list", study, "Deciding")
    assert [row["number"] for row in before] == [1, 2]
    assert "[" in caseloom("candidates", "show", study, "deciding", 2).out
    assert caseloom("candidates", "accept", study, "Deciding", 1, "--as", "Bo").code == 0
    assert caseloom("candidates", "reject", study, "Deciding", 2, "--reason", "no", "--as", "Bo").code == 0
    after = rows(caseloom, "candidates", "list", study)
    assert [(row["number"], row["passage"], row["decision"]) for row in after] == [
        (1, before[0]["passage"], "accepted"),
        (2, before[1]["passage"], "rejected"),
    ]
    assert rows(caseloom, "candidates", "list", study, "--waiting") == []
    coded = rows(caseloom, "show", study, "codings")
    assert [(row["quote"], row["coder"]) for row in coded] == [(before[0]["passage"], "Bo")]


def test_all_candidates_want_a_reason(caseloom: Program, study: Path) -> None:
    query(caseloom, study)
    assert caseloom("candidates", "accept", study, "Deciding", "--all", "--as", "Ann").code == 2
    said = caseloom(
        "candidates", "accept", study, "Deciding", "--all", "--reason", "Read each.", "--as", "Ann"
    )
    assert said.out.strip() == "Accepted 2 candidates of “Deciding”."
    assert len(rows(caseloom, "show", study, "codings")) == 2
    assert caseloom("candidates", "show", study, "Deciding", 3).code == 4


def coded(caseloom: Program, study: Path) -> None:
    caseloom("code", study, "Berta", "--quote", "It fits how we already bake", "--code", COMPATIBILITY,
             "--about", "2019", "--as", "Ann")  # fmt: skip


def test_the_matrix_shows_its_rule_its_counts_and_its_legend(caseloom: Program, study: Path) -> None:
    coded(caseloom, study)
    said = caseloom("matrix", study, "--used")
    assert said.code == 0, said.err
    assert "Evidence said or written in this wave only." in said.out
    assert "1 of 1" in said.out
    assert "–  nothing collected     (blank)  no evidence coded" in said.out
    row = next(row for row in rows(caseloom, "matrix", study) if row["label"] == "Compatibility")
    assert row["North · W1"] == "1 of 1"


@pytest.mark.parametrize(
    ("words", "column", "value"),
    [
        (("--cell", "codings"), "North · W1", 1),
        (("--cell", "words"), "North · W1", 6),
        (("--columns", "case", "--cell", "sources"), "North", 1),
        (("--columns", "interval", "--interval", "2019/2020", "--time-rule", "about", "--cell", "codings"),
         "2019 to 2020", 1),
        (("--columns", "interval", "--interval", "2019 to 2020", "--time-rule", "about", "--cell", "codings"),
         "2019 to 2020", 1),
        (("--columns", "coder", "--cell", "codings", "--coder", "ann", "--case", "North"), "Ann", 1),
    ],
)  # fmt: skip
def test_the_matrix_counts_what_was_asked_for(
    caseloom: Program, study: Path, words: tuple[str, ...], column: str, value: int
) -> None:
    coded(caseloom, study)
    found = rows(caseloom, "matrix", study, "--used", *words)
    row = next(row for row in found if row["label"] == "Compatibility")
    assert row[column] == value


def test_a_matrix_of_few_levels_takes_in_what_lies_beneath(caseloom: Program, study: Path) -> None:
    coded(caseloom, study)
    found = rows(caseloom, "matrix", study, "--tree-depth", "1", "--used")
    assert [(row["label"], row["North · W1"]) for row in found] == [("Inner Setting", "1 of 1")]


def test_a_matrix_that_cannot_be_drawn_says_why(caseloom: Program, study: Path) -> None:
    assert caseloom("matrix", study, "--columns", "wave,phase").code == 7
    assert caseloom("matrix", study, "--columns", "interval").code == 7
    assert caseloom("matrix", study, "--columns", "mood").code == 7
    assert caseloom("matrix", study, "--case", "South").code == 4
    refused = caseloom("matrix", study, "--rows", "case", "--columns", "wave", "--framework", "gh2004")
    assert (refused.code, "It has “cfir2022”." in refused.err) == (4, True)
    refused = caseloom("matrix", study, "--voice", "Nobody")
    assert (refused.code, "no participant with the voice “Nobody”" in refused.err) == (4, True)


def test_the_codebook_is_worked_in(caseloom: Program, study: Path) -> None:
    as_ann = ("--as", "Ann")
    caseloom("code", "add", study, "Mornings", "--definition", "Talk of mornings.", *as_ann)
    for quote in ("It fits how we already bake", "nobody had asked the bakers first"):
        said = caseloom("code", study, "Berta", "--quote", quote, "--code", "Mornings", *as_ann)
        assert said.code == 0, said.err
    said = caseloom("code", "version", study, "Pilot", "--note", "Before the workshop", *as_ann)
    assert "is called “Pilot”" in said.out
    assert [(each["name"], each["codings"]) for each in rows(caseloom, "code", "versions", study)] == [
        ("Pilot", 0)
    ]
    said = caseloom(
        "code", "set", study, "Mornings", "--definition", "Early hours.", "--near-miss", "Evenings",
        "--colour", "teal", "--key", "3", *as_ann,
    )  # fmt: skip
    assert said.code == 0, said.err
    waiting = rows(caseloom, "code", "recode", study)
    assert [(each["definition_then"], each["definition_now"]) for each in waiting] == [
        ("Talk of mornings.", "Early hours.")
    ] * 2
    said = caseloom("code", "split", study, "Mornings", "Fit", "--coding", waiting[0]["id"], *as_ann)
    assert "1 coding now under “Fit”, 1 still under “Mornings”." in said.out
    assert caseloom("code", "confirm", study, "Mornings", *as_ann).code == 2
    said = caseloom("code", "confirm", study, "Mornings", "--reason", "Only the words.", *as_ann)
    assert "Found 1 coding still right." in said.out
    assert rows(caseloom, "code", "recode", study) == []
    assert caseloom("code", "retire", study, "Mornings", *as_ann).code == 0
    refused = caseloom("code", study, "Berta", "--quote", "in four parts", "--code", "Mornings", *as_ann)
    assert "is retired" in refused.err
    assert caseloom("code", "reinstate", study, "Mornings", *as_ann).code == 0
    assert caseloom("code", "split", study, "Mornings", "Fit", "--coding", "nothing", *as_ann).code == 2


def test_a_construct_gets_the_project_s_wording_and_keeps_its_own(caseloom: Program, study: Path) -> None:
    said = caseloom("code", "set", study, COMPATIBILITY, "--definition", "Does it fit?", "--as", "Ann")
    assert said.code == 0, said.err
    refused = caseloom("code", "set", study, COMPATIBILITY, "--label", "Fit", "--as", "Ann")
    assert refused.code == 2
    assert "comes from a framework" in refused.err


def test_a_time_is_said_in_words_and_what_is_none_is_refused(caseloom: Program, study: Path) -> None:
    passage = ("code", study, "Berta", "--quote", "It fits how we", "--code", COMPATIBILITY, "--as", "Bo")
    assert caseloom(*passage, "--about", "about November 2019").code == 0
    assert rows(caseloom, "show", study, "codings")[0]["about"] == "2019-11~"
    refused = caseloom(*passage, "--about", "lately")
    assert refused.code == 2
    assert "“lately” is not a time that Caseloom can read, so nothing was changed." in refused.err


def test_a_code_is_moved_among_those_beside_it(caseloom: Program, study: Path) -> None:
    for label in ("Bread", "Fire", "Snow"):
        assert caseloom("code", "add", study, label, "--as", "Ann").code == 0
    said = caseloom("code", "move", study, "Snow", "up", "--places", "2", "--as", "Ann")
    assert "“Snow” stands 2 places further up." in said.out
    assert own_codes(caseloom, study) == ["Snow", "Bread", "Fire"]
    assert caseloom("code", "move", study, "Snow", "down", "--as", "Ann").code == 0
    assert own_codes(caseloom, study) == ["Bread", "Snow", "Fire"]
    refused = caseloom("code", "move", study, "Fire", "down", "--as", "Ann")
    assert refused.code == 2
    assert "“Fire” cannot go so far" in refused.err
    assert own_codes(caseloom, study) == ["Bread", "Snow", "Fire"]
    assert "orders its constructs" in caseloom("code", "move", study, COMPATIBILITY, "up", "--as", "Ann").err


def own_codes(caseloom: Program, study: Path) -> list[str]:
    found = [row["label"] for row in rows(caseloom, "show", study, "codes")]
    return [label for label in found if label in ("Bread", "Fire", "Snow")]
