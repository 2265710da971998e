"""A matrix as a listing: what stands in a cell, what an empty one means, and which row is which."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.reporting.analysis import matrix, numbers
from caseloom.reporting.coding import codes
from caseloom.reporting.readings import CODING_COLUMNS, codings_by_column
from tests.analysis.workbench import Workbench, open_workbench

CULTURE, COMPATIBILITY = "cfir2022.inner.culture", "cfir2022.inner.compatibility"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.wave("W1", "2020")
    bench.wave("W2", "2021")
    bench.person("Ida Berg", case="North")
    bench.person("Bo Ek", case="North")
    bench.adopt(CULTURE, COMPATIBILITY)
    bench.said("Talk with Ida", "Ida Berg", "It fits us well. We like it here.", case="North", wave="W1")
    bench.said("Talk with Bo", "Bo Ek", "We never talked about it.", case="North", wave="W1")
    bench.said("Talk in the south", "Eva Lund", "Nothing to tell, really.", case="South", wave="W1")
    bench.coding("Talk with Ida", "It fits us well", COMPATIBILITY, valence="helps", memo="At once.")
    yield bench
    bench.study.close()


def test_informants_are_counted_of_those_interviewed_and_empty_cells_say_why(bench: Workbench) -> None:
    listing = matrix(bench.matrix(), indented=False)
    rows = {row["label"]: row for row in listing.objects()}
    assert rows["Compatibility"]["North · W1"] == "1 of 2"
    assert rows["Compatibility"]["South · W1"] == ""
    assert rows["Compatibility"]["South · W2"] == "–"
    assert rows["Culture"]["North · W1"] == ""
    assert listing.above[0].startswith("Evidence said or written in this wave only.")
    assert "–  nothing collected" in listing.below[0]


def test_a_folded_row_takes_in_what_stands_beneath_it(bench: Workbench) -> None:
    rows = {row["label"]: row for row in matrix(bench.matrix(), depth=1).objects()}
    assert set(rows) == {"Inner Setting"}
    assert rows["Inner Setting"]["North · W1"] == "1 of 2"
    assert matrix(bench.matrix(), depth=1).rows[0] == matrix(bench.matrix()).rows[0]


def test_a_row_takes_in_what_stands_beneath_it_in_words_and_in_numbers(bench: Workbench) -> None:
    said = matrix(bench.matrix(), indented=False)
    drawn = {row["label"]: row["North · W1"] for row in said.objects()}
    counted = {row["label"]: row["North · W1"] for row in numbers(bench.matrix(cell="codings")).objects()}
    assert (drawn["Inner Setting"], drawn["Culture"], drawn["Compatibility"]) == ("1 of 2", "", "1 of 2")
    assert (counted["Inner Setting"], counted["Culture"], counted["Compatibility"]) == (1, 0, 1)
    assert said.below[-1].startswith("A row takes in the rows beneath it")
    assert [row[0] for row in numbers(bench.matrix(), depth=1).rows] == ["Inner Setting"]


def test_as_numbers_nothing_collected_is_none_and_no_evidence_is_nought(bench: Workbench) -> None:
    rows = {row["label"]: row for row in numbers(bench.matrix()).objects()}
    assert rows["Compatibility"]["North · W1"] == 1
    assert rows["Compatibility"]["South · W1"] == 0
    assert rows["Compatibility"]["South · W2"] is None


def test_a_row_has_the_id_that_the_codebook_gives_it(bench: Workbench) -> None:
    with bench.file.read() as db:
        ids = {row["reference"]: row["id"] for row in codes(db, bench.viewer).objects()}
    rows = {row["label"]: row for row in numbers(bench.matrix()).objects()}
    assert rows["Compatibility"]["row_id"] == ids[COMPATIBILITY] == str(bench.of(COMPATIBILITY))


def test_codings_come_by_the_column_with_names_in_place_of_numbers(bench: Workbench) -> None:
    with bench.file.read() as db:
        found = codings_by_column(db, bench.viewer)
    assert tuple(found) == CODING_COLUMNS
    one = {name: values[0] for name, values in found.items()}
    text = bench.text("Talk with Ida").text
    assert text[one["start"] : one["end"]] == one["quote"] == "It fits us well"
    assert (one["source"], one["case"], one["wave"], one["participant"]) == (
        "Talk with Ida",
        "North",
        "W1",
        "Ida Berg",
    )
    assert (one["code"], one["reference"], one["coder"]) == ("Compatibility", COMPATIBILITY, "Ann")
    assert (one["valence"], one["memo"], one["evidence"], one["words"]) == ("helps", "At once.", True, 4)
    assert one["source_id"] == str(bench.sources["Talk with Ida"])
    assert one["code_id"] == str(bench.of(COMPATIBILITY))
    assert one["coder_id"] == str(bench.coders["Ann"])


def test_a_study_without_codings_has_every_column_all_the_same(tmp_path: Path) -> None:
    bench = open_workbench(tmp_path)
    with bench.file.read() as db:
        assert codings_by_column(db, bench.viewer) == {name: [] for name in CODING_COLUMNS}
    bench.study.close()
