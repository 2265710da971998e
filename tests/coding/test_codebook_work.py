"""Working in the codebook: codes set, merged, split and retired, with every coding accounted for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.coding.actions import (
    add_code,
    add_coding,
    merge_code,
    move_code,
    reinstate_code,
    remove_code,
    retire_code,
    save_query,
    set_code,
    set_coding,
    set_construct_code,
    split_code,
)
from caseloom.coding.model import (
    CodesInACircle,
    CodingsElsewhere,
    FrameworksOrder,
    FrameworksWords,
    LabelMissing,
    NewCode,
    NewCoding,
    NothingChosen,
    NotUsedAnyMore,
    Quotation,
)
from caseloom.coding.readings import Code, belongings, codes, passages, queries
from caseloom.record.actions import undo
from caseloom.record.readings import history
from caseloom.rooms import KINDS
from caseloom.studyfile.errors import ChoiceUnknown, NotThere
from tests.analysis.workbench import Workbench, open_workbench

CULTURE = "cfir2022.inner.culture"
SAID = "We began small. Then money came. Then money went. People stayed. People left again."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.coder("Bo")
    bench.adopt(CULTURE)
    bench.said("t", "Ida Berg", SAID)
    for label in ("Money", "Means", "People"):
        bench.code(label)
    yield bench
    bench.study.close()


def read(bench: Workbench, label: str) -> Code:
    with bench.file.read() as db:
        return next(each for each in codes(db, bench.viewer) if each.label == label)


def test_a_code_keeps_its_place_whatever_comes_and_goes(bench: Workbench) -> None:
    """What a page colours codes by: a team learns its colours."""

    def places() -> dict[str, int]:
        with bench.file.read() as db:
            return {each.label: each.nth for each in codes(db, bench.viewer)}

    before = places()
    assert before == {"Inner Setting": 0, "Culture": 1, "Money": -1, "Means": -2, "People": -3}
    bench.code("Another")
    remove_code(bench.file, bench.viewer, read(bench, "Money").id)
    set_code(bench.file, bench.viewer, read(bench, "People").id, position=0)
    assert places() == {"Inner Setting": 0, "Culture": 1, "Means": -2, "People": -3, "Another": -4}


def labels(bench: Workbench) -> list[tuple[str, str, str]]:
    with bench.file.read() as db:
        return [(each.quote, each.code_label, each.coder_name) for each in passages(db, bench.viewer)]


# -- what is said of a code -------------------------------------------------------------------------


def test_an_inductive_code_says_what_it_is_told(bench: Workbench) -> None:
    said = {"near_misses": "Time\nTrust", "colour": "teal", "shortcut": "3", "label": "Funds"}
    set_code(bench.file, bench.viewer, bench.codes["Money"], definition="What it costs.", **said)
    found = read(bench, "Funds")
    assert (found.definition, found.near_misses) == ("What it costs.", ("Time", "Trust"))
    assert (found.colour, found.shortcut) == ("teal", "3")


def test_a_key_is_one_code_s_only(bench: Workbench) -> None:
    set_code(bench.file, bench.viewer, bench.codes["Money"], shortcut="3")
    set_code(bench.file, bench.viewer, bench.codes["Means"], shortcut="3")
    assert (read(bench, "Money").shortcut, read(bench, "Means").shortcut) == ("", "3")
    undo(bench.file, bench.viewer)
    assert (read(bench, "Money").shortcut, read(bench, "Means").shortcut) == ("3", "")


@pytest.mark.parametrize("wrong", [{"colour": "beige"}, {"shortcut": "0"}, {"shortcut": "x"}])
def test_a_colour_or_key_that_there_is_not_is_refused(bench: Workbench, wrong: dict[str, str]) -> None:
    with pytest.raises(ChoiceUnknown):
        set_code(bench.file, bench.viewer, bench.codes["Money"], **wrong)


def test_a_construct_s_code_keeps_the_framework_s_words(bench: Workbench) -> None:
    id = bench.of(CULTURE)
    set_code(bench.file, bench.viewer, id, examples="They always sing.", colour="rust", shortcut="1")
    found = read(bench, "Culture")
    assert (found.examples, found.colour, found.shortcut) == (("They always sing.",), "rust", "1")
    for words in ({"label": "Kultur"}, {"definition": "Mine."}, {"parent": bench.codes["Money"]}):
        with pytest.raises(FrameworksWords, match="“Culture” comes from a framework"):
            set_code(bench.file, bench.viewer, id, **words)


def test_the_project_s_wording_comes_with_the_rest_or_not_at_all(bench: Workbench) -> None:
    construct = read(bench, "Culture").construct
    assert construct is not None
    id = bench.of(CULTURE)
    with pytest.raises(ChoiceUnknown):
        set_construct_code(bench.file, bench.viewer, id, construct.id, "Ours.", colour="beige")
    assert read(bench, "Culture").construct == construct
    set_construct_code(bench.file, bench.viewer, id, construct.id, "Ours.", near_misses="Manners")
    found = read(bench, "Culture")
    assert found.construct is not None
    assert (found.construct.project_wording, found.near_misses) == ("Ours.", ("Manners",))


def test_a_code_without_a_label_is_none(bench: Workbench) -> None:
    with pytest.raises(LabelMissing):
        set_code(bench.file, bench.viewer, bench.codes["Money"], label="  ")


# -- merging ----------------------------------------------------------------------------------------


def test_merging_takes_everything_along_and_undo_brings_all_of_it_back(bench: Workbench) -> None:
    bench.coding("t", "money came", "Money")
    bench.coding("t", "money went", "Money", coder="Bo")
    save_query(bench.file, bench.viewer, "Cash", "cash", bench.codes["Money"])
    bench.code("Loans", parent="Money")
    with bench.file.read() as db:
        mine = belongings(db, bench.viewer, bench.codes["Money"])
    assert (mine.codings, dict(mine.by), mine.queries, mine.lower) == (
        2, {"Ann": 1, "Bo": 1}, ("Cash",), ("Loans",)
    )  # fmt: skip
    assert merge_code(bench.file, bench.viewer, bench.codes["Money"], bench.codes["Means"]) == 2
    assert labels(bench) == [("money came", "Means", "Ann"), ("money went", "Means", "Bo")]
    with bench.file.read() as db:
        assert [each.code_label for each in queries(db, bench.viewer)] == ["Means"]
    assert read(bench, "Loans").parent == bench.codes["Means"]
    undo(bench.file, bench.viewer)
    assert {label for _, label, _ in labels(bench)} == {"Money"}
    assert read(bench, "Loans").parent == bench.codes["Money"]


def test_what_was_coded_with_both_is_coded_once_unless_it_said_more(bench: Workbench) -> None:
    for label in ("Money", "Means"):
        bench.coding("t", "money came", label)
        bench.coding("t", "money went", label, memo=f"Says {label}.")
        bench.coding("t", "began small", label, coder="Bo" if label == "Means" else "")
    assert merge_code(bench.file, bench.viewer, bench.codes["Money"], bench.codes["Means"]) == 2
    assert sorted(labels(bench)) == [
        ("began small", "Means", "Ann"),
        ("began small", "Means", "Bo"),
        ("money came", "Means", "Ann"),
        ("money went", "Means", "Ann"),
        ("money went", "Means", "Ann"),
    ]


def test_a_code_is_not_merged_into_what_stands_under_it(bench: Workbench) -> None:
    bench.code("Loans", parent="Money")
    with pytest.raises(CodesInACircle):
        merge_code(bench.file, bench.viewer, bench.codes["Money"], bench.codes["Loans"])


# -- splitting --------------------------------------------------------------------------------------


def test_chosen_codings_go_to_a_new_code_in_one_step(bench: Workbench) -> None:
    came = bench.coding("t", "money came", "Money")
    bench.coding("t", "money went", "Money")
    made = split_code(bench.file, bench.viewer, bench.codes["Money"], [came], NewCode(label="Income"))
    assert labels(bench) == [("money came", "Income", "Ann"), ("money went", "Money", "Ann")]
    assert read(bench, "Income").id == made
    with bench.file.read() as db:
        assert history(db, bench.viewer, KINDS)[0].action == "code.split"
    undo(bench.file, bench.viewer)
    assert {label for _, label, _ in labels(bench)} == {"Money"}
    with bench.file.read() as db:
        assert "Income" not in {each.label for each in codes(db, bench.viewer)}


def test_chosen_codings_go_to_a_code_that_is_there(bench: Workbench) -> None:
    came = bench.coding("t", "money came", "Money")
    split_code(bench.file, bench.viewer, bench.codes["Money"], [came], bench.of(CULTURE))
    assert labels(bench) == [("money came", "Culture", "Ann")]


def test_codings_that_went_elsewhere_meanwhile_stop_the_whole_split(bench: Workbench) -> None:
    came, went = bench.coding("t", "money came", "Money"), bench.coding("t", "money went", "Money")
    set_coding(bench.file, bench.viewer, went, code=bench.codes["People"])
    with pytest.raises(CodingsElsewhere, match="1 of the codings chosen"):
        split_code(bench.file, bench.viewer, bench.codes["Money"], [came, went], bench.codes["Means"])
    assert {label for _, label, _ in labels(bench)} == {"Money", "People"}
    with pytest.raises(NothingChosen):
        split_code(bench.file, bench.viewer, bench.codes["Money"], [], bench.codes["Means"])


# -- retiring ---------------------------------------------------------------------------------------


def test_a_retired_code_keeps_its_codings_and_takes_no_more(bench: Workbench) -> None:
    bench.coding("t", "money came", "Money")
    retire_code(bench.file, bench.viewer, bench.codes["Money"])
    found = read(bench, "Money")
    assert (found.retired, found.codings) == (True, 1)
    new = NewCoding(code=bench.codes["Money"])
    with pytest.raises(NotUsedAnyMore, match="“Money” is retired"):
        add_coding(bench.file, bench.viewer, bench.sources["t"], Quotation(quote="money went"), new)
    other = bench.coding("t", "People left", "People")
    with pytest.raises(NotUsedAnyMore):
        set_coding(bench.file, bench.viewer, other, code=bench.codes["Money"])
    with pytest.raises(NotUsedAnyMore):
        merge_code(bench.file, bench.viewer, bench.codes["People"], bench.codes["Money"])
    reinstate_code(bench.file, bench.viewer, bench.codes["Money"])
    add_coding(bench.file, bench.viewer, bench.sources["t"], Quotation(quote="money went"), new)
    assert read(bench, "Money").codings == 2


def test_what_stood_under_a_code_that_is_taken_out_moves_up(bench: Workbench) -> None:
    bench.code("Loans", parent="Money")
    bench.code("Small loans", parent="Loans")
    remove_code(bench.file, bench.viewer, bench.codes["Loans"])
    assert read(bench, "Small loans").parent == bench.codes["Money"]


# -- order -------------------------------------------------------------------------------------------


def test_own_codes_are_moved_among_those_beside_them_and_keep_those_below(bench: Workbench) -> None:
    def order() -> list[str]:
        with bench.file.read() as db:
            found = codes(db, bench.viewer, with_use=False)
        return [each.label for each in found if each.construct is None]

    def move(label: str, by: int) -> bool:
        return move_code(bench.file, bench.viewer, own[label], by)

    before = order()
    own = {label: add_code(bench.file, bench.viewer, NewCode(label=label)) for label in ("First", "Second")}
    own["Below"] = add_code(bench.file, bench.viewer, NewCode(label="Below", parent=own["First"]))
    assert order() == [*before, "First", "Below", "Second"]
    assert move("Second", -1)
    assert order() == [*before, "Second", "First", "Below"]
    assert not move("First", 1)
    assert not move("Below", -1)
    assert order() == [*before, "Second", "First", "Below"]
    add_code(bench.file, bench.viewer, NewCode(label="Third"))
    assert order()[-1] == "Third"
    undo(bench.file, bench.viewer)
    undo(bench.file, bench.viewer)
    assert order() == [*before, "First", "Below", "Second"]
    with pytest.raises(FrameworksOrder, match="orders its constructs"):
        move_code(bench.file, bench.viewer, bench.file.key_id("code", CULTURE), 1)
    gone = add_code(bench.file, bench.viewer, NewCode(label="Gone"))
    remove_code(bench.file, bench.viewer, gone)
    with pytest.raises(NotThere, match="The study has no code"):
        move_code(bench.file, bench.viewer, gone, -1)
