"""The matrix where studies are unusual: no waves, undated waves, phases that come again, nobody named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseloom.analysis.model import MatrixRequest, UnknownFramework, UnknownVoice
from caseloom.analysis.readings import cell_evidence
from caseloom.coding.actions import save_query
from tests.analysis.workbench import Workbench, cells, open_workbench

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.person("Ida Berg", "leader", case="North")
    bench.person("Olof Lind", case="North")
    bench.adopt(f"{CULTURE}.recipient_centeredness", f"{CULTURE}.learning_centeredness")
    yield bench
    bench.study.close()


def test_a_study_without_waves_can_be_asked_for_all_up_to_a_wave(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.", case="North")
    bench.coding("t", "We began small.", CULTURE)
    assert bench.grid(reach="up_to") == {("Culture", "North", "no wave"): 1}


def test_a_wave_without_a_date_has_no_evidence_about_it(bench: Workbench) -> None:
    bench.wave("First", "2020")
    bench.wave("Undated")
    bench.said("t", "Ida Berg", "We began small.", case="North", wave="Undated")
    bench.coding("t", "We began small.", CULTURE, about="2020-03")
    for reach in ("this", "up_to"):
        assert bench.grid(clock="about", reach=reach) == {("Culture", "North", "First"): 1}


def test_a_document_written_until_some_day_has_its_place_in_time(bench: Workbench) -> None:
    bench.phase("North", "Adoption", "2015/2016")
    bench.source("d", "The board decided it.", "document", case="North", written="../2016")
    bench.coding("d", "The board decided it.", CULTURE)
    asked = {"columns": ("case", "phase"), "cell": "codings"}
    assert bench.grid(**asked) == {("Culture", "North", "Adoption"): 1}


def test_words_in_a_phase_that_comes_again_count_once(bench: Workbench) -> None:
    bench.phase("North", "Adoption", "2016/2017")
    bench.phase("North", "Adoption", "2019/2020")
    bench.said("t", "Ida Berg", "We began small.", case="North", written="2016/2020")
    bench.coding("t", "We began small.", CULTURE, about="2016/2020")
    save_query(bench.file, bench.viewer, "beginnings", "began", bench.of(CULTURE))
    for cell, clock, value in (
        ("words", "about", 3), ("words", "said", 3), ("codings", "about", 1), ("candidates", "said", 1),
    ):  # fmt: skip
        found = bench.grid(columns=("case", "phase"), cell=cell, clock=clock)
        assert found == {("Culture", "North", "Adoption"): value}, (cell, clock)


def test_an_interval_asked_for_twice_is_one_column_and_counts_once(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.", case="North", written="2019")
    bench.coding("t", "We began small.", CULTURE)
    asked = {"columns": ("interval",), "intervals": ("2019", "2019")}
    assert bench.grid(cell="codings", **asked) == {("Culture", "2019"): 1}
    assert bench.grid(cell="words", **asked) == {("Culture", "2019"): 3}


def test_no_voice_stated_holds_both_the_unnamed_and_those_who_state_none(bench: Workbench) -> None:
    bench.said("t", "Olof Lind", "We began small.", case="North")
    bench.source("d", "The board decided it.", "document", case="North")
    bench.coding("t", "We began small.", CULTURE)
    bench.coding("d", "The board decided it.", CULTURE)
    asked: dict[str, Any] = {"columns": ("voice",), "cell": "codings"}
    assert bench.grid(**asked) == {("Culture", "no voice stated"): 2}
    assert len(bench.opened("Culture", ("no voice stated",), **asked)) == 2


def test_a_voice_that_is_written_twice_is_one_voice(bench: Workbench) -> None:
    bench.person("Eva Holm", "leader", "leader")
    bench.said("t", "Eva Holm", "We began small.", case="North")
    bench.coding("t", "We began small.", CULTURE)
    assert bench.grid(columns=("voice",), cell="words") == {("Culture", "leader"): 3}


def test_a_framework_narrows_every_matrix_and_not_only_its_own_rows(bench: Workbench) -> None:
    lead, need = "cfir2022.individuals.role.implementation_leads", "cfir2022.individuals.char.need"
    bench.adopt(CULTURE, lead, need)
    bench.adopt("gh2004.innovation.compatibility", name="gh2004")
    bench.code("Weather")
    bench.said("t", "Ida Berg", "We began small. It fitted. She needed it. It rained.", case="North")
    bench.coding("t", "We began small.", CULTURE)
    bench.coding("t", "It fitted.", "gh2004.innovation.compatibility")
    bench.coding("t", "She needed it.", need, role=lead)
    bench.coding("t", "It rained.", "Weather")
    asked: dict[str, Any] = {"rows": "case", "columns": ("source_kind",), "cell": "codings"}
    for framework, many in ((None, 4), ("cfir2022", 2), ("gh2004", 1)):
        assert bench.grid(**asked, framework=framework) == {("North", "interview"): many}
        assert len(bench.opened("North", ("interview",), **asked, framework=framework)) == many
    save_query(bench.file, bench.viewer, "rain", "rained", bench.of("gh2004.innovation.compatibility"))
    asked["cell"] = "candidates"
    assert bench.grid(**asked, framework="gh2004") == {("North", "interview"): 1}
    assert bench.grid(**asked, framework="cfir2022") == {}


def test_a_framework_or_voice_that_is_not_there_is_refused_with_those_that_are(bench: Workbench) -> None:
    bench.person("Eva Holm", "leader", "parent")
    bench.adopt(CULTURE)
    with pytest.raises(UnknownFramework, match=r"no framework “cfir”.*It has “cfir2022”\."):
        bench.matrix(framework="cfir")
    with pytest.raises(UnknownVoice, match=r"the voice “Nobody”.*It has “leader”, “parent”\."):
        bench.matrix(rows="case", columns=(), voice="Nobody")


def test_who_else_was_interviewed_keeps_to_what_was_asked_for(bench: Workbench) -> None:
    bench.wave("First", "2020")
    bench.person("Maj Ek", case="South")
    bench.said("t", "Ida Berg", "We began small.", case="North", wave="First")
    bench.said("u", "Olof Lind", "We began late.", case="North", wave="First")
    bench.said("v", "Maj Ek", "We never began.", case="South", wave="First")
    bench.coding("t", "We began small.", CULTURE)
    request = MatrixRequest(columns=("wave",), case=bench.cases["North"])
    row, first = bench.of(CULTURE).hex, (bench.waves["First"].hex,)
    with bench.file.read() as db:
        opened = cell_evidence(db, bench.viewer, request, row, first)
    assert (opened.informants, opened.others_interviewed) == (("Ida Berg",), ("Olof Lind",))
    assert opened.column is not None
    assert opened.column.interviewed == 2


def test_who_else_was_interviewed_in_a_case_does_not_hang_on_time_in_the_rows(bench: Workbench) -> None:
    bench.phase("North", "Adoption", "2019")
    bench.said("t", "Ida Berg", "We began small.", case="North", written="2019")
    bench.said("u", "Olof Lind", "We began late.", case="North", written="2023")
    bench.coding("t", "We began small.", CULTURE)
    request = MatrixRequest(rows="phase", columns=("case",))
    with bench.file.read() as db:
        opened = cell_evidence(db, bench.viewer, request, "Adoption", (bench.cases["North"].hex,))
    assert opened.column is not None
    assert opened.column.interviewed == 2
    assert (opened.informants, opened.others_interviewed) == (("Ida Berg",), ("Olof Lind",))


def test_time_not_stated_stands_only_where_something_is_in_it(bench: Workbench) -> None:
    bench.wave("First", "2020")
    bench.said("t", "Ida Berg", "We began small.", case="North", wave="First")
    bench.coding("t", "We began small.", CULTURE, about="2020")
    found = bench.matrix(columns=("wave",), clock="about")
    assert [each.headings[0].label for each in found.columns] == ["First"]


def test_a_role_s_row_counts_what_was_coded_with_it_and_what_was_coded_to_it(bench: Workbench) -> None:
    lead = "cfir2022.individuals.role.implementation_leads"
    bench.adopt(lead, "cfir2022.individuals.char.need")
    bench.said("t", "Ida Berg", "She led us. She needed time.", case="North")
    bench.coding("t", "She led us.", lead)
    bench.coding("t", "She needed time.", "cfir2022.individuals.char.need", role=lead)
    asked: dict[str, Any] = {"columns": ("case",), "cell": "codings"}
    assert bench.grid(**asked) == {
        ("Implementation Leads", "North"): 2,
        ("Need", "North"): 1,
    }
    assert len(bench.opened("Implementation Leads", ("North",), **asked)) == 2


def test_beneath_the_roles_stands_what_was_coded_with_a_role_and_each_coding_once(bench: Workbench) -> None:
    lead = "cfir2022.individuals.role.implementation_leads"
    bench.adopt(lead, "cfir2022.individuals.char.need")
    bench.said("t", "Ida Berg", "She led us. She needed time.", case="North")
    bench.coding("t", "She needed time.", "cfir2022.individuals.char.need", role=lead)
    for cell, value in (("codings", 1), ("words", 3), ("informants", 1)):
        found = bench.matrix(columns=("case",), cell=cell)
        beneath = {row.label: each.beneath for row, _, each in cells(found) if each.beneath}
        expected = ("Individuals", "Roles", "Implementation Leads", "Characteristics", "Need")
        assert beneath == dict.fromkeys(expected, value)
    assert bench.opened("Roles", ("North",), beneath=True, columns=("case",)) == ["She needed time."]


def test_candidates_can_stand_beside_coders_and_have_none(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.", case="North")
    save_query(bench.file, bench.viewer, "beginnings", "began", bench.of(CULTURE))
    assert bench.grid(columns=("coder",), cell="candidates") == {("Culture", "nobody"): 1}


def test_a_source_s_place_in_time_may_be_open_at_both_ends(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.", case="North", written="../..")
    bench.coding("t", "We began small.", CULTURE, about="../..")
    asked = {"columns": ("interval",), "intervals": ("1900", "2100")}
    every = {("Culture", "1900"): 1, ("Culture", "2100"): 1}
    assert bench.grid(clock="about", **asked) == every


def test_a_matrix_without_columns_counts_the_whole_study(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.", case="North")
    bench.coding("t", "We began small.", CULTURE)
    found = bench.matrix(columns=())
    assert [(each.headings, each.collected, each.interviewed) for each in found.columns] == [((), 1, 1)]
    assert bench.grid(columns=()) == {("Culture",): 1}
