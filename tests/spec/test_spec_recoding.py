"""Recoding: which codings wait to be looked at again when a code is worded anew, and until when."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseloom.coding.actions import (
    confirm_all,
    confirm_codings,
    merge_code,
    name_version,
    set_code,
    set_coding,
)
from caseloom.coding.model import ConfirmationReasonMissing, Criteria, RewordedMeanwhile
from caseloom.coding.readings import (
    codebook_at,
    differences,
    made_under,
    recoding,
    version_at,
    versions,
    waiting_codings,
)
from caseloom.design.actions import set_field
from caseloom.design.readings import constructs
from caseloom.record.actions import undo
from tests.analysis.workbench import Workbench, open_workbench

CULTURE = "cfir2022.inner.culture"
SAID = "We began small. Then money came. Then money went. People stayed. People left again."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.adopt(CULTURE)
    bench.said("t", "Ida Berg", SAID)
    bench.code("Money")
    bench.code("People")
    define(bench, "What it costs.")
    yield bench
    bench.study.close()


def define(bench: Workbench, words: str, field: str = "definition") -> None:
    set_code(bench.file, bench.viewer, bench.codes["Money"], **{field: words})


def reword_the_construct(bench: Workbench) -> None:
    with bench.file.read() as db:
        id = next(each.id for each in constructs(db, bench.viewer) if each.reference == CULTURE)
    set_field(bench.file, bench.viewer, "construct", id, project_wording="How we do things here.")


def translate_the_construct(bench: Workbench) -> None:
    with bench.file.read() as db:
        id = next(each.id for each in constructs(db, bench.viewer) if each.reference == CULTURE)
    set_field(bench.file, bench.viewer, "construct", id, definition_sv="Hur man gör här.")


def define_and_take_it_back(bench: Workbench) -> None:
    define(bench, "What it brings in.")
    undo(bench.file, bench.viewer)


def define_and_code_again(bench: Workbench) -> None:
    define(bench, "What it brings in.")
    bench.coding("t", "money went", "Money")


def define_and_recode(bench: Workbench) -> None:
    define(bench, "What it brings in.")
    with bench.file.read() as db:
        [each] = recoding(db, bench.viewer)[0].waiting
    set_coding(bench.file, bench.viewer, each.coding, code=bench.codes["People"])


def merge_and_part_again(bench: Workbench) -> None:
    define(bench, "What it brings in.")
    merge_code(bench.file, bench.viewer, bench.codes["Money"], bench.codes["People"])
    undo(bench.file, bench.viewer)


# A title; what happens after a passage was coded with “Money” and another with the construct; how many wait.
WAITING: list[tuple[str, Callable[[Workbench], None], int]] = [
    ("nothing happened", lambda bench: None, 0),
    ("the definition changed", lambda bench: define(bench, "What it brings in."), 1),
    ("what belongs changed", lambda bench: define(bench, "Wages", "inclusion"), 1),
    ("what does not belong changed", lambda bench: define(bench, "Gifts", "exclusion"), 1),
    ("an example came", lambda bench: define(bench, "They paid.", "examples"), 0),
    ("a near miss came", lambda bench: define(bench, "Time", "near_misses"), 0),
    ("the label changed", lambda bench: define(bench, "Funds", "label"), 0),
    ("the definition changed and was taken back", define_and_take_it_back, 0),
    ("another passage was coded after it changed", define_and_code_again, 1),
    ("the coding was given another code since", define_and_recode, 0),
    ("its code was merged, and the merging undone", merge_and_part_again, 1),
    ("the project worded a construct of its own", reword_the_construct, 1),
    ("a construct's definition came in another language", translate_the_construct, 0),
]


@pytest.mark.parametrize(("title", "happens", "waiting"), WAITING, ids=[row[0] for row in WAITING])
def test_what_makes_a_coding_wait(
    bench: Workbench, title: str, happens: Callable[[Workbench], None], waiting: int
) -> None:
    bench.coding("t", "money came", "Money")
    bench.coding("t", "People stayed", CULTURE)
    happens(bench)
    with bench.file.read() as db:
        assert waiting_codings(db, bench.viewer) == waiting, title


def test_old_and_new_wording_stand_side_by_side(bench: Workbench) -> None:
    id = bench.coding("t", "money came", "Money")
    define(bench, "What it brings in.")
    with bench.file.read() as db:
        [found] = recoding(db, bench.viewer)
    assert found.now == Criteria("What it brings in.")
    assert [(each.coding, each.before) for each in found.waiting] == [(id, Criteria("What it costs."))]


def test_a_coding_found_right_waits_no_more_until_the_next_change(bench: Workbench) -> None:
    ids = [bench.coding("t", words, "Money") for words in ("money came", "money went")]
    define(bench, "What it brings in.")
    assert confirm_codings(bench.file, bench.viewer, bench.codes["Money"], ids[:1]) == 1
    with bench.file.read() as db:
        assert [each.coding for each in recoding(db, bench.viewer)[0].waiting] == ids[1:]
    define(bench, "What it takes out.")
    with bench.file.read() as db:
        waiting = recoding(db, bench.viewer)[0].waiting
    assert [each.before.definition for each in waiting] == ["What it brings in.", "What it costs."]


def test_all_are_found_right_at_once_for_a_reason(bench: Workbench) -> None:
    for words in ("money came", "money went"):
        bench.coding("t", words, "Money")
    define(bench, "What it costs!")
    with pytest.raises(ConfirmationReasonMissing):
        confirm_all(bench.file, bench.viewer, bench.codes["Money"], " ")
    assert confirm_all(bench.file, bench.viewer, bench.codes["Money"], "Only the stop is another.") == 2
    with bench.file.read() as db:
        assert recoding(db, bench.viewer) == []
    undo(bench.file, bench.viewer)
    with bench.file.read() as db:
        assert waiting_codings(db, bench.viewer) == 2


def test_nobody_confirms_a_wording_that_they_have_not_read(bench: Workbench) -> None:
    id = bench.coding("t", "money came", "Money")
    define(bench, "What it brings in.")
    with bench.file.read() as db:
        seen = recoding(db, bench.viewer)[0].digest
    define(bench, "What it takes out.")
    with pytest.raises(RewordedMeanwhile, match="“Money” was changed again"):
        confirm_codings(bench.file, bench.viewer, bench.codes["Money"], [id], seen=seen)


# -- versions ---------------------------------------------------------------------------------------


def test_each_coding_knows_the_version_that_it_was_made_under(bench: Workbench) -> None:
    bench.coding("t", "money came", "Money")
    first = name_version(bench.file, bench.viewer, "Pilot")
    bench.coding("t", "money went", "Money")
    bench.coding("t", "People stayed", "People")
    second = name_version(bench.file, bench.viewer, "Final", "After the second workshop.")
    with bench.file.read() as db:
        every = versions(db, bench.viewer)
        assert [(each.name, each.note, each.who) for each in every] == [
            ("Pilot", "", "Ann"), ("Final", "After the second workshop.", "Ann"),
        ]  # fmt: skip
        assert made_under(db, bench.viewer) == {None: 1, first: 2}
        found = version_at(every, every[1].stamp + 5)
        assert found is not None
        assert found.id == second
        assert version_at(every, every[0].stamp - 1) is None


def test_the_codebook_as_it_was_and_what_became_of_it(bench: Workbench) -> None:
    name_version(bench.file, bench.viewer, "Pilot")
    define(bench, "What it brings in.")
    define(bench, "Funds", "label")
    bench.code("Trust")
    with bench.file.read() as db:
        [pilot] = versions(db, bench.viewer)
        then = {each.label: each for each in codebook_at(db, bench.viewer, pilot.stamp)}
        changed = differences(db, bench.viewer, pilot.stamp)
    assert {"Inner Setting", "Culture", "Money", "People"} == set(then)
    assert then["Money"].criteria == Criteria("What it costs.")
    told = [(each.before and each.before.label, each.after and each.after.label) for each in changed]
    assert told == [("Money", "Funds"), (None, "Trust")]
