"""A corrected text of the same talk: whose place a turn has."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import Spoken, places

TALK = [
    Spoken("m", "How was it?"),
    Spoken("n", "The soup was cold."),
    Spoken("a", "It was."),
    Spoken("n", "Well."),
]
SPOKEN = st.builds(Spoken, st.sampled_from("mna"), st.sampled_from(["", "soup", "cold", "van"]))


def place_of(some: set[int], later: list[Spoken]) -> set[int]:
    return set().union(*(each for at, each in enumerate(places(TALK, later)) if at in some))


def test_a_turn_that_nobody_touched_is_in_its_own_place_wherever_that_is_now() -> None:
    assert place_of({1, 2}, [Spoken("m", "Welcome."), *TALK]) == {2, 3}


def test_a_turn_in_other_words_is_found_between_those_that_stayed() -> None:
    assert place_of({1}, [TALK[0], Spoken("n", "The stew was cold."), *TALK[2:]]) == {1}


def test_a_turn_under_another_label_too() -> None:
    assert place_of({1}, [TALK[0], Spoken("N.", "The stew was cold."), *TALK[2:]]) == {1}


def test_of_several_corrected_side_by_side_each_is_in_its_own_place() -> None:
    assert place_of({1}, [TALK[0], Spoken("n", "Cold soup."), Spoken("a", "Yes."), TALK[3]]) == {1}


def test_a_turn_that_was_cut_in_two_has_both() -> None:
    cut = [TALK[0], Spoken("n", "The soup."), Spoken("n", "Was cold, I mean."), *TALK[2:]]
    assert place_of({1}, cut) == {1, 2}


def test_a_turn_that_was_left_out_has_no_place() -> None:
    assert place_of({1}, [TALK[0], *TALK[2:]]) == set()


@given(st.lists(SPOKEN, max_size=8), st.lists(SPOKEN, max_size=8))
def test_places_are_turns_of_the_other_text(these: list[Spoken], those: list[Spoken]) -> None:
    found = places(these, those)
    assert len(found) == len(these)
    assert set().union(*found) <= set(range(len(those)))
    assert places(these, these) == [{at} for at in range(len(these))]


@given(st.lists(st.sampled_from("mna"), min_size=1, max_size=8), st.data())
def test_what_is_put_in_between_moves_the_rest_on(speakers: list[str], data: st.DataObject) -> None:
    talk = [Spoken(each, f"words {at}") for at, each in enumerate(speakers)]
    at = data.draw(st.integers(0, len(talk)))
    some = [Spoken(each, f"more {n}") for n, each in enumerate(data.draw(st.lists(st.sampled_from("mnx"))))]
    expected = [{n if n < at else n + len(some)} for n in range(len(talk))]
    assert places(talk, [*talk[:at], *some, *talk[at:]]) == expected
