"""The design: what cannot be declared, what cannot be changed into, and what goes when something goes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseloom.dates import NotADate
from caseloom.design.actions import add, adopt, define_from_source, describe_study, set_field
from caseloom.design.model import NewCase, NewPhase, NewWave, NothingToName, StudyCard
from caseloom.design.readings import card, cases, constructs, frameworks, phases, waves
from caseloom.language import CaseloomError
from caseloom.sources.readings import sources
from caseloom.studyfile import Build
from caseloom.studyfile.errors import ChoiceUnknown, NotThere
from caseloom.team.model import Viewer
from tests.analysis.workbench import Workbench, open_workbench, pack

CULTURE = "cfir2022.inner.culture"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    yield bench
    bench.study.close()


def test_what_has_no_name_cannot_be_declared() -> None:
    with pytest.raises(NothingToName, match="case"):
        NewCase(name=" ")
    with pytest.raises(NothingToName, match="study"):
        StudyCard(title="")


def test_what_has_no_date_cannot_be_declared_with_one(bench: Workbench) -> None:
    with pytest.raises(NotADate):
        NewWave(name="First", date="some day")
    with pytest.raises(NotADate):
        NewPhase(case=bench.cases["North"], name="Adoption", period="early on")


@pytest.mark.parametrize(
    ("kind", "values", "refusal"),
    [
        ("wave", {"date": "some day"}, NotADate),
        ("phase", {"period": "early on"}, NotADate),
        ("phase", {"phase": "glory"}, ChoiceUnknown),
        ("case", {"name": " "}, NothingToName),
    ],
)
def test_nothing_can_be_changed_into_what_could_not_be_declared(
    bench: Workbench, kind: str, values: dict[str, Any], refusal: type[CaseloomError]
) -> None:
    bench.wave("First", "2020")
    ids = {
        "wave": bench.waves["First"],
        "phase": bench.phase("North", "Adoption", "2019"),
        "case": bench.cases["North"],
    }
    with pytest.raises(refusal):
        set_field(bench.file, bench.viewer, kind, ids[kind], **values)
    with bench.file.read() as db:
        assert [each.date for each in waves(db, bench.viewer)] == ["2020"]
        assert [(each.phase, each.period) for each in phases(db, bench.viewer)] == [("other", "2019")]
        assert [each.name for each in cases(db, bench.viewer)] == ["North"]


def test_a_change_that_changes_nothing_is_none(bench: Workbench) -> None:
    assert set_field(bench.file, bench.viewer, "case", bench.cases["North"], name="Far North")
    assert not set_field(bench.file, bench.viewer, "case", bench.cases["North"], name="Far North")


def test_a_case_that_goes_leaves_its_sources_without_a_case(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    bench.phase("North", "Adoption", "2019")
    bench.person("Ida Berg")
    bench.said("t", "Ida Berg", "We began small.", case="North", written="2019")
    bench.coding("t", "We began small.", CULTURE)
    set_field(bench.file, bench.viewer, "case", bench.cases["North"], gone=1)
    with bench.file.read() as db:
        assert [each.case for each in sources(db, bench.viewer)] == [None]
        assert phases(db, bench.viewer) == []
    assert bench.grid(columns=("case",)) == {("Culture", "no case"): 1}


def test_a_participant_that_goes_is_no_informant(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    bench.person("Ida Berg")
    bench.said("t", "Ida Berg", "We began small.")
    bench.coding("t", "We began small.", CULTURE)
    set_field(bench.file, bench.viewer, "participant", bench.people["Ida Berg"], gone=1)
    assert bench.grid(columns=(), cell="informants") == {}
    assert bench.grid(columns=("participant",), cell="codings") == {("Culture", "nobody named"): 1}


def test_there_is_one_card_and_saying_it_again_changes_it(bench: Workbench) -> None:
    describe_study(bench.file, bench.viewer, StudyCard(title="Ovens", questions="Who?\nWhy?"))
    with bench.file.read() as db:
        found = card(db, bench.viewer)
    assert found is not None
    assert (found.title, found.questions, found.originals) == ("Ovens", ("Who?", "Why?"), "none")


# -- frameworks -----------------------------------------------------------------------------------


def test_parents_come_along_and_more_can_be_adopted_later(bench: Workbench) -> None:
    bench.adopt(f"{CULTURE}.learning_centeredness")
    bench.adopt("cfir2022.inner.compatibility")
    with bench.file.read() as db:
        found = [each.reference for each in constructs(db, bench.viewer)]
        assert len(frameworks(db, bench.viewer)) == 1
    assert found == [
        "cfir2022.inner",
        CULTURE,
        f"{CULTURE}.learning_centeredness",
        "cfir2022.inner.compatibility",
    ]


def test_a_construct_that_its_framework_does_not_have_is_refused(bench: Workbench) -> None:
    with pytest.raises(CaseloomError, match="cultures"):
        adopt(bench.file, bench.viewer, pack("cfir2022"), only=["cfir2022.inner.cultures"])
    with bench.file.read() as db:
        assert frameworks(db, bench.viewer) == []


def test_a_build_brings_wording_up_to_date_but_not_a_person_s(bench: Workbench) -> None:
    adopt(bench.file, Viewer(build=Build(key="m")), pack("cfir2022"), purpose="To sort", only=[CULTURE])
    with bench.file.read() as db:
        [framework] = frameworks(db, bench.viewer)
    set_field(bench.file, bench.viewer, "framework", framework.id, purpose="To think")
    again = Build(key="m")
    adopt(bench.file, Viewer(build=again), pack("cfir2022"), purpose="To order", only=[CULTURE])
    with bench.file.read() as db:
        assert [each.purpose for each in frameworks(db, bench.viewer)] == ["To think"]
    assert [(each.field, each.declared, each.stands) for each in again.differences] == [
        ("purpose", "To order", "To think")
    ]


def test_definitions_from_the_source_go_to_adopted_constructs_only(bench: Workbench) -> None:
    bench.adopt(CULTURE)
    assert define_from_source(bench.file, bench.viewer, {CULTURE: "Shared values."}) == 1
    assert define_from_source(bench.file, bench.viewer, {CULTURE: "Shared values."}) == 0
    with pytest.raises(NotThere):
        define_from_source(
            bench.file, bench.viewer, {CULTURE: "Other.", "cfir2022.inner.compatibility": "Fit."}
        )
    with bench.file.read() as db:
        found = {each.reference: each.source_definition for each in constructs(db, bench.viewer)}
    assert found[CULTURE] == "Shared values."


def test_what_is_added_under_a_key_twice_is_one(bench: Workbench) -> None:
    first = add(bench.file, bench.viewer, NewWave(name="First"), key="w1")
    assert add(bench.file, bench.viewer, NewWave(name="The first", date="2020"), key="w1") == first
    with bench.file.read() as db:
        assert [(each.name, each.date) for each in waves(db, bench.viewer)] == [("The first", "2020")]
