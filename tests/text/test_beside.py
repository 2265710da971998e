"""A text beside its translation: never a turn beside one that may not be its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.text.beside import Row, Said, lay_beside

SAID = st.builds(Said, st.sampled_from("ar"), st.integers(0, 400))
TALK = [
    Said("a", 40),
    Said("r", 300),
    Said("a", 30),
    Said("r", 120),
    Said("a", 90),
    Said("r", 700),
    Said("a", 20),
]


def translated(talk: list[Said], times: float = 0.4) -> list[Said]:
    return [Said(each.who, round(each.length * times)) for each in talk]


@given(st.lists(SAID, max_size=12), st.lists(SAID, max_size=12))
def test_every_turn_stands_there_once_and_in_order(one: list[Said], other: list[Said]) -> None:
    rows = lay_beside(one, other)
    assert [row.one for row in rows if row.one is not None] == list(range(len(one)))
    assert [row.other for row in rows if row.other is not None] == list(range(len(other)))
    for row in rows:
        assert row[:2] != (None, None)
        if row.one is not None and row.other is not None:
            assert one[row.one].who == other[row.other].who


@given(st.lists(SAID, max_size=12), st.floats(0.2, 4))
def test_the_same_speakers_in_the_same_order_are_paired_turn_by_turn(one: list[Said], times: float) -> None:
    assert lay_beside(one, translated(one, times)) == tuple(Row(at, at) for at in range(len(one)))


@pytest.mark.parametrize("missing", range(len(TALK)))
def test_where_a_turn_was_left_out_no_other_slips_into_its_place(missing: int) -> None:
    """The oracle knows which turn is missing: every pair that is made is right, and most are made."""
    other = translated(TALK)
    del other[missing]
    rows = lay_beside(TALK, other)
    pairs = [(row.one, row.other) for row in rows if row.one is not None and row.other is not None]
    assert all(to == at - (at > missing) and at != missing for at, to in pairs)
    assert len(pairs) >= 2


def test_turns_that_look_alike_stand_alone_where_one_of_them_is_missing() -> None:
    """Which of five equal answers the translator left out, nobody can tell from here."""
    alike = [Said("r", 100)] * 5
    rows = lay_beside(alike, translated(alike[1:]))
    assert [row for row in rows if None not in row[:2]] == []


@given(st.lists(SAID, max_size=12), st.sets(st.integers(0, 11)))
def test_a_sure_pair_is_right_whatever_was_left_out(talk: list[Said], out: set[int]) -> None:
    """The oracle knows what was left out: that is one of the ways that leave fewest alone."""
    left = [at for at in range(len(talk)) if at not in out]
    for row in lay_beside(talk, translated([talk[at] for at in left])):
        if row.one is not None and row.other is not None and row.sure and len(left) < len(talk):
            assert left[row.other] == row.one


def test_a_question_without_its_answer_shows_which_answer_is_missing() -> None:
    """Questions and answers take turns: two questions one after the other are certain of what is missing."""
    other = translated(TALK)
    del other[3]
    rows = lay_beside(TALK, other)
    assert [row for row in rows if None in row[:2]] == [Row(3, None)]
    assert all(row.sure for row in rows)


def test_pairs_by_length_say_that_they_are_unsure() -> None:
    """A question is missing with its answer: who speaks does not tell which, how much is said may."""
    rows = lay_beside(TALK, translated([*TALK[:2], *TALK[4:]]))
    made = [row for row in rows if row.one is not None and row.other is not None]
    assert made
    assert not any(row.sure for row in made)
