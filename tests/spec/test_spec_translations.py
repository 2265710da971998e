"""What was said is evidence once, in its own language; what is coded in a translation counts too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.analysis.model import MatrixRequest
from caseloom.analysis.readings import cell_evidence, matrix
from caseloom.coding.readings import passages
from caseloom.overview.readings import home
from caseloom.record.actions import undo, withdraw
from caseloom.record.readings import withdrawal
from caseloom.sources.actions import remove_source, set_source, set_translation
from caseloom.sources.model import TranslationOfATranslation, TranslationOfItself
from caseloom.sources.readings import search_sources, sources
from caseloom.studyfile.errors import NotThere
from tests.analysis.workbench import Workbench, open_workbench

ORIGINAL = "访谈者：这个炉子是怎么来的？\n\n林老师：我们自己搬上来的，大家觉得它适合我们的早晨。"
ENGLISH = (
    "Interviewer: How did the oven come?\n\nTeacher Lin: We carried it up ourselves, it fits our mornings."
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.wave("Wave 1", "2021-05")
    bench.person("Lin", case="North")
    bench.code("Mornings")
    bench.source("talk", ORIGINAL, case="North", wave="Wave 1", written="2021-05-03", participant="Lin")
    bench.source("talk in English", ENGLISH, kind="document", participant="Lin")
    bench.coding("talk", "适合我们的早晨", "Mornings")
    bench.coding("talk in English", "it fits our mornings", "Mornings")
    yield bench
    bench.study.close()


def link(bench: Workbench) -> None:
    set_translation(bench.file, bench.viewer, bench.sources["talk in English"], bench.sources["talk"])


def cell(bench: Workbench, shows: str) -> tuple[int, int, int]:
    """What the cell Mornings × North shows, how many were interviewed there, and in how many sources."""
    request = MatrixRequest(rows="code", columns=("case",), cell=shows)
    with bench.file.read() as db:
        found = matrix(db, bench.viewer, request)
    [column] = [each for each in found.columns if each.headings[0].label == "North"]
    row = bench.codes["Mornings"].hex
    there = found.cells.get((row, column.key))
    return (there.value if there else 0, column.interviewed, column.collected)


# What a cell shows; before the two were linked (the translation belonged to no case); and since.
COUNTED = [
    ("codings", (1, 1, 1), (2, 1, 1)),
    ("informants", (1, 1, 1), (1, 1, 1)),
    ("sources", (1, 1, 1), (1, 1, 1)),
]


@pytest.mark.parametrize(("shows", "before", "since"), COUNTED, ids=[case[0] for case in COUNTED])
def test_a_translation_stands_where_its_original_stands_and_counts_as_no_further_source(
    bench: Workbench, shows: str, before: tuple[int, int, int], since: tuple[int, int, int]
) -> None:
    assert cell(bench, shows) == before
    link(bench)
    assert cell(bench, shows) == since


def test_the_words_of_a_translation_are_counted_in_its_original_only(bench: Workbench) -> None:
    words, _, _ = cell(bench, "words")
    link(bench)
    assert cell(bench, "words")[0] == words
    with bench.file.read() as db:
        of_talk, of_english = sorted(sources(db, bench.viewer), key=lambda each: each.original is not None)
        totals = home(db, bench.viewer).totals
        said = {each.quote: (each.evidence, each.words) for each in passages(db, bench.viewer)}
    assert of_english.original == of_talk.id
    assert of_talk.translations == (of_english.id,)
    assert (of_english.case_name, of_english.wave_name, of_english.source_kind) == (
        "North",
        "Wave 1",
        "interview",
    )
    assert (of_english.words, of_english.evidence_words) == (14, 0)
    assert (totals.sources, totals.words, totals.evidence_words) == (1, of_talk.words, of_talk.evidence_words)
    assert totals.codings == 2
    assert said["it fits our mornings"] == (True, 0)
    assert said["适合我们的早晨"] == (True, words)


def test_both_codings_stand_behind_the_cell_each_where_it_was_made(bench: Workbench) -> None:
    link(bench)
    request = MatrixRequest(rows="code", columns=("case",), cell="informants")
    with bench.file.read() as db:
        [column] = [each.key for each in matrix(db, bench.viewer, request).columns if each.key != ("",)]
        found = cell_evidence(db, bench.viewer, request, bench.codes["Mornings"].hex, column)
        hits = search_sources(db, bench.viewer, "mornings", only_evidence=True)
    assert {each.source_title for each in found.passages} == {"talk", "talk in English"}
    assert found.informants == ("Lin",)
    assert [hit.source_title for hit in hits.hits] == ["talk in English"]


def test_a_translation_counts_for_itself_where_its_original_is_out(bench: Workbench) -> None:
    link(bench)
    remove_source(bench.file, bench.viewer, bench.sources["talk"])
    with bench.file.read() as db:
        [left] = sources(db, bench.viewer)
    assert (left.original, left.case_name, left.evidence_words) == (None, "", 9)
    undo(bench.file, bench.viewer)
    assert cell(bench, "codings") == (2, 1, 1)


def test_what_is_said_of_the_original_holds_for_its_translation_at_once(bench: Workbench) -> None:
    link(bench)
    bench.case("South")
    set_source(bench.file, bench.viewer, bench.sources["talk"], case=bench.cases["South"])
    with bench.file.read() as db:
        assert {each.case_name for each in sources(db, bench.viewer)} == {"South"}
    set_translation(bench.file, bench.viewer, bench.sources["talk in English"], None)
    with bench.file.read() as db:
        assert {each.case_name for each in sources(db, bench.viewer)} == {"South", ""}


def test_a_translation_has_one_original_that_is_none_itself(bench: Workbench) -> None:
    talk, english = bench.sources["talk"], bench.sources["talk in English"]
    bench.source("talk in French", "Intervieweur : Comment ?\n\nMme Lin : Nous l'avons monté.")
    french = bench.sources["talk in French"]
    with pytest.raises(TranslationOfItself):
        set_translation(bench.file, bench.viewer, talk, talk)
    with pytest.raises(NotThere):
        set_translation(bench.file, bench.viewer, english, bench.cases["North"])
    link(bench)
    with pytest.raises(TranslationOfATranslation, match="talk in English"):
        set_translation(bench.file, bench.viewer, french, english)
    with pytest.raises(TranslationOfATranslation, match="“talk”"):
        set_translation(bench.file, bench.viewer, talk, french)
    assert set_translation(bench.file, bench.viewer, french, talk)
    assert not set_translation(bench.file, bench.viewer, french, talk)
    assert cell(bench, "sources") == (1, 1, 1)


def test_who_withdraws_takes_the_translation_along_also_where_nobody_said_who_speaks_in_it(
    bench: Workbench,
) -> None:
    bench.source("another hand", ENGLISH.replace("Teacher Lin", "She"), kind="document")
    set_translation(bench.file, bench.viewer, bench.sources["another hand"], bench.sources["talk"])
    link(bench)
    withdraw(bench.file, bench.viewer, withdrawal(bench.file, bench.viewer, bench.people["Lin"]))
    with bench.file.read() as db:
        assert sources(db, bench.viewer) == []
        assert passages(db, bench.viewer) == []
