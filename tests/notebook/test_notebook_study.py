"""A study in Python: frames to compute with, names in place of ids, and writing under a name."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import caseloom
from caseloom.coding.model import CodeUnknown, QuoteNotFound
from caseloom.language import CaseloomError
from caseloom.notebook.identity import keep_name, known_name
from caseloom.notebook.names import NameNotClear, NameUnknown
from caseloom.sources.model import AlreadyImported
from caseloom.team.model import NameMissing
from tests.analysis.workbench import open_workbench

COMPATIBILITY = "cfir2022.inner.compatibility"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.wave("W1", "2020")
    bench.person("Ida Berg", case="North")
    bench.adopt("cfir2022.inner.culture", COMPATIBILITY)
    bench.said("Talk with Ida", "Ida Berg", "It fits us well. We like it here.", case="North", wave="W1")
    bench.coding("Talk with Ida", "We like it here", COMPATIBILITY)
    bench.study.close()
    return Path(bench.file.path)


@pytest.fixture
def study(path: Path) -> Iterator["caseloom.Study"]:
    with caseloom.open(path, as_="Bo") as opened:
        yield opened


def test_what_a_study_holds_is_a_frame_in_every_use(study: "caseloom.Study") -> None:
    sources = study.sources
    assert isinstance(sources, pl.DataFrame)
    assert sources.filter(pl.col("case") == "North")["title"].to_list() == ["Talk with Ida"]
    assert pl.concat([sources, sources.frame]).height == 2 == 2 * len(sources)
    assert "title" in sources
    assert "<table" in sources._repr_html_()
    assert pl.DataFrame(sources).equals(sources.frame)
    assert sources.group_by("case").agg(pl.col("words").sum())["words"].to_list() == [sources["words"].sum()]


@pytest.mark.parametrize(
    "name", ["codes", "cases", "waves", "participants", "queries", "frameworks", "people"]
)
def test_every_list_of_the_study_is_a_frame_with_ids(study: "caseloom.Study", name: str) -> None:
    frame = getattr(study, name)
    assert isinstance(frame, pl.DataFrame)
    assert frame.schema["id"] == pl.String


def test_there_is_no_list_that_a_study_does_not_have(study: "caseloom.Study") -> None:
    with pytest.raises(AttributeError, match="ratings"):
        study.ratings  # noqa: B018


def test_the_matrix_has_a_column_for_each_case_and_wave_and_keeps_the_rows_ids(
    study: "caseloom.Study",
) -> None:
    frame = study.matrix(rows="construct", columns=("case", "wave"), cell="informants")
    assert frame.columns[-2:] == ["North · W1", "South · W1"]
    row = frame.filter(pl.col("label") == "Compatibility")
    assert row["North · W1"].to_list() == [1]
    assert row["South · W1"].to_list() == [None]
    assert frame.schema["North · W1"] == pl.Int64
    joined = frame.join(study.codes.select("id", "reference"), left_on="row_id", right_on="id")
    assert joined.filter(pl.col("label") == "Compatibility")["reference"].to_list() == [COMPATIBILITY]


def test_the_matrix_takes_names_and_refuses_unknown_ones_with_what_is_near(study: "caseloom.Study") -> None:
    assert "South · W1" in study.matrix(case="north", columns=["case", "wave"]).columns
    with pytest.raises(NameUnknown, match="Did you mean “North”"):
        study.matrix(case="Norht")
    with pytest.raises(CaseloomError, match=r"has no framework “cfir”.*It has “cfir2022”"):
        study.matrix(rows="case", columns="wave", framework="cfir")
    with pytest.raises(CaseloomError, match="with the voice “Nobody”"):
        study.matrix(voice="Nobody")


def test_a_coding_goes_in_by_its_words_and_by_its_place(study: "caseloom.Study") -> None:
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY, valence="helps")
    start = study.text("Talk with Ida").index("fits")
    study.codings.add("talk with ida", start=start, end=start + 4, code="Compatibility", memo="Again.")
    mine = study.codings.filter(pl.col("coder") == "Bo")
    assert mine["quote"].to_list() == ["It fits us well", "fits"]
    assert mine["reference"].unique().to_list() == [COMPATIBILITY]
    assert study.matrix()["North · W1"].max() == 1


def test_what_is_wrong_is_said_and_writes_nothing(study: "caseloom.Study") -> None:
    with pytest.raises(QuoteNotFound):
        study.codings.add("Talk with Ida", quote="a talk about whales and their songs", code=COMPATIBILITY)
    with pytest.raises(CodeUnknown):
        study.codings.add("Talk with Ida", quote="It fits us well", code="cfir2022.inner.compatability")
    with pytest.raises(NameUnknown):
        study.codings.add("Talk with Eva", quote="It fits us well", code=COMPATIBILITY)
    assert len(study.codings) == 1


def test_a_source_goes_in_with_names_of_case_and_wave(study: "caseloom.Study", tmp_path: Path) -> None:
    talk = tmp_path / "second talk.txt"
    talk.write_text("Interviewer: And then?\n\nIda: Then we went on.\n\nInterviewer: Good.\n\nIda: Yes.")
    study.sources.add(talk, case="South", wave="W1", participant="Ida Berg", written="2020-05")
    row = study.sources.row(by_predicate=pl.col("title") == "second talk", named=True)
    assert (row["case"], row["wave"], row["written"], row["added_by"]) == ("South", "W1", "2020-05", "Bo")
    with pytest.raises(AlreadyImported):
        study.sources.add(talk)
    with pytest.raises(NameUnknown):
        study.sources.add(talk, case="West")


def test_opening_and_reading_write_nothing(path: Path) -> None:
    before = path.read_bytes()
    with caseloom.open(path, as_="Somebody New") as study:
        assert "Somebody New" not in study.people["name"].to_list()
        study.matrix()
    assert path.read_bytes() == before


def test_without_a_name_a_study_is_read_and_the_coder_writes(path: Path) -> None:
    with caseloom.open(path) as study:
        with pytest.raises(NameMissing):
            study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
        study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY, by="Cy")
        assert study.codings["coder"].to_list() == ["Cy", "Ann"]


def test_with_a_name_a_coder_must_be_known(study: "caseloom.Study") -> None:
    study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY, by="ann")
    assert study.codings["coder"].to_list() == ["Ann", "Ann"]
    with pytest.raises(NameUnknown):
        study.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY, by="Cyrus")


def test_the_name_is_the_environments_else_the_one_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASELOOM_AS", raising=False)
    assert known_name() is None
    keep_name(" Ines ")
    assert known_name() == "Ines"
    monkeypatch.setenv("CASELOOM_AS", "Tom")
    assert known_name() == "Tom"


def test_two_studies_are_open_at_once(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = open_workbench(tmp_path / "other")
    other.case("West")
    other.study.close()
    with caseloom.open(path, as_="Bo") as first, caseloom.open(other.file.path, as_="Bo") as second:
        assert first.cases["name"].to_list() == ["North", "South"]
        assert second.cases["name"].to_list() == ["West"]
        first.codings.add("Talk with Ida", quote="It fits us well", code=COMPATIBILITY)
        assert len(first.codings) == 2
        assert len(second.codings) == 0


def test_two_of_a_name_are_told_apart_by_id(tmp_path: Path) -> None:
    bench = open_workbench(tmp_path)
    bench.source("Talk", "One.")
    first = bench.sources["Talk"]
    bench.source("Talk", "Two.")
    bench.study.close()
    with caseloom.open(bench.file.path) as study:
        with pytest.raises(NameNotClear, match=str(first)):
            study.text("Talk")
        assert study.text(str(first)) == "One."
        assert study.text(first) == "One."


def test_importing_caseloom_loads_no_library() -> None:
    import subprocess
    import sys

    code = "import caseloom, sys; print([m for m in ('polars', 'sqlalchemy', 'django') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
