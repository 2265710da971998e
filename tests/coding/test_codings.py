"""Codings: what is refused, what happens twice, and what a later text does to them."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.coding.actions import add_code, add_coding, code_named, remove_coding, set_code, set_coding
from caseloom.coding.model import CodeUnknown, CodingProblem, NewCode, NewCoding, PlaceOutside, Quotation
from caseloom.coding.readings import adrift, codes, coding_labels, highlights, passages
from caseloom.sources.actions import remove_source
from caseloom.studyfile import new_id
from caseloom.text import count_words
from tests.analysis.workbench import Workbench, open_workbench

CULTURE = "cfir2022.inner.culture"
LEARNING = "cfir2022.inner.culture.learning_centeredness"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.person("Ida Berg")
    bench.adopt(LEARNING)
    yield bench
    bench.study.close()


def test_a_code_is_called_by_its_own_name_beside_others(bench: Workbench) -> None:
    ids = [bench.code(label) for label in ("Funding", "Trust", "Time")]
    with bench.file.read() as db:
        assert coding_labels(db, bench.viewer, "code", ids) == dict(
            zip(ids, ("Funding", "Trust", "Time"), strict=True)
        )


def test_a_write_that_arrives_twice_under_one_id_is_one_coding(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    source, words = bench.sources["t"], Quotation(quote="began small")
    sent = new_id()
    first = add_coding(bench.file, bench.viewer, source, words, NewCoding(code=bench.of(CULTURE)), id=sent)
    again = add_coding(bench.file, bench.viewer, source, words, NewCoding(code=bench.of(CULTURE)), id=sent)
    assert again == first
    with bench.file.read() as db:
        assert [each.id for each in passages(db, bench.viewer)] == [first]


def test_an_inductive_code_can_stand_under_a_construct_that_nobody_used_yet(bench: Workbench) -> None:
    bench.code("Asking the neighbours", parent=LEARNING)
    with bench.file.read() as db:
        book = {each.label: each for each in codes(db, bench.viewer)}
    assert book["Asking the neighbours"].parent == book["Learning-Centeredness"].id


def test_a_coding_can_be_moved_to_a_construct_that_nobody_used_yet(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    id = bench.coding("t", "began small", CULTURE)
    assert set_coding(bench.file, bench.viewer, id, code=bench.of(LEARNING))
    with bench.file.read() as db:
        assert passages(db, bench.viewer)[0].code_label == "Learning-Centeredness"


def test_a_coding_cannot_be_moved_to_a_code_that_is_not_there(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    id = bench.coding("t", "began small", CULTURE)
    with pytest.raises(CodeUnknown):
        set_coding(bench.file, bench.viewer, id, code=new_id())


@pytest.mark.parametrize("length", [1, 2, 3])
def test_codes_never_stand_beneath_themselves(bench: Workbench, length: int) -> None:
    ids = [bench.code(f"code {n}") for n in range(length)]
    for child, parent in pairwise(ids):
        set_code(bench.file, bench.viewer, child, parent=parent)
    with pytest.raises(CodingProblem):
        set_code(bench.file, bench.viewer, ids[-1], parent=ids[0])


def test_a_code_needs_a_label() -> None:
    with pytest.raises(CodingProblem):
        NewCode(label="  ")


def test_the_same_words_of_two_coders_are_two_codings_of_one_place(bench: Workbench) -> None:
    bench.coder("Bo")
    bench.said("t", "Ida Berg", "We began small.")
    for coder in ("Ann", "Bo"):
        bench.coding("t", "began small", CULTURE, coder=coder)
    with bench.file.read() as db:
        found = passages(db, bench.viewer, code=bench.of(CULTURE))
        painted = highlights(db, bench.viewer, bench.text("t").source.n)
    assert [each.coder_name for each in found] == ["Ann", "Bo"]
    assert len({(each.start, each.end) for each in painted}) == 1


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 4), (5, 3), (0, 10_000)])
def test_positions_outside_the_text_are_refused(bench: Workbench, start: int, end: int) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    with pytest.raises(PlaceOutside):
        add_coding(
            bench.file,
            bench.viewer,
            bench.sources["t"],
            Quotation(start=start, end=end),
            NewCoding(code=bench.of(CULTURE)),
        )
    with bench.file.read() as db:
        assert passages(db, bench.viewer) == []


def test_a_place_never_cuts_a_character_in_two(bench: Workbench) -> None:
    bench.source("d", "One 👩‍👧 here.", "document")
    id = add_coding(
        bench.file,
        bench.viewer,
        bench.sources["d"],
        Quotation(start=5, end=6),
        NewCoding(code=bench.of(CULTURE)),
    )
    with bench.file.read() as db:
        assert [each.quote for each in passages(db, bench.viewer, coding=id)] == ["👩‍👧"]


def test_a_removed_coding_is_nowhere_and_can_be_made_again(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    id = bench.coding("t", "began small", CULTURE)
    assert remove_coding(bench.file, bench.viewer, id)
    with bench.file.read() as db:
        assert passages(db, bench.viewer) == []
        assert adrift(db, bench.viewer) == 0
    assert bench.coding("t", "began small", CULTURE) != id


def test_codings_of_a_source_that_was_taken_out_are_not_adrift(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    bench.coding("t", "began small", CULTURE)
    remove_source(bench.file, bench.viewer, bench.sources["t"])
    with bench.file.read() as db:
        assert adrift(db, bench.viewer) == 0
        assert passages(db, bench.viewer) == []


def test_an_about_time_that_is_no_date_is_refused(bench: Workbench) -> None:
    bench.said("t", "Ida Berg", "We began small.")
    id = bench.coding("t", "began small", CULTURE)
    with pytest.raises(Exception, match="somewhen"):
        set_coding(bench.file, bench.viewer, id, about="somewhen")
    assert set_coding(bench.file, bench.viewer, id, about="2019~")
    assert set_coding(bench.file, bench.viewer, id, about=None)
    assert bench.grid(clock="about", columns=("interval",), intervals=("2019",)) == {
        ("Culture", "time not stated"): 1
    }


WORDS = [
    ("whole words", "Ida Berg: We began small.", "began small", 2),
    ("half a word is a word", "Ida Berg: We began small.", "gan sma", 2),
    ("within one word", "Ida Berg: We began small.", "ega", 1),
    ("words with blanks around them", "Ida Berg: We began small.", " began ", 1),
    ("blanks alone are no word", "Ida Berg: We began small.", " ", 0),
    ("no blank after the label", "Ida Berg:We began small.", "We began", 2),
    ("Chinese: a character is a word", "林老师：我们自己搬上来的。", "我们自己", 4),
    ("Chinese with foreign words", "林老师：OK我们 start 吧。", "OK我们 start", 4),
    ("Chinese stops are no words", "林老师：我们。好。", "。好。", 1),
]


@pytest.mark.parametrize(("title", "text", "quote", "words"), WORDS, ids=[row[0] for row in WORDS])
def test_words_of_a_passage(bench: Workbench, title: str, text: str, quote: str, words: int) -> None:
    bench.source("t", text)
    whole = bench.text("t").text
    start = whole.index(quote, bench.text("t").turns[0].words_start if quote == " " else 0)
    add_coding(
        bench.file,
        bench.viewer,
        bench.sources["t"],
        Quotation(start=start, end=start + len(quote)),
        NewCoding(code=bench.of(CULTURE)),
    )
    with bench.file.read() as db:
        assert [each.words for each in passages(db, bench.viewer)] == [words], title


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One study for many random texts."""
    bench = open_workbench(tmp_path_factory.mktemp("words"))
    bench.adopt(LEARNING)
    yield bench
    bench.study.close()


@given(data=st.data())
def test_a_passage_within_a_turn_has_the_words_that_its_quote_has(
    paper: Workbench, data: st.DataObject
) -> None:
    said = data.draw(st.text(st.sampled_from("ab .我们，é"), min_size=1, max_size=30))
    source = paper.source("t", f"Ida Berg:{data.draw(st.sampled_from(['', ' ']))}x{said}")
    text = paper.text("t")
    turn = text.turns[0]
    start = data.draw(st.integers(turn.words_start, turn.end - 1))
    end = data.draw(st.integers(start + 1, turn.end))
    new = NewCoding(code=paper.of(CULTURE))
    id = add_coding(paper.file, paper.viewer, source, Quotation(start=start, end=end), new)
    with paper.file.read() as db:
        [found] = passages(db, paper.viewer, coding=id)
    assert found.words == count_words(found.quote)
    assert turn.words == count_words(text.text[turn.words_start : turn.end])


def test_codes_are_known_by_reference_label_or_id(bench: Workbench) -> None:
    inductive = add_code(bench.file, bench.viewer, NewCode(label="Culture"))
    with bench.file.read() as db:
        assert code_named(db, bench.viewer, " CFIR2022.inner.culture ") == bench.of(CULTURE)
        assert code_named(db, bench.viewer, "learning-centeredness") == bench.of(LEARNING)
        assert code_named(db, bench.viewer, inductive.hex) == inductive
        with pytest.raises(CodeUnknown, match=f"2 codes are called “Culture”.*{CULTURE}"):
            code_named(db, bench.viewer, "Culture")
        with pytest.raises(CodeUnknown, match=CULTURE):
            code_named(db, bench.viewer, "cultur")
