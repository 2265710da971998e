"""Correcting one turn writes a new text in which everything else stands as it stood, or refuses."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.language import CaseloomError
from caseloom.sources.actions import Correction, correct_turn, revise_source, set_turn_role, turn_now
from caseloom.sources.actions.correcting import in_place
from caseloom.sources.model import NoWordsLeft, OtherTurns, TextChanged
from caseloom.sources.readers import Document, Mark
from caseloom.sources.readings import SourceText, revisions
from caseloom.text import read_turns
from tests.analysis.workbench import Workbench, document, open_workbench

TALK = """Interviewer: How did it begin 🧱?

Ida: We began small.

It was spring.

Olof: Then it grew."""
MARKS = (
    Mark("page", 0, TALK.index("It was"), "1"),
    Mark("page", TALK.index("It was"), len(TALK), "2"),
    Mark("comment", TALK.index("Then it"), TALK.index("Then it") + 4, "Ann: when?"),
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida")
    bench.source("talk", TALK)
    marked = Document(f"{TALK} Yes.", MARKS, "docx", "utf-8", None, ())
    revise_source(bench.file, bench.viewer, bench.sources["talk"], marked)
    yield bench
    bench.study.close()


def correct(bench: Workbench, number: int, words: str, *, seen: SourceText | None = None) -> bool:
    found = seen or bench.text("talk")
    turn = found.turns[number - 1]
    asked = Correction(found.revision, number, found.text[turn.words_start : turn.end], words)
    return correct_turn(bench.file, bench.viewer, bench.sources["talk"], asked)


def test_only_the_turn_changes_and_the_marks_stay_with_their_words(bench: Workbench) -> None:
    assert correct(bench, 2, "We really began small.\r\n\r\nIt was a late spring.")
    now = bench.text("talk")
    assert now.text == f"{TALK} Yes.".replace("We began", "We really began").replace(
        "was spring", "was a late spring"
    )
    assert [each.label for each in now.turns] == ["Interviewer", "Ida", "Olof"]
    assert now.text[now.marks[1].start :].startswith("It was a late")
    assert now.text[now.marks[2].start : now.marks[2].end] == "Then"
    with bench.file.read() as db:
        listed = revisions(db, bench.viewer, bench.sources["talk"])
    assert [(each.number, each.current) for each in listed] == [(3, True), (2, False), (1, False)]
    assert listed[0].follows == listed[1].id


def test_the_same_words_are_no_correction(bench: Workbench) -> None:
    assert not correct(bench, 1, "How did it begin 🧱?")
    assert bench.text("talk").source.revisions == 2


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("  \n ", NoWordsLeft),
        ("We began small.\n\nOlof: Did we?", OtherTurns),
        ("We began\n\n(A dog barks.)", None),
        ("Ida: We began small.", None),
        ("[A heading]", None),
    ],
)
def test_words_that_would_be_other_turns_are_refused(
    bench: Workbench, words: str, refusal: type[CaseloomError] | None
) -> None:
    before = bench.text("talk")
    if refusal is None:
        try:
            correct(bench, 2, words)
        except OtherTurns:
            return
        assert [(each.label, each.kind) for each in bench.text("talk").turns] == [
            (each.label, each.kind) for each in before.turns
        ]
        return
    with pytest.raises(refusal):
        correct(bench, 2, words)
    assert bench.text("talk").text == before.text


def test_a_text_corrected_meanwhile_is_not_overwritten(bench: Workbench) -> None:
    seen = bench.text("talk")
    correct(bench, 1, "How did it all begin?")
    with pytest.raises(TextChanged, match="kept below"):
        correct(bench, 2, "We began big.", seen=seen)
    now = bench.text("talk")
    found = turn_now(seen, 2, now)
    assert found is not None
    assert now.text[found.words_start : found.end].startswith("We began small")


def test_words_that_were_not_seen_are_not_overwritten(bench: Workbench) -> None:
    seen = bench.text("talk")
    asked = Correction(seen.revision, 2, "We began tall.", "We began big.")
    with pytest.raises(TextChanged):
        correct_turn(bench.file, bench.viewer, bench.sources["talk"], asked)


def test_a_turn_that_was_left_out_has_none_that_stands_for_it(bench: Workbench) -> None:
    seen = bench.text("talk")
    revise_source(
        bench.file, bench.viewer, bench.sources["talk"], document("Interviewer: How did it begin 🧱?")
    )
    assert turn_now(seen, 2, bench.text("talk")) is None
    assert turn_now(seen, 9, bench.text("talk")) is None


def test_who_speaks_in_a_single_turn_stays_said(bench: Workbench) -> None:
    turn = bench.text("talk").turns[2]
    set_turn_role(bench.file, bench.viewer, turn.id, "respondent", bench.people["Ida"])
    correct(bench, 3, "Then it grew, and grew.")
    assert bench.text("talk").turns[2].participant_name == "Ida"


LINE = st.lists(st.sampled_from(["We", "began", "𠮷", "small", ".", "Ida:", "(x)", "\n\n", "é"]), min_size=1)


@given(st.integers(0, 2), LINE)
def test_a_correction_changes_one_turn_or_is_refused(number: int, words: list[str]) -> None:
    found = _text_without_a_study()
    turn = found.turns[number]
    try:
        made = in_place(found, turn, " ".join(words))
    except (NoWordsLeft, OtherTurns):
        return
    now = read_turns(made.text)
    assert len(now) == len(found.turns)
    for before, after in zip(found.turns, now, strict=True):
        said = found.text[before.words_start : before.end]
        assert (before.label, before.kind) == (after.label, after.kind)
        if before.number != turn.number:
            assert made.text[after.words_start : after.end] == said
        else:
            assert made.text[after.start : after.words_start] == found.text[before.start : before.words_start]
    assert len(made.marks) == len(found.marks)


def _text_without_a_study() -> SourceText:
    turns = [
        SimpleNamespace(
            number=n,
            start=each.start,
            end=each.end,
            words_start=each.words_start,
            label=each.label,
            kind=each.kind,
        )
        for n, each in enumerate(read_turns(TALK), 1)
    ]
    found: Any = SimpleNamespace(text=TALK, turns=turns, marks=MARKS)
    return cast(SourceText, found)
